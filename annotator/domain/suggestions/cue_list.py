"""The cue list of an article language: the words and patterns by which the rest of this package reads an article."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from annotator.domain.suggestions.grammar import Grammar, parse_grammar
from annotator.domain.suggestions.lexicon import Entry, Lexicon
from annotator.errors import InvalidInput

_TABLES = (
    "language",
    "grammar",
    "speech",
    "explicit",
    "captions",
    "roles",
    "media",
    "institutions",
    "companies",
    "leaders",
    "languages",
    "places",
    "given_names",
)


@dataclass(frozen=True)
class CueList:
    """What the article language offers; made by `parse_cues`.

    `lexicon` knows names and single words, `explicit` patterns find a named language (group "language"), `translation`
    one that is not named, `own` those that say that the words were spoken in the article's own language.
    """

    language: str
    grammar: Grammar
    lexicon: Lexicon
    explicit: tuple[re.Pattern[str], ...]
    translation: tuple[re.Pattern[str], ...]
    own: tuple[re.Pattern[str], ...]
    translation_words: re.Pattern[str]
    own_names: re.Pattern[str]
    language_codes: Mapping[str, str]
    pronouns: frozenset[str]
    reporter: frozenset[str]
    possessives: frozenset[str]
    feminine: frozenset[str]
    masculine: frozenset[str]
    not_names: frozenset[str]
    openers: frozenset[str]
    adverbs: frozenset[str]
    follow: frozenset[str]
    credits: re.Pattern[str]
    captions: re.Pattern[str]


def parse_cues(data: Mapping[str, Any]) -> CueList:
    """Return the cue list that a parsed data file holds; raises `InvalidInput` where a table is missing or broken."""
    missing = [name for name in _TABLES if name not in data]
    if missing:
        raise InvalidInput(f"The cue list has no “{missing[0]}”: add it, or restore the file that came with the app.")
    try:
        return _parsed(data)
    except (KeyError, TypeError, AttributeError, re.error) as problem:
        raise InvalidInput(
            f"The cue list cannot be used ({problem}): restore the file that came with the app."
        ) from problem


def _parsed(data: Mapping[str, Any]) -> CueList:
    own, speech, explicit = data["language"], data["speech"], data["explicit"]
    names = {name: code for code, listed in data["languages"].items() for name in listed}
    return CueList(
        language=own,
        grammar=parse_grammar(data["grammar"]),
        lexicon=Lexicon(_inflected(_entries(data), data["grammar"]["endings"])),
        explicit=_with_slots(explicit["patterns"], [n for n, c in names.items() if c != own], explicit["follow"]),
        translation=_compiled(explicit["translation"]),
        own=_compiled(explicit["own"]),
        translation_words=_any_of(explicit["translation_words"]),
        own_names=_any_of(data["languages"][own]),
        language_codes=names,
        pronouns=frozenset(speech["pronouns"]),
        reporter=frozenset(speech["reporter"]),
        possessives=frozenset(speech["possessives"]),
        feminine=frozenset(word.casefold() for word in speech["feminine"]),
        masculine=frozenset(word.casefold() for word in speech["masculine"]),
        not_names=frozenset(speech["not_names"]),
        openers=frozenset(speech["openers"]),
        adverbs=frozenset(speech["adverbs"]),
        follow=frozenset(explicit["follow"]),
        credits=re.compile("|".join(data["captions"]["credit"]), re.IGNORECASE),
        captions=re.compile("|".join(data["captions"]["opening"]), re.IGNORECASE),
    )


def _compiled(patterns: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)", re.IGNORECASE) for pattern in patterns)


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in words), re.IGNORECASE)


def _with_slots(patterns: Sequence[str], names: Sequence[str], follow: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    slot = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    after = rf"(?=\s*$|\s*[^\w\s-]|\s+(?:{'|'.join(follow)})\b)"
    filled = (
        pattern.replace("{language}", f"(?-i:(?P<language>{slot}))").replace("{follow}", after) for pattern in patterns
    )
    return _compiled(list(filled))


def _entries(data: Mapping[str, Any]) -> Iterator[Entry]:
    speech, media, roles = data["speech"], data["media"], data["roles"]
    plain = {
        "verb": speech["verbs"],
        "noun": speech["nouns"],
        "naming": speech["naming"],
        "about": speech["about"],
        "media": media["nouns"],
        "local-media": media["local"],
        "official": roles["official"],
        "local": roles["local"],
        "body": roles["bodies"],
        "media-again": media["again"],
        "venue": data["explicit"]["own_venues"],
        "conversation": data["explicit"]["conversation"],
        "whole": data["explicit"]["whole"],
    }
    for kind, phrases in plain.items():
        yield from (Entry(phrase, kind) for phrase in phrases)
    for kind, table in (("outlet", media["outlets"]), ("institution", data["institutions"])):
        yield from _by_language(kind, table)
    yield from _by_language("company", data["companies"])
    yield from _by_language("leader", data["leaders"])
    yield from _by_language("given", data["given_names"])
    yield from (Entry(name, "language", (code,)) for code, names in data["languages"].items() for name in names)
    for place in data["places"].values():
        yield from _place(place)


def _inflected(entries: Iterable[Entry], endings: Sequence[str]) -> Iterator[Entry]:
    """Yield the entries; of a phrase that ends in "~" one with each of the endings of the language."""
    for entry in entries:
        stem = entry.phrase.removesuffix("~")
        yield from (replace(entry, phrase=stem + ending) for ending in (endings if stem != entry.phrase else ("",)))


def _by_language(kind: str, table: Mapping[str, Sequence[str]]) -> Iterator[Entry]:
    of: dict[str, list[str]] = {}
    for language, phrases in table.items():
        for phrase in phrases:
            of.setdefault(phrase, []).append(language)
    yield from (Entry(phrase, kind, tuple(languages)) for phrase, languages in of.items())


def _place(place: Mapping[str, Any]) -> Iterator[Entry]:
    languages = tuple(place["languages"])
    for phrase in (*place.get("names", ()), *place.get("cities", ())):
        yield Entry(phrase, "place", languages)
    for phrase in place.get("people", ()):
        yield Entry(phrase, "people", languages)
