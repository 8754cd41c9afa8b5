import datetime

from annotator.domain.events import Event


def _event(before: dict[str, object] | None, after: dict[str, object] | None) -> Event:
    at = datetime.datetime(2025, 4, 15, tzinfo=datetime.UTC)
    return Event(1, at, "Daria", "update", "passage", 7, 1, before, after)


def test_only_fields_whose_value_differs_have_changed() -> None:
    event = _event({"speaker": "", "outlet": "Post"}, {"speaker": "Sedykh", "outlet": "Post"})
    assert event.changed == {"speaker": ("", "Sedykh")}


def test_the_bookkeeping_of_a_record_is_no_change() -> None:
    before = {"revision": 1, "created_at": "a", "updated_at": "a", "text": "x"}
    assert _event(before, {**before, "revision": 2, "updated_at": "b"}).changed == {}


def test_a_creation_changes_every_field_from_nothing() -> None:
    assert _event(None, {"speaker": "Sedykh", "revision": 1}).changed == {"speaker": (None, "Sedykh")}


def test_a_removal_changes_every_field_to_nothing() -> None:
    assert _event({"speaker": "Sedykh"}, None).changed == {"speaker": ("Sedykh", None)}


def test_a_deletion_shows_when_it_happened() -> None:
    event = _event({"deleted_at": None, "text": "x"}, {"deleted_at": "2025-04-15", "text": "x"})
    assert event.changed == {"deleted_at": (None, "2025-04-15")}
