"""Does triage doubt the words that people marked as wrong, and the translations that they scored low?

    python -m benchmarks.quality FILE.jsonl [--pair ru-en] [--engine NAME] [--one-way] [--alone] [--json]

Each line of the file is a JSON object with `source` and `translation` (tokens set off by spaces), `word_and_gap_tags`
(OK or BAD, 2n + 1 for the n tokens of the translation; gaps are not judged), `source_tags`, and `da_z`, the mean
z-scored direct assessment, null where nobody gave one (the MLQE-PE layout, https://github.com/sheffieldnlp/mlqe-pe).
The translation plays the reporter. The witness is the installed engine for the pair, or the one named, and beside it
the one for the other direction is asked, where there is one; with `--one-way` that one is not, with `--alone` neither.

`target_mcc` and `source_mcc` are Matthews correlations of the words that triage calls doubtful with those tagged BAD;
`spearman` and `pearson` correlate the passage's score, negated, with `da_z`. A token is doubtful when a word in it is.
Baselines in the same run: flagging every word that differs from the machine rendering, and flagging nothing. Weights
were fitted by `benchmarks.quality_fit` on the training file, thresholds too.
"""

import argparse
import json
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import numpy as np

from annotator.domain.comparison.diff import Kind, diff
from annotator.domain.spans import Span
from annotator.domain.triage import Evidence, Triage, triage
from annotator.engines.base import Engine
from annotator.engines.registry import Engines
from annotator.errors import EngineFailed
from annotator.exchange.triage_weights import triage_weights
from annotator.services.hear_witness import Heard, hear, hear_back, reverse_witness
from annotator.services.weigh_passage import gather

BAD = "BAD"
_BATCH = 32  # passages that an engine hears at once


@dataclass(frozen=True, slots=True)
class Case:
    """A translation with people's judgement of its tokens (True for BAD) and of the whole."""

    source: str
    translation: str
    bad: tuple[bool, ...]
    source_bad: tuple[bool, ...]
    assessment: float | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A pair of languages with the engine for it, and the one from `target` into `source`; None where none is asked."""

    source: str
    target: str
    engine: Engine | None = None
    back: Engine | None = None

    @property
    def signatures(self) -> tuple[str | None, str | None]:
        """The signatures of both engines."""
        return (
            str(self.engine.signature(self.source, self.target)) if self.engine else None,
            str(self.back.signature(self.target, self.source)) if self.back else None,
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure one file and print the result."""
    parser = argparse.ArgumentParser(description="Measure triage on tagged translations.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--pair", default="ru-en", help="languages of source and translation")
    parser.add_argument("--engine", help="the witness, instead of the one preferred for the pair")
    parser.add_argument("--one-way", action="store_true", help="ask no engine of the other direction")
    parser.add_argument("--alone", action="store_true", help="judge without a witness")
    parser.add_argument("--data", type=Path, default=Path(gettempdir()), help="the data folder with added models")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    source, _, target = options.pair.partition("-")
    asked = engines(options.data, source, target, options.engine)
    asked = Asked(source, target) if options.alone else replace(asked, back=None) if options.one_way else asked
    figures = measure(read(options.file), asked)
    print(json.dumps(figures) if options.json else json.dumps(figures, indent=2))


