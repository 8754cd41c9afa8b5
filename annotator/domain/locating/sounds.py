"""Finding the words of a document that sound like a name, without comparing it with each of them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from annotator.domain.alignment.likeness import likeness
from annotator.domain.alignment.romanisation import consonants, romanised

_SHARED = 0.4  # of the pairs of letters, before two words are compared in earnest


class Sounds:
    """The words of a document by the pairs of Latin letters that they sound like.

    `written` maps the key of a word to how the document writes it.
    """

    def __init__(self, written: Mapping[str, str]) -> None:
        self._written = written
        self._keys: dict[str, list[str]] = {}
        self._sizes: dict[str, int] = {}
        for key, word in written.items():
            pairs = _pairs(romanised(word)) or _pairs(consonants(word))
            self._sizes[key] = len(pairs)
            for pair in pairs:
                self._keys.setdefault(pair, []).append(key)

    def like(self, name: str, least: float) -> Iterator[tuple[str, float]]:
        """Yield the keys of the words that sound like `name`, each with its likeness, `least` to 1.0."""
        shared: Counter[str] = Counter()
        ours = {*_pairs(romanised(name))} | {*_pairs(consonants(name))}
        for pair in ours:
            shared.update(self._keys.get(pair, ()))
        size = min(len(_pairs(romanised(name))), len(_pairs(consonants(name))))
        for key, count in shared.items():
            if 2 * count >= _SHARED * (size + self._sizes[key]):
                alike = likeness(self._written[key], name)
                if alike >= least:
                    yield key, alike


def _pairs(sound: str) -> Sequence[str]:
    marked = f"^{sound}$"
    return [marked[at : at + 2] for at in range(len(marked) - 1)] if len(sound) > 1 else []
