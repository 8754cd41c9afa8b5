"""The figures that a judgement rests on, by name: of a passage, of a word of the rendering, of a word of the source.

Those that only a witness can give are left out without one, and so are those of an engine of the other direction
(`Reverse`), so that weights for every case can be fitted.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from annotator.domain.alignment.function_words import is_function_word
from annotator.domain.alignment.keys import key
from annotator.domain.alignment.lexicon import Lexicon
from annotator.domain.alignments import Link
from annotator.domain.spans import Span
from annotator.domain.triage.evidence import Case, Evidence, Probability, Reverse, Witness
from annotator.domain.words import Word, words

Figures = dict[str, float]

_STEM = 4  # letters that stand for a word in another form: "decide" for "decided"
_SHORT = 3  # letters of words that are seldom linked, and tell little when they are not
_MILLION = 1_000_000
_MIDDLING = 5.0  # how familiar words are on the whole; stands for all of them where there is no lexicon
_MOST = 20.0  # nats: beyond it a word is a puzzle to the engine, and says no more
_SOFT = 5  # letters added to both lengths, so that the ratio of short texts does not swing


@dataclass(frozen=True)
class Reading:
    """The words of an evidence with what stands beside each; figures are asked of it."""

    evidence: Evidence
    source: list[Word] = field(init=False)
    rendering: list[Word] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "source", words(self.evidence.source))
        object.__setattr__(self, "rendering", words(self.evidence.rendering))

    @cached_property
    def passage(self) -> Figures:
        """The figures of the whole passage."""
        links = self.evidence.links
        figures = {
            "length": math.log(max(len(self.rendering), 1)),
            "length_ratio": math.log((len(self.evidence.rendering) + _SOFT) / (len(self.evidence.source) + _SOFT)),
            "source_unlinked": _unlinked(self.source, self._source_links),
            "rendering_unlinked": _unlinked(self.rendering, self._rendering_links),
            "link_confidence": sum(link.confidence for link in links) / len(links) if links else 0.0,
        }
        if self.evidence.witness:
            figures |= self._heard(self.evidence.witness)
        return figures | (_heard_back(self._reverse) if self._reverse else {})

    def rendered_words(self) -> list[Figures]:
        """Return the figures of every word and mark of the rendering, in order."""
        return [self._rendered_word(place) | self.passage for place in range(len(self.rendering))]

    def source_words(self) -> list[Figures]:
        """Return the figures of every word and mark of the source, in order."""
        return [self._source_word(place) | self.passage for place in range(len(self.source))]

    def _heard(self, witness: Witness) -> Figures:
        said = Counter(word.text.casefold() for word in self.rendering)
        return {
            "score": witness.score,
            "machine_score": witness.own_score,
            "machine_overlap": (said & self._machine_words).total() / max(len(self.rendering), 1),
        }

    def _rendered_word(self, place: int) -> Figures:
        word, links = self.rendering[place], self._rendering_links
        figures = (
            _linked(links, place)
            | _shape(word)
            | {"function_word": float(is_function_word(word.text.casefold())), "familiar": self._familiar(word, "en")}
        )
        if not self.evidence.witness:
            return figures
        return figures | self._heard_of_word(place) | (self._heard_back_of_word(place) if self._reverse else {})

    def _heard_of_word(self, place: int) -> Figures:
        word = self.rendering[place]
        surprise, pieces = self._surprises[place]
        around = [self._surprises[near][0] for near in (place - 1, place + 1) if 0 <= near < len(self.rendering)]
        return {
            "surprise": surprise,
            "surprise_of_a_piece": surprise / pieces,
            "surprise_around": max(around, default=0.0),
            "machine_says_it": float(word.text.casefold() in self._machine_words),
            "machine_says_its_stem": float(_stem(word.text) in self._machine_stems),
        }

    def _heard_back_of_word(self, place: int) -> Figures:
        surprises = [
            surprise
            for other, (surprise, _) in zip(self.source, self._back_surprises, strict=True)
            if any(link.source.overlaps(other.span) for link in self._rendering_links[place])
        ]
        return {"back_surprise": max(surprises, default=0.0)}

    def _source_word(self, place: int) -> Figures:
        word, language = self.source[place], self.evidence.lexicon.language if self.evidence.lexicon else ""
        figures = _linked(self._source_links, place) | _shape(word) | {"familiar": self._familiar(word, language)}
        if not self.evidence.witness:
            return figures
        return figures | self._heard_of_source(place) | (self._heard_back_of_source(place) if self._reverse else {})

    def _heard_of_source(self, place: int) -> Figures:
        links = self._source_links[place]
        heard = self._machine_links[place]
        surprises = [
            self._surprises[other][0]
            for other, word in enumerate(self.rendering)
            if any(link.rendering.overlaps(word.span) for link in links)
        ]
        stems = {_stem(link.rendering.within(self.evidence.rendering)) for link in links}
        return {
            "surprise": max(surprises, default=0.0),
            "machine_links_it": float(bool(heard)),
            "machine_agrees": float(bool(stems & {_stem(part) for part in heard})),
        }

    def _heard_back_of_source(self, place: int) -> Figures:
        surprise, pieces = self._back_surprises[place]
        return {
            "back_surprise": surprise,
            "back_surprise_of_a_piece": surprise / pieces,
            "back_surprise_unlinked": 0.0 if self._source_links[place] else min(surprise, _MOST),
        }

    def _familiar(self, word: Word, language: str) -> float:
        """Return how often a word stands in a million of its language, as a logarithm."""
        lexicon = self.evidence.lexicon
        if lexicon is None:
            return _MIDDLING
        return math.log1p(_sightings(lexicon, key(word.text, language), language) * _MILLION / max(lexicon.total, 1.0))

    @cached_property
    def _reverse(self) -> Reverse | None:
        return self.evidence.reverse if self.evidence.case is Case.REVERSE else None

    @cached_property
    def _source_links(self) -> list[list[Link]]:
        return [_touching(word.span, self.evidence.links, "source") for word in self.source]

    @cached_property
    def _rendering_links(self) -> list[list[Link]]:
        return [_touching(word.span, self.evidence.links, "rendering") for word in self.rendering]

    @cached_property
    def _machine_links(self) -> list[list[str]]:
        witness = self.evidence.witness
        if witness is None:
            return [[] for _ in self.source]
        return [
            [link.rendering.within(witness.text) for link in _touching(word.span, witness.links, "source")]
            for word in self.source
        ]

    @cached_property
    def _machine_words(self) -> Counter[str]:
        return Counter(
            word.text.casefold() for word in words(self.evidence.witness.text if self.evidence.witness else "")
        )

    @cached_property
    def _machine_stems(self) -> set[str]:
        return {_stem(word) for word in self._machine_words}

    @cached_property
    def _surprises(self) -> list[tuple[float, int]]:
        return _improbable(self.rendering, self.evidence.witness.probabilities if self.evidence.witness else ())

    @cached_property
    def _back_surprises(self) -> list[tuple[float, int]]:
        return _improbable(self.source, self._reverse.probabilities if self._reverse else ())


def _improbable(found: Sequence[Word], given: Sequence[Probability]) -> list[tuple[float, int]]:
    """Return for every word how improbable it was found (nats), and in how many pieces."""
    surprises = []
    for word in found:
        inside = [each for each in given if each.span.overlaps(word.span)]
        surprises.append((-sum(each.log_probability for each in inside), sum(each.pieces for each in inside) or 1))
    return surprises


def _heard_back(reverse: Reverse) -> Figures:
    return {"back_score": reverse.score, "back_least_probable": least_probable(reverse.probabilities)}


def least_probable(probabilities: Sequence[Probability]) -> float:
    """Return the mean log-probability of the least probable tenth of words, of one at least; 0.0 without any."""
    found = sorted(each.log_probability for each in probabilities)
    least = found[: max(1, len(found) // 10)] or [0.0]
    return sum(least) / len(least)


def _sightings(lexicon: Lexicon, word: str, language: str) -> float:
    if language == "en":
        return lexicon.english.get(word, 0.0)
    return lexicon.rows[word].count if word in lexicon.rows else 0.0


def _linked(links: Sequence[Sequence[Link]], place: int) -> Figures:
    beside = [bool(links[near]) if 0 <= near < len(links) else False for near in (place - 1, place + 1)]
    return {
        "linked": float(bool(links[place])),
        "confidence": max((link.confidence for link in links[place]), default=0.0),
        "linked_before": float(beside[0]),
        "linked_after": float(beside[1]),
    }


def _shape(word: Word) -> Figures:
    return {
        "mark": float(not word.is_word),
        "letters": float(min(len(word.text), 20)),
        "capital": float(word.text[:1].isupper()),
        "figure": float(any(char.isdigit() for char in word.text)),
    }


def _unlinked(found: Sequence[Word], links: Sequence[Sequence[Link]]) -> float:
    long = [bool(of) for word, of in zip(found, links, strict=True) if word.is_word and len(word.text) >= _SHORT]
    return long.count(False) / len(long) if long else 0.0


def _touching(span: Span, links: Sequence[Link], side: str) -> list[Link]:
    return [link for link in links if getattr(link, side).overlaps(span)]


def _stem(text: str) -> str:
    return text.casefold()[:_STEM]
