"""Refusals that all engines share: texts that no machine can translate, said in one sentence each."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from annotator.domain.languages import LANGUAGES, Language, language, script_share
from annotator.engines.base import Capability, Engine, Pair
from annotator.engines.identification import guess
from annotator.errors import EngineFailed, EngineMissing, TooLarge, UnsupportedText

LIMIT = 20_000  # code points: about 3,000 words, far more than anybody quotes
_SHOWN = 40  # code points of a refused text that the message repeats
_OWN_SCRIPT = 0.25  # a Russian sentence full of English names still has a quarter of its letters in Cyrillic
# When a text in the right script is refused. Measured on sentences of FLORES and newstest2019 in eight languages: of
# 4,101 none was, nor of their first 60 or 100 code points; under a wrong language of the same script 97 of 100 were, of
# their first 60 code points 86.
_LETTERS = 40
_CERTAIN, _IMPOSSIBLE = 0.99, 0.001
_FREQUENT = frozenset(entry.code for entry in LANGUAGES[:12])  # met daily; a rare one may be the guesser's fancy


def pair(engine: Engine, source: str, target: str) -> Pair:
    """Return the two languages as `languages.language` codes them.

    Raises `UnknownLanguage`, and `EngineMissing` where the engine does not translate between them.
    """
    ours, theirs = language(source), language(target)
    if (ours.code, theirs.code) not in engine.pairs():
        raise EngineMissing(
            f"The engine {engine.name} does not translate {ours.name} into {theirs.name}: "
            "choose another engine or language."
        )
    return ours.code, theirs.code


def capable(engine: Engine, capability: Capability) -> None:
    """Raise `EngineFailed` where the engine does not have the capability."""
    if capability not in engine.capabilities:
        raise EngineFailed(f"The engine {engine.name} cannot {capability.value} texts: choose one that can.")


def texts(given: Iterable[str], code: str, limit: int = LIMIT) -> None:
    """Refuse the first text that no machine can translate from the language `code`.

    Raises `UnsupportedText` for one without letters, in another script, or certainly in another language, `TooLarge`
    for more than `limit` code points.
    """
    spoken = language(code)
    for text in given:
        _check(text, spoken, limit)


def renderings(given: Sequence[str], of: Sequence[str], limit: int = LIMIT) -> None:
    """Refuse renderings that cannot be scored or aligned; there must be one for each text.

    Raises ValueError for another number of renderings than of texts, and otherwise as `texts` does. The script is not
    checked: a rendering in the wrong language is improbable, and that is worth knowing.
    """
    if len(given) != len(of):
        raise ValueError(f"{len(of)} texts, but {len(given)} renderings")
    for rendering in given:
        _check(rendering, None, limit)


def has_letters(text: str) -> bool:
    """Return whether there is a letter in the text: digits, punctuation and emoji have no translation."""
    return any(map(str.isalpha, text))


def _check(text: str, spoken: Language | None, limit: int) -> None:
    if not text.strip():
        raise UnsupportedText("There is no text to translate: attach the words that were said.")
    if len(text) > limit:
        raise TooLarge(
            f"The text has {len(text):,} characters, and at most {limit:,} can be translated: take a shorter one."
        )
    if not has_letters(text):
        raise UnsupportedText(
            f"There is nothing to translate in “{_start(text)}”: it has no letters. Take words, or leave it as it is."
        )
    if spoken is not None and script_share(text, spoken) < _OWN_SCRIPT:
        raise UnsupportedText(
            f"“{_start(text)}” does not look like {spoken.name}: it is written in another script. "
            "Choose the language that it is in."
        )
    if spoken is not None and (other := _other_language(text, spoken.code)):
        raise UnsupportedText(
            f"“{_start(text)}” is {language(other).name}, not {spoken.name}: choose the language that it is in."
        )


@lru_cache(maxsize=64)
def _other_language(text: str, code: str) -> str:
    """Return the language that a text certainly is in instead of `code`, "" where that is not certain.

    A text of several scripts is not weighed against a language of another one: it quotes somebody, or names.
    """
    if sum(map(str.isalpha, text)) < _LETTERS:
        return ""
    guesses = {found.language: found.probability for found in guess(text)}
    best = max(guesses, key=lambda found: guesses[found], default=code)
    certain = best in _FREQUENT and guesses.get(best, 0.0) >= _CERTAIN and guesses.get(code, 0.0) < _IMPOSSIBLE
    is_alike = bool({*language(best).scripts} & {*language(code).scripts})
    return best if certain and is_alike and best != code else ""


def _start(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN].rstrip() + "…"
