from annotator.domain.alignment import renderings
from annotator.domain.alignment.translations import content_share, lightness
from tests.domain.alignment.small import small_lexicon

LEXICON = small_lexicon(закон={"law": 60, "act": 10}, законы={"laws": 20}, в={"in": 300, "the": 50})
GERMAN = small_lexicon("de", wahl={"election": 40}, bundestag={"bundestag": 30})


def test_the_commonest_rendering_has_the_largest_share() -> None:
    found = renderings("закон", LEXICON)
    assert found["law"].share > found["act"].share > 0
    assert found["law"].surprise > 0


def test_a_word_that_was_never_seen_is_judged_by_words_that_begin_like_it() -> None:
    assert {"law", "laws"} <= renderings("законами", LEXICON).keys()


def test_short_words_have_no_relatives() -> None:
    assert renderings("зак", LEXICON) == {}


def test_a_german_compound_is_rendered_by_its_parts() -> None:
    assert {"election", "bundestag"} <= renderings("bundestagswahl", GERMAN).keys()


def test_a_function_word_is_light_and_a_noun_is_not() -> None:
    assert lightness("в", LEXICON) > 0.9
    assert lightness("закон", LEXICON) < 0.2
    assert lightness("неизвестный", LEXICON) == 0.5


def test_the_content_share_is_that_of_the_renderings() -> None:
    assert content_share("в", LEXICON) == 0.0
    assert content_share("закон", LEXICON) == 1.0
    assert content_share("неизвестный", LEXICON) is None
