"""Words of a text in any script: where they stand, how they compare, and how an edge moves from one to the next.

The default word boundaries of Unicode (UAX #29) cut `15:00` and `anti-war` apart and give no words in Thai, so only
their grapheme clusters are taken, from the `regex` module. Nothing here ever cuts inside one. Beyond that:

- apostrophes, hyphens and Hebrew gershayim inside a word belong to it: don't, пів'яблука, anti-war, צה"ל;
- a number keeps its separators, sign and percent sign: 1,500.5, 15:00, 24.02.2022, -5, 3%. Groups of three digits
  set off by spaces are one number (15 000), usual in Russian, French and German, at the cost of "May 24 300 people";
- an abbreviation with dots is one word (U.S., т.е.); so is a hashtag or a mention;
- Han, Hiragana, Thai, Lao, Khmer and Burmese have no spaces between words and give one word per character; Katakana,
  which spells names, gives one per run;
- an emoji is one word, however many code points it takes; so is a symbol that means something, such as $, № or °;
- punctuation gives tokens with `is_word=False`; white space and invisible marks give none.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Literal

import regex

from annotator.domain.spans import Span
from annotator.errors import InvalidSpan

Edge = Literal["start", "end"]

_GRAPHEME = regex.compile(r"\X")
_EMOJI = regex.compile(r"\p{Emoji_Presentation}|\p{Regional_Indicator}|\u20e3|\p{Extended_Pictographic}\ufe0f")
_UNSPACED = regex.compile(r"[\p{scx=Han}\p{sc=Hira}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]")
_KATAKANA = regex.compile(r"\p{scx=Katakana}")
_HEBREW = regex.compile(r"\p{sc=Hebrew}")
_LETTER_OR_NUMBER = regex.compile(r"[\p{L}\p{N}]")

# Every grapheme becomes one character that names its class, and words are found in that string.
_CLASSES = {
    **dict.fromkeys("'’‘ʼ＇", "'"),  # U+02BC is a letter by category, but is typed as an apostrophe
    **dict.fromkeys('"”“״', '"'),
    **dict.fromkeys("-‐‑־֊", "-"),
    **dict.fromkeys("+−", "+"),
    **dict.fromkeys(",٫٬", ","),
    **dict.fromkeys("%٪‰", "%"),
    **dict.fromkeys("·_&", "&"),
    **{sign: sign for sign in ".:/#@(\n"},
    "׳": "g",
}
_MEANINGFUL = frozenset("%٪‰&§#@+−=")
_REPEATED = frozenset(".!?-–—…*_=~")

_CORE = r"""[ahdn](?:[ahdn]|(?<=[ah])['&](?=[ah])|(?<=h)"(?=h)|(?<=h)g|(?<=d)[.,:/'](?=d)|(?<=[dn])%)*"""
_TOKEN = re.compile(
    r"(?:(?<![^ \n(])[-+](?=d))?"  # the sign of a number
    r"(?:d{1,3}(?: d{3})+(?!d)(?:[.,]d+)?%?"  # 15 000
    r"|(?:a\.)+a\.?(?!a)(?:'a+)?"  # U.S.
    rf"|[#@]?{_CORE}(?:-{_CORE})*)"
    r"|k+|[^ \nf]",
)


@dataclass(frozen=True, order=True, slots=True)
class Word:
    """A token of a text: a word, number, symbol or emoji, or (with `is_word=False`) a mark of punctuation."""

    span: Span
    text: str
    is_word: bool = True


def words(text: str) -> list[Word]:
    """Return the tokens of `text` in order; they do not overlap, and hold every letter and digit of it.

    Any text will do; offsets agree with those of the rest of the app where it is canonical.
    """
    graphemes: list[str] = _GRAPHEME.findall(text)
    offsets = list(accumulate(map(len, graphemes), initial=0))
    classes = "".join(map(_class_of, graphemes))
    found: list[Word] = []
    for match in _TOKEN.finditer(classes):
        span = Span(offsets[match.start()], offsets[match.end()])
        _append(found, Word(span, span.within(text), _is_word(match.group(), span.within(text))))
    return found


def _append(found: list[Word], word: Word) -> None:
    """Add `word`, or lengthen the last one where it repeats the same mark: `...` is one token."""
    last = found[-1] if found else None
    repeats = last and not last.is_word and word.text in _REPEATED and last.text[-1] == word.text
    if last and repeats and last.span.end == word.span.start:
        found[-1] = Word(Span(last.span.start, word.span.end), last.text + word.text, is_word=False)
    else:
        found.append(word)


@lru_cache(maxsize=4096)
def _class_of(grapheme: str) -> str:
    if grapheme in _CLASSES:
        return _CLASSES[grapheme]
    if grapheme.isspace():
        return " "
    if _EMOJI.search(grapheme):
        return "e"
    first = _LETTER_OR_NUMBER.search(grapheme)
    if first:
        return _class_of_letter(first.group())
    return "f" if all(unicodedata.category(char) in {"Cf", "Cc"} for char in grapheme) else "p"


def _class_of_letter(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Nd":
        return "d"
    for pattern, name in ((_UNSPACED, "z"), (_KATAKANA, "k"), (_HEBREW, "h")):
        if pattern.match(char):
            return name
    return "n" if category[0] == "N" else "a"


def _is_word(classes: str, text: str) -> bool:
    if any(name in "ahdnkze" for name in classes) or _LETTER_OR_NUMBER.search(text):
        return True
    return text in _MEANINGFUL or unicodedata.category(text[0]) in {"So", "Sc"}


_OPTIONAL_POINTS = regex.compile(r"[\u0640\u064b-\u0655\u0670\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]")
_GROUPED = re.compile(r"[-+]?\d{1,3}(?:([ ,.'])\d{3})(?:\1\d{3})*")
_NUMBER = re.compile(r"([-+]?[\d ,.']*\d)(%?)")


@lru_cache(maxsize=8192)
def normal_form(text: str) -> str:
    """Return the form in which words are compared: case, width, typography and optional marks do not count.

    Casefolded NFKC (superscripts and fractions kept, since 10² is not 102), straight apostrophes, ASCII hyphens and
    digits, no invisible characters, no Arabic or Hebrew points and no tatweel. Thousands separators go where they can
    only be that: `1,500`, `1 500` and `1500` are equal, as are `1.500,5` and `1,500.5`. A single dot before three
    digits stays (`1.500`), because only the language tells whether it is one and a half.
    """
    folded = "".join(map(_fold, _OPTIONAL_POINTS.sub("", text)))
    folded = unicodedata.normalize("NFC", folded)
    number = _NUMBER.fullmatch(folded)
    return _plain_number(number.group(1)) + number.group(2) if number else folded or text


@lru_cache(maxsize=4096)
def _fold(char: str) -> str:
    if char in _FOLDS:
        return _FOLDS[char]
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.digit(char))
    if category == "No":
        return char
    return "" if category == "Cf" else unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", char).casefold())


_FOLDS = {
    **dict.fromkeys("’‘ʼ＇׳", "'"),
    **dict.fromkeys("”“״", '"'),
    **dict.fromkeys("‐‑־֊−", "-"),
    "٫": ".",
    "٬": ",",
    "٪": "%",
}


def _plain_number(number: str) -> str:
    """Return `number` with a dot for decimals and without separators of thousands, where it is clear which is which."""
    marks = [mark for mark in " ',." if mark in number]
    if len(marks) == 1 and number.count(".") != 1 and _GROUPED.fullmatch(number):
        return number.replace(marks[0], "")
    if len(marks) == 1 and number.count(",") == 1:
        return number.replace(",", ".")
    if len(marks) == 2:
        decimal = max(marks, key=number.rindex)
        whole, _, fraction = number.rpartition(decimal)
        if decimal in ",." and _GROUPED.fullmatch(whole):
            return re.sub(r"[ ',.]", "", whole) + "." + fraction
    return number


def word_at(offset: int, text: str) -> Word | None:
    """Return the token that holds the code point at `offset`, or None in white space and outside the text."""
    tokens = words(text)
    number = bisect_right(tokens, offset, key=lambda token: token.span.start) - 1
    return tokens[number] if number >= 0 and offset < tokens[number].span.end else None


def neighbours(span: Span, tokens: Sequence[Word]) -> tuple[Word | None, Word | None]:
    """Return the last token that ends before `span` and the first that starts after it; None where there is none."""
    before = bisect_right(tokens, span.start, key=lambda token: token.span.end) - 1
    after = bisect_left(tokens, span.end, key=lambda token: token.span.start)
    return (tokens[before] if before >= 0 else None), (tokens[after] if after < len(tokens) else None)


def snap(span: Span, text: str) -> Span:
    """Return `span` extended to whole tokens at both edges; raises `InvalidSpan` where it reaches past `text`."""
    span.within(text)
    touched = [token.span for token in words(text) if token.span.overlaps(span)]
    if not touched:
        return span
    return Span(min(span.start, touched[0].start), max(span.end, touched[-1].end))


def step(text: str, offset: int, by: int, edge: Edge = "end") -> int:
    """Return the offset `by` tokens further on (back, where negative): where the `edge` of a passage may stand next.

    A start edge stops before tokens and an end edge behind them, so that a passage never begins or ends with a space.
    Every quotation mark and other mark of punctuation is a stop of its own. Past the first or last stop the offset
    stays where it is. Raises `InvalidSpan` where `offset` lies outside the text.
    """
    if not 0 <= offset <= len(text):
        raise InvalidSpan(f"The offset {offset} lies outside the text: reload the page and try again.")
    stops = [token.span.start if edge == "start" else token.span.end for token in words(text)]
    ahead = bisect_right(stops, offset) - 1 if by > 0 else bisect_left(stops, offset)
    target = min(max(ahead + by, 0), len(stops) - 1)
    if not stops or (stops[target] <= offset if by > 0 else stops[target] >= offset):
        return offset
    return stops[target]


def step_edge(span: Span, text: str, edge: Edge, by: int) -> Span:
    """Return `span` with one edge moved by `by` tokens; unchanged where nothing would be left of it.

    Raises `InvalidSpan` where `span` reaches past the end of `text`.
    """
    span.within(text)
    start, end = span.start, span.end
    if edge == "start":
        start = step(text, start, by, "start")
    else:
        end = step(text, end, by, "end")
    return Span(start, end) if start < end else span
