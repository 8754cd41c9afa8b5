"""Word documents (.docx), by python-docx and the XML that it keeps.

Paragraphs are taken from the XML rather than from `Document.paragraphs`, which leaves out what newsrooms use daily:
tracked insertions, content controls, text boxes (where captions live) and tables.
Element names are those of ECMA-376 part 1, chapter 17.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from annotator.domain.extraction import Extraction
from annotator.domain.text import PARAGRAPH_BREAK, canonical, single_line
from annotator.errors import InvalidInput, UnreadableFile
from annotator.exchange import clues
from annotator.exchange.limits import check_text
from annotator.exchange.zip_limits import check_zip

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_XML_LANG = f"{_W}lang"
# Deleted and moved-away words, the second copy of a drawing for old programs, and what fields are made of.
_SKIPPED = {f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback", f"{_W}instrText", f"{_W}delText", f"{_W}pPr", f"{_W}sdtPr"}
_AS_TEXT = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
_TEMPLATE_DAY = date(2013, 12, 23)  # when python-docx's own blank document was made; every copy carries it


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    style: str


def read(data: bytes) -> Extraction:
    """Return what a .docx file holds: paragraphs in reading order, with those of tables and text boxes.

    Words deleted with tracked changes, hidden words, comments, headers and footers are left out.
    Raises `UnreadableFile` where it is no Word document, `TooLarge` where it unpacks to too much, `InvalidInput`
    where it has no text.
    """
    names = check_zip(data)
    if "word/document.xml" not in names and not any(name.startswith("word/document") for name in names):
        raise UnreadableFile(_seems(names))
    document = _open(data)
    found = [item for item in _paragraphs(document) if item.text]
    if not found:
        raise InvalidInput("The Word document has no text in it: choose another one, or paste the text.")
    return _extraction(document, found)


def _seems(names: frozenset[str]) -> str:
    seems = "an archive"
    for prefix, name in (("xl/", "a spreadsheet"), ("ppt/", "a presentation"), ("META-INF/container", "an e-book")):
        if any(entry.startswith(prefix) for entry in names):
            seems = name
    if "content.xml" in names:
        seems = "an OpenDocument file"
    return f"The file seems to be {seems}, not a Word document: save the article as .docx, or paste the text."


def _open(data: bytes) -> "Document":
    import docx
    from docx.opc.exceptions import OpcError

    try:  # lxml's errors of syntax are Python's
        return docx.Document(BytesIO(data))
    except (OpcError, SyntaxError, BadZipFile, KeyError, ValueError, AttributeError) as error:
        raise UnreadableFile(
            "The Word document is damaged: open it in Word and save it again, or paste the text."
        ) from error


def _paragraphs(document: "Document") -> Iterator[_Paragraph]:
    styles = {style.style_id: style.name or "" for style in document.styles if style.style_id}
    for element in _elements(document.element.body):
        if element.tag == f"{_W}p":
            yield _Paragraph(canonical(_text(element)), _style(element, styles))


def _elements(root: "BaseOxmlElement") -> Iterator["BaseOxmlElement"]:
    """Yield the descendants of `root` in document order, without going into what is skipped."""
    stack = [root]
    while stack:
        element = stack.pop()
        if element.tag not in _SKIPPED:
            yield element
            stack.extend(reversed(element))


def _text(paragraph: "BaseOxmlElement") -> str:
    """Return the words of a `w:p`, without those of text boxes inside it: they are paragraphs of their own."""
    pieces = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag in _SKIPPED or element.tag == f"{_W}p" or _is_hidden(element):
            continue
        pieces.append(element.text or "" if element.tag == f"{_W}t" else _AS_TEXT.get(element.tag, ""))
        stack.extend(reversed(element))
    return "".join(pieces)


def _is_hidden(element: "BaseOxmlElement") -> bool:
    vanish = element.find(f"{_W}rPr/{_W}vanish") if element.tag == f"{_W}r" else None
    return vanish is not None and vanish.get(f"{_W}val", "true") not in {"0", "false", "off"}


def _style(paragraph: "BaseOxmlElement", styles: dict[str, str]) -> str:
    element = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return styles.get(element.get(f"{_W}val"), "").lower() if element is not None else ""


def _extraction(document: "Document", found: list[_Paragraph]) -> Extraction:
    text = PARAGRAPH_BREAK.join(item.text for item in found)
    check_text(len(text))
    # A paragraph of Word can hold a blank line made of two line breaks, so the text is divided again.
    said = clues.find(text.split(PARAGRAPH_BREAK))
    core = document.core_properties
    filled_in = clues.stored_title(core.title)
    return Extraction(
        text=text,
        title=_styled_title(found) or said.title or filled_in,
        byline=said.byline or clues.person(core.author),
        url=said.url,
        language=_language(document, text),
        published_on=said.published_on or (_created(document) if filled_in else None),
    )


def _styled_title(found: list[_Paragraph]) -> str:
    """Return the first paragraph where its style says that it is a title or a heading of the first level."""
    first = found[0]
    return single_line(first.text) if first.style in {"title", "heading 1"} else ""


def _created(document: "Document") -> date | None:
    """Return the day of the core properties; asked for only where somebody filled in the title beside it."""
    created = document.core_properties.created
    return created.date() if created is not None and created.date() != _TEMPLATE_DAY else None


def _language(document: "Document", text: str) -> str:
    """Return the language that the core properties name, else the one in which most of the words were typed."""
    named = clues.language(document.core_properties.language, text)
    if named:
        return named
    default = document.styles.element.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_XML_LANG}")
    fallback = default.get(f"{_W}val", "") if default is not None else ""
    letters: Counter[str] = Counter()
    for run in document.element.body.iter(f"{_W}r"):
        own = run.find(f"{_W}rPr/{_XML_LANG}")
        tag = own.get(f"{_W}val") if own is not None else None
        letters[tag or fallback] += sum(len(part.text or "") for part in run.iter(f"{_W}t"))
    tag, count = letters.most_common(1)[0] if letters else ("", 0)
    return clues.language(tag, text) if 2 * count > letters.total() else ""
