"""A prepared database with an article in many scripts, and a passage of it with its source."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from annotator.domain.articles import Article, ArticleDetails
from annotator.domain.notes import Note, NoteDetails, NoteSpan, NoteState, Side
from annotator.domain.passages import Passage, PassageDetails
from annotator.domain.renderings import Rendering
from annotator.domain.sources import Source, SourceDetails, SourceKind
from annotator.domain.spans import Span, occurrences, quote
from annotator.domain.text import canonical
from annotator.domain.typology import Typology
from annotator.services.load_typology import load_typology
from annotator.storage import Storage, prepare

settings.register_profile("annotator", deadline=None)  # how long an example takes says more of the machine than of us
settings.load_profile("annotator")

TRANSLATOR = "Daria Lindqvist"

TEXT = canonical(
    """Ferry returns 🚢🇺🇦 to Verbny

“We left no one behind,” the captain told a café full of people — 👩‍👩‍👧 among them.

The nurse said in Arabic «لم نسأل أحدًا من أين جاء» and went on.

“We left no one behind,” the captain said again, to Zoe\u0308 this time.
"""
)
SPOKEN = "Насколько мне известно, мы никого не оставили 🙏."


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A prepared file to copy: preparing one takes a fifth of a second."""
    path = tmp_path_factory.mktemp("prepared") / "annotator.db"
    prepare(path)
    return path


@pytest.fixture
def database(prepared: Path) -> Iterator[Path]:
    """A prepared, empty database of one test, in a folder of its own.

    In memory where the system has files there: opening and closing a database costs 35 ms on a disk and 4 ms so.
    """
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(shutil.copy(prepared, Path(folder) / "annotator.db"))


@pytest.fixture
def storage(database: Path) -> Iterator[Storage]:
    """The database, opened on behalf of a translator."""
    with Storage(database, TRANSLATOR) as opened:
        yield opened


@pytest.fixture(scope="session")
def typology() -> Typology:
    """The typology that ships."""
    return load_typology(Path("no such file"))


@pytest.fixture
def article(storage: Storage) -> Article:
    """An article with emoji, Arabic and a letter composed of two code points; it says one thing twice."""
    return storage.articles.add(ArticleDetails("Ferry returns", outlet="The Estuary Post"), TEXT)


@pytest.fixture
def passage(storage: Storage, article: Article) -> Passage:
    """The first of the two quotes, without a source."""
    span = occurrences("We left no one behind", article.text)[0]
    with storage.write():
        return storage.passages.add(
            article.id, article.version_id, article.text, span, PassageDetails(speaker="Sedykh")
        )


@pytest.fixture
def source(storage: Storage, passage: Passage) -> Source:
    """The original words of the passage, pasted."""
    details = SourceDetails(SPOKEN, "ru", url="https://example.org/talk")
    with storage.write():
        document = storage.sources.add_document(SourceKind.PASTED, details, article_id=passage.article_id)
        whole = Span(0, len(SPOKEN))
        storage.sources.attach(passage.id, document, whole, article_id=passage.article_id, position=0)
    return storage.sources.of_passage(passage.id)[0]


@pytest.fixture
def rendering(storage: Storage, passage: Passage, source: Source) -> Rendering:
    """A machine translation of the source."""
    text = "As far as I know, we left nobody."
    return storage.renderings.add(passage.id, source.quote.exact, text, "en", "engine:canned|version:1", -0.25)


@pytest.fixture
def note(storage: Storage, article: Article, passage: Passage, source: Source, rendering: Rendering) -> Note:
    """A discrepancy, marked in all three texts."""
    spans = [
        _note_span(Side.SOURCE, source.document.id, "Насколько мне известно", SPOKEN),
        _note_span(Side.REPORTER, passage.version_id, "We left", article.text),
        _note_span(Side.MACHINE, rendering.id, "As far as I know", rendering.text),
    ]
    details = NoteDetails("certainty", "major", "“As far as I know” is lost.")
    return storage.notes.add(passage.id, article.id, details, spans, origin="person", state=NoteState.OPEN)


def _note_span(side: Side, text_id: int, words: str, text: str) -> NoteSpan:
    span = occurrences(words, text)[0]
    return NoteSpan(side, text_id, span, quote(span, text))
