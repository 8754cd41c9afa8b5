"""Subtitles: SubRip (.srt) and WebVTT (.vtt, https://www.w3.org/TR/webvtt1/), joined into running text.

pysubs2 reads cues and their marks. What it takes for part of a cue is dealt with before: comments and styles, cue
identifiers, times that cannot be read. Words are never lost for want of a time.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import pysubs2

from annotator.domain.extraction import Extraction
from annotator.domain.spans import Span
from annotator.domain.text import PARAGRAPH_BREAK, single_line
from annotator.domain.transcripts import Cue, Transcript
from annotator.errors import InvalidInput
from annotator.exchange.limits import check_text

_STAMP = r"(?:(?P<h{0}>\d{{1,4}}):)?(?P<m{0}>\d{{1,2}}):(?P<s{0}>\d{{1,2}})(?:[.,](?P<f{0}>\d{{1,3}}))?"
_ARROW = re.compile(r"[^\S\n]*-{1,2}>[^\S\n]*")
_TIMES = re.compile(rf"\s*{_STAMP.format(1)}{_ARROW.pattern}{_STAMP.format(2)}(?:\s|$)")
_LOOKS = re.compile(rf"^{_TIMES.pattern}", re.MULTILINE)
_COMMENT = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
_TAG = re.compile(r"</?[a-zA-Z0-9][^>\n]{0,200}>")
_UNTIMED = "99:59:59,999 --> 99:59:59,999"
_LAST = 99 * 3600 + 59 * 60 + 59  # seconds: no recording is that long
_TURN = re.compile(r"(?:[-–—]|>>+)\s*\S")
_SENTENCE_END = re.compile(r"[.!?…؟。！？][\"»”’)]*$")
_PAUSE = 2.5  # seconds of silence after a sentence that begin a paragraph
_LONG = 700  # code points from which a paragraph ends with the next sentence
_COMBINING_START = re.compile(r"^[\u0300-\u036f]+")


@dataclass(frozen=True, slots=True)
class _Heard:
    """The words of one cue, a turn of a speaker each, and its times."""

    lines: tuple[str, ...]
    starts_at: float | None
    ends_at: float | None
    speaker: str


def looks_like_subtitles(text: str, filename: str = "") -> bool:
    """Return whether `text` holds subtitles, by how it begins; the name counts only where there are times at all."""
    if text.lstrip("\ufeff \n\r\t").startswith("WEBVTT"):
        return True
    head = text[:20_000]
    named = filename.lower().endswith((".srt", ".vtt"))
    return bool(_LOOKS.search(head)) if named else len(_LOOKS.findall(head)) >= min(2, head.count("-->") or 2)


def read(text: str, remarks: tuple[str, ...] = ()) -> Transcript:
    """Return the running text of subtitles and when each part of it is heard.

    Lines that a later cue repeats, as rolling captions do, are taken once. What is wrong with the times is told in the
    remarks. Raises `InvalidInput` where there are no words, `TooLarge` where there are too many.
    """
    check_text(len(text))
    events = pysubs2.SSAFile.from_string(_mended(text), format_="srt", keep_unknown_html_tags=True)
    heard = [found for event in events if (found := _heard(event)).lines]
    if not heard:
        raise InvalidInput("There are no words in these subtitles: choose another file.")
    told = _problems(heard)
    ordered = _without_repeats(_in_order(heard))
    running, cues = _joined(ordered)
    return Transcript(Extraction(running, remarks=(*remarks, *told)), cues)


def _mended(text: str) -> str:
    """Return the cues as plain SubRip: every block with a line of times, written in full, and nothing but cues."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    blocks = [block.strip("\n").split("\n") for block in re.split(r"\n{2,}", text) if block.strip()]
    return "\n\n".join(part for lines in blocks for part in _cues_of(lines))


def _cues_of(lines: Sequence[str]) -> Iterator[str]:
    """Yield the cues of a block of lines: one as a rule, several where blank lines between them are missing."""
    if lines[0].startswith("WEBVTT") or _COMMENT.match(lines[0]):
        lines = lines[next((at for at, line in enumerate(lines) if "->" in line), len(lines)) :]
    heads = [at for at, line in enumerate(lines) if "-->" in line or _TIMES.match(line)]
    if not heads:
        words = lines[1:] if lines and lines[0].strip().isdigit() and len(lines) > 1 else lines
        if any(line.strip() for line in words):
            yield "\n".join(["1", _UNTIMED, *words])
        return
    for at, following in pairwise([*heads, len(lines) + 1]):
        words = list(lines[at + 1 : following - 1 if following <= len(lines) else len(lines)])
        if following <= len(lines) and following - 1 > at and not lines[following - 1].strip().isdigit():
            words.append(lines[following - 1])
        yield "\n".join(["1", _times(lines[at]), *words])


