"""How long the first translation of a fresh process takes, and how much memory that process then holds.

    python -m benchmarks.first [--model FOLDER] [--pair ru-en] [--text WORDS] [--rounds 5] [--json]

A process is started that knows nothing, as a worker does: it imports the app's engines, tells the language of the text,
chooses the engine (the one that ships, unless a model folder is named), loads it, translates, and links the words.
`seconds` are those of the clock from the start of the process to the answer, the interpreter included; `cpu_seconds`
those of the processor; `engine_seconds` are from the first call of the engine on, its loading included. The median of
the rounds is told, and the worst.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from annotator.engines.folders import ModelFolder, read
from annotator.engines.registry import Engines

TEXT = "Папа, до свидания, приезжай, пожалуйста!"
_CHILD = "--be-the-process"
Figures = dict[str, Any]


def first_translation(model: ModelFolder | None, pair: str, text: str = TEXT, rounds: int = 5) -> Figures:
    """Return the median and the worst of some fresh processes; without a model that of the app's own."""
    command = [sys.executable, "-m", "benchmarks.first", _CHILD, str(model.path) if model else "", pair, text]
    measured = [_measured(command) for _ in range(rounds)]
    keys = ("seconds", "cpu_seconds", "engine_seconds", "engine_cpu_seconds", "most_memory_mb")
    return {
        "rounds": rounds,
        **{key: round(statistics.median(each[key] for each in measured), 2) for key in keys},
        "worst_seconds": round(max(each["seconds"] for each in measured), 2),
        "translation": measured[-1]["translation"],
    }


def most_memory() -> int:
    """Return the most memory that this process held, in MB (10^6 bytes)."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        # Not `getrusage`: on Linux that begins with what the parent held before this process was started from it.
        return round(next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024 / 1e6)
    except OSError:
        unit = 1 if sys.platform == "darwin" else 1024
        return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6)


def _measured(command: Sequence[str]) -> Figures:
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        seconds = time.perf_counter() - started
    return {**json.loads(line), "seconds": seconds}


def _translate(folder: str, pair: str, text: str) -> Figures:
    from annotator.engines.identification import best

    source, target = pair.split("-")
    with tempfile.TemporaryDirectory() as empty:
        engines = Engines(Path(empty), embedded=Path(folder).parent if folder else None)
        name = read(Path(folder)).name if folder else None
        best(text, [ours for ours, _ in engines.pairs()])
        engine = engines.for_pair(source, target, f"local:{name}" if name else None)
        wall, cpu = time.perf_counter(), time.process_time()
        made = engine.translate([text], source, target)[0][0].text
        engine.align(text, made, source, target)
    return {
        "translation": made,
        "engine_seconds": time.perf_counter() - wall,
        "engine_cpu_seconds": time.process_time() - cpu,
        "cpu_seconds": time.process_time(),
        "most_memory_mb": most_memory(),
    }


def main() -> None:
    """Print the result, or be the process that is measured."""
    if sys.argv[1:2] == [_CHILD]:
        print(json.dumps(_translate(*sys.argv[2:5])), flush=True)
        return
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, help="folder of an installed model")
    parser.add_argument("--pair", default="ru-en")
    parser.add_argument("--text", default=TEXT)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    model = read(given.model) if given.model else None
    load = round(os.getloadavg()[0], 2)
    figures = {"load": load, **first_translation(model, given.pair, given.text, given.rounds)}
    print(json.dumps(figures, indent=None if given.json else 2, ensure_ascii=False))


if __name__ == "__main__":
    main()
