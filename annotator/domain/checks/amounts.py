"""The numbers of a text as the checks compare them: each with everything that it may mean.

The numbers themselves come from `annotator.domain.alignment.numbers`. Added here are what only a comparison needs:
clock times and dates in other conventions, decades, one and a half, half past, dozens, and which numbers are sure to
be numbers at all (`ein`, `one` and `second` often are none).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from annotator.domain.alignment.numbers import Number, numbers
from annotator.domain.checks.cues import Cues
from annotator.domain.spans import Span

_DATE = re.compile(r"(?<![\d.])(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})(?!\d)")
_ISO_DATE = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")
_HOURS = re.compile(r"\s*(?:heures?|h\b|Uhr|час|годин|horas|点|時|时|o'clock)")
_GERMAN_ORDINAL = re.compile(r"\b(\w{4,}(?:zig|ßig|ssig|hundert))ste[nmrs]?\b")  # achtundachtzigsten
_ROMAN = re.compile(r"(?<!\w)([XVI]{2,7}|[XV])(?:e|er|ème|º|-[а-яіїє]{1,3})?(?![\w.])")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_DAY_MONTH = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(?!\d)")
_CLOCK_WORD = re.compile(r"(?<!\d)(\d{1,2})[.:]([0-5]\d)\s?(?:Uhr|Uhren|h\b|a\.?m\.?|p\.?m\.?)", re.IGNORECASE)
_HALF_PAST = re.compile(r"\bhalb\s+(\w+)|\bhalf\s+past\s+(\w+)", re.IGNORECASE)
_MIXED = re.compile(r"(?<!\w)[^\W\d_]+-?(\d+)(?!\w)")  # iPhone6, p109, U-96
_DECADE = re.compile(r"(?<!\w)['’]?(\d{2,4})(?:s|er|ern|-?[хxе])(?!\w)", re.IGNORECASE)
_HUNDRED = Decimal(100)
_SOFT_WORDS = frozenset(map(Decimal, (0, 1, 2)))


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of a text and all the keys it may stand for; `firm` says that it cannot be anything but a number.

    `vague` marks hundreds, thousands and their like without a count: they are compared, but never missed.
    """

    span: Span
    key: str
    meanings: frozenset[str]
    firm: bool
    figures: bool
    vague: bool = False

    def agrees(self, other: "Amount") -> bool:
        """Return whether both can mean the same."""
        return bool(self.meanings & other.meanings)

    @property
    def value(self) -> Decimal | None:
        """The value of a plain number, None for a time of day."""
        try:
            return Decimal(self.key.removesuffix("th"))
        except InvalidOperation:
            return None


def amounts(text: str, language: str, cues: Cues) -> list[Amount]:
    """Return the amounts of a text in order; those of idioms replace the plain numbers inside them."""
    special = list(_special(text, language, cues))
    plain = [number for number in numbers(text, language) if not any(number.span.overlaps(one.span) for one in special)]
    found = [*special, *(_amount(number, text, language) for number in plain)]
    return sorted(_without_overlaps(found), key=lambda amount: amount.span)


def hinted(text: str, cues: Cues) -> frozenset[str]:
    """Return the keys that words of the text hint at without counting: both and double say 2, a dozen says 12."""
    return frozenset(cue.code for cue in cues.find(text, "amounts"))


def _without_overlaps(found: Iterable[Amount]) -> list[Amount]:
    kept: list[Amount] = []
    for amount in sorted(found, key=lambda one: -len(one.span)):
        if not any(amount.span.overlaps(other.span) for other in kept):
            kept.append(amount)
    return kept


def _amount(number: Number, text: str, language: str) -> Amount:
    written = number.span.within(text)
    figures = any(char.isdigit() for char in written)
    value = _decimal(number.key)
    words = written.split()
    vague = not figures and len(words) == 1 and value is not None and value >= _HUNDRED and not value % _HUNDRED
    soft = not figures and (value is None or value in _SOFT_WORDS or number.key.endswith("th") or vague)
    if language == "zh" and not figures and len(written) == 1:
        soft = True
    meanings = frozenset(_meanings(number.key, written))
    if value is not None and 12 < value <= 24 and _HOURS.match(text, number.span.end):
        meanings |= {str(int(value) - 12), f"{int(value) % 24}:00"}  # 18 heures is six o'clock
    return Amount(number.span, number.key, meanings, firm=not soft, figures=figures, vague=vague)


def _decimal(key: str) -> Decimal | None:
    try:
        return Decimal(key.removesuffix("th"))
    except InvalidOperation:
        return None


def _meanings(key: str, written: str) -> Iterator[str]:
    """Yield every key that a number may stand for, by other conventions of writing it too."""
    plain = key.removesuffix("th")
    yield plain
    clock = re.fullmatch(r"(\d{1,2}):(\d\d)", plain)
    if clock:
        yield from _clock_meanings(int(clock.group(1)), clock.group(2))
    grouped = re.fullmatch(r"(\d{1,3}(?:\.\d{3})+)", written.strip())
    if grouped:
        yield grouped.group(1).replace(".", "")
    value = _decimal(key)
    if value is not None and 1900 <= value <= 1999 and value % 10 == 0:
        yield str(int(value) - 1900)
    if value is not None and 20 <= value <= 90 and value % 10 == 0:
        yield str(int(value) + 1900)
    if re.fullmatch(r"([01]\d|2[0-4])[0-5]\d", plain):
        yield f"{int(plain[:2])}:{plain[2:]}"
    if value is not None and value < 1:
        yield f"{value * 100:f}".rstrip("0").rstrip(".")


