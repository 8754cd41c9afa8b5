import tomllib
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.suggestions import parse_cues, suggest
from annotator.errors import InvalidInput, NotFound, UnreadableFile
from annotator.exchange.cue_lists import available, cue_list, read_cue_list
from annotator.resources import folder

ENGLISH = folder("data") / "cues" / "en.toml"


@pytest.fixture(scope="module")
def table() -> dict[str, Any]:
    return tomllib.loads(ENGLISH.read_text(encoding="utf-8"))


def test_english_is_available_and_read_once() -> None:
    assert "en" in available()
    assert cue_list("en") is cue_list("en")


def test_a_language_without_a_cue_list_is_refused() -> None:
    with pytest.raises(NotFound, match="mark them by hand"):
        cue_list("../en")


def test_a_file_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "xx.toml"
    broken.write_text("speech = [", encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"xx\.toml"):
        read_cue_list(broken)


def test_a_list_without_a_table_names_the_table(table: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput, match="places"):
        parse_cues({name: value for name, value in table.items() if name != "places"})


def test_a_broken_pattern_is_refused(table: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput, match="restore"):
        parse_cues({**table, "explicit": {**table["explicit"], "translation": ["("]}})


def test_no_phrase_stands_twice_in_one_list(table: dict[str, Any]) -> None:
    lists = [*table["media"]["outlets"].items(), *table["given_names"].items(), *table["institutions"].items()]
    lists += [(name, place.get("cities", [])) for name, place in table["places"].items()]
    lists += [("verbs", table["speech"]["verbs"])]
    twice = {name: sorted({item for item in listed if listed.count(item) > 1}) for name, listed in lists}
    assert {name: items for name, items in twice.items() if items} == {}


def test_each_language_of_a_place_or_outlet_has_a_name(table: dict[str, Any]) -> None:
    used = {language for place in table["places"].values() for language in place["languages"]}
    used |= (
        set(table["media"]["outlets"]) | set(table["institutions"]) | set(table["given_names"]) | set(table["leaders"])
    )
    assert used - set(table["languages"]) == set()


def test_every_language_name_is_understood_after_in(table: dict[str, Any]) -> None:
    cues = cue_list("en")
    for code, names in table["languages"].items():
        for name in names if code != "en" else []:
            (found,) = suggest(f"“The road is closed,” the guard said in {name}.", cues)
            assert (name, found.source_language) == (name, code)


def test_every_outlet_of_another_language_is_a_cue_for_it(table: dict[str, Any]) -> None:
    cues, wrong = cue_list("en"), []
    for code, outlets in table["media"]["outlets"].items():
        for outlet in outlets if code != "en" else []:
            found = suggest(f"“The road is closed,” she told {outlet}.", cues)
            wrong += [(code, outlet)] if [item.source_language for item in found] != [code] else []
    assert wrong == []


def test_every_people_gives_the_first_language_of_its_place(table: dict[str, Any]) -> None:
    cues, wrong = cue_list("en"), []
    for place in table["places"].values():
        for people in place.get("people", []):
            found = suggest(f"“The road is closed,” the {people} minister said.", cues)
            expected = [place["languages"][0]] if place["languages"][0] != "en" else []
            wrong += [people] if [item.source_language for item in found] != expected else []
    assert wrong == []
