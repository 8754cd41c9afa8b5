"""How likely each content word was left out or put in: what omission, addition and substitution build upon.

A word without a link is no omission yet: people paraphrase. What speaks for one is that its translations are well known
and stand nowhere in the rendering, that its neighbours are rendered, and above all that no word of the rendering is
left over which might be the paraphrase. A logistic regression weighs these traits by their names (`weights`).
"""

import math
from collections.abc import Mapping
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
    """What is known of one content word, by the names that the weights have."""

    number: int
    values: Mapping[str, float]


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


def _ours(number: int, reading: Reading, free: frozenset[int], share: float) -> dict[str, float]:
    linked = reading.to_theirs[number]
    known = reading.translations(number)
    lexicon = reading.material.lexicon
    row = lexicon.rows.get(reading.ours[number].key) if lexicon else None
    best = sorted((rendering.share for rendering in known.values()), reverse=True)[:3]
    slot = slot_of(number, reading.to_theirs, len(reading.theirs))
    inside = sum(slot[0] - 1 <= place <= slot[1] + 1 for place in free)
    return {
        "link": sureness(linked),
        "firm_link": sureness(linked, guesses=False),
        "lightness": reading.lightness(number),
        "sightings": math.log1p(row.count) / 5.0 if row else 0.0,
        "known": 1.0 if known else 0.0,
        "told": sum(best),
        "present": presence(number, reading),
        "free_beside": min(inside, 3) / 3.0,
        "free": min(len(free), 5) / 5.0,
        "share": share,
        "linked_beside": _neighbours(number, reading.to_theirs),
        "none_free_beside": 1.0 if inside == 0 else 0.0,
        "none_free": 1.0 if not free else 0.0,
    }


def _theirs(number: int, reading: Reading, free: frozenset[int], share: float) -> dict[str, float]:
    linked = reading.to_ours[number]
    key = reading.theirs[number].key
    lexicon = reading.material.lexicon
    count = max((lexicon.english.get(form, 0.0) for form in forms(key)), default=0.0) if lexicon else 0.0
    slot = slot_of(number, reading.to_ours, len(reading.ours))
    inside = sum(slot[0] - 1 <= place <= slot[1] + 1 for place in free)
    best = max((reading.share(place, key) for place in range(len(reading.ours))), default=0.0)
    return {
        "link": sureness(linked),
        "firm_link": sureness(linked, guesses=False),
        "sightings": math.log1p(count) / 5.0,
        "known": 1.0 if count else 0.0,
        "best_share": min(0.5, best) * 2,
        "fits": 1.0 if best > 0.005 else 0.0,
        "free_beside": min(inside, 3) / 3.0,
        "free": min(len(free), 5) / 5.0,
        "share": share,
        "linked_beside": _neighbours(number, reading.to_ours),
        "none_free_beside": 1.0 if inside == 0 else 0.0,
        "none_free": 1.0 if not free else 0.0,
        "adverb": 1.0 if key.endswith("ly") else 0.0,
        "verb_form": 1.0 if key.endswith(("ing", "ed")) else 0.0,
        "colourless": 1.0 if key in _COLOURLESS or forms(key) & _COLOURLESS else 0.0,
        "beside_compound": 1.0 if _beside_compound(number, reading) else 0.0,
    }


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


def odds_of_loss(reading: Reading) -> dict[int, float]:
    """Return the log-odds that each content word of the source was left out, as far as links and lexicon show it."""
    if reading.material.lexicon is None or not reading.material.links:
        return {}
    weights = reading.material.weights.omission.alone
    return {traits.number: weights.odds(traits.values) for traits in our_traits(reading)}


def odds_of_addition(reading: Reading) -> dict[int, float]:
    """Return the log-odds that each content word of the rendering was put in, as far as links and lexicon show it."""
    if reading.material.lexicon is None or not reading.material.links:
        return {}
    weights = reading.material.weights.addition.alone
    return {traits.number: weights.odds(traits.values) for traits in their_traits(reading)}


def logistic(total: float) -> float:
    """Return the likelihood, 0.0 to 1.0, of which `total` are the log-odds."""
    return 1.0 / (1.0 + math.exp(-total))


def usual_translations(number: int, reading: Reading, most: int = 3) -> list[str]:
    """Return the English words that a source word most often stands for, function words left out."""
    known = reading.translations(number)
    telling = [english for english in known if is_content_word(english) and known[english].share >= 0.04]
    return sorted(telling, key=lambda english: -known[english].share)[:most]
