"""The cue data of a language: words that deny, hedge, date, measure, address or insult, each under a code.

The same tables and codes stand in every language, so that two texts can be compared by them: `negation`, `certainty`,
`months`, `weekdays`, `units`, `currencies`, `directions`, `titles`, `pronouns`, `amounts`, `tone`, `kin`, `persons`,
`moods`.

A cue is a word or a phrase. `*` at its end stands for any ending, at its beginning for any beginning; a space in it is
any white space. Case, typographic apostrophes and the Russian ё do not count. Arabic words may bear the particles that
are written together with them. Chinese has no spaces, so its cues are found wherever they stand.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.domain.checks.listed import listed
from annotator.domain.spans import Span
from annotator.errors import InvalidSetting

TABLES = listed(
    "negation certainty months weekdays units currencies directions titles pronouns amounts tone kin opposites "
    "persons moods"
)
_FOLDED = str.maketrans("’‘ʼ＇ёЁ‐‑", "''''еЕ--")
_ARABIC_PARTICLES = "(?:[وف]?(?:ال|بال|لل|كال|[بلكس])?)?"
_UNSPACED = frozenset({"zh", "ja", "th"})


@dataclass(frozen=True, order=True, slots=True)
class Cue:
    """A cue found in a text: where it stands, and its code."""

    span: Span
    code: str


@dataclass(frozen=True)
class Cues:
    """The cue data of one language; without data for a language every table is empty."""

    language: str
    tables: Mapping[str, Mapping[str, re.Pattern[str]]]
    opposites: Mapping[str, frozenset[str]]

    def find(self, text: str, table: str, *codes: str) -> list[Cue]:
        """Return the cues of a table in `text`, in order, or those under one of the codes.

        Of overlapping ones only the longest is found.
        """
        folded = text.translate(_FOLDED)
        every = [
            Cue(Span(*match.span()), code)
            for code, pattern in self.tables.get(table, {}).items()
            if not codes or code in codes
            for match in pattern.finditer(folded)
        ]
        kept: list[Cue] = []
        for cue in sorted(every, key=lambda cue: (-len(cue.span), cue.span)):
            if not any(cue.span.overlaps(other.span) for other in kept):
                kept.append(cue)
        return sorted(kept)

    def holds(self, text: str, table: str, *codes: str) -> bool:
        """Return whether `text` has a cue of the table under one of the codes, other cues around it or not."""
        folded = text.translate(_FOLDED)
        patterns = self.tables.get(table, {})
        return any(code in patterns and patterns[code].search(folded) for code in codes)


def no_cues(language: str) -> Cues:
    """Return the empty cue data of a language that the app has none for."""
    return Cues(language, {}, {})


def parse_cues(data: Mapping[str, Any]) -> Cues:
    """Return the cue data of a parsed file; raises `InvalidSetting` naming a table that is unknown or misspelt."""
    language = data.get("language")
    if not isinstance(language, str):
        raise InvalidSetting("The cue data of the checks must name its language: compare it with the file shipped.")
    tables: dict[str, Mapping[str, re.Pattern[str]]] = {}
    for name, table in data.items():
        if name in ("language", "opposites"):
            continue
        if name not in TABLES or not isinstance(table, Mapping):
            raise InvalidSetting(f"The checks know no table “{name}” of cues ({language}): correct its name.")
        tables[name] = {code: _pattern(cues, language, f"{name}.{code}") for code, cues in table.items() if cues}
    return Cues(language, tables, _opposites(data.get("opposites", {}), language))


def _pattern(cues: object, language: str, where: str) -> re.Pattern[str]:
    if not isinstance(cues, Sequence) or isinstance(cues, str) or not all(isinstance(cue, str) for cue in cues):
        raise InvalidSetting(f"The cues {where} ({language}) must be a list of words and phrases: correct them.")
    written = sorted({cue.translate(_FOLDED) for cue in cues}, key=len, reverse=True)
    return re.compile("|".join(_expression(cue, language) for cue in written), re.IGNORECASE)


def _expression(cue: str, language: str) -> str:
    body = r"\s+".join(re.escape(part) for part in cue.strip("*").split())
    if language in _UNSPACED and not cue.isascii():
        return body
    before = r"\w*" if cue.startswith("*") else _ARABIC_PARTICLES if language == "ar" else ""
    after = r"\w*" if cue.endswith("*") else ""
    # A figure may stand before: 20km. A sign may stand beside anything: $20, 20%.
    start = r"(?<![^\W\d_])" if before or cue[:1].isalnum() else ""
    end = r"(?!\w)" if after or cue[-1:].isalnum() else ""
    return f"{start}{before}{body}{after}{end}"


def _opposites(pairs: object, language: str) -> Mapping[str, frozenset[str]]:
    """Return for every word its opposites; a pair is two groups of words, `large big: small little`."""
    lines = pairs.get("pairs", ()) if isinstance(pairs, Mapping) else ()
    found: dict[str, set[str]] = {}
    for line in lines:
        left, colon, right = str(line).partition(":")
        if not colon:
            raise InvalidSetting(f"A line of opposites ({language}) needs a colon between its sides: “{line}”.")
        for one, others in ((left, right), (right, left)):
            for word in one.split():
                found.setdefault(word, set()).update(others.split())
    return {word: frozenset(others) for word, others in found.items()}
