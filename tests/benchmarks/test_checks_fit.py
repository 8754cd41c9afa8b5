"""The command that fits the weights of the checks, on a small file made up for it."""

import json
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.checks import suspect
from annotator.engines.registry import Engines
from annotator.exchange.check_weights import check_weights, read_check_weights
from benchmarks import checks_fit
from benchmarks.errors_cases import half_of
from tests.domain.checks.passages import by, material

# A faithful rendering, with the noun that is lost in brackets, and what is put in or exchanged behind a bar.
SENTENCES = [
    ("Старый дом стоит на берегу реки.", "The old house stands on the bank of the [river].", "old|new"),
    ("Три корабля вчера покинули порт.", "Three ships left the [port] yesterday.", "ships|cars"),
    ("Президент подписал новый закон в понедельник.", "The president signed the new [law] on Monday.", "new|old"),
    ("Учитель рассказывал детям о войне и мире.", "The teacher told the [children] about war and peace.", "war|love"),
    ("Мы вывезли детей из деревни.", "We took the [children] out of the village.", "village|city"),
    ("Женщина купила хлеб и молоко в магазине.", "The woman bought [bread] and milk in the shop.", "bought|sold"),
    ("Солдаты закрыли дорогу к городу.", "The soldiers closed the [road] to the city.", "closed|opened"),
    ("Врач помог раненой собаке.", "The doctor helped the wounded [dog].", "wounded|happy"),
    ("Рабочие построили большой мост через реку.", "The workers built a big [bridge] over the river.", "big|small"),
    ("Журналист написал длинное письмо.", "The journalist wrote a long [letter].", "long|short"),
    ("Дети играли в саду до вечера.", "The [children] played in the garden until the evening.", "evening|morning"),
    ("Министр отменил встречу с послом.", "The minister cancelled the [meeting] with him.", "minister|soldier"),
]  # fmt: skip


def _rows() -> list[dict[str, str]]:
    rows = []
    for source, english, exchanged in SENTENCES:
        faithful = _whole(english)
        before, _, after = exchanged.partition("|")
        noun = english[english.index("[") + 1 : english.index("]")]
        errors = {
            "critical_id23_noun_removed": faithful.replace(f" {noun}", "", 1),
            "critical_id6_addition": faithful.replace(f" {noun}", f" secret {noun}", 1),
            "critical_id7_antonym": faithful.replace(before, after, 1),
        }
        made = {"source": source, "reference": faithful, "unperturbed": faithful, "severity": "", "lang": "russian"}
        rows += [{**made, "error": error, "perturbed": changed} for error, changed in errors.items()]
    return rows


def _whole(english: str) -> str:
    return english.replace("[", "").replace("]", "")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fit")
    (folder / "errors.jsonl").write_text("\n".join(json.dumps(row) for row in _rows()), encoding="utf-8")
    output = folder / "check_weights.toml"
    checks_fit.main([str(folder / "errors.jsonl"), "--data", str(folder), "--output", str(output)])
    return output


def test_the_file_that_is_written_can_be_read_and_names_what_the_shipped_one_names(written: Path) -> None:
    found, shipped = read_check_weights(written), check_weights()
    for check in ("omission", "addition", "substitution"):
        assert list(getattr(found, check).alone.weights) == list(getattr(shipped, check).alone.weights)
    told = tomllib.loads(written.read_text(encoding="utf-8"))
    tuned = [row for row in _rows() if half_of(row["source"]) == "tune"]
    assert told["fitted_on"].startswith(f"errors.jsonl, {len(tuned)} errors")
    assert "starter-en" in told["witness_was"]


def test_what_the_file_plants_is_learned(written: Path) -> None:
    found = read_check_weights(written)
    lost, added = found.omission.alone.weights, found.addition.alone.weights
    assert lost["firm_link"] < 0 > lost["present"]
    assert added["firm_link"] < 0 > added["best_share"]
    assert found.omission.trial.odds > 0


def test_what_was_fitted_tells_lost_nouns_and_leaves_faithful_passages_alone(written: Path) -> None:
    weights = read_check_weights(written)
    told = []
    for source, english, _ in SENTENCES:
        noun = english[english.index("[") - 1 : english.index("]") + 1]
        cut, whole = (material(source, text, "ru") for text in (english.replace(noun, ""), _whole(english)))
        told.append(bool(by("omission", suspect(replace(cut, weights=weights)))))
        assert len(suspect(replace(whole, weights=weights))) <= 1
    assert sum(told) >= len(told) / 2


def test_without_an_engine_that_can_score_nothing_is_fitted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Engines, "all_for", lambda *_: [])
    path = tmp_path / "errors.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in _rows()), encoding="utf-8")
    with pytest.raises(SystemExit):
        checks_fit.main([str(path), "--data", str(tmp_path), "--output", str(tmp_path / "out.toml")])
    assert "no installed engine can score" in capsys.readouterr().err
    assert not (tmp_path / "out.toml").exists()


def test_a_file_without_errors_of_a_kind_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "errors.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in _rows() if "antonym" not in row["error"]), encoding="utf-8")
    with pytest.raises(SystemExit):
        checks_fit.main([str(path), "--data", str(tmp_path), "--output", str(tmp_path / "out.toml")])
    assert "has no errors to fit substitution on" in capsys.readouterr().err
