"""What the search needs to know of words: what they may mean, and how often they are met.

The lexicons that come with the app answer for a language into English; a document in the article's own language answers
for itself; for any other pair names, numbers and machine translation have to do.
"""

from collections.abc import Mapping
from typing import Protocol

from annotator.domain.alignment.lexicon import Lexicon
from annotator.domain.alignment.translations import renderings

_LEAST = 0.003  # a rendering less probable than that is noise
_FREQUENT = 6.0  # sightings from which a word speaks for itself, without its relatives
_UNSEEN_SHARE = 2e-5  # how often a word is met that nobody counted


class Dictionary(Protocol):
    """What words of one language mean in another. Keys are those of `annotator.domain.alignment.keys`."""

    def meanings(self, key: str) -> Mapping[str, float]:
        """Return the renderings of a word with their probabilities; {} for an unknown word."""

    def rendering_share(self, key: str) -> float:
        """Return how often a word of the rendering's language is met, as a share of all words."""

    def source_share(self, key: str) -> float:
        """Return how often a word of the document's language is met, as a share of all words."""

    def log_share(self, key: str) -> float | None:
        """Return the natural log-probability of a source word, by which Chinese is cut into words; None if unknown."""


class LexiconDictionary:
    """The meanings that a lexicon counted."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def meanings(self, key: str) -> Mapping[str, float]:
        """See `Dictionary`. A frequent word speaks for itself; a rare one is filled up with its relatives."""
        own = self._lexicon.rows.get(key)
        if own and own.count >= _FREQUENT:
            shares = {english: count / own.count for english, count in own.english.items()}
        else:
            shares = {english: found.share for english, found in renderings(key, self._lexicon).items()}
        return {english: share for english, share in shares.items() if share >= _LEAST}

    def rendering_share(self, key: str) -> float:
        """See `Dictionary`."""
        return max(_UNSEEN_SHARE, self._lexicon.english.get(key, 0.0) / self._lexicon.total)

    def source_share(self, key: str) -> float:
        """See `Dictionary`."""
        rows = self._lexicon.rows
        return max(_UNSEEN_SHARE, rows[key].count / self._lexicon.total) if key in rows else _UNSEEN_SHARE

    def log_share(self, key: str) -> float | None:
        """See `Dictionary`."""
        return self._lexicon.log_share(key)


class NoDictionary:
    """Nothing is known of the words: names and numbers have to do. With `same`, words stand for themselves."""

    def __init__(self, *, same: bool = False) -> None:
        self._same = same

    def meanings(self, key: str) -> Mapping[str, float]:
        """See `Dictionary`."""
        return {key: 0.9} if self._same else {}

    def rendering_share(self, key: str) -> float:
        """Return a guess by length: short words are frequent."""
        return max(_UNSEEN_SHARE, 0.05 * 0.25 ** min(len(key), 6))

    def source_share(self, key: str) -> float:
        """See `rendering_share`."""
        return self.rendering_share(key)

    def log_share(self, _key: str) -> float | None:
        """See `Dictionary`."""
        return None
