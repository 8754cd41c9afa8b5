import datetime
from pathlib import Path

from annotator.storage import Storage
from tests.conftest import TRANSLATOR
from tests.contents import nothing_saved, rows


def test_every_check_is_on_until_somebody_switches_it_off(storage: Storage) -> None:
    assert storage.check_switches.all() == {}
    storage.check_switches.switch("numbers", off=True)
    assert storage.check_switches.off() == {"numbers"}
    switch = storage.check_switches.all()["numbers"]
    assert (switch.code, switch.off, switch.author) == ("numbers", True, TRANSLATOR)
    assert datetime.datetime.now(datetime.UTC) - switch.at < datetime.timedelta(minutes=1)


def test_who_switched_it_last_is_named(storage: Storage) -> None:
    storage.check_switches.switch("numbers", off=True)
    storage.act_as("Owen Castell")
    storage.check_switches.switch("numbers", off=False)
    assert storage.check_switches.off() == frozenset()
    switch = storage.check_switches.all()["numbers"]
    assert (switch.off, switch.author) == (False, "Owen Castell")


def test_switching_twice_saves_once_and_names_the_first(storage: Storage, database: Path) -> None:
    with nothing_saved(database):
        storage.check_switches.switch("tone", off=False)
    storage.check_switches.switch("tone", off=True)
    storage.act_as("Owen Castell")
    with nothing_saved(database):
        storage.check_switches.switch("tone", off=True)
    assert storage.check_switches.all()["tone"].author == TRANSLATOR


def test_every_switching_stands_in_the_history(storage: Storage, database: Path) -> None:
    for off in (True, False, True):
        storage.check_switches.switch("tone", off=off)
    ((row_id,),) = rows(database, "select id from check_switch")
    events = storage.events.of("check_switch", row_id)
    assert [event.action for event in events] == ["create", "update", "update"]
    assert [event.changed["off"] for event in events] == [(None, 1), (1, 0), (0, 1)]
    assert {event.actor for event in events} == {TRANSLATOR}
