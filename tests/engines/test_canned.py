import json
import time
from pathlib import Path

import pytest

from annotator.engines.canned import CannedEngine, read
from annotator.errors import EngineFailed, UnreadableFile, UnsupportedText

ANSWERS = {("ru", "en"): {"До свидания.": ["Goodbye.", "Farewell."]}}


def test_it_answers_what_it_was_told_and_counts_its_calls() -> None:
    engine = CannedEngine(ANSWERS)
    found = engine.translate(["До свидания."], "ru", "en", 5)
    assert [hypothesis.text for hypothesis in found[0]] == ["Goodbye.", "Farewell."]
    assert engine.calls == 1


def test_other_answers_have_another_signature() -> None:
    other = CannedEngine({("ru", "en"): {"До свидания.": ["Bye."]}})
    assert CannedEngine(ANSWERS).signature("ru", "en") != other.signature("ru", "en")
    assert CannedEngine(ANSWERS).signature("ru", "en") == CannedEngine(dict(ANSWERS)).signature("ru", "en")


def test_a_text_without_an_answer_is_refused_or_echoed() -> None:
    with pytest.raises(UnsupportedText, match=r"has no answer for “Да\.”"):
        CannedEngine(ANSWERS).translate(["Да."], "ru", "en")
    assert CannedEngine(ANSWERS, echo=True).translate(["Да."], "ru", "en")[0][0].text == "«Да.»"


def test_it_can_fail_and_be_slow() -> None:
    with pytest.raises(EngineFailed, match="The machine is on fire"):
        CannedEngine(ANSWERS, failure="The machine is on fire.").translate(["До свидания."], "ru", "en")
    started = time.monotonic()
    CannedEngine(ANSWERS, seconds=0.05).score(["До свидания."], ["Bye."], "ru", "en")
    assert time.monotonic() - started >= 0.05


def test_words_of_its_answers_are_probable_and_others_are_not() -> None:
    (scoring,) = CannedEngine(ANSWERS).score(["До свидания."], ["Goodbye, fool."], "ru", "en")
    assert [token.log_probability > -1 for token in scoring.tokens] == [True, False, False, True]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("answers.json", json.dumps({"ru-en": {"До свидания.": ["Goodbye.", "Farewell."]}})),
        ("answers.toml", '[ru-en]\n"До свидания." = ["Goodbye.", "Farewell."]\n'),
    ],
)
def test_answers_are_read_from_a_file(tmp_path: Path, name: str, written: str) -> None:
    (tmp_path / name).write_text(written, encoding="utf-8")
    engine = read(tmp_path / name, name="demo")
    assert engine.signature("ru", "en").revision == CannedEngine(ANSWERS).signature("ru", "en").revision
    assert engine.name == "demo"


@pytest.mark.parametrize("written", ["", "{", "[]", '{"ru-en": 5}', '{"ru-en": {"a": []}}', '{"ru-en": {"a": [5]}}'])
def test_a_file_of_another_form_is_refused(tmp_path: Path, written: str) -> None:
    path = tmp_path / "answers.json"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(UnreadableFile, match="mend the file"):
        read(path)
    with pytest.raises(UnreadableFile, match="none"):
        read(tmp_path / "none.json")
