"""Is a ZIP file safe to unpack? Asked before any format library touches it."""

import zipfile
import zlib
from io import BytesIO

from annotator.errors import TooLarge, UnreadableFile

MAX_ENTRIES = 5_000
MAX_UNPACKED = 128 * 1024 * 1024  # bytes of all entries together
MAX_XML = 32 * 1024 * 1024  # bytes of the XML entries together: these become trees, many times their size in memory
MAX_RATIO = 200  # unpacked to packed bytes; Word's XML packs to a twentieth, a bomb to a thousandth
_SMALL = 1024 * 1024  # bytes below which a high ratio harms nobody
_STEP = 256 * 1024


def check_zip(data: bytes) -> frozenset[str]:
    """Return the names of the entries of the ZIP file `data` after unpacking each once, in small steps.

    Both what the directory declares and what really comes out are held to the limits, because a bomb lies about the
    first. Raises `TooLarge` for a bomb, `UnreadableFile` for a damaged or encrypted archive.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_declared(entries)
            _check_real(archive, entries)
            return frozenset(entry.filename for entry in entries)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zlib.error) as error:
        raise UnreadableFile("The file is damaged and cannot be unpacked: save it again, or paste the text.") from error


def _check_declared(entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise UnreadableFile("The file is protected with a password: save it without one, or paste the text.")
    if len(entries) > MAX_ENTRIES:
        raise _bomb()
    _check_sums(sum(entry.file_size for entry in entries), sum(map(_xml_size, entries)))
    if any(entry.file_size > _SMALL and entry.file_size > MAX_RATIO * entry.compress_size for entry in entries):
        raise _bomb()


def _xml_size(entry: zipfile.ZipInfo) -> int:
    return entry.file_size if entry.filename.lower().endswith((".xml", ".rels")) else 0


def _check_real(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    total = xml = 0
    for entry in entries:
        with archive.open(entry) as stream:
            while piece := stream.read(_STEP):
                total += len(piece)
                xml += len(piece) if _xml_size(entry) else 0
                _check_sums(total, xml)


def _check_sums(total: int, xml: int) -> None:
    if total > MAX_UNPACKED or xml > MAX_XML:
        raise _bomb()


def _bomb() -> TooLarge:
    return TooLarge(
        "The file unpacks to far more than an article can have, and was not opened: paste the text instead."
    )
