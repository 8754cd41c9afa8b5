"""Bringing an article in: by paste, by file, by address."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import pytest
from flask.testing import FlaskClient
from pypdf import PdfWriter
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from annotator.domain.text import canonical
from tests.contents import nothing_saved, rows
from tests.web.house import BRIDGE, TEXT, House
from tests.web.routes import WEIRD
from tests.web.test_routes import JSON, SENTENCE, message

STORY = "Мэр уходит\n\n«Я устала», — сказала она по-польски. Ёлка."
NEWEST = (
    "select text, title, language, url from article join article_version on article_id = article.id"
    " order by article.id desc"
)


def upload(client: FlaskClient, data: bytes, name: str, headers: Mapping[str, str] | None = None) -> TestResponse:
    """Send a file as a browser does; in memory, because the test client leaves its temporary files open."""
    boundary, body = encode_multipart({"file": FileStorage(io.BytesIO(data), name)})
    return client.post(
        "/articles", data=body, content_type=f'multipart/form-data; boundary="{boundary}"', headers=headers
    )


def _docx() -> bytes:
    document = docx.Document()
    for paragraph in STORY.split("\n\n"):
        document.add_paragraph(paragraph)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _html(charset: str = "utf-8") -> bytes:
    title, body = STORY.split("\n\n")
    return f"""<!doctype html><html lang="ru-RU"><head><meta charset="{charset}"><title>{title}</title>
        <link rel="canonical" href="https://example.org/mayor"></head><body><nav>Menu Sport Weather</nav><article>
        <h1>{title}</h1><p onclick="alert(1)">{body}<script>alert(2)</script></p></article></body></html>""".encode(
        charset
    )


READABLE: dict[str, tuple[bytes, str]] = {
    "text": (STORY.encode(), "story.txt"),
    "text with a byte order mark": (STORY.encode("utf-8-sig"), "story.txt"),
    "text in UTF-16": (STORY.encode("utf-16"), "story.txt"),
    "text in UTF-16 without a mark": (STORY.encode("utf-16-le"), "story.txt"),
    "text in an old Cyrillic encoding": (STORY.encode("cp1251"), "story.txt"),
    "text with the ends of lines of Windows": (STORY.replace("\n", "\r\n").encode(), "story.txt"),
    "a page": (_html(), "story.html"),
    "a page in an old encoding": (_html("windows-1251"), "story.htm"),
    "a Word document": (_docx(), "story.docx"),
    "a Word document under another name": (_docx(), "story.txt"),
}


@pytest.mark.parametrize(("data", "name"), READABLE.values(), ids=READABLE)
def test_a_file_becomes_an_article(client: FlaskClient, database: Path, data: bytes, name: str) -> None:
    response = upload(client, data, name)
    assert response.status_code == 303, message(response)
    text, title, *_ = rows(database, NEWEST)[0]
    assert text == canonical(STORY)
    assert title == "Мэр уходит"


def test_a_latin_1_file_keeps_its_letters(client: FlaskClient, database: Path) -> None:
    story = "Der Bürgermeister geht\n\n„Ich bin müde“, sagte er, „und heiße Groß.“"
    latin = story.replace("„", '"').replace("“", '"')
    assert upload(client, latin.encode("latin-1"), "story.txt").status_code == 303
    assert rows(database, NEWEST)[0][0] == latin


def test_a_page_tells_its_language_and_its_address(client: FlaskClient, database: Path) -> None:
    upload(client, _html(), "story.html")
    assert rows(database, NEWEST)[0] == (canonical(STORY), "Мэр уходит", "ru", "https://example.org/mayor")


@pytest.mark.parametrize("lang", ["tlh", "x-default", "und", "la", "eo-XX", "<b>", "e" * 5000])
def test_a_page_in_a_language_that_we_do_not_know_comes_in_all_the_same(client: FlaskClient, lang: str) -> None:
    assert upload(client, _html().replace(b"ru-RU", lang.replace("<", "&lt;").encode()), "a.html").status_code == 303


def _zip(entries: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return stream.getvalue()


def _bomb() -> bytes:
    return _zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": bytes(100 * 1024 * 1024)})


def _encrypted_pdf() -> bytes:
    writer, stream = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(stream)
    return stream.getvalue()


UNREADABLE: dict[str, tuple[Callable[[], bytes], str, set[int]]] = {
    "an empty file": (lambda: b"", "story.txt", {400}),
    "a file of white space": (lambda: b" \r\n\t ", "story.txt", {400}),
    "a file of 20 MB": (lambda: b"word " * (4 * 1024 * 1024), "story.txt", {413}),
    "a file just over the limit": (lambda: b"a" * (16 * 1024 * 1024 + 1), "story.txt", {413}),
    "a text of too many letters": (lambda: b"word " * 400_001, "story.txt", {413}),
    "a Word document that is none": (lambda: b"PK\x03\x04 no archive at all", "story.docx", {415}),
    "a text named as a Word document": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old Word", "story.doc", {415}),
    "an archive that is no document": (lambda: _zip({"story.txt": b"A mayor resigns"}), "story.docx", {415}),
    "an archive that unpacks to very much": (_bomb, "story.docx", {413, 415}),
    "a PDF with a password": (_encrypted_pdf, "story.pdf", {415}),
    "a damaged PDF": (lambda: b"%PDF-1.7\n" + b"nothing " * 50, "story.pdf", {415}),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "story.txt", {415}),
    "a program": (lambda: b"\x7fELF" + bytes(4000), "story.html", {415}),
    "a page without words": (lambda: b"<html><body><script>alert(1)</script></body></html>", "a.html", {400, 415}),
}


@pytest.mark.parametrize(("make", "name", "statuses"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_cannot_be_used_leaves_no_trace(
    client: FlaskClient, database: Path, make: Callable[[], bytes], name: str, statuses: set[int]
) -> None:
    data = make()
    with nothing_saved(database):
        page, answer = upload(client, data, name), upload(client, data, name, JSON)
    assert page.status_code in statuses, message(page)
    assert answer.status_code == page.status_code
    assert SENTENCE.fullmatch(message(page))
    assert answer.json == {"error": message(page)}


def test_the_name_of_a_file_is_not_believed(client: FlaskClient, database: Path) -> None:
    for name in ("../../../etc/passwd", "story.txt\0.html", WEIRD, "x" * 3000 + ".txt", ".", "C:\\story.txt"):
        response = upload(client, STORY.encode(), name)
        assert response.status_code == 303, name
    assert rows(database, "select count(*) from article_version where text = ?", canonical(STORY)) == [(1,)]


def test_the_same_text_twice_is_the_same_article(client: FlaskClient, database: Path, house: House) -> None:
    with nothing_saved(database):
        response = client.post("/articles", data={"text": TEXT.replace("\n", "\r\n")})
    assert response.location == house.path("/articles/{article}?known=yes")
    assert "already in the library" in client.get(response.location).text


def test_the_text_of_a_deleted_article_brings_it_back(client: FlaskClient, database: Path, house: House) -> None:
    client.post(house.path("/articles/{article}/delete"), data={"revision": "1"})
    assert client.get(house.path("/articles/{article}")).status_code == 404
    assert client.post("/articles", data={"text": TEXT}).status_code == 303
    assert client.get(house.path("/articles/{article}")).status_code == 200


def test_a_pasted_article_has_its_passages_suggested(client: FlaskClient, database: Path) -> None:
    response = client.post("/articles", data={"text": BRIDGE.replace("Kowal", "Nowak")})
    assert response.status_code == 303
    found = rows(database, "select exact, status from passage order by id desc limit 2")
    assert {status for _, status in found} == {"suggested"}
    assert ("“The river forgave us,”" in found[0][0]) or ("The river forgave us" in found[0][0])


def test_a_broken_form_is_refused(client: FlaskClient, database: Path) -> None:
    with nothing_saved(database):
        for body, kind in [
            (b"--x\r\nno end", "multipart/form-data; boundary=x"),
            (b"no boundary", "multipart/form-data"),
            (b'{"text": "A mayor resigns"}', "application/json"),
            (b"\xff\xfe\x00", "text/plain"),
            (b"text", "application/x-www-form-urlencoded"),
        ]:
            response = client.post("/articles", data=body, content_type=kind)
            assert response.status_code == 400
            assert "nothing to import" in message(response)
        fields = {f"field{number}": "x" for number in range(2000)}
        assert client.post("/articles", data=fields, content_type="multipart/form-data").status_code == 413


def test_bytes_that_are_no_letters_do_no_harm(client: FlaskClient, database: Path) -> None:
    body = b"text=A+mayor+%ED%A0%80+%FF+%00resigns%0A%0AShe+left."  # a lone surrogate, a byte of nothing, a NUL
    response = client.post("/articles", data=body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 303
    text = rows(database, NEWEST)[0][0]
    assert "\0" not in text
    assert "resigns" in text


@pytest.mark.parametrize("address", ["http://[abc.def/x", "https://x]y[/", "http://a:b:c/", "https://exa mple.org"])
def test_an_address_in_the_text_that_is_none_breaks_no_page(client: FlaskClient, address: str) -> None:
    response = client.post("/articles", data={"text": f"A mayor resigns\n\nSource: {address}\n\n“No,” she said."})
    assert response.status_code == 303
    assert client.get(response.location).status_code == 200
    assert client.get("/").status_code == 200


def test_a_changed_page_from_the_same_address_is_a_new_version(client: FlaskClient, database: Path) -> None:
    upload(client, _html(), "story.html")
    response = upload(client, _html().replace("Ёлка".encode(), "Ель".encode()), "story.html")
    assert response.status_code == 303
    assert rows(database, "select count(*) from article where url = 'https://example.org/mayor'") == [(1,)]
