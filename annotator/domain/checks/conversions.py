"""Conversions: a measure that a rendering gives in another unit, 16 kilometres as 10 miles.

A conversion counts as faithful within the rounding that news allows: 5 per cent, or what the last figure that is not
zero leaves open, up to 10 per cent; 1.5 degrees for temperatures. Factors are those of the international yard and pound
agreement of 1959 (https://www.nist.gov/pml/us-surveyfoot) and the US gallon.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.checks.amounts import Amount
from annotator.domain.checks.cues import Cue, Cues

# Of each unit: what it measures, and how many metres, kilograms, square metres or litres it is.
_UNITS: Mapping[str, tuple[str, float]] = {
    "km": ("length", 1000.0),
    "m": ("length", 1.0),
    "cm": ("length", 0.01),
    "mile": ("length", 1609.344),
    "yard": ("length", 0.9144),
    "ft": ("length", 0.3048),
    "in": ("length", 0.0254),
    "t": ("mass", 1000.0),
    "kg": ("mass", 1.0),
    "lb": ("mass", 0.45359237),
    "sqkm": ("area", 1_000_000.0),
    "sqmile": ("area", 2_589_988.110336),
    "ha": ("area", 10_000.0),
    "acre": ("area", 4046.8564224),
    "sqm": ("area", 1.0),
    "sqft": ("area", 0.09290304),
    "l": ("volume", 1.0),
    "gal": ("volume", 3.785411784),
}
_WARMTH = frozenset({"degree", "celsius", "fahrenheit"})
_BESIDE = 2  # code points between a number and its unit
_ROUNDED = 0.05
_LOOSELY = 0.1
_DEGREES = 1.5


@dataclass(frozen=True, slots=True)
class Measure:
    """An amount with the unit that stands behind it."""

    amount: Amount
    unit: Cue

    @property
    def value(self) -> float:
        """The amount as a number; 0.0 for a time of day, which has no unit."""
        return float(self.amount.value or 0)


def measures(text: str, found: Sequence[Amount], cues: Cues) -> list[Measure]:
    """Return the amounts of a text that have a unit which can be converted, in order."""
    units = [cue for cue in cues.find(text, "units") if cue.code in _UNITS or cue.code in _WARMTH]
    return [
        Measure(amount, unit)
        for amount in found
        for unit in units
        if amount.value is not None and 0 <= unit.span.start - amount.span.end <= _BESIDE
    ]


def comparable(mine: Measure, yours: Measure) -> bool:
    """Return whether two measures are of one kind, in different units."""
    one, other = mine.unit.code, yours.unit.code
    if {one, other} <= _WARMTH:
        return one != other or one == "degree"
    return one != other and {one, other} <= _UNITS.keys() and _UNITS[one][0] == _UNITS[other][0]


def converted(mine: Measure, yours: Measure) -> float:
    """Return the measure of the original in the unit of the English one, where they are `comparable`.

    Degrees of the original without a name are Celsius, and English ones, where they are others, Fahrenheit.
    """
    if mine.unit.code in _WARMTH:
        if mine.unit.code == "fahrenheit":
            return (mine.value - 32) * 5 / 9
        return mine.value if yours.unit.code == "celsius" else mine.value * 9 / 5 + 32
    return mine.value * _UNITS[mine.unit.code][1] / _UNITS[yours.unit.code][1]


def agree(mine: Measure, yours: Measure) -> bool:
    """Return whether two `comparable` measures are the same within rounding."""
    value = converted(mine, yours)
    if yours.unit.code == "degree" and mine.amount.agrees(yours.amount):
        return True
    if mine.unit.code in _WARMTH:
        frost = value if yours.unit.code == "celsius" else 64 - value  # 20 below zero is written without its sign
        return min(abs(value - yours.value), abs(abs(frost) - yours.value)) <= _DEGREES
    return abs(value - yours.value) <= max(_ROUNDED * value, min(_left_open(yours.value), _LOOSELY * value))


def _left_open(value: float) -> float:
    """Return half of what the last figure that is not zero counts: 50 for 1,600, 0.5 for 3."""
    digits = f"{value:f}".rstrip("0").rstrip(".")
    if "." in digits:
        return 0.5 * float(10.0 ** -len(digits.partition(".")[2]))
    return 0.5 * float(10.0 ** (len(digits) - len(digits.rstrip("0"))))
