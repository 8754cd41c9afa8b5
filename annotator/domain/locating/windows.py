"""How well a stretch of a document fits a passage, and which stretches fit best.

The score is a log-likelihood ratio under IBM model 1 (Brown et al. 1993, https://aclanthology.org/J93-2003/), mixed
with chance and taken in both directions: how much likelier the passage is if this stretch is its original than if it
is any text, and how much likelier the stretch is given the passage. The first punishes what is missing from the
stretch, the second what the stretch has too much, so that one sentence, several and a part of one can be compared.
"""

import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.locating.index import Index
from annotator.domain.locating.query import Hit, Term

MOST_SENTENCES = 4
_RENDERED = 0.6  # how much of a passage is drawn from its original, the rest from anywhere
_KEPT = 0.9  # how much of an original finds its way into the passage
_BACK = 0.4  # the weight of the second direction
_STRETCH = 4  # tokens that even a very short stretch is counted for
_TURN = 8.0  # the price of reaching into another paragraph, where often somebody else speaks
_MOST_CUTS = 12  # clauses from either end that a part may leave out
_EXCESS = 0.35  # how much longer than the passage, as a logarithm, an original may be at no price
_TOO_LONG = 25.0  # nats for what is longer than that, times its square: a headline and the sentence that repeats it
_WORTH = 3.0  # nats that a part must be better than the whole sentences


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens `first` to `end` of an index and how well they fit, in nats."""

    first: int
    end: int
    score: float
    forward: float
    backward: float


class Fit:
    """Scores stretches of one document against one passage."""

    def __init__(self, said: Sequence[Term], found: Mapping[int, Sequence[Hit]], index: Index) -> None:
        self._said = said
        self._found = found
        self._index = index
        self._starts = [unit.first for unit in index.units]
        self._nothing = math.log(1 - _RENDERED)
        self._back = [0.0]
        for token in range(len(index.keys)):
            self._back.append(self._back[-1] + self._of_token(token))

    def _of_token(self, token: int) -> float:
        hits = self._found.get(token, ())
        lift = sum(hit.probability / self._said[hit.term].share for hit in hits) / (len(self._said) + 1)
        return self._index.weights[token] * min(6.0, math.log(1 - _KEPT + _KEPT * lift))

    def window(self, first: int, end: int, sums: Mapping[int, float]) -> Window:
        """Return the scored window of the tokens `first` to `end`, whose hits add up to `sums`."""
        size = max(end - first, _STRETCH) + 1
        forward = self._nothing * len(self._said)
        for term, total in sums.items():
            lift = total / size / self._said[term].share
            forward += math.log(1 - _RENDERED + _RENDERED * lift) - self._nothing
        backward = self._back[end] - self._back[first]
        return Window(first, end, forward + _BACK * backward - self._price(end - first), forward, backward)

    def _price(self, length: int) -> float:
        excess = math.log((length + _STRETCH) / (len(self._said) + _STRETCH)) - _EXCESS
        return _TOO_LONG * excess * excess if excess > 0 else 0.0

    def sums(self, first: int, end: int) -> dict[int, float]:
        """Return the summed probability of each term among some tokens."""
        sums: dict[int, float] = {}
        for token in range(first, end):
            for hit in self._found.get(token, ()):
                sums[hit.term] = sums.get(hit.term, 0.0) + hit.probability
        return sums

    def whole(self) -> Iterator[Window]:
        """Yield every window of one to four sentences whose first and last both hold something of the passage."""
        units = self._index.units
        held = [self.sums(unit.first, unit.end) for unit in units]
        for start, unit in enumerate(units):
            if not held[start]:
                continue
            sums: dict[int, float] = {}
            for last in range(start, min(start + MOST_SENTENCES, len(units))):
                for term, total in held[last].items():
                    sums[term] = sums.get(term, 0.0) + total
                if held[last]:
                    turns = units[last].paragraph - unit.paragraph
                    yield _cheaper(self.window(unit.first, units[last].end, sums), turns * _TURN)

    def _turns(self, first: int, end: int) -> int:
        one, other = (bisect_right(self._starts, token) - 1 for token in (first, end - 1))
        return self._index.units[other].paragraph - self._index.units[one].paragraph

    def trimmed(self, window: Window) -> Window:
        """Return the best part of a window that begins and ends where a clause does."""
        cuts = [at for at in range(window.first + 1, window.end) if at in self._index.cuts]
        starts, ends = [window.first, *cuts][:_MOST_CUTS], [*cuts, window.end][-_MOST_CUTS:]
        parts = ((first, end) for first in starts for end in ends if first < end)
        scored = (
            _cheaper(self.window(first, end, self.sums(first, end)), self._turns(first, end) * _TURN)
            for first, end in parts
        )
        best = max(scored, key=lambda part: part.score)
        return best if best.score > window.score + _WORTH else window


def _cheaper(window: Window, price: float) -> Window:
    return Window(window.first, window.end, window.score - price, window.forward, window.backward) if price else window
