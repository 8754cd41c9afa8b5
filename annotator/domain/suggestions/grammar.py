"""The small words of an article language: what stands beside names, places and verbs in its sentences."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Grammar:
    """Patterns and word lists of the table `grammar` of a cue list; the file says what each is for."""

    last_word: re.Pattern[str]
    according: tuple[str, ...]
    that: re.Pattern[str]
    articles: frozenset[str]
    language_joints: frozenset[str]
    indefinite: frozenset[str]
    definite: re.Pattern[str]
    third_person: frozenset[str]
    possessive: re.Pattern[str]
    apposition: re.Pattern[str]
    relative: re.Pattern[str]
    before_place: re.Pattern[str]
    where: re.Pattern[str]
    residence: re.Pattern[str]
    based: re.Pattern[str]
    origin_only: re.Pattern[str]
    reporters: re.Pattern[str]
    telling: re.Pattern[str]
    told: re.Pattern[str]
    elisions: re.Pattern[str]
    at_place: Mapping[str, float]


def parse_grammar(table: Mapping[str, Any]) -> Grammar:
    """Return the grammar of a parsed table; raises `KeyError` and `re.error` where it is incomplete or broken."""
    fillers = "|".join(map(re.escape, table["fillers"]))
    return Grammar(
        last_word=re.compile(rf"([^\W\d_]+)(?:\s+(?:{fillers})){{0,2}}\s*$"),
        according=tuple(phrase.casefold() for phrase in table["according"]),
        that=re.compile(rf"\b(?:{'|'.join(map(re.escape, table['that']))})\s+(?=\w)"),
        articles=frozenset(table["articles"]),
        language_joints=frozenset(table["language_joints"]),
        indefinite=frozenset(table["indefinite"]),
        definite=re.compile(rf"(?:.*\b)?(?:{'|'.join(map(re.escape, table['definite']))})\b", re.IGNORECASE),
        third_person=frozenset(table["third_person"]),
        possessive=re.compile(table["possessive"]),
        apposition=re.compile(table["apposition"]),
        relative=re.compile(table["relative"]),
        before_place=re.compile(table["before_place"]),
        where=re.compile(table["where"]),
        residence=re.compile(table["residence"]),
        based=re.compile(table["based"]),
        origin_only=re.compile(table["origin_only"]),
        reporters=re.compile(table["reporters"], re.IGNORECASE),
        telling=re.compile(table["telling"]),
        told=_beginning(table["told"]),
        elisions=_beginning(table["elisions"]),
        at_place={word: float(share) for word, share in table["at_place"].items()},
    )


def _beginning(phrases: Sequence[str]) -> re.Pattern[str]:
    """Return what finds any of these whole phrases, with the space after it, at the beginning of some words."""
    listed = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?:{listed})\b\s*" if phrases else r"(?!)", re.IGNORECASE)
