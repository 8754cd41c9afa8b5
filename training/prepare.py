"""Step 1: read parallel text, clean and filter it, and write what is worth learning from."""

from __future__ import annotations

import gzip
import json
import logging
import lzma
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from training import filters
from training.settings import Settings

log = logging.getLogger(__name__)
SUFFIXES = (".tsv", ".tsv.gz", ".tsv.xz")


@dataclass(frozen=True)
class Pair:
    """One cleaned pair with the language of its source, the corpus it came from and its draws per epoch."""

    language: str
    corpus: str
    weight: float
    source: str
    target: str


def prepare(settings: Settings, corpora: Path, held_out: Iterable[Path], output: Path) -> Counter[str]:
    """Write the good pairs of every corpus named in the settings to `output`; return counts by corpus and fault.

    `corpora` holds `train.<language>-<target>.tsv` files (also .gz, .xz): source TAB target TAB corpus. Where there is
    none, `train.<target>-<language>.tsv` is read turned round. A pair of which either side occurs in a `held_out` JSON
    Lines file is dropped. Raises FileNotFoundError when a language has no file.
    """
    forbidden = held_out_keys(held_out)
    counts: Counter[str] = Counter()
    part = output.with_suffix(".part")
    with part.open("w", encoding="utf-8") as out:
        for pair in _pairs(settings, corpora, forbidden, counts):
            out.write(f"{pair.language}\t{pair.corpus}\t{pair.weight:g}\t{pair.source}\t{pair.target}\n")
    part.replace(output)
    for name, count in sorted(counts.items()):
        log.info("%-45s %8d", name, count)
    return counts


def read_pairs(prepared: Path) -> Iterator[Pair]:
    """Yield the pairs of a prepared file in order."""
    with prepared.open(encoding="utf-8") as lines:
        for line in lines:
            language, corpus, weight, source, target = line.rstrip("\n").split("\t")
            yield Pair(language, corpus, float(weight), source, target)


def selected(settings: Settings, prepared: Path) -> list[Pair]:
    """Return the pairs to train on, with weights of mean one that give each language its share of the target text.

    Of a language with more than `most_pairs`, as many are drawn by weight, the same ones each time.
    """
    chance = random.Random(settings.schedule.seed)
    chosen: dict[str, list[Pair]] = {language: [] for language in settings.languages}
    for pair in read_pairs(prepared):
        chosen[pair.language].append(pair)
    limit = settings.filters.most_pairs
    for language, pairs in chosen.items():
        total = sum(min(1.0, pair.weight) for pair in pairs)
        if limit and total > limit:
            drawn = [pair for pair in pairs if chance.random() * total < min(1.0, pair.weight) * limit]
            chosen[language] = [replace(pair, weight=max(1.0, pair.weight)) for pair in drawn]
    factors = {
        language: settings.languages[language] / max(1e-9, sum(pair.weight * len(pair.target) for pair in pairs))
        for language, pairs in chosen.items()
    }
    flat = [replace(pair, weight=pair.weight * factors[language]) for language in chosen for pair in chosen[language]]
    mean = sum(pair.weight for pair in flat) / max(1, len(flat))
    return [replace(pair, weight=pair.weight / mean) for pair in flat]


def held_out_keys(paths: Iterable[Path]) -> frozenset[str]:
    """Return the keys of every string in the JSON Lines files: what must never be trained on."""
    keys: set[str] = set()
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            keys.update(filters.key(filters.clean(text)) for text in json.loads(line).values() if isinstance(text, str))
    return frozenset(keys - {""})


def _pairs(settings: Settings, corpora: Path, forbidden: frozenset[str], counts: Counter[str]) -> Iterator[Pair]:
    seen: set[tuple[str, str]] = set()
    versions: Counter[tuple[str, str]] = Counter()
    for language in settings.languages:
        for source, target, corpus in _rows(corpora, language, settings.target):
            entry = settings.corpora.get(corpus)
            if entry is None or entry.weight <= 0:
                continue
            source = filters.clean_source(source, language)
            target = filters.clean_target(target, settings.target)
            ours, theirs = filters.key(source), filters.key(target)
            fault = filters.fault(source, target, language, settings.filters, settings.target)
            if fault is None and (ours in forbidden or theirs in forbidden):
                fault = "held out"
            if fault is None and ((ours, theirs) in seen or versions[language, ours] >= settings.filters.max_versions):
                fault = "duplicate"
            counts[f"{language} {corpus}: {fault or 'kept'}"] += 1
            if fault is None:
                seen.add((ours, theirs))
                versions[language, ours] += 1
                yield Pair(language, corpus, entry.weight, source, target)


def _rows(corpora: Path, language: str, target: str) -> Iterator[tuple[str, str, str]]:
    """Yield source, target and corpus of every line, from a file of the pair or one of the pair turned round."""
    path, turned = _file(corpora, language, target)
    with _open(path) as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) >= 3:
                source, rendering = (cells[1], cells[0]) if turned else (cells[0], cells[1])
                yield source, rendering, cells[2]


def _file(corpora: Path, language: str, target: str) -> tuple[Path, bool]:
    for turned, pair in ((False, f"{language}-{target}"), (True, f"{target}-{language}")):
        for suffix in SUFFIXES:
            if (path := corpora / f"train.{pair}{suffix}").exists():
                return path, turned
    raise FileNotFoundError(f"No train.{language}-{target}.tsv (or .gz, .xz) in {corpora}, nor one turned round.")


def _open(path: Path) -> TextIO:
    opener = {".gz": gzip.open, ".xz": lzma.open}.get(path.suffix, open)
    return opener(path, "rt", encoding="utf-8")  # type: ignore[operator,no-any-return]
