"""Anchoring: carrying marked spans from one version of a text to the next, never silently onto the wrong words.

    carry(spans, old, new)      both versions are known: what the edits did decides
    locate(quote, text, hint)   only the quote and its 32 code points on either side are known
    diff_texts(old, new)        what changed, for a page that shows it

Every answer is an `Outcome`: anchored, moved, ambiguous (a person chooses among the candidates) or gone. The rules that
decide are told in `carrying` and `locating`; a wrong silent match is held to be worse than an orphan throughout.
"""

from annotator.domain.anchoring.carrying import carry
from annotator.domain.anchoring.changes import Change, ChangeKind, diff_texts
from annotator.domain.anchoring.locating import locate
from annotator.domain.anchoring.outcomes import AnchorStatus, Candidate, Outcome

__all__ = ["AnchorStatus", "Candidate", "Change", "ChangeKind", "Outcome", "carry", "diff_texts", "locate"]
