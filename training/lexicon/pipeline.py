"""All steps for one language, each leaving a file behind so that a second run goes on from there."""

from __future__ import annotations

import json
import logging
import pickle
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from annotator.domain.alignment.tokens import tokens
from training.lexicon import aligner, packing, vocabulary
from training.lexicon.cognates import borrow
from training.lexicon.counting import Counts, Links, count
from training.lexicon.selection import Pair, selected
from training.lexicon.settings import LANGUAGES, Language
from training.lexicon.stems import stem

log = logging.getLogger(__name__)


def run(language: Language, corpora: Path, work: Path, output: Path) -> Path:
    """Make the lexicon of one language and return its path; `work`/LANG keeps the steps between.

    A language that borrows from another needs the counts of that one, and makes them first.
    """
    counts = counted(language, corpora, work)
    if language.borrows:
        counts = borrow(counts, counted(LANGUAGES[language.borrows], corpora, work))
    path = packing.write(counts, language, output)
    log.info("%s: %s, %d bytes", language.code, path.name, path.stat().st_size)
    return path


def counted(language: Language, corpora: Path, work: Path) -> Counts:
    """Return the counts of one language, from the working files where they are there already."""
    work = work / language.code
    work.mkdir(parents=True, exist_ok=True)
    if not (work / "words.jsonl").exists():
        _prepare(language, corpora, work)
    if not (work / "reverse").exists():
        log.info("%s: aligning", language.code)
        aligner.align(work / "source", work / "english", work)
    return _counts(work)


def _prepare(language: Language, corpora: Path, work: Path) -> None:
    pairs = list(selected(language, corpora))
    log.info("%s: %d pairs", language.code, len(pairs))
    known = vocabulary.learn((pair.source for pair in pairs), language.words) if language.words else None
    part = work / "words.part"
    with (
        part.open("w", encoding="utf-8") as whole,
        (work / "source").open("w", encoding="utf-8") as ours,
        (work / "english").open("w", encoding="utf-8") as theirs,
    ):
        for pair in pairs:
            source, english = _words(pair, language, known)
            print(json.dumps([pair.weight, source, english], ensure_ascii=False), file=whole)
            print(*(stem(word, language.code, language.stem) for word in source), file=ours)
            print(*(stem(word, "en", language.english_stem) for word in english), file=theirs)
    part.replace(work / "words.jsonl")


def _words(pair: Pair, language: Language, known: dict[str, float] | None) -> tuple[list[str], list[str]]:
    source = [_spaceless(token.key) for token in tokens(pair.source, language.code, known.get if known else None)]
    return source, [_spaceless(token.key) for token in tokens(pair.english, "en")]


def _spaceless(key: str) -> str:
    return key.replace(" ", "")


def _counts(work: Path) -> Counts:
    kept = work / "counts.pickle"
    if kept.exists():
        with kept.open("rb") as file:
            counts: Counts = pickle.load(file)  # our own file, written below
            return counts
    counts = count(_rows(work))
    with kept.open("wb") as file:
        pickle.dump(counts, file)
    return counts


def _rows(work: Path) -> Iterator[tuple[float, list[str], list[str], Links, Links]]:
    with (work / "words.jsonl").open(encoding="utf-8") as lines:
        forward, reverse = aligner.read(work / "forward"), aligner.read(work / "reverse")
        for line, there, back in zip_longest(lines, forward, reverse):
            weight, source, english = json.loads(line)
            yield weight, source, english, there, back
