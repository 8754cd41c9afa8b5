"""A small lexicon, so that the tests of the alignment do not depend on the counts that ship."""

from annotator.domain.alignment import Lexicon, Row


def small_lexicon(language: str = "ru", /, **rows: dict[str, float]) -> Lexicon:
    """Return a lexicon of the given words; each was seen as often as it was linked, and a little more."""
    known = {word: Row(sum(english.values()) + 1, english) for word, english in sorted(rows.items())}
    counts: dict[str, float] = {}
    for row in known.values():
        for word, count in row.english.items():
            counts[word] = counts.get(word, 0.0) + count
    return Lexicon(language, known, counts, 10_000.0)