def _times(line: str) -> str:
    found = _TIMES.match(line)
    if not found:
        return _UNTIMED
    stamps = []
    for side in "12":
        hours, minutes, seconds = (int(found[part + side] or 0) for part in "hms")
        fraction = (found["f" + side] or "0").ljust(3, "0")
        stamps.append(f"{min(hours, 99):02d}:{minutes:02d}:{seconds:02d},{fraction}")
    return " --> ".join(stamps)


def _heard(event: pysubs2.SSAEvent) -> _Heard:
    written = event.plaintext
    voice = _VOICE.search(written)
    lines = [html.unescape(_TAG.sub("", line)) for line in written.split("\n")]
    tidy = [_COMBINING_START.sub("", single_line(line)) for line in lines]
    starts, ends = event.start / 1000, event.end / 1000
    timed = starts < _LAST
    speaker = single_line(html.unescape(voice[1])) if voice else ""
    known_end = ends if timed and ends >= starts else None
    return _Heard(tuple(line for line in tidy if line), starts if timed else None, known_end, speaker)


def _problems(heard: Sequence[_Heard]) -> Iterator[str]:
    untimed = sum(cue.starts_at is None for cue in heard)
    if untimed:
        yield f"{_cues(untimed)} no times that can be read: the words are kept, without a timecode."
    endless = sum(cue.starts_at is not None and cue.ends_at is None for cue in heard)
    if endless:
        yield f"{_cues(endless)} an end before the start: only the start is kept."
    timed = [cue for cue in heard if cue.starts_at is not None]
    if any(later.starts_at < earlier.starts_at for earlier, later in pairwise(timed)):  # type: ignore[operator]
        yield "The cues were not in the order of their times and were put into it."
    overlaps = sum(_overlap(earlier, later) for earlier, later in pairwise(_in_order(heard)))
    if overlaps:
        yield f"{_cues(overlaps)} times that overlap with the one before: timecodes may be off by a few seconds."


def _cues(count: int) -> str:
    return "One cue has" if count == 1 else f"{count:,} cues have"


def _overlap(earlier: _Heard, later: _Heard) -> bool:
    if earlier.ends_at is None or later.starts_at is None:
        return False
    return later.starts_at < earlier.ends_at - 0.001 and not set(earlier.lines) & set(later.lines)


def _in_order(heard: Sequence[_Heard]) -> list[_Heard]:
    """Return the cues by their starts; one without times stays behind the one it followed."""
    keys, last = [], 0.0
    for cue in heard:
        last = cue.starts_at if cue.starts_at is not None else last
        keys.append(last)
    return [
        cue for _, _, cue in sorted((key, place, cue) for place, (key, cue) in enumerate(zip(keys, heard, strict=True)))
    ]


def _without_repeats(heard: Sequence[_Heard]) -> list[_Heard]:
    """Return the cues without the lines that the cue before has shown already (rolling captions)."""
    fresh: list[_Heard] = []
    shown: tuple[str, ...] = ()
    until: float | None = None
    for cue in heard:
        rolls = until is not None and cue.starts_at is not None and cue.starts_at <= until + 0.2
        repeated = _repeated(shown, cue.lines) if rolls else 0
        if cue.lines[repeated:]:
            fresh.append(replace(cue, lines=cue.lines[repeated:]))
        shown, until = cue.lines, cue.ends_at
    return fresh


def _repeated(shown: Sequence[str], lines: Sequence[str]) -> int:
    """Return how many of the first `lines` are the last that were shown."""
    return next((count for count in range(len(lines), 0, -1) if tuple(lines[:count]) == tuple(shown[-count:])), 0)


def _joined(heard: Sequence[_Heard]) -> tuple[str, tuple[Cue, ...]]:
    parts: list[str] = []
    cues: list[Cue] = []
    at, paragraph = 0, 0
    before: _Heard | None = None
    for cue in heard:
        start = None
        for number, line in enumerate(cue.lines):
            breaks = before is not None and _breaks(
                before if number == 0 else cue, cue, line, number, parts[-1], paragraph
            )
            gap = "" if not parts else PARAGRAPH_BREAK if breaks else " "
            paragraph = len(line) if breaks or not parts else paragraph + len(gap) + len(line)
            parts += [gap, line]
            start = at + len(gap) if start is None else start
            at += len(gap) + len(line)
            before = cue
        cues.append(Cue(Span(start or 0, at), cue.starts_at, cue.ends_at, cue.speaker))
    return "".join(parts), tuple(cues)


def _breaks(before: _Heard, cue: _Heard, line: str, number: int, said: str, paragraph: int) -> bool:
    """Return whether `line` begins a paragraph: another speaker, a pause after a sentence, or a very long one."""
    if _TURN.match(line) or (number == 0 and cue.speaker != before.speaker):
        return True
    if not _SENTENCE_END.search(said):
        return False
    silent = (cue.starts_at or 0.0) - (before.ends_at or 0.0) if cue.starts_at and before.ends_at else 0.0
    return paragraph > _LONG or (number == 0 and silent >= _PAUSE)
