"""Prepare source documents for searching, a stretch of time at a time, and keep those that were searched last."""

import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

from annotator.domain.locating import Dictionary, Index, LexiconDictionary, NoDictionary, build, parts
from annotator.domain.sources import SourceDetails
from annotator.domain.spans import Span
from annotator.domain.text import content_hash
from annotator.engines.base import Engine
from annotator.exchange.lexicons import lexicon
from annotator.services.score_places import likelihoods

_PASSAGES = 200  # of which is remembered where an engine would put them
_KEPT = 4  # documents; a long one takes some 50 MB
Key = tuple[str, str, str]


@dataclass(slots=True)
class Reading:
    """A document that is being read: its indexes so far, `share` of the text that they hold, and its dictionary."""

    dictionary: Dictionary
    indexes: list[Index] = field(default_factory=list)
    share: float = 0.0
    heard: OrderedDict[tuple[str, str], dict[Span, float]] = field(default_factory=OrderedDict)

    @property
    def complete(self) -> bool:
        """Whether all of the text was read."""
        return self.share >= 1.0

    def hear(
        self, engine: Engine, passage: str, details: SourceDetails, spans: Sequence[Span], target: str
    ) -> dict[Span, float]:
        """Return what `score_places.likelihoods` does for the document, asked now or remembered."""
        key = (str(engine.signature(details.language, target)), passage)
        known = self.heard.get(key)
        if known is None or not set(spans) <= set(known):
            known = likelihoods(engine, passage, details.text, spans, (details.language, target))
            self.heard[key] = known
        while len(self.heard) > _PASSAGES:
            self.heard.popitem(last=False)
        return known


class Readings:
    """The documents that were searched last, in memory; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Key, Reading] = OrderedDict()

    def read(self, details: SourceDetails, target: str, seconds: float | None = None) -> Reading:
        """Go on reading a document for passages in the language `target`, for about so many seconds; None: to its end.

        Returns the reading, which may not be complete: then ask again.
        """
        key = (content_hash(details.text), details.language, target)
        with self._lock:
            reading = self._kept.pop(key, None) or Reading(dictionary_for(details.language, target))
            self._kept[key] = reading
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            _advance(reading, details, seconds)
            return reading


def dictionary_for(language: str, target: str) -> Dictionary:
    """Return what is known of the words of a language in another."""
    known = lexicon(language) if target == "en" else None
    return LexiconDictionary(known) if known else NoDictionary(same=language == target)


def _advance(reading: Reading, details: SourceDetails, seconds: float | None) -> None:
    began = time.monotonic()
    pieces = parts(details.text)
    while len(reading.indexes) < len(pieces):
        piece = pieces[len(reading.indexes)]
        index = build(piece.within(details.text), details.language, reading.dictionary, piece.start)
        reading.indexes.append(index)
        reading.share = piece.end / len(details.text)
        if seconds is not None and time.monotonic() - began >= seconds:
            return  # checked at the end, so that every call gets a part further
