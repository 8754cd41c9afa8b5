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
_UNSPACED = frozenset({"zh", "ja", "th"})
_LONGEST_WORD = 40
_SLACK = 8
_SHORT = 12


def clean(text: str) -> str:
    """Return the text in NFC, without control and zero-width characters, with single spaces."""
    kept = "".join(c for c in unicodedata.normalize("NFC", text) if c.isspace() or unicodedata.category(c)[0] != "C")
    return _SPACES.sub(" ", kept).strip()


def clean_english(text: str) -> str:
    """Return cleaned English with straight quotation marks and apostrophes, so that the model learns one form."""
    return clean(text).translate(_QUOTES).replace("''", '"').replace("…", "...")


def key(text: str) -> str:
    """Return what two texts share when they differ only in case, punctuation and spacing; finds duplicates."""
    return "".join(c for c in text.casefold() if c.isalnum())


def fault(source: str, english: str, language: str, limits: Filters) -> str | None:
    """Return the name of the first rule that a cleaned pair breaks, or None when the pair is good."""
    rules: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("length", lambda: _bad_length(source, english, language, limits)),
        ("ratio", lambda: _bad_ratio(source, english, language, limits.max_length_ratio)),
        ("markup", lambda: bool(_MARKUP.search(source) or _MARKUP.search(english))),
        ("script", lambda: _wrong_script(source, english, language)),
        ("copy", lambda: key(source) == key(english)),
        ("digits", lambda: _other_digits(source, english)),
        ("quotes", lambda: _lost_quotes(source, english)),
        ("shouting", lambda: english.isupper() or (source.isupper() and len(source) > _SHORT)),
    )
    return next((name for name, broken in rules if broken()), None)


def _bad_length(source: str, english: str, language: str, limits: Filters) -> bool:
    # Chinese has no spaces: two characters are about one word.
    ours = len(source) // 2 if language in _UNSPACED else len(source.split())
    longest, theirs = max(ours, len(english.split())), english.split()
    words = theirs if language in _UNSPACED else [*theirs, *source.split()]
    return not limits.min_words <= longest <= limits.max_words or max(map(len, words), default=0) > _LONGEST_WORD


def _bad_ratio(source: str, english: str, language: str, most: float) -> bool:
    if language in _UNSPACED:
        source = source * 3
    # With some slack: "Ні." and "No, he did not." are a fair pair.
    longer, shorter = max(len(source), len(english)) + _SLACK, min(len(source), len(english)) + _SLACK
    return longer / shorter > most


def _wrong_script(source: str, english: str, language: str) -> bool:
    neighbour = _NEIGHBOURS.get(language)
    if neighbour and neighbour.search(source):
        return True
    return _share(source, _SCRIPTS.get(language, _LATIN)) < 0.6 or _share(english, _LATIN) < 0.98


def _share(text: str, script: re.Pattern[str]) -> float:
    letters = _LETTER.findall(text)
    return len(script.findall(text)) / len(letters) if letters else 0.0


def _other_digits(source: str, english: str) -> bool:
    # Numbers may be spelled out or grouped otherwise; a pair that has several and shares none is misaligned.
    ours, theirs = _DIGITS.findall(source), _DIGITS.findall(english)
    several = len("".join(ours)) > 1 and len("".join(theirs)) > 1
    return several and not set(ours) & set(theirs) and "".join(ours) != "".join(theirs)


def _lost_quotes(source: str, english: str) -> bool:
    # Balanced in the source and unbalanced in English: the rendering lost or made up a quotation mark.
    return source.translate(_QUOTES).count('"') % 2 == 0 and english.count('"') % 2 == 1
