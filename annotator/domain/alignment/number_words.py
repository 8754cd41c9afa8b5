"""The words for numbers in the languages that have a lexicon; those of English are in `comparison.numerals`.

Each line is a value and the forms that mean it. A form that ends in `*` stands for every word that begins like it. A
value below a hundred is added to what stands before it, and 100 and above multiply what is smaller, as people count.
Words that are mostly something else (Spanish `un`, French `neuf`, German `acht`) are here too: a number in one text
counts only where the other text has the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from annotator.domain.alignment import number_tables as tables

_TABLES = {
    "ru": tables.RUSSIAN,
    "uk": tables.UKRAINIAN,
    "de": tables.GERMAN,
    "fr": tables.FRENCH,
    "es": tables.SPANISH,
    "ar": tables.ARABIC,
    "zh": tables.CHINESE,
}


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words of a language: whole forms, and beginnings; values are whole numbers or ordinals (`3th`)."""

    forms: Mapping[str, str]
    beginnings: Mapping[str, str]

    def value(self, form: str) -> str | None:
        """Return the value of a word in normal form, None where it is no number."""
        if form in self.forms:
            return self.forms[form]
        return next((value for start, value in self.beginnings.items() if form.startswith(start)), None)


@cache
def number_words(language: str) -> NumberWords:
    """Return the number words of a language (a two-letter code); without any, the tables are empty."""
    rows = [line.split() for line in _TABLES.get(language, "").strip().splitlines()]
    forms = {form: value for value, *written in rows for form in written}
    beginnings = {form.rstrip("*"): value for form, value in forms.items() if form.endswith("*")}
    return NumberWords({form: value for form, value in forms.items() if not form.endswith("*")}, beginnings)
