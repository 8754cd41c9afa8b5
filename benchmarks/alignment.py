"""How well our word alignment agrees with links that people made.

    python -m benchmarks.alignment FILE.jsonl [--language xx] [--against LINKS] [--without-lexicon] [--json]

Each line of the file is a JSON object with `source_tokens`, `english_tokens` and `links`, a list of pairs of token
numbers. The tokens joined by spaces are what we align; a link between our spans counts for every pair of tokens that
they touch. `precision` is the share of our pairs that people linked too, `recall` the share of theirs that we found,
`f1` their harmonic mean; `seconds` is processor time, all pairs together; `by_origin` and `by_confidence` say how often
links of each kind are right.

The language is read from the name of the file (`....ru-en.jsonl`) where it is not given. `--against` names the links
of another aligner for the same file, one line of `0-0 1-2 ...` for each pair of sentences (the Pharaoh format that
eflomal writes; `python -m training.lexicon baseline` makes them); it is scored in the same run.
"""

import argparse
import json
import re
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotator.domain.alignment import Lexicon, align
from annotator.domain.spans import Span
from annotator.exchange.lexicons import lexicon

TokenLinks = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A pair of tokenised sentences with the links that people made."""

    source: tuple[str, ...]
    english: tuple[str, ...]
    links: frozenset[tuple[int, int]]


@dataclass(slots=True)
class Tally:
    """Pairs of tokens that we linked, that people linked, and that both did; and by kind, right and all."""

    ours: int = 0
    theirs: int = 0
    both: int = 0
    kinds: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))

    def add(self, ours: TokenLinks, theirs: frozenset[tuple[int, int]]) -> None:
        """Count one pair of sentences."""
        self.ours += len(ours)
        self.theirs += len(theirs)
        self.both += len(ours & theirs)

    def figures(self, prefix: str = "") -> dict[str, float]:
        """Return precision, recall and F1, rounded to four places."""
        precision = self.both / self.ours if self.ours else 0.0
        recall = self.both / self.theirs if self.theirs else 0.0
        f1 = 2 * precision * recall / (precision + recall) if self.both else 0.0
        named = {"precision": precision, "recall": recall, "f1": f1}
        return {prefix + name: round(value, 4) for name, value in named.items()}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure one file and print the result."""
    parser = argparse.ArgumentParser(description="Measure word alignment against links that people made.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--language", help="two-letter code of the source")
    parser.add_argument("--against", type=Path, help="links of another aligner, in Pharaoh format")
    parser.add_argument("--without-lexicon", action="store_true", help="measure what is left without one")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    language = options.language or language_of(options.file)
    sentences = read(options.file)
    began = time.process_time()
    words = None if options.without_lexicon else lexicon(language)
    loaded = time.process_time() - began
    figures: dict[str, object] = {"language": language, "sentences": len(sentences), "load_seconds": round(loaded, 3)}
    figures |= measure(sentences, language, words)
    if options.against:
        figures |= measure_other(sentences, pharaoh(options.against)).figures("against_")
    print(json.dumps(figures) if options.json else "\n".join(f"{name:>16}  {value}" for name, value in figures.items()))


def language_of(path: Path) -> str:
    """Return the source language that a file name such as `alignment.ru-en.jsonl` tells; exits where it tells none."""
    told = re.search(r"\.([a-z]{2})-en\.", path.name)
    if told is None:
        raise SystemExit(f"{path.name} does not say its language: give it with --language.")
    return told.group(1)


def read(path: Path) -> list[Sentence]:
    """Return the pairs of sentences of a JSON Lines file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Sentence(
            tuple(row["source_tokens"]),
            tuple(row["english_tokens"]),
            frozenset((source, english) for source, english in row["links"]),
        )
        for row in rows
    ]


def measure(sentences: Sequence[Sentence], language: str, words: Lexicon | None) -> dict[str, object]:
    """Align every pair of sentences and return the figures."""
    tally = Tally()
    seconds = []
    for sentence in sentences:
        began = time.process_time()
        links = align(" ".join(sentence.source), " ".join(sentence.english), language, words)
        seconds.append(time.process_time() - began)
        ours: TokenLinks = set()
        to_source, to_english = finder(sentence.source), finder(sentence.english)
        for link in links:
            pairs = {(one, other) for one in to_source(link.source) for other in to_english(link.rendering)}
            ours |= pairs
            for kind in (link.origin, f"{int(min(link.confidence, 0.99) * 10) / 10:.1f}"):
                tally.kinds[kind][0] += len(pairs & sentence.links)
                tally.kinds[kind][1] += len(pairs)
        tally.add(ours, sentence.links)
    kinds = {
        name: {"links": all_, "right": round(right / max(all_, 1), 3)} for name, (right, all_) in tally.kinds.items()
    }
    return {
        **tally.figures(),
        "seconds": round(sum(seconds), 3),
        "slowest_seconds": round(max(seconds, default=0.0), 4),
        "by_origin": {name: kind for name, kind in sorted(kinds.items()) if name.isalpha()},
        "by_confidence": {name: kind for name, kind in sorted(kinds.items()) if not name.isalpha()},
    }


def finder(tokens: Sequence[str]) -> Callable[[Span], list[int]]:
    """Return a function that gives the numbers of the tokens, joined by spaces, that a span touches."""
    spans: list[Span] = []
    start = 0
    for token in tokens:
        spans.append(Span(start, start + len(token)))
        start += len(token) + 1
    return lambda span: [number for number, token in enumerate(spans) if token.overlaps(span)]


def pharaoh(path: Path) -> list[TokenLinks]:
    """Return the links of a file in Pharaoh format."""
    lines = path.read_text(encoding="ascii").splitlines()
    return [
        {(int(one), int(other)) for one, _, other in (link.partition("-") for link in line.split())} for line in lines
    ]


def measure_other(sentences: Sequence[Sentence], links: Sequence[TokenLinks]) -> Tally:
    """Score links that were made elsewhere; raises SystemExit where they are not of these sentences."""
    if len(links) != len(sentences):
        raise SystemExit(f"There are links for {len(links)} pairs of sentences, but {len(sentences)} pairs.")
    tally = Tally()
    for sentence, found in zip(sentences, links, strict=True):
        tally.add(found, sentence.links)
    return tally


if __name__ == "__main__":
    main()
