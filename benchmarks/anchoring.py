"""How often carrying passages through edits lands on the wrong words: `python -m benchmarks.anchoring --json`.

Articles and edits are random; the truth comes from construction, not from comparing texts. Every token of an article is
an `Atom` with an identity. Edits move, remove, copy and add atoms, so that afterwards it is known where each atom of a
passage went. What is right:

- All atoms of the passage survived in a row: it *survived unchanged*, and its place is theirs.
- Some atoms were edited: from its first to its last surviving atom, atoms put in the place of its own included or not.
  No place is right where a name or number in it changed, half of it is gone, or its parts were torn apart.
- Atoms of a copied sentence remember what they were copied from. A copy is right only in the old sentence's slot
  (between the same surviving neighbours), or as the only faithful copy left of a sentence that was deleted (copied and
  deleted is moved). A sentence word for word equal to the old one, between word for word the same neighbours, is right
  too, and so is another one of an unbroken run of equal sentences: no reader could tell them apart. Anywhere else equal
  words are another passage. How often a place was right only by this rule is printed as `right_by_equal_words`.
- Everything else is wrong. A wrong place counts as silent when the outcome is `anchored` or `moved`.

`--dense` is a harder run that is not the goal: articles of about 15 sentences, of which one revision may edit 12.
"""

import argparse
import copy
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, groupby, product

from annotator.domain.anchoring import AnchorStatus, Outcome, carry
from annotator.domain.spans import Span
from annotator.domain.text import canonical

SILENT = (AnchorStatus.ANCHORED, AnchorStatus.MOVED)
_NUMBERS = count(1)

# `_` glues an atom to its neighbour; {Name}-like fields hold names and numbers, {word}-like fields anything else.
STOCK: dict[str, dict[str, str]] = {
    "en": {
        "Name": "Anna Ivan Vernon Olena Farid Miriam Tomas Zoë Łukasz Beatrix Samir Noor Petra Oksana Jürgen Siân",
        "Surname": "Petrov Hale Okafor Brandt Nowak Cohen Haddad Silva Moroz Lindqvist Duarte Ferenc Q̃uispe",
        "Outlet": "Reuters Meduza Gazeta Haaretz Vecherka Tagblatt Novosti Alarabi",
        "City": "Kyiv Kazan Haifa Amman Lyon Odesa Yakutsk Tartu Basra Gdańsk",
        "Count": "3 7 12 40 150 2,300 4.5 61 19 800",
        "noun": "bridge convoy ministry harvest school letter border prison train hospital factory treaty river father",
        "verb": "saw left closed repaired guarded described blamed followed praised refused counted remembered",
        "adverb": "quietly openly again slowly yesterday often together twice clearly",
        "adjective": "old frozen empty crowded naïve distant silent bitter x̱ara new",
        "tail": "before_dawn in_the_rain for_a_week without_warning near_the_market since_the_spring 🚌 😢 👨‍👩‍👧 🇺🇦",
    },
    "ru": {
        "Name": "Анна Иван Олег Марина Павел Дарья",
        "Count": "5 18 300 72",
        "noun": "мост поезд школу письмо границу завод",
        "verb": "видел оставил закрыл починил помнит",
        "adverb": "тихо снова вчера часто",
        "tail": "до_рассвета под_дождём без_предупреждения",
    },
    "ar": {
        "Name": "مُحَمَّد فاطمة يوسف ليلى سامر",
        "Count": "٣ ١٢ ٤٠ ١٥٠",
        "noun": "الجسر القطار المدرسة الرسالة الحدود المصنع",
        "verb": "رأى ترك أغلق وصف تذكّر",
        "adverb": "بهدوء مجددا أمس غالبا",
        "tail": "قبل_الفجر تحت_المطر دون_إنذار",
    },
    "he": {
        "Name": "דָּוִד מרים יוסף רחל נועה",
        "Count": "4 15 90 600",
        "noun": "הגשר הרכבת המכתב הגבול המפעל השוק",
        "verb": "ראה עזב סגר תיאר זכר",
        "adverb": "בשקט שוב אתמול לעתים",
        "tail": "לפני_שחר בגשם בלי_אזהרה",
    },
}
QUOTES: dict[str, Sequence[str]] = {
    "en": (
        "we {verb} the {adjective} {noun} {tail}",
        "they {adverb} {verb} {Count} people and the {noun} {tail}",
        "nobody in {City} {verb} the {noun}",
        "please come back",
        "{Name} {verb} my {noun} and my {adjective} {noun} {tail}",
        "we will not leave the {noun}",
    ),
    "ru": ("я {adverb} {verb} {noun} {tail}", "{Name} {verb} {Count} раз {noun}", "мы не уйдём"),
    "ar": ("{verb} {Name} {noun} {adverb} {tail}", "لن نغادر {noun}", "{verb} {Count} مرة {noun}"),
    "he": ("{Name} {verb} את {noun} {tail}", "לא נעזוב את {noun}", "הוא {adverb} {verb} {Count} פעמים את {noun}"),
}
FRAMES: dict[str, Sequence[str]] = {
    "en": (
        "“_ {quote} _, _” {Name} {Surname} told {Outlet} {tail} _.",
        "{Name} {Surname} _, who {verb} the {noun} in {City} _, said _: “_ {quote} _. _”",
        "The {noun} in {City} {adverb} {verb} the {adjective} {noun} {tail} _.",
        "According to {Outlet} _, {Count} people {verb} the {noun} on a {adjective} morning _.",
        "{Name} {Surname} {verb} {Count} trains _; the {noun} was {adjective} _, and nobody {verb} it {tail} _.",
        "“_ {quote} _! _” the child cried {tail} _, according to the translation of {Name} {Surname} _.",
        "He said _: “_ {quote} _. _”",
        "She {adverb} wept _.",
        "The {adjective} {noun} _, {Outlet} said _, {verb} “_ {quote} _” as its {noun} {tail} _.",
    ),
    "ru": ("«_ {quote} _» _, — сказал {Name} {tail} _.", "{Name} {verb} {Count} вагонов _, и {noun} {tail} _."),
    "ar": ("قال {Name} _: «_ {quote} _» {tail} _.", "{verb} {Name} {Count} حافلة {adverb} {tail} _."),
    "he": ("{Name} אמר _: „_ {quote} _” {tail} _.", "{Name} {verb} {Count} אוטובוסים {adverb} {tail} _."),
}
MARKS = (("“", "”", "«", "»", "„"), ('"', '"', '"', '"', '"'), ("«", "»", "“", "”", "«"))


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


