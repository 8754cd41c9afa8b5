from annotator.domain.articles import Article
from annotator.domain.decisions import DecisionDetails, Verdict
from annotator.domain.notes import Note, NoteDetails
from annotator.domain.passages import Passage, PassageDetails
from annotator.domain.sources import SourceDetails
from annotator.domain.typology import Typology
from annotator.services.attach_source import attach_source
from annotator.services.decide import decide
from annotator.services.mark_passage import delete_passage, describe_passage
from annotator.services.read_history import History, Of, name_of, read_history
from annotator.services.undo import undo_change
from annotator.services.write_note import edit_note
from annotator.storage import Storage
from tests.conftest import TRANSLATOR


def _sentences(history: History) -> list[list[str]]:
    return [[entry.sentence for entry in change.entries] for change in history.changes]


def test_a_save_is_one_change_with_everything_it_touched(
    storage: Storage, typology: Typology, passage: Passage
) -> None:
    attach_source(storage, passage.id, None, SourceDetails("Мы никого не оставили.", "ru"))
    history = read_history(storage, typology, Of.PASSAGE, passage.id)
    assert _sentences(history) == [
        ["added original words", "attached original words", "changed a passage"],
        ["marked a passage"],
    ]
    assert [change.actor for change in history.changes] == [TRANSLATOR] * 2


def test_each_page_holds_what_belongs_to_its_record(storage: Storage, typology: Typology, note: Note) -> None:
    decide(storage, note.id, None, DecisionDetails(Verdict.WRONG))
    assert _sentences(read_history(storage, typology, Of.NOTE, note.id)) == [["decided"], ["wrote a note"]]
    assert _sentences(read_history(storage, typology, Of.PASSAGE, note.passage_id)) == [
        ["decided"],
        ["wrote a note"],
        ["added original words", "attached original words"],
        ["marked a passage"],
    ]
    assert len(read_history(storage, typology, Of.ARTICLE, note.article_id).changes) == 5
    assert len(read_history(storage, typology, Of.DOCUMENT, 1).changes) == 1


def test_what_was_undone_says_by_whom(storage: Storage, typology: Typology, note: Note) -> None:
    edit_note(storage, typology, note.id, 1, NoteDetails("tone", "minor", "Otherwise."), None)
    change = storage.changes.last_done(note.article_id, TRANSLATOR)
    assert change
    assert read_history(storage, typology, Of.NOTE, note.id).changes[0].can_undo
    undo_change(storage, change.id)
    undo, undone, made = read_history(storage, typology, Of.NOTE, note.id).changes
    assert (undo.kind, undo.of) == ("undo", change.at)
    assert (undone.undone_by, undone.can_undo) == (TRANSLATOR, False)
    assert made.undone_by == ""


def test_every_state_but_the_present_one_can_be_restored(
    storage: Storage, typology: Typology, passage: Passage
) -> None:
    describe_passage(storage, passage.id, 1, PassageDetails(speaker="Eide"))
    delete_passage(storage, passage.id, 2)
    deleted, changed, made = (
        change.entries[0] for change in read_history(storage, typology, Of.PASSAGE, passage.id).changes
    )
    assert (deleted.removed, deleted.revision) == (True, 3)
    assert (changed.revision, made.revision) == (3, 3)
    storage.events.restore(changed.event_id, 3)
    restored = read_history(storage, typology, Of.PASSAGE, passage.id).changes[0]
    assert (restored.kind, restored.entries[0].revision) == ("restore", None)


def test_a_history_has_pages(storage: Storage, typology: Typology, article: Article, passage: Passage) -> None:
    for revision in range(1, 45):
        describe_passage(storage, passage.id, revision, PassageDetails(speaker=f"Speaker {revision}"))
    pages = [read_history(storage, typology, Of.ARTICLE, article.id, number) for number in (1, 2, 3, 4)]
    assert [len(page.changes) for page in pages] == [20, 20, 6, 0]
    assert pages[0].page.pages == 3
    ids = [change.id for page in pages for change in page.changes]
    assert ids == sorted(ids, reverse=True)


def test_a_button_names_what_it_undoes(storage: Storage, note: Note) -> None:
    decide(storage, note.id, None, DecisionDetails(Verdict.WRONG))
    change = storage.changes.last_done(note.article_id, TRANSLATOR)
    assert change
    assert name_of(change) == "decided"
