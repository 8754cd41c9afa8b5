"""A real Marian model of 130 pieces, made in a moment without torch, so that the local engine is always tested.

Its weights are random, so its translations are nonsense; its vocabulary, files and arithmetic are those of any model.
"""

import io
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pytest
import sentencepiece
from ctranslate2.specs import common_spec, transformer_spec

from annotator.engines.families import FAMILIES
from annotator.engines.folders import read
from annotator.engines.local import LocalEngine
from tests.engines.hub_server import Hub, handler

SENTENCES = [
    "Он сказал: «Привет миру» и ушёл домой.",
    "He said hello to the world and went home.",
    "Папа, до свидания, приезжай, пожалуйста!",
    "Daddy, goodbye, please come back! the child weeps. Він їде додому. 1 2 3 4 5 6 7 8 9 0 «»“”…",
]
CARD = """\
name = "tiny"
kind = "marian-ctranslate2"
revision = "1"
quality = "random, for tests"
source_languages = ["ru", "uk"]
target_languages = ["en"]
window = 40
weaknesses = ["writes nonsense"]

[scores.nothing-ru-en]
BLEU = 0.1
"""
WIDTH = 16
NEEDED = ("model.bin", "config.json", "shared_vocabulary.json", "source.spm", "target.spm")  # what a hub gives
Spec: TypeAlias = Any  # the specs of CTranslate2 are not typed


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model folder; not to be changed."""
    folder = tmp_path_factory.mktemp("models") / "tiny"
    folder.mkdir()
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES * 10),
        model_writer=model,
        vocab_size=130,
        eos_id=0,
        unk_id=1,
        bos_id=-1,
        pad_id=-1,
        normalization_rule_name="nmt_nfkc",
        hard_vocab_limit=False,
        minloglevel=2,
    )
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes(model.getvalue())
    pieces = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    _network([pieces.id_to_piece(number) for number in range(pieces.vocab_size())]).save(str(folder))
    (folder / "model.toml").write_text(CARD, encoding="utf-8")
    return folder


@pytest.fixture
def tiny(made: Path, tmp_path: Path) -> Path:
    """A copy of the model folder in `tmp_path / "data" / "models"`, to do anything with."""
    return Path(shutil.copytree(made, tmp_path / "data" / "models" / "tiny"))


@pytest.fixture(scope="session")
def engine(made: Path) -> LocalEngine:
    """A local engine on the random model, loaded once for all tests."""
    return LocalEngine(read(made))


@pytest.fixture
def hub(made: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub with the converted tiny model; what it lists besides is of no use."""
    given = Hub(files={name: (made / name).read_bytes() for name in NEEDED})
    given.files |= {"README.md": b"---\nlicense: cc-by-4.0\n---\n", ".gitattributes": b"x", "rust_model.ot": b"x" * 50}
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(given))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_DISABLE_PROGRESS_BARS", True)
    monkeypatch.setattr("huggingface_hub.constants.DOWNLOAD_CHUNK_SIZE", 1000)  # ten million else: more than our files
    yield given
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 100 kB, where this process may make one."""
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=100k", "none", str(place)], capture_output=True).returncode:
        pytest.skip("this process may not mount a small disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.fixture(scope="session", params=[*FAMILIES, "marian-apart"])
def checkpoint(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkpoint folder of each family, named as the family, and of a Marian with two vocabularies. Needs torch.

    Not to be changed.
    """
    torch = pytest.importorskip("torch", reason="torch makes checkpoints for this test: pip install -e .[torch]")
    torch.set_num_threads(1)  # so small a network is done before threads have met
    from tests.engines.checkpoints import MAKERS

    folder = tmp_path_factory.mktemp("checkpoints") / request.param
    folder.mkdir()
    MAKERS[request.param](folder)
    return folder


def _network(vocabulary: list[str]) -> transformer_spec.TransformerSpec:
    chance = np.random.default_rng(7)

    def weights(*shape: int) -> Spec:
        return (chance.standard_normal(shape) / np.sqrt(shape[-1])).astype(np.float32)

    def linear(spec: Spec, rows: int, columns: int) -> None:
        spec.weight, spec.bias = weights(rows, columns), np.zeros(rows, np.float32)

    def normal(spec: Spec) -> None:
        spec.gamma, spec.beta = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)

    def attention(spec: Spec, *rows: int) -> None:
        for part, height in zip(spec.linear, rows, strict=True):
            linear(part, height, WIDTH)
        normal(spec.layer_norm)

    def feed_forward(spec: Spec) -> None:
        linear(spec.linear_0, 4 * WIDTH, WIDTH)
        linear(spec.linear_1, WIDTH, 4 * WIDTH)
        normal(spec.layer_norm)

    spec = transformer_spec.TransformerSpec.from_config(
        (1, 1), num_heads=2, pre_norm=False, activation=common_spec.Activation.SWISH
    )
    table, places = weights(len(vocabulary), WIDTH), 4 * weights(512, WIDTH)
    spec.encoder.embeddings[0].weight = spec.decoder.embeddings.weight = spec.decoder.projection.weight = table
    spec.decoder.projection.bias = np.zeros(len(vocabulary), np.float32)
    spec.decoder.start_from_zero_embedding = True
    spec.encoder.position_encodings.encodings = spec.decoder.position_encodings.encodings = places
    attention(spec.encoder.layer[0].self_attention, 3 * WIDTH, WIDTH)
    attention(spec.decoder.layer[0].self_attention, 3 * WIDTH, WIDTH)
    attention(spec.decoder.layer[0].attention, WIDTH, 2 * WIDTH, WIDTH)
    feed_forward(spec.encoder.layer[0].ffn)
    feed_forward(spec.decoder.layer[0].ffn)
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.config.eos_token = spec.config.decoder_start_token = "</s>"
    spec.validate()
    spec.optimize(quantization="int8")
    return spec
