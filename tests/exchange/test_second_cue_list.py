"""Articles in another language need a cue list of their own and nothing else. This one is German, short as can be."""

import pytest

from annotator.domain.suggestions import CueList, suggest
from annotator.exchange.cue_lists import read_cue_list

GERMAN = r"""
language = "de"
[grammar]
fillers = ["auch", "dann", "später"]
according = ["laut"]
that = ["dass"]
articles = ["der", "die", "das", "ein", "eine"]
language_joints = ["sprachig"]
definite = ["der", "die", "das"]
third_person = ["er", "sie", "ihr", "sein"]
possessive = "s "
apposition = '(?:, )'
relative = ', (?:der|die) '
before_place = '(\w+)\s+$'
where = '\b(?:in|aus|bei)\s+$'
residence = 'lebt\b[^,.;]{0,40}$'
based = '-basiert'
origin_only = 'stämmig'
reporters = ' (?:Reporter|Korrespondentin)\b'
telling = '\b(?:sagte|mit|dem|der) (?:\w+ ){0,2}$'
at_place = { in = 0.55 }
[speech]
verbs = ["sagte", "sagt", "erklärte", "schrieb", "rief", "wechselte"]
nouns = ["laut", "Überschrift"]
naming = ["sogenannte"]
about = ["über"]
pronouns = ["er", "sie"]
reporter = ["ich"]
possessives = ["seine", "ihre"]
feminine = ["sie", "Kapitänin", "Sprecherin"]
masculine = ["er", "Kapitän", "Sprecher"]
not_names = ["Der", "Die", "Das", "Am", "In", "Montag", "Kapitänin", "Brücke", "Sprecherin"]
openers = []
adverbs = []
[explicit]
follow = ["und", "am", "in", "zu"]
patterns = ['auf {language}{follow}', 'ins {language}e', '{language}sprachig']
translation = ['laut (?:einer |der )?Übersetzung(?: von \w+)?', '(?:über|durch) (?:einen|eine) Dolmetscher(?:in)?']
translation_words = ["Übersetz", "Dolmetsch"]
own = ['auf Deutsch']
own_venues = ["Bundestag"]
conversation = ["im Gespräch"]
[captions]
credit = ['Foto:']
opening = ['Links:']
[roles]
official = ["Sprecherin", "Minister"]
local = ["Kapitänin", "Lehrer"]
bodies = ["Ministerium"]
[media]
nouns = ["Zeitung"]
local = ["Lokalzeitung"]
again = ["die Zeitung"]
[media.outlets]
ru = ["Nowaja Gaseta"]
[institutions]
[companies]
[leaders]
[languages]
de = ["Deutsch", "deutsch"]
ru = ["Russisch", "russisch"]
uk = ["Ukrainisch", "ukrainisch"]
[places.russia]
languages = ["ru"]
names = ["Russland", "Moskau"]
people = ["russische", "russischer"]
[places.germany]
languages = ["de"]
names = ["Deutschland", "Berlin"]
people = ["deutsche"]
[given_names]
ru = ["Galina", "Igor"]
de = ["Jürgen", "Sabine"]
"""


@pytest.fixture(scope="module")
def cues(tmp_path_factory: pytest.TempPathFactory) -> CueList:
    path = tmp_path_factory.mktemp("cues") / "de.toml"
    path.write_text(GERMAN, encoding="utf-8")
    return read_cue_list(path)


@pytest.mark.parametrize(
    ("text", "words", "language"),
    [
        ("„Wir haben niemanden zurückgelassen“, sagte die Kapitänin auf Russisch.", "Wir haben niemanden", "ru"),
        ("Die Kapitänin sagte auf Ukrainisch: »Wir gehen nicht weg.«", "Wir gehen nicht weg", "uk"),
        ("„Niemand hat geschlafen“, sagte Galina Sedych der Zeitung Nowaja Gaseta.", "Niemand hat geschlafen", "ru"),
        (
            "Am Montag sagte Galina Sedych auf Russisch, dass niemand auf der Brücke geschlafen habe.",
            "niemand auf",
            "ru",
        ),
    ],
    ids=["verb first", "before a colon", "to an outlet", "indirect"],
)
def test_a_passage_of_a_german_article_is_suggested_with_its_language(
    cues: CueList, text: str, words: str, language: str
) -> None:
    (found,) = suggest(text, cues)
    assert found.span.within(text).startswith(words)
    assert found.source_language == language
    assert text[found.cue.start : found.cue.end] if found.cue else False


@pytest.mark.parametrize(
    "text",
    [
        "„Wir haben abgestimmt“, sagte Sabine Hale im Bundestag.",
        "„Wir gehen nach Hause“, sagte Galina Sedych auf Deutsch.",
        "Die sogenannte „Brücke des Sieges“ wurde gesperrt.",
    ],
)
def test_what_was_said_in_german_is_not_suggested_there(cues: CueList, text: str) -> None:
    assert suggest(text, cues) == []
