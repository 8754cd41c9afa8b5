"""A small dictionary of Russian, and a transcript to search in."""

from collections.abc import Mapping

from annotator.domain.locating import Dictionary, Index, build, parts
from annotator.domain.text import canonical

_MEANINGS = {
    "мы": "we", "никого": "no anyone nobody", "не": "not", "оставили": "left", "берегу": "bank shore", "том": "that",
    "считала": "counted counting", "головам": "heads", "фамилиям": "names", "списков": "lists", "сколько": "how",
    "человек": "people", "перевезли": "carried ferried", "первые": "first", "двое": "two", "суток": "days",
    "причал": "pier landing", "сорвало": "torn", "вывезли": "took", "низкого": "low", "восточного": "eastern",
    "берега": "bank shore", "лодка": "boat", "спасателей": "rescuers", "телефон": "phone", "замолчал": "silent",
    "утром": "morning", "дали": "gave", "повестку": "notice", "военком": "officer", "сказал": "said",
    "уезжаем": "leaving", "сейчас": "now", "потом": "then", "осталась": "remained", "только": "only", "было": "was",
}  # fmt: skip

TRANSCRIPT = canonical(
    """— Все ли успели уйти с восточного берега?

— Насколько мне известно, на том берегу мы никого не оставили,
но считала я по головам, а не по фамилиям. Списков не было.

— Сколько человек вы перевезли?

— За первые двое суток, пока не сорвало причал, мы вывезли с низкого восточного берега
1500 человек. Потом осталась только лодка спасателей.

— Утром дали повестку к 15:00, потом военком Дмитрий Якушев сказал, что сейчас уезжаем. Телефон замолчал.
""".replace(",\n", ", ").replace("берега\n", "берега ")
)


class Words:
    """A dictionary in which every rendering of a word is as likely as the others."""

    def meanings(self, key: str) -> Mapping[str, float]:
        """See `annotator.domain.locating.Dictionary`."""
        english = _MEANINGS.get(key, "").split()
        return {word: 0.9 / len(english) for word in english}

    def rendering_share(self, key: str) -> float:
        """Take short words for frequent ones."""
        return 0.03 if len(key) <= 3 else 3e-4

    def source_share(self, key: str) -> float:
        """See `rendering_share`."""
        return self.rendering_share(key)

    def log_share(self, _key: str) -> float | None:
        """Know no Chinese."""
        return None


def dictionary() -> Dictionary:
    """Return the dictionary."""
    return Words()


def indexed(text: str = TRANSCRIPT, language: str = "ru") -> list[Index]:
    """Return the indexes of a text."""
    return [build(part.within(text), language, dictionary(), part.start) for part in parts(text)]
