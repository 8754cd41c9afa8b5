"""Step 8: BLEU and chrF of the exported model on held-out text, each with its sacrebleu signature."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import ctranslate2
import sacrebleu

from training import vocabulary


@dataclass(frozen=True)
class Score:
    """What a model reaches on one file; `seconds` is the time of translating all its sentences."""

    file: str
    sentences: int
    bleu: float
    bleu_signature: str
    chrf: float
    chrf_signature: str
    seconds: float


class Model:
    """An exported model folder, ready to translate."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        self.pieces = vocabulary.load(folder)
        self.translator = ctranslate2.Translator(str(folder), device="cpu", compute_type="int8", intra_threads=threads)

    def translate(self, sources: Sequence[str], beam: int = 4) -> list[str]:
        """Return the best translation of each source."""
        tokens = [[*self.pieces.source.encode(text, out_type=str), "</s>"] for text in sources]
        results = self.translator.translate_batch(
            tokens, beam_size=beam, max_batch_size=1024, batch_type="tokens", max_decoding_length=200, disable_unk=True
        )
        return [self.pieces.target.decode_pieces(result.hypotheses[0]) for result in results]


def evaluate(folder: Path, files: Sequence[Path], beam: int = 4, limit: int | None = None) -> list[Score]:
    """Translate the `source` of each JSON Lines file (the first `limit` lines) and compare with its `reference`."""
    model = Model(folder)
    return [_score(model, path, beam, limit) for path in files]


def write(scores: Sequence[Score], path: Path) -> None:
    """Write the scores as JSON."""
    path.write_text(json.dumps([asdict(score) for score in scores], indent=2) + "\n", encoding="utf-8")


def read(path: Path) -> list[Score]:
    """Read what `write` wrote; no file, no scores."""
    return [Score(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))] if path.exists() else []


def _score(model: Model, path: Path, beam: int, limit: int | None) -> Score:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][:limit]
    started = time.monotonic()
    outputs = model.translate([row["source"] for row in rows], beam)
    seconds = time.monotonic() - started
    references = [[row["reference"] for row in rows]]
    bleu, chrf = sacrebleu.BLEU(), sacrebleu.CHRF()
    found = bleu.corpus_score(outputs, references), chrf.corpus_score(outputs, references)
    return Score(
        file=path.stem,
        sentences=len(rows),
        bleu=round(found[0].score, 2),
        bleu_signature=str(bleu.get_signature()),
        chrf=round(found[1].score, 2),
        chrf_signature=str(chrf.get_signature()),
        seconds=round(seconds, 1),
    )
