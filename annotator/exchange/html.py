"""Web pages: the story alone, word for word.

trafilatura decides which part of a page is the story; the words come from the page's own blocks. So captions, which
trafilatura leaves out, stand where the page has them, and inline markup cannot break or lose a word.
"""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement  # type: ignore[import-untyped]
from trafilatura import bare_extraction

from annotator.domain.extraction import Extraction
from annotator.domain.text import PARAGRAPH_BREAK, canonical, single_line
from annotator.errors import InvalidInput
from annotator.exchange import clues, html_metadata, html_tree
from annotator.exchange.html_tree import Block
from annotator.exchange.limits import MAX_TEXT, check_text

_LITTLE = 250  # letters; a shorter story is rather a search that failed
_LONG = 60  # letters of a block that cannot be in the story by chance
_PART = 6  # letters from which a block may also be a part of a found line, as where a page breaks lines by <br>
_NEAR = 3  # blocks before the first and after the last long one that may still be the story's
_SENTENCE = re.compile(r"[.!?…。؟][\"'”’»)]*$")
_SAME = 0.6  # share of common words from which two titles are of the same story


def read(text: str, url: str = "", remarks: tuple[str, ...] = ()) -> Extraction:
    """Return the story of a page, its headline first, captions as paragraphs; no markup, script or hidden words.

    `url` is where the page came from. Raises `InvalidInput` where there is no text, `TooLarge` where there is too
    much.
    """
    tree = html_tree.parse(text)
    fits = html_tree.fits(tree)
    said = html_metadata.find(tree, url) if fits else html_metadata.nothing(url)
    html_tree.prune(tree)
    blocks = html_tree.blocks(tree)
    check_text(sum(len(block.text) for block in blocks))
    story = _story(blocks, _main_text(tree) if fits else "")
    title, headline = _headline(blocks, story, said)
    body = [block.text for block in story if _key(block.text) != _key(headline)]
    full = canonical(PARAGRAPH_BREAK.join(filter(None, [headline, *body])))
    if not full:
        raise InvalidInput("There is no text in the page: choose another one, or paste the text.")
    hints = clues.find(full.split(PARAGRAPH_BREAK))
    return Extraction(
        text=full,
        title=title or hints.title,
        outlet=said.outlet,
        byline=said.byline or hints.byline,
        language=clues.language(said.lang, full),
        url=said.url,
        published_on=said.published_on or hints.published_on,
        remarks=remarks,
    )


def _main_text(tree: HtmlElement) -> str:
    """Return what trafilatura takes for the story, one line a paragraph; "" where it finds none."""
    try:
        found = bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    except html_tree.SEARCH_FAULTS:
        return ""
    return found.text or "" if found is not None and not isinstance(found, dict) else ""


def _story(blocks: Sequence[Block], main: str) -> list[Block]:
    """Return the blocks that are the story: those found in `main`, and what stands between them and belongs to it."""
    chosen = _chosen(blocks, main)
    anchors = [number for number in chosen if len(_key(blocks[number].text)) >= _LONG]
    if len(_key(main)) < _LITTLE or not anchors:
        return _plain(blocks)
    first, last = anchors[0], anchors[-1]
    # A short block, such as a name in a menu, can be in the story by chance only outside of it.
    kept = {number for number in chosen if first - _NEAR <= number <= last + _NEAR}
    kept |= {number for number in range(_top(blocks, first), len(blocks)) if _belongs(blocks, number, last)}
    kept |= {number for number in range(first, last) if _is_sibling(blocks, number, kept)}
    return [blocks[number] for number in sorted(kept)]


def _plain(blocks: Sequence[Block]) -> list[Block]:
    return [block for block in blocks if not block.around] or list(blocks)


def _chosen(blocks: Sequence[Block], main: str) -> list[int]:
    lines = {_key(line) for line in main.split("\n")} - {""}
    whole = _key(main) if len(main) <= MAX_TEXT // 5 else ""
    keys = [_key(block.text) for block in blocks]
    return [n for n, key in enumerate(keys) if key in lines or (len(key) >= _PART and key in whole)]


def _is_sibling(blocks: Sequence[Block], number: int, kept: set[int]) -> bool:
    """Return whether a left-out block is a sentence beside a kept sibling: better a stray line than a lost passage."""
    block = blocks[number]
    beside = [blocks[other].group for other in (number - 1, number + 1) if other in kept]
    return bool(_SENTENCE.search(block.text)) and block.group in beside


def _top(blocks: Sequence[Block], first: int) -> int:
    """Return where the story's own headline stands above its first long block, else that block."""
    above = [number for number in range(first) if blocks[number].level == 1 and not blocks[number].around]
    return above[-1] if above else first


def _belongs(blocks: Sequence[Block], number: int, last: int) -> bool:
    """Return whether a block that trafilatura left out is part of the story: a caption, or a quoted block inside it."""
    block = blocks[number]
    if block.around:
        return False
    if block.caption:
        return number <= last or (block.in_article and blocks[last].in_article)
    return block.quote and number <= last


def _headline(blocks: Sequence[Block], story: Sequence[Block], said: html_metadata.PageMetadata) -> tuple[str, str]:
    """Return the title, and the same words where they are to stand as the first paragraph, else "".

    The heading that a reader sees counts more than what the page tells search engines.
    """
    seen = [single_line(block.text) for block in blocks if block.level == 1 and not block.around]
    seen = [text for text in seen if _key(text) != _key(said.outlet) and len(text.split()) > 1]
    lower = [single_line(block.text) for block in story[:2] if block.level]
    for text in [*seen, *lower]:
        if any(_alike(text, title) for title in said.titles):
            return text, text
    if len(seen) == 1:
        return seen[0], seen[0]
    title = said.titles[0] if said.titles else ""
    return title, "" if lower else title


def _alike(one: str, other: str) -> bool:
    words, others = set(one.casefold().split()), set(other.casefold().split())
    inside = len(_key(one)) >= 10 and _key(one) in _key(other)
    return inside or len(words & others) >= _SAME * max(1, min(len(words), len(others)))


def _key(text: str) -> str:
    """Return the letters and figures of `text` alone: what is left the same by every reduction of a page."""
    return re.sub(r"[\W_]+", "", text).casefold()
