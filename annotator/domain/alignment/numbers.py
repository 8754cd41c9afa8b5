"""Numbers in a text, in figures or in words, each with a key that is the same in every language.

Keys are those of `annotator.domain.comparison.numerals`: `300000`, `1.5`, `5th`, `15:00`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from annotator.domain.alignment import number_phrases
from annotator.domain.alignment.number_phrases import AND
from annotator.domain.alignment.number_words import number_words
from annotator.domain.comparison.numerals import number_at
from annotator.domain.spans import Span
from annotator.domain.words import Word, normal_form, words

_FIGURES = re.compile(r"\d+(?:\.\d+)?")
_GROUPED_BY_DOTS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_DOTS_GROUP = frozenset({"de", "es", "ru", "uk", "it", "pt", "nl", "tr", "id"})
_ORDINAL_FIGURES = re.compile(r"(\d+)-?(?:й|я|е|го|му|м|х|ої|у|ю|er|ère|re|e|ème|è|º|ª|o|a)")
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)")
_AND = {"fr": "et", "es": "y", "de": "und"}
_HYPHEN = re.compile(r"[-‐‑]")
_MOST = 12  # words of one number
_GERMAN_PIECE = re.compile(
    "(?:drei|vier|fünf|sech|sieb|acht|neun)zehn|(?:zwan|vier|fünf|sech|sieb|acht|neun)zig|drei(?:ß|ss)ig|eins?|zwei"
    "|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|hundert|tausend|und"
)
_GERMAN_NUMBER = re.compile(f"(?:{_GERMAN_PIECE.pattern}){{2,}}")


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a text: where it stands, and its key."""

    span: Span
    key: str


def numbers(text: str, language: str) -> list[Number]:
    """Return the numbers of a text in `language` (a two-letter code) in order; figures are read in any language."""
    pieces = [piece for word in words(text) if word.is_word for piece in _split(word, language)]
    found, at = [], 0
    while at < len(pieces):
        run = list(_close(pieces, at, text))
        read = number_at(run, 0) if language == "en" else _read(run, language)
        if read:
            found.append(Number(Span(pieces[at].span.start, pieces[at + read[0] - 1].span.end), read[1]))
        at += read[0] if read else 1
    return found


def same_number(one: str, other: str) -> bool:
    """Return whether two keys mean one number: May 5th is May 5, and 15:00 is 15 hours."""
    return _plain(one) == _plain(other)


def _plain(key: str) -> str:
    return key.removesuffix("th").removesuffix(":00")


def _split(word: Word, language: str) -> Iterator[Word]:
    """Yield a word without its percent sign, at its hyphens, and the parts of a joined German number."""
    written = word.text.rstrip("%٪") or word.text
    if language == "de" and _GERMAN_NUMBER.fullmatch(written.lower()):
        yield from (_part(word, piece.start(), piece.group()) for piece in _GERMAN_PIECE.finditer(written.lower()))
    elif written[0] in "-+" or _ORDINAL_FIGURES.fullmatch(written.lower()):
        yield _part(word, 0, written)
    else:
        start = 0
        for part in _HYPHEN.split(written):
            if part:
                yield _part(word, start, part)
            start += len(part) + 1


def _part(word: Word, start: int, written: str) -> Word:
    return Word(Span(word.span.start + start, word.span.start + start + len(written)), written)


def _close(pieces: Sequence[Word], start: int, text: str) -> Iterator[str]:
    """Yield the normal forms of the pieces from `start` on that have only a space or a hyphen between them."""
    for number, piece in enumerate(pieces[start : start + _MOST], start):
        between = text[pieces[number - 1].span.end : piece.span.start] if number > start else ""
        if between.strip(" \u00a0\u202f-‐‑"):
            return
        yield normal_form(piece.text)


def _read(run: Sequence[str], language: str) -> tuple[int, str] | None:
    """Return how many of the forms make one number, and its key; None where none starts there."""
    clock = _CLOCK.fullmatch(run[0])
    if clock:
        return 1, f"{int(clock.group(1))}:{clock.group(2)}"
    if _ORDINAL_FIGURES.fullmatch(run[0]):
        return 1, _ORDINAL_FIGURES.sub(r"\1th", run[0])
    values, ordinal = _values(run, language)
    if not values:
        return None
    read = number_phrases.chinese if language == "zh" else number_phrases.number
    length, value = read(values, 0)
    return (length, _written(value) + ("th" if ordinal and length == len(values) else "")) if length else None


def _values(run: Sequence[str], language: str) -> tuple[list[Decimal], bool]:
    """Return the values of the first forms, as far as they are number words, and whether the last is an ordinal."""
    values: list[Decimal] = []
    for place, form in enumerate(run):
        value = _value(form, place, language)
        if value is None or (place == 0 and value == str(AND)):
            break
        if place and _FIGURES.fullmatch(run[0]) and Decimal(value.removesuffix("th")) < 1000:
            break  # figures are followed by a scale alone: 300 thousand, but not 20 five
        values.append(Decimal(value.removesuffix("th")))
        if value.endswith("th"):
            return values, True
    return values, False


def _value(form: str, place: int, language: str) -> str | None:
    if _FIGURES.fullmatch(form) or _GROUPED_BY_DOTS.fullmatch(form):
        grouped = language in _DOTS_GROUP and _GROUPED_BY_DOTS.fullmatch(form)
        return None if place else form.replace(".", "") if grouped else form
    if form == _AND.get(language):
        return str(AND)
    known = number_words(language)
    if language == "ar" and place:
        form = form.removeprefix("و")
    return known.value(form.replace("ё", "е"))


def _written(value: Decimal) -> str:
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
