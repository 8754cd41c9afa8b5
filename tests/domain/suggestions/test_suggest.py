import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.passages import PassageKind
from annotator.domain.suggestions import CueList, suggest
from annotator.domain.text import canonical
from tests.domain.suggestions.conftest import Suggest


def test_the_suggestion_tells_words_kind_speaker_outlet_language_and_cue(suggested: Suggest) -> None:
    text = "“The roof went first,” a 40-year-old Perm resident named Gleb told Russian outlet Uralskie Vesti."
    (found,) = suggested(text)
    assert found.span.within(text) == "The roof went first,"
    assert found.kind == PassageKind.DIRECT_QUOTE
    assert (found.speaker, found.outlet, found.source_language) == ("Gleb", "Russian outlet Uralskie Vesti", "ru")
    assert found.cue is not None
    assert found.cue.within(text) == "told Russian outlet Uralskie Vesti"
    assert found.cue.within(text) in found.reason
    assert 0.5 <= found.confidence <= 1


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("“Nothing was left,” the widow said in Ukrainian.", "uk"),
        ("“Nothing was left,” said the widow, speaking softly in Polish.", "pl"),
        ("The president switched over to Russian. “Nothing was left,” he said.", "ru"),
        ("“Nothing was left,” the statement, translated from Arabic, said.", "ar"),
        ("“Nothing was left,” said German Interior Minister Karla Voss.", "de"),
        ("“Nothing was left,” Olena Bilyk, a nurse from Kharkiv, said.", "uk"),
        ("“Nothing was left,” the mayor told Le Monde.", "fr"),
        ("“Nothing was left,” she told Italian television.", "it"),
        ("“Nothing was left,” the Kremlin said.", "ru"),
        ("In Kyoto, the river rose at night. “Nothing was left,” said Haruka Mori, a baker in Kyoto.", "ja"),
        ("“Nothing was left,” said Turkey's foreign minister, Cem Aksu.", "tr"),
        ("In a Chinese-language post the family wrote: “Nothing was left.”", "zh"),
    ],
)
def test_each_kind_of_cue_gives_its_language(suggested: Suggest, text: str, language: str) -> None:
    (found,) = suggested(text)
    assert found.span.within(text).startswith("Nothing was left")
    assert found.source_language == language


@pytest.mark.parametrize(
    "text",
    [
        "“Nothing was left,” the British ambassador said.",
        "“Nothing was left,” said John Whitlow, a farmer from Kansas.",
        "“Nothing was left,” the German minister said in English.",
        "“Nothing was left,” said Klaus Ohm, a Berlin banker, in fluent, unhurried English.",
        "“Nothing was left,” a Pentagon official told reporters.",
        "“Nothing was left,” I said, in Kyiv.",
        "“Nothing was left,” said a man.",
        "The Irish novelist’s film “The Empty House” opens in Berlin.",
        "Soldiers passed a sign reading “Makhachkala” in Dagestan.",
        "“Nothing was left,” said Amy Holt, who lives in Paris and teaches at Oxford University.",
    ],
)
def test_what_was_said_in_english_or_by_nobody_is_not_suggested(suggested: Suggest, text: str) -> None:
    assert suggested(text) == []


def test_a_translation_of_unnamed_language_takes_the_language_of_the_scene(suggested: Suggest) -> None:
    text = "A clip from Russia shows a bus. “Come back!” the child cries, according to the reporter’s translation."
    (found,) = suggested(text)
    assert found.source_language == "ru"
    assert found.attribution == "according to the reporter’s translation"


def test_the_language_named_once_holds_for_the_same_speaker(suggested: Suggest) -> None:
    text = (
        "The Ukrainian president turned to Russian.\n\n“You know it,” he said.\n\n"
        "“You have always known it,” he continued."
    )
    assert [item.source_language for item in suggested(text)] == ["ru", "ru"]
    assert "continues" in suggested(text)[1].reason


def test_a_bilingual_speaker_is_suggested_only_where_he_speaks_the_other_language(suggested: Suggest) -> None:
    text = (
        "“We shall see,” the Danish minister told reporters in Danish.\n\n"
        "Switching to English, he added: “No comment, friends.”"
    )
    assert [item.span.within(text) for item in suggested(text)] == ["We shall see,"]


def test_the_pieces_of_a_broken_quotation_share_their_group(suggested: Suggest) -> None:
    text = "“No,” the Polish farmer said, “never again.” “Ask my neighbour,” he said."
    groups = [item.group for item in suggested(text)]
    assert len(groups) == 3
    assert groups[0] == groups[1] != groups[2]


def test_the_paragraphs_of_one_quotation_share_their_group(suggested: Suggest) -> None:
    text = "“We had a garden,” the Spanish singer said in Spanish. “We had a dog.\n\n“Then the sea came.”"
    found = suggested(text)
    assert [item.source_language for item in found] == ["es", "es", "es"]
    assert found[1].group == found[2].group


def test_a_headline_takes_the_verdict_of_the_quotation_it_was_made_of(suggested: Suggest) -> None:
    french = "'Nobody called us': anger in the valley\n\n'Nobody called us, nobody at all,' she said in French."
    english = "'Nobody called us': anger in Paris\n\n'Nobody called us, nobody at all,' she said in English."
    assert [item.kind for item in suggested(french)] == [PassageKind.HEADLINE, PassageKind.DIRECT_QUOTE]
    assert suggested(english) == []


