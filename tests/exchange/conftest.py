"""Makers of small real files, so that every test reads what a person could upload."""

import io
import zipfile
from collections.abc import Callable, Sequence

import docx
import pytest
from docx.document import Document

DocxMaker = Callable[[Callable[[Document], object]], bytes]
# Pages of lines, each with its text, distance from the left and from the bottom, and size of its letters, in points.
PdfPages = Sequence[Sequence[tuple[str, float, float, float]]]


def make_docx(fill: Callable[[Document], object]) -> bytes:
    document = docx.Document()
    fill(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _object(number: int, body: bytes) -> bytes:
    return b"%d 0 obj\n%s\nendobj\n" % (number, body)


def _content(lines: Sequence[tuple[str, float, float, float]]) -> bytes:
    shown = b""
    for text, x, y, size in lines:
        escaped = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        shown += b"BT /F1 %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n" % (size, x, y, escaped)
    return b"<< /Length %d >>\nstream\n%sendstream" % (len(shown), shown)


def make_pdf(pages: PdfPages, catalog: bytes = b"", info: bytes = b"") -> bytes:
    """Write a PDF 1.4 by hand (ISO 32000-1, 7.5): catalog, pages, one font, a stream for each page, and a table."""
    kids = b" ".join(b"%d 0 R" % (5 + 2 * number) for number in range(len(pages)))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< %s >>" % info,
    ]
    for number, lines in enumerate(pages):
        bodies.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (6 + 2 * number)
        )
        bodies.append(_content(lines))
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += _object(number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(bodies) + 1
    return (
        out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n"
        % (
            size,
            table,
            size,
            len(out),
        )
    )


def make_zip(entries: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return stream.getvalue()


@pytest.fixture
def docx_of() -> Callable[[Callable[[Document], object]], bytes]:
    return make_docx


@pytest.fixture
def pdf_of() -> Callable[..., bytes]:
    return make_pdf


@pytest.fixture
def zip_of() -> Callable[[dict[str, bytes]], bytes]:
    return make_zip
