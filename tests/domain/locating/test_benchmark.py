import json
from pathlib import Path

import pytest

from benchmarks import locate

SENTENCES = [
    ("Мы никого не оставили на том берегу.", "We left no one on that bank."),
    ("Президент подписал новый закон в понедельник.", "The president signed the new law on Monday."),
    ("Учитель рассказывал детям о реке сорок лет.", "The teacher told the children about the river for forty years."),
    ("Военком сказал, что мы сейчас уезжаем.", "The military commissar said that we are leaving now."),
]


def test_the_figures_are_those_of_what_is_found_and_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "four.jsonl"
    path.write_text("\n".join(json.dumps({"source": source, "reference": english}) for source, english in SENTENCES))
    locate.main([str(path), "--pair", "ru-en", "--block", "2", "--json"])
    figures = json.loads(capsys.readouterr().out)
    assert (figures["top1"], figures["top3"], figures["refused_when_absent"], figures["searches"]) == (1.0, 1.0, 1.0, 4)


def test_sources_in_another_order_than_their_references_are_misses(tmp_path: Path) -> None:
    path = tmp_path / "swapped.jsonl"
    swapped = [(source, SENTENCES[(number + 1) % 4][1]) for number, (source, _) in enumerate(SENTENCES)]
    path.write_text("\n".join(json.dumps({"source": source, "reference": english}) for source, english in swapped))
    assert locate.result(list(locate.run(path, "ru-en", 4)), 1.0)["top1"] == 0.0
