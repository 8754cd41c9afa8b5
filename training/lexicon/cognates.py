"""Ukrainian words borrowed from the Russian counts: there is five times less Ukrainian text, and none of it news.

A Russian word is respelled by the regular correspondences of the two orthographies (ураган, адмирал, революция to
ураган, адмірал, революція). Wrong guesses do no harm: they are no words, and nobody looks them up. A respelled word
that Ukrainian text has is left to that text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from training.lexicon.counting import Counts

SHARE = 0.3  # what a Russian count is worth
_LEAST = 1.0  # weighted sightings of a Russian word worth borrowing

_RESPELLED = (
    (re.compile("ическ(?=[аоиу]|ий)"), "Ичн"),  # физический, фізичний
    (re.compile("ость$"), "ість"),
    (re.compile("ии$"), "ії"),
    (re.compile("(?<=[кгх])и$"), "И"),
    (re.compile("(?<=[бвгкмнпфх])И"), "і"),
    (re.compile("(?<=[дтзсцржшч])и(?=[бвгґджзклмнпрстфхцчшщ])"), "И"),  # the "rule of nine" of borrowed words
    (re.compile("ск(?=ий$|ая$|ое$|ие$|ого$|ой$|ому$|им$|ом$|ую$|их$|ими$)"), "ськ"),
    (re.compile("ий$|ый$"), "ий"),
    (re.compile("ая$"), "а"),
    (re.compile("ое$|ее$"), "е"),
    (re.compile("ые$|ие$"), "і"),
    (re.compile("ой$"), "ої"),
    (re.compile("ую$"), "у"),
    (re.compile("ть$"), "ти"),
    (re.compile(r"([бвгджзклмнпрстфцчш])\1"), r"\1"),
    (re.compile("ия"), "ія"),
    (re.compile("и(?!й$|ти$)"), "і"),
    (re.compile("ы"), "и"),
    (re.compile("э"), "е"),
    (re.compile("ъ"), "'"),
    (re.compile("И"), "и"),
)


def borrow(ukrainian: Counts, russian: Counts) -> Counts:
    """Return the Ukrainian counts with those of respelled Russian words that Ukrainian text does not have."""
    rows: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for (word, english), count in russian.pairs.items():
        rows[word].append((english, count))
    borrowed = Counts(
        defaultdict(float, ukrainian.pairs),
        defaultdict(float, ukrainian.source),
        defaultdict(float, ukrainian.english),
    )
    for word, spelling in _candidates(russian, ukrainian):
        borrowed.source[spelling] += SHARE * russian.source[word]
        for english, count in rows[word]:
            borrowed.pairs[spelling, english] += SHARE * count
            if english not in ukrainian.english:
                borrowed.english[english] += SHARE * count
    return borrowed


def _candidates(russian: Counts, ukrainian: Counts) -> Iterator[tuple[str, str]]:
    for word, count in russian.source.items():
        spelling = respelled(word)
        if count >= _LEAST and len(word) > 3 and spelling not in ukrainian.source:
            yield word, spelling


def respelled(word: str) -> str:
    """Return how a Russian word would be spelled in Ukrainian if the two languages had it in common."""
    for pattern, replacement in _RESPELLED:
        word = pattern.sub(replacement, word)
    return word
