"""The words of controlled errors and of faithful renderings, as the weights of the checks are fitted on them."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.domain.checks import Material
from annotator.domain.checks.evidence import our_traits, their_traits
from annotator.domain.checks.judging import Statement, statements_on_added, statements_on_lost
from annotator.domain.checks.material import Place
from annotator.domain.checks.reading import Reading
from annotator.domain.checks.subjects import lost_subjects
from annotator.domain.checks.substitution import pairs, statement
from annotator.domain.checks.weights import Alone, Weights
from annotator.domain.spans import Span
from benchmarks.errors import material, targets
from benchmarks.errors_cases import Case, faithful
from benchmarks.errors_witnesses import Witnesses

FOLDS = 5
STEPPED = ("omission", "addition", "substitution")
# The errors that each check is to find.
KINDS = {
    "omission": frozenset({"adj_adv_removed", "verb_removed", "noun_removed", "subj_removed", "pp_removed"}),
    "addition": frozenset({"addition"}),
    "substitution": frozenset({"antonym", "hypernym"}),
    "subjects": frozenset({"subj_removed"}),
    "tense": frozenset({"tense"}),
}
# Those whose words show what such an error looks like: of a lost phrase each word alone shows little.
TELLING = {**KINDS, "omission": KINDS["omission"] - {"pp_removed"}}
_ANY = frozenset[str]().union(*KINDS.values())


@dataclass(frozen=True, slots=True)
class Example:
    """A passage: a controlled error, or a faithful rendering (`case` is None); `fold` is that of its source.

    `reporter` and `source` are the words that the error changed or lost.
    """

    material: Material
    case: Case | None
    reporter: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()

    @property
    def fold(self) -> int:
        """The number of the fold, by the source."""
        return hashlib.sha256(self.material.source.encode()).digest()[1] % FOLDS

    def bare(self, *, machines: bool) -> "Example":
        """Return the passage without trials, and without machine renderings unless they are to stay."""
        stripped = replace(self.material, gains={})
        return replace(self, material=stripped if machines else replace(stripped, machines=(), machine_links=()))


@dataclass(frozen=True, slots=True)
class Row:
    """The traits of a word, and whether it is wrong."""

    traits: Mapping[str, float]
    wrong: bool


@dataclass(frozen=True, slots=True)
class WordSeen:
    """A word that a check weighs: its traits, its log-odds by them, what machines say, and whether it is wrong."""

    traits: Mapping[str, float]
    odds: float
    heard: Statement
    wrong: bool


def examples(cases: Sequence[Case], witnesses: Witnesses, weights: Weights) -> list[Example]:
    """Return the errors that the fitted checks are to find, and all faithful renderings, with machine renderings."""
    witnesses.prepare(cases)
    found = []
    for case in cases:
        if case.kind in _ANY:
            machines = witnesses.of(case.source, case.language)
            given = material(case.source, case.perturbed, case.language, machines, weights)
            reporter, source = targets(case)
            found.append(Example(given, case, tuple(reporter), tuple(source)))
    for source_text, rendering, language in faithful(cases):
        machines = witnesses.of(source_text, language)
        found.append(Example(material(source_text, rendering, language, machines, weights), None))
    return found


def words_seen(check: str, example: Example) -> list[WordSeen]:
    """Return the words of a passage that a check weighs, with the odds and statements by the passage's weights."""
    reading = Reading(example.material)
    if check not in STEPPED:
        return [WordSeen({}, 0.0, Statement((), nats), wrong) for nats, wrong in _gained(check, reading, example)]
    rows = _rows(check, reading, example)
    alone: Alone = getattr(example.material.weights, check).alone
    odds = {place: alone.odds(row.traits) for place, row in rows.items()}
    heard = _heard(check, odds, reading)
    return [WordSeen(row.traits, odds[place], heard[place], row.wrong) for place, row in rows.items()]


def rows_seen(check: str, example: Example) -> list[Row]:
    """Return the words of a passage that a check of three steps weighs, by their traits alone."""
    return list(_rows(check, Reading(example.material), example).values())


def _rows(check: str, reading: Reading, example: Example) -> dict[Place, Row]:
    """Return the words by their places: of the source, of the rendering, of both."""
    if reading.material.lexicon is None or not reading.material.links:
        return {}
    if check == "omission":
        found = [("in", traits.number, -1, traits.values) for traits in our_traits(reading)]
    elif check == "addition":
        found = [("out", -1, traits.number, traits.values) for traits in their_traits(reading)]
    else:
        found = [("for", place, number, traits) for place, number, traits in pairs(reading)]
    return {
        (kind, ours, theirs): Row(traits, _is_wrong(ours, theirs, reading, example))
        for kind, ours, theirs, traits in found
    }


def _heard(check: str, odds: Mapping[Place, float], reading: Reading) -> dict[Place, Statement]:
    if check == "omission":
        lost = statements_on_lost({ours: each for (_, ours, _), each in odds.items()}, reading)
        return {place: lost[place[1]] for place in odds}
    if check == "addition":
        added = statements_on_added({theirs: each for (_, _, theirs), each in odds.items()}, reading)
        return {place: added[place[2]] for place in odds}
    return {place: statement(place[1], place[2], reading) for place in odds}


def _gained(check: str, reading: Reading, example: Example) -> Iterator[tuple[float, bool]]:
    """Yield the gains that who acts and tense are told by, and whether the error is in their words."""
    subjects = lost_subjects(reading) if check == "subjects" else {}
    for (kind, ours, theirs), gain in reading.material.gains.items():
        if kind == check or (kind == "in" and ours in subjects):
            yield gain.nats, _is_wrong(ours, theirs, reading, example)


def _is_wrong(ours: int, theirs: int, reading: Reading, example: Example) -> bool:
    """Return whether the error changed a word of the rendering or, where there is none, lost one of the source."""
    span, changed = (
        (reading.theirs[theirs].span, example.reporter) if theirs >= 0 else (reading.ours[ours].span, example.source)
    )
    return any(span.overlaps(other) for other in changed)
