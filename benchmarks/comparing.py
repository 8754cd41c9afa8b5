"""How long a passage of 40 words takes with two engines: translating, linking, checking and weighing it.

    python -m benchmarks.comparing [--passages N] [--json]

The second engine is a copy of the model that ships, under another name. `cold` is the first passage of the process,
with loading models and lexicon; `warm` are passages with other words, so that nothing is remembered: the middle and the
slowest, in seconds of wall time and of processor time. On a busy machine only the latter means anything.
"""

import argparse
import json
import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from annotator.domain.articles import ArticleDetails
from annotator.domain.passages import PassageDetails
from annotator.domain.sources import SourceDetails
from annotator.engines.registry import Engines
from annotator.resources import folder
from annotator.services.attach_source import attach_source
from annotator.services.examine_passage import examine_passage
from annotator.services.mark_passage import mark_quote
from annotator.services.translate_passage import translate_passage
from annotator.storage import Storage
from annotator.storage.preparation import prepare

# Written for this benchmark; the number makes every passage another one.
_SPOKEN = (
    "За первые {n} суток мы вывезли с низкого восточного берега полторы тысячи человек, и никто из наших людей не "
    "спал больше трёх часов, потому что мост уже ушёл под воду, а лодок было слишком мало и дороги размыло."
)
_WRITTEN = (
    "In the first {n} days we took fifteen hundred people off the low eastern bank, and none of our people slept more "
    "than three hours, because the bridge was already under water and there were too few boats, and the roads were out."
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the time that a passage takes with two engines.")
    parser.add_argument("--passages", type=int, default=8, help="warm passages")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    figures = measure(options.passages)
    print(json.dumps(figures) if options.json else json.dumps(figures, indent=2))


def measure(passages: int) -> dict[str, object]:
    """Return the seconds of one cold passage and of so many warm ones."""
    with TemporaryDirectory() as place:
        data = Path(place)
        shutil.copytree(folder("models") / "starter-en", data / "models" / "second-en")
        engines = Engines(data)
        prepare(data / "articles.db")
        with Storage(data / "articles.db", "") as storage:
            taken = list(_taken(storage, engines, passages + 1))
    cold, warm = taken[0], taken[1:]
    return {
        "words": len(_WRITTEN.split()),
        "engines": 2,
        "cold": {"wall": round(cold[0], 3), "cpu": round(cold[1], 3)},
        "warm": {"wall": round(median(one for one, _ in warm), 3), "cpu": round(median(one for _, one in warm), 3)},
        "slowest": {"wall": round(max(one for one, _ in warm), 3), "cpu": round(max(one for _, one in warm), 3)},
    }


def _taken(storage: Storage, engines: Engines, passages: int) -> Iterator[tuple[float, float]]:
    names = [engine.name for engine in engines.all_for("ru", "en")][:2]
    for number in range(12, 12 + passages):
        written = _WRITTEN.format(n=number)
        article = storage.articles.add(ArticleDetails(f"Day {number}"), f"Day {number}\n\n“{written}” she said.")
        passage = mark_quote(storage, article.id, written, None, PassageDetails())
        attach_source(storage, passage.id, None, SourceDetails(_SPOKEN.format(n=number), "ru"))
        wall, cpu = time.perf_counter(), time.process_time()
        for name in names:
            translate_passage(storage, engines, passage.id, name)
        examine_passage(storage, passage.id, engines)
        yield time.perf_counter() - wall, time.process_time() - cpu


if __name__ == "__main__":
    main()
