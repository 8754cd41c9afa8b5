"""All checks, in the order in which a page names them, and what they suspect of a passage together."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from annotator.domain.checks.addition import Addition
from annotator.domain.checks.certainty import Certainty
from annotator.domain.checks.command import Command
from annotator.domain.checks.ellipsis import Ellipses
from annotator.domain.checks.limits import comparable
from annotator.domain.checks.material import Material
from annotator.domain.checks.names import Names
from annotator.domain.checks.negation import Negation
from annotator.domain.checks.numbers import Numbers
from annotator.domain.checks.omission import Omission
from annotator.domain.checks.order import Order, renders_another_text
from annotator.domain.checks.persons import Persons
from annotator.domain.checks.pronouns import Pronouns
from annotator.domain.checks.question import Question
from annotator.domain.checks.reading import Reading
from annotator.domain.checks.repetition import Repetition
from annotator.domain.checks.subjects import Subjects
from annotator.domain.checks.substitution import Substitution
from annotator.domain.checks.suspicion import LEAST, Suspicion, ranked
from annotator.domain.checks.tense import Tense
from annotator.domain.checks.tone import Tone
from annotator.domain.checks.trimmed import Trimmed
from annotator.domain.checks.untranslated import Untranslated


class Check(Protocol):
    """One kind of evidence: it reads a passage and yields what it suspects."""

    @property
    def code(self) -> str:
        """What verdicts are stored under; never changes."""

    @property
    def name(self) -> str:
        """What a page calls it."""

    def find(self, reading: Reading) -> Iterator[Suspicion]:
        """Yield what the check suspects, in any order and of any confidence."""


CHECKS: tuple[Check, ...] = (
    Numbers(),
    Names(),
    Negation(),
    Certainty(),
    Question(),
    Command(),
    Pronouns(),
    Persons(),
    Tense(),
    Omission(),
    Subjects(),
    Addition(),
    Trimmed(),
    Ellipses(),
    Substitution(),
    Untranslated(),
    Order(),
    Tone(),
    Repetition(),
)


def suspect(material: Material, checks: Sequence[Check] = CHECKS, least: float = LEAST) -> list[Suspicion]:
    """Return what the checks suspect of a passage, the most pressing first, each set of words once.

    [] where there is nothing to compare (`not_compared` says why). `checks` leaves out those that are switched off.
    """
    return ranked(raised(material, checks), least)


def raised(material: Material, checks: Sequence[Check] = CHECKS) -> list[Suspicion]:
    """Return all that the checks find in a passage, each by itself, whatever its confidence: what `ranked` takes."""
    if not comparable(material):
        return []
    reading = Reading(material)
    if renders_another_text(reading):
        checks = [check for check in checks if check.code == Order().code]
    return [found for check in checks for found in check.find(reading)]
