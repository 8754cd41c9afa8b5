"""Articles in another language need a cue list of their own and nothing else: the German one proves it."""

import tomllib
from typing import Any

import pytest

from annotator.domain.passages import PassageKind
from annotator.domain.suggestions import CueList, suggest
from annotator.exchange.cue_lists import cue_list
from annotator.resources import folder


@pytest.fixture(scope="module")
def cues() -> CueList:
    return cue_list("de")


@pytest.fixture(scope="module")
def table() -> dict[str, Any]:
    return tomllib.loads((folder("data") / "cues" / "de.toml").read_text(encoding="utf-8"))


ARTICLE = """„Niemand hat geschlafen“: Die lange Nacht von Werbny

Werbny, Russland. Am Montagabend legte die Fähre wieder an. „Wir haben niemanden zurückgelassen“, sagte die russische \
Kapitänin Galina Sedych der Zeitung Nowaja Gaseta. „Niemand hat geschlafen, kein einziger Mensch.“

Der Bürgermeister wechselte ins Englische, dann sagte er auf Russisch: »Gehen Sie nach Hause.« Die Menge \
schwieg.

„Wir prüfen das“, sagte die Sprecherin des Auswärtigen Amtes, Sabine Hale, in Berlin auf Deutsch.

‚Es war sehr laut‘, erzählte ein Fischer aus Perm laut einer Übersetzung der Helfer."""


def test_a_german_article_about_russians_gets_its_suggestions_with_reasons(cues: CueList) -> None:
    found = suggest(ARTICLE, cues)
    assert [(item.span.within(ARTICLE)[:14], item.source_language) for item in found] == [
        ("Niemand hat ge", "ru"),
        ("Wir haben niem", "ru"),
        ("Niemand hat ge", "ru"),
        ("Gehen Sie nach", "ru"),
        ("Es war sehr la", "ru"),
    ]
    assert found[0].kind is PassageKind.HEADLINE
    assert found[1].speaker == "Galina Sedych"
    assert found[1].outlet == "Zeitung Nowaja Gaseta"
    assert found[3].reason == "The article names the language: “auf Russisch”."
    assert all(item.cue is not None and item.cue.within(ARTICLE) in item.reason for item in found)


@pytest.mark.parametrize(
    ("text", "words", "language"),
    [
        ("„Wir haben niemanden zurückgelassen“, sagte die Kapitänin auf Russisch.", "Wir haben niemanden", "ru"),
        ("Die Kapitänin sagte auf Ukrainisch: »Wir gehen nicht weg.«", "Wir gehen nicht weg", "uk"),
        ("„Niemand hat geschlafen“, sagte Galina Sedych der Zeitung Nowaja Gaseta.", "Niemand hat geschlafen", "ru"),
        ("Am Montag sagte Galina Sedych auf Russisch, dass niemand auf der Brücke schlief.", "niemand auf", "ru"),
        ("„Wir bleiben“, schrieb der ukrainische Präsident Selenskyj auf Telegram.", "Wir bleiben", "uk"),
        ("„Das ist ein Skandal“, erklärte der Kreml.", "Das ist ein Skandal", "ru"),
        ("„Wir sind müde“, sagte der französische Bauer Thierry Lamy.", "Wir sind müde", "fr"),
        ("„Wir sind müde“, sagte eine Mutter aus Gaza über einen Dolmetscher.", "Wir sind müde", "ar"),
    ],
)
def test_each_kind_of_cue_gives_its_language(cues: CueList, text: str, words: str, language: str) -> None:
    (found,) = suggest(text, cues)
    assert found.span.within(text).startswith(words)
    assert found.source_language == language
    assert found.cue is not None


@pytest.mark.parametrize(
    "text",
    [
        "„Wir haben abgestimmt“, sagte Sabine Hale im Bundestag.",
        "„Wir gehen nach Hause“, sagte Galina Sedych auf Deutsch.",
        "Die sogenannte „Brücke des Sieges“ wurde gesperrt.",
        "„Die Zahlen sind gut“, sagte der Hamburger Kaufmann Jürgen Voss.",
        "„Ich habe gewartet“, sagte ein Mann.",
        "Wie geht's? Das war in den 90ern 'ne große Sache.",
    ],
)
def test_what_was_said_in_german_or_by_nobody_is_not_suggested(cues: CueList, text: str) -> None:
    assert suggest(text, cues) == []


def test_every_language_name_is_understood(table: dict[str, Any], cues: CueList) -> None:
    for code, names in table["languages"].items():
        for name in (each for each in names if code != "de" and each[0].isupper()):
            (found,) = suggest(f"„Die Straße ist zu“, sagte der Wächter auf {name}.", cues)
            assert (name, found.source_language) == (name, code)


def test_every_people_gives_the_first_language_of_its_place(table: dict[str, Any], cues: CueList) -> None:
    wrong = []
    for place in table["places"].values():
        for people in (each.replace("~", "e") for each in place["people"] if each.endswith("~")):
            found = suggest(f"„Die Straße ist zu“, sagte der {people} Minister.", cues)
            expected = [place["languages"][0]] if place["languages"][0] != "de" else []
            wrong += [people] if [item.source_language for item in found] != expected else []
    assert wrong == []


def test_each_language_of_a_place_or_outlet_has_a_name(table: dict[str, Any]) -> None:
    used = {language for place in table["places"].values() for language in place["languages"]}
    used |= set(table["media"]["outlets"]) | set(table["institutions"]) | set(table["given_names"])
    assert used - set(table["languages"]) == set()
