"""One picture of automatic links and rulings: where a person has spoken of a word, no automatic link speaks of it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.domain.alignments import Link, strongest
from annotator.domain.linking.rulings import PERSON, Ruling, RulingKind, Spans, touch
from annotator.domain.spans import Span

MOST = 4  # words on one side of an automatic group; what hangs together beyond that is no phrase


@dataclass(frozen=True, slots=True)
class Group:
    """Words of a source and of a rendering that stand for each other, in order on each side.

    `origin` is `PERSON`, or the strongest evidence of an automatic link with its `confidence`. `ruling` is what a
    person said; without one the group is automatic. A side is empty only where an edit took all its words.
    """

    source: Spans
    rendering: Spans
    origin: str
    confidence: float
    ruling: Ruling | None = None

    @property
    def check_again(self) -> bool:
        """Whether a text was edited under a person's link since."""
        return self.ruling is not None and self.ruling.check_again


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that has no counterpart, because a person says so."""

    span: Span
    ruling: Ruling


@dataclass(frozen=True, slots=True)
class Merged:
    """The links of a source and a rendering: `links` pair by pair, as checks read them, `groups` as people see them.

    `unrendered` are words of the source, `unfounded` words of the rendering.
    """

    links: tuple[Link, ...]
    groups: tuple[Group, ...]
    unrendered: tuple[Mark, ...]
    unfounded: tuple[Mark, ...]


def merge(
    automatic: Sequence[Link], rulings: Sequence[Ruling], source: Sequence[Span], rendering: Sequence[Span]
) -> Merged:
    """Return automatic links and rulings as one; `source` and `rendering` are the words of both texts, in order.

    An automatic link is left out where a person linked one of its words, marked it, or said that the two do not belong
    together.
    """
    kept = tuple(link for link in automatic if not _is_overruled(link, rulings))
    made = [ruling for ruling in rulings if ruling.kind is RulingKind.LINK]
    groups = [
        Group(_words(ruling.source, source), _words(ruling.rendering, rendering), PERSON, 1.0, ruling)
        for ruling in made
    ]
    pairs = [
        Link(ours, theirs, PERSON, 1.0) for ruling in made for ours in ruling.source for theirs in ruling.rendering
    ]
    groups += _components(kept, source, rendering)
    return Merged(
        strongest([*kept, *pairs]),
        tuple(sorted(groups, key=_place)),
        _marks(rulings, RulingKind.UNRENDERED),
        _marks(rulings, RulingKind.UNFOUNDED),
    )


def _is_overruled(link: Link, rulings: Iterable[Ruling]) -> bool:
    return any(_overrules(ruling, link) for ruling in rulings)


def _overrules(ruling: Ruling, link: Link) -> bool:
    ours, theirs = touch(ruling.source, [link.source]), touch(ruling.rendering, [link.rendering])
    if ruling.kind is RulingKind.APART and ruling.source and ruling.rendering:
        return ours and theirs
    return ours or theirs


def _marks(rulings: Iterable[Ruling], kind: RulingKind) -> tuple[Mark, ...]:
    of_kind = [ruling for ruling in rulings if ruling.kind is kind]
    found = [Mark(span, ruling) for ruling in of_kind for span in (*ruling.source, *ruling.rendering)]
    return tuple(sorted(found, key=lambda mark: mark.span))


def _place(group: Group) -> tuple[int, int]:
    first = group.source[0].start if group.source else -1
    return first, group.rendering[0].start if group.rendering else -1


def touched(words: Sequence[Span], span: Span) -> range:
    """Return the numbers of the words that a span touches; the words stand in order and do not overlap."""
    first = bisect_right(words, span.start, key=lambda word: word.end)
    return range(first, bisect_left(words, span.end, key=lambda word: word.start))


def _words(spans: Iterable[Span], words: Sequence[Span]) -> Spans:
    return tuple(words[number] for number in sorted({number for span in spans for number in touched(words, span)}))


def _components(links: Sequence[Link], source: Sequence[Span], rendering: Sequence[Span]) -> list[Group]:
    """Return automatic links as groups: words that hang together, or, where that is no phrase, what each word has."""
    best: dict[tuple[int, int], Link] = {}
    for link in links:
        for ours in touched(source, link.source):
            for theirs in touched(rendering, link.rendering):
                if (ours, theirs) not in best or best[ours, theirs].confidence < link.confidence:
                    best[ours, theirs] = link
    found: list[Group] = []
    for pairs in _connected(list(best)):
        whole = {ours for ours, _ in pairs}, {theirs for _, theirs in pairs}
        parts = [pairs] if max(map(len, whole)) <= MOST else _by_source(pairs)
        found += [_group(part, best, source, rendering) for part in parts]
    return found


def _connected(pairs: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Return the pairs by connected component, in order of their first pair."""
    ours: dict[int, list[tuple[int, int]]] = {}
    theirs: dict[int, list[tuple[int, int]]] = {}
    for pair in pairs:
        ours.setdefault(pair[0], []).append(pair)
        theirs.setdefault(pair[1], []).append(pair)
    seen: set[tuple[int, int]] = set()
    found = []
    for start in sorted(pairs):
        waiting, part = [start], []
        while waiting:
            pair = waiting.pop()
            if pair not in seen:
                seen.add(pair)
                part.append(pair)
                waiting += ours[pair[0]] + theirs[pair[1]]
        if part:
            found.append(sorted(part))
    return found


def _by_source(pairs: Iterable[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    stars: dict[int, list[tuple[int, int]]] = {}
    for pair in pairs:
        stars.setdefault(pair[0], []).append(pair)
    return list(stars.values())


def _group(
    pairs: Iterable[tuple[int, int]],
    best: dict[tuple[int, int], Link],
    source: Sequence[Span],
    rendering: Sequence[Span],
) -> Group:
    held = list(pairs)
    surest = max((best[pair] for pair in held), key=lambda link: link.confidence)
    ours = tuple(source[number] for number in sorted({pair[0] for pair in held}))
    theirs = tuple(rendering[number] for number in sorted({pair[1] for pair in held}))
    return Group(ours, theirs, surest.origin, surest.confidence)
