"""The newsroom's typology: categories of discrepancy, severities with their weights, verdicts.

The categories follow MQM core (https://themqm.org) with those that journalism needs beside it; weights are MQM's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.domain.notes import NO_DISCREPANCY
from annotator.errors import InvalidInput, InvalidSetting


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of discrepancy; `group` is the heading it stands under in a list."""

    code: str
    name: str
    group: str
    description: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class Severity:
    """How much a discrepancy matters; `weight` orders the editor's queue."""

    code: str
    name: str
    weight: int
    description: str


REMARK = Category(NO_DISCREPANCY, "Remark, no discrepancy", "Remark", "A note that asks no decision of an editor.")


@dataclass(frozen=True)
class Typology:
    """The categories and severities that a newsroom works with."""

    categories: Sequence[Category]
    severities: Sequence[Severity]

    def category(self, code: str) -> Category:
        """Return the category of that code; a code that is no longer in use gives one that bears it as its name."""
        known = {category.code: category for category in self.categories}
        return known.get(code) or Category(code, code.capitalize(), "No longer in use", "")

    def severity(self, code: str) -> Severity:
        """Return the severity of that code; one that is no longer in use weighs nothing."""
        known = {severity.code: severity for severity in self.severities}
        return known.get(code) or Severity(code, code.capitalize(), 0, "")

    @property
    def weights(self) -> dict[str, int]:
        """How much each severity in use weighs, by its code."""
        return {severity.code: severity.weight for severity in self.severities}

    def grouped(self) -> dict[str, list[Category]]:
        """Return the categories under their headings, in the newsroom's order."""
        groups: dict[str, list[Category]] = {}
        for category in self.categories:
            groups.setdefault(category.group, []).append(category)
        return groups

    def check(self, category: str, severity: str) -> None:
        """Raise `InvalidInput` unless both codes are in use."""
        if category not in {known.code for known in self.categories}:
            raise InvalidInput(f"“{category}” is not a category of this newsroom: choose one from the list.")
        if severity not in {known.code for known in self.severities}:
            raise InvalidInput(f"“{severity}” is not a severity of this newsroom: choose one from the list.")


def parse(data: Mapping[str, Any]) -> Typology:
    """Return the typology of a parsed typology file, with the built-in remark first.

    `data` is laid out as annotator/data/typology.toml. Raises `InvalidSetting` naming what is missing or repeated.
    """
    try:
        groups = {group["code"]: group["name"] for group in data["groups"]}
        categories = [
            Category(row["code"], row["name"], groups[row["group"]], row["description"], row.get("example", ""))
            for row in data["categories"]
        ]
        severities = [
            Severity(row["code"], row["name"], int(row["weight"]), row["description"]) for row in data["severities"]
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidSetting(
            f"The typology file lacks or misspells {error}: compare it with the one shipped."
        ) from error
    _refuse_repeated([category.code for category in [REMARK, *categories]])
    _refuse_repeated([severity.code for severity in severities])
    return Typology([REMARK, *categories], severities)


def _refuse_repeated(codes: Sequence[str]) -> None:
    repeated = {code for code in codes if codes.count(code) > 1}
    if repeated:
        raise InvalidSetting(f"The typology file uses the code “{min(repeated)}” twice, or it is built in: rename one.")
