"""What all checks promise together."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.checks import CHECKS, LEAST, Material, Suspicion, not_compared, suspect
from annotator.domain.checks.suspicion import ranked
from annotator.domain.spans import Span
from annotator.domain.text import canonical
from annotator.exchange.check_data import check_data
from annotator.exchange.check_weights import check_weights
from annotator.services.load_typology import load_typology
from tests.domain.checks.passages import found, material

FAITHFUL = [
    ("ru", "Папочка, до свидания, возвращайся, пожалуйста!", "Daddy, goodbye, please come back!"),
    ("ru", "Вы уже соучастники всех этих преступлений.", "You are already accomplices in all these crimes,"),
    ("ar", "سألناهم فقط: أين الألم؟", "We asked only where it hurt."),
    ("de", "Mehr als 272.000 Infektionen wurden registriert.", "More than 272,000 infections were registered."),
    ("fr", "Les accusés ont été condamnés à dix ans de prison.", "The accused were sentenced to ten years in prison."),
    ("es", "El comité fue fundado en 1937.", "The committee was founded in 1937."),
]


def test_faithful_renderings_raise_no_suspicion() -> None:
    assert [found(source, rendering, language) for language, source, rendering in FAITHFUL] == [[]] * len(FAITHFUL)


def test_codes_are_unique_and_every_check_is_described_in_the_docs() -> None:
    codes = [check.code for check in CHECKS]
    assert len(set(codes)) == len(codes)
    docs = (Path(__file__).parents[3] / "docs" / "checks.md").read_text(encoding="utf-8")
    assert [code for code in codes if f"(`{code}`)" not in docs] == []


def test_categories_and_severities_are_those_of_the_typology() -> None:
    typology = load_typology(Path("none"))
    rendering = "The phone rang 5 times and Boris Johnson did not call, met met."
    for suspicion in found("Телефон звякнул один раз. Может, это они, не знаю.", rendering, "ru"):
        typology.check(suspicion.category, suspicion.severity)


@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from(["ru", "uk", "de", "fr", "es", "ar", "zh", "he"]))
@settings(max_examples=60)
def test_any_two_texts_give_spans_inside_them(source: str, rendering: str, language: str) -> None:
    given_ = material(canonical(source), canonical(rendering), language)
    for suspicion in suspect(given_):
        assert suspicion.confidence >= LEAST
        assert suspicion.source or suspicion.reporter
        assert all(span.within(given_.source) for span in suspicion.source)
        assert all(span.within(given_.rendering) for span in suspicion.reporter)
    assert all(sentence.endswith(".") for sentence in not_compared(given_))


def _suspicion(check: str, severity: str, confidence: float, *reporter: Span) -> Suspicion:
    return Suspicion(check, "addition", severity, (), reporter, (), "A reason.", confidence)


def test_of_two_suspicions_of_the_same_words_the_more_telling_stays_as_sure_as_either() -> None:
    general = _suspicion("addition", "major", 0.9, Span(0, 9))
    telling = _suspicion("names", "major", 0.6, Span(5, 9))
    assert ranked([general, telling]) == [replace(telling, confidence=0.9)]


def test_a_lost_clause_is_told_as_such_and_not_by_one_word_in_it() -> None:
    clause = replace(_suspicion("omission", "major", 0.93), source=(Span(20, 80),))
    verb = replace(_suspicion("certainty", "major", 0.6), source=(Span(25, 29),))
    assert ranked([clause, verb]) == [clause]
    short = replace(clause, source=(Span(20, 32),))
    assert [one.check for one in ranked([short, verb])] == ["certainty"]


def test_a_word_that_stands_otherwise_in_the_english_is_told_even_where_a_clause_was_lost() -> None:
    clause = replace(_suspicion("omission", "major", 0.93), source=(Span(20, 80),))
    number = replace(_suspicion("numbers", "critical", 0.9, Span(0, 3)), source=(Span(25, 29),))
    assert "numbers" in {one.check for one in ranked([clause, number])}


def test_the_most_pressing_come_first_and_doubtful_ones_are_left_out() -> None:
    minor = _suspicion("names", "minor", 0.9, Span(0, 1))
    critical = _suspicion("numbers", "critical", 0.7, Span(2, 3))
    doubtful = _suspicion("tone", "critical", LEAST - 0.01, Span(4, 5))
    assert ranked([minor, critical, doubtful]) == [critical, minor]


def test_a_check_that_is_switched_off_says_nothing() -> None:
    given_ = material("Было 300 солдат.", "There were 400 soldiers.", "ru")
    assert [one.check for one in suspect(given_)] == ["numbers"]
    assert suspect(given_, [check for check in CHECKS if check.code != "numbers"]) == []


def test_what_cannot_be_compared_is_said() -> None:
    def told(source: str, rendering: str) -> str:
        return " ".join(not_compared(Material(source, rendering, "ru", cues=check_data("ru"), weights=check_weights())))

    assert "no original" in told("", "We left.")
    assert "no words" in told("Мы ушли.", "…")
    assert "the same" in told("Мы ушли.", "Мы ушли!")
    assert "does not look like English" in told("Мы ушли домой вчера.", "Ми пішли додому вчора ввечері.")
    assert "longer than" in told("Мы ушли. " * 1000, "We left.")
    assert "Only numbers" in told("15:00", "At three.")
    assert "no lexicon for Russian" in told("Мы ушли.", "We left.")
    assert "no machine rendering" in told("Мы ушли.", "We left.")


def test_numbers_alone_are_still_compared() -> None:
    assert [one.check for one in suspect(material("15:00", "16:00", "ru"))] == ["numbers"]
    assert suspect(material("15:00", "3 p.m.", "ru")) == []
