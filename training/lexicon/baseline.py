"""What eflomal itself makes of a file of tokenised sentences, with priors from the same aligned text as our lexicon."""

from __future__ import annotations

import json
import logging
from pathlib import Path

from eflomal import Aligner, calculate_priors, write_priors

from annotator.domain.alignment.keys import key
from training.lexicon import aligner
from training.lexicon.settings import Language
from training.lexicon.stems import stem

log = logging.getLogger(__name__)


def baseline(language: Language, sentences: Path, work: Path, output: Path) -> None:
    """Write the links of both directions' intersection, one line a pair of sentences, in Pharaoh format.

    `sentences` is a JSON Lines file with `source_tokens` and `english_tokens`; `work` is where `pipeline.run` left the
    aligned text. eflomal draws at random, so figures vary by a few thousandths.
    """
    ours, theirs = work / "baseline.source", work / "baseline.english"
    _write(sentences, "source_tokens", language.code, language.stem, ours)
    _write(sentences, "english_tokens", "en", language.english_stem, theirs)
    priors = work / "priors"
    if not priors.exists():
        _write_priors(work, priors)
    log.info("%s: aligning %s with priors of %d bytes", language.code, sentences.name, priors.stat().st_size)
    with (
        ours.open(encoding="utf-8") as one,
        theirs.open(encoding="utf-8") as other,
        priors.open("r", encoding="utf-8") as known,
    ):
        Aligner(model=3).align(
            one,
            other,
            links_filename_fwd=str(work / "baseline.forward"),
            links_filename_rev=str(work / "baseline.reverse"),
            priors_input=known,
        )
    forward, reverse = aligner.read(work / "baseline.forward"), aligner.read(work / "baseline.reverse")
    with output.open("w", encoding="ascii") as file:
        for there, back in zip(forward, reverse, strict=True):
            print(*(f"{one}-{other}" for one, other in sorted(there & back)), file=file)


def _write(sentences: Path, side: str, language: str, letters: int, output: Path) -> None:
    with sentences.open(encoding="utf-8") as rows, output.open("w", encoding="utf-8") as out:
        for row in rows:
            keys = (key(token, language).replace(" ", "") for token in json.loads(row)[side])
            print(*(stem(word, language, letters) or "-" for word in keys), file=out)


def _write_priors(work: Path, output: Path) -> None:
    with (
        (work / "source").open(encoding="utf-8") as ours,
        (work / "english").open(encoding="utf-8") as theirs,
        (work / "forward").open(encoding="ascii") as forward,
        (work / "reverse").open(encoding="ascii") as reverse,
    ):
        priors = calculate_priors(ours, theirs, forward, reverse)
    with output.open("w", encoding="utf-8") as out:
        write_priors(out, *priors)
