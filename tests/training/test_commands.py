"""The whole pipeline on a toy language, from text to a CTranslate2 model that translates; needs torch."""

import json
import tomllib
from pathlib import Path

import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("google.protobuf")

from tests.training import toy
from training.commands import main
from training.evaluate import Model

pytestmark = pytest.mark.filterwarnings("ignore:Recommended. pip install sacremoses:UserWarning")


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    corpora, held_out, settings = toy.write(folder)
    given = ["run", str(settings), "--corpora", str(corpora), "--work", str(folder), "--held-out", str(held_out)]
    assert main(given) == 0
    return folder


def test_the_finished_folder_holds_what_the_app_reads(work: Path) -> None:
    names = {path.name for path in (work / "export" / "toy").iterdir()}
    tokenizer = {"source.spm", "target.spm", "vocab.json", "target_vocab.json", "tokenizer_config.json"}
    assert names >= {"model.bin", "config.json", "source_vocabulary.json", "target_vocabulary.json"} | tokenizer
    described = tomllib.loads((work / "export" / "toy" / "model.toml").read_text(encoding="utf-8"))
    assert described["kind"] == "marian-ctranslate2"
    assert (described["source_languages"], described["target_languages"]) == (["ru"], ["en"])
    assert described["target_pieces_seen"] > 0
    assert described["sha256"].startswith(described["revision"])
    assert "tok:13a" in described["scores"]["toy.ru-en"]["BLEU-signature"]


def test_the_card_names_every_corpus_with_its_licence(work: Path) -> None:
    card = (work / "export" / "toy" / "README.md").read_text(encoding="utf-8")
    assert "| ru | half | 220 | 0.5 | 220 | CC0 |" in card
    assert "| ru | toy | 220 | 1 | 220 | CC0 |" in card
    assert "knows nineteen words" in card


def test_the_exported_model_loads_and_translates(work: Path) -> None:
    found = Model(work / "export" / "toy").translate([source for source, _ in toy.pairs()[:8]])
    assert len(found) == 8
    assert all(text.strip() for text in found)


def test_the_exported_model_judges_renderings_as_the_trained_one_does(work: Path) -> None:
    import torch
    from transformers import MarianMTModel, MarianTokenizer

    averaged, exported = work / "averaged", Model(work / "export" / "toy")
    tokenizer, model = MarianTokenizer.from_pretrained(averaged), MarianMTModel.from_pretrained(averaged)
    for source, english in toy.pairs()[::60]:
        inputs = tokenizer(source, text_target=english, return_tensors="pt")
        with torch.inference_mode():
            chances = model(**inputs).logits[0].log_softmax(-1)
        wanted = chances.gather(1, inputs["labels"][0][:, None])[:, 0]
        left, right = (
            exported.pieces.source.encode(source, out_type=str),
            exported.pieces.target.encode(english, out_type=str),
        )
        found = exported.translator.score_batch([[*left, "</s>"]], [right])[0].log_probs
        torch.testing.assert_close(torch.tensor(found), wanted, atol=0.2, rtol=0.1)  # eight-bit weights


def test_training_goes_on_from_where_it_stopped(work: Path, tmp_path: Path) -> None:
    settings = tmp_path / "longer.toml"
    settings.write_text(toy.SETTINGS.replace("minutes = 0.05", "minutes = 0.08"), encoding="utf-8")
    before = [json.loads(line) for line in (work / "train.jsonl").read_text().splitlines()][-1]
    assert main(["train", str(settings), "--work", str(work)]) == 0
    after = [json.loads(line) for line in (work / "train.jsonl").read_text().splitlines()][-1]
    assert after["steps"] > before["steps"]
    assert after["held_loss"] < 6


def test_two_workers_train_together(work: Path, tmp_path: Path) -> None:
    for name in ("corpus.npz", "source.spm", "target.spm"):
        (tmp_path / name).write_bytes((work / name).read_bytes())
    settings = tmp_path / "pair.toml"
    settings.write_text(
        toy.SETTINGS.replace("threads = 1", "workers = 2\nminutes = 0.02").replace("minutes = 0.05", "")
    )
    assert main(["train", str(settings), "--work", str(tmp_path)]) == 0
    assert json.loads((tmp_path / "train.jsonl").read_text().splitlines()[-1])["steps"] > 0


