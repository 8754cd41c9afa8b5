import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.domain.suggestions import CueList
from benchmarks.passages import measure, read, result

LABELLED = Path(__file__).parents[2] / "data" / "passages.jsonl"


def test_the_set_holds_sixty_texts_of_eighty_to_two_hundred_and_fifty_words() -> None:
    lines = read(LABELLED)
    assert len(lines) >= 60
    assert all(80 <= len(line.text.split()) <= 250 for line in lines)
    assert {line.half for line in lines} == {"dev", "held"}


def test_every_label_lies_between_quotation_marks_or_follows_that() -> None:
    for line in read(LABELLED):
        for span, language in line.passages:
            before = line.text[: span.start].rstrip()
            assert before[-1:] in "\"'“‘„" or before.endswith(" that")
            assert language not in ("", "en")


@pytest.mark.parametrize("half", ["dev", "held"])
def test_both_halves_reach_the_goal(half: str, cues: CueList) -> None:
    lines = [line for line in read(LABELLED) if line.half == half]
    figures = result(measure(lines, cues), len(lines), 0.0)
    assert figures["precision"] >= 0.9
    assert figures["recall"] >= 0.9
    assert figures["language_accuracy"] >= 0.95


def test_the_benchmark_prints_one_json_object() -> None:
    command = [sys.executable, "-m", "benchmarks.passages", str(LABELLED), "--json"]
    root = Path(__file__).parents[3]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True, env={**os.environ})
    assert {"precision", "recall", "language_accuracy"} <= json.loads(done.stdout).keys()
