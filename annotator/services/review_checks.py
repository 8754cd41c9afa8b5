"""See how well each check does in this newsroom, and switch it off or on."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.checks import CHECKS, Check
from annotator.domain.checks.explanations import EXPLANATIONS
from annotator.domain.checks.verdicts import CheckSwitch, Precision, Rejection
from annotator.domain.notes import NoteState
from annotator.errors import NotFound
from annotator.storage import Storage

SHOWN = 5  # rejections of one check that are shown


@dataclass(frozen=True, slots=True)
class ReviewedCheck:
    """A check with the newsroom's verdicts on it; `switch` is None where nobody ever switched it.

    `explanation` says what it looks for, and what it often misjudges.
    """

    check: Check
    explanation: str
    precision: Precision
    switch: CheckSwitch | None
    rejections: Sequence[Rejection]

    @property
    def off(self) -> bool:
        """Whether it is switched off."""
        return self.switch is not None and self.switch.off


def review_checks(storage: Storage) -> list[ReviewedCheck]:
    """Return all checks, in the order of the registry, with what this newsroom made of them."""
    verdicts, switches = storage.notes.verdicts(), storage.check_switches.all()
    rejections = storage.rejections.latest(SHOWN)
    return [
        ReviewedCheck(
            check,
            EXPLANATIONS[check.code],
            _precision(verdicts.get(check.code)),
            switches.get(check.code),
            rejections.get(check.code, []),
        )
        for check in CHECKS
    ]


def switch_check(storage: Storage, code: str, *, off: bool) -> None:
    """Switch a check off, or on again; raises `NotFound` for one that there is not.

    What it suspects already goes when the passage is looked at next; what people settled stays.
    """
    if code not in {check.code for check in CHECKS}:
        raise NotFound(f"There is no check “{code[:40]}”: choose one from the list.")
    storage.check_switches.switch(code, off=off)


def _precision(counts: Counter[NoteState] | None) -> Precision:
    by_state = counts or Counter()
    right = by_state[NoteState.OPEN] + by_state[NoteState.DECIDED]
    return Precision(right, by_state[NoteState.REJECTED], by_state[NoteState.SUSPECTED])
