"""How well suggested passages agree with passages that people marked.

    python -m benchmarks.passages tests/data/passages.jsonl [--half dev|held] [--json]

Each line of the file is a JSON object with `text` and `passages` [{start, end, language}], offsets in code points of
the words inside the quotation marks; `half` is optional. A passage counts as found when a suggestion overlaps it by at
least half of the longer of the two, quotation marks and punctuation at the edges aside; each suggestion counts once.
`precision` and `recall` are of passages, `language_accuracy` of the languages of those found.
"""

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotator.domain.spans import Span
from annotator.domain.suggestions import CueList, Suggestion, suggest
from annotator.exchange.cue_lists import cue_list


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with the spans that people marked in it, and their languages."""

    text: str
    passages: tuple[tuple[Span, str], ...]
    half: str


@dataclass(slots=True)
class Tally:
    """What agreed and what did not; the lists hold lines for reading."""

    found: int = 0
    right_language: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    wrong_language: list[str] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure one file and print the result."""
    parser = argparse.ArgumentParser(description="Measure suggested passages against labelled ones.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--half", choices=["dev", "held"], help="measure only this half of the file")
    options = parser.parse_args(arguments)
    lines = [line for line in read(options.file) if options.half in (None, line.half)]
    cues = cue_list("en")
    began = time.perf_counter()
    tally = measure(lines, cues)
    figures = result(tally, len(lines), time.perf_counter() - began)
    if options.json:
        print(json.dumps(figures))
    else:
        _print(tally, figures)


def read(path: Path) -> list[Labelled]:
    """Return the labelled texts of a JSON Lines file."""
    items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Labelled(
            item["text"],
            tuple(
                (Span(passage["start"], passage["end"]), passage.get("language", "")) for passage in item["passages"]
            ),
            item.get("half", ""),
        )
        for item in items
    ]


def measure(lines: Sequence[Labelled], cues: CueList) -> Tally:
    """Return how the suggestions for `lines` agree with their labels."""
    tally = Tally()
    for number, line in enumerate(lines):
        _compare(line, suggest(line.text, cues), tally, number)
    return tally


def result(tally: Tally, texts: int, seconds: float) -> dict[str, float]:
    """Return the figures; a share of nothing counts as 0."""
    suggested, labelled = tally.found + len(tally.false), tally.found + len(tally.missed)
    return {
        "precision": _share(tally.found, suggested),
        "recall": _share(tally.found, labelled),
        "language_accuracy": _share(tally.right_language, tally.found),
        "texts": texts,
        "labelled": labelled,
        "suggested": suggested,
        "found": tally.found,
        "seconds": round(seconds, 3),
    }


def _compare(line: Labelled, suggestions: list[Suggestion], tally: Tally, number: int) -> None:
    left = list(suggestions)
    for span, language in line.passages:
        match = max(left, key=lambda item: _overlap(item.span, span, line.text), default=None)
        if match is None or _overlap(match.span, span, line.text) < 0.5:
            tally.missed.append(f"{number} {language} {span.within(line.text)[:90]}")
            continue
        left.remove(match)
        tally.found += 1
        tally.right_language += match.source_language == language
        if match.source_language != language:
            tally.wrong_language.append(
                f"{number} {language} not {match.source_language}: {match.span.within(line.text)[:70]}"
            )
    for item in left:
        words = item.span.within(line.text)[:70]
        tally.false.append(
            f"{number} {item.source_language} {item.confidence} {words} | {item.speaker} | {item.reason}"
        )


def _overlap(one: Span, other: Span, text: str) -> float:
    one, other = _core(one, text), _core(other, text)
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared / max(len(one), len(other))


def _core(span: Span, text: str) -> Span:
    """Return `span` without quotation marks, punctuation and spaces at its edges; unchanged if that is all."""
    places = [at for at in range(span.start, span.end) if text[at].isalnum()]
    return Span(places[0], places[-1] + 1) if places else span


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _print(tally: Tally, figures: dict[str, float]) -> None:
    for line in _lines(tally):
        print(line)
    print(json.dumps(figures, indent=1))


def _lines(tally: Tally) -> Iterator[str]:
    for title, listed in (("missed", tally.missed), ("false", tally.false), ("wrong language", tally.wrong_language)):
        yield f"-- {title}: {len(listed)}"
        yield from listed


if __name__ == "__main__":
    main()
