"""Which held-out files a model is judged on, and which way round they are read."""

import json
from pathlib import Path

import pytest

pytest.importorskip("ctranslate2")
pytest.importorskip("sacrebleu")

from training import evaluate


def _write(folder: Path, name: str) -> Path:
    row = {"source": "«Ну отлично!»", "reference": "“Oh, great!”"}
    (folder / name).write_text(json.dumps(row) + "\n", encoding="utf-8")
    return folder / name


def test_a_file_of_the_pair_is_read_as_it_is(tmp_path: Path) -> None:
    held = [_write(tmp_path, name) for name in ("translation.a.ru-en.jsonl", "translation.a.de-en.jsonl")]
    (test,) = evaluate.tests(held, [("ru", "en")])
    assert (test.name, test.turned) == ("translation.a.ru-en", False)
    assert test.rows() == [("«Ну отлично!»", "“Oh, great!”")]


def test_a_file_of_the_pair_turned_round_is_read_turned_round_with_straight_marks_in_english(tmp_path: Path) -> None:
    held = [_write(tmp_path, name) for name in ("translation.a.ru-en.jsonl", "alignment.a.ru-en.jsonl")]
    (test,) = evaluate.tests(held, [("en", "ru")])
    assert (test.name, test.turned) == ("translation.a.en-ru", True)
    assert test.rows() == [('"Oh, great!"', "«Ну отлично!»")]


def test_where_there_are_both_the_proper_file_is_taken(tmp_path: Path) -> None:
    held = [_write(tmp_path, f"translation.{name}.jsonl") for name in ("a.en-ru", "a.ru-en", "b.ru-en")]
    for given in (held, held[::-1]):
        found = evaluate.tests(given, [("en", "ru")])
        assert [(test.name, test.turned) for test in found] == [
            ("translation.a.en-ru", False),
            ("translation.b.en-ru", True),
        ]
