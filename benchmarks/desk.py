"""Many people at once on one SQLite file, and the server killed while they write: is anything lost?

    python -m benchmarks.desk [--json] [--seconds 60] [--people 20] [--kills 50] [--pause 1.0]

The served app runs as a process of its own, on loopback, with accounts; each kind of page is asked for once before
anything is timed, because the first one after a start costs a second. First all people mark passages, write and edit
notes, decide and look at pages, each with a pause of about `--pause` seconds between two actions; some of the saves are
stale on purpose, and have to be refused with 409. Then the server is killed with SIGKILL again and again while people
write without a pause. Afterwards every write that was acknowledged is looked for in the file, read past the app.

`lost` counts acknowledged writes that are not there, `unexpected` answers that nobody asked for; both have to be 0.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from benchmarks.desk_house import House, build
from benchmarks.desk_people import Acknowledged, Log, Person, Undecided
from benchmarks.desk_proof import integrity, missing
from benchmarks.servers import app_command, cpu_seconds, free_port, wait_for

WRITERS = 6  # people who write while the server is killed


@dataclass(frozen=True)
class Result:
    """What came of it; times in milliseconds, `answers` by method and status.

    `cpu_ms` is the CPU time of the server for one request. What else the machine does is not in it, and may well decide
    how long an answer takes.
    """

    lost: int
    p95_ms: float
    requests: int
    kills: int
    p50_ms: float
    max_ms: float
    cpu_ms: float
    acknowledged: int
    acknowledged_before_kills: int
    provoked: int
    unexpected: int
    answers: dict[str, int]
    integrity: str
    people: int
    seconds: float


class Server:
    """The served app in a process group of its own, so that killing it ends nothing else."""

    def __init__(self, data: Path) -> None:
        self.port = free_port()
        self._process = subprocess.Popen(
            app_command(data, self.port),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        try:
            wait_for(self.port, self._process)
        except BaseException:
            self.kill()
            raise

    def cpu_seconds(self) -> float:
        """Return the CPU time that it has used."""
        return cpu_seconds(self._process.pid)

    def kill(self) -> None:
        """End it at once, as a power switch would."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        if self._process.stderr:
            self._process.stderr.close()


def measure(people: int, seconds: float, kills: int, pause: float) -> Result:
    """Return what happens to so many people, and to what they write while the server is killed so often."""
    with tempfile.TemporaryDirectory() as folder:
        house = build(Path(folder) / "data", people)
        undecided = Undecided(house.notes)
        logs, cpu = _work_together(house, undecided, people, seconds, pause)
        killed, verdicts = _kill_again_and_again(house, undecided, min(people, WRITERS), kills)
        written = [each for log in [*logs, *killed] for each in log.acknowledged]
        verdicts.append(integrity(house.database))
        result = _result(logs, killed, missing(house.database, written), verdicts, people, seconds, kills)
        return replace(result, cpu_ms=round(1000 * cpu / result.requests, 1))


def _work_together(
    house: House, undecided: Undecided, people: int, seconds: float, pause: float
) -> tuple[list[Log], float]:
    """Return everybody's log, and the CPU seconds that the server used meanwhile."""
    server = Server(house.data)
    until = threading.Event()
    Person(house, server.port, 0, undecided, until, 0.0).look_at_everything()
    workers = [Person(house, server.port, number, undecided, until, pause) for number in range(people)]
    before = after = server.cpu_seconds()
    try:
        for worker in workers:
            worker.start()
        time.sleep(seconds)
        after = server.cpu_seconds()
    finally:
        until.set()
        for worker in workers:
            worker.join(timeout=70)
        server.kill()
    return [worker.log for worker in workers], after - before


def _kill_again_and_again(house: House, undecided: Undecided, people: int, kills: int) -> tuple[list[Log], list[str]]:
    """Return the logs of all rounds, and what SQLite said of the file after each."""
    dice, logs, verdicts = random.Random(3), [], []
    for _ in range(kills):
        server = Server(house.data)
        until = threading.Event()
        workers = [Person(house, server.port, number, undecided, until, 0.0) for number in range(people)]
        for worker in workers:
            worker.start()
        time.sleep(dice.uniform(0.3, 1.0))
        server.kill()
        until.set()
        for worker in workers:
            worker.join(timeout=70)
        logs += [worker.log for worker in workers]
        verdicts.append(integrity(house.database))
    return logs, verdicts


def _result(
    logs: Sequence[Log],
    killed: Sequence[Log],
    lost: Sequence[Acknowledged],
    verdicts: Sequence[str],
    people: int,
    seconds: float,
    kills: int,
) -> Result:
    times = sorted(1000 * each for log in logs for each in log.seconds) or [0.0]
    answers: Counter[str] = Counter()
    for log in logs:
        answers.update(log.answers)
    unexpected = [each for log in [*logs, *killed] for each in log.unexpected]
    for each in [*unexpected[:10], *map(str, lost[:10])]:
        print(each, file=sys.stderr)
    return Result(
        lost=len(lost),
        p95_ms=round(times[int(0.95 * (len(times) - 1))], 1),
        requests=len(times),
        kills=kills,
        p50_ms=round(times[len(times) // 2], 1),
        max_ms=round(times[-1], 1),
        cpu_ms=0.0,
        acknowledged=sum(len(log.acknowledged) for log in logs),
        acknowledged_before_kills=sum(len(log.acknowledged) for log in killed),
        provoked=sum(log.provoked for log in [*logs, *killed]),
        unexpected=len(unexpected),
        answers=dict(sorted(answers.items())),
        integrity=next((verdict for verdict in verdicts if verdict != "ok"), "ok"),
        people=people,
        seconds=seconds,
    )


def main() -> None:
    """Print the result; ends with status 1 where anything was lost, broken or unexpected."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--pause", type=float, default=1.0)
    given = parser.parse_args()
    result = measure(given.people, given.seconds, given.kills, given.pause)
    if given.json:
        print(json.dumps(asdict(result)))
    else:
        for name, value in asdict(result).items():
            print(f"{name:26} {value}")
    sys.exit(bool(result.lost or result.unexpected or result.integrity != "ok"))


if __name__ == "__main__":
    main()
