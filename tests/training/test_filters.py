"""What a pair of sentences must look like to be trained on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training import filters
from training.settings import Filters

LIMITS = Filters()


@pytest.mark.parametrize(
    ("source", "english", "language"),
    [
        ("Папочка, до свидания, возвращайся!", "Daddy, goodbye, come back!", "ru"),
        ("«Ну отлично!» — сказал он.", '"Oh great!" he said.', "ru"),
        ("Дали повестку к 15:00.", "The notice said 3 p.m.", "ru"),
        ("Він не приїхав.", "He did not come.", "uk"),
        ("Das ist ein Haus.", "This is a house.", "de"),
        ("他昨天没有来。", "He did not come yesterday.", "zh"),
        ("Встреча прошла 10.12.2014 в Москве.", "The meeting was held on 10.12.2014 in Moscow.", "ru"),
    ],
)
def test_good_pairs_pass(source: str, english: str, language: str) -> None:
    assert filters.fault(source, english, language, LIMITS) is None


@pytest.mark.parametrize(
    ("source", "english", "language", "rule"),
    [
        ("Открыть", "Open", "ru", "length"),
        ("слово " * 80, "word " * 80, "ru", "length"),
        ("Да, конечно.", "Yes, of course, and then he told us everything that had happened.", "ru", "ratio"),
        ("Удалить файл %s сейчас", "Remove the file %s now", "ru", "markup"),
        ("Нажмите <b>здесь</b> сейчас", "Press <b>here</b> now", "ru", "markup"),
        ("Пакет org.example.app сломан", "The package org.example.app is broken", "ru", "markup"),
        ("Він не приїхав додому.", "He did not come home.", "ru", "script"),
        ("Он был здесь, это мы.", "He was here, it is us.", "uk", "script"),
        ("This is English too.", "This is English, really.", "ru", "script"),
        ("Das Haus!", "das haus", "de", "copy"),
        ("Погибли 25 человек в 1999", "Some 40 people died in 2005", "ru", "digits"),
        ("Он сказал: «Нет».", 'He said: "No.', "ru", "quotes"),
        ("Он здесь был.", "HE WAS HERE.", "ru", "shouting"),
    ],
)
def test_bad_pairs_are_named_by_the_rule_they_break(source: str, english: str, language: str, rule: str) -> None:
    assert filters.fault(source.strip(), english.strip(), language, LIMITS) == rule


@pytest.mark.parametrize(
    ("source", "target", "rule"),
    [
        ("Daddy, goodbye, come back!", "Папочка, до свидания, возвращайся!", None),
        ('"Oh great!" he said.', '"Ну отлично!" — сказал он.', None),
        ("BBC News showed it.", "Это показала BBC News.", None),
        ("He did not come home.", "Він не приїхав додому.", "script"),
        ("He said да.", "Он сказал да.", "script"),
        ("He did not come home.", "He did not come home again.", "script"),
        ('He said: "No."', 'Он сказал: "Нет.', "quotes"),
        ("He was here.", "ОН ЗДЕСЬ БЫЛ.", "shouting"),
        ("Some 40 people died in 2005", "Погибли 25 человек в 1999", "digits"),
    ],
)
def test_the_other_direction_has_the_same_rules(source: str, target: str, rule: str | None) -> None:
    assert filters.fault(source, target, "en", LIMITS, into="ru") == rule


def test_what_is_written_has_one_form_and_what_is_read_may_have_several() -> None:
    assert filters.clean_target("«Всё ещё» – сказал он… - и ушёл", "ru") == '"Все еще" — сказал он... — и ушел'
    assert filters.clean_target("- Из-за неё?", "ru") == "— Из-за нее?"
    assert filters.clean_target("“Don’t,” he said – no", "en") == '"Don\'t," he said – no'
    assert filters.clean_source("«Всё  ещё» – сказал он", "ru") == "«Всё ещё» – сказал он"
    assert filters.clean_source("“Don’t”", "en") == '"Don\'t"'


def test_cleaning_removes_invisible_characters_and_double_spaces() -> None:
    assert filters.clean("  и\u0306то\u200b \u00a0 да\t ") == "йто да"


def test_english_quotation_marks_become_straight() -> None:
    assert filters.clean_english("“Don’t,” he said … ‘no’") == "\"Don't,\" he said ... 'no'"


def test_the_key_ignores_case_punctuation_spaces_and_yo() -> None:
    assert filters.key("«Ну, отлично!»") == filters.key("ну отлично")
    assert filters.key("Всё") == filters.key("все")  # what is held out with ё must not come back without


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = filters.clean(text)
    assert filters.clean(once) == once
    assert "\n" not in once
    assert "\t" not in once


@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from(["ru", "uk", "de", "zh"]))
def test_every_pair_gets_an_answer(source: str, english: str, language: str) -> None:
    found = filters.fault(filters.clean(source), filters.clean_english(english), language, LIMITS)
    assert found is None or found.isalpha()
