"""Refusals that all engines share: texts that no machine can translate, said in one sentence each."""

from collections.abc import Iterable, Sequence

from annotator.domain.languages import Language, language, script_share
from annotator.engines.base import Capability, Engine, Pair
from annotator.errors import EngineFailed, EngineMissing, TooLarge, UnsupportedText

LIMIT = 20_000  # code points: about 3,000 words, far more than anybody quotes
_SHOWN = 40  # code points of a refused text that the message repeats
_OWN_SCRIPT = 0.25  # a Russian sentence full of English names still has a quarter of its letters in Cyrillic


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

    Raises `UnsupportedText` for one without letters or in another script, `TooLarge` for more than `limit` code points.
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
            f"The text has {len(text):,} characters, and at most {limit:,} can be translated: mark a shorter one."
        )
    if not has_letters(text):
        raise UnsupportedText(f"There is nothing to translate in “{_start(text)}”: it has no letters. Mark some words.")
    if spoken is not None and script_share(text, spoken) < _OWN_SCRIPT:
        raise UnsupportedText(
            f"“{_start(text)}” does not look like {spoken.name}: it is written in another script. "
            "Choose the language that it is in."
        )


def _start(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN].rstrip() + "…"
