"""Step 5: prune the counts and write them as a lexicon file (the format is in `annotator/exchange/lexicons.py`)."""

from __future__ import annotations

import lzma
from collections import defaultdict
from pathlib import Path

from annotator.exchange.lexicons import FORMAT
from training.lexicon.counting import Counts
from training.lexicon.settings import Language

_LEAST = 0.35  # weighted count of a pair below which chance is as good an explanation
_LEAST_SHARE = 0.015  # of the source word or of the English word
_MOST = 14  # English words for one source word


def write(counts: Counts, language: Language, output: Path) -> Path:
    """Write `output`/LANG.lexicon.xz and return its path."""
    rows = _pruned(counts)
    used = sorted({word for row in rows.values() for word in row}, key=lambda word: (-counts.english[word], word))
    numbers = {word: number for number, word in enumerate(used)}
    lines = [f"{FORMAT} {language.code} {sum(counts.english.values()):.0f} {len(used)}"]
    lines += [f"{word}\t{_rounded(counts.english[word])}" for word in used]
    for word in sorted(rows):
        pairs = sorted(rows[word].items(), key=lambda item: (-item[1], numbers[item[0]]))
        entries = " ".join(f"{numbers[english]}:{_rounded(count)}" for english, count in pairs)
        lines.append(f"{word}\t{_rounded(counts.source[word])} {entries}")
    output.mkdir(parents=True, exist_ok=True)
    path = output / f"{language.code}.lexicon.xz"
    path.write_bytes(lzma.compress("\n".join(lines).encode("utf-8"), preset=9))
    return path


def _pruned(counts: Counts) -> dict[str, dict[str, float]]:
    rows: dict[str, dict[str, float]] = defaultdict(dict)
    for (source, english), count in counts.pairs.items():
        share = max(count / counts.source[source], count / counts.english[english])
        if count >= _LEAST and share >= _LEAST_SHARE and _a_word(source) and _a_word(english):
            rows[source][english] = count
    return {word: dict(sorted(row.items(), key=lambda item: -item[1])[:_MOST]) for word, row in rows.items()}


def _a_word(key: str) -> bool:
    return any(char.isalpha() for char in key) and not any(char.isdigit() or char.isspace() for char in key)


def _rounded(count: float) -> str:
    """Return a count times ten with two significant digits: a finer one only takes room."""
    tenths = max(1, round(count * 10))
    return str(tenths) if tenths < 100 else str(int(float(f"{tenths:.1e}")))
