"""Set the original, the reporter's words and the machine's beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.comparison.diff import Diff, Piece, diff
from annotator.domain.comparison.scores import Score, score
from annotator.domain.notes import Note, Side
from annotator.domain.passages import Passage
from annotator.domain.renderings import Rendering
from annotator.domain.rows import Linking, Row, join_diff, join_words, notes_on, tokens, word_spans
from annotator.domain.sources import Source, source_text
from annotator.domain.spans import Span
from annotator.services.link_words import link_words
from annotator.storage import Storage
from annotator.storage.alignments import StoredLink

REPORTER = "r"


@dataclass(frozen=True, slots=True)
class Compared:
    """A machine row with the scores of the reporter's words against it; none for a stale rendering."""

    row: Row
    scores: Sequence[Score]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rows of a passage: the sources in order, the reporter, then the machines, the newest current one first."""

    sources: list[Row]
    reporter: Row
    machines: list[Compared]

    @property
    def rows(self) -> list[Row]:
        """All rows from top to bottom."""
        return [*self.sources, self.reporter, *(machine.row for machine in self.machines)]


def compare_passage(storage: Storage, passage: Passage, language: str, notes: Sequence[Note]) -> Comparison:
    """Return the rows of a passage of an article in `language`, with links and `notes` on their words.

    The reporter's words are compared with the newest current rendering; each machine row with the reporter's words.
    """
    sources = storage.sources.of_passage(passage.id)
    renderings = storage.renderings.of_passage(passage.id, source_text(sources))
    differences = {made.id: diff(passage.text, made.text, language) for made in renderings if not made.stale}
    current = [made for made in renderings if not made.stale]
    links = link_words(passage, language, sources, current, storage.alignments.of_passage(passage.id))
    linking = _links(passage, sources, renderings, differences, links)
    shown = differences[renderings[0].id].left if differences else ()
    return Comparison(
        [_source_row(source, linking, notes) for source in sources],
        _reporter_row(passage, language, shown, linking, notes),
        [_compared(passage, made, differences.get(made.id), linking, notes) for made in renderings],
    )


def _links(
    passage: Passage,
    sources: Sequence[Source],
    renderings: Sequence[Rendering],
    differences: dict[int, Diff],
    stored: Sequence[StoredLink],
) -> Linking:
    linking = Linking()
    for rendering_id, difference in differences.items():
        join_diff(linking, difference, (REPORTER, passage.span.start), (_machine_key(rendering_id), 0))
    texts: dict[str, list[Span]] = {REPORTER: word_spans(passage.text, passage.span.start)}
    texts |= {_source_key(source.id): word_spans(source.quote.exact, source.span.start) for source in sources}
    texts |= {_machine_key(made.id): word_spans(made.text, 0) for made in renderings if not made.stale}
    for entry in stored:
        other = REPORTER if entry.rendering_id is None else _machine_key(entry.rendering_id)
        join_words(linking, (_source_key(entry.source_id), entry.link.source), (other, entry.link.rendering), texts)
    return linking


def _source_key(source_id: int) -> str:
    return f"s{source_id}"


def _machine_key(rendering_id: int) -> str:
    return f"m{rendering_id}"


def _source_row(source: Source, linking: Linking, notes: Sequence[Note]) -> Row:
    document, text = source.document, source.quote.exact
    marked = notes_on(notes, Side.SOURCE, document.id)
    found = tokens(text, source.span.start, _source_key(source.id), (), linking, marked)
    return Row(Side.SOURCE, document.id, document.details.language, text, found)


def _reporter_row(
    passage: Passage, language: str, pieces: Sequence[Piece], linking: Linking, notes: Sequence[Note]
) -> Row:
    marked = notes_on(notes, Side.REPORTER, passage.version_id)
    found = tokens(passage.text, passage.span.start, REPORTER, pieces, linking, marked)
    return Row(Side.REPORTER, passage.version_id, language, passage.text, found)


def _compared(
    passage: Passage, made: Rendering, difference: Diff | None, linking: Linking, notes: Sequence[Note]
) -> Compared:
    marked = notes_on(notes, Side.MACHINE, made.id)
    pieces = difference.right if difference else ()
    found = tokens(made.text, 0, _machine_key(made.id), pieces, linking, marked)
    row = Row(Side.MACHINE, made.id, made.language, made.text, found, made.id, made.signature, made.score, made.stale)
    return Compared(row, score(passage.text, made.text) if difference else ())
