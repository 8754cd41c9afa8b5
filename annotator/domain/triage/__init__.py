"""Triage: how likely a rendering is to be found wanting, so that an editor's time goes to the doubtful first.

    found = triage(Evidence(source, rendering, links, ...), weights)
    found.score, found.reporter, found.source

It orders work and accuses nobody: a suspected discrepancy needs a reason in words, and `annotator.domain.checks` gives
that.
"""

from annotator.domain.triage.evidence import Case, Evidence, Probability, Reverse, Witness
from annotator.domain.triage.judging import Doubt, Triage, triage
from annotator.domain.triage.weights import Regression, Weights, parse_weights

__all__ = [
    "Case",
    "Doubt",
    "Evidence",
    "Probability",
    "Regression",
    "Reverse",
    "Triage",
    "Weights",
    "Witness",
    "parse_weights",
    "triage",
]
