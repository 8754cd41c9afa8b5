"""Judge the words of a rendering and of its source, and the passage as a whole."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.spans import Span
from annotator.domain.triage.evidence import Evidence
from annotator.domain.triage.features import Figures, Reading
from annotator.domain.triage.weights import Regression, Weights

_SELDOM = 3.0  # sightings below which English texts hardly know a word


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word or mark, how probably a translator would mark it as wrong (0 to 1), and whether that is much."""

    span: Span
    probability: float
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Triage:
    """What is doubtful in a passage. `score` runs from 0 to 1 (see `triage`)."""

    score: float
    reporter: tuple[Doubt, ...]
    source: tuple[Doubt, ...]


def triage(evidence: Evidence, weights: Weights) -> Triage:
    """Return the judgement of a rendering; `weights` must be those of its case.

    Logistic regressions give the doubt in each word. The passage's score is the share of the passages that the weights
    were fitted on which looked better than this one, as a normal distribution has it: 0.5 is middling, 0.9 among the
    most doubtful tenth. A text without words gives 0.5: nothing is known.
    """
    reading = Reading(evidence)
    reporter = _doubts([word.span for word in reading.rendering], reading.rendered_words(), weights.reporter)
    source = _doubts([word.span for word in reading.source], reading.source_words(), weights.source)
    if not reporter or not source:
        return Triage(0.5, reporter, source)
    figures = passage_figures(reading, reporter, source)
    deviation = weights.passage.sum(figures) / weights.passage.spread
    return Triage(0.5 * (1 + math.erf(deviation / math.sqrt(2))), reporter, source)


def passage_figures(reading: Reading, reporter: Sequence[Doubt], source: Sequence[Doubt]) -> Figures:
    """Return what the passage's score is computed from, given the doubts in its words.

    `doubts` is the square root of the expected number of wrong words and marks of the rendering, `source_doubts` that
    of words and marks of the source that were rendered wrongly or not at all: the first few mistakes weigh most.
    `rare_words` is the share of words that English texts hardly know, 0.0 without a lexicon.
    """
    words = [word.text.casefold() for word in reading.rendering if word.is_word]
    lexicon = reading.evidence.lexicon
    rare = [word for word in words if lexicon and lexicon.english.get(word, 0.0) < _SELDOM]
    return {
        "doubts": math.sqrt(sum(doubt.probability for doubt in reporter)),
        "source_doubts": math.sqrt(sum(doubt.probability for doubt in source)),
        "length_ratio": reading.passage["length_ratio"],
        "rendering_unlinked": reading.passage["rendering_unlinked"],
        "rare_words": len(rare) / max(len(words), 1),
    }


def _doubts(spans: list[Span], figures: list[Figures], regression: Regression) -> tuple[Doubt, ...]:
    found = [_probability(regression.sum(of)) for of in figures]
    return tuple(
        Doubt(span, probability, probability >= regression.threshold)
        for span, probability in zip(spans, found, strict=True)
    )


def _probability(logit: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, logit))))
