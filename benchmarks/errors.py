"""How many controlled errors the checks suspect, and how often they suspect a faithful rendering.

    python -m benchmarks.errors errors.jsonl [--json] [--half tune|report] [--limit N] [--no-engine] [--data FOLDER]

Each line of the file is a JSON object with `source`, `reference`, `unperturbed`, `perturbed`, `error`, `severity` and
`lang` (the DEMETR layout, https://github.com/marzenakrp/demetr). `perturbed` plays the reporter. The witness is an
installed engine's translation of `source`, where there is one for the language, else none; the same engine is asked
what it makes of words put in or left out, as the app does it. The checks never see `unperturbed` beside `perturbed`.

An error counts as detected when, among the first five suspicions, one has a fitting category
(`errors_cases.FITTING`) and either

- a span in `perturbed` that touches a word that is not so in `unperturbed`, or
- a span in `source` that touches a word that lost its rendering: one that the aligner links with a word of
  `unperturbed` that was removed or replaced. A removed word that is linked with nothing cannot be detected, and counts
  as missed.

False alarms are all suspicions, among the first five, of `unperturbed` and `reference` as the reporter; each passage
counts once. Baselines in the same run: flagging every word that differs from the machine rendering (where there is
one), flagging every content word of either side without a link, and flagging nothing; for the first two the category
and the number of flags do not count. `--half` takes half of the sources, by their SHA-256; thresholds were chosen on
`tune`. `--limit` takes so many errors of each kind.
"""

import argparse
import difflib
import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import gettempdir

from annotator.domain.alignment import align, content_words, coverage
from annotator.domain.alignments import Link
from annotator.domain.checks import Material, Suspicion, suspect
from annotator.domain.checks.weights import Weights
from annotator.domain.comparison.diff import Kind, diff
from annotator.domain.spans import Span
from annotator.domain.words import words
from annotator.engines.registry import Engines
from annotator.exchange.check_data import check_data
from annotator.exchange.check_weights import check_weights
from annotator.exchange.lexicons import lexicon
from benchmarks.errors_cases import ANY, FITTING, Case, faithful, limited, read
from benchmarks.errors_witnesses import Witnesses

SHOWN = 5


@dataclass(slots=True)
class Tally:
    """What one way of flagging found: detections by error, and flags of faithful passages."""

    tried: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    faithful: int = 0
    alarms: Counter[str] = field(default_factory=Counter)

    def figures(self) -> dict[str, object]:
        """Return the detection rates, and the false alarms for each faithful passage."""
        critical = [error for error in self.tried if error.startswith("critical")]
        tried = sum(self.tried[error] for error in critical)
        return {
            "critical": round(sum(self.found[error] for error in critical) / tried, 3) if tried else None,
            "false_alarms_per_passage": round(self.alarms.total() / self.faithful, 3) if self.faithful else None,
            "by_error": {error: round(self.found[error] / self.tried[error], 3) for error in sorted(self.tried)},
            "cases": sum(self.tried.values()),
            "faithful_passages": self.faithful,
        }


