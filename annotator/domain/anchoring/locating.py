"""Finding a quote again when the text that it came from is lost: only 32 code points on either side are known.

Nothing then tells whether the same words stood elsewhere before, so context must do what the edits do in `carrying`:

- `anchored` where the exact words stand, both sides agree, and no other copy's context comes near;
- `moved` where the words differ in quotation marks only, or a long quote's context changed on one side; or where only
  small changes (`wording`) were made between equal surroundings;
- else `ambiguous` with the candidates, or `gone`.

The hint (the old offset) ranks candidates; it never decides between them, since offsets shift with every edit.
"""

from collections.abc import Iterator

from rapidfuzz import fuzz

from annotator.domain.anchoring.outcomes import AnchorStatus, Candidate, Outcome
from annotator.domain.anchoring.scores import candidate, sides
from annotator.domain.anchoring.tokens import Tokens, folded, tokenized
from annotator.domain.anchoring.wording import small_change
from annotator.domain.spans import Span, TextQuote, occurrences

SURE_CONTEXT = 0.75  # mean likeness of both sides from which a copy may be believed
SURE_SIDE = 0.9  # likeness of one side that is enough for a long quote
LONG = 25  # code points; a longer quote does not come twice by chance
MARGIN = 0.2  # of context score, to the next copy
LIKE = 70.0  # rapidfuzz ratio (0 to 100) from which other words count as like
SHOWN = 5
MIN_FUZZY = 12  # code points; anything is like a shorter text


def locate(quote: TextQuote, text: str, hint: int | None) -> Outcome:
    """Return where `quote` stands in `text`; `hint` is the offset at which it stood before, if known.

    The text is canonical. An empty quote is `gone`.
    """
    if not quote.exact.strip():
        return Outcome(AnchorStatus.GONE, None, (), "There are no words in the marked text to look for.")
    copies = _ranked(quote, occurrences(folded(quote.exact), folded(text)), text, hint)
    if copies:
        return _among(quote, copies, text)
    like = _ranked(quote, _like(quote, text), text, hint)
    if not like:
        return Outcome(AnchorStatus.GONE, None, (), "Nothing like it stands in the text.")
    if len(like) == 1 and _small(quote, like[0].span, text):
        return Outcome(AnchorStatus.MOVED, like[0].span, like, "It stands here with small changes in it.")
    return Outcome(AnchorStatus.AMBIGUOUS, None, like, "Only like words stand in the text.")


def _ranked(quote: TextQuote, places: list[Span], text: str, hint: int | None) -> tuple[Candidate, ...]:
    scored = (candidate(quote, place, text, hint) for place in places)
    return tuple(sorted(scored, key=lambda place: (-place.context_score, -place.score))[:SHOWN])


def _among(quote: TextQuote, copies: tuple[Candidate, ...], text: str) -> Outcome:
    best = copies[0]
    runner_up = copies[1].context_score if len(copies) > 1 else 0.0
    if len(copies) > 1 and best.context_score - runner_up < MARGIN:
        return Outcome(AnchorStatus.AMBIGUOUS, None, copies, "The same words stand at more than one like place.")
    both, one = best.context_score >= SURE_CONTEXT, max(sides(quote, best.span, text)) >= SURE_SIDE
    if not both and not (one and len(copies) == 1 and len(quote.exact) >= LONG):
        return Outcome(AnchorStatus.AMBIGUOUS, None, copies, "The same words stand here, but among other words.")
    if best.span.within(text) != quote.exact:
        return Outcome(AnchorStatus.MOVED, best.span, copies, "Only its quotation marks were changed.")
    if not both:
        return Outcome(AnchorStatus.MOVED, best.span, copies, "The words on one side of it were changed.")
    return Outcome(AnchorStatus.ANCHORED, best.span, copies, "The same words stand among the same words as before.")


def _like(quote: TextQuote, text: str) -> list[Span]:
    """Return up to five stretches of words that are like the quote and do not overlap, most alike first."""
    if len(quote.exact) < MIN_FUZZY:
        return []
    tokens, wanted, remaining = tokenized(text), folded(quote.exact), folded(text)
    found: list[Span] = []
    for place in _alignments(wanted, remaining):
        first, end = tokens.covering(place)
        whole = tokens.span(first, end) if first < end else None
        if whole and not any(map(whole.overlaps, found)):
            found.append(_same_edges(quote, whole, tokens))
    return found


def _alignments(wanted: str, remaining: str) -> Iterator[Span]:
    for _ in range(SHOWN):
        found = fuzz.partial_ratio_alignment(wanted, remaining, score_cutoff=LIKE)
        if not found or len(remaining) < len(wanted) or found.dest_start >= found.dest_end:
            return
        yield Span(found.dest_start, found.dest_end)
        blank = "\0" * (found.dest_end - found.dest_start)
        remaining = remaining[: found.dest_start] + blank + remaining[found.dest_end :]


def _same_edges(quote: TextQuote, place: Span, tokens: Tokens) -> Span:
    """Return `place` cut or widened by up to three tokens to begin and end with the first and last words of the quote.

    An approximate match has the length of the quote, so that an inserted word pushes its end away.
    """
    wanted = tokenized(quote.exact)
    first, end = tokens.covering(place)
    firsts = [at for at in range(max(0, first - 3), min(end, first + 4)) if tokens.keys[at] == wanted.keys[0]]
    ends = [
        at + 1 for at in range(max(first, end - 4), min(len(tokens), end + 3)) if tokens.keys[at] == wanted.keys[-1]
    ]
    start = min(firsts, key=lambda at: abs(at - first), default=first)
    stop = min(ends, key=lambda at: abs(at - end), default=end)
    return tokens.span(start, stop) if start < stop else place


def _small(quote: TextQuote, place: Span, text: str) -> bool:
    """Return whether the surroundings are equal on both sides and only small changes were made between them."""
    if min(sides(quote, place, text)) < SURE_SIDE:
        return False
    old, new = tokenized(quote.exact), tokenized(place.within(text))
    head = 0
    while head < min(len(old), len(new)) and old.keys[head] == new.keys[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old.keys[-1 - tail] == new.keys[-1 - tail]:
        tail += 1
    kept = old.weight(0, head) + old.weight(len(old) - tail, len(old))
    enough = kept >= 0.8 * max(old.weight(0, len(old)), new.weight(0, len(new)))
    removed = [old.raw(number) for number in range(head, len(old) - tail)]
    added = [new.raw(number) for number in range(head, len(new) - tail)]
    return enough and head > 0 and tail > 0 and small_change(removed, added)
