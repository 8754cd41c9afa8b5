import copy
from typing import Any

import pytest

from annotator.domain.notes import NO_DISCREPANCY
from annotator.domain.typology import REMARK, Category, Severity, Typology, parse
from annotator.errors import InvalidInput, InvalidSetting

GIVEN: dict[str, Any] = {
    "groups": [{"code": "facts", "name": "Facts"}, {"code": "form", "name": "Form"}],
    "categories": [
        {"code": "number", "name": "Number", "group": "facts", "description": "Not that figure.", "example": "5 for 6"},
        {"code": "style", "name": "Style", "group": "form", "description": "Reads badly."},
        {"code": "name", "name": "Name", "group": "facts", "description": "Not that person."},
    ],
    "severities": [
        {"code": "minor", "name": "Minor", "weight": 1, "description": "Small."},
        {"code": "major", "name": "Major", "weight": 5, "description": "Large."},
    ],
}


def _given(changes: dict[str, Any]) -> dict[str, Any]:
    return {**copy.deepcopy(GIVEN), **changes}


@pytest.fixture
def parsed() -> Typology:
    return parse(GIVEN)


def test_the_built_in_remark_comes_before_the_newsrooms_categories(parsed: Typology) -> None:
    assert [category.code for category in parsed.categories] == [NO_DISCREPANCY, "number", "style", "name"]
    assert parsed.categories[0] is REMARK


def test_a_category_stands_under_the_name_of_its_group(parsed: Typology) -> None:
    assert parsed.category("number") == Category("number", "Number", "Facts", "Not that figure.", "5 for 6")
    assert parsed.category("style") == Category("style", "Style", "Form", "Reads badly.", "")


def test_a_severity_has_its_weight(parsed: Typology) -> None:
    assert parsed.severity("major") == Severity("major", "Major", 5, "Large.")


def test_groups_and_their_categories_keep_the_newsrooms_order(parsed: Typology) -> None:
    grouped = {group: [category.code for category in held] for group, held in parsed.grouped().items()}
    assert list(grouped.items()) == [("Remark", ["none"]), ("Facts", ["number", "name"]), ("Form", ["style"])]


def test_a_code_that_is_no_longer_in_use_still_has_a_name(parsed: Typology) -> None:
    assert parsed.category("tone") == Category("tone", "Tone", "No longer in use", "")
    assert parsed.severity("grave") == Severity("grave", "Grave", 0, "")


def test_codes_in_use_pass_the_check(parsed: Typology) -> None:
    parsed.check("number", "major")
    parsed.check(NO_DISCREPANCY, "minor")


@pytest.mark.parametrize(
    ("category", "severity", "said"),
    [
        ("tone", "major", "“tone” is not a category"),
        ("number", "grave", "“grave” is not a severity"),
        ("", "major", "“” is not a category"),
        ("Number", "major", "“Number” is not a category"),
    ],
)
def test_codes_that_are_not_in_use_are_refused(parsed: Typology, category: str, severity: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        parsed.check(category, severity)


@pytest.mark.parametrize("part", ["groups", "categories", "severities"])
def test_a_file_without_one_of_its_parts_is_refused_by_the_name_of_the_part(part: str) -> None:
    with pytest.raises(InvalidSetting, match=f"'{part}'"):
        parse({name: value for name, value in GIVEN.items() if name != part})


@pytest.mark.parametrize(
    "changes",
    [
        {"categories": [{"code": "x", "name": "X", "group": "no such group", "description": ""}]},
        {"categories": [{"code": "x", "group": "facts", "description": ""}]},
        {"categories": "number"},
        {"groups": {"facts": "Facts"}},
        {"severities": [{"code": "x", "name": "X", "weight": "heavy", "description": ""}]},
        {"severities": 5},
        {"severities": [{"code": "x", "name": "X", "weight": None, "description": ""}]},
    ],
)
def test_a_file_that_is_laid_out_otherwise_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidSetting, match="compare it with the one shipped"):
        parse(_given(changes))


def test_a_code_used_twice_is_refused() -> None:
    severities = [*GIVEN["severities"], GIVEN["severities"][0]]
    with pytest.raises(InvalidSetting, match="“minor” twice"):
        parse(_given({"severities": severities}))
    with pytest.raises(InvalidSetting, match="“style” twice"):
        parse(_given({"categories": [*GIVEN["categories"], GIVEN["categories"][1]]}))


def test_the_code_of_the_built_in_remark_is_refused() -> None:
    own = {"code": "none", "name": "Nothing", "group": "facts", "description": ""}
    with pytest.raises(InvalidSetting, match="“none” twice, or it is built in"):
        parse(_given({"categories": [own]}))


def test_the_typology_that_ships_has_the_categories_of_mqm_and_of_journalism(typology: Typology) -> None:
    mqm = {"mistranslation", "addition", "omission", "untranslated", "terminology", "style", "locale"}
    speech = {"certainty", "negation", "tense", "tone", "idiom"}
    print_ = {"number", "name", "attribution", "trimmed-quote", "spliced-quote", "invented-words"}
    assert {category.code for category in typology.categories} == {NO_DISCREPANCY} | mqm | speech | print_
    assert all(category.name and category.description for category in typology.categories)


def test_the_severities_that_ship_have_the_weights_of_mqm(typology: Typology) -> None:
    weights = {severity.code: severity.weight for severity in typology.severities}
    assert weights == {"neutral": 0, "minor": 1, "major": 5, "critical": 25}
