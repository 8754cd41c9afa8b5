"""The key of a word: the form under which a lexicon knows it, the same when it is made and when it is used.

A key is the normal form of `annotator.domain.words` with what writing adds taken off: Cyrillic ё is е, an English
possessive or contracted verb goes (Putin's, they're), a sign is the word for it ($, %), and an Arabic word loses its
article and the particles written together with that (the prefixes of the light stemmer "light10" of Larkey, Ballesteros
and Connell, https://doi.org/10.1007/978-1-4020-6046-5_12). Endings stay: a lexicon finds words by their beginnings.
"""

import re
from functools import lru_cache

from annotator.domain.words import normal_form

_ENGLISH_ENDING = re.compile(r"(?<=.)'(?:s|re|ve|ll|m|d)?$")
SYMBOLS = {"$": "dollars", "€": "euros", "£": "pounds", "₽": "rubles", "₴": "hryvnias", "%": "percent", "&": "and"}
_ALEF = str.maketrans("أإآٱىة", "ااااي" + "ه")
_ARABIC_PREFIXES = ("وال", "بال", "كال", "فال", "لل", "ال")
_CYRILLIC = str.maketrans("ё", "е")


@lru_cache(maxsize=16384)
def key(text: str, language: str) -> str:
    """Return the key of one word of a text in `language` (a two-letter code); never empty for a word."""
    form = normal_form(text)
    if language == "en":
        form = SYMBOLS.get(form, form)
        return "not" if form == "n't" else _ENGLISH_ENDING.sub("", form) or form
    if language in ("ru", "uk"):
        return form.translate(_CYRILLIC)
    return _arabic(form) if language == "ar" else form


def _arabic(form: str) -> str:
    form = form.translate(_ALEF)
    if form.startswith("و") and len(form) > 3:
        form = form[1:]
    for prefix in _ARABIC_PREFIXES:
        if form.startswith(prefix) and len(form) - len(prefix) >= 2:
            return form.removeprefix(prefix)
    return form
