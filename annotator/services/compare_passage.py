"""Set the original, the reporter's words and the machine's beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from annotator.domain.comparison.diff import Diff, Piece, diff
from annotator.domain.comparison.scores import Score, score
from annotator.domain.linking import bands
from annotator.domain.notes import Note, Side
from annotator.domain.passages import Passage
from annotator.domain.renderings import Rendering
from annotator.domain.rows import Linking, Row, join_diff, notes_on, tokens
from annotator.domain.sources import Source, source_text
from annotator.services.link_words import Aligned, link_words, missing_links, word_spans
from annotator.services.list_links import REPORTER, LinkEntry, entries, fill, machine_key, source_key
from annotator.services.weigh_passage import whole_scores
from annotator.storage import Storage


@dataclass(frozen=True, slots=True)
class Compared:
    """A machine row with the scores of the reporter's words against it; none for a stale rendering."""

    row: Row
    scores: Sequence[Score]


@dataclass(frozen=True, slots=True)
class BandOfRows:
    """A stretch of all rows that answer to each other: what a person reads and links at a glance."""

    sources: list[Row]
    reporter: Row
    machines: list[Row]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rows of a passage: the sources in order, the reporter, then the machines, the newest current one first.

    `bands` hold the same rows cut into stretches, top to bottom, without stale renderings; a short passage is one band.
    `links` are all links by source and rendering, in reading order, `revision` the one to name when they are edited.
    `remarks` say in sentences what links could not be looked for; `whole` are the figures of the passage as a whole.
    """

    sources: list[Row]
    reporter: Row
    machines: list[Compared]
    bands: list[BandOfRows] = field(default_factory=list)
    links: list[LinkEntry] = field(default_factory=list)
    revision: int = 0
    remarks: list[str] = field(default_factory=list)
    whole: Sequence[Score] = ()

    @property
    def rows(self) -> list[Row]:
        """All rows from top to bottom."""
        return [*self.sources, self.reporter, *(machine.row for machine in self.machines)]

    @property
    def to_check(self) -> list[LinkEntry]:
        """What people said of words that were edited since."""
        return [entry for entry in self.links if entry.check_again]


def compare_passage(storage: Storage, passage: Passage, language: str, notes: Sequence[Note]) -> Comparison:
    """Return the rows of a passage of an article in `language`, with links and `notes` on their words.

    The reporter's words are compared with the newest current rendering; each machine row with the reporter's words.
    """
    sources = storage.sources.of_passage(passage.id)
    renderings = storage.renderings.of_passage(passage.id, source_text(sources))
    current = [made for made in renderings if not made.stale]
    differences = {made.id: _difference(passage.text, made.text, language) for made in current}
    aligned = link_words(storage, passage, language, sources, current)
    linking = Linking()
    for made in current:
        join_diff(linking, differences[made.id], REPORTER, machine_key(made.id))
    fill(linking, aligned)
    shown = differences[renderings[0].id].left if differences else ()
    rows = [_source_row(source, linking, notes) for source in sources]
    reporter = _reporter_row(passage, language, shown, linking, notes)
    machines = [_compared(passage, made, differences.get(made.id), linking, notes) for made in renderings]
    return Comparison(
        rows,
        reporter,
        machines,
        _bands(rows, reporter, [machine.row for machine in machines if not machine.row.stale], aligned),
        entries(aligned),
        storage.alignments.revision(passage.id),
        missing_links(language, aligned),
        whole_scores(storage, passage, aligned),
    )


@lru_cache(maxsize=128)  # a page asks for the same texts again and again, after every edit of a link
def _difference(reporter: str, machine: str, language: str) -> Diff:
    return diff(reporter, machine, language)


def _bands(sources: list[Row], reporter: Row, machines: list[Row], aligned: Sequence[Aligned]) -> list[BandOfRows]:
    whole = [BandOfRows(sources, reporter, machines)]
    if len(sources) != 1:  # each part of a spliced quote is a row of its own already
        return whole
    source = sources[0]
    pairs = {entry.texts.rendering_id: _pairs(entry) for entry in aligned}
    renderings = [(row.text, row.language, pairs.get(row.rendering_id, [])) for row in (reporter, *machines)]
    cut = bands(source.text, source.language, renderings, word_spans(source.text))
    return [
        BandOfRows(
            [source.part(band.source)],
            reporter.part(band.renderings[0]),
            [row.part(span) for row, span in zip(machines, band.renderings[1:], strict=True)],
        )
        for band in cut
    ] or whole


def _pairs(entry: Aligned) -> list[tuple[int, int]]:
    return [(link.source.start, link.rendering.start) for link in entry.merged.links]


def _source_row(source: Source, linking: Linking, notes: Sequence[Note]) -> Row:
    document, text, key = source.document, source.quote.exact, source_key(source.id)
    marked = notes_on(notes, Side.SOURCE, document.id)
    found = tokens(text, source.span.start, key, (), linking, marked)
    return Row(Side.SOURCE, document.id, document.details.language, text, found, key=key)


def _reporter_row(
    passage: Passage, language: str, pieces: Sequence[Piece], linking: Linking, notes: Sequence[Note]
) -> Row:
    marked = notes_on(notes, Side.REPORTER, passage.version_id)
    found = tokens(passage.text, passage.span.start, REPORTER, pieces, linking, marked)
    return Row(Side.REPORTER, passage.version_id, language, passage.text, found, key=REPORTER)


def _compared(
    passage: Passage, made: Rendering, difference: Diff | None, linking: Linking, notes: Sequence[Note]
) -> Compared:
    marked, key = notes_on(notes, Side.MACHINE, made.id), machine_key(made.id)
    pieces = difference.right if difference else ()
    found = tokens(made.text, 0, key, pieces, linking, marked)
    row = Row(
        Side.MACHINE, made.id, made.language, made.text, found, made.id, made.signature, made.score, made.stale, key
    )
    return Compared(row, score(passage.text, made.text) if difference else ())
