"""Numbers of several words: how the values of single words make one.

A phrase is a list of values; `AND` stands for the word between tens and units (vingt et un, treinta y cinco, the und
of einundzwanzig). Every function takes the values and a place, and returns the place behind what it read and its value;
the place is the same where nothing could be read.
"""

from collections.abc import Sequence
from decimal import Decimal

AND = Decimal(-1)
_HUNDRED = Decimal(100)
_SCALES = frozenset(Decimal(10) ** power for power in (3, 6, 9, 12))
_ZERO = Decimal(0)

Values = Sequence[Decimal]
Read = tuple[int, Decimal]


def number(values: Values, start: int) -> Read:
    """Read groups of falling scale and add them up: two million three hundred thousand and five."""
    at, total, ceiling = start, _ZERO, Decimal(10) ** 15
    while True:
        behind, value = below_thousand(values, at)
        scale = values[behind] if behind < len(values) else _ZERO
        if scale in _SCALES and scale < ceiling:
            at, total, ceiling = behind + 1, total + (value if behind > at else 1) * scale, scale
        elif behind > at and ceiling > 1 and (at == start or value < ceiling):
            return behind, total + value
        else:
            return at, total


def below_thousand(values: Values, start: int) -> Read:
    """Read three hundred and five, deux cent dix, двести пять, 250."""
    if start < len(values) and _hundreds(values[start]):
        return _with_rest(values, start + 1, values[start])
    if start < len(values) and values[start] > _HUNDRED and values[start] not in _SCALES:  # figures, or ألفان
        return start + 1, values[start]
    behind, value = below_hundred(values, start)
    if behind > start and behind < len(values) and values[behind] == _HUNDRED and 0 < value < 100:
        return _with_rest(values, behind + 1, value * _HUNDRED)
    return behind, value


def _hundreds(value: Decimal) -> bool:
    return _HUNDRED <= value <= 900 and value % _HUNDRED == 0


def _with_rest(values: Values, at: int, hundreds: Decimal) -> Read:
    more = at + 1 if at < len(values) and values[at] == AND else at
    behind, rest = below_hundred(values, more)
    return (behind, hundreds + rest) if behind > more and 0 < rest < 100 else (at, hundreds)


def below_hundred(values: Values, start: int) -> Read:
    """Read a value below a hundred in one to four words, tens first or units first."""
    if start >= len(values) or not 0 <= values[start] < 100:
        return start, _ZERO
    first = values[start]
    following = start + 1 < len(values) and values[start + 1] == AND
    second_at = start + 2 if following else start + 1
    second = values[second_at] if second_at < len(values) else _ZERO
    if first == 4 and second == 20 and not following:  # quatre-vingts
        return _teens(values, second_at + 1, Decimal(80))
    if first == 60:  # soixante-dix, soixante et onze
        return _teens(values, second_at, first) if 0 < second < 20 else (start + 1, first)
    if first >= 20 and first % 10 == 0 and 0 < second < 10:
        return second_at + 1, first + second
    if 0 < first < 10 and second % 10 == 0 and 10 <= second < 100:  # einundzwanzig, خمسة وعشرون, خمسة عشر
        return second_at + 1, first + second
    return start + 1, first


def _teens(values: Values, at: int, tens: Decimal) -> Read:
    """Add up to 19, which may itself be of two words (dix-sept)."""
    if at >= len(values) or not 0 < values[at] < 20:
        return at, tens
    if values[at] == 10 and at + 1 < len(values) and 6 < values[at + 1] < 10:
        return at + 2, tens + 10 + values[at + 1]
    return at + 1, tens + values[at]


def chinese(values: Values, start: int) -> Read:
    """Read a number in Chinese order (三百五十万, 3万, 二〇二二): digits multiply the power of ten behind them."""
    at, total, section, digit = start, _ZERO, _ZERO, _ZERO
    digits: list[Decimal] = []
    while at < len(values) and values[at] != AND:
        value = values[at]
        if value < 10 or (at == start and value not in (10, 100, 1000, 10000)):
            digits.append(value)
            digit = value
        elif value >= 10000:
            total, section = (total + section + digit) * value, _ZERO
            digit = _ZERO
        else:
            section, digit = section + (digit or 1) * value, _ZERO
        at += 1
    if len(digits) == at - start and len(digits) > 1:
        return at, Decimal("".join(map(str, digits)))
    return at, total + section + digit
