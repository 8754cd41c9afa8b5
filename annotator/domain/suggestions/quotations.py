"""Finding quotations in prose by their marks: curly, straight, nested, German, French, single; over paragraphs.

Only outermost quotations are returned: what is quoted inside a quotation belongs to it. The text is read once.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from annotator.domain.spans import Span, trimmed
from annotator.domain.text import PARAGRAPH_BREAK, paragraphs

_MARKS = re.compile("[\"“”„‟«»‹›'‘’‚「」『』]")
# Which marks may close a quotation opened by the key. Newsrooms mix curly and straight marks by accident.
_CLOSES = {
    '"': '"”',
    "“": '”“"',
    "‟": "”",
    "„": '“”"',
    "”": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "‘": "’'",
    "’": "’",
    "'": "'’",
    "‚": "‘’",
    "「": "」",
    "『": "』",
}
_SINGLE = frozenset("'‘’‚")
_DOUBLE_OPENERS = frozenset('"“„«»‟”')
_BEFORE_OPENING = frozenset("([{—–-/:\"“„«'‘‚")
_DECADE = re.compile(r"\d\ds?\b")
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: the words without their marks, the same with them, and the number of its paragraph.

    `goes_on` is true where the paragraph ends before the quotation does: the next paragraph opens with a mark again.
    """

    inner: Span
    outer: Span
    paragraph: int
    goes_on: bool = False


@dataclass(slots=True)
class _Paragraph:
    text: str
    elisions: re.Pattern[str]
    opened: list[int] = field(default_factory=list)
    pairs: list[tuple[int, int]] = field(default_factory=list)
    closers: list[int] = field(default_factory=list)  # places where a single mark may close


def quotations(text: str, elisions: re.Pattern[str] = _NOTHING) -> list[Quotation]:
    """Return the outermost quotations of canonical `text` in order.

    `elisions` matches what the article's language writes after an apostrophe that opens no quotation: ’em, ’til.

    A quotation over several paragraphs, each opened anew and only the last one closed, gives one for each paragraph.
    A mark that finds no partner gives nothing, except at the start of a paragraph: the closing mark was forgotten.
    """
    blocks = list(paragraphs(text))
    found: list[Quotation] = []
    for number, (start, block) in enumerate(blocks):
        following = blocks[number + 1][1] if number + 1 < len(blocks) else ""
        for opening, closing, goes_on in _in_paragraph(block, following, elisions):
            quotation = _quotation(text, start + opening, start + closing, number, goes_on)
            if quotation is not None:
                found.append(quotation)
    return found


def _quotation(text: str, opening: int, closing: int, number: int, goes_on: bool) -> Quotation | None:
    if not text[opening + 1 : closing].strip():
        return None
    inner = trimmed(Span(opening + 1, closing), text)
    at_end = closing >= len(text) or text.startswith(PARAGRAPH_BREAK, closing)
    return Quotation(inner, Span(opening, closing if at_end else closing + 1), number, goes_on)


def _in_paragraph(block: str, following: str, elisions: re.Pattern[str]) -> Iterator[tuple[int, int, bool]]:
    """Yield opening mark, closing mark (or end of paragraph), and whether the quotation goes on."""
    state = _Paragraph(block, elisions)
    marks = [match.start() for match in _MARKS.finditer(block)]
    state.closers = [at for at in marks if block[at] in "'’‘" and _may_close(block, at)]
    for at in marks:
        _read(state, at)
    pairs = [(start, end, False) for start, end in state.pairs]
    pairs += _left_open(state, following)
    reach = -1
    for start, end, goes_on in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        if start > reach:
            yield start, end, goes_on
            reach = end


def _left_open(state: _Paragraph, following: str) -> Iterator[tuple[int, int, bool]]:
    again = following[:1] in _DOUBLE_OPENERS and _may_open(following, 0)
    for at in state.opened:
        if state.text[at] in _DOUBLE_OPENERS and (again or at == 0):
            inside = any(start > at for start, _ in state.pairs)
            if again or not inside:
                yield at, len(state.text), again
                return


def _read(state: _Paragraph, at: int) -> None:
    mark = state.text[at]
    if mark in _SINGLE and _apostrophe(state.text, at):
        return
    opens, closes = _may_open(state.text, at), _may_close(state.text, at)
    partner = _partner(state, mark)
    if partner is not None and closes and not (opens and mark in "“‘") and not _possessive(state, at):
        state.pairs.append((state.opened[partner], at))
        del state.opened[partner:]
    elif opens and _can_start(state, at):
        _open(state, at)


def _open(state: _Paragraph, at: int) -> None:
    # The same mark again while one is open: the earlier one was never closed.
    mark = state.text[at]
    for place in range(len(state.opened) - 1, max(-1, len(state.opened) - 4), -1):
        if state.text[state.opened[place]] == mark:
            del state.opened[place:]
            break
    state.opened.append(at)


def _partner(state: _Paragraph, mark: str) -> int | None:
    """Return the place in the stack of the innermost open mark that `mark` may close; nesting is never deep."""
    for place in range(len(state.opened) - 1, max(-1, len(state.opened) - 4), -1):
        if mark in _CLOSES[state.text[state.opened[place]]]:
            return place
    return None


def _can_start(state: _Paragraph, at: int) -> bool:
    mark = state.text[at]
    if mark not in _SINGLE:
        return mark not in "›」』"
    elided = state.elisions.match(state.text, at + 1) or _DECADE.match(state.text, at + 1)
    if elided or mark == "’":
        return False
    return bool(bisect_right(state.closers, at) < len(state.closers))


def _possessive(state: _Paragraph, at: int) -> bool:
    """Return whether a single mark after s ("the boys’ room") is no closing mark, because a better one follows."""
    text = state.text
    if text[at] not in "'’" or text[at - 1 : at] != "s" or not re.match(r"\s[a-z]", text[at + 1 : at + 3]):
        return False
    later = bisect_right(state.closers, at)
    if later == len(state.closers):
        return False
    return not re.search(r"[“\"]|(?:^|\s)['‘]", text[at + 1 : state.closers[later]][:400])


def _apostrophe(text: str, at: int) -> bool:
    return text[at - 1 : at].isalnum() and at > 0 and text[at + 1 : at + 2].isalnum()


def _may_open(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if text[at] in "«»" and after in "\u00a0\u202f ":
        after = text[at + 2 : at + 3]
    free = not before or before.isspace() or before in _BEFORE_OPENING or text[at] in "「『"
    return free and bool(after.strip())


def _may_close(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if text[at] in "」』" or (text[at] in "«»" and before in "\u00a0\u202f "):
        return True
    return bool(before.strip()) and not after.isalnum()
