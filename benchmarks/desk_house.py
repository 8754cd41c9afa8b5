"""A newsroom to work in: articles with passages and notes, and people who are signed in."""

import datetime
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.articles import ArticleDetails
from annotator.domain.notes import NoteDetails, NoteState
from annotator.domain.passages import PassageDetails
from annotator.domain.people import Role
from annotator.domain.spans import Span
from annotator.services.add_person import add_person
from annotator.services.sign_in import open_session
from annotator.storage import Storage, prepare

ARTICLES = 5
PARAGRAPHS = 40
PASSAGES = 60  # of each article
_WORDS = ("river", "ferry", "bridge", "mayor", "water", "night", "list", "people", "captain", "school", "morning")


@dataclass(frozen=True)
class Text:
    """An article to mark passages in: its id, its text, and the ids of the passages that it began with."""

    id: int
    text: str
    passages: Sequence[int]


@dataclass(frozen=True)
class House:
    """A prepared data folder: its articles, the notes that wait for a decision, and a cookie for each person."""

    data: Path
    texts: Sequence[Text]
    notes: Sequence[int]
    cookies: Sequence[str]

    @property
    def database(self) -> Path:
        """The one file that everybody works on."""
        return self.data / "annotator.db"


def build(data: Path, people: int, seed: int = 11) -> House:
    """Write a newsroom with so many people; the first of every three is an editor, the very first an admin."""
    database, dice = data / "annotator.db", random.Random(seed)
    prepare(database)
    with Storage(database, "benchmark") as storage:
        cookies = [_person(storage, number) for number in range(people)]
        texts, notes = [], []
        for number in range(ARTICLES):
            with storage.write():
                text, written = _article(storage, dice, number)
            texts.append(text)
            notes += written
    return House(data, texts, notes, cookies)


def words_of(dice: random.Random, text: str) -> Span:
    """Return a few words somewhere in a text, in one paragraph."""
    start = dice.randrange(len(text) - 200)
    start = text.index(" ", start) + 1
    end = min(text.find("\n", start) if "\n" in text[start : start + 120] else start + 120, len(text))
    cut = text[start:end].split(" ")[: dice.randint(2, 9)]
    held = " ".join(cut).strip()
    return Span(start, start + len(held)) if held else Span(0, 4)


def _person(storage: Storage, number: int) -> str:
    role = Role.ADMIN if number == 0 else Role.EDITOR if number % 3 == 0 else Role.TRANSLATOR
    person = add_person(storage, f"person {number:02d}", role)
    return open_session(storage, person, "127.0.0.1", "benchmark", datetime.datetime.now(datetime.UTC))


def _article(storage: Storage, dice: random.Random, number: int) -> tuple[Text, list[int]]:
    paragraphs = [" ".join(dice.choices(_WORDS, k=60)).capitalize() + "." for _ in range(PARAGRAPHS)]
    text = "\n\n".join([f"Article {number}", *paragraphs])
    article = storage.articles.add(ArticleDetails(f"Article {number}"), text)
    places = {words_of(dice, text) for _ in range(PASSAGES)}
    passages = [
        storage.passages.add(article.id, article.version_id, text, place, PassageDetails()).id
        for place in sorted(places)
    ]
    notes = [
        storage.notes.add(
            passage, article.id, NoteDetails("tone", "major", "To decide."), [], origin="person", state=NoteState.OPEN
        ).id
        for passage in passages
    ]
    return Text(article.id, text, passages), notes
