import dataclasses
from pathlib import Path

import pytest

from annotator.domain.articles import Article
from annotator.domain.notes import Note, NoteDetails, NoteState, Side
from annotator.domain.passages import Passage
from annotator.domain.renderings import Rendering
from annotator.domain.sources import Source
from annotator.domain.spans import Span, occurrences
from annotator.domain.typology import Typology
from annotator.errors import Conflict, InvalidInput, InvalidSpan, NotFound
from annotator.services.write_note import MarkedWords, delete_note, edit_note, find_words, write_note
from annotator.storage import Storage
from tests.conftest import SPOKEN, TRANSLATOR
from tests.contents import nothing_saved

DETAILS = NoteDetails("certainty", "major", " “As far as I know”\r\nis lost. ")


@pytest.fixture
def marked(article: Article, passage: Passage, source: Source, rendering: Rendering) -> list[MarkedWords]:
    """Words on all three sides, with white space around them, as somebody marks who is in a hurry."""
    left = occurrences("left ", article.text)[0]
    known = occurrences(" известно", SPOKEN)[0]
    return [
        MarkedWords(Side.MACHINE, rendering.id, occurrences(" I know", rendering.text)[0]),
        MarkedWords(Side.REPORTER, passage.version_id, left),
        MarkedWords(Side.SOURCE, source.document.id, known),
    ]


def test_a_note_speaks_of_exactly_the_marked_words(
    storage: Storage, typology: Typology, passage: Passage, marked: list[MarkedWords]
) -> None:
    note = write_note(storage, typology, passage.id, DETAILS, marked)
    assert storage.notes.get(note.id) == note
    assert [(span.side, span.quote.exact) for span in note.spans] == [
        (Side.SOURCE, "известно"),
        (Side.REPORTER, "left"),
        (Side.MACHINE, "I know"),
    ]
    assert note.details == NoteDetails("certainty", "major", "“As far as I know”\nis lost.")
    assert (note.state, note.origin, note.author) == (NoteState.OPEN, "person", TRANSLATOR)


def test_a_note_may_speak_of_the_whole_passage(storage: Storage, typology: Typology, passage: Passage) -> None:
    assert write_note(storage, typology, passage.id, DETAILS, []).spans == []


def test_words_marked_twice_are_kept_once(
    storage: Storage, typology: Typology, passage: Passage, marked: list[MarkedWords]
) -> None:
    again = dataclasses.replace(marked[1], span=Span(marked[1].span.start, marked[1].span.end - 1))
    note = write_note(storage, typology, passage.id, DETAILS, [marked[1], marked[1], again])
    assert [span.quote.exact for span in note.spans] == ["left"]


def test_a_discrepancy_needs_no_text_and_a_remark_needs_one(
    storage: Storage, database: Path, typology: Typology, passage: Passage
) -> None:
    assert write_note(storage, typology, passage.id, NoteDetails("number", "minor"), []).is_discrepancy
    assert not write_note(
        storage, typology, passage.id, NoteDetails("none", "neutral", "Well done."), []
    ).is_discrepancy
    with nothing_saved(database), pytest.raises(InvalidInput, match="The note is empty"):
        write_note(storage, typology, passage.id, NoteDetails("none", "neutral", " \n"), [])


@pytest.mark.parametrize(
    ("details", "said"),
    [
        (NoteDetails("nonsense", "major", "x"), "“nonsense” is not a category"),
        (NoteDetails("number", "terrible", "x"), "“terrible” is not a severity"),
        (NoteDetails("number", "major", "x" * 10_001), "has 10,001 characters"),
    ],
)
def test_details_that_cannot_be_used_are_refused(
    storage: Storage, database: Path, typology: Typology, note: Note, details: NoteDetails, said: str
) -> None:
    with nothing_saved(database), pytest.raises(InvalidInput, match=said):
        write_note(storage, typology, note.passage_id, details, [])
    with nothing_saved(database), pytest.raises(InvalidInput, match=said):
        edit_note(storage, typology, note.id, note.revision, details, None)


@pytest.mark.parametrize(
    ("side", "text_id", "span"),
    [
        (Side.REPORTER, 1, Span(0, 5)),
        (Side.REPORTER, 1, Span(28, 35)),
        (Side.REPORTER, 1, Span(45, 60)),
        (Side.REPORTER, 1, Span(9_000, 9_001)),
        (Side.REPORTER, 99, Span(30, 35)),
        (Side.SOURCE, 1, Span(40, 400)),
        (Side.SOURCE, 2, Span(0, 5)),
        (Side.MACHINE, 1, Span(0, 400)),
        (Side.MACHINE, 7, Span(0, 5)),
    ],
)
def test_words_outside_the_passage_are_refused(
    storage: Storage, database: Path, typology: Typology, note: Note, side: Side, text_id: int, span: Span
) -> None:
    marked = [MarkedWords(side, text_id, span)]
    with nothing_saved(database), pytest.raises(InvalidSpan, match=f"{side.label.lower()}’s text lie outside this"):
        write_note(storage, typology, note.passage_id, DETAILS, marked)
    with nothing_saved(database), pytest.raises(InvalidSpan):
        edit_note(storage, typology, note.id, note.revision, DETAILS, marked)


def test_white_space_alone_is_no_words(
    storage: Storage, database: Path, typology: Typology, note: Note, passage: Passage
) -> None:
    blank = occurrences(" no", passage.text)[0].start + passage.span.start
    marked = [MarkedWords(Side.REPORTER, passage.version_id, Span(blank, blank + 1))]
    with nothing_saved(database), pytest.raises(InvalidSpan, match="Only white space"):
        write_note(storage, typology, passage.id, DETAILS, marked)


