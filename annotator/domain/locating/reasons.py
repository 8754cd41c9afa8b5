"""Why a stretch of a document was proposed, in words."""

from collections.abc import Iterator, Mapping, Sequence

from annotator.domain.alignment.function_words import is_function_word
from annotator.domain.locating.finding import Candidate, Match
from annotator.domain.locating.index import Index
from annotator.domain.locating.query import Hit, Term
from annotator.domain.locating.windows import Window

_LEAST = 0.03  # a match less probable than that is not shown


def matches(
    window: Window, said: Sequence[Term], found: Mapping[int, Sequence[Hit]], index: Index
) -> tuple[Match, ...]:
    """Return for each telling term of the passage the word of the window that it most probably renders."""
    best: dict[int, tuple[float, int, bool]] = {}
    for token in range(window.first, window.end):
        for hit in found.get(token, ()):
            if hit.probability >= _LEAST and not is_function_word(said[hit.term].key):
                best[hit.term] = max(best.get(hit.term, (0.0, 0, False)), (hit.probability, -token, hit.alike))
    pairs = sorted((-token, number, alike) for number, (_, token, alike) in best.items())
    held = [_match(said[number], index, token, alike) for token, number, alike in pairs]
    return tuple({(match.source, match.rendered): match for match in held}.values())


def _match(term: Term, index: Index, token: int, alike: bool) -> Match:
    place = index.places[token]
    kind = "number" if term.kind == "number" else "name" if alike and term.text[0].isupper() else "word"
    return Match(place.shifted(index.offset), place.within(index.text), term.text, kind)


def of_candidate(found: Sequence[Match], said: Sequence[Term]) -> str:
    """Return one sentence on what speaks for a candidate."""
    telling = sum(not is_function_word(term.key) for term in said)
    parts = [f"{len(found)} of {telling} telling words have an original here"] if telling else []
    parts += list(_kinds(found))
    return "; ".join(parts) + "." if parts else "Only its place and length speak for it."


def _kinds(found: Sequence[Match]) -> Iterator[str]:
    for kind, plural in (("name", "names"), ("number", "numbers")):
        listed = [match.original for match in found if match.kind == kind][:3]
        if listed:
            yield f"the {kind if len(listed) == 1 else plural} {', '.join(listed)}"


def of_finding(candidates: Sequence[Candidate], found: bool) -> str:
    """Return one sentence on the whole search."""
    if not candidates:
        return "Nothing in this document shares a word, a name or a number with the passage."
    if not found:
        return "No place in this document convinces: the passage may render something else, or very freely."
    rivals = [other for other in candidates[1:] if not other.span.overlaps(candidates[0].span)]
    if rivals and rivals[0].confidence >= 0.5 * candidates[0].confidence:
        return "More than one place fits: read them in context before you choose."
    return "One place fits better than any other."
