import pytest

from annotator.domain.alignment import Coverage
from annotator.domain.triage import Case
from annotator.domain.weighing import Weighing, scores

COVERED = Coverage((), (), 0.75, 1.0)


def test_shares_and_triage_are_told_in_per_cent_each_with_its_meaning() -> None:
    told = scores(Weighing(0.8, 2.5, "engine:triage"), COVERED, "engine:aligner")
    assert [(score.name, score.value) for score in told] == [
        ("Rendered", 75.0),
        ("Grounded", 100.0),
        ("Surprise", 2.5),
        ("Triage", 80.0),
    ]
    assert {score.signature for score in told} == {"engine:aligner", "engine:triage"}
    assert all(score.meaning.endswith(".") for score in told)


def test_what_is_not_known_is_not_told() -> None:
    assert scores(None, None, "") == ()
    assert [score.name for score in scores(Weighing(0.5, None, "s"), None, "")] == ["Triage"]


@pytest.mark.parametrize(
    ("case", "words"),
    [(Case.ALONE, "no engine was heard"), (Case.WITNESS, "an engine finds"), (Case.REVERSE, "another the original")],
)
def test_triage_says_what_it_rests_on(case: Case, words: str) -> None:
    (told,) = scores(Weighing(0.5, None, f"engine:triage|model:{case}|revision:1|version:1"), None, "")
    assert words in told.meaning
    assert told.meaning.endswith("or what.")
