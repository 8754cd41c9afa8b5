"""Add a source document: a transcript, statement, post or article in its own language."""

from dataclasses import dataclass, replace

from annotator.domain.languages import language
from annotator.domain.links import checked_url
from annotator.domain.sources import SourceDetails, SourceDocument, SourceKind
from annotator.domain.text import single_line
from annotator.domain.transcripts import Transcript
from annotator.errors import InvalidInput
from annotator.services.guess_language import guess_language
from annotator.storage import Storage

_LONGEST_TITLE = 160  # code points taken from a first line


@dataclass(frozen=True, slots=True)
class Added:
    """The document, and whether it is new; the same text twice is the same document."""

    document: SourceDocument
    new: bool


def add_source_document(
    storage: Storage,
    read: Transcript,
    given: SourceDetails,
    kind: SourceKind | None = None,
    article_id: int | None = None,
) -> Added:
    """Store what was read from a file, a page or a paste; what a person entered in `given` goes before what was read.

    The text of `given` is not looked at. Without a kind it is that of the input, without a language the one that the
    text is plainly in. `article_id` names the article that it was added for. Raises `InvalidInput` where the language
    cannot be told, `UnknownLanguage`.
    """
    text = read.extraction.text
    with storage.write():
        known = storage.documents.with_text(text)
        if known:
            return Added(known, new=False)
        details = _details(read, given)
        chosen = kind or (SourceKind.SUBTITLES if read.cues else SourceKind.TRANSCRIPT)
        remarks = read.extraction.remarks
        document = storage.documents.add(chosen, details, read.cues, remarks, article_id=article_id)
        return Added(document, new=True)


def other_language(details: SourceDetails) -> str:
    """Return the language that a document plainly is in where that is not the one it is said to be in, else ""."""
    seems = guess_language(details.text)
    return seems if seems and seems != details.language else ""


def _details(read: Transcript, given: SourceDetails) -> SourceDetails:
    found = read.extraction
    spoken = given.language or guess_language(found.text)
    if not spoken:
        raise InvalidInput(
            "It is not plain in which language this is: choose the language from the list and add it again."
        )
    title = single_line(given.title) or found.title or _first_line(found.text)
    return replace(
        given,
        text=found.text,
        language=language(spoken).code,
        title=title,
        url=checked_url(given.url) or found.url,
        published_on=given.published_on or found.published_on,
    )


def _first_line(text: str) -> str:
    line = text.partition("\n")[0]
    return line if len(line) <= _LONGEST_TITLE else line[:_LONGEST_TITLE].rsplit(" ", 1)[0] + " …"
