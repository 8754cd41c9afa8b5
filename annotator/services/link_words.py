"""Link the words of an original with those of its renderings: what the aligner finds, and what people say of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from annotator import __version__
from annotator.domain.alignment import POSITION, align
from annotator.domain.alignments import Link, strongest
from annotator.domain.languages import language as language_of
from annotator.domain.linking import Merged, Ruling, merge
from annotator.domain.passages import Passage
from annotator.domain.renderings import Rendering
from annotator.domain.signatures import Signature
from annotator.domain.sources import Source, source_text
from annotator.domain.spans import Span
from annotator.domain.words import words
from annotator.exchange.lexicons import lexicon
from annotator.storage import Storage
from annotator.storage.alignments import StoredLinks, StoredRuling, Texts

RENDERED_IN = "en"  # the lexicons lead from other languages into this one
MOST_WORDS = 600  # of either text: beyond it aligning takes seconds
ALIGNER = "aligner"


@dataclass(frozen=True)
class Aligned:
    """A source and one rendering of it with everything that links their words.

    Offsets count from the beginning of the source's words and of the rendering's; `offset` is where the latter stand in
    their own text. `automatic` is what aligner or engine found, `complete` false where the stored part of it comes from
    before an edit.
    """

    texts: Texts
    spoken: str
    offset: int
    automatic: tuple[Link, ...]
    rulings: tuple[Ruling, ...]
    complete: bool = True

    @cached_property
    def merged(self) -> Merged:
        """Automatic links and rulings as one."""
        ours, theirs = word_spans(self.texts.source), word_spans(self.texts.rendering)
        return merge(self.automatic, self.rulings, ours, theirs)


@lru_cache(maxsize=512)
def word_spans(text: str) -> tuple[Span, ...]:
    """Return where the words of a text stand, punctuation aside."""
    return tuple(word.span for word in words(text) if word.is_word)


def link_words(
    storage: Storage, passage: Passage, language: str, sources: Sequence[Source], renderings: Sequence[Rendering]
) -> list[Aligned]:
    """Return how the words of a passage of an article in `language` hang together, source by source.

    For each source first with the reporter's words, then with each of `renderings`. What was linked automatically and
    is stored is taken from there; the rest is worked out, which takes up to 0.2 seconds for a new pair of texts.
    """
    stored, rulings = storage.alignments.automatic(passage.id), storage.alignments.rulings(passage.id)
    found = []
    for source in sources:
        spoken = source.document.details.language
        for texts, offset in _pairs(passage, source, renderings):
            of_pair = [entry for entry in stored if _is_on(entry, texts)]
            automatic, complete = _automatic(texts, spoken, language, of_pair)
            said = tuple(entry.on(texts) for entry in rulings if _is_on(entry, texts))
            found.append(Aligned(texts, spoken, offset, automatic, said, complete))
    return found


def link_passage(storage: Storage, passage_id: int, *, again: bool = False) -> list[Aligned]:
    """Store what the aligner finds in a passage and is not stored yet; with `again` all of it anew.

    Returns all links. What people said of words is never touched. Raises `NotFound`.
    """
    passage = storage.passages.get(passage_id)
    language = storage.articles.get(passage.article_id).details.language
    sources = storage.sources.of_passage(passage_id)
    made = storage.renderings.of_passage(passage_id, source_text(sources))
    current = [entry for entry in made if not entry.stale]
    if language != RENDERED_IN:
        return link_words(storage, passage, language, sources, current)
    fresh = [
        (texts, source.document.details.language) for source in sources for texts, _ in _pairs(passage, source, current)
    ]
    if again:
        with storage.write():
            for texts, spoken in fresh:
                if is_alignable(texts):
                    storage.alignments.keep(texts, signature(spoken), aligned(texts.source, texts.rendering, spoken))
        return link_words(storage, passage, language, sources, current)
    found = link_words(storage, passage, language, sources, current)
    missing = [entry for entry in found if not entry.complete]
    if missing:
        with storage.write():
            for entry in missing:
                storage.alignments.keep(entry.texts, signature(entry.spoken), entry.automatic)
    return found


def signature(spoken: str) -> str:
    """Return the signature of the aligner for a source language: all that is needed to make its links again."""
    return str(Signature(ALIGNER, f"lexicon-{spoken}" if lexicon(spoken) else "none", "1", __version__))


@lru_cache(maxsize=1024)  # a page asks for the same words again and again
def aligned(source: str, rendering: str, spoken: str, hints: tuple[Link, ...] = ()) -> tuple[Link, ...]:
    """Return the automatic links of a source in the language `spoken` and an English rendering of it.

    Without a lexicon nothing is linked by its place alone: that would be a guess beside guesses.
    """
    known = lexicon(spoken)
    found = align(source, rendering, spoken, known, hints=hints)
    return found if known else tuple(link for link in found if link.origin != POSITION)


def missing_links(language: str, found: Sequence[Aligned]) -> list[str]:
    """Return a sentence for everything that stood in the way of automatic links; [] where nothing did."""
    told = []
    if not found:
        return []
    if language != RENDERED_IN:
        told.append("Words are linked automatically only with English: here are an engine’s own links, and yours.")
    elif not all(is_alignable(entry.texts) for entry in found):
        told.append(
            f"Beyond {MOST_WORDS} words nothing is linked automatically: mark a shorter passage, or link by hand."
        )
    elif any(entry.texts.source == entry.texts.rendering for entry in found[:1]):
        told.append("The original and the reporter’s words are the same: attach the words in their own language.")
    if language == RENDERED_IN:
        unknown = [spoken for spoken in dict.fromkeys(entry.spoken for entry in found) if lexicon(spoken) is None]
        told += [
            f"There is no lexicon for {language_of(spoken).name}: only numbers, names, words that look alike, and what "
            "an engine links are joined."
            for spoken in unknown
        ]
    return told


def is_alignable(texts: Texts) -> bool:
    """Return whether two texts are short enough to be aligned while somebody waits."""
    return max(len(word_spans(texts.source)), len(word_spans(texts.rendering))) <= MOST_WORDS


def _pairs(passage: Passage, source: Source, renderings: Sequence[Rendering]) -> list[tuple[Texts, int]]:
    def texts(rendering_id: int | None, words_of_it: str) -> Texts:
        ids = passage.id, passage.article_id, source.id, rendering_id
        return Texts(*ids, source.quote.exact, words_of_it)

    machines = [(texts(made.id, made.text), 0) for made in renderings]
    return [(texts(None, passage.text), passage.span.start), *machines]


def _is_on(entry: StoredLinks | StoredRuling, texts: Texts) -> bool:
    return entry.source_id == texts.source_id and entry.rendering_id == texts.rendering_id


def _automatic(
    texts: Texts, spoken: str, language: str, stored: Sequence[StoredLinks]
) -> tuple[tuple[Link, ...], bool]:
    """Return the automatic links of two texts, and whether they are stored as they are.

    An engine's own links are a poor witness where there is a lexicon, and the only one for other target languages.
    """
    current = [entry for entry in stored if entry.texts_hash == texts.hash]
    from_engines = tuple(link for entry in current if not _is_ours(entry) for link in entry.links)
    if language != RENDERED_IN or not is_alignable(texts):
        return strongest(from_engines), True
    ours = next((entry for entry in current if _is_ours(entry)), None)
    if ours and ours.complete:
        return ours.links, True
    hints = () if lexicon(spoken) else tuple(sorted(set(from_engines)))
    found = aligned(texts.source, texts.rendering, spoken, hints)
    return _beside(ours.links if ours else (), found), False


def _is_ours(entry: StoredLinks) -> bool:
    return entry.signature.startswith(f"engine:{ALIGNER}|")


def _beside(carried: Sequence[Link], found: Sequence[Link]) -> tuple[Link, ...]:
    """Return links that an edit left alone, and new ones for the words that have none of those."""
    new = [
        link
        for link in found
        if not any(link.source.overlaps(known.source) or link.rendering.overlaps(known.rendering) for known in carried)
    ]
    return strongest([*carried, *new])
