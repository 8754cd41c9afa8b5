"""A web page as a row of text blocks, in reading order, without what a reader cannot see."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html  # type: ignore[import-untyped]
from lxml.html import HtmlElement  # type: ignore[import-untyped]

from annotator.domain.text import PARAGRAPH_BREAK, canonical
from annotator.errors import InvalidInput

MAX_ELEMENTS = 20_000  # of one page, or 5 seconds; a long live blog has half of that
MAX_DEPTH = 200  # elements inside each other; the deepest of real pages have 60

# What trafilatura raises over trees that no browser would make either; such a page is read plainly instead.
SEARCH_FAULTS = (ValueError, TypeError, AttributeError, LookupError, RecursionError, etree.LxmlError)

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption "
        "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary "
        "table tbody td tfoot th thead tr ul",
    )
)
_UNSEEN = frozenset(
    re.findall(
        r"\w+",
        "script style noscript template iframe object embed applet svg math canvas audio video map select "
        "option datalist button input textarea progress meter link meta title head base rp rt",
    )
)
_ROOM = {"html", "body", "main", "article"}  # never thrown away whole, whatever their attributes say
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|em|rem|%)?\s*(?:;|$)|opacity\s*:\s*0\s*(?:;|$)"
)
_FOR_READERS_ALOUD = re.compile(
    r"(?:^|\s)(?:sr-only|screen-reader-text|visually-?hidden|screenreader|a11y-hidden|d-none)(?:\s|$)"
)
_CAPTION = re.compile(
    r"(?:^|[\s_-])caption(?:$|[\s_-]text|\s)|(?:^|\s)(?:image|photo|picture|media|wp|figure)[_-]?caption", re.IGNORECASE
)
_CREDIT = re.compile(r"credit|copyright|photographer|attribution|image-source", re.IGNORECASE)
# Controls, as themselves or as references: XML has no room for them, and libxml2 stops at the first NUL.
_CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]"
    r"|&#0*(?:[0-8]|1[124-9]|2\d|3[01])(?:;|(?!\d))"
    r"|&#x0*(?:[0-8bcef]|1[0-9a-f])(?:;|(?![\da-f]))",
    re.IGNORECASE,
)
_LONGEST_CAPTION = 1500  # code points; what calls itself a caption and is longer is something else
_AROUND = {"nav": "nav", "footer": "footer", "aside": "aside", "form": "form", "menu": "nav"}
_ROLES = {"navigation": "nav", "search": "form", "complementary": "aside", "contentinfo": "footer", "banner": "nav"}


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a page. `level` is 1-6 for a heading, else 0; `around` means menus, footers and the like.

    Paragraphs with the same `group` are siblings: they stand in the same element.
    """

    text: str
    level: int = 0
    caption: bool = False
    quote: bool = False
    around: bool = False
    in_article: bool = False
    group: int = -1


def parse(text: str) -> HtmlElement:
    """Return the tree of a page; raises `InvalidInput` where there is none."""
    # Bytes, because lxml refuses a str that declares an encoding.
    data = _CONTROLS.sub("", text).encode("utf-8", "replace")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(data, parser=parser)
    except etree.ParserError as error:
        raise InvalidInput("There is no text in the page: choose another one, or paste the text.") from error


def fits(tree: HtmlElement) -> bool:
    """Return whether the page is of a size and depth that the main-text search gets through in a second or two."""
    depth = deepest = count = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        deepest = max(deepest, depth)
    return count <= MAX_ELEMENTS and deepest <= MAX_DEPTH


def prune(tree: HtmlElement) -> None:
    """Take out of the tree what is never seen: scripts, styles, controls, hidden elements."""
    for element in list(tree.iter(etree.Element)):
        if element.getparent() is not None and _is_unseen(element):
            element.drop_tree()


def _is_unseen(element: HtmlElement) -> bool:
    if element.tag in _UNSEEN or element.tag in _ROOM:
        return element.tag in _UNSEEN
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(
        _HIDING.search(element.get("style", "").lower()) or _FOR_READERS_ALOUD.search(element.get("class", "").lower())
    )


