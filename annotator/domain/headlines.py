"""Headlines in title case, written as their article would write them."""

import re
from collections import Counter

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_INSIDE = re.compile(r"(?<=[\w,;:] )" + _WORD.pattern)  # no capital there because a sentence begins
_MOSTLY = 0.6  # share of capitalised words from which a line is in title case
_FEW = 3  # words below which nobody can tell


def as_a_sentence(headline: str, text: str) -> str:
    """Return a headline in title case with small letters where `text`, the whole article, writes its words small.

    A word that the article does not have elsewhere keeps its capital, as does the first. What is not in title case is
    returned as it is. An engine takes every capital for a name.
    """
    words = [found[0] for found in _WORD.finditer(headline)]
    if len(words) < _FEW or sum(word[0].isupper() for word in words) < _MOSTLY * len(words):
        return headline
    elsewhere = text.replace(headline, "\n")
    small = Counter(found[0] for found in _WORD.finditer(elsewhere))
    names = Counter(found[0] for found in _INSIDE.finditer(elsewhere))
    first = _WORD.search(headline)

    def written(found: re.Match[str]) -> str:
        word, begins = found[0], first is not None and found.start() == first.start()
        return word.lower() if not begins and small[word.lower()] > names[word] else word

    return _WORD.sub(written, headline)
