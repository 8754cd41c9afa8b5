"""From any file to an `Extraction`: by what the bytes are, then by what the file is called."""

import re

from annotator.domain.extraction import Extraction
from annotator.errors import InvalidInput
from annotator.exchange import encodings, plain_text, sniff
from annotator.exchange.limits import check_upload

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_META_CHARSET = re.compile(
    rb"<(?:meta\b[^>]{0,300}?charset|\?xml\b[^>]{0,100}?encoding)\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE
)


def read_bytes(data: bytes, filename: str = "", content_type: str = "", url: str = "") -> Extraction:
    """Return what a file holds: plain text, a web page, a .docx or a .pdf.

    `filename` and `content_type` are what the uploader or server says, and count only where the bytes leave a doubt;
    `url` is where the file came from. Raises `InvalidInput` where it is empty, `TooLarge` where it is too large as it
    comes or unpacked, `UnreadableFile` where it is damaged, encrypted or no text.
    """
    check_upload(len(data))
    if not data.strip():
        raise InvalidInput("The file is empty: choose another one.")
    kind = sniff.kind_of_bytes(data, filename)
    # Imported when first needed: the libraries behind them are slow to load (see the package's docstring).
    if kind is sniff.Kind.PDF:
        from annotator.exchange.pdf import read as read_pdf

        return read_pdf(data)
    if kind is sniff.Kind.DOCX:
        from annotator.exchange.docx import read as read_docx

        return read_docx(data)
    return _read_textual(data, filename, content_type, url)


def _read_textual(data: bytes, filename: str, content_type: str, url: str) -> Extraction:
    decoded = encodings.decode(data, _declared_encoding(data, content_type))
    if sniff.kind_of_text(decoded.text, filename, content_type) is sniff.Kind.TEXT:
        return plain_text.read_text(decoded.text, decoded.remarks)
    from annotator.exchange.html import read as read_html

    return read_html(decoded.text, url, decoded.remarks)


def _declared_encoding(data: bytes, content_type: str) -> str:
    said = _CHARSET.search(content_type)
    if said:
        return said[1]
    written = _META_CHARSET.search(data[:4096])
    return written[1].decode("ascii") if written else ""
