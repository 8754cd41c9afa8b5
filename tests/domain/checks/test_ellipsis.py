"""What an ellipsis of the rendering removed."""

from dataclasses import replace

import pytest

from annotator.domain.checks import suspect
from annotator.domain.spans import Span
from tests.domain.checks.passages import by, found, material


@pytest.mark.parametrize(
    ("language", "source", "rendering", "words", "severity", "held"),
    [
        (
            "ru",
            "Президент закрыл старый деревянный мост и вернулся в город.",
            "The president closed … and returned to the city.",
            "старый деревянный мост",
            "minor",
            "",
        ),
        (
            "de",
            "Der Präsident schloss gestern 300 alte Schulen und kehrte in die Stadt zurück.",
            "The president closed ... schools and returned to the city.",
            "gestern 300 alte",
            "major",
            "a number",
        ),
        (
            "fr",
            "Le président accepte les réfugiés à condition de signer le contrat dans la ville de Paris.",
            "The president accepts the refugees [...] in the city of Paris.",
            "condition de signer",
            "critical",
            "a condition",
        ),
        (
            "ru",
            "Солдаты закрыли мост, не предупредив жителей, и вернулись в город.",
            "The soldiers closed the bridge [ … ] and returned to the city.",
            "не предупредив жителей",
            "critical",
            "a negation",
        ),
    ],
)
def test_what_was_removed_is_told_once_and_weighs_by_what_it_holds(
    language: str, source: str, rendering: str, words: str, severity: str, held: str
) -> None:
    suspicions = found(source, rendering, language)
    (suspicion,) = by("ellipsis", suspicions)
    assert words in suspicion.source[0].within(source)
    assert suspicion.severity == severity
    assert suspicion.category == "trimmed-quote"
    assert held in suspicion.reason
    assert [one for one in by("omission", suspicions) if one.source[0].overlaps(suspicion.source[0])] == []


def test_without_dots_the_same_loss_is_an_omission() -> None:
    source = "Президент закрыл старый деревянный мост и вернулся в город."
    suspicions = found(source, "The president closed and returned to the city.", "ru")
    assert by("omission", suspicions)
    assert by("ellipsis", suspicions) == []


@pytest.mark.parametrize(
    ("source", "rendering"),
    [
        ("Президент закрыл мост... и вернулся в город.", "The president closed the bridge... and went to the city."),
        ("Президент закрыл мост и вернулся в город.", "The president closed the bridge … and returned to the city."),
        ("Президент закрыл мост и вернулся в город.", "… the president closed the bridge …"),
    ],
)
def test_dots_that_removed_nothing_inside_are_not_suspected(source: str, rendering: str) -> None:
    assert by("ellipsis", found(source, rendering, "ru")) == []


def test_whole_sentences_are_told_by_the_check_of_trimmed_quotations() -> None:
    source = "Телефон звякнул один раз и замолчал. Может, это и были они, не знаю. Но предупреждением я это не назову."
    signed = "The phone rang once and went silent. … I would not call that a warning,"
    suspicions = found(source, signed, "ru")
    assert by("trimmed", suspicions)
    assert by("ellipsis", suspicions) == []


def test_words_left_out_on_purpose_are_not_told() -> None:
    source = "Президент закрыл старый деревянный мост и вернулся в город."
    given = material(source, "The president closed … and returned to the city.", "ru")
    meant = replace(given, unrendered=(Span(source.index("старый"), source.index(" и верн")),))
    assert by("ellipsis", suspect(meant)) == []
