import hashlib
import json
import os
import shutil
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.engines.folders import CTRANSLATE2, TRANSFORMERS, read
from annotator.engines.installation.adding import Wanted, add
from annotator.engines.installation.checkpoints import recognise, spoken
from annotator.engines.installation.placing import staged
from annotator.engines.local import LocalEngine
from annotator.engines.registry import Engines
from annotator.errors import InvalidInput, ModelNotAdded, UnreadableFile
from tests.engines.checkpoints import bert, llama

QUOTE = "Папа, до свидания!"


@pytest.fixture
def converted(made: Path, tmp_path: Path) -> Path:
    """A converted model as others publish it: without our card."""
    folder = Path(shutil.copytree(made, tmp_path / "given" / "opus-mt-ru-en"))
    (folder / "model.toml").unlink()
    return folder


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return tmp_path / "data" / "models"


def test_a_converted_folder_is_added_without_torch(converted: Path, models: Path) -> None:
    model = add(Wanted(str(converted), licence="CC-BY 4.0", quality="good on news"), models)
    assert (model.name, model.licence, model.quality) == ("opus-mt-ru-en", "CC-BY 4.0", "good on news")
    assert (model.kind, model.pairs) == ("marian-ctranslate2", {("ru", "en")})
    assert model.origin == str(converted)
    engines = Engines(models.parent, embedded=models / "none")
    assert engines.for_pair("ru", "en").translate([QUOTE], "ru", "en")
    converted.rename(converted.parent / "away")
    assert LocalEngine(read(model.path)).translate([QUOTE], "ru", "en")


def test_a_folder_with_a_card_keeps_it(made: Path, models: Path) -> None:
    assert add(Wanted(str(made)), models).weaknesses == ("writes nonsense",)


def test_a_card_may_get_another_name_and_note(made: Path, models: Path) -> None:
    own = read(made)
    first = add(Wanted(str(made)), models)
    with pytest.raises(InvalidInput, match=f"There is a model {first.name} already: .* another name with --as"):
        add(Wanted(str(made)), models)
    other = add(Wanted(str(made), name="mine", quality='good on "news"', licence="in house"), models)
    assert (other.name, other.path, other.quality, other.licence) == (
        "mine",
        models / "mine",
        'good on "news"',
        "in house",
    )
    assert (other.revision, other.scores, other.weaknesses) == (own.revision, own.scores, own.weaknesses)
    engines = Engines(models.parent, embedded=models / "none")
    assert {engine.name for engine in engines.available()} == {f"local:{first.name}", "local:mine"}
    assert engines.named("local:mine").translate([QUOTE], "ru", "en")


def test_what_a_card_settles_is_not_asked_for_in_vain(made: Path, models: Path) -> None:
    with pytest.raises(InvalidInput, match="names its languages: leave out --from and --to"):
        add(Wanted(str(made), sources=["uk"]), models)
    with pytest.raises(ModelNotAdded, match="the engine transformers cannot run it"):
        add(Wanted(str(made), runner=TRANSFORMERS), models)
    assert not models.exists()


def test_languages_are_asked_for_where_no_file_tells_them(converted: Path, models: Path) -> None:
    plain = converted.rename(converted.parent / "best-model")
    with pytest.raises(InvalidInput, match="say so with --from and --to"):
        add(Wanted(str(plain)), models)
    model = add(Wanted(str(plain), sources=["uk-UA", "ru"], targets=["en"]), models)
    assert model.pairs == {("uk", "en"), ("ru", "en")}


def test_a_name_is_taken_once(converted: Path, models: Path) -> None:
    add(Wanted(str(converted)), models)
    with pytest.raises(InvalidInput, match="a model opus-mt-ru-en already"):
        add(Wanted(str(converted)), models)
    assert add(Wanted(str(converted), name="second"), models).name == "second"
    for name in ("../up", ".hidden", "a|b", "ä", "x" * 81):
        with pytest.raises(InvalidInput, match="cannot be the name"):
            add(Wanted(str(converted), name=name), models)


def no_config(folder: Path) -> None:
    (folder / "config.json").unlink()


def broken_config(folder: Path) -> None:
    (folder / "config.json").write_text("{", encoding="utf-8")


def other_json(folder: Path) -> None:
    (folder / "config.json").write_text("[]", encoding="utf-8")


def no_weights(folder: Path) -> None:
    (folder / "model.bin").unlink()


def cut_weights(folder: Path) -> None:
    (folder / "model.bin").write_bytes(b"\0\0")


def other_weights(folder: Path) -> None:
    (folder / "model.bin").write_bytes(b"PK" + bytes(100))


