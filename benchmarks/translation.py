"""BLEU and chrF of an engine on a file of sources with reference translations.

    python -m benchmarks.translation FILE.jsonl --pair ru-en [--engine NAME] [--json] [--limit N] [--data FOLDER]

Each line of the file is an object with `source` and `reference`. Scores are sacrebleu's, over the whole file, with its
signatures; `seconds` is the time of translating alone, after the model is loaded. Sources that the engine refuses, such
as a number alone, are left as they are.
"""

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path

from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from annotator.domain.text import canonical
from annotator.engines.base import Engine
from annotator.engines.registry import Engines
from annotator.errors import UnsupportedText

BATCH = 64  # sentences


def translate(engine: Engine, sources: Sequence[str], source: str, target: str) -> list[str]:
    """Return the engine's best rendering of each source."""
    found: list[str] = []
    for start in range(0, len(sources), BATCH):
        batch = sources[start : start + BATCH]
        try:
            found += [best[0].text for best in engine.translate(batch, source, target)]
        except UnsupportedText:
            found += [_one(engine, text, source, target) for text in batch]
    return found


def _one(engine: Engine, text: str, source: str, target: str) -> str:
    try:
        return engine.translate([text], source, target)[0][0].text
    except UnsupportedText:
        return text


def measure(file: Path, pair: str, name: str | None, limit: int | None, data: Path) -> dict[str, object]:
    """Return the scores of an engine, the default one for the pair where `name` is None."""
    source, target = pair.split("-")
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()][:limit]
    engine = Engines(data).for_pair(source, target, name)
    sources = [canonical(row["source"]) for row in rows]
    translate(engine, sources[:1], source, target)
    started = time.perf_counter()
    made = translate(engine, sources, source, target)
    seconds = time.perf_counter() - started
    references = [[row["reference"] for row in rows]]
    bleu, chrf = BLEU(), CHRF()
    return {
        "bleu": round(bleu.corpus_score(made, references).score, 2),
        "chrf": round(chrf.corpus_score(made, references).score, 2),
        "signature": {"bleu": str(bleu.get_signature()), "chrf": str(chrf.get_signature())},
        "seconds": round(seconds, 1),
        "sentences": len(rows),
        "engine": str(engine.signature(source, target)),
    }


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--pair", required=True, help="source and target language, such as ru-en")
    parser.add_argument("--engine", help="name of an engine; without one the default for the pair")
    parser.add_argument("--limit", type=int, help="only the first N lines")
    parser.add_argument("--data", type=Path, default=Path("annotator-data"), help="data folder, for added models")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    found = measure(arguments.file, arguments.pair, arguments.engine, arguments.limit, arguments.data)
    if arguments.json:
        print(json.dumps(found))
    else:
        print("\n".join(f"{name}: {value}" for name, value in found.items()))


if __name__ == "__main__":
    main()
