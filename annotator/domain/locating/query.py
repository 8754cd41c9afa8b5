"""A passage taken apart for the search: its words, how much each tells, and where a document may render it."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.alignment.function_words import is_function_word
from annotator.domain.alignment.numbers import Number, numbers
from annotator.domain.alignment.tokens import Token, tokens
from annotator.domain.locating.dictionary import Dictionary
from annotator.domain.locating.index import STEM, Index

_FLOOR = 1e-5  # no word tells more than one in a hundred thousand
_RELATED = 0.4  # how far another form of the English word is believed
_RARE = 3e-5  # a word that is met as seldom as that may be a name, whatever its letters
_LEAST_LIKE = 0.7  # below that two words do not sound alike at all
_UNLIKE = 0.65  # from here the probability of a like sound rises to `_LIKE`
_SURELY_LIKE = 0.8
_LIKE = 0.8  # the probability of a name that sounds the same
_FIGURE = 0.9  # the probability of a number that is the same
_COMMON_FIGURES = frozenset({"0", "1", "2", "3"})


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a number of the passage; `share` is how often it is met in the language."""

    text: str
    key: str
    share: float
    kind: str  # word, name or number


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of the document that may be what a term renders, with that probability; `alike` where it sounds so."""

    term: int
    probability: float
    alike: bool = False


def terms(passage: str, language: str, dictionary: Dictionary) -> list[Term]:
    """Return the terms of a passage in reading order; a word that is said twice is two terms."""
    said = tokens(passage, language)
    figures = [number for number in numbers(passage, language) if _plain(number.key) not in _COMMON_FIGURES]
    words = [token for token in said if not (token.text[0].isdigit() and _in(token, figures))]
    shares = [max(_FLOOR, dictionary.rendering_share(token.key)) for token in words]
    found = [
        Term(token.text, token.key, share, _kind(token, share)) for token, share in zip(words, shares, strict=True)
    ]
    return found + [Term(number.span.within(passage), _plain(number.key), 1e-3, "number") for number in figures]


def _in(token: Token, figures: Sequence[Number]) -> bool:
    return any(token.span.overlaps(number.span) for number in figures)


def _plain(key: str) -> str:
    return key.removesuffix("th").removesuffix(":00")


def _kind(token: Token, share: float) -> str:
    letters = len(token.key) > 2 and token.key[0].isalpha() and not is_function_word(token.key)
    return "name" if letters and (token.text[0].isupper() or share <= _RARE) else "word"


def hits(said: Sequence[Term], index: Index) -> dict[int, list[Hit]]:
    """Return, by the number of a token of the document, the terms that it may be the original of."""
    found: dict[int, list[Hit]] = {}
    for number, term in enumerate(said):
        if term.kind == "number":
            for token in index.numbers.get(term.key, ()):
                found.setdefault(token, []).append(Hit(number, _FIGURE))
            continue
        for key, (probability, alike) in _of_word(term, index).items():
            for token in index.positions[key]:
                found.setdefault(token, []).append(Hit(number, probability, alike))
    return found


def _of_word(term: Term, index: Index) -> dict[str, tuple[float, bool]]:
    keys = {key: (share, False) for key, share in _lexical(term, index).items()}
    if term.kind == "name":
        for key, alike in index.sounds.like(term.text, _LEAST_LIKE):
            probability = _LIKE * ((alike - _UNLIKE) / (1 - _UNLIKE)) ** 2
            sure = alike >= _SURELY_LIKE
            keys[key] = max((probability, sure), keys.get(key, (0.0, False)))
    return keys


def _lexical(term: Term, index: Index) -> dict[str, float]:
    keys = dict(index.renderings.get(term.key, ()))
    if is_function_word(term.key) or len(term.key) <= STEM:
        return keys
    for form in index.stems.get(term.key[:STEM], ()):
        if form != term.key and related(form, term.key):
            for key, share in index.renderings[form]:
                keys[key] = max(keys.get(key, 0.0), _RELATED * share)
    return keys


def related(form: str, key: str) -> bool:
    """Return whether two English words look like forms of one: vote, votes, voting; but not general, generation."""
    shared = next((at for at, (mine, yours) in enumerate(zip(form, key, strict=False)) if mine != yours), None)
    common = min(len(form), len(key)) if shared is None else shared
    longer = max(len(form), len(key))
    return common >= STEM and longer - common <= 3 and common >= 0.6 * longer
