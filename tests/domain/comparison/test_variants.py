import pytest

from annotator.domain.comparison.variants import variant_keys


def are_variants(one: str, other: str, language: str = "en") -> bool:
    keys = [variant_keys(word.casefold(), language, capitalised=word[0].isupper()) for word in (one, other)]
    return bool(keys[0] & keys[1])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("walk", "walking"),
        ("walked", "walks"),
        ("stopped", "stop"),
        ("hoping", "hope"),
        ("hopping", "hop"),
        ("killed", "kill"),
        ("agreed", "agree"),
        ("crime", "crimes"),
        ("city", "cities"),
        ("cried", "crying"),
        ("died", "dies"),
        ("watches", "watch"),
        ("colour", "color"),
        ("honoured", "honor"),
        ("organised", "organizes"),
        ("centre", "center"),
        ("defence", "defense"),
        ("travelled", "traveling"),
        ("towards", "toward"),
        ("café", "cafe"),
        ("ещё", "еще"),
        ("Zelenskyy", "Zelensky"),
        ("Sergey", "Sergei"),
        ("Aleksei", "Alexey"),
        ("Yevgeny", "Evgeni"),
        ("Bakhmut", "Bahmut"),
        ("sept", "september"),
        ("km", "kilometres"),
    ],
)
def test_variants_of_a_word_share_a_key(one: str, other: str) -> None:
    assert are_variants(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("say", "said"),
        ("minister", "ministry"),
        ("prison", "prisoner"),
        ("import", "important"),
        ("mobilize", "mobilization"),
        ("Ukraine", "Ukrainian"),
        ("Kiev", "Kyiv"),
        ("Slovakia", "Slovenia"),
        ("Iran", "Iraq"),
        ("new", "news"),
        ("even", "evening"),
        ("filled", "filed"),
        ("hoping", "hop"),
        ("caring", "car"),
        ("his", "hi"),
        ("for", "four"),
        ("bring", "br"),
        ("hundred", "hundr"),
        ("мама", "мамы"),
    ],
)
def test_different_words_do_not(one: str, other: str) -> None:
    assert not are_variants(one, other)


def test_english_inflection_is_not_read_into_other_languages() -> None:
    assert not are_variants("taking", "take", "de")
    assert are_variants("cafés", "cafes", "fr")


def test_only_a_name_is_romanised() -> None:
    assert not are_variants("wary", "vary")
    assert are_variants("Wladimir", "Vladimir")
