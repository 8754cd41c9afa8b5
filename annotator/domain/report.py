"""The report on an article: each passage with what was said, how it was rendered, and what was decided."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.articles import Article
from annotator.domain.corrections import Correction
from annotator.domain.decisions import Decision, Verdict
from annotator.domain.notes import Note
from annotator.domain.passages import Passage
from annotator.domain.renderings import Rendering
from annotator.domain.signing import Signing
from annotator.domain.sources import Source

LONG = 1_000  # code points of a passage with all that is said of it, from which it may be cut by the end of a page


@dataclass(frozen=True, slots=True)
class Cited:
    """A source with the time at which its words are heard, as 1:02:03, "" where the document does not say."""

    source: Source
    timecode: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A note with the decision on it, None where none was made."""

    note: Note
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class ReportedPassage:
    """One passage; `number` counts from 1 in reading order, 0 stands for one without a place in the newest text.

    `decision` is the one on the passage as a whole; `worked_by` and `worked_at` say who marked or described it last.
    """

    number: int
    passage: Passage
    sources: Sequence[Cited]
    renderings: Sequence[Rendering]
    findings: Sequence[Finding]
    decision: Decision | None
    worked_by: str
    worked_at: datetime.datetime | None

    @property
    def verdict(self) -> Verdict | None:
        """The verdict on the whole passage, or the worst on a discrepancy in it; None where nothing is decided."""
        if self.decision:
            return self.decision.details.verdict
        found = [finding.decision.details.verdict for finding in self.findings if finding.decision]
        return max(found, key=list(Verdict).index) if found else None

    @property
    def open(self) -> int:
        """How many discrepancies in it wait for a decision."""
        return sum(finding.note.is_discrepancy and finding.decision is None for finding in self.findings)

    @property
    def is_long(self) -> bool:
        """Whether it may be cut by the end of a page."""
        texts = [self.passage.text, *(cited.source.quote.exact for cited in self.sources)]
        texts += [rendering.text for rendering in self.renderings] + [
            found.note.details.text for found in self.findings
        ]
        texts += [
            found.decision.details.wording + found.decision.details.reason for found in self.findings if found.decision
        ]
        return sum(map(len, texts)) + 120 * len(self.findings) > LONG


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is printed; `draft` is the correction that the decisions ask for, `correction` what was saved.

    `decided_since` says that something was decided after the correction was saved. `versions` counts the versions of
    the text; `read_at` is the moment at which all this was read.
    """

    article: Article
    versions: int
    passages: Sequence[ReportedPassage]
    unplaced: Sequence[ReportedPassage]
    signing: Signing
    correction: Correction | None
    draft: str
    decided_since: bool
    read_at: datetime.datetime

    @property
    def verdicts(self) -> Counter[Verdict]:
        """How many passages have which verdict."""
        return Counter(each.verdict for each in self.passages if each.verdict)

    @property
    def signatures(self) -> list[str]:
        """The engines that rendered the originals, each once, in the order in which they appear."""
        return list(dict.fromkeys(made.signature for each in self.passages for made in each.renderings))
