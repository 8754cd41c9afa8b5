"""The correction that an outlet is asked to publish: drafted from the decisions, edited by a person."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from annotator.domain.decisions import DecisionDetails, Verdict

CORRECTED = (Verdict.MISLEADING, Verdict.WRONG)


@dataclass(frozen=True, slots=True)
class Correction:
    """The correction text of an article as somebody saved it."""

    article_id: int
    text: str
    author: str
    saved_at: datetime.datetime
    revision: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A decision, with the words of the article that it is about and whose words those render ("" for unknown)."""

    words: str
    speaker: str
    decision: DecisionDetails


def draft(title: str, findings: Iterable[Finding]) -> str:
    """Return the text of a correction of the article `title`; "" where no decision asks for one.

    Only verdicts of misleading and wrong ask for a correction, the worse first; a wording that an editor wrote is given
    as what the article should have said, a reason as the reason.
    """
    named = [finding for finding in findings if finding.decision.verdict in CORRECTED]
    named.sort(key=lambda finding: -list(Verdict).index(finding.decision.verdict))
    if not named:
        return ""
    opening = f"Correction to “{title}”."
    return "\n\n".join([opening, *(_paragraph(finding) for finding in named)])


def _paragraph(finding: Finding) -> str:
    spoken = f"words of {finding.speaker}" if finding.speaker else "words spoken in another language"
    fault = "wrongly" if finding.decision.verdict is Verdict.WRONG else "misleadingly"
    sentences = [f"The article {fault} rendered {spoken} as “{_without_marks(finding.words)}”."]
    if finding.decision.wording:
        sentences.append(f"A faithful rendering is: “{_without_marks(finding.decision.wording)}”.")
    if finding.decision.reason:
        sentences.append(finding.decision.reason)
    return " ".join(sentences)


def _without_marks(words: str) -> str:
    """Return words without quotation marks around them and a full stop at their end, to be quoted in a sentence."""
    return words.strip().strip('“”„«»"').rstrip(".").strip()
