"""Person: who is meant by the pronouns of both sides."""

import pytest

from annotator.domain.passages import PassageKind
from tests.domain.checks.passages import by, found


@pytest.mark.parametrize(
    ("language", "source", "rendering", "said", "written"),
    [
        ("ru", "Мы уже уходим из города.", "They are already leaving the city.", "Мы", "They"),
        ("ru", "Нас обманули в этом городе.", "I was deceived in this city.", "Нас", "I"),
        ("uk", "Наші сусіди бачили це вночі.", "Their neighbours saw it at night.", "Наші", "Their"),
        ("de", "Ich habe das Haus gestern verkauft.", "We sold the house yesterday.", "Ich", "We"),
        ("fr", "Nous avons quitté la ville hier.", "They left the city yesterday.", "Nous", "They"),
        ("es", "Nosotros cerramos el puente ayer.", "They closed the bridge yesterday.", "Nosotros", "They"),
        ("zh", "我们昨天离开了城市。", "They left the city yesterday.", "我们", "They"),
        ("ar", "نحن غادرنا المدينة أمس.", "They left the city yesterday.", "نحن", "They"),
        ("ru", "Они закрыли мост ночью.", "We closed the bridge at night.", "Они", "We"),
    ],
)
def test_a_pronoun_of_another_person_is_suspected(
    language: str, source: str, rendering: str, said: str, written: str
) -> None:
    (suspicion,) = by("persons", found(source, rendering, language))
    assert [span.within(source) for span in suspicion.source] == [said]
    assert [span.within(rendering) for span in suspicion.reporter] == [written]
    assert (suspicion.category, suspicion.severity) == ("mistranslation", "major")


@pytest.mark.parametrize(
    ("language", "source", "rendering"),
    [
        ("ru", "Мы с женой уходим из города.", "My wife and I are leaving the city."),
        ("ru", "Нас обманули, и они это знают.", "We were deceived, and they know it."),
        ("es", "Nos dijeron que el puente está cerrado.", "They told us that the bridge is closed."),
        ("de", "Sie haben das Haus verkauft.", "We sold the house."),
        ("de", "Man kann das Haus sehen.", "You can see the house."),
        ("fr", "On a quitté la ville.", "We left the city."),
        ("fr", "Le rendez-vous est à midi, s'il vous plaît.", "They meet at noon, please."),
        ("ru", "Он сказал: «Мы уходим из города».", "He said that they were leaving the city."),
        ("ru", "Мы были в армии.", "We were in the US army."),
        ("ru", "Когда я пришла, вы закрыли мост.", "When I came, you closed the bridge."),
        ("ru", "Наша Первая мировая война.", "World War I."),
    ],
)
def test_persons_that_shift_or_cannot_be_told_are_not_suspected(language: str, source: str, rendering: str) -> None:
    assert by("persons", found(source, rendering, language)) == []


def test_the_land_us_is_not_the_pronoun() -> None:
    source, rendering = "Мы уходим из армии США.", "They are leaving the US army."
    assert by("persons", found(source, rendering, "ru"))


@pytest.mark.parametrize("kind", [PassageKind.INDIRECT_SPEECH, PassageKind.HEADLINE, PassageKind.CAPTION])
def test_outside_quotations_persons_shift(kind: PassageKind) -> None:
    source, rendering = "Мы уже уходим из города.", "They are already leaving the city."
    assert by("persons", found(source, rendering, "ru", kind=kind)) == []


def test_a_machine_that_lacks_the_person_too_silences_and_one_that_has_it_makes_surer() -> None:
    source, rendering = "Мы уже уходим из города.", "They are already leaving the city."
    (alone,) = by("persons", found(source, rendering, "ru"))
    (surer,) = by("persons", found(source, rendering, "ru", "We are already leaving the city."))
    assert surer.confidence > alone.confidence
    assert by("persons", found(source, rendering, "ru", "They already leave the city.")) == []
