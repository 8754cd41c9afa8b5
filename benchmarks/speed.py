"""How fast the local engine is beside transformers, with the same weights and the same search, and how good.

    taskset -c 0 python -m benchmarks.speed FILE.jsonl --checkpoint FOLDER --pair ru-en [--limit N] [--rounds N]

The checkpoint (Marian, also with a vocabulary for each side, M2M-100, NLLB or mBART) is converted here, so that all
sides have the same weights; it needs the extra torch. Each line of the file is an object with `source` and `reference`.
All sides get the same pieces and search with the same beam. What the app does besides is left out: the ban on repeated
pieces, which is slow in transformers, and the second pass for the log-probabilities of words.

There are three sides: CTranslate2 in int8 (what ships), CTranslate2 in float32, and transformers in float32, the
reference. The one in the middle tells what a difference comes from: with the same arithmetic both programs write the
same (`same_as_transformers`, a share of the sentences), and what int8 changes is `bleu_difference`. BLEU and batch 32
are measured on `--limit` sentences, batch 1 on a quarter of them.

Each side runs in a process of its own, one after the other, `--rounds` times in turn; a ratio is the median of its
rounds, and all of them are printed. On a machine that others use too, one core (`taskset -c 0`) and the figures for a
second of processor time tell more than those of the clock: a thread that waits for another one burns time as well.
The first translation of a fresh process is measured by `benchmarks.first`.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotator.domain.text import canonical
from annotator.engines.families import Frame
from annotator.engines.folders import CTRANSLATE2, TRANSFORMERS, ModelFolder, read
from annotator.engines.installation.adding import Wanted, add
from annotator.engines.local import LocalEngine
from annotator.engines.model import vocabulary
from annotator.engines.network import Decoding, Network, Runner
from annotator.engines.transformers_engine import TransformersEngine
from benchmarks.first import first_translation, most_memory

INT8, FLOAT32, REFERENCE = "local int8", "local float32", "transformers float32"
SIDES = {INT8: CTRANSLATE2, FLOAT32: CTRANSLATE2, REFERENCE: TRANSFORMERS}
BATCHES = (1, 32)
_SINGLE = 4  # one sentence in so many is measured at batch 1
Figures = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure all sides and print the result."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--checkpoint", type=Path, required=True, help="folder of a published checkpoint")
    parser.add_argument("--pair", default="ru-en", help="source and target language")
    parser.add_argument("--limit", type=int, default=500, help="take so many sentences")
    parser.add_argument("--rounds", type=int, default=1, help="measure each side so many times")
    parser.add_argument("--json", action="store_true", help="print one JSON object on one line")
    parser.add_argument("--side", nargs=2, help=argparse.SUPPRESS)  # a model folder and a compute type, in a child
    options = parser.parse_args(arguments)
    if options.side:
        folder, compute = options.side
        print(json.dumps(measure(read(Path(folder)), compute, options.file, options.pair, options.limit)))
        return
    figures = compare(options.checkpoint, options.file, options.pair, options.limit, options.rounds)
    print(json.dumps(figures, indent=None if options.json else 2, ensure_ascii=False))


def compare(checkpoint: Path, file: Path, pair: str, limit: int, rounds: int = 1) -> Figures:
    """Return the figures of all sides and their ratios."""
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        models = {name: _added(checkpoint, pair, name, Path(folder) / "models") for name in SIDES}
        first = first_translation(models[INT8], pair)
        measured = [
            {name: _in_a_process(models[name], name, file, pair, limit) for name in SIDES} for _ in range(rounds)
        ]
    last = measured[-1]
    return {
        "sentences": limit,
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "load_before": round(before, 2),
        "load_after": round(os.getloadavg()[0], 2),
        "first_translation": first,
        **{name: {key: value for key, value in last[name].items() if key != "texts"} for name in SIDES},
        "ratios": _ratios(measured),
        "same_as_transformers": {name: _same(last[name], last[REFERENCE]) for name in (INT8, FLOAT32)},
        "bleu_difference": {name: round(last[name]["bleu"] - last[REFERENCE]["bleu"], 2) for name in (INT8, FLOAT32)},
    }


def measure(model: ModelFolder, compute: str, file: Path, pair: str, limit: int) -> Figures:
    """Return the figures of one side."""
    source, target = pair.split("-")
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()][:limit]
    frame, pieces = model.family.frame((source, target), model.prefixes), vocabulary(model)
    sources = [_sequence([piece.name for piece in pieces.source(canonical(row["source"]))], frame) for row in rows]
    engine = LocalEngine(model) if model.runner == CTRANSLATE2 else TransformersEngine(model)
    network = _network(model, replace(engine.decoding(), no_repeat=0, compute=compute))
    _translated(network, sources[:4], frame, 4)  # so that nothing is loaded while the clock runs
    figures: Figures = {}
    made: list[list[str]] = []
    for batch in BATCHES:
        some = sources[::_SINGLE] if batch == 1 else sources
        started = _Clock()
        made = _translated(network, some, frame, batch)
        figures[f"batch_{batch}"] = started.rates(made)
    texts = [pieces.decode(names)[0] for names in made]
    figures["most_memory_mb"] = most_memory()
    from sacrebleu.metrics.bleu import BLEU  # and its memory is none of the engine's

    scorer = BLEU()
    figures["bleu"] = round(scorer.corpus_score(texts, [[row["reference"] for row in rows]]).score, 2)
    return {**figures, "signature": str(scorer.get_signature()), "texts": texts}


class _Clock:
    """Runs since it was made: seconds of the clock, and of the processor over all threads."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def rates(self, made: Sequence[list[str]]) -> dict[str, float]:
        wall, cpu = time.perf_counter() - self._wall, time.process_time() - self._cpu
        pieces = sum(len(names) + 1 for names in made)
        return {
            "target_pieces_per_second": round(pieces / wall, 1),
            "sentences_per_second": round(len(made) / wall, 2),
            "target_pieces_per_cpu_second": round(pieces / cpu, 1),
            "sentences_per_cpu_second": round(len(made) / cpu, 2),
        }


