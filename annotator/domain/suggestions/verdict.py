"""Weighing the evidence: is it another language, which one, how sure, and what is the best reason to give."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.suggestions.cue_list import CueList
from annotator.domain.suggestions.evidence import Evidence

_BIAS = 1.5  # a quotation of which nothing is known was said in the article's language
_ALTERNATIVE = 0.55  # the weight of each further language of a place, against the one before it

_BELONGS = frozenset({"people", "place", "institution", "company", "leader", "given", "kin"})
_BELONGS_MOST = 4.5


@dataclass(frozen=True, slots=True)
class Verdict:
    """The likeliest foreign language ("" for none in sight), the probability that it is foreign, and the best cue."""

    language: str
    confidence: float
    best: Evidence | None


def verdict(evidence: Sequence[Evidence], penalty: float, cues: CueList) -> Verdict:
    """Weigh `evidence`; `penalty` (log-odds) is what speaks against the words having been said by anybody at all."""
    foreign = [item for item in evidence if not item.languages or item.languages[0] != cues.language]
    own = sum(item.weight for item in evidence if item.languages[:1] == (cues.language,))
    language = _language(foreign, evidence, cues)
    odds = _together(foreign) - own - _BIAS - penalty
    best = max((item for item in foreign if _supports(item, language)), key=_worth, default=None)
    return Verdict(language, 1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))), best)


def _together(foreign: Sequence[Evidence]) -> float:
    """Return the weight of all; what tells where a speaker belongs tells one thing, however often it is told."""
    belongs = sum(item.weight for item in foreign if item.kind in _BELONGS)
    return min(belongs, _BELONGS_MOST) + sum(item.weight for item in foreign if item.kind not in _BELONGS)


def _language(foreign: Sequence[Evidence], evidence: Sequence[Evidence], cues: CueList) -> str:
    totals: dict[str, float] = {}
    for item in foreign:
        for place, language in enumerate(item.languages):
            totals[language] = totals.get(language, 0.0) + item.weight * _ALTERNATIVE**place
    if not totals:
        for item in evidence:
            for language in item.languages[1:]:
                totals[language] = totals.get(language, 0.0) + item.weight
    totals.pop(cues.language, None)
    return max(totals, key=lambda language: totals[language], default="")


def _supports(item: Evidence, language: str) -> bool:
    return not item.languages or language in item.languages


def _worth(item: Evidence) -> float:
    # How the words were spoken convinces more than who spoke them, and that more than a known name.
    return item.weight + {"explicit": 1.0, "translation": 1.0, "outlet": 1.0, "people": 0.5}.get(item.kind, 0.0)