def test_a_child_takes_over_what_its_parent_knows_and_learns_a_language(work: Path, tmp_path: Path) -> None:
    import torch

    corpora, held_out, _ = toy.write(tmp_path)
    settings = toy.write_child(tmp_path)
    given = [str(settings), "--corpora", str(corpora), "--held-out", str(held_out), "--work", str(tmp_path / "w")]
    assert main(["run", *given, "--parent", str(work / "averaged")]) == 0
    start = torch.load(tmp_path / "w" / "start.pt", weights_only=True)
    parent = torch.load(max((work / "checkpoints").glob("*.pt")), weights_only=True)
    layers = [name for name in start if ".layers." in name]
    assert set(layers) == {name for name in parent if ".layers." in name}
    described = tomllib.loads((tmp_path / "w" / "export" / "child" / "model.toml").read_text(encoding="utf-8"))
    assert (described["source_languages"], described["parent"]) == (["ru", "de"], "toy")
    found = Model(tmp_path / "w" / "export" / "child").translate([source for source, _ in toy.german()[:8]])
    assert any(text.strip() for text in found)  # on a busy machine it has seen hardly anything yet


def test_a_child_with_its_parents_languages_begins_with_all_that_the_parent_knows(work: Path, tmp_path: Path) -> None:
    import torch
    from safetensors.torch import load_file

    corpora, held_out, settings = toy.write(tmp_path)
    settings.write_text(toy.SETTINGS.replace('"toy"\ntarget', '"further"\nparent = "toy"\ntarget'), encoding="utf-8")
    given = [str(settings), "--corpora", str(corpora), "--held-out", str(held_out), "--work", str(tmp_path / "w")]
    for step in ("prepare", "vocabulary", "align", "start"):
        assert main([step, *given, "--parent", str(work / "averaged")]) == 0
    start = torch.load(tmp_path / "w" / "start.pt", weights_only=True)
    parent = load_file(work / "averaged" / "model.safetensors")
    now, before = (json.loads((folder / "vocab.json").read_text()) for folder in (tmp_path / "w", work / "averaged"))
    assert set(now) <= set(before)
    rows = torch.tensor([before[piece] for piece in now if piece != "<pad>"])
    table = "model.encoder.embed_tokens.weight"
    torch.testing.assert_close(start[table][[now[piece] for piece in now if piece != "<pad>"]], parent[table][rows])


def test_a_child_that_turns_its_parent_round_is_trained_and_judged_on_the_text_turned_round(
    work: Path, tmp_path: Path
) -> None:
    corpora, held_out, _ = toy.write(tmp_path)
    given = [str(toy.write_turned(tmp_path)), "--corpora", str(corpora), "--held-out", str(held_out)]
    assert main(["run", *given, "--work", str(tmp_path / "w"), "--parent", str(work / "averaged")]) == 0
    folder = tmp_path / "w" / "export" / "turned"
    described = tomllib.loads((folder / "model.toml").read_text(encoding="utf-8"))
    assert (described["source_languages"], described["target_languages"]) == (["en"], ["ru"])
    assert described["scores"]["toy.en-ru"]["sentences"] == 10
    card = " ".join((folder / "README.md").read_text(encoding="utf-8").split())
    assert "English to Russian, a continuation of `toy`, turned round" in card
    assert "Share of the Russian text by source language: en 100%" in card
    assert "They are those of the other direction turned round" in card
    before, now = Model(work / "export" / "toy"), Model(folder)
    source, english = toy.pairs()[20]
    assert now.pieces.source.encode(english, out_type=str) == before.pieces.target.encode(english, out_type=str)
    assert now.pieces.target.encode(source, out_type=str) == before.pieces.source.encode(source, out_type=str)
    assert all(text.strip() for text in now.translate([english]))


def test_a_child_without_its_parent_ends_with_a_status(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    corpora, _, _ = toy.write(tmp_path)
    settings = toy.write_child(tmp_path)
    work = str(tmp_path / "w")
    assert main(["prepare", str(settings), "--corpora", str(corpora), "--work", work]) == 0
    assert main(["vocabulary", str(settings), "--work", work]) == 2
    assert "--parent" in caplog.text


def test_a_missing_corpus_ends_with_a_status(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    _, _, settings = toy.write(tmp_path)
    assert main(["prepare", str(settings), "--corpora", str(tmp_path), "--work", str(tmp_path / "w")]) == 2
    assert "train.ru-en.tsv" in caplog.text
