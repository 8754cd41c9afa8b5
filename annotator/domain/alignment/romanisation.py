"""How a word would sound when written in Latin letters, coarsely: what names keep when they cross scripts.

Cyrillic follows the usual English romanisations (BGN/PCGN without marks), then both sides are brought to one spelling
of each sound. Arabic writes consonants and long vowels; only the consonants of both sides are compared. Chinese
characters say nothing that could be compared.
"""

import re
import unicodedata
from functools import lru_cache

from annotator.domain.words import normal_form

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "e", "ж": "zh", "з": "z",
    "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ы": "i",
    "ь": "", "э": "e", "ю": "iu", "я": "ia", "ў": "v", "ј": "i", "љ": "l", "њ": "n", "ћ": "ch", "ђ": "j", "џ": "j",
}  # fmt: skip
_ARABIC = {
    "ب": "b", "پ": "b", "ت": "t", "ث": "t", "ج": "j", "چ": "s", "ح": "h", "خ": "k", "د": "d", "ذ": "d", "ر": "r",
    "ز": "z", "س": "s", "ش": "s", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "", "غ": "j", "ف": "f", "ڤ": "f",
    "ق": "k", "ك": "k", "ک": "k", "گ": "j", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ة": "",
}  # fmt: skip
_ONE_SPELLING = (
    (re.compile("tsch|tch|cz"), "ch"),
    (re.compile("sch|sz"), "sh"),
    (re.compile("dzh|dj"), "j"),
    (re.compile("ph"), "f"),
    (re.compile("th"), "t"),
    (re.compile("kh"), "h"),
    (re.compile("x"), "ks"),
    (re.compile("ck|q"), "k"),
    (re.compile("c(?=[eiy])"), "s"),
    (re.compile("c(?!h)"), "k"),
    (re.compile("tz"), "ts"),
    (re.compile("w"), "v"),
    (re.compile("oo|ou"), "u"),
    (re.compile("ee|[yj](?![aou])"), "i"),
    (re.compile("y"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
)
_CONSONANTS = (
    (re.compile("sh|ch|zh|s|c"), "s"),
    (re.compile("ph|v"), "f"),
    (re.compile("kh|gh|q|c|x"), "k"),
    (re.compile("g"), "j"),
    (re.compile("p"), "b"),
    (re.compile("[aeiouyw]"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)


@lru_cache(maxsize=8192)
def romanised(text: str) -> str:
    """Return a word of a Cyrillic or Latin script in the letters a-z; "" for other scripts."""
    folded = normal_form(text).removesuffix("'s")
    latin = "".join(_CYRILLIC.get(char, char) for char in folded)
    latin = "".join(char for char in unicodedata.normalize("NFD", latin) if "a" <= char <= "z")
    for pattern, spelling in _ONE_SPELLING:
        latin = pattern.sub(spelling, latin)
    return latin if any("a" <= char <= "z" or "\u0400" <= char <= "\u04ff" for char in folded) else ""


@lru_cache(maxsize=8192)
def consonants(text: str) -> str:
    """Return the consonants of an Arabic or Latin word, sounds that are confused made one; "" for other scripts."""
    form = normal_form(text)
    if any(char in _ARABIC for char in form):
        return re.sub(r"(.)\1+", r"\1", "".join(_ARABIC.get(char, "") for char in form.removeprefix("ال")))
    latin = "".join(char for char in unicodedata.normalize("NFD", form.removesuffix("'s")) if "a" <= char <= "z")
    latin = re.sub("c(?=[eiy])", "s", latin)
    for pattern, sound in _CONSONANTS:
        latin = pattern.sub(sound, latin)
    return latin