def test_the_machines_words_cannot_be_marked_before_there_are_any(
    storage: Storage, database: Path, typology: Typology, passage: Passage
) -> None:
    for side in (Side.MACHINE, Side.SOURCE):
        with nothing_saved(database), pytest.raises(InvalidSpan):
            write_note(storage, typology, passage.id, DETAILS, [MarkedWords(side, 1, Span(0, 2))])


def test_an_unknown_or_deleted_passage_or_note_is_not_found(
    storage: Storage, database: Path, typology: Typology, note: Note
) -> None:
    for unknown in (99, 10**30):
        with nothing_saved(database):
            with pytest.raises(NotFound):
                write_note(storage, typology, unknown, DETAILS, [])
            with pytest.raises(NotFound):
                edit_note(storage, typology, unknown, 1, DETAILS, None)
            with pytest.raises(NotFound):
                delete_note(storage, unknown, 1)
    storage.passages.delete(note.passage_id, None)
    with nothing_saved(database):
        with pytest.raises(NotFound):
            write_note(storage, typology, note.passage_id, DETAILS, [])
        with pytest.raises(NotFound):
            edit_note(storage, typology, note.id, 1, DETAILS, None)
        with pytest.raises(NotFound):
            delete_note(storage, note.id, 1)


def test_an_edited_note_keeps_its_words_unless_others_are_marked(
    storage: Storage, typology: Typology, note: Note, passage: Passage
) -> None:
    changed = NoteDetails("tone", "minor", "Otherwise.")
    edited = edit_note(storage, typology, note.id, 1, changed, None)
    assert edited == dataclasses.replace(note, details=changed, revision=2)
    marked = [MarkedWords(Side.REPORTER, passage.version_id, passage.span)]
    assert [span.quote.exact for span in edit_note(storage, typology, note.id, 2, changed, marked).spans] == [
        "We left no one behind"
    ]
    assert edit_note(storage, typology, note.id, 3, changed, []).spans == []


def test_the_same_words_marked_again_in_another_order_change_nothing(
    storage: Storage, database: Path, typology: Typology, note: Note
) -> None:
    marked = [MarkedWords(span.side, span.text_id, span.span) for span in note.spans]
    for order in (marked, marked[::-1], marked[1:] + marked[:1]):
        with nothing_saved(database):
            assert edit_note(storage, typology, note.id, 1, note.details, order) == note


def test_a_stale_edit_or_deletion_changes_nothing(
    storage: Storage, database: Path, typology: Typology, note: Note
) -> None:
    edit_note(storage, typology, note.id, 1, NoteDetails("tone", "minor", "Theirs."), None)
    with nothing_saved(database), pytest.raises(Conflict) as stale:
        edit_note(storage, typology, note.id, 1, NoteDetails("tone", "minor", "Mine."), [])
    assert (stale.value.current["text"], stale.value.submitted["text"]) == ("Theirs.", "Mine.")
    with nothing_saved(database), pytest.raises(Conflict, match="look at it again before you delete it"):
        delete_note(storage, note.id, 1)


def test_a_deleted_note_comes_back_with_its_words(storage: Storage, note: Note) -> None:
    storage.events.undo(delete_note(storage, note.id, note.revision))
    assert storage.notes.get(note.id) == dataclasses.replace(note, revision=3)


def test_words_are_found_by_writing_them_down(
    storage: Storage, passage: Passage, source: Source, rendering: Rendering, article: Article
) -> None:
    written = {Side.SOURCE: " мне  известно", Side.REPORTER: "no one", Side.MACHINE: "I know"}
    found = find_words(storage, passage.id, written)
    texts = {Side.SOURCE: SPOKEN, Side.REPORTER: article.text, Side.MACHINE: rendering.text}
    assert {words.side: words.span.within(texts[words.side]) for words in found} == {
        Side.SOURCE: "мне известно",
        Side.REPORTER: "no one",
        Side.MACHINE: "I know",
    }
    assert [words.text_id for words in found] == [source.document.id, article.version_id, rendering.id]


def test_sides_left_blank_are_left_out(storage: Storage, passage: Passage) -> None:
    assert find_words(storage, passage.id, {Side.SOURCE: "", Side.REPORTER: " \n", Side.MACHINE: ""}) == []


@pytest.mark.parametrize(
    ("side", "words", "said"),
    [
        (Side.REPORTER, "Ferry returns", "does not occur in the reporter’s words"),
        (Side.REPORTER, "one behind,”", "does not occur"),
        (Side.REPORTER, "o", "occurs 2 times: add a word"),
        (Side.SOURCE, "оставила", "does not occur in the original’s words"),
        (Side.MACHINE, "I", "does not occur in the machine’s words"),
    ],
)
def test_words_that_cannot_be_told_are_refused(
    storage: Storage, passage: Passage, source: Source, side: Side, words: str, said: str
) -> None:
    with pytest.raises(InvalidInput, match=said):
        find_words(storage, passage.id, {side: words})


def test_of_two_machine_translations_the_newer_is_meant(
    storage: Storage, passage: Passage, rendering: Rendering
) -> None:
    newer = storage.renderings.add(passage.id, SPOKEN, "For all I know.", "en", "another engine", None)
    (found,) = find_words(storage, passage.id, {Side.MACHINE: "I know"})
    assert (found.text_id, found.span) == (newer.id, Span(8, 14))