def blocks(tree: HtmlElement) -> list[Block]:
    """Return the text blocks of a pruned tree in reading order; a caption with its credit line is one block."""
    groups: dict[HtmlElement, int] = {}  # holds the elements too: lxml makes new ones for those nobody holds
    return [block for piece in _pieces(tree) for block in piece.blocks(groups)]


@dataclass(slots=True)
class _Piece:
    """Text being gathered between two block boundaries, and where it stands."""

    element: HtmlElement
    text: str
    caption: bool

    def blocks(self, groups: dict[HtmlElement, int]) -> Iterator[Block]:
        """Yield the paragraphs of the piece."""
        if not self.text.strip():
            return
        text = re.sub(r"\n\s*", "\n", self.text) if self.caption else self.text
        parts = [part for part in canonical(text).split(PARAGRAPH_BREAK) if part]
        group = groups.setdefault(_group_of(self.element), len(groups))
        tags = [element.tag for element in (self.element, *self.element.iterancestors())]
        level = next((int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", str(tag))), 0)
        for part in parts:
            yield Block(
                part, level, self.caption, "blockquote" in tags, _around(self.element), "article" in tags, group
            )


def _group_of(element: HtmlElement) -> HtmlElement:
    """Return the element that holds the paragraph: the parent of a <p>, else the element with the words itself."""
    return _parent(element) if element.tag in {"p", "blockquote"} else element


def _around(element: HtmlElement) -> bool:
    """Return whether the element is part of a menu, footer, aside, form, or the head of the site (not the story)."""
    for node in (element, *element.iterancestors()):
        if node.tag in _ROOM:
            return False
        if node.tag in _AROUND or node.get("role") in _ROLES:
            return True
        if node.tag == "header":
            return node.find(".//h1") is None and not any(up.tag in {"article", "main"} for up in node.iterancestors())
    return False


def _pieces(tree: HtmlElement) -> Iterator[_Piece]:
    """Yield the text of the tree, cut at block boundaries; walks without recursion, whatever the depth."""
    piece = _Piece(tree, "", caption=False)
    caption = None
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        starts = event == "start"
        if (caption is None and element.tag in _BLOCKS) or (starts and caption is None and _is_caption(element)):
            yield piece
            if starts and _is_caption(element):
                caption = element
            piece = _Piece(element if starts else _parent(element), "", caption is not None)
        elif caption is not None and (element.tag in _BLOCKS or (starts and _is_own_line(element, caption))):
            piece.text += "\n"
        piece.text += _text_of(element.text, element) if starts else ""
        if element.tag == "br" and starts:
            piece.text += "\n"
        if not starts:
            if element is caption:
                yield piece
                caption, piece = None, _Piece(_parent(element), "", caption=False)
            piece.text += _text_of(element.tail, _parent(element)) if element is not tree else ""
    yield piece


def _parent(element: HtmlElement) -> HtmlElement:
    parent = element.getparent()
    return element if parent is None else parent


def _is_caption(element: HtmlElement) -> bool:
    named = element.tag == "figcaption" or (
        element.tag in {"p", "div", "span", "dd", "small", "em"} and _CAPTION.search(element.get("class", ""))
    )
    return bool(named) and len("".join(element.itertext())) <= _LONGEST_CAPTION


def _is_own_line(element: HtmlElement, caption: HtmlElement) -> bool:
    """Return whether a part of a caption has its own line: a credit, or one of elements with no words between them."""
    if _CREDIT.search(element.get("class", "")):
        return True
    words_between = [caption.text, *(child.tail for child in caption)]
    return element.getparent() is caption and not any(text and text.strip() for text in words_between)


def _text_of(text: str | None, element: HtmlElement) -> str:
    if not text:
        return ""
    preformatted = element.tag == "pre" or any(up.tag == "pre" for up in element.iterancestors("pre"))
    return text if preformatted else re.sub(r"[ \t\n\r\f]+", " ", text)
