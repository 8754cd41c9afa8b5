"""How often the original of a rendering is found among other sentences, and how often nothing is found where it is not.

    python -m benchmarks.locate FILE.jsonl --pair ru-en [--block 200] [--half first|second] [--every 1] [--words]

Each line of the file is a JSON object with `source` and `reference`. The sources are taken in blocks of 200 consecutive
ones, each block one document with a paragraph for each source. Every reference is searched in the block that holds its
source, and in the next block (the first for the last), which does not.

As in the app, the embedded model is asked about the places that words alone would choose, where it reads the language;
`--words` leaves it out.

`top1` and `top3` are the shares of references whose source is the first, or among the first three, of what is offered:
a candidate counts where it shares at least half of the longer of the two with the source, and a search that ends with
"not found" counts as a miss. `ranked1` and `ranked3` leave that answer aside. `refused_when_absent` is the share of
searches in the wrong block that end with "not found".
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.locating import (
    Dictionary,
    Finding,
    Index,
    LexiconDictionary,
    NoDictionary,
    Shortlist,
    Witness,
    build,
    parts,
    shortlist,
)
from annotator.domain.spans import Span
from annotator.domain.text import PARAGRAPH_BREAK, canonical
from annotator.engines.local import find
from annotator.engines.places import Places
from annotator.exchange.lexicons import lexicon
from annotator.resources import folder
from annotator.services.score_places import likelihoods

Hear = Callable[[Shortlist, str], Witness | None]  # (what words alone found, text of the document)


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive sources as one document, with their spans and their references."""

    text: str
    indexes: Sequence[Index]
    spans: Sequence[Span]
    references: Sequence[str]


@dataclass(frozen=True, slots=True)
class Search:
    """One reference: the rank of its source (from 0, None where it is not offered), and what was answered."""

    rank: int | None
    present: Finding
    absent: Finding | None


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure one file and print the result."""
    parser = argparse.ArgumentParser(description="Measure how well the original of a rendering is found.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--pair", default="ru-en", help="languages of source and reference")
    parser.add_argument("--block", type=int, default=200, help="sources in one document")
    parser.add_argument("--half", choices=["first", "second"], help="measure only this half of the file")
    parser.add_argument("--every", type=int, default=1, help="search only every so-manieth reference")
    parser.add_argument("--words", action="store_true", help="ask no engine")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    began = time.perf_counter()
    hear = hearing(options.pair) if not options.words else None
    searches = list(run(options.file, options.pair, options.block, options.half, options.every, hear))
    figures = result(searches, time.perf_counter() - began)
    print(json.dumps(figures, indent=None if options.json else 1))


def run(
    path: Path, pair: str, size: int = 200, half: str | None = None, every: int = 1, hear: Hear | None = None
) -> Iterator[Search]:
    """Yield the searches of a file; `hear` asks an engine."""
    source, target = pair.split("-")
    dictionary = dictionary_for(source, target)
    documents = list(blocks(lines(path, half), size, source, dictionary))
    for number, block in enumerate(documents):
        other = documents[(number + 1) % len(documents)] if len(documents) > 1 else None
        for place in range(0, len(block.references), every):
            reference = block.references[place]
            present = _found(reference, target, block, dictionary, hear)
            absent = _found(reference, target, other, dictionary, hear) if other else None
            yield Search(_rank(present, block.spans[place]), present, absent)


def _found(reference: str, target: str, block: Block, dictionary: Dictionary, hear: Hear | None) -> Finding:
    listed = shortlist(reference, target, block.indexes, dictionary)
    return listed.finding(hear(listed, block.text) if hear else None)


def hearing(pair: str) -> Hear | None:
    """Return how the embedded model that reads the language is asked; None without one."""
    source, target = pair.split("-")
    found = find(Places(embedded=folder("models"), added=Path("models-nobody-added"))).engines
    engine = next((each for each in found if (source, target) in each.pairs()), None)
    if engine is None:
        return None

    def hear(listed: Shortlist, text: str) -> Witness:
        return Witness({}, likelihoods=likelihoods(engine, listed.passage, text, listed.spans, (source, target)))

    return hear


def dictionary_for(source: str, target: str) -> Dictionary:
    """Return what is known of the words of a pair of languages."""
    known = lexicon(source) if target == "en" else None
    return LexiconDictionary(known) if known else NoDictionary(same=source == target)


def result(searches: Sequence[Search], seconds: float) -> dict[str, float]:
    """Return the figures; a share of nothing counts as 0."""
    found = [search.rank for search in searches if search.present.found]
    ranks = [search.rank for search in searches]
    absent = [search.absent for search in searches if search.absent]
    return {
        "top1": _share(sum(rank == 0 for rank in found), len(searches)),
        "top3": _share(sum(rank is not None and rank < 3 for rank in found), len(searches)),
        "refused_when_absent": _share(sum(not finding.found for finding in absent), len(absent)),
        "ranked1": _share(sum(rank == 0 for rank in ranks), len(searches)),
        "ranked3": _share(sum(rank is not None and rank < 3 for rank in ranks), len(searches)),
        "refused_when_present": _share(len(searches) - len(found), len(searches)),
        "searches": len(searches),
        "seconds": round(seconds, 2),
    }


def lines(path: Path, half: str | None) -> list[dict[str, str]]:
    """Return the lines of a file, or of one half of it."""
    held = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    middle = len(held) // 2
    return held[:middle] if half == "first" else held[middle:] if half == "second" else held


def blocks(held: Sequence[dict[str, str]], size: int, language: str, dictionary: Dictionary) -> Iterator[Block]:
    """Yield blocks of `size` sources; what is left over at the end, less than half a block, belongs to the last one."""
    starts = [start for start in range(0, len(held), size) if start == 0 or len(held) - start >= size / 2]
    for number, start in enumerate(starts):
        taken = held[start : starts[number + 1] if number + 1 < len(starts) else len(held)]
        sources = [" ".join(canonical(line["source"]).split()) for line in taken]
        text, spans = PARAGRAPH_BREAK.join(sources), list(_spans(sources))
        indexes = [build(part.within(text), language, dictionary, part.start) for part in parts(text)]
        yield Block(text, indexes, spans, [canonical(line["reference"]) for line in taken])


def _spans(sources: Sequence[str]) -> Iterator[Span]:
    start = 0
    for source in sources:
        yield Span(start, start + len(source))
        start += len(source) + len(PARAGRAPH_BREAK)


def _rank(finding: Finding, source: Span) -> int | None:
    ranked = enumerate(candidate.span for candidate in finding.candidates)
    return next((rank for rank, span in ranked if _shared(span, source) >= 0.5), None)


def _shared(one: Span, other: Span) -> float:
    return max(0, min(one.end, other.end) - max(one.start, other.start)) / max(len(one), len(other))


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


if __name__ == "__main__":
    main()
