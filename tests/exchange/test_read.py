import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from docx.document import Document

from annotator.errors import InvalidInput, TooLarge, UnreadableFile
from annotator.exchange.limits import MAX_UPLOAD
from annotator.exchange.read import read_bytes

BODY = "The minister said on Friday that the border would stay open, whatever the neighbours decided about theirs."


def test_the_bytes_decide_what_a_file_is_whatever_it_is_called(
    docx_of: Callable[[Callable[[Document], object]], bytes], pdf_of: Callable[..., bytes]
) -> None:
    word = docx_of(lambda document: document.add_paragraph(BODY))
    printed = pdf_of([[(BODY[:60], 70, 700, 11)]])
    page = f"<!doctype html><title>x</title><p>{BODY}</p>".encode()
    assert read_bytes(word, "article.txt", "text/plain").text == BODY
    assert read_bytes(printed, "article.docx").text == BODY[:60].strip()
    assert read_bytes(page, "article.txt", "text/plain").text.endswith(BODY)
    assert read_bytes(BODY.encode(), "article").text == BODY


def test_a_fragment_of_html_is_known_by_its_name_or_type() -> None:
    fragment = f"<p>{BODY}</p>".encode()
    assert read_bytes(fragment, "a.HTML").text == BODY
    assert read_bytes(fragment, content_type="text/html; charset=utf-8").text == BODY
    assert read_bytes(fragment, "a.txt").text == f"<p>{BODY}</p>"


def test_a_page_is_read_in_the_encoding_that_it_declares() -> None:
    page = f"<html><head><meta charset='koi8-r'></head><p>Граница открыта. {BODY}</p></html>".encode("koi8-r")
    assert "Граница открыта." in read_bytes(page, "a.html").text
    header = "<html><p>Größe</p></html>".encode("latin-1")
    assert read_bytes(header, "a.html", "text/html; charset=ISO-8859-1").text == "Größe"


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-16-le", "utf-8-sig"])
def test_a_text_file_in_an_old_or_wide_encoding_is_read(encoding: str) -> None:
    text = "Der Minister sagte: Die Größe bleibt schön über allem.\n\nUnd so weiter."
    assert read_bytes(text.encode(encoding), "a.txt").text == text


def test_an_upload_of_20_mb_is_refused_at_once() -> None:
    with pytest.raises(TooLarge, match=r"20\.0 MB"):
        read_bytes(b"a" * (20 * 1024 * 1024), "a.txt")
    with pytest.raises(TooLarge, match=r"16\.1 MB"):
        read_bytes(b"a" * (MAX_UPLOAD + 1), "a.txt")


def test_a_text_of_more_than_two_million_letters_is_refused() -> None:
    with pytest.raises(TooLarge, match="characters"):
        read_bytes(b"a " * 1_500_000, "a.txt")
    with pytest.raises(TooLarge, match="characters"):
        read_bytes(b"<p>" + b"a " * 1_500_000, "a.html")


@pytest.mark.parametrize("data", [b"", b"  \n\t "])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidInput, match="empty"):
        read_bytes(data, "a.txt")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "a PNG image"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 40, "a JPEG image"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a WebP image"),
        (b"\x00\x00\x00\x20ftypisom" + b"\x00" * 40, "a video"),
        (b"ID3\x04\x00" + b"\x00" * 40, "an audio file"),
        (b"Rar!\x1a\x07\x00", "a RAR archive"),
        (b"<?xml version='1.0'?><!-- x --><svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG image"),
        (b"SQLite format 3\x00" + b"\x00" * 40, "a database"),
    ],
)
def test_what_is_no_article_is_refused_by_its_name(data: bytes, name: str) -> None:
    for filename in ("article.txt", "article.html", "picture"):
        with pytest.raises(UnreadableFile, match=f"seems to be {name}"):
            read_bytes(data, filename)


def test_old_word_files_and_rich_text_are_told_apart() -> None:
    with pytest.raises(UnreadableFile, match="old Word file"):
        read_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "a.doc")
    with pytest.raises(UnreadableFile, match="rich text"):
        read_bytes(b"{\\rtf1 hello}", "a.rtf")


@pytest.mark.parametrize("name", ["article.docx", "article.PDF"])
def test_a_file_that_is_not_what_its_name_says_is_refused(name: str) -> None:
    with pytest.raises(UnreadableFile, match="is not one"):
        read_bytes(BODY.encode(), name)


def test_many_comments_before_a_page_take_no_time() -> None:
    assert read_bytes(b"<!---->" * 600 + b"x <p>hello</p>", "a.txt").text.endswith("<p>hello</p>")


def test_importing_the_intake_loads_no_format_library() -> None:
    code = (
        "import sys, annotator.exchange.read, annotator.exchange.url\n"
        "print([n for n in ('lxml', 'trafilatura', 'docx', 'pypdf', 'charset_normalizer') if n in sys.modules])"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
