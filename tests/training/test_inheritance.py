"""What a model that continues another starts from; needs torch and protobuf."""

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("google.protobuf")

from safetensors.torch import load_file, save_file  # noqa: E402 - the rest is of no use without torch

from tests.training import toy  # noqa: E402
from tests.training.test_vocabulary import GERMAN, RUSSIAN, settings  # noqa: E402
from training import aligning, corpus, inheritance, vocabulary  # noqa: E402
from training.prepare import Pair  # noqa: E402
from training.settings import load  # noqa: E402
from training.vocabulary import PAD  # noqa: E402

WIDTH = 32
NAMES = (inheritance.READ, inheritance.WRITE)
ENGLISH = ("neighbour", "sister", "loves", "sees")
WORDS = {
    "ru": list(zip(("сосед", "сестра", "любит", "видит"), ENGLISH, strict=True)),
    "de": list(zip(("Nachbar", "Schwester", "liebt", "sieht"), ENGLISH, strict=True)),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, corpus.Corpus, vocabulary.Vocabulary]:
    parent, folder = tmp_path_factory.mktemp("parent"), tmp_path_factory.mktemp("child")
    pieces = vocabulary.build(settings(parent), RUSSIAN, parent)
    (parent / "tokenizer_config.json").write_text(json.dumps({"source_lang": "ru"}))
    torch.manual_seed(1)
    tables = {name: torch.randn(size, WIDTH) for name, size in zip(NAMES, pieces.sizes, strict=True)}
    save_file({**tables, "model.encoder.layers.0.fc1.weight": torch.ones(2, 2)}, parent / "model.safetensors")
    pieces = vocabulary.build(settings(folder), [*RUSSIAN, *GERMAN], folder, parent)
    pairs = [Pair(language, "toy", 1.0, word, english) for language in WORDS for word, english in WORDS[language]] * 120
    encoded = corpus.encode(pairs, pieces, 60, ["ru", "de"])
    encoded = corpus.Corpus(**{**vars(encoded), "links": aligning.align(encoded, pieces.sizes)})
    return parent, encoded, pieces


def test_layers_and_known_pieces_are_those_of_the_parent(
    made: tuple[Path, corpus.Corpus, vocabulary.Vocabulary],
) -> None:
    parent, encoded, pieces = made
    layers, read, write = inheritance.inherit(parent, encoded, pieces, ("ru", "de"))
    assert list(layers) == ["model.encoder.layers.0.fc1.weight"]
    before = vocabulary.load(parent)
    saved = load_file(parent / "model.safetensors")
    for side, table, name, word in (("source", read, NAMES[0], "▁сестра"), ("target", write, NAMES[1], "▁sister")):
        now, then = (getattr(owner, side).piece_to_id(word) for owner in (pieces, before))
        torch.testing.assert_close(table[now], saved[name][then])
        assert not table[PAD].any()


def test_a_new_word_starts_near_the_words_of_the_same_meaning(
    made: tuple[Path, corpus.Corpus, vocabulary.Vocabulary],
) -> None:
    parent, encoded, pieces = made
    _, read, write = inheritance.inherit(parent, encoded, pieces, ("ru", "de"))
    ours = read[[pieces.source.piece_to_id(f"▁{word}") for word, _ in WORDS["de"]]]
    theirs = read[[pieces.source.piece_to_id(f"▁{word}") for word, _ in WORDS["ru"]]]
    english = write[[pieces.target.piece_to_id(f"▁{word}") for word in ENGLISH]]
    for table in (theirs, english):
        likeness = torch.nn.functional.cosine_similarity(ours[:, None], table[None], dim=2)
        assert likeness.argmax(1).tolist() == [0, 1, 2, 3]


def test_a_child_that_turns_its_parent_round_has_its_layers_and_its_tables_the_other_way(
    made: tuple[Path, corpus.Corpus, vocabulary.Vocabulary], tmp_path: Path
) -> None:
    parent, encoded, _ = made
    toy.write(tmp_path)
    pairs = [Pair("en", "toy", 1.0, pair.target, pair.source) for pair in RUSSIAN]
    pieces = vocabulary.build(load(toy.write_turned(tmp_path)), pairs, tmp_path, parent)
    layers, read, write = inheritance.inherit(parent, encoded, pieces, ("en",), "ru")
    assert list(layers) == ["model.encoder.layers.0.fc1.weight"]
    before, saved = vocabulary.load(parent), load_file(parent / "model.safetensors")
    torch.testing.assert_close(
        read[pieces.source.piece_to_id("▁sister")], saved[NAMES[1]][before.target.piece_to_id("▁sister")]
    )
    torch.testing.assert_close(
        write[pieces.target.piece_to_id("▁сестра")], saved[NAMES[0]][before.source.piece_to_id("▁сестра")]
    )
    assert not read[PAD].any()
    assert not write[PAD].any()


def test_evidence_counts_only_the_chosen_pairs(made: tuple[Path, corpus.Corpus, vocabulary.Vocabulary]) -> None:
    _, encoded, pieces = made
    russian = inheritance.evidence(encoded, np.equal(encoded.language, 0), pieces.sizes)
    assert pieces.source.id_to_piece(pieces.source.piece_to_id("▁Schwester")) == "▁Schwester"
    assert russian.counts[pieces.source.piece_to_id("▁Schwester")] == 0
    assert russian.counts[pieces.source.piece_to_id("▁сестра")] > 0
    assert float(russian.shares.sum(1).max()) <= 1 + 1e-5