Flags = Iterable[tuple[str, tuple[Span, ...], tuple[Span, ...]]]  # category, spans of the source, of the rendering


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure one file and print the result."""
    parser = argparse.ArgumentParser(description="Measure the checks on controlled errors.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--half", choices=["tune", "report"], help="measure only this half of the sources")
    parser.add_argument("--limit", type=int, help="take so many errors of each kind")
    parser.add_argument("--no-engine", action="store_true", help="compare without machine renderings")
    parser.add_argument("--data", type=Path, default=Path(gettempdir()), help="the data folder with added models")
    options = parser.parse_args(arguments)
    cases = list(limited(read(options.file, options.half), options.limit))
    witnesses = Witnesses(None if options.no_engine else Engines(options.data))
    figures = measure(cases, witnesses)
    print(json.dumps(figures) if options.json else json.dumps(figures, indent=2))


def measure(cases: Sequence[Case], witnesses: Witnesses) -> dict[str, object]:
    """Return the figures of the checks and of the baselines for the cases."""
    ways = {"checks": suspected, "every_difference": _differences, "every_unlinked_word": _unlinked}
    tallies = {name: Tally() for name in ways}
    seconds: list[float] = []
    witnesses.prepare(cases)
    for case in cases:
        machines = witnesses.of(case.source, case.language)
        began = time.process_time()
        made = witnesses.hear(material(case.source, case.perturbed, case.language, machines))
        flags = {name: list(way(made)) for name, way in ways.items()}
        seconds.append(time.process_time() - began)
        for name, tally in tallies.items():
            tally.tried[case.error] += 1
            tally.found[case.error] += detected(case, flags[name], any_category=name != "checks")
    for source, rendering, language in faithful(cases):
        made = witnesses.hear(material(source, rendering, language, witnesses.of(source, language)))
        for name, way in ways.items():
            tallies[name].faithful += 1
            tallies[name].alarms.update(category for category, _, _ in way(made))
    return _result(tallies, seconds, witnesses, cases)


def _result(
    tallies: dict[str, Tally], seconds: Sequence[float], witnesses: Witnesses, cases: Sequence[Case]
) -> dict[str, object]:
    with_machine = sum(bool(witnesses.of(case.source, case.language)) for case in cases)
    middle = sorted(seconds)[len(seconds) // 2] if seconds else 0.0
    baselines = {name: tally.figures() for name, tally in tallies.items() if name != "checks"}
    if not with_machine:
        baselines["every_difference"] = {"critical": None, "false_alarms_per_passage": None}
    return {
        **tallies["checks"].figures(),
        "false_alarms_by_category": dict(tallies["checks"].alarms.most_common()),
        "baselines": {**baselines, "nothing": {"critical": 0.0, "false_alarms_per_passage": 0.0}},
        "cases_with_a_machine_rendering": with_machine,
        "median_cpu_seconds_per_passage": round(middle, 4),
    }


def material(
    source: str, rendering: str, language: str, machines: tuple[str, ...] = (), weights: Weights | None = None
) -> Material:
    """Return what the checks compare, aligned as the app does it; with the weights that ship or others."""
    return Material(
        source,
        rendering,
        language,
        machines,
        _links(source, rendering, language),
        tuple(_links(source, machine, language) for machine in machines),
        lexicon=lexicon(language),
        cues=check_data(language),
        english_cues=check_data("en"),
        weights=weights or check_weights(),
    )


@cache
def _links(source: str, rendering: str, language: str) -> tuple[Link, ...]:
    return align(source, rendering, language, lexicon(language))


def detected(case: Case, flags: Flags, *, any_category: bool = False) -> bool:
    """Return whether one of the flags fits the error of a case and touches its words."""
    reporter, source = targets(case)
    fitting = FITTING.get(case.kind, ANY)
    return any(
        (any_category or category in fitting) and (_touch(theirs, reporter) or _touch(ours, source))
        for category, ours, theirs in flags
    )


def _touch(one: Iterable[Span], other: Sequence[Span]) -> bool:
    return any(span.overlaps(theirs) for span in one for theirs in other)


def targets(case: Case) -> tuple[list[Span], list[Span]]:
    """Return the words of `perturbed` that are not so in `unperturbed`, and the source words that lost theirs."""
    before, after = words(case.unperturbed), words(case.perturbed)
    old, new = ([word.text.casefold() for word in side] for side in (before, after))
    removed: list[Span] = []
    changed: list[Span] = []
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            removed.extend(word.span for word in before[i1:i2])
            changed.extend(word.span for word in after[j1:j2])
    links = _links(case.source, case.unperturbed, case.language)
    lost = [link.source for link in links if any(link.rendering.overlaps(span) for span in removed)]
    return changed, lost


def suspected(given: Material) -> Iterator[tuple[str, tuple[Span, ...], tuple[Span, ...]]]:
    """Yield what the checks show of a passage: category, spans of the source and of the rendering."""
    found: list[Suspicion] = suspect(given)
    yield from ((one.category, one.source, one.reporter) for one in found[:SHOWN])


def _differences(given: Material) -> Iterator[tuple[str, tuple[Span, ...], tuple[Span, ...]]]:
    """Flag every word of the rendering that differs from the first machine rendering."""
    if not given.machines:
        return
    for piece in diff(given.rendering, given.machines[0]).left:
        if piece.kind in (Kind.REPLACED, Kind.OMITTED):
            yield "any", (), (piece.span,)


def _unlinked(given: Material) -> Iterator[tuple[str, tuple[Span, ...], tuple[Span, ...]]]:
    """Flag every content word of either side that the aligner links with nothing."""
    ours = content_words(given.source, given.source_language, given.lexicon)
    found = coverage(given.links, ours, content_words(given.rendering, "en"))
    yield from (("any", (span,), ()) for span in found.unrendered)
    yield from (("any", (), (span,)) for span in found.ungrounded)


if __name__ == "__main__":
    main()
