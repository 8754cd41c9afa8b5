"""Carry links over an edit of the words they stand in; called inside the write that changes the words.

Only links that the edit touched are to be checked again. What people said of other words is not even written: offsets
count from the beginning of the words, so that they stay where a text changed elsewhere.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from annotator.domain.alignments import Link
from annotator.domain.linking import Ruling, carry_links, carry_rulings
from annotator.domain.notes import Side
from annotator.domain.passages import Passage
from annotator.domain.sources import Source
from annotator.services.link_words import ALIGNER
from annotator.storage import Storage
from annotator.storage.alignments import Texts


def carry_over_passage(storage: Storage, before: Passage, after: Passage) -> None:
    """Carry the links between a passage's sources and the reporter's words, which were those of `before`."""
    if before.text == after.text:
        return
    for source in storage.sources.of_passage(after.id):
        old = Texts(after.id, after.article_id, source.id, None, source.quote.exact, before.text)
        _carry(storage, old, replace(old, rendering=after.text), Side.REPORTER)


def carry_over_sources(storage: Storage, passage: Passage, before: Sequence[Source], after: Sequence[Source]) -> None:
    """Carry all links of a passage from the sources `before` to those `after`, one by one in order."""
    renderings = {made.id: made.text for made in storage.renderings.of_passage(passage.id, "")}
    for old, new in zip(before, after, strict=False):
        if (old.id, old.quote.exact) == (new.id, new.quote.exact):
            continue
        for rendering_id, text in [(None, passage.text), *renderings.items()]:
            texts = Texts(passage.id, passage.article_id, old.id, rendering_id, old.quote.exact, text)
            _carry(storage, texts, replace(texts, source_id=new.id, source=new.quote.exact), Side.SOURCE)


def _carry(storage: Storage, old: Texts, new: Texts, side: Side) -> None:
    said, other = (old.source, new.source), old.rendering
    if side is not Side.SOURCE:
        said, other = (old.rendering, new.rendering), old.source
    stored = storage.alignments.rulings(old.passage_id)
    rulings = [entry.on(old) for entry in stored if _is_on(entry.source_id, entry.rendering_id, old)]
    if rulings:
        storage.alignments.replace_rulings(new, rulings, _still(carry_rulings(rulings, side, *said, other)))
    _carry_automatic(storage, old, new, lambda links: carry_links(links, side, *said))


def _still(rulings: Sequence[Ruling]) -> list[Ruling]:
    """Return the rulings that still say something: one that keeps words apart does not, once a side is gone."""
    return [ruling for ruling in rulings if ruling.holds or ruling.check_again]


def _carry_automatic(storage: Storage, old: Texts, new: Texts, carried: Callable[[Sequence[Link]], list[Link]]) -> None:
    found = [entry for entry in storage.alignments.automatic(old.passage_id) if f"engine:{ALIGNER}|" in entry.signature]
    if any(_is_on(entry.source_id, entry.rendering_id, new) and entry.texts_hash == new.hash for entry in found):
        return  # these very words were aligned before: an edit was taken back
    for entry in found:
        if _is_on(entry.source_id, entry.rendering_id, old) and entry.texts_hash == old.hash:
            storage.alignments.keep(new, entry.signature, carried(entry.links), complete=False)
            return


def _is_on(source_id: int, rendering_id: int | None, texts: Texts) -> bool:
    return source_id == texts.source_id and rendering_id == texts.rendering_id
