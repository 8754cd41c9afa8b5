import io
import zlib
from collections.abc import Callable

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject

from annotator.errors import TooLarge, UnreadableFile
from annotator.exchange import pdf
from annotator.exchange.pdf import read
from annotator.exchange.pdf_lines import Line, paragraphs

PdfMaker = Callable[..., bytes]
Placed = tuple[str, float, float, float]


def _set(text: list[list[str]], top: float = 760, size: float = 11) -> list[Placed]:
    """Set paragraphs of lines below each other, 14 points from line to line and 24 between paragraphs."""
    lines: list[Placed] = []
    y = top
    for paragraph in text:
        for line in paragraph:
            lines.append((line, 70, y, size))
            y -= 14
        y -= 10
    return lines


FIRST = [
    "The minister said on Friday that the border would stay",
    "open, whatever the neighbours decided about theirs and",
    "their own.",
]
SECOND = [
    "“We will not close it,” he said, and added that the coun-",
    "try had a long-",
    "term plan, which nobody had seen.",
]


def test_lines_are_joined_to_paragraphs_and_words_to_words(pdf_of: PdfMaker) -> None:
    page = [("Minister: ‘We stay open’", 70.0, 800.0, 20.0), *_set([FIRST, SECOND])]
    found = read(pdf_of([page]))
    assert found.text.split("\n\n") == [
        "Minister: ‘We stay open’",
        " ".join(FIRST),
        "“We will not close it,” he said, and added that the country had a long-term plan, which nobody had seen.",
    ]
    assert found.title == "Minister: ‘We stay open’"


def test_a_paragraph_goes_on_over_the_page_and_running_heads_are_dropped(pdf_of: PdfMaker) -> None:
    def page(number: int, paragraphs: list[list[str]]) -> list[Placed]:
        return [("The Daily Example", 70, 820, 8), *_set(paragraphs), (f"Page {number} of 3", 280, 30, 8)]

    last = ["Nobody answered. The road was empty that evening, and", "the lamps were out."]
    found = read(pdf_of([page(1, [FIRST, SECOND[:1]]), page(2, [SECOND[1:]]), page(3, [last])]))
    assert found.text.split("\n\n") == [
        " ".join(FIRST),
        "“We will not close it,” he said, and added that the country had a long-term plan, which nobody had seen.",
        " ".join(last),
    ]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("The coun-", "try is", "The country is"),
        ("A 25-year-", "old man", "A 25-year-old man"),
        ("A well-", "known man", "A well-known man"),
        ("The Anglo-", "Saxon man", "The Anglo-Saxon man"),
        ("From 2010-", "2012 on", "From 2010-2012 on"),
        ("All two-", "and three-year-olds", "All two- and three-year-olds"),
        ("A wind-blown hat. A wind-", "blown hat", "A wind-blown hat. A wind-blown hat"),
        ("He left -", "at last", "He left - at last"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_goes_only_where_it_divided_a_word(
    pdf_of: PdfMaker, first: str, second: str, joined: str
) -> None:
    assert read(pdf_of([_set([[first, second]])])).text == joined


def test_letters_printed_as_one_are_two_again() -> None:
    lines = [Line("The ﬁrst oﬃce ﬂoor", 70, 700, 11, 0)]
    assert paragraphs(lines)[0].text == "The first office floor"


def test_a_caption_keeps_its_credit_line(pdf_of: PdfMaker) -> None:
    found = read(pdf_of([_set([FIRST, ["A bus in the square.", "Twitter / @somebody"], FIRST])]))
    assert "A bus in the square.\nTwitter / @somebody" in found.text.split("\n\n")


def test_an_indent_begins_a_paragraph_where_no_space_does(pdf_of: PdfMaker) -> None:
    lines = [
        (text, x, 700.0 - 14 * n, 11.0)
        for n, (text, x) in enumerate(
            [(FIRST[0], 85.0), (FIRST[1], 70.0), (FIRST[2], 70.0), (FIRST[0], 85.0), (FIRST[1], 70.0), (FIRST[2], 70.0)]
        )
    ]
    assert read(pdf_of([lines])).text.split("\n\n") == [" ".join(FIRST)] * 2


def test_declared_language_author_and_title_are_read(pdf_of: PdfMaker) -> None:
    found = read(
        pdf_of([_set([FIRST])], catalog=b"/Lang (en-GB)", info=b"/Author (Ann Example) /Title (A plain title)")
    )
    assert (found.language, found.byline, found.title) == ("en", "Ann Example", "A plain title")
    assert found.published_on is None


def _encrypted(data: bytes, user: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(user, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_with_a_password_is_refused(pdf_of: PdfMaker) -> None:
    with pytest.raises(UnreadableFile, match="password"):
        read(_encrypted(pdf_of([_set([FIRST])]), "secret"))


def test_a_pdf_that_only_forbids_printing_is_read(pdf_of: PdfMaker) -> None:
    assert read(_encrypted(pdf_of([_set([FIRST])]), "")).text == " ".join(FIRST)


def test_a_scan_without_text_is_refused(pdf_of: PdfMaker) -> None:
    with pytest.raises(UnreadableFile, match="OCR"):
        read(pdf_of([[], []]))


@pytest.mark.parametrize("cut", [20, 200, 700])
def test_a_damaged_pdf_is_refused(pdf_of: PdfMaker, cut: int) -> None:
    with pytest.raises(UnreadableFile):
        read(pdf_of([_set([FIRST])])[:cut])


def test_a_stream_that_unpacks_to_too_much_is_refused(pdf_of: PdfMaker) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of([_set([FIRST])]))))
    stream = StreamObject()
    stream.set_data(zlib.compress(b"q Q\n" * (12 * 1024 * 1024)))
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(TooLarge, match="unpacks"):
        read(out.getvalue())


def test_too_many_pages_are_refused(pdf_of: PdfMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    with pytest.raises(TooLarge, match="3 pages"):
        read(pdf_of([_set([FIRST])] * 3))
