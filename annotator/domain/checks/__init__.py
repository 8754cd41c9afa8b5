"""Checks: where a reporter's rendering may depart from what was said, each with its evidence.

    found = suspect(Material(source, rendering, "ru", links=links, weights=check_weights(), ...))
    told = not_compared(material)

One module is one check, and `registry.CHECKS` names them all; docs/checks.md says what each can and cannot see.
"""

from annotator.domain.checks.cues import Cue, Cues, no_cues, parse_cues
from annotator.domain.checks.limits import comparable, not_compared
from annotator.domain.checks.material import Material
from annotator.domain.checks.registry import CHECKS, Check, suspect
from annotator.domain.checks.suspicion import LEAST, Suspicion, urgency

__all__ = [
    "CHECKS",
    "LEAST",
    "Check",
    "Cue",
    "Cues",
    "Material",
    "Suspicion",
    "comparable",
    "no_cues",
    "not_compared",
    "parse_cues",
    "suspect",
    "urgency",
]