def _clock_meanings(hour: int, minutes: str) -> Iterator[str]:
    for other in {hour, hour - 12 if hour > 12 else hour + 12}:
        yield f"{other % 24}:{minutes}"
        if minutes == "00":
            yield str(other)
            yield f"{other % 24:02}00"
    yield f"{hour}.{minutes}".rstrip("0").rstrip(".")


def _special(text: str, language: str, cues: Cues) -> Iterator[Amount]:
    yield from _dates(text)
    yield from _clocks(text, language)
    yield from _halves(text, language, cues)
    for match in _GERMAN_ORDINAL.finditer(text) if language == "de" else ():
        for number in numbers(match.group(1), "de")[:1]:
            yield _made(Span(*match.span()), f"{number.key}th", {number.key}, figures=False)
    for match in _ROMAN.finditer(text):
        key = str(_roman(match.group(1)))
        yield Amount(Span(*match.span()), key, frozenset({key}), firm=False, figures=True)
    for match in _MIXED.finditer(text):
        key = match.group(1)
        yield Amount(Span(*match.span()), key, frozenset({key}), firm=False, figures=True)
    if language in ("ru", "uk", "en", "de"):
        for match in _DECADE.finditer(text):
            year = match.group(1)
            yield _made(Span(*match.span()), year, {year, year[-2:]}, figures=True)


def _roman(written: str) -> int:
    """Return the value of a Roman numeral below 40: XIX, XXI."""
    values = [_ROMAN_VALUES[letter] for letter in written]
    return sum(-one if one < following else one for one, following in zip(values, [*values[1:], 0], strict=True))


def _dates(text: str) -> Iterator[Amount]:
    """Yield the days and years of dates in figures; months are compared by name."""
    for match in _DATE.finditer(text):
        for group in (1, 3):
            value = str(int(match.group(group)))
            yield _made(Span(*match.span(group)), value, {value}, figures=True)
        yield Amount(Span(*match.span(2)), match.group(2), frozenset(), firm=False, figures=True)
    for match in _ISO_DATE.finditer(text):
        for group in (1, 3):
            value = str(int(match.group(group)))
            yield _made(Span(*match.span(group)), value, {value}, figures=True)
        yield Amount(Span(*match.span(2)), match.group(2), frozenset(), firm=False, figures=True)
    for match in _DAY_MONTH.finditer(text):
        value = str(int(match.group(1)))
        yield _made(Span(*match.span(1)), value, {value}, figures=True)
        yield Amount(Span(*match.span(2)), match.group(2), frozenset(), firm=False, figures=True)


def _clocks(text: str, language: str) -> Iterator[Amount]:
    if language == "fr":
        for match in re.finditer(r"(?<!\d)(\d{1,2})\s?h\s?([0-5]\d)?(?!\w)", text):
            minutes = match.group(2) or "00"
            key = f"{int(match.group(1))}:{minutes}"
            yield _made(Span(*match.span()), key, set(_clock_meanings(int(match.group(1)), minutes)), figures=True)
    for match in _CLOCK_WORD.finditer(text):
        key = f"{int(match.group(1))}:{match.group(2)}"
        yield _made(Span(*match.span()), key, set(_clock_meanings(int(match.group(1)), match.group(2))), figures=True)


def _halves(text: str, language: str, cues: Cues) -> Iterator[Amount]:
    """Yield one and a half with what it multiplies, and the half hours of German and English."""
    found = numbers(text, language)
    for cue in cues.find(text, "amounts"):
        if "." not in cue.code:
            continue
        scale = next((one for one in found if 0 < one.span.start - cue.span.end + 1 <= 2 and _scale(one.key)), None)
        value = Decimal(cue.code) * ((_scale(scale.key) if scale else None) or 1)
        span = Span(cue.span.start, scale.span.end if scale else cue.span.end)
        key = f"{value.normalize():f}"
        if scale or value > 1:
            yield _made(span, key, {key}, figures=False)
        elif value < 1:
            meanings = {key, f"{(value * 100).normalize():f}"}
            yield Amount(span, key, frozenset(meanings), firm=False, figures=False)
    for match in _HALF_PAST.finditer(text):
        inside = [one for one in found if one.span.overlaps(Span(*match.span(match.lastindex or 0)))]
        hour = _decimal(inside[0].key) if inside else None
        if hour is not None:
            before = int(hour) - (1 if match.group(1) else 0)
            yield _made(Span(*match.span()), f"{before}:30", set(_clock_meanings(before, "30")), figures=False)


def _scale(key: str) -> Decimal | None:
    value = _decimal(key)
    return value if value is not None and value >= 100 and str(value).rstrip("0") == "1" else None


def _made(span: Span, key: str, meanings: set[str], *, figures: bool) -> Amount:
    return Amount(span, key, frozenset(meanings | {key}), firm=True, figures=figures)


def plain(amount: Amount) -> str:
    """Return the value of an amount in figures, with commas from 1,000 on; its key where it is a time of day."""
    value = amount.value
    if value is None:
        return amount.key
    if value == value.to_integral():
        return f"{int(value):,}"
    return f"{value:,f}".rstrip("0").rstrip(".")


def said(amount: Amount, text: str) -> str:
    """Return how a reason names an amount: as written, and its value where it is in words."""
    written = amount.span.within(text)
    return written if amount.figures or amount.value is None else f"“{written}” ({plain(amount)})"
