"""PDF files, by pypdf: words with their places, from which `pdf_lines` makes paragraphs again."""

import logging
import re
import struct
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from pypdf import PasswordType, PdfReader, apply_configuration
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from annotator.domain.extraction import Extraction
from annotator.domain.text import PARAGRAPH_BREAK, canonical, single_line
from annotator.errors import TooLarge, UnreadableFile
from annotator.exchange import clues
from annotator.exchange.limits import MAX_TEXT, check_text
from annotator.exchange.pdf_lines import Line, Paragraph, paragraphs

MAX_PAGES = 1_000
MAX_SECONDS = 30.0  # for the whole file; an article takes a tenth of a second a page
_MAX_STREAM = 32 * 1024 * 1024  # bytes of one unpacked stream
_MAX_WORK = 1_000_000  # operands of one page; a newspaper page has a tenth of that
_HEADLINE_SIZE = 1.15  # times the size of the body
# Some programs set the hyphen of a divided word apart; an ordinary "-" set apart is a dash.
_BEFORE_HYPHEN = re.compile("(?<=\\w) (?=[\u2010\u00ad]$)")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# What pypdf raises on damaged files besides its own errors: it reads values as they come.
_DAMAGE = (
    PyPdfError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
    struct.error,
    zlib.error,
)

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its complaints are about the file's maker, who is not here


def read(data: bytes) -> Extraction:
    """Return what a PDF holds, its paragraphs joined over lines and pages, without running heads and page numbers.

    Raises `UnreadableFile` where it is damaged, has a password or is a scan without text, `TooLarge` where it unpacks
    to too much or takes longer than `MAX_SECONDS`.
    """
    with apply_configuration(
        zlib_maximum_output_length=_MAX_STREAM,
        lzw_maximum_output_length=_MAX_STREAM,
        run_length_maximum_output_length=_MAX_STREAM,
        array_based_stream_maximum_output_length=_MAX_STREAM,
        stream_parsing_work_maximum_count=_MAX_WORK,
    ):
        try:
            return _read(_opened(data))
        except LimitReachedError as error:
            raise TooLarge("The PDF unpacks to far more than an article can have: paste the text instead.") from error
        except DependencyError as error:
            raise _protected() from error
        except _DAMAGE as error:
            raise UnreadableFile("The PDF is damaged: save or print it again as PDF, or paste the text.") from error


def _opened(data: bytes) -> PdfReader:
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
        raise _protected()
    return reader


def _protected() -> UnreadableFile:
    return UnreadableFile("The PDF is protected with a password: save it without one, or paste the text.")


def _read(reader: PdfReader) -> Extraction:
    found = [replace(item, text=canonical(item.text)) for item in paragraphs(list(_lines(reader)))]
    text = PARAGRAPH_BREAK.join(item.text for item in found if item.text)
    if not any(letter.isalnum() for letter in text):
        raise UnreadableFile(
            "The PDF has no text in it, only pictures of pages: run text recognition (OCR) on it, or paste the text."
        )
    check_text(len(text))
    said = clues.find(text.split(PARAGRAPH_BREAK))
    properties = reader.metadata
    return Extraction(
        text=text,
        title=_large_title(found) or said.title or clues.stored_title((properties and properties.title) or ""),
        byline=said.byline or clues.person((properties and properties.author) or ""),
        url=said.url,
        language=clues.language(str(reader.root_object.get("/Lang", "")), text),
        published_on=said.published_on,  # the dates in a PDF's properties say when it was printed
        remarks=_remarks(text),
    )


def _remarks(text: str) -> tuple[str, ...]:
    if not _RIGHT_TO_LEFT.search(text):
        return ()
    return ("A PDF does not keep the order of right-to-left words for certain: compare them with the printed page.",)


def _large_title(found: list[Paragraph]) -> str:
    """Return the first paragraph where it is printed larger than most of the text."""
    sizes = sorted(item.size for item in found for _ in range(1 + len(item.text) // 20))
    body = sizes[len(sizes) // 2]
    first = next(item for item in found if item.text)
    large = first.size > _HEADLINE_SIZE * body and len(first.text) <= 300
    return single_line(first.text) if large and not clues.is_about(first.text) else ""


def _lines(reader: PdfReader) -> Iterator[Line]:
    deadline = time.monotonic() + MAX_SECONDS
    total = 0
    if len(reader.pages) > MAX_PAGES:
        raise TooLarge(
            f"The PDF has {len(reader.pages):,} pages, and {MAX_PAGES:,} is the most: print the article alone."
        )
    for number, page in enumerate(reader.pages):
        if time.monotonic() > deadline:
            raise TooLarge("The PDF takes too long to read: print the article alone as PDF, or paste the text.")
        collector = _Collector(number)
        page.extract_text(visitor_text=collector)
        total += sum(len(line.text) for line in collector.lines)
        check_text(min(total, 2 * MAX_TEXT))
        yield from collector.finished()


class _Collector:
    """Puts the pieces that pypdf finds on one page together as lines."""

    def __init__(self, page: int) -> None:
        self.lines: list[Line] = []
        self._page = page
        self._open: Line | None = None

    def __call__(self, text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        """Take a piece of text with its matrices (ISO 32000-1, 9.4.4); pypdf marks the end of a line by "\\n"."""
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        # The height of a letter is the length of the vertical unit vector after both matrices.
        up = (tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3])
        height = float(size) * (up[0] ** 2 + up[1] ** 2) ** 0.5
        for number, piece in enumerate(text.split("\n")):
            if number:
                self._close()
            if piece.strip() or (self._open is not None and piece):
                self._add(Line(piece, x, y, height, self._page))

    def _add(self, piece: Line) -> None:
        if self._open is None:
            self._open = piece
        else:
            self._open = replace(self._open, text=self._open.text + piece.text)

    def _close(self) -> None:
        if self._open is not None:
            text = " ".join(self._open.text.split())
            self.lines.append(replace(self._open, text=_BEFORE_HYPHEN.sub("", text)))
        self._open = None

    def finished(self) -> list[Line]:
        """Return the lines of the page."""
        self._close()
        return self.lines
