"""Overlap scores of two texts, by sacrebleu, each with its signature and a sentence on what it means.

They say how alike two wordings are, and nothing about which is right.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric


@dataclass(frozen=True, slots=True)
class Score:
    """A score of a rendering against another text.

    `value` runs from 0 to 100 for chrF and BLEU, where more is more alike; for TER it counts edits per 100 words of the
    other text, where 0 is the same wording and long renderings pass 100. It is None where there is nothing to
    compare, and for TER where a text is longer than TER_LIMIT words. `signature` is sacrebleu's own, and says how to
    compute the score again.
    """

    name: str
    value: float | None
    signature: str
    meaning: str


TER_LIMIT = 120  # words of either text; finding the words that moved takes seconds beyond it

_MEANINGS = {
    "chrF": (
        "Shared letter sequences, 0 to 100: high means alike down to word endings. "
        "A good paraphrase scores low, and a wrong number hardly lowers it."
    ),
    "TER": (
        "Words to insert, delete, replace or move, per 100 words of the other text: 0 means the same wording. "
        "Every edit counts the same, so a lost “not” weighs no more than a lost “the”."
    ),
    "BLEU": (
        "Shared runs of up to four words, 0 to 100. It was made for whole documents: "
        "on one sentence it jumps, and a good paraphrase scores near 0."
    ),
}
_TOO_LONG = f"Not computed: it takes too long for texts of more than {TER_LIMIT} words. Compare a shorter passage."


@lru_cache(maxsize=1024)  # a page shows the same pair again and again
def score(rendering: str, against: str) -> tuple[Score, ...]:
    """Return chrF, TER and sentence BLEU of `rendering` with `against` as the reference.

    TER ignores case, the others do not. Where either text is blank every value is None.
    No score is symmetric. Takes up to a second for 60 words, nearly all of it for TER; then it is remembered.
    """
    blank = not rendering.strip() or not against.strip()
    return tuple(_score(name, metric, rendering, against, blank=blank) for name, metric in _metrics())


def _score(name: str, metric: "Metric", rendering: str, against: str, *, blank: bool) -> Score:
    if name == "TER" and max(len(rendering.split()), len(against.split())) > TER_LIMIT:
        metric.sentence_score("", [""])  # a signature is had only after scoring
        return Score(name, None, metric.get_signature().format(), _TOO_LONG)
    value = metric.sentence_score(rendering, [against]).score
    return Score(name, None if blank else value, metric.get_signature().format(), _MEANINGS[name])


def _metrics() -> Iterator[tuple[str, "Metric"]]:
    # sacrebleu takes a tenth of a second to import, and most pages show no score.
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    yield "chrF", CHRF()
    yield "TER", TER()
    yield "BLEU", BLEU(effective_order=True)
