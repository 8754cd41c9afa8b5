"""Changes are told in plain words: sentences, names of fields, values, and texts compared word by word."""

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.events import Event
from annotator.domain.telling import Piece, PieceKind, compared, excerpt, fields, sentence, told
from annotator.domain.text import canonical
from annotator.domain.typology import Typology

K, R, A = PieceKind.KEPT, PieceKind.REMOVED, PieceKind.ADDED


def event(entity: str, before: dict[str, Any] | None, after: dict[str, Any] | None, action: str = "update") -> Event:
    at = datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)
    return Event(1, at, "Daria", action, entity, 1, 1, before, after)


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (event("note", None, {"text": "x", "state": "open"}), "wrote a note"),
        (event("note", None, {"text": "x", "state": "suspected"}), "was shown a suspected discrepancy"),
        (event("note", {"state": "suspected"}, {"state": "open"}), "accepted a suspicion"),
        (event("note", {"state": "suspected"}, {"state": "rejected"}), "rejected a suspicion"),
        (event("note", {"text": "x"}, {"text": "y"}), "changed a note"),
        (event("note", {"deleted_at": None}, {"deleted_at": "now"}), "deleted a note"),
        (event("note", {"deleted_at": "then"}, {"deleted_at": None}), "brought a note back"),
        (event("passage", None, {"status": "confirmed"}), "marked a passage"),
        (event("passage", {"status": "suggested"}, {"status": "confirmed"}), "accepted a suggested passage"),
        (event("passage", {"exact": "a", "span_start": 1}, {"exact": "b", "span_start": 2}), "moved a passage"),
        (event("decision", None, {"verdict": "wrong"}), "decided"),
        (event("sign_off", {"deleted_at": None}, {"deleted_at": "now"}), "took the sign-off back"),
        (event("article_version", None, {"number": 2}), "took in a new version of the text"),
        (event("some_thing", None, {}), "added a some thing"),
    ],
)
def test_what_was_done_is_a_few_words(one: Event, words: str) -> None:
    assert sentence(one) == words


def test_fields_have_names_and_values_in_plain_words(typology: Typology) -> None:
    before = {"category": "tone", "severity": "minor", "text": "She hedged.", "state": "open", "revision": 1}
    after = {**before, "category": "certainty", "severity": "major", "text": "She hedged twice.", "revision": 2}
    shown = {
        field.label: [(piece.kind, piece.text) for piece in field.pieces]
        for field in fields(event("note", before, after), typology)
    }
    assert shown["Category"] == [(R, "Tone or threat"), (A, "Certainty or hedge")]
    assert shown["Severity"] == [(R, "Minor"), (A, "Major")]
    assert [kind for kind, _ in shown["Text"]].count(A) == 1
    assert "".join(text for kind, text in shown["Text"] if kind is not R) == "She hedged twice."
    assert "Revision" not in shown


@pytest.mark.parametrize(
    ("entity", "name", "value", "words"),
    [
        ("passage", "kind", "direct-quote", "Direct quote"),
        ("passage", "source_language", "uk", "Ukrainian"),
        ("passage", "source_language", "tlh", "tlh"),
        ("passage", "status", "not in use any more", "not in use any more"),
        ("source_document", "kind", "subtitles", "Subtitles"),
        ("source_document", "relay", 1, "yes"),
        ("source_document", "published_on", "2025-04-05", "5 April 2025"),
        ("source_document", "cues", [{}] * 1200, "1,200"),
        ("decision", "verdict", "defensible", "Defensible choice"),
        ("note", "category", "tone", "Tone or threat"),
        ("note", "spans", [{"side": "source", "exact": "Да"}], "Original: “Да”"),
    ],
)
def test_values_are_words_and_never_codes(
    entity: str, name: str, value: object, words: str, typology: Typology
) -> None:
    field = told(entity, name, None, value, typology)
    assert field
    assert [piece.text for piece in field.pieces] == [words]


@pytest.mark.parametrize("name", ["id", "revision", "content_hash", "prefix", "span_start", "deleted_at", "confidence"])
def test_what_only_the_app_needs_is_not_told(name: str, typology: Typology) -> None:
    assert told("passage", name, 1, 2, typology) is None


def test_a_new_record_is_told_without_marks_and_without_what_goes_without_saying(typology: Typology) -> None:
    made = event("source_document", None, {"title": "Заява", "relay": 0, "back_translated": 1, "anchor": "anchored"})
    assert [(each.label, [piece.kind for piece in each.pieces]) for each in fields(made, typology)] == [
        ("Where it was said", [K]),
        ("Translated back from the English", [K]),
    ]


def test_the_excerpt_is_one_short_line() -> None:
    assert excerpt(event("note", None, {"text": "a\n\nb " + "x" * 200})) == "a b " + "x" * 116 + "…"
    assert excerpt(event("sign_off", None, {"remark": ""})) == ""


def test_long_stretches_that_were_kept_are_left_out() -> None:
    text = " ".join(f"word{number}" for number in range(300))
    pieces = compared(text, text.replace("word150", "other"))
    assert [piece.kind for piece in pieces].count(PieceKind.GAP) == 2
    assert Piece(R, "word150") in pieces
    assert Piece(A, "other") in pieces
    assert sum(len(piece.text) for piece in pieces) < 200


WORDS = st.lists(st.sampled_from(["мы", "left", "no", "one", "لا", "אין", "🙏", "—"]), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_the_pieces_hold_both_texts(old: str, new: str) -> None:
    old, new = canonical(old), canonical(new)
    pieces = compared(old, new)
    kept = {PieceKind.KEPT, PieceKind.MOVED}
    assert "".join(piece.text for piece in pieces if piece.kind in kept | {A}) == new
    assert len("".join(piece.text for piece in pieces if piece.kind in {K, R})) <= len(old)
    assert all(piece.text for piece in pieces)


def test_a_text_that_is_too_long_to_compare_is_cut_on_either_side() -> None:
    pieces = compared("a" * 300_000, "b" * 300_000)
    assert [piece.kind for piece in pieces] == [R, A]
    assert all(len(piece.text) < 2_000 and "300,000 characters" in piece.text for piece in pieces)
