"""How likely each content word was left out or put in: what omission, addition and substitution build upon.

A word without a link is no omission yet: people paraphrase. What speaks for one is that its translations are well known
and stand nowhere in the rendering, that its neighbours are rendered, and above all that no word of the rendering is
left over which might be the paraphrase. A logistic regression weighs these; it was fitted on half of the sources of a
set of controlled errors (see docs/checks.md).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.alignment.function_words import is_content_word
from annotator.domain.checks.listed import listed
from annotator.domain.checks.reading import GUESS, Linked, Reading, forms

_FIRM = 0.55
_COMPOUND = 10  # letters of a word that may need two English ones
# English needs these where other languages say it by grammar, so that they are put in without being added.
_COLOURLESS = listed(
    "make made making take took taken taking get got getting put come came coming go went going give gave "
    "given thing things way ways like toward towards across along around well order part kind people "
    "person place set year-old year years old time times day days number use used using become became "
    "keep kept let do doing done begin began start started allow enable include including involve "
    "involved have cause due able back away mine own"
)
_STEM = 5


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of one content word; `values` are in the order of the weights."""

    number: int
    values: tuple[float, ...]


def sureness(linked: Linked, *, guesses: bool = True) -> float:
    """Return the confidence of the best link of a word, with or without those that only its neighbours speak for."""
    return max((sure for sure, origin in linked.values() if guesses or origin != GUESS), default=0.0)


def our_traits(reading: Reading) -> list[Traits]:
    """Return the traits of every content word of the source."""
    free = free_theirs(reading)
    share = _unlinked_share(reading)
    return [Traits(number, _ours(number, reading, free, share)) for number in sorted(reading.our_content)]


def their_traits(reading: Reading) -> list[Traits]:
    """Return the traits of every content word of the rendering."""
    free = free_ours(reading)
    share = _unlinked_share(reading)
    return [Traits(number, _theirs(number, reading, free, share)) for number in sorted(reading.their_content)]


def free_theirs(reading: Reading) -> frozenset[int]:
    """Return the content words of the rendering that nothing but their place is linked with."""
    return frozenset(j for j in reading.their_content if sureness(reading.to_ours[j], guesses=False) < 0.4)


def free_ours(reading: Reading) -> frozenset[int]:
    """Return the content words of the source that nothing but their place is linked with."""
    return frozenset(i for i in reading.our_content if sureness(reading.to_theirs[i], guesses=False) < 0.4)


def _unlinked_share(reading: Reading) -> float:
    content = reading.our_content
    return len(free_ours(reading)) / len(content) if content else 1.0


def _ours(number: int, reading: Reading, free: frozenset[int], share: float) -> tuple[float, ...]:
    linked = reading.to_theirs[number]
    known = reading.translations(number)
    lexicon = reading.material.lexicon
    row = lexicon.rows.get(reading.ours[number].key) if lexicon else None
    best = sorted((rendering.share for rendering in known.values()), reverse=True)[:3]
    slot = slot_of(number, reading.to_theirs, len(reading.theirs))
    inside = sum(slot[0] - 1 <= place <= slot[1] + 1 for place in free)
    return (
        1.0,
        sureness(linked),
        sureness(linked, guesses=False),
        reading.lightness(number),
        math.log1p(row.count) / 5.0 if row else 0.0,
        1.0 if known else 0.0,
        sum(best),
        presence(number, reading),
        min(inside, 3) / 3.0,
        min(len(free), 5) / 5.0,
        share,
        _neighbours(number, reading.to_theirs),
        1.0 if inside == 0 else 0.0,
        1.0 if not free else 0.0,
    )


def _theirs(number: int, reading: Reading, free: frozenset[int], share: float) -> tuple[float, ...]:
    linked = reading.to_ours[number]
    key = reading.theirs[number].key
    lexicon = reading.material.lexicon
    count = max((lexicon.english.get(form, 0.0) for form in forms(key)), default=0.0) if lexicon else 0.0
    slot = slot_of(number, reading.to_ours, len(reading.ours))
    inside = sum(slot[0] - 1 <= place <= slot[1] + 1 for place in free)
    best = max((reading.share(place, key) for place in range(len(reading.ours))), default=0.0)
    return (
        1.0,
        sureness(linked),
        sureness(linked, guesses=False),
        math.log1p(count) / 5.0,
        1.0 if count else 0.0,
        min(0.5, best) * 2,
        1.0 if best > 0.005 else 0.0,
        min(inside, 3) / 3.0,
        min(len(free), 5) / 5.0,
        share,
        _neighbours(number, reading.to_ours),
        1.0 if inside == 0 else 0.0,
        1.0 if not free else 0.0,
        1.0 if key.endswith("ly") else 0.0,
        1.0 if key.endswith(("ing", "ed")) else 0.0,
        1.0 if key in _COLOURLESS or forms(key) & _COLOURLESS else 0.0,
        1.0 if _beside_compound(number, reading) else 0.0,
    )


