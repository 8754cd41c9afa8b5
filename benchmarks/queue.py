"""Server CPU time for the pages of the review desk over a newsroom's file with 100,000 discrepancies.

    python -m benchmarks.queue [--json] [--discrepancies 100000] [--rounds 40] [--keep FILE]

The file is made up by a seeded generator. Each page is asked for in this process, through the whole application but
the network: the figure is the CPU time of this process for one request, rendering included, in milliseconds. Every
round asks for every kind of page once, each time with other filters, places and words.
"""

import argparse
import json
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

from flask.testing import FlaskClient

from annotator.config import Config
from annotator.domain.review import QueueFilter, QueueState
from annotator.domain.typology import Typology
from annotator.services.load_typology import load_typology
from annotator.storage import Storage
from annotator.web import create_app
from benchmarks.desk_data import LANGUAGES, PEOPLE, fill

GOAL = 50.0  # milliseconds, for a page of the queue
WARM_UP = 3  # rounds that compile templates and fill caches, and do not count

Ask = Callable[[random.Random], str]


def pages(storage: Storage, typology: Typology, discrepancies: int) -> dict[str, Ask]:
    """Return for each kind of page how an address of it is made."""
    choices = storage.queue.choices()
    depths = _places(storage)
    commonest = Counter(word for note in range(1, 200) for word in storage.notes.get(note).details.text.split())
    common = commonest.most_common(1)[0][0]
    categories = [category.code for category in typology.categories if category.code != "none"]

    def address(**values: object) -> str:
        return f"/review?{urlencode(values)}"

    def words(chance: random.Random) -> str:
        note = storage.notes.get(chance.randint(1, discrepancies))
        return " ".join(chance.sample(note.details.text.split(), 2))

    return {
        "first": lambda _: "/review",
        "deep": lambda chance: address(after=chance.choice(depths)),
        "by_category": lambda chance: address(category=chance.choice(categories)),
        "by_language_and_severity": lambda chance: address(
            language=chance.choice(LANGUAGES), severity=chance.choice(["minor", "major", "critical"])
        ),
        "by_outlet": lambda chance: address(outlet=chance.choice(choices.outlets)),
        "by_reporter": lambda chance: address(reporter=chance.choice(choices.reporters)),
        "by_article": lambda chance: address(article=chance.choice(choices.articles)[0]),
        "by_assignee": lambda chance: address(assignee=chance.choice(PEOPLE)),
        "by_nobody_and_age": lambda chance: address(assignee="-", older=chance.choice([1, 7, 30])),
        "by_state": lambda chance: address(state=chance.choice(list(QueueState))),
        "passages": lambda chance: address(kind="passage", language=chance.choice(LANGUAGES)),
        "two_words": lambda chance: address(words=words(chance)),
        "commonest_word": lambda _: address(words=common),
        "commonest_word_deep": lambda chance: address(words=common, after=chance.choice(depths)),
        "commonest_word_and_category": lambda chance: address(words=common, category=chance.choice(categories)),
        "commonest_word_unfinished": lambda _: address(words=common[:4]),
        "commonest_word_decision": lambda chance: f"/review/{chance.randint(1, discrepancies)}?words={common}",
        "decision": lambda chance: f"/review/{chance.randint(1, discrepancies)}",
        "overview": lambda _: "/overview",
        "overview_after_a_change": lambda _: "/overview",
        "answers": lambda _: "/answers",
    }


def measure(discrepancies: int, rounds: int, keep: Path | None) -> dict[str, object]:
    """Return the CPU milliseconds of each kind of page: the median, and what 95 of 100 stay under."""
    typology = load_typology(Path("no such file"))
    with _data(keep) as data:
        config = Config(data, PEOPLE[0])
        if not config.database.exists():
            fill(config.database, typology, discrepancies)
        client = create_app(config).test_client()
        with Storage(config.database, PEOPLE[0]) as storage:
            kinds = pages(storage, typology, discrepancies)
            chance = random.Random(11)
            taken: dict[str, list[float]] = {name: [] for name in [*kinds, "counts"]}
            for number in range(rounds + WARM_UP):
                for name, ask in kinds.items():
                    path = ask(chance)
                    if name == "overview_after_a_change":
                        _change(storage, number)
                    cost = _cost(client, path)
                    if number >= WARM_UP:
                        taken[name].append(cost)
                if number >= WARM_UP:
                    taken["counts"].append(_counting(storage))
    figures = {name: {"p50_ms": _at(costs, 50), "p95_ms": _at(costs, 95)} for name, costs in taken.items()}
    return {"discrepancies": discrepancies, "requests": sum(map(len, taken.values())), "pages": figures}


@contextmanager
def _data(keep: Path | None) -> Iterator[Path]:
    if keep:
        yield keep
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _places(storage: Storage) -> list[str]:
    """Return places all over the queue, at which a page may begin."""
    found = storage._db.execute(
        "select place || '_' || rank || '_' || subject_id from queue_entry where kind = 'note' and place <= 2"
    )
    return [place for (place,) in found.fetchall()[::97]]


def _change(storage: Storage, number: int) -> None:
    """Let the desk be counted anew: give the first passage another speaker."""
    passage = storage.passages.get(1)
    storage.passages.edit(passage.id, None, replace(passage.details, speaker=f"Speaker {number}"))


def _cost(client: FlaskClient, path: str) -> float:
    before = time.process_time()
    response = client.get(path)
    cost = (time.process_time() - before) * 1000
    if response.status_code not in {200, 404}:  # a made-up number of a note may be one that is not there
        raise RuntimeError(f"{path} answered {response.status_code}")
    return cost


def _counting(storage: Storage) -> float:
    before = time.process_time()
    storage.queue.counts(QueueFilter())
    return (time.process_time() - before) * 1000


def _at(costs: list[float], percent: int) -> float:
    return round(statistics.quantiles(costs, n=100, method="inclusive")[percent - 1], 1)


def main() -> None:
    """Print the result."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--discrepancies", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--keep", type=Path, help="a folder whose file is used again, or made")
    arguments = parser.parse_args()
    result = measure(arguments.discrepancies, arguments.rounds, arguments.keep)
    if arguments.json:
        print(json.dumps(result))
        return
    print(
        f"{result['discrepancies']:,} discrepancies; CPU ms of one request, p50 and p95 (goal for the queue: {GOAL:g})"
    )
    for name, figure in dict(result["pages"]).items():  # type: ignore[call-overload]
        print(f"  {name:26} {figure['p50_ms']:7.1f} {figure['p95_ms']:7.1f}")


if __name__ == "__main__":
    main()