def read(path: Path) -> list[Case]:
    """Return the cases of a file."""
    return [_case(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _case(row: dict[str, Any]) -> Case:
    return Case(
        row["source"],
        row["translation"],
        tuple(tag == BAD for tag in row["word_and_gap_tags"][1::2]),
        tuple(tag == BAD for tag in row["source_tags"]),
        row["da_z"],
    )


def engines(data: Path, source: str, target: str, name: str | None = None) -> Asked:
    """Return the engines for a pair of languages; raises `EngineMissing` where there is none into `target`."""
    installed = Engines(data)
    engine = installed.for_pair(source, target, name)
    return Asked(source, target, engine, reverse_witness(installed, source))


def evidences(cases: Sequence[Case], asked: Asked) -> Iterator[Evidence]:
    """Yield what triage judges by; without a witness where the engine refuses the text."""
    for case, heard in zip(cases, _heard(cases, asked), strict=True):
        yield gather(case.source, case.translation, asked.source, heard)


def _heard(cases: Sequence[Case], asked: Asked) -> Iterator[Heard | None]:
    for batch in _batches(cases):
        try:
            yield from _heard_at_once(batch, asked)
        except EngineFailed:  # of several texts either all are answered or none
            yield from (_heard_alone(case, asked) for case in batch)


def _heard_at_once(cases: Sequence[Case], asked: Asked) -> Sequence[Heard | None]:
    if asked.engine is None:
        return [None] * len(cases)
    texts, renderings = [case.source for case in cases], [case.translation for case in cases]
    found = hear(asked.engine, texts, renderings, asked.source, asked.target)
    if asked.back is None:
        return found
    reverse = hear_back(asked.back, texts, renderings, asked.source, asked.target)
    return [replace(heard, reverse=back) for heard, back in zip(found, reverse, strict=True)]


def _batches(cases: Sequence[Case]) -> Iterator[Sequence[Case]]:
    return (cases[start : start + _BATCH] for start in range(0, len(cases), _BATCH))


def _heard_alone(case: Case, asked: Asked) -> Heard | None:
    for fewer in (asked, replace(asked, back=None)):
        with suppress(EngineFailed):
            return _heard_at_once([case], fewer)[0]
    return None


def tokens(text: str) -> list[Span]:
    """Return the tokens of a text of the file: what white space sets off."""
    return [Span(found.start(), found.end()) for found in re.finditer(r"\S+", text)]


def measure(cases: Sequence[Case], asked: Asked) -> dict[str, object]:
    """Return the figures of triage and of the baselines for the cases."""
    began = time.perf_counter()
    judged, differing = [], []
    for given in evidences(cases, asked):
        judged.append(triage(given, triage_weights(given.case)))
        differing.append(list(_differences(given)))
    flagged = [_flags(case.translation, found.reporter) for case, found in zip(cases, judged, strict=True)]
    source_flagged = [_flags(case.source, found.source) for case, found in zip(cases, judged, strict=True)]
    bad = [case.bad for case in cases]
    return {
        "target_mcc": mcc(flagged, bad),
        "source_mcc": mcc(source_flagged, [case.source_bad for case in cases]),
        **_correlations(cases, judged),
        "baselines": {"every_difference": {"target_mcc": mcc(differing, bad)}, "nothing": {"target_mcc": 0.0}},
        "cases": len(cases),
        "assessed": sum(case.assessment is not None for case in cases),
        "engines": asked.signatures,
        "seconds_per_passage": round((time.perf_counter() - began) / max(len(cases), 1), 4),
    }


def _flags(text: str, doubts: Sequence[Any]) -> list[bool]:
    doubtful = [doubt.span for doubt in doubts if doubt.doubtful]
    return [any(token.overlaps(span) for span in doubtful) for token in tokens(text)]


def _differences(given: Evidence) -> Iterator[bool]:
    pieces = diff(given.rendering, given.witness.text).left if given.witness else ()
    changed = [piece.span for piece in pieces if piece.kind in (Kind.REPLACED, Kind.OMITTED)]
    yield from (any(token.overlaps(span) for span in changed) for token in tokens(given.rendering))


def mcc(found: Sequence[Sequence[bool]], true: Sequence[Sequence[bool]]) -> float:
    """Return the Matthews correlation over all words; 0.0 where either side is all the same."""
    ours, theirs = (np.array([flag for each in side for flag in each], float) for side in (found, true))
    return round(float(np.corrcoef(ours, theirs)[0, 1]), 4) if ours.std() and theirs.std() else 0.0


def _correlations(cases: Sequence[Case], judged: Sequence[Triage]) -> dict[str, float]:
    pairs = [
        (-found.score, case.assessment)
        for case, found in zip(cases, judged, strict=True)
        if case.assessment is not None
    ]
    ours, theirs = (np.array(side, float) for side in zip(*pairs, strict=True))
    return {
        "spearman": round(float(np.corrcoef(_ranks(ours), _ranks(theirs))[0, 1]), 4),
        "pearson": round(float(np.corrcoef(ours, theirs)[0, 1]), 4),
    }


def _ranks(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return ranks from 0, those that tie sharing their mean."""
    _, where, counts = np.unique(values, return_inverse=True, return_counts=True)
    means = np.cumsum(counts) - (counts + 1) / 2
    return np.asarray(means[where])


if __name__ == "__main__":
    main()