def speech(folder: Path) -> None:
    name = b"WhisperSpec\0"
    (folder / "model.bin").write_bytes(struct.pack("<IH", 6, len(name)) + name)


def half_the_weights(folder: Path) -> None:
    os.truncate(folder / "model.bin", (folder / "model.bin").stat().st_size // 2)


def broken_vocabulary(folder: Path) -> None:
    (folder / "source.spm").write_bytes(b"no protocol buffer")


def no_list(folder: Path) -> None:
    for name in ("source_vocabulary.json", "shared_vocabulary.json"):
        (folder / name).unlink(missing_ok=True)


def no_vocabulary(folder: Path) -> None:
    for path in folder.glob("*.spm"):
        path.unlink()


def broken_list(folder: Path) -> None:
    no_vocabulary(folder)
    (folder / "shared_vocabulary.json").write_text("{", encoding="utf-8")


def checkpoint_without_weights(folder: Path) -> None:
    (folder / "config.json").write_text('{"model_type": "marian"}', encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (no_config, "There is no model in .*: it has no config.json"),
        (broken_config, "config.json is damaged"),
        (other_json, "config.json is damaged"),
        (no_weights, "it has no model.bin"),
        (cut_weights, "model.bin is damaged"),
        (other_weights, "model.bin is damaged"),
        (speech, "does not translate: it is a Whisper"),
        (half_the_weights, "The model in .*opus-mt-ru-en cannot be loaded .*: it is damaged"),
        (broken_vocabulary, "The vocabulary in .*opus-mt-ru-en is damaged"),
        (no_list, "The model in .*opus-mt-ru-en cannot be loaded"),
        (no_vocabulary, "comes with no vocabulary"),
        (broken_list, "shared_vocabulary.json is damaged"),
        (bert, "of the kind “bert”, which cannot be used here"),
        (llama, "of the kind “llama”, which cannot be used here"),
        (checkpoint_without_weights, "has no weights"),
    ],
)
def test_what_is_no_translation_model_is_refused_and_leaves_nothing(
    converted: Path, models: Path, damage: Callable[[Path], None], reason: str
) -> None:
    damage(converted)
    with pytest.raises(UnreadableFile, match=reason):
        add(Wanted(str(converted)), models)
    assert not models.exists() or list(models.iterdir()) == []


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (half_the_weights, "The weights of the model .* are damaged: copy .*damaged again"),
        (broken_vocabulary, "The vocabulary in .*damaged is damaged"),
        (no_list, "The model in .*damaged cannot be loaded"),
    ],
)
def test_a_damaged_model_with_a_card_is_refused_and_leaves_nothing(
    made: Path, models: Path, tmp_path: Path, damage: Callable[[Path], None], reason: str
) -> None:
    damaged = Path(shutil.copytree(made, tmp_path / "damaged"))
    facts = (made / "model.toml").read_text(encoding="utf-8")
    sha256 = hashlib.sha256((made / "model.bin").read_bytes()).hexdigest()
    (damaged / "model.toml").write_text(f'sha256 = "{sha256}"\n{facts}', encoding="utf-8")
    assert add(Wanted(str(damaged), name="whole"), models).sha256 == sha256
    damage(damaged)
    with pytest.raises(UnreadableFile, match=reason) as refused:
        add(Wanted(str(damaged), name="cut"), models)
    assert str(models) not in str(refused.value)
    assert [path.name for path in models.iterdir()] == ["whole"]


def test_a_full_disk_leaves_nothing(models: Path) -> None:
    def fill() -> None:
        with staged(models, "x") as stage:
            (stage / "model.bin").write_bytes(b"begun")
            Path("/dev/full").write_bytes(b"refused by the kernel")

    with pytest.raises(ModelNotAdded, match="the disk is full: nothing of it is installed"):
        fill()
    assert list(models.iterdir()) == []


def test_an_interrupt_leaves_nothing(models: Path) -> None:
    def stop() -> None:
        with staged(models, "x") as stage:
            (stage / "model.bin").write_bytes(b"begun")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop()
    assert list(models.iterdir()) == []


def test_what_a_killed_process_left_goes_with_the_next_model(converted: Path, models: Path) -> None:
    old, young = models / ".adding-old", models / ".adding-young"
    for folder in (old, young):
        folder.mkdir(parents=True)
    os.utime(old, (0, 0))
    add(Wanted(str(converted)), models)
    assert (old.exists(), young.exists()) == (False, True)


def test_a_disk_that_is_too_small_is_explained(converted: Path, small_disk: Path) -> None:
    with pytest.raises(ModelNotAdded, match="the disk is full"):
        add(Wanted(str(converted)), small_disk / "models")
    assert list((small_disk / "models").iterdir()) == []


