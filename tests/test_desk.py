"""A short run of the desk's benchmark: nothing is lost while many write at once, nor when the server is killed."""

from pathlib import Path

from benchmarks.desk import measure
from benchmarks.desk_house import build
from benchmarks.desk_people import Acknowledged
from benchmarks.desk_proof import integrity, missing


def test_nothing_that_was_acknowledged_is_lost() -> None:
    result = measure(people=6, seconds=3, kills=2, pause=0.1)
    assert (result.lost, result.unexpected, result.integrity) == (0, 0, "ok")
    assert result.acknowledged > 10
    assert set(result.answers) <= {"GET 200", "POST 303", "POST 409"}


def test_a_write_that_is_not_there_is_missed(tmp_path: Path) -> None:
    house = build(tmp_path / "data", 1)
    there = Acknowledged("note", house.notes[0], "To decide.")
    gone = [
        Acknowledged("note", house.notes[0], "Other words."),
        Acknowledged("note", 10**6, "To decide."),
        Acknowledged("decision", house.notes[0], ""),
    ]
    assert missing(house.database, [there, *gone]) == gone
    assert integrity(house.database) == "ok"
