import math

from annotator.domain.alignment.keys import key
from annotator.domain.alignment.segmentation import segment
from annotator.domain.alignment.tokens import tokens

WORDS = {"美国": math.log(0.01), "总统": math.log(0.01), "美": math.log(0.001), "国": math.log(0.001)}


def test_a_word_with_hyphens_is_cut_where_every_part_could_be_a_word() -> None:
    assert [token.text for token in tokens("премьер-министр по-другому", "ru")] == ["премьер", "министр", "по-другому"]


def test_french_elided_words_stand_alone() -> None:
    text = "qu’il a vu l'homme d'aujourd'hui"
    found = [token.text for token in tokens(text, "fr")]
    assert found == ["qu’", "il", "a", "vu", "l'", "homme", "d'", "aujourd'hui"]


def test_spans_hold_the_text_of_their_tokens() -> None:
    text = "L'anti-guerre, 美国总统!"
    assert all(token.span.within(text) == token.text for token in tokens(text, "fr", WORDS.get))


def test_chinese_characters_are_put_together_into_known_words() -> None:
    assert [token.text for token in tokens("美国总统说", "zh", WORDS.get)] == ["美国", "总统", "说"]


def test_without_a_vocabulary_every_character_is_a_token() -> None:
    assert [token.text for token in tokens("美国", "zh")] == ["美", "国"]


def test_the_words_of_a_run_are_together_the_run() -> None:
    assert "".join(segment("说美国总统说", WORDS.get)) == "说美国总统说"


def test_keys_leave_out_what_writing_adds() -> None:
    assert key("Ещё", "ru") == "еще"
    assert key("Putin’s", "en") == "putin"
    assert key("$", "en") == "dollars"
    assert key("والحكومة", "ar") == key("الحكومة", "ar")
    assert key("don't", "en") == "don't"
