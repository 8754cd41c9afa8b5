"""Finding the words of a document that a passage in another language renders."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.locating import confidence, reasons
from annotator.domain.locating.dictionary import Dictionary
from annotator.domain.locating.finding import Candidate, Finding
from annotator.domain.locating.index import Index
from annotator.domain.locating.query import Term, terms
from annotator.domain.locating.ranking import MOST_CANDIDATES, Place, heard, known, ranked
from annotator.domain.locating.witness import Witness
from annotator.domain.spans import Span

_SPEECH_DASH = re.compile(r"(?:[-–—]|>>+)\s*")
_CLOSING = "!?…%»”"  # marks that belong to the word before them


@dataclass(frozen=True)
class Shortlist:
    """The places of a document that may say what a passage renders, by words alone; an engine may be asked of them."""

    passage: str
    said: Sequence[Term]
    places: Sequence[Place]

    @property
    def spans(self) -> list[Span]:
        """The stretches of the document, best first."""
        return [place.span for place in self.places]

    def finding(self, witness: Witness | None = None) -> Finding:
        """Return the candidates and whether the best convinces; `witness` tells what an engine says of the places."""
        if not self.said:
            return Finding((), False, "There are no words in the passage to look for.")
        places = heard(self.places, self.passage, witness) if witness else list(self.places)
        shown = tuple(_candidate(place, places, self.said) for place in places[:MOST_CANDIDATES])
        asked = bool(places) and places[0].likelihood is not None
        enough = confidence.ENOUGH_HEARD if asked else confidence.ENOUGH
        found = bool(shown) and shown[0].confidence >= enough
        return Finding(shown, found, reasons.of_finding(shown, found))

    def evidence(self, witness: Witness | None = None) -> Mapping[Span, dict[str, float]]:
        """Return the places, best first, with what their confidence rests on: for fitting its weights."""
        places = heard(self.places, self.passage, witness) if witness else list(self.places)
        return {place.span: dict(known(place, places, len(self.said))) for place in places}


def shortlist(passage: str, language: str, parts: Sequence[Index], dictionary: Dictionary) -> Shortlist:
    """Return where the document, indexed in `parts`, may say what `passage` renders, a text in `language`.

    `dictionary` is the one that the parts were built with. A document of 20,000 words takes well under a second.
    """
    said = terms(passage, language, dictionary)
    return Shortlist(passage, said, ranked(said, parts) if said else [])


def locate(
    passage: str, language: str, parts: Sequence[Index], dictionary: Dictionary, witness: Witness | None = None
) -> Finding:
    """Return the finding of `shortlist` at once. Where nothing is convincing it says so; its candidates are then only
    the least unlikely.
    """
    return shortlist(passage, language, parts, dictionary).finding(witness)


def _candidate(place: Place, among: Sequence[Place], said: Sequence[Term]) -> Candidate:
    index, window = place.index, place.window
    starts = [unit.first for unit in index.units]
    first = index.units[bisect_right(starts, window.first) - 1]
    last = index.units[bisect_right(starts, window.end - 1) - 1]
    dash = _SPEECH_DASH.match(index.text, first.span.start, index.places[first.first].start)
    whole = Span(dash.end() if dash else first.span.start, last.span.end)
    # Up to the marks of its sentence, where it reaches the first or the last word of it.
    start = whole.start if window.first == first.first else index.places[window.first].start
    end = whole.end if window.end == last.end else _past_marks(index.text, index.places[window.end - 1].end)
    matches = reasons.matches(window, said, place.found, index)
    return Candidate(
        Span(start, end).shifted(index.offset),
        whole.shifted(index.offset),
        confidence.of(known(place, among, len(said))),
        matches,
        reasons.of_candidate(matches, said),
    )


def _past_marks(text: str, at: int) -> int:
    while at < len(text) and text[at] in _CLOSING:
        at += 1
    return at
