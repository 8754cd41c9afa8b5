"""What an edit makes of the rulings on one source and one rendering: each function takes them all and returns them all.

A ruling that stays keeps its `id`; one that is new has none; one that is missing from the answer is to be deleted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from annotator.domain.alignments import Link
from annotator.domain.linking.merging import Group, Merged
from annotator.domain.linking.rulings import Ruling, RulingKind, Spans, minus, touch, union
from annotator.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Picked:
    """Whole words that a person picked on both sides, in order."""

    source: Spans
    rendering: Spans

    def __bool__(self) -> bool:
        return bool(self.source or self.rendering)


def link(rulings: Sequence[Ruling], picked: Picked) -> list[Ruling]:
    """Link exactly the picked words with each other; they leave whatever they were linked with or marked as.

    Raises `InvalidInput` unless words of both sides are picked.
    """
    if not (picked.source and picked.rendering):
        raise InvalidInput("A link needs words of both sides: pick words of the original and of a rendering.")
    made = Ruling(RulingKind.LINK, picked.source, picked.rendering)
    known = next((ruling for ruling in rulings if _same(ruling, made)), None)
    if known:
        return [_checked(ruling) if ruling is known else ruling for ruling in rulings]
    rest = [_apart_but(ruling, picked) for ruling in _taken_out(rulings, picked)]
    return [*(ruling for ruling in rest if ruling), made]


def group(rulings: Sequence[Ruling], merged: Merged, picked: Picked) -> list[Ruling]:
    """Link the picked words and all that they are linked with now as one group.

    Raises `InvalidInput` where there is nothing on one of the sides.
    """
    met = [one for one in merged.groups if touch(one.source, picked.source) or touch(one.rendering, picked.rendering)]
    source = union(picked.source, *(one.source for one in met))
    rendering = union(picked.rendering, *(one.rendering for one in met))
    return link(rulings, Picked(source, rendering))


def cut(rulings: Sequence[Ruling], automatic: Sequence[Link], picked: Picked) -> list[Ruling]:
    """Take links apart: those between the picked words of both sides, or all that the picked words of one side have.

    Words of a person's group leave it. What was linked automatically gets a ruling that keeps it apart. Raises
    `InvalidInput` where nothing links the words.
    """
    both = bool(picked.source and picked.rendering)
    rest = [cut_one for ruling in rulings if (cut_one := _cut_in(ruling, picked, both)) is not None]
    cut_links = [found for found in automatic if _between(found, picked, both)]
    if not both and cut_links:
        rest = [ruling for ruling in rest if ruling.kind is not RulingKind.APART or not _within(ruling, picked)]
    if cut_links and not all(_kept_apart(found, rest) for found in cut_links):
        rest.append(Ruling(RulingKind.APART, picked.source, picked.rendering))
    if rest == list(rulings):
        raise InvalidInput("Nothing links these words: pick words that are linked.")
    return rest


def mark(rulings: Sequence[Ruling], picked: Picked) -> list[Ruling]:
    """Mark words of the source as left out on purpose, and words of the rendering as having no counterpart.

    They leave their links. Where all the picked words are marked so already, the marks are taken away. Raises
    `InvalidInput` where no words are picked.
    """
    if not picked:
        raise InvalidInput("No words are picked: pick those that have no counterpart.")
    marked = [ruling for ruling in rulings if ruling.kind in _MARKS]
    ours, theirs = [span for one in marked for span in one.source], [span for one in marked for span in one.rendering]
    rest = _taken_out(rulings, picked)
    if not minus(picked.source, ours) and not minus(picked.rendering, theirs):
        return rest
    if picked.source:
        rest.append(Ruling(RulingKind.UNRENDERED, picked.source, ()))
    if picked.rendering:
        rest.append(Ruling(RulingKind.UNFOUNDED, (), picked.rendering))
    return rest


def confirm(rulings: Sequence[Ruling], merged: Merged, picked: Picked) -> list[Ruling]:
    """Vouch for what the picked words are linked with or marked as: nothing automatic will change it any more.

    Raises `InvalidInput` where there is nothing to vouch for, or an edit took all the words of a side.
    """
    met = [ruling for ruling in rulings if ruling.touches(picked.source, picked.rendering)]
    if any(ruling.check_again and not ruling.holds for ruling in met):
        raise InvalidInput("The edit left no words on one side of this link: link its words anew, or take it away.")
    confirmed = [_checked(ruling) if ruling in met else ruling for ruling in rulings]
    vouched = [one for one in merged.groups if one.ruling is None and _meets(one, picked)]
    if not vouched and not any(ruling.kind is not RulingKind.APART for ruling in met):
        raise InvalidInput("Nothing links these words yet: pick words that are linked, or link them.")
    return confirmed + [Ruling(RulingKind.LINK, one.source, one.rendering) for one in _apart_groups(vouched)]


def release(rulings: Sequence[Ruling], picked: Picked) -> list[Ruling]:
    """Forget everything that people said of the picked words, so that automatic links show again.

    Raises `InvalidInput` where nobody said anything of them.
    """
    rest = [ruling for ruling in rulings if not ruling.touches(picked.source, picked.rendering)]
    if len(rest) == len(rulings):
        raise InvalidInput("Nobody has changed anything about these words: they are linked automatically.")
    return rest


_MARKS = frozenset({RulingKind.UNRENDERED, RulingKind.UNFOUNDED})


def _same(one: Ruling, other: Ruling) -> bool:
    return one.kind is other.kind and one.source == other.source and one.rendering == other.rendering


def _checked(ruling: Ruling) -> Ruling:
    return replace(ruling, check_again=False, earlier=("", ""))


def _taken_out(rulings: Iterable[Ruling], picked: Picked) -> list[Ruling]:
    """Return the rulings without the picked words; those that keep things apart stay as they are."""
    rest = [
        ruling if ruling.kind is RulingKind.APART else ruling.without(picked.source, picked.rendering)
        for ruling in rulings
    ]
    return [ruling for ruling in rest if ruling.holds or (ruling.check_again and not _emptied(ruling, rulings))]


def _emptied(ruling: Ruling, before: Iterable[Ruling]) -> bool:
    """Return whether the edit that is under way, and not an earlier change of a text, took words of a ruling."""
    known = next((one for one in before if one.id == ruling.id), None)
    return known is None or known.source != ruling.source or known.rendering != ruling.rendering


def _apart_but(ruling: Ruling, picked: Picked) -> Ruling | None:
    """Return a ruling that keeps words apart, unless the picked words are now linked against it."""
    if ruling.kind is not RulingKind.APART:
        return ruling
    if not ruling.source or not ruling.rendering:
        rest = ruling.without(picked.source, picked.rendering)
        return rest if rest.holds else None
    against = touch(ruling.source, picked.source) and touch(ruling.rendering, picked.rendering)
    return None if against else ruling


def _cut_in(ruling: Ruling, picked: Picked, both: bool) -> Ruling | None:
    if ruling.kind is RulingKind.APART or not ruling.touches(picked.source, picked.rendering):
        return ruling
    if ruling.kind in _MARKS:
        return ruling if both else _if_holding(ruling.without(picked.source, picked.rendering))
    if not both:
        return _if_holding(ruling.without(picked.source, picked.rendering))
    if not (touch(ruling.source, picked.source) and touch(ruling.rendering, picked.rendering)):
        return ruling
    fewer = ruling.without((), picked.rendering)
    if fewer.holds:
        return fewer
    return _if_holding(ruling.without(picked.source, ()))


def _if_holding(ruling: Ruling) -> Ruling | None:
    return ruling if ruling.holds else None


def _between(found: Link, picked: Picked, both: bool) -> bool:
    ours, theirs = touch([found.source], picked.source), touch([found.rendering], picked.rendering)
    return ours and theirs if both else ours or theirs


def _within(ruling: Ruling, picked: Picked) -> bool:
    """Return whether a ruling speaks of nothing but picked words, so that a wider one makes it superfluous."""
    return not minus(ruling.source, picked.source) and not minus(ruling.rendering, picked.rendering)


def _kept_apart(found: Link, rulings: Iterable[Ruling]) -> bool:
    for ruling in rulings:
        if ruling.kind is RulingKind.APART:
            ours, theirs = touch(ruling.source, [found.source]), touch(ruling.rendering, [found.rendering])
            if (ours or not ruling.source) and (theirs or not ruling.rendering):
                return True
    return False


def _meets(one: Group, picked: Picked) -> bool:
    """Return whether a group is meant: by words of both sides where both are picked, else by those of one."""
    ours, theirs = touch(one.source, picked.source), touch(one.rendering, picked.rendering)
    return ours and theirs if picked.source and picked.rendering else ours or theirs


def _apart_groups(groups: Iterable[Group]) -> list[Group]:
    """Return the groups that share no word with one before them: a person's groups never do."""
    kept: list[Group] = []
    for one in groups:
        if not any(touch(one.source, other.source) or touch(one.rendering, other.rendering) for other in kept):
            kept.append(one)
    return kept
