"""How fast the local engine is beside transformers, with the same weights and the same search, and how good.

    python -m benchmarks.speed --checkpoint FOLDER FILE.jsonl --pair ru-en [--limit N] [--json]

The checkpoint (Marian, M2M-100, NLLB or mBART) is converted to int8 here, so that both sides have the same weights; it
needs the extra torch. Each line of the file is an object with `source` and `reference`, one sentence each. Both sides
get the same pieces and search with the same beam. What the app does besides is left out on both sides: the ban on
repeated pieces, which is slow in transformers, and the second pass for the log-probabilities of words. Measured are
target pieces and sentences a second at batch 1 and 32, BLEU of both, the first translation of a cold interpreter with
its loading, and the most memory that a process of each kind held.

Each side runs in a process of its own, one after the other, with as many threads as it may use cores. On a machine that
others use too, `taskset -c 0` and the figures for a second of processor time tell more than those of the clock.
"""

import argparse
import dataclasses
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from sacrebleu.metrics.bleu import BLEU

from annotator.domain.text import canonical
from annotator.engines.adding import Wanted, add
from annotator.engines.families import Frame
from annotator.engines.folders import CTRANSLATE2, TRANSFORMERS, ModelFolder, read
from annotator.engines.local import LocalEngine
from annotator.engines.model import vocabulary
from annotator.engines.network import Decoding, Network, Runner
from annotator.engines.transformers_engine import TransformersEngine

SIDES = {"local int8": CTRANSLATE2, "transformers fp32": TRANSFORMERS}
BATCHES = (1, 32)
FIRST = "Папа, до свидания, приезжай, пожалуйста!"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure both sides and print the result."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--checkpoint", type=Path, required=True, help="folder of a published checkpoint")
    parser.add_argument("--pair", default="ru-en", help="source and target language")
    parser.add_argument("--limit", type=int, default=320, help="take so many sentences")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--side", type=Path, help=argparse.SUPPRESS)  # a model folder to measure, in a child process
    options = parser.parse_args(arguments)
    if options.side:
        print(json.dumps(measure(read(options.side), options.file, options.pair, options.limit)))
        return
    figures = compare(options.checkpoint, options.file, options.pair, options.limit)
    print(json.dumps(figures) if options.json else json.dumps(figures, indent=2, ensure_ascii=False))


def compare(checkpoint: Path, file: Path, pair: str, limit: int) -> dict[str, object]:
    """Return the figures of both sides and their ratios."""
    source, target = pair.split("-")
    before, sides = os.getloadavg(), {}
    with tempfile.TemporaryDirectory() as folder:
        for name, runner in SIDES.items():
            wanted = Wanted(str(checkpoint), runner, [source], [target], runner=runner)
            model = add(wanted, Path(folder) / "models")
            sides[name] = _in_a_process(model, checkpoint, file, pair, limit)
    local, reference = sides.values()
    return {
        "sentences": limit,
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "load_before": round(before[0], 2),
        "load_after": round(os.getloadavg()[0], 2),
        **sides,
        **{
            f"ratio_{name}_batch_{batch}": round(_rate(local, batch, unit) / _rate(reference, batch, unit), 2)
            for batch in BATCHES
            for name, unit in (("clock", "second"), ("cpu", "cpu_second"))
        },
        "bleu_difference": round(float(str(local["bleu"])) - float(str(reference["bleu"])), 2),
    }


def measure(model: ModelFolder, file: Path, pair: str, limit: int) -> dict[str, object]:
    """Return the figures of one side, in a process that has loaded nothing yet."""
    source, target = pair.split("-")
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()][:limit]
    engine = LocalEngine(model) if model.runner == CTRANSLATE2 else TransformersEngine(model)
    started = _Clock()
    engine.translate([FIRST if source in ("ru", "uk") else canonical(rows[0]["source"])], source, target)
    figures: dict[str, object] = {"cold_first_seconds": started.seconds(), "cold_first_cpu_seconds": started.cpu()}
    engine.unload()
    frame, pieces = model.family.frame((source, target), model.prefixes), vocabulary(model)
    sources = [_sequence([piece.name for piece in pieces.source(canonical(row["source"]))], frame) for row in rows]
    how = dataclasses.replace(engine.decoding(), no_repeat=0)
    network, made = _network(model, how), list[list[str]]()
    for batch in BATCHES:
        started = _Clock()
        made = _translated(network, sources, frame, batch)
        count = sum(len(names) + 1 for names in made)
        figures[f"batch_{batch}"] = {
            "target_pieces_per_second": round(count / started.seconds(), 1),
            "sentences_per_second": round(len(rows) / started.seconds(), 2),
            "target_pieces_per_cpu_second": round(count / started.cpu(), 1),
        }
    texts = [pieces.decode(names)[0] for names in made]
    figures["bleu"] = round(BLEU().corpus_score(texts, [[row["reference"] for row in rows]]).score, 2)
    figures["most_memory_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return figures


class _Clock:
    """Seconds since it was made: of the clock, and of the processor over all threads."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def seconds(self) -> float:
        return round(time.perf_counter() - self._wall, 3)

    def cpu(self) -> float:
        return round(time.process_time() - self._cpu, 3)


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


def _rate(side: dict[str, object], batch: int, unit: str) -> float:
    figures = side[f"batch_{batch}"]
    return float(figures[f"target_pieces_per_{unit}"]) if isinstance(figures, dict) else 0.0


def _in_a_process(model: ModelFolder, checkpoint: Path, file: Path, pair: str, limit: int) -> dict[str, object]:
    command = [sys.executable, "-m", "benchmarks.speed", str(file), "--checkpoint", str(checkpoint)]
    options = ["--pair", pair, "--limit", str(limit), "--side", str(model.path)]
    done = subprocess.run([*command, *options], check=True, capture_output=True, text=True)
    figures: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return figures


if __name__ == "__main__":
    main()
