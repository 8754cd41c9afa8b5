"""Numbers written in English words or figures, reduced to one key: `five` and `5`, `300 thousand` and `300,000`."""

import re
from collections.abc import Sequence
from decimal import Decimal

_UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = [
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = {
    "zero": 0,
    **{name: value for value, name in enumerate(_UNITS, 1)},
    **{name: value for value, name in enumerate(_TEENS, 10)},
    **{name: 10 * value for value, name in enumerate(_TENS, 2)},
}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12, "hundredth": 100,
    **{f"{name}th": value for name, value in _SMALL.items() if name not in _UNITS[:3]},
    **{f"{name[:-1]}ieth": 10 * value for value, name in enumerate(_TENS, 2)},
}  # fmt: skip
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SUFFIXES = {"mn": 10**6, "bn": 10**9, "tn": 10**12}

_FIGURES = re.compile(r"\d+(?:\.\d+)?")
_WITH_SUFFIX = re.compile(r"(\d+(?:\.\d+)?)(mn|bn|tn)")
_ORDINAL_FIGURES = re.compile(r"(\d+)(?:st|nd|rd|th)")
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
_MERIDIEMS = {"am": 0, "a.m.": 0, "a.m": 0, "pm": 12, "p.m.": 12, "p.m": 12}
_WITH_MERIDIEM = re.compile(r"(\d{1,2}(?:[:.]\d\d)?)([ap]m)")


def number_at(forms: Sequence[str], start: int) -> tuple[int, str] | None:
    """Return how many of the words from `start` make one number, and its key; None where no number starts there.

    `forms` are normal forms (see `words.normal_form`) of words with nothing but a space or a hyphen between them. Keys
    are `300000`, `1.5`, `5th` and, for times of day, `15:00`.
    """
    return _clock(forms, start) or _ordinal(forms, start) or _cardinal(forms, start)


def _clock(forms: Sequence[str], start: int) -> tuple[int, str] | None:
    joined = _WITH_MERIDIEM.fullmatch(forms[start])
    if joined:
        return _with_meridiem(joined.group(1), joined.group(2), 1)
    following = forms[start + 1] if start + 1 < len(forms) else ""
    if following in _MERIDIEMS and re.fullmatch(r"\d{1,2}(?:[:.]\d\d)?", forms[start]):
        return _with_meridiem(forms[start], following, 2)
    clock = _CLOCK.fullmatch(forms[start]) if ":" in forms[start] else None
    return (1, f"{int(clock.group(1))}:{clock.group(2)}") if clock else None


def _with_meridiem(time: str, meridiem: str, length: int) -> tuple[int, str] | None:
    hour, _, minute = time.replace(".", ":").partition(":")
    if not 1 <= int(hour) <= 12:
        return None
    return length, f"{int(hour) % 12 + _MERIDIEMS[meridiem]}:{minute or '00'}"


def _ordinal(forms: Sequence[str], start: int) -> tuple[int, str] | None:
    figures = _ORDINAL_FIGURES.fullmatch(forms[start])
    if figures:
        return 1, f"{int(figures.group(1))}th"
    if forms[start] in _ORDINALS:
        return 1, f"{_ORDINALS[forms[start]]}th"
    tens = _SMALL.get(forms[start], 0)
    unit = _ORDINALS.get(forms[start + 1], 0) if start + 1 < len(forms) else 0
    return (2, f"{tens + unit}th") if tens >= 20 and 0 < unit < 10 else None


def _cardinal(forms: Sequence[str], start: int) -> tuple[int, str] | None:
    """Read groups of falling scale (two million three hundred thousand and five) and add them up."""
    total, at, ceiling = Decimal(0), start, 10**15
    while True:
        group = _group(forms, at)
        if group is None or (at > start and not group[2] < ceiling):
            break
        at, value, ceiling = group
        total += value
        if ceiling == 1 or _FIGURES.fullmatch(forms[start]):
            break  # `300 thousand 5` is no way to write a number
    if at == start:
        return None
    plain = format(total, "f")
    return at - start, plain.rstrip("0").rstrip(".") if "." in plain else plain


def _group(forms: Sequence[str], start: int) -> tuple[int, Decimal, int] | None:
    """Return the place behind a number below a thousand with its scale, its value, and the scale."""
    suffixed = _WITH_SUFFIX.fullmatch(forms[start]) if start < len(forms) else None
    if suffixed:
        return start + 1, Decimal(suffixed.group(1)) * _SUFFIXES[suffixed.group(2)], 1
    read = _below_thousand(forms, start)
    if read is None:
        return None
    at, value = read
    if at < len(forms) and forms[at] in _SCALES:
        return at + 1, value * _SCALES[forms[at]], _SCALES[forms[at]]
    return at, value, 1


def _below_thousand(forms: Sequence[str], start: int) -> tuple[int, Decimal] | None:
    if start >= len(forms):
        return None
    if _FIGURES.fullmatch(forms[start]):
        return start + 1, Decimal(forms[start])
    following = forms[start + 1] if start + 1 < len(forms) else ""
    if forms[start] == "a" and (following == "hundred" or following in _SCALES):
        at, value = start + 1, 1
    else:
        at, value = _below_hundred(forms, start)
    if at > start and at < len(forms) and forms[at] == "hundred":
        more = at + 2 if forms[at + 1 : at + 2] == ["and"] else at + 1
        behind, rest = _below_hundred(forms, more)
        return (behind, Decimal(100 * value + rest)) if behind > more else (at + 1, Decimal(100 * value))
    return (at, Decimal(value)) if at > start else None


def _below_hundred(forms: Sequence[str], start: int) -> tuple[int, int]:
    """Return the place behind the number and its value; the place is `start` where there is none."""
    if start >= len(forms) or forms[start] not in _SMALL:
        return start, 0
    value = _SMALL[forms[start]]
    unit = _SMALL.get(forms[start + 1], 0) if start + 1 < len(forms) else 0
    return (start + 2, value + unit) if value >= 20 and 0 < unit < 10 else (start + 1, value)
