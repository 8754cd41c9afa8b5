import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.notes import Note
from annotator.errors import InvalidInput, StorageFailed
from annotator.services.back_up import back_up
from annotator.storage import Storage, prepare
from tests.contents import contents, names_in


def test_a_backup_holds_everything_and_can_be_opened_in_the_place_of_the_file(
    storage: Storage, database: Path, note: Note, tmp_path: Path
) -> None:
    target = tmp_path / "monday.db"
    back_up(database, target)
    assert contents(target) == contents(database)
    assert prepare(target) is None
    with Storage(target, "Owen Castell") as copy:
        assert copy.notes.get(note.id) == note
        copy.notes.delete(note.id, None)
    assert storage.notes.get(note.id) == note


def test_a_backup_taken_while_somebody_writes_holds_what_was_saved_before(
    storage: Storage, database: Path, note: Note, tmp_path: Path
) -> None:
    saved = contents(database)
    with closing(sqlite3.connect(database)) as other:
        other.execute("begin immediate")
        other.execute("update note set text = 'not yet saved'")
        back_up(database, tmp_path / "monday.db")
    assert contents(tmp_path / "monday.db") == saved


def test_a_backup_never_overwrites_a_file(database: Path, tmp_path: Path) -> None:
    target = tmp_path / "monday.db"
    target.write_text("precious")
    with pytest.raises(InvalidInput, match="exists already: name another file"):
        back_up(database, target)
    assert target.read_text() == "precious"


def test_a_folder_that_is_not_there_is_refused(database: Path, tmp_path: Path) -> None:
    with pytest.raises(StorageFailed, match=r"no such folder.*check folder, rights and disk"):
        back_up(database, tmp_path / "no such folder" / "monday.db")
    assert names_in(tmp_path) == []
