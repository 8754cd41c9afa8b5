"""Link the words of an original with those of a rendering."""

from collections.abc import Sequence
from functools import lru_cache

from annotator.domain.alignment import align
from annotator.domain.alignments import Link
from annotator.domain.passages import Passage
from annotator.domain.renderings import Rendering
from annotator.domain.sources import Source
from annotator.exchange.lexicons import lexicon
from annotator.storage.alignments import PERSON, StoredLink

RENDERED_IN = "en"  # the lexicons lead from other languages into this one


def link_words(
    passage: Passage,
    language: str,
    sources: Sequence[Source],
    renderings: Sequence[Rendering],
    stored: Sequence[StoredLink],
) -> list[StoredLink]:
    """Return the links of a passage of an article in `language`: a person's own, and the best automatic ones.

    Where there is a lexicon for a source's language, the links are computed from it, and those that an engine left
    behind are not shown: attention of a small model is a poor witness. Without one, `stored` links are all there are.
    """
    links = list(stored)
    for source in sources:
        spoken = source.document.details.language
        if language != RENDERED_IN or lexicon(spoken) is None:
            continue
        links = [entry for entry in links if entry.source_id != source.id or entry.link.origin == PERSON]
        links += _computed(source, spoken, None, passage.text, passage.span.start)
        for made in renderings:
            links += _computed(source, spoken, made.id, made.text, 0)
    return links


def _computed(source: Source, spoken: str, rendering_id: int | None, text: str, offset: int) -> list[StoredLink]:
    found = aligned(source.quote.exact, text, spoken)
    return [StoredLink(source.id, rendering_id, link.shifted(source.span.start, offset)) for link in found]


@lru_cache(maxsize=1024)  # a page asks for the same words again and again
def aligned(source: str, rendering: str, spoken: str) -> tuple[Link, ...]:
    """Return the automatic links of a source in the language `spoken` and an English rendering of it."""
    return align(source, rendering, spoken, lexicon(spoken))