def test_a_quotation_in_a_caption_is_a_caption(suggested: Suggest) -> None:
    text = "The well.\n\n“They drink first,” the boy said in Arabic.\nPhoto: A. Nyberg / Agency"
    assert [item.kind for item in suggested(text)] == [PassageKind.CAPTION]


def test_indirect_speech_is_suggested_where_the_article_names_the_language(suggested: Suggest) -> None:
    text = "The witness told the court in Flemish that he had been offered money to look away."
    (found,) = suggested(text)
    assert found.kind == PassageKind.INDIRECT_SPEECH
    assert found.span.within(text) == "he had been offered money to look away"
    assert found.source_language == "nl"


def test_indirect_speech_of_a_foreigner_alone_is_not_suggested(suggested: Suggest) -> None:
    assert suggested("The German minister said that the bridge was closed.") == []


def test_a_partial_quotation_is_told_from_a_whole_one(suggested: Suggest) -> None:
    text = "The French minister called it “a small earthquake” on Monday."
    assert [item.kind for item in suggested(text)] == [PassageKind.PARTIAL_QUOTE]


def test_a_relative_inherits_what_is_known_of_the_family(suggested: Suggest) -> None:
    text = "Pyotr, a conscript from Ryazan, got on the bus. His father waved. “Be careful,” his father said."
    assert [item.source_language for item in suggested(text)] == ["ru"]


@settings(max_examples=60, deadline=None)
@given(raw=st.text(alphabet="ab .,\n\"'“”‘’«»KyivHesaidinRu ", max_size=200))
def test_suggestions_are_in_order_and_hold_words_of_the_text(cues: CueList, raw: str) -> None:
    text = canonical(raw)
    found = suggest(text, cues)
    assert all(item.span.within(text).strip() for item in found)
    assert all(one.span.start <= two.span.start for one, two in pairwise(found))


def test_a_pronoun_means_the_relative_named_last(suggested: Suggest) -> None:
    text = (
        "“They took me at noon,” Pyotr, 25, told Russian outlet Uralskie Vesti.\n\n"
        "Pyotr’s father — who came by train — gave his son a hug.\n\n“Be careful,” he said."
    )
    found = suggested(text)
    assert [item.source_language for item in found] == ["ru", "ru"]
    assert found[1].speaker == "Pyotr’s father"
    assert "Uralskie Vesti" in found[1].reason


def test_an_empty_text_has_no_suggestions(suggested: Suggest) -> None:
    assert suggested("") == []


@pytest.mark.parametrize(
    "text",
    [
        "Olena said and Taras told " * 8_000,
        "“a b " * 40_000,
        "“ " * 100_000,
        "“no” and " * 22_000,
    ],
    ids=["no full stop", "unbalanced", "marks only", "quotes"],
)
def test_one_line_of_two_hundred_thousand_characters_is_read_in_seconds(suggested: Suggest, text: str) -> None:
    began = time.process_time()
    suggested(text.strip())
    assert time.process_time() - began < 12


def test_five_thousand_quotations_are_judged_in_seconds(suggested: Suggest) -> None:
    began = time.process_time()
    found = suggested("\n\n".join(["“We are here,” said Olena Marchuk, 61, of Kharkiv."] * 5_000))
    assert len(found) == 5_000
    assert time.process_time() - began < 15


def test_an_article_of_a_thousand_words_takes_less_than_three_tenths_of_a_second(suggested: Suggest) -> None:
    quote = "“We saw the water rise before dawn,” Olena Marchuk, 61, a nurse of Kharkiv, said in Ukrainian on Monday. "
    plain = "The convoy left the old market in the rain, and nobody in the crowd believed that it would come back. "
    text = "\n\n".join([quote + plain * 2] * 18)
    assert len(text.split()) > 1_000
    suggested(text)
    began = time.process_time()
    assert len(suggested(text)) == 18
    assert time.process_time() - began < 0.3


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("Manuel Ortiz speaks no English. “The oven stays lit,” he says.", ["es"]),
        ("The Russian blogger known as Grey Diary wrote: “The bridge stands.”", ["ru"]),
        ("“You go slowly,” said Petro Hrytsenko, a farmer near Izium.", ["uk"]),
        ("The interview was conducted in German.\n\nQ: Were you afraid?\n\nA: “Only of the light.”", ["de"]),
        (
            "The interview was conducted in German.\n\n“I swam,” she says. “So did we,” said a tourist from Leeds.",
            ["de"],
        ),
        (
            "Tomas Berg of Oslo spoke first. In the corridor a Turkish delegate was blunter. “They drink,” he said.",
            ["tr"],
        ),
        (
            "[00:12] OKSANA (in Ukrainian): “We left the dog.”\n\n"
            "[00:48] KANE: Tom Briggs of Leeds had come to help. “We have tea,” he told me.",
            ["uk"],
        ),
    ],
    ids=["no English", "known as", "a name like a leader's", "interview", "guest", "a new person", "broadcast"],
)
def test_what_the_article_says_of_the_speaker_is_understood(
    suggested: Suggest, text: str, languages: list[str]
) -> None:
    assert [item.source_language for item in suggested(text)] == languages
