"""Writes random articles."""

import random

from benchmarks.anchoring.articles import Article, Atom, Sentence
from benchmarks.anchoring.stock import FRAMES, QUOTES, STOCK


class Writer:
    """Writes articles with repeated quotes, copies and lookalikes, with all chances from one seed."""

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
            twin = self.copy(self.chance.choice(self.all_of(article)), exact=self.chance.random() < 0.4)
            self.put(article, twin)
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

    def fresh(self) -> Sentence:
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

    def all_of(self, article: Article) -> list[Sentence]:
        """Return the sentences of an article; one that lost all of them gets a new one."""
        every = [sentence for block in article for sentence in block]
        if not every:
            article[:] = [[self.sentence()]]
            return article[0]
        return every

    def put(self, article: Article, sentence: Sentence) -> None:
        """Put a sentence anywhere into an article."""
        block = self.chance.choice(article)
        block.insert(self.chance.randint(0, len(block)), sentence)
