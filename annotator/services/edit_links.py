"""Link words by hand, take links apart, and say which words have no counterpart."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.linking import Merged, Picked, Ruling, confirm, cut, group, link, mark, release
from annotator.domain.linking.rulings import RulingKind, words_of
from annotator.domain.passages import Passage
from annotator.domain.sources import source_text
from annotator.errors import Conflict, InvalidInput, NotFound
from annotator.services.examine_passage import examine_passage
from annotator.services.link_words import Aligned, link_words
from annotator.services.picked_words import PickedWords, pick_words
from annotator.services.write_note import MarkedWords
from annotator.storage import Storage

_STALE = (
    "The links of this passage were changed in another window since you opened it: your change was not made. "
    "Compare the two and link again."
)


class Edit(StrEnum):
    """What a person does with words that were picked."""

    LINK = "link"
    GROUP = "group"
    CUT = "cut"
    MARK = "mark"
    CONFIRM = "confirm"
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class Edited:
    """The passage whose links were edited, and how many rulings were changed, made or taken away."""

    passage: Passage
    changes: int


def edit_links(storage: Storage, passage_id: int, revision: int, edit: Edit, marked: Sequence[MarkedWords]) -> Edited:
    """Do one edit with words of a passage, and let the checks look again; all of it is one change, undone as one.

    `revision` is the one of the passage's links that the person saw. Words are taken whole. Raises `InvalidInput` where
    the edit has nothing to do or to do it with, `InvalidSpan` for words outside the passage, `Conflict` with both
    readings where somebody changed links since, `NotFound`.
    """
    with storage.write():
        passage, aligned = _aligned(storage, passage_id)
        picked = pick_words(passage, storage.sources.of_passage(passage_id), aligned, marked)
        if edit is Edit.LINK and not (picked.sources and picked.renderings):
            raise InvalidInput("A link needs words of both sides: pick words of the original and of a rendering.")
        return _save(storage, passage, revision, _edited(aligned, edit, picked))


def settle_link(storage: Storage, passage_id: int, revision: int, link_id: int, edit: Edit) -> Edited:
    """Confirm one link that a person made, or take it away; raises as `edit_links`."""
    with storage.write():
        passage, aligned = _aligned(storage, passage_id)
        for entry in aligned:
            found = next((ruling for ruling in entry.rulings if ruling.id == link_id), None)
            if found is None:
                continue
            rest: Iterable[Ruling] = (ruling for ruling in entry.rulings if ruling.id != link_id)
            if edit is Edit.CONFIRM:
                rest = confirm(entry.rulings, Merged((), (), (), ()), Picked(found.source, found.rendering))
            elif edit is not Edit.RELEASE:
                raise InvalidInput("A link from the list can be confirmed or taken away: pick words for anything else.")
            return _save(storage, passage, revision, [(entry, list(rest))])
    raise NotFound("There is no such link on this passage: it may have been taken away.")


def _aligned(storage: Storage, passage_id: int) -> tuple[Passage, list[Aligned]]:
    passage = storage.passages.get(passage_id)
    language = storage.articles.get(passage.article_id).details.language
    sources = storage.sources.of_passage(passage_id)
    if not sources:
        raise InvalidInput("There is nothing to link yet: attach the original words first.")
    made = storage.renderings.of_passage(passage_id, source_text(sources))
    current = [entry for entry in made if not entry.stale]
    return passage, link_words(storage, passage, language, sources, current)


Edits = list[tuple[Aligned, list[Ruling]]]


def _edited(aligned: Sequence[Aligned], edit: Edit, picked: PickedWords) -> Edits:
    """Return the rulings after an edit for each pair of texts that it changes; raises what the first of them said."""
    changed: Edits = []
    refused: list[InvalidInput] = []
    for entry in aligned:
        words = _of_pair(entry, edit, picked)
        if not words:
            continue
        try:
            after = _EDITS[edit](entry, words)
        except InvalidInput as error:  # with the machine's words there may be nothing to do
            refused.append(error)
        else:
            changed.append((entry, after))
    if refused and not changed:
        raise refused[0]
    return changed


_EDITS: dict[Edit, Callable[[Aligned, Picked], list[Ruling]]] = {
    Edit.LINK: lambda entry, words: link(entry.rulings, words),
    Edit.GROUP: lambda entry, words: group(entry.rulings, entry.merged, words),
    Edit.CUT: lambda entry, words: cut(entry.rulings, entry.automatic, words),
    Edit.MARK: lambda entry, words: mark(entry.rulings, words),
    Edit.CONFIRM: lambda entry, words: confirm(entry.rulings, entry.merged, words),
    Edit.RELEASE: lambda entry, words: release(entry.rulings, words),
}


def _of_pair(entry: Aligned, edit: Edit, picked: PickedWords) -> Picked:
    """Return what an edit does with one pair of texts: words of one side alone mean all their links."""
    texts = entry.texts
    source = picked.sources.get(texts.source_id, ())
    rendering = picked.renderings.get(texts.rendering_id, ())
    if edit is Edit.MARK:  # what the reporter left out is asked; a machine leaves out what it likes
        return Picked(source if texts.rendering_id is None else (), rendering)
    if picked.sources and picked.renderings and not (source and rendering):
        return Picked((), ())
    return Picked(source, rendering)


def _save(storage: Storage, passage: Passage, revision: int, edits: Edits) -> Edited:
    changes = [(entry, after) for entry, after in edits if set(after) != set(entry.rulings)]
    if not changes:
        return Edited(passage, 0)
    known = storage.alignments.revision(passage.id)
    if known != revision:
        current, submitted = (_reading(entry, rulings) for entry, rulings in (_first(changes, 0), _first(changes, 1)))
        raise Conflict(_STALE, current={"links": current}, submitted={"links": submitted}, revision=known)
    for entry, after in changes:
        storage.alignments.replace_rulings(entry.texts, entry.rulings, after)
    examine_passage(storage, passage.id)
    number = sum(len(set(after) ^ set(entry.rulings)) for entry, after in changes)
    return Edited(passage, number)


def _first(changes: Edits, which: int) -> tuple[Aligned, Sequence[Ruling]]:
    entry, after = changes[0]
    return entry, after if which else entry.rulings


def _reading(entry: Aligned, rulings: Sequence[Ruling]) -> str:
    """Return what people said of words, as a sentence for whoever has to choose between two readings."""
    return "; ".join(_said(entry, ruling) for ruling in rulings) or "nothing by hand"


def _said(entry: Aligned, ruling: Ruling) -> str:
    ours, theirs = words_of(ruling.source, entry.texts.source), words_of(ruling.rendering, entry.texts.rendering)
    if ruling.kind is RulingKind.LINK:
        return f"{ours} – {theirs}"
    if ruling.kind is RulingKind.APART:
        return f"{ours or 'all'} and {theirs or 'all'} kept apart"
    return f"{ours or theirs} without counterpart"
