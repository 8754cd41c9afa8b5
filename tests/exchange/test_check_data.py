"""The cue data that ships with the app, and broken copies of it."""

from pathlib import Path

import pytest

from annotator.domain.checks import parse_cues
from annotator.errors import InvalidSetting, UnreadableFile
from annotator.exchange.check_data import available, check_data, read_check_data


def test_every_language_of_the_checks_has_its_file() -> None:
    assert available() == ["ar", "de", "en", "es", "fr", "ru", "uk", "zh"]
    assert [check_data(code).language for code in available()] == available()


@pytest.mark.parametrize("table", ["months", "weekdays", "units", "currencies", "directions", "titles", "kin"])
def test_closed_classes_have_codes_that_english_has_too(table: str) -> None:
    english = set(check_data("en").tables[table])
    for language in available():
        assert set(check_data(language).tables.get(table, {})) <= english


def test_a_language_without_a_file_has_no_cues() -> None:
    assert check_data("he").tables == {}


def test_of_overlapping_cues_the_longest_is_found() -> None:
    assert [cue.code for cue in check_data("en").find("the prime minister", "titles")] == ["prime_minister"]


def test_arabic_cues_are_found_with_the_particles_written_together_with_them() -> None:
    assert [cue.code for cue in check_data("ar").find("وبالرئيس", "titles")] == ["president"]


def test_apostrophes_and_yo_do_not_count() -> None:
    assert check_data("en").find("I don’t", "negation")
    assert check_data("ru").find("придётся", "certainty")


def test_opposites_hold_in_both_directions() -> None:
    opposites = check_data("en").opposites
    assert "small" in opposites["large"]
    assert "large" in opposites["small"]


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ({}, "must name its language"),
        ({"language": "ru", "negatoin": {}}, "no table “negatoin”"),
        ({"language": "ru", "negation": {"word": "не"}}, "negation.word"),
        ({"language": "en", "opposites": {"pairs": ["large small"]}}, "needs a colon"),
    ],
)
def test_a_table_that_is_wrong_is_named(content: dict[str, object], named: str) -> None:
    with pytest.raises(InvalidSetting, match=named):
        parse_cues(content)


def test_a_file_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "ru.toml"
    broken.write_text("language = ", encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"ru\.toml"):
        read_check_data(broken)
