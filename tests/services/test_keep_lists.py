import datetime
from pathlib import Path

import pytest

from annotator.domain.articles import Article
from annotator.domain.decisions import Verdict
from annotator.errors import Conflict, InvalidInput, NotFound
from annotator.services.keep_lists import MAX_FILTERS, add_reason, edit_reason, keep_filter, set_deadline
from annotator.storage import Storage
from tests.contents import nothing_saved


def test_reasons_are_there_from_the_start_and_can_be_changed(storage: Storage) -> None:
    assert {reason.verdict for reason in storage.reasons.all()} == set(Verdict)
    added = add_reason(storage, " «Да»  is 🙏\r\n ", None)
    assert (added.text, added.verdict) == ("«Да» is 🙏", None)
    assert storage.reasons.all()[0] == added
    changed = edit_reason(storage, added.id, 1, "Otherwise.", Verdict.WRONG)
    assert storage.reasons.get(added.id) == changed
    with pytest.raises(Conflict):
        edit_reason(storage, added.id, 1, "Third.", None)
    event = storage.reasons.delete(added.id, 2)
    assert changed not in storage.reasons.all()
    storage.events.undo(event)
    assert storage.reasons.get(added.id).text == "Otherwise."


@pytest.mark.parametrize(("text", "words"), [(" \0 ", "is empty"), ("x" * 501, "500 is the most")])
def test_a_reason_without_words_or_as_long_as_a_page_is_refused(
    storage: Storage, database: Path, text: str, words: str
) -> None:
    with nothing_saved(database), pytest.raises(InvalidInput, match=words):
        add_reason(storage, text, None)
    with nothing_saved(database), pytest.raises(InvalidInput, match=words):
        edit_reason(storage, 1, 1, text, None)


def test_filters_belong_to_the_person_who_keeps_them(storage: Storage, database: Path) -> None:
    mine = keep_filter(storage, "  Russian\n سلام ", "language=ru")
    assert mine.name == "Russian سلام"
    assert keep_filter(storage, "Russian سلام", "language=uk").id == mine.id
    with Storage(database, "Owen") as owen:
        assert owen.saved_filters.all() == []
        with pytest.raises(NotFound, match="of yours"):
            owen.saved_filters.delete(mine.id)
    assert [saved.query for saved in storage.saved_filters.all()] == ["language=uk"]
    storage.saved_filters.delete(mine.id)
    assert storage.saved_filters.all() == []
    assert keep_filter(storage, "Russian سلام", "language=be").id != mine.id


def test_a_filter_needs_a_name_and_there_is_an_end_to_them(storage: Storage, database: Path) -> None:
    with nothing_saved(database), pytest.raises(InvalidInput, match="needs a name"):
        keep_filter(storage, " \n", "language=ru")
    with nothing_saved(database), pytest.raises(InvalidInput, match="shorten"):
        keep_filter(storage, "x" * 61, "language=ru")
    for number in range(MAX_FILTERS):
        keep_filter(storage, f"Filter {number}", "language=ru")
    with nothing_saved(database), pytest.raises(InvalidInput, match="delete one first"):
        keep_filter(storage, "One more", "language=ru")


def test_a_deadline_is_set_changed_and_taken_away(storage: Storage, database: Path, article: Article) -> None:
    set_deadline(storage, article.id, 1, datetime.date(2026, 4, 15))
    set_deadline(storage, article.id, 2, None)
    with nothing_saved(database), pytest.raises(Conflict):
        set_deadline(storage, article.id, 1, datetime.date(2026, 4, 16))
    with nothing_saved(database), pytest.raises(InvalidInput, match="cannot be meant"):
        set_deadline(storage, article.id, 3, datetime.date(1026, 4, 15))
