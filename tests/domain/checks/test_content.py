"""Omission, addition, another word, trimmed quotations, untranslated words, order: what the lexicon is needed for."""

import pytest

from annotator.domain.checks import suspect
from annotator.domain.passages import PassageKind
from tests.domain.checks.passages import by, found, material

FAESER = (
    "Wer sich dem Regime von Präsident Wladimir Putin mutig entgegenstellt und deshalb in größte Gefahr begibt, "
    "kann in Deutschland wegen politischer Verfolgung Asyl beantragen."
)


@pytest.mark.parametrize("kind", [PassageKind.DIRECT_QUOTE, PassageKind.PARTIAL_QUOTE])
def test_a_lost_condition_is_told_as_one_omission(kind: PassageKind) -> None:
    rendering = "courageously opposes Putin’s regime and therefore puts himself in the greatest danger"
    suspicion = by("omission", found(FAESER, rendering, "de", kind=kind))[0]
    assert suspicion.severity == "major"
    assert suspicion.source[0].within(FAESER) == "kann in Deutschland wegen politischer Verfolgung Asyl beantragen"
    assert suspicion.reporter == ()


def test_a_single_lost_word_is_told_with_what_it_usually_means() -> None:
    source = "Три корабля вчера покинули порт и ушли на север."
    suspicion = by("omission", found(source, "Three ships left yesterday and went north.", "ru"))[0]
    assert suspicion.source[0].within(source) == "порт"
    assert "port" in suspicion.reason


def test_the_beginning_that_a_partial_quote_leaves_off_is_not_told() -> None:
    source = "Die Leute aus dem Ort haben mit uns Sandsäcke gefüllt, bis sie nicht mehr stehen konnten."
    rendering = "filled sandbags with us until they could no longer stand."
    assert by("omission", found(source, rendering, "de", kind=PassageKind.PARTIAL_QUOTE)) == []


def test_words_inside_quotation_marks_that_nobody_said_are_told() -> None:
    source = "Die Leute aus dem Ort haben mit uns Sandsäcke gefüllt, bis sie nicht mehr stehen konnten."
    rendering = "filled sandbags with us until they could no longer stand, without a word of complaint."
    suspicion = by("addition", found(source, rendering, "de", kind=PassageKind.PARTIAL_QUOTE))[0]
    assert suspicion.category == "invented-words"
    assert "complaint" in suspicion.reporter[0].within(rendering)


@pytest.mark.parametrize(
    ("language", "source", "rendering", "written"),
    [
        ("fr", "Nous avons beaucoup de grandes villes ici.", "We have many small towns here.", "small"),
        ("ru", "Старый дом стоит на берегу реки.", "The new house stands on the bank of the river.", "new"),
        ("es", "El comité rechazó la propuesta.", "The committee accepted the proposal.", "accepted"),
    ],
)  # fmt: skip
def test_an_opposite_is_told_as_such(language: str, source: str, rendering: str, written: str) -> None:
    suspicion = by("substitution", found(source, rendering, language))[0]
    assert [span.within(rendering) for span in suspicion.reporter] == [written]
    assert suspicion.severity == "critical"
    assert suspicion.reason.endswith("which is the opposite.")


def test_a_sentence_cut_from_the_middle_is_told_and_an_ellipsis_makes_it_minor() -> None:
    source = "Телефон звякнул один раз и замолчал. Может, это и были они, не знаю. Но предупреждением я это не назову."
    cut = "The phone rang once and went silent. I would not call that a warning,"
    suspicion = by("trimmed", found(source, cut, "ru"))[0]
    assert (suspicion.category, suspicion.severity) == ("trimmed-quote", "major")
    assert suspicion.source[0].within(source) == "Может, это и были они, не знаю"
    signed = "The phone rang once and went silent. … I would not call that a warning,"
    assert by("trimmed", found(source, signed, "ru"))[0].severity == "minor"


@pytest.mark.parametrize(
    ("language", "source", "rendering", "left"),
    [
        ("ru", "Они помогли раненой собаке.", "They helped a раненой dog.", "раненой"),
        ("es", "Se enviaron al espacio huevos de codorniz.", "Quail eggs were sent into espacio.", "espacio"),
        ("de", "Die Welt und das Meer sind groß.", "The world und the sea are big.", "und"),
    ],
)
def test_a_word_left_as_it_was_said_is_told(language: str, source: str, rendering: str, left: str) -> None:
    suspicions = by("untranslated", found(source, rendering, language))
    assert [span.within(rendering) for one in suspicions for span in one.reporter] == [left]


def test_words_left_beside_each_other_are_told_at_once() -> None:
    source = "Мы вывезли с берега людей."
    (suspicion,) = by("untranslated", found(source, "We вывезли с берега people.", "ru"))
    assert suspicion.reason.startswith("“вывезли с берега” were left as they stand")


def test_names_and_words_that_both_languages_have_are_not_untranslated() -> None:
    source = "Olivia de Havilland war in Berlin und sah den Film."
    assert by("untranslated", found(source, "Olivia de Havilland was in Berlin and saw the film.", "de")) == []


def test_words_out_of_all_order_are_told_of_the_whole_passage() -> None:
    source = "El comité fue fundado en 1937, pero después de dos años de actividad fue interrumpido por la guerra."
    kept = "The committee was founded in 1937, but after two years of activity it was interrupted by the war."
    torn = "War committee two activity the after founded years of 1937 the interrupted was in by the but was."
    assert [one.category for one in by("order", found(source, torn, "es"))] == ["mistranslation"]
    assert by("order", found(source, kept, "es")) == []


def test_of_the_wrong_original_nothing_else_is_told() -> None:
    source = "Старый капитан долго рассказывал жителям города о высокой воде и сломанном причале."
    suspicions = found(source, "Samsung and Apple make telephones that run on different operating systems.", "ru")
    assert [suspicion.check for suspicion in suspicions] == ["order"]


def test_without_a_lexicon_the_numbers_are_still_compared() -> None:
    given = material("Было 300 солдат и старый дом.", "There were 400 soldiers.", "ru", with_lexicon=False)
    assert {suspicion.check for suspicion in suspect(given)} == {"numbers"}
