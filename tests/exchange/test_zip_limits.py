import struct
from collections.abc import Callable

import pytest

from annotator.errors import TooLarge, UnreadableFile
from annotator.exchange.zip_limits import MAX_ENTRIES, check_zip

ZipMaker = Callable[[dict[str, bytes]], bytes]


def test_an_ordinary_archive_gives_its_names(zip_of: ZipMaker) -> None:
    assert check_zip(zip_of({"a.xml": b"<a/>", "b/c.png": b"x" * 2000})) == {"a.xml", "b/c.png"}


@pytest.mark.parametrize("name", ["word/document.xml", "word/media/image1.bmp"])
def test_an_entry_that_packs_too_well_is_a_bomb(zip_of: ZipMaker, name: str) -> None:
    with pytest.raises(TooLarge):
        check_zip(zip_of({name: b"\x00" * (2 * 1024 * 1024)}))


def test_very_many_entries_are_a_bomb(zip_of: ZipMaker) -> None:
    with pytest.raises(TooLarge):
        check_zip(zip_of({f"{number}": b"" for number in range(MAX_ENTRIES + 1)}))


def test_an_entry_that_lies_about_its_size_is_refused(zip_of: ZipMaker) -> None:
    data = bytearray(zip_of({"a.xml": b"\x00" * (2 * 1024 * 1024)}))
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = struct.pack("<I", 100)  # the size that the directory declares
    with pytest.raises((UnreadableFile, TooLarge)):
        check_zip(bytes(data))


def test_a_protected_archive_is_refused(zip_of: ZipMaker) -> None:
    data = bytearray(zip_of({"a.xml": b"<a/>"}))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableFile, match="password"):
        check_zip(bytes(data))


def test_what_is_no_archive_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="damaged"):
        check_zip(b"PK\x03\x04 and nothing more")