def test_a_checkpoint_is_converted_once_or_kept_as_it_is(checkpoint: Path, models: Path) -> None:
    model = add(Wanted(str(checkpoint), sources=["ru"], targets=["en"]), models)
    family = checkpoint.name.removesuffix("-apart")
    assert model.kind == f"{family}-ctranslate2"
    assert model.parameters
    assert not list(model.path.glob("*.safetensors"))
    kept = add(Wanted(str(checkpoint), "kept", ["ru"], ["en"], runner=TRANSFORMERS), models)
    assert kept.kind == f"{family}-transformers"
    names = [engine.name for engine in Engines(models.parent, embedded=models / "none").all_for("ru", "en")]
    assert names == [f"local:{checkpoint.name}", "transformers:kept"]


@pytest.mark.parametrize("runner", [CTRANSLATE2, TRANSFORMERS])
def test_a_disk_that_is_full_before_a_checkpoint_is_written_is_explained(
    checkpoint: Path, small_disk: Path, tmp_path: Path, runner: str
) -> None:
    wanted = Wanted(str(checkpoint), "new", ["ru"], ["en"], runner=runner)
    whole = add(wanted, tmp_path / "models")
    rounded = sum(-(-path.stat().st_size // 4096) * 4 for path in whole.path.iterdir())  # kB, in pages of a disk
    for share in (0.4, 0.95):
        size = f"remount,size={max(4, int(rounded * share))}k"
        subprocess.run(["mount", "-o", size, str(small_disk)], check=True)
        with pytest.raises(ModelNotAdded, match="new was not added, for the disk is full: nothing of it is installed"):
            add(wanted, small_disk / "models")
        assert list((small_disk / "models").glob("*")) == []


def test_the_languages_of_a_checkpoint_are_those_of_its_vocabulary(checkpoint: Path) -> None:
    told = spoken(recognise(checkpoint), checkpoint.name, [], [])
    assert "ru" in told.sources
    assert "en" in told.targets
    assert (told.targets == ("en",)) == (checkpoint.name in ("marian", "marian-apart", "mbart"))
    assert ("uk" in told.sources) == (checkpoint.name != "mbart")


def test_a_damaged_checkpoint_is_refused_and_leaves_nothing(checkpoint: Path, models: Path, tmp_path: Path) -> None:
    broken = Path(shutil.copytree(checkpoint, tmp_path / checkpoint.name))
    weights = broken / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:500])
    with pytest.raises(UnreadableFile, match="cannot be converted"):
        add(Wanted(str(broken), sources=["ru"], targets=["en"]), models)
    assert list(models.iterdir()) == []


@pytest.mark.parametrize("missing", ["vocab.json", "target_vocab.json"])
def test_a_checkpoint_with_two_vocabularies_needs_both(converted: Path, models: Path, missing: str) -> None:
    (converted / "model.bin").rename(converted / "model.safetensors")
    settings = {"model_type": "marian", "vocab_size": 130, "decoder_vocab_size": 90}
    (converted / "config.json").write_text(json.dumps(settings), encoding="utf-8")
    for name in {"vocab.json", "target_vocab.json"} - {missing}:
        (converted / name).write_text("{}", encoding="utf-8")
    with pytest.raises(UnreadableFile, match=f"has no {missing}: copy the whole model again"):
        add(Wanted(str(converted)), models)


def test_without_torch_a_checkpoint_says_what_to_install(converted: Path, models: Path) -> None:
    try:
        import torch  # noqa: F401
    except ImportError:
        (converted / "model.bin").rename(converted / "model.safetensors")
        (converted / "config.json").write_text('{"model_type": "marian"}', encoding="utf-8")
        (converted / "vocab.json").write_text("{}", encoding="utf-8")
        with pytest.raises(ModelNotAdded, match=r"torch, which is not installed: run pip install"):
            add(Wanted(str(converted)), models)
    else:
        pytest.skip("torch is installed here")


def test_a_target_language_of_a_marian_model_is_told_by_its_token(converted: Path) -> None:
    names = {"source_lang": "en", "target_lang": "zle"}
    (converted / "tokenizer_config.json").write_text(json.dumps(names), encoding="utf-8")
    (converted / "vocab.json").write_text('{">>rus<<": 0, ">>ukr<<": 1, ">>tlh<<": 2, "a": 3}', encoding="utf-8")
    told = spoken(recognise(converted), "opus-mt-en-zle", [], [])
    assert told.targets == ("ru", "uk")
    assert told.prefixes == {"en-ru": ">>rus<<", "en-uk": ">>ukr<<"}
