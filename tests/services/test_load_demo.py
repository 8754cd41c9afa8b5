import tomllib
from pathlib import Path
from typing import Any

import pytest

from annotator import resources
from annotator.domain.articles import Article, ArticleDetails
from annotator.domain.decisions import DecisionDetails, Verdict
from annotator.domain.notes import Note, NoteState, Side
from annotator.domain.passages import Passage
from annotator.domain.sources import SourceDetails
from annotator.domain.text import canonical, word_count
from annotator.domain.typology import Typology
from annotator.errors import NotFound
from annotator.services.edit_article import delete_article
from annotator.services.load_demo import load_demo
from annotator.storage import Storage
from tests.contents import nothing_saved, rows

FOLDER = resources.folder("demo")
DEMO = tomllib.loads((FOLDER / "demo.toml").read_text(encoding="utf-8"))
DOCUMENTS = {entry["id"]: entry for entry in DEMO["documents"]}


@pytest.fixture
def demo(database: Path, typology: Typology) -> Article:
    return load_demo(database, typology)


@pytest.fixture
def pairs(storage: Storage, demo: Article) -> list[tuple[dict[str, Any], Passage]]:
    """Each passage of the file beside the one that is stored for it, which begins at the quote's place."""
    stored = {passage.text: passage for passage in storage.passages.of_version(demo.version_id)}
    return [(entry, stored[canonical(entry["quote"])]) for entry in DEMO["passages"]]


def _notes(pairs: list[tuple[dict[str, Any], Passage]], storage: Storage) -> list[tuple[dict[str, Any], Note]]:
    return [
        pair
        for entry, passage in pairs
        for pair in zip(entry.get("notes", []), storage.notes.of_passage(passage.id), strict=True)
    ]


def test_the_article_is_the_one_of_the_file(storage: Storage, demo: Article) -> None:
    given = DEMO["article"]
    assert storage.articles.get(demo.id) == demo
    assert demo.text == canonical((FOLDER / given["file"]).read_text(encoding="utf-8"))
    assert demo.details == ArticleDetails(
        given["title"], given["outlet"], given["byline"], given["language"], given["url"], given["published_on"]
    )
    assert 500 <= word_count(demo.text) <= 800


def test_each_passage_is_marked_and_described(pairs: list[tuple[dict[str, Any], Passage]], demo: Article) -> None:
    assert len({passage.id for _, passage in pairs}) == len(DEMO["passages"])
    for entry, passage in pairs:
        assert passage.span.within(demo.text) == canonical(entry["quote"])
        assert (passage.details.kind, passage.details.status) == (entry["kind"], "confirmed")
        assert (passage.details.speaker, passage.details.outlet) == (entry["speaker"], entry["outlet_quoted"])
        assert passage.details.source_language == entry["source_language"]
        assert passage.details.attribution == entry["attribution"]


def test_each_passage_has_its_source_in_its_document(
    storage: Storage, pairs: list[tuple[dict[str, Any], Passage]]
) -> None:
    for entry, passage in pairs:
        (source,) = storage.sources.of_passage(passage.id)
        document = DOCUMENTS[entry["document"]]
        assert source.quote.exact == canonical(entry["source"])
        assert source.span.within(source.document.details.text) == source.quote.exact
        assert source.document.details == SourceDetails(
            canonical(document["text"]),
            document["language"],
            document["title"],
            document["url"],
            document["date"],
            relay=document["relay"],
        )


def test_each_document_is_stored_once(database: Path, demo: Article) -> None:
    assert rows(database, "select count(*) from source_document") == [(len(DOCUMENTS),)]


def test_each_note_speaks_of_its_words_under_the_translators_name(
    storage: Storage, pairs: list[tuple[dict[str, Any], Passage]]
) -> None:
    notes = _notes(pairs, storage)
    assert notes
    for entry, note in notes:
        assert (note.details.category, note.details.severity) == (entry["category"], entry["severity"])
        assert note.details.text == canonical(entry["text"])
        marked = {span.side: span.quote.exact for span in note.spans}
        assert marked == {side: canonical(entry[side]) for side in Side if entry.get(side)}
        assert note.author == DEMO["people"]["translator"]


def test_each_decision_is_made_under_the_editors_name_and_all_else_waits(
    storage: Storage, pairs: list[tuple[dict[str, Any], Passage]]
) -> None:
    for entry, note in _notes(pairs, storage):
        decision, given = storage.decisions.of_note(note.id), entry.get("decision")
        assert note.state is (NoteState.DECIDED if given else NoteState.OPEN)
        assert (decision is None) == (given is None)
        if decision and given:
            expected = DecisionDetails(
                Verdict(given["verdict"]), canonical(given["wording"]), canonical(given["reason"])
            )
            assert (decision.details, decision.author) == (expected, DEMO["people"]["editor"])


def test_progress_counts_what_the_file_holds(storage: Storage, demo: Article) -> None:
    (line,) = storage.articles.progress()
    notes = [note for entry in DEMO["passages"] for note in entry.get("notes", [])]
    assert (line.passages, line.with_source, line.suggested) == (len(DEMO["passages"]), len(DEMO["passages"]), 0)
    assert (line.notes, line.decided) == (len(notes), sum("decision" in note for note in notes))


def test_a_demo_that_is_there_is_left_as_it_is(
    storage: Storage, database: Path, typology: Typology, demo: Article
) -> None:
    storage.notes.delete(1, None)
    with nothing_saved(database):
        assert load_demo(database, typology) == demo


def test_a_demo_that_was_deleted_comes_back(
    storage: Storage, database: Path, typology: Typology, demo: Article
) -> None:
    delete_article(storage, demo.id, demo.revision)
    with pytest.raises(NotFound):
        storage.articles.get(demo.id)
    assert load_demo(database, typology).id == demo.id
    assert storage.articles.get(demo.id).text == demo.text
