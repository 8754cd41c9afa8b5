"""Units of comparison: what a word diff compares, which is not always a word.

A hyphenated word, a contraction and a percentage are compared part by part (anti-war, do|n't, 3|%), so that `don't`
meets `do not`; a number written in several words is one unit (`300 thousand`, `3 p.m.`), so that it meets `300,000`
or `15:00`.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from enum import IntEnum

from annotator.domain.comparison.numerals import number_at
from annotator.domain.comparison.variants import variant_keys
from annotator.domain.spans import Span
from annotator.domain.words import Word, normal_form


class Weight(IntEnum):
    """How much a word says about what a text is about."""

    LIGHT = 1  # articles, prepositions, conjunctions, auxiliaries: they stand in any text
    MINOR = 2  # pronouns, negations, modals: they change the meaning, but do not place it
    CONTENT = 4


def _listed(names: str) -> frozenset[str]:
    return frozenset(names.split())


_LIGHT = _listed(
    "a an the of to in on at by for from with into onto and but so as than that which who whom then there be am "
    "is are was were been being have has had having do does did doing 's 'd just also too about up out off over down "
    "upon per via"
)
_MINOR = _listed(
    "i you he she it we they me him her us them my your his its our their mine yours hers ours theirs myself yourself "
    "himself herself itself ourselves themselves this these those what when where why how not no never nor neither "
    "can could will would shall should may might must all any some each every both few more most other such only own "
    "same very now here again once because while until after before during between against through under above "
    "1 if or"
)
_CONTRACTION = re.compile(r"(.+?)(n['’‘ʼ＇]t|['’‘ʼ＇](?:re|ve|ll|m|d|s))", re.IGNORECASE)
_ENGLISH = {
    "n't": "not",
    "'re": "are",
    "'ve": "have",
    "'ll": "will",
    "'m": "am",
    "ca": "can",  # of can't; the next two of won't and shan't
    "wo": "will",
    "sha": "shall",
    "%": "percent",
}
_PHRASES = {("per", "cent"): "percent", ("no", "one"): "nobody"}
_HYPHEN = re.compile(r"[-‐‑־֊]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of text that is compared as one: `form` as written, `key` as understood, `variants` what comes near.

    `tail` marks the end of a word whose beginning is the unit before: the n't of don't, the % of 5%.
    """

    span: Span
    form: str
    key: str
    variants: frozenset[str]
    weight: Weight
    tail: bool = False


def units(tokens: Sequence[Word], text: str, language: str, elsewhere: Set[str]) -> list[Unit]:
    """Return the units of comparison of `text`, in order; punctuation gives none.

    `tokens` are its words, `language` its two-letter code, and `elsewhere` the normal forms of the words of the other
    text: where that writes `antiwar`, `anti-war` stays whole.
    """
    parts = [part for token in tokens if token.is_word for part in _parts(token, language, elsewhere)]
    return list(_joined(parts, text, language)) if language == "en" else [_unit(part, language) for part in parts]


def _parts(word: Word, language: str, elsewhere: Set[str]) -> Iterator[Word]:
    """Yield `word`, or the parts in which it is compared."""
    if normal_form(word.text) in elsewhere or word.text[0] in "-+−":
        yield word
        return
    if normal_form(_HYPHEN.sub("", word.text)) in elsewhere and _HYPHEN.search(word.text):
        yield word
        return
    start = 0
    for piece in _HYPHEN.split(word.text):
        yield from _cut(Word(Span(start, start + len(piece)).shifted(word.span.start), piece), language)
        start += len(piece) + 1


def _cut(word: Word, language: str) -> Iterator[Word]:
    contraction = _CONTRACTION.fullmatch(word.text) if language == "en" else None
    at = contraction.end(1) if contraction else 0
    if not at and len(word.text) > 1 and word.text[-1] in "%٪‰":
        at = len(word.text) - 1
    if language == "en" and word.text.casefold() == "cannot":
        at = 3
    start = word.span.start
    if at:
        yield Word(Span(start, start + at), word.text[:at])
    yield Word(Span(start + at, word.span.end), word.text[at:])


def _joined(parts: Sequence[Word], text: str, language: str) -> Iterator[Unit]:
    """Yield units; numbers and fixed phrases of several words are one."""
    at = 0
    while at < len(parts):
        run = list(_close(parts, at, text))
        number = number_at(run, 0)
        if number:
            length, key = number
            span = Span(parts[at].span.start, parts[at + length - 1].span.end)
            yield Unit(span, " ".join(run[:length]), key, frozenset({key}), _weight(key, language))
        elif tuple(run[:2]) in _PHRASES:
            length, key = 2, _PHRASES[run[0], run[1]]
            span = Span(parts[at].span.start, parts[at + 1].span.end)
            yield Unit(span, " ".join(run[:2]), key, frozenset({key}), _weight(key, language))
        else:
            length = 1
            tail = at > 0 and parts[at - 1].span.end == parts[at].span.start
            yield replace(_unit(parts[at], language), tail=tail)
        at += length


def _close(parts: Sequence[Word], start: int, text: str, most: int = 10) -> Iterator[str]:
    """Yield the normal forms of the words from `start` on that have only a space or a hyphen between them."""
    for number, part in enumerate(parts[start : start + most], start):
        between = text[parts[number - 1].span.end : part.span.start] if number > start else " "
        if between.strip(" -‐‑"):
            return
        yield normal_form(part.text)


def _unit(part: Word, language: str) -> Unit:
    form = normal_form(part.text)
    key = _ENGLISH.get(form, form) if language == "en" else form
    if "-" in key and key[-1].isalpha():
        key = key.replace("-", "")
    variants = variant_keys(key, language, capitalised=part.text[0].isupper())
    return Unit(part.span, form, key, variants, _weight(key, language))


def _weight(key: str, language: str) -> Weight:
    if language == "en":
        return Weight.LIGHT if key in _LIGHT else Weight.MINOR if key in _MINOR else Weight.CONTENT
    # Without a list for the language, short words are taken for its articles and prepositions.
    return Weight.LIGHT if len(key) <= 2 and key.isalpha() and not _ideographic(key) else Weight.CONTENT


def _ideographic(key: str) -> bool:
    return any("\u3400" <= char <= "\u9fff" or "\u30a0" <= char <= "\u30ff" for char in key)
