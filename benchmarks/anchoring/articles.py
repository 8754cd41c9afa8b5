"""Articles whose every token has an identity, which stays with it through edits."""

from dataclasses import dataclass, field
from itertools import count

_NUMBERS = count(1)


@dataclass(slots=True)
class Atom:
    """A token with an identity; `root` is the atom it was first copied from, `place_of` the one it was put in for."""

    text: str
    kind: str = ""
    before: bool = True
    after: bool = True
    number: int = field(default_factory=lambda: next(_NUMBERS))
    root: int = 0
    place_of: int = 0

    @property
    def weighty(self) -> bool:
        """Return whether it is a name or a number, by which lookalikes differ."""
        return self.kind[:1].isupper()


@dataclass(slots=True)
class Sentence:
    """Atoms in a row; `root` is the sentence it was made from, `source` that of which it is a true copy; or 0."""

    atoms: list[Atom]
    language: str
    number: int = field(default_factory=lambda: next(_NUMBERS))
    root: int = 0
    source: int = 0


Article = list[list[Sentence]]


@dataclass
class Rendered:
    """The text of an article and where each atom stands in it, by number and in order."""

    text: str
    places: dict[int, tuple[int, int]]
    order: list[Atom]
    at: dict[int, int]
    sentences: list[Sentence]


def render(article: Article) -> Rendered:
    parts: list[str] = []
    places: dict[int, tuple[int, int]] = {}
    order: list[Atom] = []
    length = 0
    for block in (block for block in article if block):
        glue: str | None = "\n\n" if order else ""
        for sentence in block:
            for atom in sentence.atoms:
                space = glue if glue is not None else (" " if order[-1].after and atom.before else "")
                parts += [space, atom.text]
                places[atom.number] = (length + len(space), length + len(space) + len(atom.text))
                length = places[atom.number][1]
                order.append(atom)
                glue = None
            glue = " "
    at = {atom.number: number for number, atom in enumerate(order)}
    return Rendered("".join(parts), places, order, at, [sentence for block in article for sentence in block])


def copied(article: Article) -> Article:
    """Return a copy to edit: other objects, the same identities."""
    return [[_copied(sentence) for sentence in block] for block in article]


def _copied(sentence: Sentence) -> Sentence:
    atoms = [
        Atom(atom.text, atom.kind, atom.before, atom.after, atom.number, atom.root, atom.place_of)
        for atom in sentence.atoms
    ]
    return Sentence(atoms, sentence.language, sentence.number, sentence.root, sentence.source)
