"""Make a screenshot smaller: a PNG with a palette of its 256 most frequent colours (PNG, ISO/IEC 15948).

Pages of text have a few thousand colours, nearly all of them on the edges of letters; a palette more than halves them.
"""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
RGB = (8, 2)  # bits a channel, colour type


def with_palette(png: bytes) -> bytes:
    """Return an 8-bit RGB image, as Chromium writes it, with a palette; each other colour takes the nearest in it."""
    if tuple(png[24:26]) != RGB:
        raise ValueError("only PNGs with 8 bits of red, green and blue are understood")
    width, height = struct.unpack(">II", png[16:24])
    lines = list(
        _lines(zlib.decompress(b"".join(data for kind, data in _chunks(png) if kind == b"IDAT")), width, height)
    )
    counted = Counter(line[at : at + 3] for line in lines for at in range(0, len(line), 3))
    palette = [colour for colour, _ in counted.most_common(256)]
    place = {colour: _nearest(colour, palette) for colour in counted} | {each: at for at, each in enumerate(palette)}
    drawn = b"".join(b"\0" + bytes(place[line[at : at + 3]] for at in range(0, len(line), 3)) for line in lines)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = [(b"IHDR", header), (b"PLTE", b"".join(palette)), (b"IDAT", zlib.compress(drawn, 9)), (b"IEND", b"")]
    return SIGNATURE + b"".join(_chunk(kind, data) for kind, data in parts)


def _nearest(colour: bytes, palette: list[bytes]) -> int:
    return min(range(len(palette)), key=lambda at: sum((a - b) ** 2 for a, b in zip(colour, palette[at], strict=True)))


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(png):
        length = struct.unpack(">I", png[at : at + 4])[0]
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _lines(raw: bytes, width: int, height: int) -> Iterator[bytes]:
    """Yield the lines of pixels with their filters undone (section 9.2 of the format)."""
    size = 3 * width
    above = bytearray(size)
    for number in range(height):
        start = number * (size + 1)
        line = bytearray(raw[start + 1 : start + 1 + size])
        _undo_filter(raw[start], line, above)
        yield bytes(line)
        above = line


def _undo_filter(kind: int, line: bytearray, above: bytearray) -> None:
    for at in range(len(line)) if kind else ():
        left, corner = (line[at - 3], above[at - 3]) if at >= 3 else (0, 0)
        guesses = (0, left, above[at], (left + above[at]) // 2, _paeth(left, above[at], corner))
        line[at] = (line[at] + guesses[kind]) & 255


def _paeth(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    return min((left, above, corner), key=lambda value: abs(guess - value))
