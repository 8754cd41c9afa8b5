import unicodedata

import pytest

from annotator.domain.languages import LANGUAGES, Language, direction, language, script, script_share
from annotator.errors import UnknownLanguage

FIRST = ["de", "fr", "es", "ar", "zh", "fa", "he", "tr", "pl"]


def test_the_languages_that_newsrooms_need_first_stand_first() -> None:
    assert [entry.code for entry in LANGUAGES[:11]] == [
        "ru",
        "uk",
        "de",
        "fr",
        "es",
        "ar",
        "zh",
        "fa",
        "he",
        "tr",
        "pl",
    ]
    assert len(LANGUAGES) >= 60


def test_codes_and_names_are_unique_and_native_names_are_canonical() -> None:
    assert len({entry.code for entry in LANGUAGES}) == len({entry.name for entry in LANGUAGES}) == len(LANGUAGES)
    for entry in LANGUAGES:
        assert entry.native_name == unicodedata.normalize("NFC", entry.native_name)


def test_all_other_languages_stand_in_the_order_of_their_english_names() -> None:
    names = [entry.name for entry in LANGUAGES[12:]]
    assert names == sorted(names)


@pytest.mark.parametrize("entry", LANGUAGES, ids=lambda entry: entry.code)
def test_a_native_name_is_written_in_the_script_of_its_language(entry: Language) -> None:
    assert script_share(entry.native_name, entry) > 0.9


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("uk", "uk"),
        ("uk-UA", "uk"),
        ("UK_ua", "uk"),
        (" ru ", "ru"),
        ("zh-Hant-TW", "zh"),
        ("iw", "he"),
        ("nb-NO", "no"),
        ("prs", "fa"),
        ("rus_Cyrl", "ru"),
    ],
)
def test_regions_scripts_case_and_old_codes_lead_to_the_base_language(given: str, code: str) -> None:
    assert language(given).code == code


@pytest.mark.parametrize("given", ["", "xx", "russian", "рус", "-", "e"])
def test_an_unknown_code_is_named_and_a_way_out_is_shown(given: str) -> None:
    with pytest.raises(UnknownLanguage, match="choose the language from the list") as raised:
        language(given)
    assert f"“{given}”" in str(raised.value)


@pytest.mark.parametrize(
    ("code", "expected"), [("ar", "rtl"), ("he-IL", "rtl"), ("ur", "rtl"), ("ru", "ltr"), ("zh", "ltr")]
)
def test_arabic_and_hebrew_script_run_from_right_to_left(code: str, expected: str) -> None:
    assert direction(code) == expected


@pytest.mark.parametrize(
    ("letter", "expected"),
    [("ж", "cyrillic"), ("a", "latin"), ("漢", "cjk"), ("ه", "arabic"), ("5", ""), ("👩", ""), ("!", "")],
)
def test_the_script_of_a_letter(letter: str, expected: str) -> None:
    assert script(letter) == expected


def test_the_share_of_a_script_counts_letters_only() -> None:
    assert script_share("NATO и ЕС — 24.02", language("ru")) == pytest.approx(3 / 7)
    assert script_share("24.02 — !", language("ru")) == 0.0
    assert script_share("Srpski i српски", language("sr")) == 1.0
