import logging
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from ctranslate2.specs import transformer_spec

from annotator.engines.folders import read
from annotator.engines.local import LocalEngine
from annotator.errors import EngineFailed

QUOTE = "Папа, до свидания!"


def cut_weights(folder: Path) -> None:
    weights = folder / "model.bin"
    weights.write_bytes(weights.read_bytes()[: weights.stat().st_size // 2])


def cut_vocabulary(folder: Path) -> None:
    (folder / "source.spm").write_bytes((folder / "source.spm").read_bytes()[:1000])


def lose_list(folder: Path) -> None:
    (folder / "shared_vocabulary.json").unlink()


def other_weights(folder: Path) -> None:
    card = folder / "model.toml"
    card.write_text(f'sha256 = "{"0" * 64}"\n{card.read_text(encoding="utf-8")}', encoding="utf-8")


def other_architecture(folder: Path) -> None:
    spec = transformer_spec.TransformerDecoderModelSpec.from_config(0, 2)
    spec.decoder.embeddings.weight = spec.decoder.projection.weight = np.zeros((130, 16), np.float32)
    spec.decoder.layer_norm.gamma = spec.decoder.layer_norm.beta = np.zeros(16, np.float32)
    spec.register_vocabulary([str(number) for number in range(130)])
    spec.validate()
    lose_list(folder)
    spec.save(str(folder))


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (cut_weights, "damaged or of another architecture"),
        (cut_vocabulary, "vocabulary .* is damaged"),
        (lose_list, "Cannot load the target vocabulary"),
        (other_weights, "weights of the model tiny are damaged"),
        (other_architecture, "cannot be used as a sequence-to-sequence model"),
    ],
)
def test_a_damaged_model_is_explained_and_can_be_mended(
    tiny: Path, made: Path, damage: Callable[[Path], None], reason: str
) -> None:
    damage(tiny)
    engine = LocalEngine(read(tiny))
    for _ in range(2):
        with pytest.raises(EngineFailed, match=reason):
            engine.translate([QUOTE], "ru", "en")
    assert not engine.is_loaded
    for file in made.iterdir():
        (tiny / file.name).write_bytes(file.read_bytes())
    assert LocalEngine(read(tiny)).translate([QUOTE], "ru", "en")


def test_nothing_is_loaded_before_it_is_needed_and_memory_is_given_back_when_idle(tiny: Path) -> None:
    engine = LocalEngine(read(tiny), idle=0.1)
    assert engine.about().quality == "random, for tests"
    assert engine.signature("ru", "en").model == "tiny"
    assert not engine.is_loaded
    engine.translate([QUOTE], "ru", "en")
    assert engine.is_loaded
    deadline = time.monotonic() + 5
    while engine.is_loaded and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not engine.is_loaded
    assert engine.translate([QUOTE], "ru", "en")
    engine.unload()


def test_loading_is_logged_with_its_time(tiny: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "annotator.engines"):
        engine = LocalEngine(read(tiny))
        engine.translate([QUOTE], "ru", "en")
        engine.unload()
    assert [record.getMessage()[:17] for record in caplog.records] == ["loaded local:tiny", "gave back the mem"]


def test_the_signature_names_all_that_shapes_the_output(engine: LocalEngine) -> None:
    written = str(engine.signature("ru", "en"))
    assert written.startswith("engine:local|model:tiny|revision:1|pair:ru-en|window:40|beam:4|no-repeat:5|")
    assert "|version:ctranslate2-" in written
    assert written != str(engine.signature("uk", "en"))


def test_a_sentence_longer_than_the_window_is_translated_in_pieces(engine: LocalEngine) -> None:
    clause = "папа сказал привет миру"
    long = ", ".join([clause] * 12)
    parts = engine.translate([f"{clause},"], "ru", "en")[0][0].text
    assert engine.translate([long], "ru", "en")[0][0].text.count(parts) >= 5


def test_a_sentence_without_letters_goes_through_unchanged(engine: LocalEngine) -> None:
    text = engine.translate([f"{QUOTE}\n\n24.02.2022\n\n{QUOTE}"], "ru", "en")[0][0].text
    assert text.split("\n\n")[1] == "24.02.2022"


def test_the_score_is_the_mean_over_pieces_and_the_end(engine: LocalEngine) -> None:
    (scoring,) = engine.score([QUOTE], ["Daddy, goodbye!"], "ru", "en")
    pieces = sum(token.pieces for token in scoring.tokens)
    words = sum(token.log_probability for token in scoring.tokens)
    end = scoring.score * (pieces + 1) - words
    assert pieces > 3
    assert -20 < end < 0


def test_curly_quotation_marks_are_scored_as_straight_ones(engine: LocalEngine) -> None:
    curly, straight = engine.score([QUOTE] * 2, ["“It’s me”", '"It\'s me"'], "ru", "en")
    assert curly == straight


def test_a_prefix_goes_before_the_source_and_takes_no_part_in_links(tiny: Path) -> None:
    plain = LocalEngine(read(tiny))
    (tiny / "model.toml").write_text(
        (tiny / "model.toml").read_text(encoding="utf-8") + '\n[prefixes]\nru-en = "привет"\n', encoding="utf-8"
    )
    prefixed = LocalEngine(read(tiny))
    assert plain.score([QUOTE], ["Daddy"], "ru", "en") != prefixed.score([QUOTE], ["Daddy"], "ru", "en")
    assert all(link.source.end <= len(QUOTE) for link in prefixed.align(QUOTE, "Daddy, goodbye!", "ru", "en"))


def test_importing_the_engines_loads_no_translation_library() -> None:
    code = (
        "import sys, annotator.engines, annotator.engines.registry, annotator.engines.local, annotator.engines.canned, "
        "annotator.engines.identification\n"
        "heavy = {'ctranslate2', 'transformers', 'sentencepiece', 'torch', 'numpy', 'py3langid'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, timeout=60)


def test_a_cold_engine_translates_without_a_word_on_the_terminal(tiny: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom annotator.engines.registry import Engines\n"
        "engine = Engines(Path(sys.argv[1]), embedded=Path(sys.argv[1]) / 'none').for_pair('ru', 'en')\n"
        "assert engine.translate(['Папа, до свидания!'], 'ru', 'en')[0][0].text\n"
        "assert 'transformers' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, str(tiny.parent.parent)], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
