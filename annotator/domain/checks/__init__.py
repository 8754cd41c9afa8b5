"""Checks: where a reporter's rendering may depart from what was said, each with its evidence.

    found = suspect(Material(source, rendering, "ru", links=links, lexicon=lexicon("ru"), cues=check_data("ru"), ...))
    told = not_compared(material)

One module is one check, and `registry.CHECKS` names them all; docs/checks.md says what each can and cannot see.
"""

from annotator.domain.checks.cues import Cue, Cues, no_cues, parse_cues
from annotator.domain.checks.limits import not_compared
from annotator.domain.checks.material import Material
from annotator.domain.checks.registry import CHECKS, Check, suspect
from annotator.domain.checks.suspicion import LEAST, Suspicion

__all__ = [
    "CHECKS",
    "LEAST",
    "Check",
    "Cue",
    "Cues",
    "Material",
    "Suspicion",
    "no_cues",
    "not_compared",
    "parse_cues",
    "suspect",
]
