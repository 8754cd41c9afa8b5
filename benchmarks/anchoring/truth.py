"""Where the words of a passage went, told by their identities."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, product

from annotator.domain.spans import Span
from benchmarks.anchoring.articles import Atom, Rendered, Sentence

Bounds = tuple[int, int, int, int]  # earliest and latest start, earliest and latest end


@dataclass(frozen=True)
class Truth:
    """What became of a passage: whether it survived unchanged, and where its own atoms are (None: nowhere)."""

    passage: Sequence[int]
    old: Rendered
    new: Rendered
    unchanged: bool
    own: Bounds | None

    def holds_own(self, span: Span) -> bool:
        """Return whether `span` is where the passage's own atoms are, or has its words around all that is left of them.

        A word that was replaced and put in again beside the new one is the word that was there, for who reads.
        """
        if self.own is None or _within(span, self.own):
            return self.own is not None
        same = span.within(self.new.text) == self.span.within(self.old.text)
        return same and span.start <= self.own[1] and self.own[2] <= span.end

    @property
    def span(self) -> Span:
        """Return where the passage stood in the old text."""
        return Span(self.old.places[self.passage[0]][0], self.old.places[self.passage[-1]][1])

    def holds_equal(self, span: Span) -> bool:
        """Return whether an equal copy stands at `span` that is as good as the passage itself."""
        gone = not any(number in self.new.at for number in self.passage)
        return any(_within(span, bounds) for bounds in _copies(self.passage, self.old, self.new, gone=gone))


def _within(span: Span, bounds: Bounds) -> bool:
    return bounds[0] <= span.start <= bounds[1] and bounds[2] <= span.end <= bounds[3]


def truth(passage: Sequence[int], old: Rendered, new: Rendered) -> Truth:
    """Return where the atoms of `passage` went; text is only looked at to see that an atom's own was not changed."""
    kept = [number for number in passage if number in new.at]
    was = {number: old.order[old.at[number]] for number in passage}
    whole = len(kept) == len(passage) and _in_a_row([new.at[number] for number in kept])
    unchanged = whole and all(new.order[new.at[number]].text == was[number].text for number in kept)
    return Truth(passage, old, new, unchanged, _edited(passage, kept, was, new))


def _in_a_row(numbers: Sequence[int]) -> bool:
    return list(numbers) == list(range(numbers[0], numbers[0] + len(numbers)))


def _edited(passage: Sequence[int], kept: Sequence[int], was: dict[int, Atom], new: Rendered) -> Bounds | None:
    at = [new.at[number] for number in kept]
    if 2 * len(kept) < len(passage) or at != sorted(at) or at[-1] - at[0] >= 2 * len(passage):
        return None
    members = set(passage)
    lost = [was[number] for number in passage if number not in new.at]
    come = [atom for atom in new.order[at[0] : at[-1] + 1] if atom.number not in members]
    first, last = at[0], at[-1]
    while first > 0 and new.order[first - 1].place_of in members:
        first -= 1
    while last + 1 < len(new.order) and new.order[last + 1].place_of in members:
        last += 1
    if any(atom.weighty for atom in [*lost, *come]):
        return None
    start, end = new.places[kept[0]][0], new.places[kept[-1]][1]
    return new.places[new.order[first].number][0], start, end, new.places[new.order[last].number][1]


def _copies(passage: Sequence[int], old: Rendered, new: Rendered, *, gone: bool) -> Iterator[Bounds]:
    """Yield the places of copies that are as good as the passage: in its own slot, or the only one left of it."""
    choices = [list(_stand_ins(home, part, old, new, gone=gone)) for home, part in _by_sentence(passage, old)]
    for parts in product(*choices):
        atoms = [atom for part in parts for atom in part]
        if _joined(atoms, old, new):
            start, end = new.places[atoms[0].number][0], new.places[atoms[-1].number][1]
            yield start, start, end, end


def _joined(atoms: Sequence[Atom], old: Rendered, new: Rendered) -> bool:
    """Return whether the atoms stand in a row, small words that were put in between them aside."""
    at = [new.at[atom.number] for atom in atoms]
    members = {atom.number for atom in atoms}
    between = [atom for atom in new.order[at[0] : at[-1] + 1] if atom.number not in members]
    return at == sorted(at) and not any(atom.weighty or atom.root or atom.number in old.at for atom in between)


def _by_sentence(passage: Sequence[int], old: Rendered) -> Iterator[tuple[Sentence, list[Atom]]]:
    members = set(passage)
    for sentence in old.sentences:
        part = [atom for atom in sentence.atoms if atom.number in members]
        if part:
            yield sentence, part


