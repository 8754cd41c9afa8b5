"""What the aligner sees of a word, so that its inflected forms are learned together."""

from __future__ import annotations

# The endings that the light stemmer "light10" takes off Arabic words (see `annotator.domain.alignment.keys`).
_ARABIC_ENDINGS = ("ها", "ان", "ات", "ون", "ين", "يه", "يت", "ه", "ي")
_SHORTEST = 2  # letters that are left at the least


def stem(word: str, language: str, letters: int) -> str:
    """Return the first `letters` letters of a word (0: all), in Arabic without its endings."""
    if language == "ar":
        for ending in _ARABIC_ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
                word = word.removesuffix(ending)
    return word[:letters] if letters else word
