"""Carrying spans when both versions are known.

A place is certain only where every other story of the edits is plainly less likely. An unchanged sentence must stand
between the nearest sentences that both versions have, or have no like that it may have been made of or become; a
changed one must be nearer to the old sentence than to any other, and between the same neighbours where a name or number
changed; and the words of the span must lie on the best alignment of what was edited, by a clear margin. Where the edits
changed words
inside the span it is carried only if its first and last words were kept and nothing weighty changed.

Decided here:

- *Survived unchanged* is a span none of whose own words was touched, whatever happened around it.
- A quote that was deleted does not live on in a copy that stood elsewhere before: that copy is another passage. It is
  `gone`, with the copy as a candidate. A copy that is new is a candidate of an `ambiguous` one: was it moved there?
- A quote that now stands twice next to itself is `ambiguous`: nobody can tell which one is the old one.
- A changed name, number, negation or edge inside the span is `ambiguous` with one candidate, even in its old place.
"""

from collections.abc import Sequence

from annotator.domain.anchoring.alignment import Alignment, align
from annotator.domain.anchoring.candidates import candidates
from annotator.domain.anchoring.evidence import Place, unbroken
from annotator.domain.anchoring.outcomes import AnchorStatus, Outcome
from annotator.domain.anchoring.rewording import reworded
from annotator.domain.anchoring.scores import candidate
from annotator.domain.spans import Span, quote


def carry(spans: Sequence[Span], old: str, new: str) -> list[Outcome]:
    """Return where each of `spans` of the text `old` stands in the text `new`, in the order given.

    Both texts are canonical. Raises `InvalidSpan` where a span reaches past the end of `old`. Takes well under a second
    for hundreds of spans where few sentences changed; time grows with what changed, not with the length of the text.
    """
    for span in spans:
        span.within(old)
    if old == new:
        return [_outcome(AnchorStatus.ANCHORED, span, "The text did not change.") for span in spans]
    alignment = align(old, new)
    return [_carried(span, alignment) for span in spans]


def _carried(span: Span, alignment: Alignment) -> Outcome:
    first, end = alignment.old.covering(span)
    if first == end:
        return _outcome(AnchorStatus.GONE, None, "There are no words in the marked text to look for.")
    place = unbroken(alignment, first, end)
    if place is None:
        place = reworded(alignment, first, end)
        target = _edges(span, place, alignment, first, end) if place else None
        if place and target and not place.doubt:
            return _scored(span, target, alignment, first, "It stands in its old place with small changes in it.")
    else:
        target = _edges(span, place, alignment, first, end)
        if not place.doubt:
            return _settled(span, target, alignment, first)
    return _open(span, target, place.doubt if place else "", alignment, first)


def _edges(span: Span, place: Place, alignment: Alignment, first: int, end: int) -> Span:
    """Return the new span with the same edges: a mark may begin inside a word, or hold a space before it."""
    old, new = alignment.old, alignment.new
    start = new.starts[place.first] + span.start - old.starts[first]
    stop = new.ends[place.end - 1] + span.end - old.ends[end - 1]
    whole = new.span(place.first, place.end)
    same_first = old.raw(first) == new.raw(place.first) or span.start == old.starts[first]
    same_last = old.raw(end - 1) == new.raw(place.end - 1) or span.end == old.ends[end - 1]
    if not (same_first and same_last and 0 <= start < stop <= len(new.text)):
        return whole
    exact = Span(start, stop)
    if exact.within(new.text) == span.within(old.text):
        return exact
    return Span(max(start, whole.start), min(stop, whole.end))


def _settled(span: Span, target: Span, alignment: Alignment, first: int) -> Outcome:
    if span.within(alignment.old.text) != target.within(alignment.new.text):
        reason = "It stands in its old place with other quotation marks, capitals or spacing."
        return _scored(span, target, alignment, first, reason)
    if alignment.moved[first]:
        return _scored(span, target, alignment, first, "Its sentence was moved, word for word.")
    return _outcome(AnchorStatus.ANCHORED, target, "Its words are unchanged and in their old place.")


def _scored(span: Span, target: Span, alignment: Alignment, first: int, reason: str) -> Outcome:
    wanted = quote(span, alignment.old.text)
    best = candidate(wanted, target, alignment.new.text, alignment.expected(first))
    return Outcome(AnchorStatus.MOVED, target, (best,), reason)


def _open(span: Span, target: Span | None, doubt: str, alignment: Alignment, first: int) -> Outcome:
    """Return `ambiguous` or `gone`, with what a person may choose from."""
    fresh, taken = candidates(span, target, alignment, alignment.expected(first))
    if fresh:
        reason = (
            f"It may stand here, but {doubt}." if doubt else "The edits took it out, but like words stand elsewhere."
        )
        return Outcome(AnchorStatus.AMBIGUOUS, None, fresh, reason)
    if taken:
        reason = "It was taken out; the same words elsewhere stood there before and are another passage."
        return Outcome(AnchorStatus.GONE, None, taken, reason)
    return _outcome(AnchorStatus.GONE, None, "Nothing like it stands in the new text.")


def _outcome(status: AnchorStatus, span: Span | None, reason: str) -> Outcome:
    return Outcome(status, span, (), reason)
