"""Step 8: BLEU and chrF of the exported model on held-out text, each with its sacrebleu signature."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import ctranslate2
import sacrebleu

from training import filters, vocabulary


@dataclass(frozen=True)
class Test:
    """A held-out file for one pair of languages; `turned` when its references are what is to be translated.

    `language` is that of the texts to translate.
    """

    path: Path
    name: str
    language: str
    turned: bool = False

    def rows(self) -> list[tuple[str, str]]:
        """Return each text, as the app would hand it to the model, with its reference."""
        lines = [json.loads(line) for line in self.path.read_text(encoding="utf-8").splitlines()]
        read, expected = ("reference", "source") if self.turned else ("source", "reference")
        return [(filters.clean_source(line[read], self.language), line[expected]) for line in lines]


@dataclass(frozen=True)
class Score:
    """What a model reaches on one file; `seconds` is the time of translating all sentences, `turned` as in `Test`."""

    file: str
    sentences: int
    bleu: float
    bleu_signature: str
    chrf: float
    chrf_signature: str
    seconds: float
    turned: bool = False


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


def tests(held_out: Iterable[Path], pairs: Sequence[tuple[str, str]]) -> list[Test]:
    """Return the tests for pairs of languages: files `translation.<set>.<source>-<target>.jsonl`.

    A set that has only a file of the pair turned round is read turned round. What was written first is then the
    reference, and a translation is translated: such scores are not compared with those of the proper direction.
    """
    paths = {path.stem: path for path in held_out if path.name.startswith("translation.")}
    found: dict[str, Test] = {}
    for source, target in pairs:
        for stem, path in paths.items():
            name = stem.removesuffix(f".{target}-{source}") + f".{source}-{target}"
            if stem.endswith(f".{source}-{target}"):
                found[stem] = Test(path, stem, source)
            elif stem.endswith(f".{target}-{source}"):
                found.setdefault(name, Test(path, name, source, turned=True))
    return [found[name] for name in sorted(found)]


def evaluate(folder: Path, files: Sequence[Test], beam: int = 4, limit: int | None = None) -> list[Score]:
    """Translate the texts of each test (the first `limit`) and compare with the references."""
    model = Model(folder)
    return [_score(model, test, beam, limit) for test in files]


def write(scores: Sequence[Score], path: Path) -> None:
    """Write the scores as JSON."""
    path.write_text(json.dumps([asdict(score) for score in scores], indent=2) + "\n", encoding="utf-8")


def read(path: Path) -> list[Score]:
    """Read what `write` wrote; no file, no scores."""
    return [Score(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))] if path.exists() else []


def _score(model: Model, test: Test, beam: int, limit: int | None) -> Score:
    rows = test.rows()[:limit]
    started = time.monotonic()
    outputs = model.translate([text for text, _ in rows], beam)
    seconds = time.monotonic() - started
    references = [[reference for _, reference in rows]]
    bleu, chrf = sacrebleu.BLEU(), sacrebleu.CHRF()
    found = bleu.corpus_score(outputs, references), chrf.corpus_score(outputs, references)
    return Score(
        file=test.name,
        sentences=len(rows),
        bleu=round(found[0].score, 2),
        bleu_signature=str(bleu.get_signature()),
        chrf=round(found[1].score, 2),
        chrf_signature=str(chrf.get_signature()),
        seconds=round(seconds, 1),
        turned=test.turned,
    )
