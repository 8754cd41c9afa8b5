"""Cleaning rules for parallel text: what a pair must look like to be worth learning from.

Pure functions on strings. The thresholds are those of `settings.Filters`; the rules follow the usual heuristics of
corpus filtering (length ratio, script, markup, copies), as in OpusFilter (Aulamo et al., ACL 2020 demonstrations).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from training.settings import Filters

_QUOTES = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "ʼ": "'", "`": "'"}
)
_MARKUP = re.compile(
    r"""
      <[^>]*> | &\w+; | &\w            # tags, entities, menu accelerators
    | [{}\[\]|\\_~^=<>@\#*]            # programming, wiki text, addresses
    | %[\w(.] | \$\w                   # placeholders
    | https?: | www\. | //             # links
    | [A-Za-z]\.[A-Za-z]{2,}\.[A-Za-z] # dotted names: org.example.app
    | \(\) | :: | --\w                 # calls, options
    | ^[-+•·>]\s*\w+:                  # list items
    """,
    re.VERBOSE,
)
_SPACES = re.compile(r"\s+")
_DASH = re.compile(r"(?:^|(?<= ))[-–](?= )")
_DIGITS = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile("[A-Za-zªºÀ-ÖØ-öø-ɏḀ-ỿ]")
_CYRILLIC = re.compile("[Ѐ-ԯ]")
_SCRIPTS = {
    "ru": _CYRILLIC,
    "uk": _CYRILLIC,
    "bg": _CYRILLIC,
    "ar": re.compile("[؀-ۿݐ-ݿﭐ-﷿ﹰ-ﻼ]"),
    "zh": re.compile("[㐀-鿿豈-﫿]"),
}
# Letters of a neighbour's alphabet: Ukrainian text in a Russian corpus, and the other way round.
_NEIGHBOURS = {"ru": re.compile("[іїєґІЇЄҐўЎ]"), "uk": re.compile("[ыэёъЫЭЁЪ]")}
# The least share of letters in the script of the language: other languages keep names in Latin letters, English has
# no reason to have any others.
_LEAST = {"en": 0.98}
_UNSPACED = frozenset({"zh", "ja", "th"})
_LONGEST_WORD = 40
_SLACK = 8
_SHORT = 12
Sides = tuple[tuple[str, str], tuple[str, str]]  # text and language of the source and of the target


def clean(text: str) -> str:
    """Return the text in NFC, without control and zero-width characters, with single spaces."""
    kept = "".join(c for c in unicodedata.normalize("NFC", text) if c.isspace() or unicodedata.category(c)[0] != "C")
    return _SPACES.sub(" ", kept).strip()


def clean_english(text: str) -> str:
    """Return cleaned English with straight quotation marks and apostrophes, so that the model learns one form."""
    return clean(text).translate(_QUOTES).replace("''", '"').replace("…", "...")


def clean_source(text: str, language: str) -> str:
    """Return cleaned text to read: English in one form, as the app hands it over, others as people type them."""
    return clean_english(text) if language == "en" else clean(text)


def clean_target(text: str, language: str) -> str:
    """Return cleaned text to write, with one form of every sign; Russian with dashes and without ё, as in papers."""
    text = clean_english(text)
    return _DASH.sub("—", text).replace("ё", "е").replace("Ё", "Е") if language == "ru" else text


def key(text: str) -> str:
    """Return what two texts share when they differ only in case, punctuation, spacing and ё; finds duplicates."""
    return "".join(c for c in text.casefold() if c.isalnum()).replace("ё", "е")


def fault(source: str, target: str, language: str, limits: Filters, into: str = "en") -> str | None:
    """Return the name of the first rule that a cleaned pair breaks, or None when the pair is good.

    `language` is that of the source, `into` that of the target.
    """
    sides = ((source, language), (target, into))
    rules: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("length", lambda: _bad_length(sides, limits)),
        ("ratio", lambda: _bad_ratio(sides, limits.max_length_ratio)),
        ("markup", lambda: bool(_MARKUP.search(source) or _MARKUP.search(target))),
        ("script", lambda: any(_wrong_script(*side) for side in sides)),
        ("copy", lambda: key(source) == key(target)),
        ("digits", lambda: _other_digits(source, target)),
        ("quotes", lambda: _lost_quotes(source, target)),
        ("shouting", lambda: target.isupper() or (source.isupper() and len(source) > _SHORT)),
    )
    return next((name for name, broken in rules if broken()), None)


def _bad_length(sides: Sides, limits: Filters) -> bool:
    # Chinese has no spaces: two characters are about one word.
    longest = max(len(text) // 2 if language in _UNSPACED else len(text.split()) for text, language in sides)
    words = [word for text, language in sides if language not in _UNSPACED for word in text.split()]
    return not limits.min_words <= longest <= limits.max_words or max(map(len, words), default=0) > _LONGEST_WORD


def _bad_ratio(sides: Sides, most: float) -> bool:
    # With some slack: "Ні." and "No, he did not." are a fair pair.
    sizes = [len(text) * (3 if language in _UNSPACED else 1) + _SLACK for text, language in sides]
    return max(sizes) / min(sizes) > most


def _wrong_script(text: str, language: str) -> bool:
    neighbour = _NEIGHBOURS.get(language)
    if neighbour and neighbour.search(text):
        return True
    return _share(text, _SCRIPTS.get(language, _LATIN)) < _LEAST.get(language, 0.6)


def _share(text: str, script: re.Pattern[str]) -> float:
    letters = _LETTER.findall(text)
    return len(script.findall(text)) / len(letters) if letters else 0.0


def _other_digits(source: str, target: str) -> bool:
    # Numbers may be spelled out or grouped otherwise; a pair that has several and shares none is misaligned.
    ours, theirs = _DIGITS.findall(source), _DIGITS.findall(target)
    several = len("".join(ours)) > 1 and len("".join(theirs)) > 1
    return several and not set(ours) & set(theirs) and "".join(ours) != "".join(theirs)


def _lost_quotes(source: str, target: str) -> bool:
    # Balanced in the source and unbalanced in the target: the rendering lost or made up a quotation mark.
    return source.translate(_QUOTES).count('"') % 2 == 0 and target.count('"') % 2 == 1
