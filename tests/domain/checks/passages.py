"""Passages for the tests of the checks, made as the app makes them."""

from pathlib import Path

from annotator.domain.alignment import align
from annotator.domain.checks import Material, Suspicion, suspect
from annotator.domain.passages import PassageKind
from annotator.exchange.check_data import check_data
from annotator.exchange.check_weights import read_check_weights
from annotator.exchange.lexicons import lexicon

WEIGHTS = read_check_weights(Path(__file__).parents[2] / "data" / "check_weights.toml")


def material(
    source: str,
    rendering: str,
    language: str,
    *machines: str,
    kind: PassageKind = PassageKind.DIRECT_QUOTE,
    with_lexicon: bool = True,
) -> Material:
    """Return what the checks compare, aligned with the app's own lexicon."""
    known = lexicon(language) if with_lexicon else None
    return Material(
        source,
        rendering,
        language,
        machines,
        align(source, rendering, language, known),
        tuple(align(source, machine, language, known) for machine in machines),
        kind,
        known,
        check_data(language),
        check_data("en"),
        weights=WEIGHTS,
    )


def found(
    source: str, rendering: str, language: str, *machines: str, kind: PassageKind = PassageKind.DIRECT_QUOTE
) -> list[Suspicion]:
    """Return what is suspected of a passage."""
    return suspect(material(source, rendering, language, *machines, kind=kind))


def by(check: str, suspicions: list[Suspicion]) -> list[Suspicion]:
    """Return what one check suspects."""
    return [suspicion for suspicion in suspicions if suspicion.check == check]
