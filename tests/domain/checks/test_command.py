"""Commands that became statements, and the reverse."""

import pytest

from annotator.domain.checks.command import orders
from annotator.domain.passages import PassageKind
from annotator.exchange.check_data import check_data
from tests.domain.checks.passages import by, found


@pytest.mark.parametrize(
    ("language", "source", "rendering", "said"),
    [
        ("ru", "Уходите!", "We are leaving.", "Уходите"),
        ("ru", "Закрывайте мост немедленно.", "They are closing the bridge immediately.", "Закрывайте"),
        ("ru", "Давайте закроем мост.", "We are closing the bridge.", "Давайте"),
        ("uk", "Відкривайте затвори!", "They are opening the gates.", "Відкривайте"),
        ("de", "Verlassen Sie sofort die Stadt!", "We are leaving the city at once.", "Verlassen Sie"),
        ("fr", "Quittez la ville !", "They are leaving the city.", "Quittez"),
        ("es", "¡Salgan de la ciudad!", "They are leaving the city.", "Salgan"),
    ],
)
def test_an_order_that_became_a_report_is_suspected(language: str, source: str, rendering: str, said: str) -> None:
    (suspicion,) = by("command", found(source, rendering, language))
    assert [span.within(source) for span in suspicion.source] == [said]
    assert suspicion.reporter[0].within(rendering).split()[0] in ("We", "They")
    assert (suspicion.category, suspicion.severity) == ("certainty", "major")


@pytest.mark.parametrize(
    ("language", "source", "rendering", "written"),
    [
        ("ru", "Мы уходим из города.", "Leave the city!", "Leave"),
        ("de", "Ich warte auf die Antwort.", "Wait for the answer.", "Wait"),
    ],
)
def test_a_statement_that_became_an_order_is_suspected(
    language: str, source: str, rendering: str, written: str
) -> None:
    (suspicion,) = by("command", found(source, rendering, language))
    assert [span.within(rendering) for span in suspicion.reporter] == [written]


@pytest.mark.parametrize(
    ("language", "source", "rendering"),
    [
        ("ru", "Уходите!", "Leave!"),
        ("ru", "Вы уходите из города.", "You are leaving the city."),
        ("ru", "Закрывайте мост.", "They must close the bridge."),
        ("ru", "Это написано на сайте.", "It is written on the site."),
        ("ru", "Мы уходим из города.", "Let's leave the city."),
        ("de", "Verlassen Sie die Stadt?", "They are leaving the city?"),
        ("de", "Morgen verlassen sie die Stadt.", "They leave the city tomorrow."),
        ("de", "Wir müssen gehen.", "Go now."),
        ("fr", "Chez nous, on attend.", "We wait at home."),
    ],
)
def test_what_orders_on_both_sides_or_surely_on_none_is_not_suspected(
    language: str, source: str, rendering: str
) -> None:
    assert by("command", found(source, rendering, language)) == []


@pytest.mark.parametrize("kind", [PassageKind.INDIRECT_SPEECH, PassageKind.HEADLINE])
def test_an_order_that_is_reported_is_not_suspected(kind: PassageKind) -> None:
    assert by("command", found("Уходите!", "We are leaving.", "ru", kind=kind)) == []


def test_a_machine_that_reports_too_silences() -> None:
    assert by("command", found("Уходите!", "We are leaving.", "ru", "They leave.")) == []
    (surer,) = by("command", found("Уходите!", "We are leaving.", "ru", "Please leave!"))
    assert surer.confidence > 0.8


def test_forms_that_may_state_are_orders_only_at_the_beginning_and_never_in_a_question() -> None:
    cues = check_data("ru")

    def read(text: str) -> list[str]:
        return [cue.span.within(text) for cue in orders(cues, text)]

    assert read("Смотрите! А вы смотрите на сайте. Читайте?") == ["Смотрите"]
    assert read("Если можете, читайте дальше.") == ["читайте"]
