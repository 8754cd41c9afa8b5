"""Fit the weights of `annotator.domain.locating.confidence`, and say what they come to.

    python -m benchmarks.locate_calibration FILE.ru-en.jsonl FILE.de-en.jsonl ... [--every 4]

The files are those of `benchmarks.locate`, with the pair of languages in their names. Whole references and fragments of
two to eight words of them are searched in the block that holds their source and in one that does not, by words alone
and, where the embedded model reads the language, with it. Weights are fitted to the first half of every file by
Newton's method, and reported for the second. Needs numpy.
"""

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from annotator.domain.locating import Shortlist, Witness, confidence, shortlist
from annotator.domain.spans import Span
from benchmarks.locate import blocks, dictionary_for, hearing, lines

_RIDGE = 0.5
_ROUNDS = 60
_HALVES = ("first", "second")
_FRAGMENTS = (2, 3, 4, 5, 6, 8)  # words


@dataclass(frozen=True, slots=True)
class Example:
    """What was known of the first candidate of a search, and whether it was the right place."""

    values: dict[str, float]
    right: bool
    whole: bool
    heard: bool


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Fit how sure a place in a source document is.")
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--every", type=int, default=4, help="search only every so-manieth reference")
    options = parser.parse_args(arguments)
    halves = {
        half: [each for path in options.files for each in _examples(path, half, options.every)] for half in _HALVES
    }
    for heard in (False, True):
        chosen = {half: [each for each in found if each.heard == heard] for half, found in halves.items()}
        if chosen["first"]:
            _fit(chosen)


def _fit(halves: dict[str, list[Example]]) -> None:
    names = list(halves["first"][0].values)
    weights = _fitted(*_matrix(halves["first"], names))
    print({name: round(float(weight), 2) for name, weight in zip([*names, "bias"], weights, strict=True)})
    for half, examples in halves.items():
        for whole in (True, False):
            _report(half, whole, [each for each in examples if each.whole == whole], names, weights)


def _examples(path: Path, half: str, every: int) -> Iterator[Example]:
    pair = re.search(r"([a-z]{2,3})-([a-z]{2,3})\.jsonl$", path.name)
    if pair is None:
        raise SystemExit(f"{path.name} does not name its languages")
    dictionary, hear = dictionary_for(pair[1], pair[2]), hearing(f"{pair[1]}-{pair[2]}")
    documents = list(blocks(lines(path, half), 200, pair[1], dictionary))
    chance = random.Random(5)
    for number, document in enumerate(documents):
        other = documents[(number + 1) % len(documents)]
        for place in range(0, len(document.references), every):
            reference = document.references[place]
            for passage in (reference, _fragment(reference, chance)):
                for block, source in ((document, document.spans[place]), (other, None)):
                    listed = shortlist(passage, pair[2], block.indexes, dictionary)
                    yield from _searched(listed, source, None, passage == reference)
                    if hear:
                        yield from _searched(listed, source, hear(listed, block.text), passage == reference)


def _fragment(reference: str, chance: random.Random) -> str:
    words = reference.split()
    size = min(len(words), chance.choice(_FRAGMENTS))
    start = chance.randrange(len(words) - size + 1)
    return " ".join(words[start : start + size])


def _searched(listed: Shortlist, source: Span | None, witness: Witness | None, whole: bool) -> Iterator[Example]:
    for span, values in list(listed.evidence(witness).items())[:1]:
        yield Example(values, bool(source and source.overlaps(span)), whole, "heard" in values)


def _matrix(examples: Sequence[Example], names: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    rows = [[*(each.values[name] for name in names), 1.0] for each in examples]
    return np.array(rows), np.array([float(each.right) for each in examples])


def _fitted(known: np.ndarray, right: np.ndarray) -> np.ndarray:
    weights = np.zeros(known.shape[1])
    ridge = _RIDGE * np.eye(len(weights))
    ridge[-1, -1] = 0.0
    for _ in range(_ROUNDS):
        sure = 1 / (1 + np.exp(-known @ weights))
        slope = known.T @ (right - sure) - ridge @ weights
        weights += np.linalg.solve((known * (sure * (1 - sure))[:, None]).T @ known + ridge + 1e-9, slope)
    return weights


def _report(half: str, whole: bool, examples: Sequence[Example], names: Sequence[str], weights: np.ndarray) -> None:
    known, right = _matrix(examples, names)
    sure = 1 / (1 + np.exp(-known @ weights)) >= (confidence.ENOUGH_HEARD if examples[0].heard else confidence.ENOUGH)
    kind = "whole sentences" if whole else "fragments"
    found, refused = sure[right == 1].mean(), 1 - sure[right == 0].mean()
    print(f"{half} half, {kind}: {found:.3f} of right places found, {refused:.3f} of wrong ones refused")


if __name__ == "__main__":
    main()
