"""Step 1: choose the pairs worth counting."""

from __future__ import annotations

import csv
import lzma
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training import filters
from training.lexicon.settings import CORPORA, Language
from training.settings import Filters

_LIMITS = Filters(min_words=2, max_words=50, max_length_ratio=2.0)


@dataclass(frozen=True, slots=True)
class Pair:
    """A source and its English, and how much the pair counts."""

    source: str
    english: str
    weight: float


def selected(language: Language, corpora: Path) -> Iterator[Pair]:
    """Yield the pairs to count, the best corpora first; raises FileNotFoundError where there is no file."""
    by_corpus = _by_corpus(corpora / f"train.{language.code}-en.tsv.xz")
    seen: set[tuple[str, str]] = set()
    taken = 0
    for corpus, weight in CORPORA.items():
        counts: Counter[str] = Counter()
        for source, english in by_corpus.get(corpus, ()):
            if taken == language.pairs or counts[corpus] == language.from_each:
                break
            pair = filters.clean(source), filters.clean_english(english)
            same = filters.key(pair[0]), filters.key(pair[1])
            if same not in seen and not filters.fault(*pair, language.code, _LIMITS):
                seen.add(same)
                taken += 1
                counts[corpus] += 1
                yield Pair(*pair, weight)


def _by_corpus(path: Path) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    with lzma.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        for source, english, corpus in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            found.setdefault(corpus, []).append((source, english))
    return found