def _stand_ins(
    home: Sentence, part: Sequence[Atom], old: Rendered, new: Rendered, *, gone: bool
) -> Iterator[Sequence[Atom]]:
    """Yield the atoms that may stand for `part` of the old sentence `home`: its own, and those of good copies."""
    if all(atom.number in new.at for atom in part):
        yield [new.order[new.at[atom.number]] for atom in part]
    born = {sentence.number for sentence in old.sentences}
    source = home.source or home.number
    copies = [
        other
        for other in new.sentences
        if source in (other.number, other.source) or (_family(other) == _family(home) and same(other, home))
    ]
    faithful = [other for other in copies if same(other, home)] or copies
    for sentence in new.sentences:
        good = gone and faithful == [sentence]
        if same(sentence, home) and len(sentence.atoms) == len(home.atoms):
            start = home.atoms.index(part[0])
            found: Sequence[Atom] = sentence.atoms[start : start + len(part)]
            good = good or _side_by_side(home, sentence, new)
            good = good or any(
                _share_slot(home, old, sentence, new, name, home.number) for name in (_number, _text, _family)
            )
        else:
            found = _copied(part, sentence)
            fresh = sentence.number not in born
            good = good or (fresh and any(_share_slot(home, old, sentence, new, name) for name in (_number, _family)))
            good = good or (fresh and _stands_between_the_same(home, old, sentence, new))
        if found and good:
            yield found


def _side_by_side(home: Sentence, sentence: Sentence, new: Rendered) -> bool:
    """Return whether both stand in one unbroken run of equal sentences: then nobody can tell which was which."""
    runs = (list(run) for _, run in groupby(new.sentences, key=_text))
    return any(sentence in run and any(other.number == home.number for other in run) for run in runs)


def _copied(part: Sequence[Atom], sentence: Sentence) -> Sequence[Atom]:
    """Return the stretch of `sentence` that was copied from `part`, with nothing lost and nothing weighty put in."""
    place = {_lineage(atom): at for at, atom in enumerate(sentence.atoms)}
    at = [place.get(_lineage(atom), -1) for atom in part]
    if -1 in at or at != sorted(at) or at[-1] - at[0] >= 2 * len(part):
        return []
    put_in = (atom for number, atom in enumerate(sentence.atoms[at[0] : at[-1] + 1], at[0]) if number not in at)
    return [] if any(atom.weighty for atom in put_in) else sentence.atoms[at[0] : at[-1] + 1]


def _lineage(atom: Atom) -> tuple[int, str]:
    """Return what an atom shares with its copies; a quotation mark stays one whatever its form."""
    return atom.root or atom.number, atom.text if any(map(str.isalnum, atom.text)) else ""


def same(one: Sentence, other: Sentence) -> bool:
    return _text(one) == _text(other)


Name = Callable[[Sentence], object]


def _share_slot(home: Sentence, old: Rendered, sentence: Sentence, new: Rendered, name: Name, besides: int = 0) -> bool:
    """Return whether the nearest sentences before and after that both versions have, by `name`, are the same.

    The sentence numbered `besides` is not counted: of two equal ones side by side nobody can say which was there first.
    """
    here = [other for other in old.sentences if other.number != besides]
    there = [other for other in new.sentences if other.number != besides or other is sentence]
    both = {name(other) for other in here} & {name(other) for other in there if other is not sentence}
    slot = _slot(home, old.sentences, name, both)
    return slot == _slot(sentence, there, name, both) and slot != (None, None)


def _stands_between_the_same(home: Sentence, old: Rendered, sentence: Sentence, new: Rendered) -> bool:
    """Return whether both stand between the same two sentences of those that kept their order.

    A neighbour that was moved away says nothing of a place.
    """
    now = {other.number: place for place, other in enumerate(new.sentences) if other.number != home.number}
    kept: set[object] = set(_in_order([other.number for other in old.sentences if other.number in now], now))
    slot = _slot(home, old.sentences, _number, kept)
    return slot == _slot(sentence, new.sentences, _number, kept) and slot != (None, None)


def _in_order(numbers: Sequence[int], now: Mapping[int, int]) -> list[int]:
    """Return as many of the numbers as possible that stand in the same order now: a longest increasing subsequence."""
    best: list[list[int]] = []
    for number in numbers:
        place = bisect_left(best, now[number], key=lambda run: now[run[-1]])
        best[place:] = [[*(best[place - 1] if place else []), number], *best[place + 1 :]]
    return best[-1] if best else []


def _slot(sentence: Sentence, among: Sequence[Sentence], name: Name, both: set[object]) -> tuple[object, object]:
    at = next(number for number, other in enumerate(among) if other is sentence)
    before = (name(other) for other in reversed(among[:at]) if name(other) in both)
    after = (name(other) for other in among[at + 1 :] if name(other) in both)
    return next(before, None), next(after, None)


def _number(sentence: Sentence) -> object:
    return sentence.number


def _family(sentence: Sentence) -> object:
    """Return what a sentence shares with its lookalikes: one in its place is it with a name changed, for who reads."""
    return sentence.root or sentence.number


def _text(sentence: Sentence) -> object:
    """Return its words; punctuation does not count, since quotation marks may be changed everywhere."""
    return tuple(atom.text for atom in sentence.atoms if any(map(str.isalnum, atom.text)))


NAMES: Sequence[Name] = (_number, _text, _family)
