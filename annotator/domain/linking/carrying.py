"""Carrying links over an edit of the words they stand in.

Words are compared as they are written. What stands before the first change and behind the last one keeps its links for
certain; in between, as many words as possible are kept. A link is touched when one of its words was changed or taken
out, or when something was put between two neighbours among its words. Its other words are carried all the same, and
words that were put in the place of its own stand for them until somebody has looked.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from annotator.domain.alignments import Link
from annotator.domain.linking.merging import touched
from annotator.domain.linking.rulings import Ruling, RulingKind, Spans, words_of
from annotator.domain.notes import Side
from annotator.domain.spans import Span
from annotator.domain.words import Word, words

_LARGEST = 1_000_000  # pairs of words to compare; beyond them the most is no longer kept for certain
_FEW = 4  # words; beyond them nobody can tell which word was put in the place of which


@dataclass(frozen=True)
class Change:
    """Two states of a text, word by word: where each old word stands now, and what was put in the place of others.

    `target` is the number of the new word for each old one, None where it is gone; `instead` the new words of the
    stretch that it was changed in.
    """

    old: str
    new: str
    before: Sequence[Span]
    after: Sequence[Span]
    target: Sequence[int | None]
    instead: Sequence[range]

    def carried(self, spans: Spans) -> tuple[Spans, bool]:
        """Return whole words of the old text in the new one, and whether the edit touched them."""
        numbers = sorted({number for span in spans for number in touched(self.before, span)})
        kept = [self.target[number] for number in numbers]
        fresh = {new for number in numbers if self.target[number] is None for new in self.instead[number]}
        places = sorted(fresh | {new for new in kept if new is not None})
        return tuple(self.after[new] for new in places), None in kept or self._torn(numbers)

    def _torn(self, numbers: Sequence[int]) -> bool:
        """Return whether something was put between two neighbours among these old words."""
        for one, other in pairwise(numbers):
            here, there = self.target[one], self.target[other]
            if other == one + 1 and here is not None and there is not None and there != here + 1:
                return True
        return False


def change(old: str, new: str) -> Change:
    """Return what an edit did to the words of a text; punctuation and white space are not looked at."""
    ours, theirs = _words(old), _words(new)
    before, after = [word.text for word in ours], [word.text for word in theirs]
    target: list[int | None] = [None] * len(before)
    instead = [range(0)] * len(before)
    for tag, start, end, first, last in _steps(before, after):
        if tag == "equal":
            target[start:end] = range(first, last)
        else:
            instead[start:end] = _places(end - start, range(first, last))
    return Change(old, new, [word.span for word in ours], [word.span for word in theirs], target, instead)


def _places(old: int, new: range) -> list[range]:
    """Return what was put in the place of each of so many words: one each, or all; none where much was rewritten."""
    if len(new) == old <= _FEW:
        return [range(number, number + 1) for number in new]
    return [new if max(old, len(new)) < _FEW else range(0)] * old


def _words(text: str) -> list[Word]:
    return [word for word in words(text) if word.is_word]


def _steps(before: list[str], after: list[str]) -> Iterable[tuple[str, int, int, int, int]]:
    """Yield the steps from one text to the other, in words: what both begin and end with is held to be the same."""
    least = min(len(before), len(after))
    head = next((number for number in range(least) if before[number] != after[number]), least)
    most = least - head
    tail = next((number for number in range(most) if before[-1 - number] != after[-1 - number]), most)
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    if head:
        yield "equal", 0, head, 0, head
    if len(old) * len(new) > _LARGEST:
        steps: Iterable[tuple[str, int, int, int, int]] = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    else:
        steps = _fewest_changes(old, new)
    for tag, start, end, first, last in steps:
        yield tag, start + head, end + head, first + head, last + head
    if tail:
        yield "equal", len(before) - tail, len(before), len(after) - tail, len(after)


def _fewest_changes(old: list[str], new: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield the steps by which as many words as possible are kept (a longest common subsequence)."""
    kept = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        row, below = kept[i], kept[i + 1]
        for j in range(len(new) - 1, -1, -1):
            row[j] = below[j + 1] + 1 if old[i] == new[j] else max(below[j], row[j + 1])
    i = j = first = start = 0
    while i < len(old) and j < len(new):
        if old[i] == new[j]:
            if i > first or j > start:
                yield "replace", first, i, start, j
            yield "equal", i, i + 1, j, j + 1
            i, j = i + 1, j + 1
            first, start = i, j
        elif kept[i + 1][j] >= kept[i][j + 1]:
            i += 1
        else:
            j += 1
    yield "replace", first, len(old), start, len(new)


def carry_rulings(rulings: Iterable[Ruling], side: Side, old: str, new: str, other: str) -> list[Ruling]:
    """Return the rulings over an edit of one side, `old` to `new`; `other` is the text of the other side.

    Those that the edit touched are to be checked again, and tell how they read before; those of which nothing is left
    are not returned.
    """
    changed = change(old, new)
    carried = [_carried(ruling, side, changed, other) for ruling in rulings]
    return [ruling for ruling in carried if ruling.source or ruling.rendering]


def _carried(ruling: Ruling, side: Side, changed: Change, other: str) -> Ruling:
    ours = ruling.source if side is Side.SOURCE else ruling.rendering
    places, is_touched = changed.carried(ours)
    moved = replace(ruling, source=places) if side is Side.SOURCE else replace(ruling, rendering=places)
    if not is_touched or ruling.kind is RulingKind.APART:
        return moved
    texts = (changed.old, other) if side is Side.SOURCE else (other, changed.old)
    earlier = words_of(ruling.source, texts[0]), words_of(ruling.rendering, texts[1])
    return replace(moved, check_again=True, earlier=ruling.earlier if ruling.check_again else earlier)


def carry_links(links: Iterable[Link], side: Side, old: str, new: str) -> list[Link]:
    """Return the automatic links that an edit of one side left alone, in their new place: nobody vouched for others."""
    changed = change(old, new)
    found = []
    for link in links:
        span = link.source if side is Side.SOURCE else link.rendering
        places, is_touched = changed.carried((span,))
        if is_touched or not places:
            continue
        # A link may stand for a part of a word, or for several that are written as one.
        first = changed.before[touched(changed.before, span)[0]]
        start = places[0].start + span.start - first.start
        moved = Span(start, start + len(span))
        if new[moved.start : moved.end] == span.within(old):
            found.append(replace(link, source=moved) if side is Side.SOURCE else replace(link, rendering=moved))
    return found
