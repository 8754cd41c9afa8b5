"""Which language is this text in: offline, and honest about short quotes.

py3langid (https://github.com/adbar/py3langid) guesses from byte sequences. A quote is often three words long, so its
guess is weighed with what every reader uses: the script, which rules out most languages; letters that a language does
not write (an “ы” is not Ukrainian, an “ї” not Russian); and how often a newsroom meets a language at all.
"""

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from annotator.domain.languages import LANGUAGES, Language, language, script
from annotator.engines.alphabets import ALPHABETS

SURE = 0.7  # probability from which `best` gives an answer: 199 of 200 such answers were right for two words
_FOREIGN_LETTER = 3.0  # nats taken off for a letter that the language does not write, and for a second one
_FREQUENT = 12  # so many languages at the head of LANGUAGES are met daily
_RARE = 2.0  # nats taken off for any other
_CHARACTER = 3  # letters of other scripts that a Chinese character or a Korean syllable stands for
_FLOOR = 1e-9  # py3langid rounds hopeless languages to 0
_SHOWN = 2000  # code points that are looked at: more tell nothing new
# Codes of py3langid that mean a language of ours: dialects and scripts that it tells apart and we do not.
_MERGED = {"wuu": "zh", "yue": "zh", "arz": "ar", "ary": "ar", "nn": "no", "tl": "fil", "sdh": "ckb"}


@dataclass(frozen=True, slots=True)
class Guess:
    """A language code and the probability, 0.0 to 1.0, that a text is in that language."""

    language: str
    probability: float


class _Ranker(Protocol):
    def rank(self, text: str) -> list[tuple[str, float]]: ...


def guess(text: str, among: Collection[str] | None = None) -> list[Guess]:
    """Return the languages that `text` may be in, the most probable first; [] for a text without letters.

    `among` limits the answer to some languages, as BCP 47 codes: those that the installed models read, for instance.
    Their probabilities add up to 1. Raises `UnknownLanguage` for a code in `among`.
    """
    shown = text[:_SHOWN]
    wanted = {language(code).code for code in among} if among is not None else None
    known = [entry for entry in _in_script(shown) if wanted is None or entry.code in wanted]
    if not known:
        return []
    heard = _heard(shown)
    scores = {entry.code: math.log(heard.get(entry.code, _FLOOR)) - _doubt(shown, entry) for entry in known}
    top = max(scores.values())
    weights = {code: math.exp(score - top) for code, score in scores.items()}
    whole = sum(weights.values())
    guesses = (Guess(code, weight / whole) for code, weight in weights.items())
    return sorted(guesses, key=lambda found: found.probability, reverse=True)


def best(text: str, among: Collection[str] | None = None) -> str | None:
    """Return the code of the language of `text`, or None where the guess is not sure enough to act on.

    Raises `UnknownLanguage` for a code in `among`.
    """
    guesses = guess(text, among)
    return guesses[0].language if guesses and guesses[0].probability >= SURE else None


def _in_script(text: str) -> Iterator[Language]:
    """Yield the languages that are written in the script that most letters of the text are in."""
    counts: dict[str, int] = {}
    for letter in text:
        found = script(letter)
        if found:
            counts[found] = counts.get(found, 0) + (_CHARACTER if found in ("cjk", "hangul") else 1)
    if "hiragana" in counts or "katakana" in counts:
        yield language("ja")
    elif counts:
        most = max(counts, key=lambda name: counts[name])
        yield from (entry for entry in LANGUAGES if entry.scripts[0] == most or (entry.code, most) == ("sr", "latin"))


def _heard(text: str) -> dict[str, float]:
    """Return what py3langid makes of the text, its codes turned into ours."""
    heard: dict[str, float] = {}
    for code, probability in _ranker().rank(text):
        ours = _MERGED.get(code, code)
        heard[ours] = max(heard.get(ours, 0.0), probability, _FLOOR)
    return heard


def _doubt(text: str, entry: Language) -> float:
    """Return the nats to take off for a language: letters it does not write, and being rarely met."""
    rare = 0.0 if entry in LANGUAGES[:_FREQUENT] else _RARE
    alphabet = ALPHABETS.get(entry.code)
    if alphabet is None:
        return rare
    foreign = {
        letter for letter in text.lower() if letter.isalpha() and not letter.isascii() and letter not in alphabet
    }
    return rare + _FOREIGN_LETTER * min(len(foreign), 2)


@cache
def _ranker() -> _Ranker:
    """Load the model, 4.5 MB, when the first text is looked at."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    ranker: _Ranker = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return ranker
