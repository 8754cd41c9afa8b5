"""Controlled errors in faithful renderings: a file of them read, and the categories that fit each error.

The layout of the file is that of DEMETR (https://github.com/marzenakrp/demetr).
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CODES = {"german": "de", "french": "fr", "spanish": "es", "russian": "ru"}

_LOST = frozenset({"omission", "trimmed-quote", "number", "name", "negation", "certainty"})
_SAID_MORE = frozenset({"addition", "invented-words", "negation", "certainty", "number", "name", "tone", "attribution"})
_OTHER_WORD = frozenset({"mistranslation", "negation", "terminology", "certainty", "number", "tone", "name"})
# By the error's name without its number: the categories under which an editor would look for it.
FITTING: dict[str, frozenset[str]] = {
    "numbers_replaced": frozenset({"number"}),
    "gender": frozenset({"mistranslation", "name", "attribution"}),
    "shuffled": frozenset({"mistranslation", "style", "spliced-quote"}),
    "adj_adv_removed": _LOST,
    "verb_removed": _LOST,
    "noun_removed": _LOST,
    "subj_removed": _LOST,
    "pp_removed": _LOST,
    "conj_removed": _LOST,
    "ne_removed": frozenset({"name", "omission"}),
    "ne_replaced": frozenset({"name"}),
    "codemix": frozenset({"untranslated"}),
    "addition": _SAID_MORE,
    "antonym": _OTHER_WORD,
    "hypernym": _OTHER_WORD,
    "negation": frozenset({"negation"}),
    "tense": frozenset({"tense", "certainty"}),
    "aspect": frozenset({"tense"}),
    "question": frozenset({"certainty", "tone"}),
    "empty": frozenset({"omission", "mistranslation"}),
    "shuffle_trans": frozenset({"mistranslation"}),
    "repeat2": frozenset({"style", "addition", "invented-words"}),
    "repeat4": frozenset({"style", "addition", "invented-words"}),
}
ANY = frozenset({"style", "locale", "mistranslation", "name", "number"})  # for slips of the pen


@dataclass(frozen=True, slots=True)
class Case:
    """One controlled error in a faithful rendering of a source."""

    source: str
    reference: str
    unperturbed: str
    perturbed: str
    error: str
    language: str

    @property
    def kind(self) -> str:
        """The name of the error without its severity and number: `noun_removed`."""
        return self.error.split("_", 2)[2]

    @property
    def critical(self) -> bool:
        """Whether the name says that the error is critical."""
        return self.error.startswith("critical")


def read(path: Path, half: str | None = None) -> list[Case]:
    """Return the cases of a file, or of one half of its sources."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    cases = [
        Case(row["source"], row["reference"], row["unperturbed"], row["perturbed"], row["error"], CODES[row["lang"]])
        for row in rows
    ]
    return [case for case in cases if half in (None, half_of(case.source))]


@cache
def half_of(source: str) -> str:
    """Return the half that a source belongs to: tune or report."""
    return "report" if hashlib.sha256(source.encode()).digest()[0] % 2 else "tune"


def limited(cases: Iterable[Case], limit: int | None) -> Iterator[Case]:
    """Yield at most so many cases of each error, the first ones."""
    taken: Counter[str] = Counter()
    for case in cases:
        taken[case.error] += 1
        if limit is None or taken[case.error] <= limit:
            yield case


def faithful(cases: Iterable[Case]) -> list[tuple[str, str, str]]:
    """Return the faithful renderings of the cases' sources, each once: (source, rendering, language)."""
    found = ((case.source, text, case.language) for case in cases for text in (case.unperturbed, case.reference))
    return list(dict.fromkeys(found))
