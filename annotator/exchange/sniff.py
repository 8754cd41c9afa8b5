"""What a file is, by its first bytes: names and content types lie, bytes do not."""

import re
from enum import Enum
from pathlib import PurePath

from annotator.errors import UnreadableFile


class Kind(Enum):
    """The formats that the intake reads."""

    TEXT = "plain text"
    HTML = "a web page"
    DOCX = "a Word document"
    PDF = "a PDF"


# (offset, bytes, what it is): the signatures of files that people choose by mistake.
_OTHERS = (
    (0, b"\x89PNG\r\n", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"GIF8", "a GIF image"),
    (8, b"WEBP", "a WebP image"),
    (0, b"II*\x00", "a TIFF image"),
    (0, b"MM\x00*", "a TIFF image"),
    (0, b"\x00\x00\x01\x00", "an icon image"),
    (4, b"ftypheic", "a HEIC image"),
    (4, b"ftypmif1", "a HEIC image"),
    (4, b"ftypavif", "an AVIF image"),
    (4, b"ftypM4A", "an audio file"),
    (4, b"ftyp", "a video"),
    (0, b"\x1aE\xdf\xa3", "a video"),
    (8, b"AVI ", "a video"),
    (0, b"ID3", "an audio file"),
    (0, b"OggS", "an audio file"),
    (0, b"fLaC", "an audio file"),
    (8, b"WAVE", "an audio file"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (0, b"\x1f\x8b", "a gzip archive"),
    (0, b"BZh", "a bzip2 archive"),
    (0, b"\xfd7zXZ", "an xz archive"),
    (0, b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ\x90", "a program"),
    (0, b"SQLite format 3\x00", "a database"),
    (0, b"%!PS", "a PostScript file"),
)
_PREAMBLE = r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*"
_HTML_START = re.compile(rf"{_PREAMBLE}<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_SVG_START = re.compile(rf"{_PREAMBLE}(?:<!doctype\s+svg[^>]*>\s*)?<svg\b", re.IGNORECASE | re.DOTALL)
_HTML_NAMES = {".html", ".htm", ".xhtml"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HOW = "choose a .txt, .html, .docx or .pdf file, or paste the text."


def kind_of_bytes(data: bytes, filename: str = "") -> Kind | None:
    """Return the kind that the first bytes of `data` prove, or None where it may be text of some sort.

    Raises `UnreadableFile`, naming what it seems to be, for images, archives and other files that hold no article,
    and for a file whose name promises a .docx or .pdf that it is not.
    """
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return Kind.DOCX
    _refuse_others(data)
    suffix = PurePath(filename).suffix.lower()
    if suffix in {".docx", ".pdf"}:
        raise UnreadableFile(
            f"The file is named {suffix} but is not one, or is damaged: save it again, or paste the text."
        )
    return None


def _refuse_others(data: bytes) -> None:
    if data.startswith(_OLE):
        raise UnreadableFile(
            "This is an old Word file (.doc) or a Word document with a password: save it as .docx without a password."
        )
    if data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableFile("This is a rich text file (.rtf): save it as .docx, or paste the text.")
    name = next((name for offset, sign, name in _OTHERS if data[offset:].startswith(sign)), "") or _loose(data)
    if name:
        raise UnreadableFile(f"The file seems to be {name}, not an article: {_HOW}")


def _loose(data: bytes) -> str:
    """Name formats whose signature is too short to go by alone."""
    if data.startswith(b"BM") and data[6:10] == b"\x00" * 4:
        return "a BMP image"
    if data[:2] in (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"):
        return "an audio file"
    return ""


def kind_of_text(text: str, filename: str = "", content_type: str = "") -> Kind:
    """Return whether `text` is a web page or plain text: by how it begins, then by type and name.

    Raises `UnreadableFile` for a drawing in SVG.
    """
    head = text[:4096]
    if _SVG_START.match(head):
        raise UnreadableFile(f"The file seems to be an SVG image, not an article: {_HOW}")
    media_type = content_type.partition(";")[0].strip().lower()
    named = PurePath(filename).suffix.lower() in _HTML_NAMES
    declared = media_type in {"text/html", "application/xhtml+xml"} or (named and media_type != "text/plain")
    return Kind.HTML if declared or _HTML_START.match(head) else Kind.TEXT
