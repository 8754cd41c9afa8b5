"""Step 3: align the words of every pair in both directions with eflomal (Östling and Tiedemann 2016).

eflomal samples a Bayesian IBM model with HMM and fertility (https://ufal.mff.cuni.cz/pbml/106/art-ostling-tiedemann.pdf).
It is a tool of the pipeline only; the app never runs it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from eflomal import Aligner

from training.lexicon.counting import Links


def align(sources: Path, english: Path, work: Path, *, effort: float = 0.7) -> None:
    """Align two files of one sentence of words per line; write `work`/forward and `work`/reverse.

    `effort` multiplies the number of sampling rounds that eflomal chooses by the size of the text.
    """
    aligner = Aligner(model=3, n_samplers=2, rel_iterations=effort)
    with sources.open(encoding="utf-8") as ours, english.open(encoding="utf-8") as theirs:
        aligner.align(
            ours,
            theirs,
            links_filename_fwd=str(work / "forward"),
            links_filename_rev=str(work / "reverse.part"),
        )
    (work / "reverse.part").replace(work / "reverse")


def read(path: Path) -> Iterator[Links]:
    """Yield the links of each pair as (number of source word, number of English word)."""
    with path.open(encoding="ascii") as lines:
        for line in lines:
            yield {(int(ours), int(theirs)) for ours, _, theirs in (link.partition("-") for link in line.split())}