def _beside_compound(number: int, reading: Reading) -> bool:
    """Return whether a word stands beside one that renders a long word, of which it may render a part."""
    for near in (number - 1, number + 1):
        if 0 <= near < len(reading.theirs):
            for place, (sure, _) in reading.to_ours[near].items():
                if sure > 0.4 and len(reading.ours[place].text) >= _COMPOUND:
                    return True
    return False


def presence(number: int, reading: Reading) -> float:
    """Return how strongly any word of the rendering might stand for a source word, 0.0 to 1.0, wherever it stands."""
    known = reading.translations(number)
    best = max(
        (known[form].surprise for token in reading.theirs for form in forms(token.key) if form in known), default=0.0
    )
    stems = {token.key[:_STEM] for token in reading.theirs if len(token.key) >= _STEM}
    alike = [row.surprise - 1.0 for english, row in known.items() if english[:_STEM] in stems]
    return max(0.0, min(1.0, max([best, *alike]) / 8.0))


def slot_of(number: int, linked: list[Linked], length: int) -> tuple[int, int]:
    """Return between which places the counterpart of a word should stand, by its nearest firmly linked neighbours."""
    before = next((_place(linked[n]) for n in range(number - 1, -1, -1) if _is_firm(linked[n])), 0)
    after = next((_place(linked[n]) for n in range(number + 1, len(linked)) if _is_firm(linked[n])), length - 1)
    return min(before, after), max(before, after)


def _is_firm(linked: Linked) -> bool:
    return sureness(linked, guesses=False) >= _FIRM


def _place(linked: Linked) -> int:
    return max(linked, key=lambda place: linked[place][0])


def _neighbours(number: int, linked: list[Linked]) -> float:
    """Return the share of the four nearest words that are firmly linked."""
    near = [n for n in (number - 2, number - 1, number + 1, number + 2) if 0 <= n < len(linked)]
    return sum(_is_firm(linked[n]) for n in near) / len(near) if near else 0.0


# Fitted by `our_traits` and `their_traits`; the first weight holds the threshold, so that 0.5 is where it pays to tell.
_LOST = (-0.2, -2.32, -2.94, -1.62, -0.92, 0.11, 1.67, -1.09, -1.13, -2.06, 2.19, -0.76, 0.7, -0.04)
_ADDED = (-0.15, -2.52, -2.19, 0.07, 0.18, -1.12, -1.95, -1.28, -0.9, -0.8, 0.07, 0.62, -0.05, 1.6, -1.04, -2.04, -0.29)


def likely_lost(reading: Reading) -> dict[int, float]:
    """Return how likely each content word of the source was left out, as far as links and lexicon show it."""
    if reading.material.lexicon is None or not reading.material.links:
        return {}
    return {traits.number: _likelihood(traits, _LOST) for traits in our_traits(reading)}


def likely_added(reading: Reading) -> dict[int, float]:
    """Return how likely each content word of the rendering was put in, as far as links and lexicon show it."""
    if reading.material.lexicon is None or not reading.material.links:
        return {}
    return {traits.number: _likelihood(traits, _ADDED) for traits in their_traits(reading)}


def _likelihood(traits: Traits, weights: Sequence[float]) -> float:
    return logistic(sum(weight * value for weight, value in zip(weights, traits.values, strict=True)))


def logistic(total: float) -> float:
    """Return the likelihood, 0.0 to 1.0, of which `total` are the log-odds."""
    return 1.0 / (1.0 + math.exp(-total))


def usual_translations(number: int, reading: Reading, most: int = 3) -> list[str]:
    """Return the English words that a source word most often stands for, function words left out."""
    known = reading.translations(number)
    telling = [english for english in known if is_content_word(english) and known[english].share >= 0.04]
    return sorted(telling, key=lambda english: -known[english].share)[:most]
