"""Carries the passages of random articles through random edits, and counts what went wrong."""

import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.anchoring import AnchorStatus, Outcome, carry
from annotator.domain.spans import Span
from annotator.domain.text import canonical
from benchmarks.anchoring.articles import Rendered, copied, render
from benchmarks.anchoring.edits import Author
from benchmarks.anchoring.passages import passages_of
from benchmarks.anchoring.truth import Truth, truth

SILENT = (AnchorStatus.ANCHORED, AnchorStatus.MOVED)


@dataclass
class Case:
    """One passage of one revision with what was found and what is true."""

    old: Rendered
    new: Rendered
    span: Span
    outcome: Outcome
    truth: Truth
    edits: Sequence[str]

    @property
    def silent_wrong(self) -> bool:
        """Return whether a place was given that is not right, or called unchanged with other words in it."""
        if self.outcome.status not in SILENT or self.outcome.span is None:
            return False
        same = self.outcome.span.within(self.new.text) == self.span.within(self.old.text)
        honest = same or self.outcome.status is not AnchorStatus.ANCHORED
        return not (honest and (self.truth.holds_own(self.outcome.span) or self.truth.holds_equal(self.outcome.span)))

    @property
    def by_equal_words(self) -> bool:
        """Return whether the place is right only because an equal copy stands where the passage stood."""
        silent = self.outcome.span if self.outcome.status in SILENT else None
        return silent is not None and not self.silent_wrong and not self.truth.holds_own(silent)


def cases(edits: int, seed: int, *, dense: bool = False) -> Iterator[Case]:
    """Yield the cases of random revisions until `edits` edits were made."""
    chance = random.Random(seed)
    author = Author(chance, dense=dense)
    while edits > 0:
        article = author.article()
        passages = passages_of(article, chance)
        changed = copied(article)
        number = min(edits, chance.choice((1, 1, 1, 2, 2, 3, 5, 8, 12)))
        names = [author.edit(changed, passages) for _ in range(number)]
        edits -= number
        old, new = render(article), render(changed)
        if canonical(old.text) != old.text or canonical(new.text) != new.text:
            raise RuntimeError("the benchmark wrote text that is not canonical")
        spans = [Span(old.places[numbers[0]][0], old.places[numbers[-1]][1]) for numbers in passages]
        for span, numbers, outcome in zip(spans, passages, carry(spans, old.text, new.text), strict=True):
            yield Case(old, new, span, outcome, truth(numbers, old, new), names)


def measure(edits: int, seed: int, *, dense: bool = False) -> dict[str, object]:
    """Return the figures of one run; shares are of all passages unless they say otherwise."""
    begun = time.perf_counter()
    made, survived, found, wrong, equal, total = Counter[str](), 0, 0, 0, 0, 0
    statuses = Counter[str]()
    last: Rendered | None = None
    for case in cases(edits, seed, dense=dense):
        made.update(case.edits if case.old is not last else ())
        last = case.old
        total += 1
        statuses[case.outcome.status] += 1
        wrong += case.silent_wrong
        equal += case.by_equal_words
        survived += case.truth.unchanged
        found += case.truth.unchanged and case.outcome.status in SILENT and not case.silent_wrong
    return {
        "edits": edits,
        "seed": seed,
        "silent_wrong": wrong,
        "anchored": round(found / max(survived, 1), 4),
        "passages": total,
        "survived_unchanged": survived,
        "right_by_equal_words": equal,
        "shares": {status: round(statuses[status] / max(total, 1), 4) for status in AnchorStatus},
        "by_edit": dict(sorted(made.items())),
        "seconds": round(time.perf_counter() - begun, 1),
    }