def _added(checkpoint: Path, pair: str, name: str, models: Path) -> ModelFolder:
    source, target = pair.split("-")
    wanted = Wanted(str(checkpoint), name.replace(" ", "-"), [source], [target], runner=SIDES[name])
    return add(replace(wanted, quantization="float32") if name == FLOAT32 else wanted, models)


def _network(model: ModelFolder, how: Decoding) -> Runner:
    if model.runner == CTRANSLATE2:
        return Network(model.path, how)
    from annotator.engines.torch_network import TorchNetwork  # imports torch

    return TorchNetwork(model.path, model.family, how)


def _sequence(names: list[str], frame: Frame) -> list[str]:
    return [*frame.before, *names, *frame.after]


def _translated(network: Runner, sources: Sequence[list[str]], frame: Frame, batch: int) -> list[list[str]]:
    # Sentences of like length together, as anybody who translates in batches does.
    order = sorted(range(len(sources)), key=lambda number: len(sources[number]))
    found: dict[int, list[str]] = {}
    for start in range(0, len(order), batch):
        members = order[start : start + batch]
        made = network.translate([sources[number] for number in members], 1, frame.first)
        found.update(zip(members, (hypotheses[0] for hypotheses in made), strict=True))
    return [found[number] for number in range(len(sources))]


def _ratios(measured: Sequence[Mapping[str, Figures]]) -> Figures:
    """Return how many times as fast as transformers the side that ships is: the median, and each round."""
    found: Figures = {}
    for batch in BATCHES:
        for label, unit in (("clock", "second"), ("cpu", "cpu_second")):
            pairs = [(each[INT8][f"batch_{batch}"], each[REFERENCE][f"batch_{batch}"]) for each in measured]
            rounds = [ours[f"target_pieces_per_{unit}"] / theirs[f"target_pieces_per_{unit}"] for ours, theirs in pairs]
            name = f"{label}_batch_{batch}"
            found[name] = {"median": round(statistics.median(rounds), 2), "rounds": [round(one, 2) for one in rounds]}
    return found


def _same(side: Figures, reference: Figures) -> float:
    pairs = list(zip(side["texts"], reference["texts"], strict=True))
    return round(sum(1 for ours, theirs in pairs if ours == theirs) / len(pairs), 4)


def _in_a_process(model: ModelFolder, name: str, file: Path, pair: str, limit: int) -> Figures:
    compute = "int8" if name == INT8 else "float32"
    command = [sys.executable, "-m", "benchmarks.speed", str(file), "--checkpoint", str(model.path)]
    options = ["--pair", pair, "--limit", str(limit), "--side", str(model.path), compute]
    done = subprocess.run([*command, *options], check=True, stdout=subprocess.PIPE, text=True)
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


if __name__ == "__main__":
    main()
