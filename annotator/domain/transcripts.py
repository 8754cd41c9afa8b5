"""Transcripts: a text with the times at which its words were said, and the turns of those who speak."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.extraction import Extraction
from annotator.domain.spans import Span

_LONGEST_LABEL = 60  # code points
_LABEL = re.compile(
    rf"(?:[-–—]\s*|>>+\s*)?\[?(?P<name>[^\W\d_][^:：\n\[\]]{{0,{_LONGEST_LABEL - 1}}}?)\]?\s*[:：](?=\s|$)"
)
_DASH = re.compile(r"(?:[-–—]|>>+)\s*(?=\S)")
_QUESTION_OR_ANSWER = re.compile(r"(?i)(?:q|a|question|answer|вопрос|ответ|питання|відповідь|frage|antwort)\b")
_NAME_WORD = re.compile(r"[^\W\d_][\w'’.-]*|\([^)]*\)|[/,&]")
_PARTICLES = frozenset(
    {"de", "da", "di", "du", "van", "von", "der", "den", "la", "le", "el", "al", "bin", "ibn", "и", "і"}
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A subtitle: the span of its words in the text, and when they are heard, in seconds from the start.

    A time is None where the file does not say it. `speaker` is the voice that the file names, "" where it names none.
    """

    span: Span
    starts_at: float | None = None
    ends_at: float | None = None
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a file of original words holds: its text, and its cues in order of the text, none for a plain text."""

    extraction: Extraction
    cues: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """A paragraph or line as one speaker's: its span, the span of the label at its head, and the name in that.

    `label` is None where nothing marks a speaker; a dash is a label without a name.
    """

    span: Span
    label: Span | None
    speaker: str


def turns(text: str) -> list[Turn]:
    """Return the lines of canonical `text`, each with the speaker that is marked at its head, if one is.

    Marks are “С. Лозовой:”, “SPEAKER:”, “— ” and “>> ”. A single word before a colon is a speaker only where it stands
    so twice, or asks and answers.
    """
    lines = list(_lines(text))
    heads = [_LABEL.match(line) for _, line in lines]
    often = Counter(head["name"] for head in heads if head)
    found: list[Turn] = []
    for (start, line), head in zip(lines, heads, strict=True):
        span = Span(start, start + len(line))
        if head and _is_name(head["name"], often[head["name"]]):
            found.append(Turn(span, Span(start, start + head.end()), head["name"].strip()))
        elif dash := _DASH.match(line):
            found.append(Turn(span, Span(start, start + dash.end()), ""))
        else:
            found.append(Turn(span, None, ""))
    return found


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        if line:
            yield start, line
        start += len(line) + 1


def _is_name(label: str, times: int) -> bool:
    if _QUESTION_OR_ANSWER.match(label):
        return True
    words = _NAME_WORD.findall(label)
    if not words or len(words) > 6 or re.search(r"[!?;…]|\w{3,}\.\s", label):
        return False
    cased = [word for word in words if word[0].isalpha() and word.casefold() not in _PARTICLES]
    if any(word[0].islower() for word in cased):
        return False
    return times > 1 or len(cased) > 1 or (label.isupper() and len(label) > 1)


def cue_at(offset: int, cues: Sequence[Cue]) -> Cue | None:
    """Return the cue that holds the code point at `offset`, or the last one before it; None before the first."""
    number = bisect_right(cues, offset, key=lambda cue: cue.span.start) - 1
    return cues[number] if number >= 0 else None


def timecode(seconds: float) -> str:
    """Return a time as players show it: 1:02:03, or 12:33 within the first hour."""
    whole = int(seconds)
    minutes = f"{whole // 60 % 60:02d}:{whole % 60:02d}"
    return f"{whole // 3600}:{minutes}" if whole >= 3600 else minutes.removeprefix("0")
