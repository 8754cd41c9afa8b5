"""Guess the language of words that somebody pasted."""

from annotator.domain.text import canonical
from annotator.engines.identification import best


def guess_language(words: str) -> str:
    """Return the code of the language that `words` are in, "" where they do not plainly tell."""
    return best(canonical(words)) or ""
