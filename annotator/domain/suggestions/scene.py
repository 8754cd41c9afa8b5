"""Where the article is at each sentence: the languages of the places and people it has named, the latest first."""

from annotator.domain.suggestions.cue_list import CueList
from annotator.domain.suggestions.evidence import Evidence
from annotator.domain.suggestions.lexicon import Hit
from annotator.domain.suggestions.reading import Sentence

_FADES, _FADES_AT_PARAGRAPH = 0.85, 0.6  # how much of a mention's weight is left one sentence, one paragraph later
_STAYS = 0.25  # how much of it stays for the whole article
_STRONGEST = 2.6
_PRIOR = 0.4  # keeps a single fleeting mention from counting as certainty


class Scene:
    """Counts that fade with each sentence, beside counts that stay."""

    def __init__(self, cues: CueList) -> None:
        self._cues = cues
        self._fading: dict[tuple[str, ...], float] = {}
        self._staying: dict[tuple[str, ...], float] = {}
        self._cue: dict[tuple[str, ...], Evidence] = {}
        self._paragraph = -1

    def enter(self, sentence: Sentence, *, opening: bool) -> None:
        """Add the places and peoples of a sentence; those of the opening sentences stay with double weight."""
        fades = _FADES if sentence.paragraph == self._paragraph else _FADES * _FADES_AT_PARAGRAPH
        self._paragraph = sentence.paragraph
        self._fading = {key: left * fades for key, left in self._fading.items() if left > 0.01}
        for hit in sentence.hits:
            own = hit.languages[:1] == (self._cues.language,)
            if hit.kind in ("place", "people") or (hit.kind in ("institution", "company", "leader") and not own):
                weight = self._weight(hit, sentence)
                self._fading[hit.languages] = self._fading.get(hit.languages, 0.0) + weight
                stay = weight * _STAYS * (2 if opening else 1)
                self._staying[hit.languages] = min(3.0, self._staying.get(hit.languages, 0.0) + stay)
                self._cue[hit.languages] = Evidence("scene", hit.languages, 0.0, hit.span)

    def _weight(self, hit: Hit, sentence: Sentence) -> float:
        """Return the weight of a mention; beside a quotation it may only tell where a foreign speaker comes from."""
        if hit.languages[:1] == (self._cues.language,) and sentence.quotations:
            return 0.6
        return 1.0 if hit.kind in ("place", "people") else 0.7

    def evidence(self, trust: float = 1.0) -> list[Evidence]:
        """Return the languages of the scene, each with its share of the strongest weight that a scene may have.

        `trust` multiplies the weights: a man in the street is of the place, a visitor with a name may not be.
        """
        totals = {key: self._fading.get(key, 0.0) + left for key, left in self._staying.items()}
        whole = sum(totals.values()) + _PRIOR
        shares = ((key, total / whole) for key, total in totals.items())
        return [
            Evidence("scene", key, trust * _STRONGEST * share, self._cue[key].cue)
            for key, share in shares
            if share > 0.1
        ]
