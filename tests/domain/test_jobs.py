import datetime
from dataclasses import replace

import pytest

from annotator.domain.jobs import Job

NOW = datetime.datetime(2025, 4, 15, 12, 0, tzinfo=datetime.UTC)
LONG_AGO = NOW - datetime.timedelta(minutes=5)
JOB = Job(
    1, None, "", "", "Daria", LONG_AGO, waiting=3, sent=2, done=4, failed=1, cancelled=0, looked_at=NOW, workers=1
)


def test_a_job_is_open_while_passages_are_to_be_translated() -> None:
    assert (JOB.total, JOB.settled, JOB.is_open) == (10, 5, True)
    assert not replace(JOB, waiting=0, sent=0, cancelled=5).is_open
    assert replace(JOB, waiting=0, sent=0, cancelled=5).settled == 10


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, ""),
        ({"looked_at": None}, "annotator run"),
        ({"looked_at": LONG_AGO}, "annotator run"),
        ({"trouble": "The queue is away."}, "The queue is away."),
        ({"workers": 0}, "annotator work"),
        ({"workers": 0, "created_at": NOW}, ""),
        ({"looked_at": None, "waiting": 0, "sent": 0}, ""),
    ],
)
def test_what_hinders_a_job_is_said(changed: dict[str, object], words: str) -> None:
    found = replace(JOB, **changed).hindrance(NOW)  # type: ignore[arg-type]
    assert words in found
    assert bool(found) == bool(words)