class Author:
    """Writes random articles, and edits them at random, with all chances from one seed."""

    def __init__(self, chance: random.Random, *, dense: bool = False) -> None:
        self.chance = chance
        self.written: list[set[str]] = []
        self.paragraphs_of = (3, 12) if dense else (8, 24)

    def article(self) -> Article:
        """Return an article with repeated quotes, and with copies and lookalikes of some sentences."""
        said: list[tuple[str, str]] = []
        self.written.clear()
        article: Article = []
        for _ in range(self.chance.randint(*self.paragraphs_of)):
            article.append([self.sentence(said) for _ in range(self.chance.choice((1, 1, 2, 3, 4)))])
        for _ in range(self.chance.randint(0, 5)):
            twin = self.copy(self.chance.choice(self._all(article)), exact=self.chance.random() < 0.4)
            self._put(article, twin)
        return article

    def sentence(self, said: list[tuple[str, str]] | None = None) -> Sentence:
        """Return a sentence; its quote may be one of those `said` earlier, and is added to them."""
        language = self.chance.choices(("en", "ru", "ar", "he"), (75, 7, 10, 8))[0]
        frame = self.chance.choice(FRAMES[language])
        quote = self.filled(self.chance.choice(QUOTES[language]), language)
        earlier = [text for spoken, text in said or () if spoken == language]
        if earlier and self.chance.random() < 0.3:
            quote = self.chance.choice(earlier)
        if said is not None:
            said.append((language, quote))
        made = Sentence(self.atoms(self.filled(frame.replace("{quote}", quote), language)), language)
        self.written.append({atom.text for atom in made.atoms})
        return made

    def _fresh(self) -> Sentence:
        """Return a sentence that shares less than three quarters of its words with each one written in this article.

        Else a lookalike would come about by chance in the very place of the sentence that it replaces.
        """
        before = list(self.written)
        sentence = self.sentence()
        while any(4 * len(self.written[-1] & other) >= 3 * len(self.written[-1]) for other in before):
            self.written.pop()
            sentence = self.sentence()
        return sentence

    def filled(self, template: str, language: str) -> str:
        """Return `template` with its fields filled from the stock, each word marked with the name of its field."""
        for name, listed in STOCK[language].items():
            while "{" + name + "}" in template:
                choice = self.chance.choice(listed.split()).replace("_", " ")
                template = template.replace("{" + name + "}", " ".join(f"{name}~{word}" for word in choice.split()), 1)
        return template

    def atoms(self, marked: str) -> list[Atom]:
        """Return new atoms for a filled template."""
        made = []
        for part in marked.split():
            name, _, text = part.rpartition("~")
            made.append(Atom(text.strip("_"), name, not text.startswith("_"), not text.endswith("_")))
        return made

    def copy(self, sentence: Sentence, *, exact: bool) -> Sentence:
        """Return a copy whose atoms know their roots; not `exact`, it has one or two other names or numbers, if any."""
        weighty = [number for number, atom in enumerate(sentence.atoms) if atom.weighty]
        source = (sentence.source or sentence.number) if exact or not weighty else 0
        twin = Sentence([], sentence.language, root=sentence.root or sentence.number, source=source)
        for atom in sentence.atoms:
            twin.atoms.append(Atom(atom.text, atom.kind, atom.before, atom.after, root=atom.root or atom.number))
        if not exact:
            for number in self.chance.sample(weighty, min(len(weighty), self.chance.choice((1, 1, 2)))):
                twin.atoms[number] = self.another(twin.atoms[number], sentence.language)
        return twin

    def another(self, atom: Atom, language: str) -> Atom:
        """Return a new atom of the same kind and another text, or a word to put in where it has no kind."""
        name = atom.kind if atom.kind in STOCK[language] and atom.kind != "tail" else "adverb"
        choices = [word for word in STOCK[language][name].split() if word != atom.text]
        return Atom(self.chance.choice(choices), name, place_of=atom.number)

    def edit(self, article: Article, passages: Sequence[Sequence[int]]) -> str:
        """Make one edit and return its name."""
        names = list(EDITS)
        name = self.chance.choices(names, [EDITS[name][1] for name in names])[0]
        EDITS[name][0](self, article, passages)
        return name

    def _insert(self, article: Article, _: Sequence[Sequence[int]]) -> None:
        self._put(article, self._fresh())

    def _delete(self, article: Article, _: Sequence[Sequence[int]]) -> None:
        self._take(article, self.chance.choice(self._all(article)))

    def _replace(self, article: Article, _: Sequence[Sequence[int]]) -> None:
        block, number = self._find(article, self.chance.choice(self._all(article)))
        block[number] = self._fresh()

    def _swap(self, article: Article, _: Sequence[Sequence[int]]) -> None:
        every = self._all(article)
        one = self.chance.randrange(len(every))
        other = min(one + 1, len(every) - 1) if self.chance.random() < 0.5 else self.chance.randrange(len(every))
        (block, number), (target, place) = self._find(article, every[one]), self._find(article, every[other])
        if not _same(every[one], every[other]):
            block[number], target[place] = target[place], block[number]

    def _duplicate(self, article: Article, _: Sequence[Sequence[int]]) -> None:
        self._near_or_far(article, self.chance.choice(self._all(article)), exact=True)

    def _insert_lookalike(self, article: Article, _: Sequence[Sequence[int]]) -> None:
        self._near_or_far(article, self.chance.choice(self._all(article)), exact=False)

    def _delete_but_leave_lookalike(self, article: Article, _: Sequence[Sequence[int]]) -> None:
        every = self._all(article)
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
        self._change_word(article, self.chance.choice(self.chance.choice(self._all(article)).atoms).number)

    def _edit_name(self, article: Article, _: Sequence[Sequence[int]]) -> None:
        sentence = self.chance.choice(self._all(article))
        weighty = [number for number, atom in enumerate(sentence.atoms) if atom.weighty]
        if weighty:
            number = self.chance.choice(weighty)
            sentence.atoms[number] = self.another(sentence.atoms[number], sentence.language)

    def _quotation_marks(self, article: Article, _: Sequence[Sequence[int]]) -> None:
        table = dict(zip(MARKS[0], self.chance.choice(MARKS[1:]), strict=True))
        every = self._all(article)
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

    def _all(self, article: Article) -> list[Sentence]:
        every = [sentence for block in article for sentence in block]
        if not every:
            article[:] = [[self.sentence()]]
            return article[0]
        return every

    def _find(self, article: Article, wanted: Sentence) -> tuple[list[Sentence], int]:
        return next((block, at) for block in article for at, other in enumerate(block) if other is wanted)

    def _take(self, article: Article, sentence: Sentence) -> None:
        block, number = self._find(article, sentence)
        del block[number]
        article[:] = [block for block in article if block] or [[self.sentence()]]

    def _put(self, article: Article, sentence: Sentence) -> None:
        block = self.chance.choice(article)
        block.insert(self.chance.randint(0, len(block)), sentence)

    def _near_or_far(self, article: Article, sentence: Sentence, *, exact: bool) -> None:
        twin = self.copy(sentence, exact=exact)
        if self.chance.random() < 0.25:
            block, number = self._find(article, sentence)
            block.insert(number + self.chance.randint(0, 1), twin)
        else:
            self._put(article, twin)

    def _passage(self, article: Article, passages: Sequence[Sequence[int]]) -> list[int]:
        present = {atom.number for sentence in self._all(article) for atom in sentence.atoms}
        return [number for number in self.chance.choice(passages) if number in present]

    def _atom(self, article: Article, wanted: int) -> tuple[Sentence, int]:
        return next(
            (sentence, number)
            for sentence in self._all(article)
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


def passages_of(article: Article, chance: random.Random) -> list[list[int]]:
    """Return passages as atom numbers in a row: quotes with and without marks, sentences, runs of them, loose words."""
    found: list[list[int]] = []
    for block in article:
        for sentence in block:
            numbers = [atom.number for atom in sentence.atoms]
            marks = [at for at, atom in enumerate(sentence.atoms) if atom.text in "“”«»„"]
            if len(marks) == 2:
                inside = chance.random() < 0.5
                found.append(numbers[marks[0] + inside : marks[1] + 1 - inside])
            start = chance.randrange(len(numbers))
            found.append(numbers[start : start + chance.choice((1, 2, 3, 5, 8))])
            if chance.random() < 0.2:
                found.append(numbers)
        if len(block) > 1 and chance.random() < 0.3:
            found.append([atom.number for sentence in block[:2] for atom in sentence.atoms][chance.randint(0, 4) :])
    texts = {atom.number: atom.text for block in article for sentence in block for atom in sentence.atoms}
    found = [numbers for numbers in found if any(texts[number][0].isalnum() for number in numbers)]
    return chance.sample(found, min(len(found), 16))


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
        """Return whether `span` is where the passage's own atoms are."""
        return self.own is not None and _within(span, self.own)

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
        if _in_a_row([new.at[atom.number] for atom in atoms]):
            start, end = new.places[atoms[0].number][0], new.places[atoms[-1].number][1]
            yield start, start, end, end


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
    copies = [other for other in new.sentences if source in (other.number, other.source)]
    faithful = [other for other in copies if _same(other, home)] or copies
    for sentence in new.sentences:
        good = gone and faithful == [sentence]
        if _same(sentence, home) and len(sentence.atoms) == len(home.atoms):
            start = home.atoms.index(part[0])
            found: Sequence[Atom] = sentence.atoms[start : start + len(part)]
            good = good or _side_by_side(home, sentence, new)
            good = good or any(_share_slot(home, old, sentence, new, name, home.number) for name in (_number, _text))
        else:
            found = _copied(part, sentence)
            good = good or (sentence.number not in born and _share_slot(home, old, sentence, new, _number))
        if found and good:
            yield found


def _side_by_side(home: Sentence, sentence: Sentence, new: Rendered) -> bool:
    """Return whether both stand in one unbroken run of equal sentences: then nobody can tell which was which."""
    runs = (list(run) for _, run in groupby(new.sentences, key=_text))
    return any(sentence in run and any(other.number == home.number for other in run) for run in runs)


def _copied(part: Sequence[Atom], sentence: Sentence) -> Sequence[Atom]:
    """Return the stretch of `sentence` that was copied from `part`, with nothing lost and nothing weighty put in."""
    place = {(atom.root or atom.number, atom.text): at for at, atom in enumerate(sentence.atoms)}
    at = [place.get((atom.root or atom.number, atom.text), -1) for atom in part]
    if -1 in at or at != sorted(at) or at[-1] - at[0] >= 2 * len(part):
        return []
    put_in = (atom for number, atom in enumerate(sentence.atoms[at[0] : at[-1] + 1], at[0]) if number not in at)
    return [] if any(atom.weighty for atom in put_in) else sentence.atoms[at[0] : at[-1] + 1]


def _same(one: Sentence, other: Sentence) -> bool:
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


def _slot(sentence: Sentence, among: Sequence[Sentence], name: Name, both: set[object]) -> tuple[object, object]:
    at = next(number for number, other in enumerate(among) if other is sentence)
    before = (name(other) for other in reversed(among[:at]) if name(other) in both)
    after = (name(other) for other in among[at + 1 :] if name(other) in both)
    return next(before, None), next(after, None)


def _number(sentence: Sentence) -> object:
    return sentence.number


def _text(sentence: Sentence) -> object:
    """Return its words; punctuation does not count, since quotation marks may be changed everywhere."""
    return tuple(atom.text for atom in sentence.atoms if any(map(str.isalnum, atom.text)))


@dataclass
class Case:
    """One passage of one revision with what was found and what is true."""

    old: Rendered
    new: Rendered
    span: Span
    outcome: Outcome
    truth: Truth
    edits: Sequence[str]

    @property
    def silent_wrong(self) -> bool:
        """Return whether a place was given that is not right, or called unchanged with other words in it."""
        if self.outcome.status not in SILENT or self.outcome.span is None:
            return False
        same = self.outcome.span.within(self.new.text) == self.span.within(self.old.text)
        honest = same or self.outcome.status is not AnchorStatus.ANCHORED
        return not (honest and (self.truth.holds_own(self.outcome.span) or self.truth.holds_equal(self.outcome.span)))

    @property
    def by_equal_words(self) -> bool:
        """Return whether the place is right only because an equal copy stands where the passage stood."""
        silent = self.outcome.span if self.outcome.status in SILENT else None
        return silent is not None and not self.silent_wrong and not self.truth.holds_own(silent)


def cases(edits: int, seed: int, *, dense: bool = False) -> Iterator[Case]:
    """Yield the cases of random revisions until `edits` edits were made."""
    chance = random.Random(seed)
    author = Author(chance, dense=dense)
    while edits > 0:
        article = author.article()
        passages = passages_of(article, chance)
        changed = copy.deepcopy(article)
        number = min(edits, chance.choice((1, 1, 1, 2, 2, 3, 5, 8, 12)))
        names = [author.edit(changed, passages) for _ in range(number)]
        edits -= number
        old, new = render(article), render(changed)
        if canonical(old.text) != old.text or canonical(new.text) != new.text:
            raise RuntimeError("the benchmark wrote text that is not canonical")
        spans = [Span(old.places[numbers[0]][0], old.places[numbers[-1]][1]) for numbers in passages]
        for span, numbers, outcome in zip(spans, passages, carry(spans, old.text, new.text), strict=True):
            yield Case(old, new, span, outcome, truth(numbers, old, new), names)


def measure(edits: int, seed: int, *, dense: bool = False) -> dict[str, object]:
    """Return the figures of one run; shares are of all passages unless they say otherwise."""
    begun = time.perf_counter()
    made, survived, found, wrong, equal, total = Counter[str](), 0, 0, 0, 0, 0
    statuses = Counter[str]()
    last: Rendered | None = None
    for case in cases(edits, seed, dense=dense):
        made.update(case.edits if case.old is not last else ())
        last = case.old
        total += 1
        statuses[case.outcome.status] += 1
        wrong += case.silent_wrong
        equal += case.by_equal_words
        survived += case.truth.unchanged
        found += case.truth.unchanged and case.outcome.status in SILENT and not case.silent_wrong
    return {
        "edits": edits,
        "seed": seed,
        "silent_wrong": wrong,
        "anchored": round(found / max(survived, 1), 4),
        "passages": total,
        "survived_unchanged": survived,
        "right_by_equal_words": equal,
        "shares": {status: round(statuses[status] / max(total, 1), 4) for status in AnchorStatus},
        "by_edit": dict(sorted(made.items())),
        "seconds": round(time.perf_counter() - begun, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--edits", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dense", action="store_true", help="short articles, up to half of which is edited at once")
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    figures = measure(wanted.edits, wanted.seed, dense=wanted.dense)
    if wanted.json:
        print(json.dumps(figures, indent=2))
    else:
        print("\n".join(f"{name:>20}  {value}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
