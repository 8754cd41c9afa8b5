"""Edits articles at random, as an outlet may."""

from collections import Counter
from collections.abc import Callable, Sequence

from benchmarks.anchoring.articles import Article, Atom, Sentence
from benchmarks.anchoring.stock import MARKS
from benchmarks.anchoring.truth import same
from benchmarks.anchoring.writing import Writer


class Author(Writer):
    """Writes articles, and edits them; `passages` are the atoms that edits of passages choose from."""

    def edit(self, article: Article, passages: Sequence[Sequence[int]]) -> str:
        """Make one edit and return its name."""
        names = list(EDITS)
        name = self.chance.choices(names, [EDITS[name][1] for name in names])[0]
        EDITS[name][0](self, article, passages)
        return name

    def _insert(self, article: Article, _: Sequence[Sequence[int]]) -> None:
        self.put(article, self.fresh())

    def _delete(self, article: Article, _: Sequence[Sequence[int]]) -> None:
        self._take(article, self.chance.choice(self.all_of(article)))

    def _replace(self, article: Article, _: Sequence[Sequence[int]]) -> None:
        block, number = self._find(article, self.chance.choice(self.all_of(article)))
        block[number] = self.fresh()

    def _swap(self, article: Article, _: Sequence[Sequence[int]]) -> None:
        every = self.all_of(article)
        one = self.chance.randrange(len(every))
        other = min(one + 1, len(every) - 1) if self.chance.random() < 0.5 else self.chance.randrange(len(every))
        (block, number), (target, place) = self._find(article, every[one]), self._find(article, every[other])
        if not same(every[one], every[other]):
            block[number], target[place] = target[place], block[number]

    def _duplicate(self, article: Article, _: Sequence[Sequence[int]]) -> None:
        self._near_or_far(article, self.chance.choice(self.all_of(article)), exact=True)

    def _insert_lookalike(self, article: Article, _: Sequence[Sequence[int]]) -> None:
        self._near_or_far(article, self.chance.choice(self.all_of(article)), exact=False)

    def _delete_but_leave_lookalike(self, article: Article, _: Sequence[Sequence[int]]) -> None:
        every = self.all_of(article)
        roots = Counter(sentence.root or sentence.number for sentence in every)
        twins = [sentence for sentence in every if roots[sentence.root or sentence.number] > 1]
        sentence = self.chance.choice(twins or every)
        if not twins:
            self._near_or_far(article, sentence, exact=False)
        self._take(article, sentence)

    def _edit_inside(self, article: Article, passages: Sequence[Sequence[int]]) -> None:
        found = self._passage(article, passages)
        if found and len(found) > 2:
            self._change_word(article, self.chance.choice(found[1:-1]))

    def _edit_at_edge(self, article: Article, passages: Sequence[Sequence[int]]) -> None:
        """Change the first or last word of a passage, or put a word directly outside it."""
        found = self._passage(article, passages)
        if not found:
            return
        first = self.chance.random() < 0.5
        sentence, number = self._atom(article, found[0] if first else found[-1])
        if self.chance.random() < 0.5:
            self._change_word(article, sentence.atoms[number].number)
            return
        sentence.atoms.insert(number if first else number + 1, self.another(Atom(""), sentence.language))

    def _edit_word(self, article: Article, _: Sequence[Sequence[int]]) -> None:
        self._change_word(article, self.chance.choice(self.chance.choice(self.all_of(article)).atoms).number)

    def _edit_name(self, article: Article, _: Sequence[Sequence[int]]) -> None:
        sentence = self.chance.choice(self.all_of(article))
        weighty = [number for number, atom in enumerate(sentence.atoms) if atom.weighty]
        if weighty:
            number = self.chance.choice(weighty)
            sentence.atoms[number] = self.another(sentence.atoms[number], sentence.language)

    def _quotation_marks(self, article: Article, _: Sequence[Sequence[int]]) -> None:
        table = dict(zip(MARKS[0], self.chance.choice(MARKS[1:]), strict=True))
        every = self.all_of(article)
        for sentence in every if self.chance.random() < 0.3 else [self.chance.choice(every)]:
            for atom in sentence.atoms:
                atom.text = table.get(atom.text, atom.text)

    def _paragraphs(self, article: Article, _: Sequence[Sequence[int]]) -> None:
        number = self.chance.randrange(len(article))
        block = article[number]
        if len(block) > 1:
            cut = self.chance.randrange(1, len(block))
            article[number : number + 1] = [block[:cut], block[cut:]]
        elif number + 1 < len(article):
            article[number : number + 2] = [block + article[number + 1]]

    def _move_paragraph(self, article: Article, _: Sequence[Sequence[int]]) -> None:
        article.insert(self.chance.randrange(len(article)), article.pop(self.chance.randrange(len(article))))

    def _find(self, article: Article, wanted: Sentence) -> tuple[list[Sentence], int]:
        return next((block, at) for block in article for at, other in enumerate(block) if other is wanted)

    def _take(self, article: Article, sentence: Sentence) -> None:
        block, number = self._find(article, sentence)
        del block[number]
        article[:] = [block for block in article if block] or [[self.sentence()]]

    def _near_or_far(self, article: Article, sentence: Sentence, *, exact: bool) -> None:
        twin = self.copy(sentence, exact=exact)
        if self.chance.random() < 0.25:
            block, number = self._find(article, sentence)
            block.insert(number + self.chance.randint(0, 1), twin)
        else:
            self.put(article, twin)

    def _passage(self, article: Article, passages: Sequence[Sequence[int]]) -> list[int]:
        present = {atom.number for sentence in self.all_of(article) for atom in sentence.atoms}
        return [number for number in self.chance.choice(passages) if number in present]

    def _atom(self, article: Article, wanted: int) -> tuple[Sentence, int]:
        return next(
            (sentence, number)
            for sentence in self.all_of(article)
            for number, atom in enumerate(sentence.atoms)
            if atom.number == wanted
        )

    def _change_word(self, article: Article, wanted: int) -> None:
        sentence, number = self._atom(article, wanted)
        atom = sentence.atoms[number]
        action = self.chance.choice(("insert", "delete", "replace"))
        if action == "insert":
            sentence.atoms.insert(number, self.another(Atom(""), sentence.language))
        elif action == "replace" and any(map(str.isalnum, atom.text)):
            sentence.atoms[number] = self.another(atom, sentence.language)
        elif len(sentence.atoms) > 2:
            del sentence.atoms[number]


Edit = Callable[[Author, Article, Sequence[Sequence[int]]], None]
EDITS: dict[str, tuple[Edit, int]] = {
    "insert": (Author._insert, 3),
    "delete": (Author._delete, 3),
    "replace": (Author._replace, 3),
    "swap": (Author._swap, 3),
    "duplicate": (Author._duplicate, 3),
    "insert_lookalike": (Author._insert_lookalike, 3),
    "delete_but_leave_lookalike": (Author._delete_but_leave_lookalike, 3),
    "edit_inside": (Author._edit_inside, 3),
    "edit_at_edge": (Author._edit_at_edge, 3),
    "edit_word": (Author._edit_word, 3),
    "edit_name": (Author._edit_name, 3),
    "quotation_marks": (Author._quotation_marks, 1),
    "paragraphs": (Author._paragraphs, 1),
    "move_paragraph": (Author._move_paragraph, 1),
}
