"""Links as a page shows them: as groups on the words of its rows, and as a list that says the same in text."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.linking import PERSON, Group, Mark, Ruling, RulingKind
from annotator.domain.linking.rulings import words_of
from annotator.domain.rows import Linking, word_key
from annotator.domain.spans import Span
from annotator.services.link_words import Aligned

REPORTER = "r"


@dataclass(frozen=True, slots=True)
class LinkEntry:
    """One link, or a word without counterpart, in words; a side is "" where nothing stands on it.

    `kind` is that of a ruling. `origin` is `PERSON` or what the aligner goes by, `author` who made it, `link_id` the
    record of a person's. `earlier` tells how both sides read before an edit, for one to check again.
    """

    source_id: int
    rendering_id: int | None
    spoken: str
    kind: RulingKind
    source: str
    rendering: str
    origin: str
    confidence: float
    link_id: int | None = None
    author: str = ""
    check_again: bool = False
    earlier: tuple[str, str] = ("", "")


def source_key(source_id: int) -> str:
    """Return the key of the row of a source."""
    return f"s{source_id}"


def machine_key(rendering_id: int | None) -> str:
    """Return the key of the row of a rendering; None means the reporter's."""
    return REPORTER if rendering_id is None else f"m{rendering_id}"


def fill(linking: Linking, aligned: Sequence[Aligned]) -> None:
    """Put all links on the words of the rows.

    The key of a link names its two rows, its number, and `p` for a person's or `c` for one to check again: the page's
    script draws it by that.
    """
    for entry in aligned:
        row, other = source_key(entry.texts.source_id), machine_key(entry.texts.rendering_id)
        for number, group in enumerate(entry.merged.groups):
            flags = "c" if group.check_again else "p" if group.ruling else "a"
            ours, theirs = _keys(row, group.source), _keys(other, group.rendering)
            linking.put_together(f"{row}.{other}.{number}.{flags}", ours, theirs, check=group.check_again)
        for mark in entry.merged.unrendered:
            linking.mark(word_key(row, mark.span.start), RulingKind.UNRENDERED.value, check=mark.ruling.check_again)
        for mark in entry.merged.unfounded:
            linking.mark(word_key(other, mark.span.start), RulingKind.UNFOUNDED.value, check=mark.ruling.check_again)
    _join_over_source(linking, aligned)


def _join_over_source(linking: Linking, aligned: Sequence[Aligned]) -> None:
    """Let words of the reporter and of a machine answer to each other that stand for the same words of the source.

    Only where comparing the two texts themselves has found nothing for the reporter's word.
    """
    said: dict[tuple[int, Span], list[Span]] = defaultdict(list)
    for source_id, group in _groups(aligned, REPORTER):
        for span in group.source:
            said[source_id, span] += group.rendering
    joined: list[tuple[str, str]] = []
    for row in dict.fromkeys(machine_key(entry.texts.rendering_id) for entry in aligned):
        for source_id, group in _groups(aligned, row) if row != REPORTER else ():
            ours = {one for span in group.source for one in said.get((source_id, span), ())}
            free = [word for word in _keys(REPORTER, sorted(ours)) if not _answered(linking, word, row)]
            joined += [(word, other) for word in free for other in _keys(row, group.rendering)]
    for word, other in joined:
        linking.join(word, other)


def _groups(aligned: Sequence[Aligned], row: str) -> Iterator[tuple[int, Group]]:
    """Yield (source id, group) for the links with the rendering of a row."""
    for entry in aligned:
        if machine_key(entry.texts.rendering_id) == row:
            for group in entry.merged.groups:
                yield entry.texts.source_id, group


def _answered(linking: Linking, word: str, row: str) -> bool:
    return any(answer.startswith(f"{row}-") for answer in linking.of(word))


def _keys(row: str, spans: Iterable[Span]) -> list[str]:
    return [word_key(row, span.start) for span in spans]


def entries(aligned: Sequence[Aligned]) -> list[LinkEntry]:
    """Return all links in words: for each source and rendering in reading order, those without counterpart last."""
    found: list[LinkEntry] = []
    for entry in aligned:
        found += [_group_entry(entry, group) for group in entry.merged.groups]
        found += _mark_entries(entry, [*entry.merged.unrendered, *entry.merged.unfounded])
        found += [
            _entry(entry, ruling.kind, ruling.source, ruling.rendering, PERSON, 1.0, ruling)
            for ruling in entry.rulings
            if ruling.kind is RulingKind.APART
        ]
    return found


def _group_entry(entry: Aligned, group: Group) -> LinkEntry:
    return _entry(entry, RulingKind.LINK, group.source, group.rendering, group.origin, group.confidence, group.ruling)


def _mark_entries(entry: Aligned, marks: Sequence[Mark]) -> list[LinkEntry]:
    rulings = {mark.ruling.id: mark.ruling for mark in marks}
    return [
        _entry(entry, ruling.kind, ruling.source, ruling.rendering, PERSON, 1.0, ruling) for ruling in rulings.values()
    ]


def _entry(
    entry: Aligned,
    kind: RulingKind,
    source: Iterable[Span],
    rendering: Iterable[Span],
    origin: str,
    confidence: float,
    ruling: Ruling | None,
) -> LinkEntry:
    texts = entry.texts
    return LinkEntry(
        texts.source_id,
        texts.rendering_id,
        entry.spoken,
        kind,
        words_of(source, texts.source),
        words_of(rendering, texts.rendering),
        origin,
        confidence,
        ruling.id if ruling else None,
        ruling.author if ruling else "",
        ruling.check_again if ruling else False,
        ruling.earlier if ruling else ("", ""),
    )
