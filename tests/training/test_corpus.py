"""Encoding, aligning and batching: numpy and SentencePiece only."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("google.protobuf")

from tests.training import toy
from training import aligning, batches, corpus, vocabulary
from training.prepare import Pair
from training.settings import Schedule, Settings, SettingsError, load


@pytest.fixture(scope="module")
def made(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Settings, vocabulary.Vocabulary, corpus.Corpus]:
    folder = tmp_path_factory.mktemp("toy")
    settings = load(toy.write(folder)[2])
    pairs = [Pair("ru", "toy", 1.0, source, english) for source, english in toy.pairs()]
    pieces = vocabulary.build(settings, pairs, folder)
    return settings, pieces, corpus.encode(pairs, pieces, settings.network.max_pieces, ["ru"])


def test_a_corpus_survives_saving(made: tuple[Settings, object, corpus.Corpus], tmp_path: Path) -> None:
    made[2].save(tmp_path / "corpus.npz")
    again = corpus.load(tmp_path / "corpus.npz")
    for name, array in vars(made[2]).items():
        np.testing.assert_array_equal(getattr(again, name), array)


def test_encoded_pairs_spell_the_sentences(
    made: tuple[Settings, vocabulary.Vocabulary, corpus.Corpus],
) -> None:
    _, pieces, encoded = made
    rows, sizes = encoded.padded_target(np.array([0, 44]))
    spelled = [pieces.target.decode(row[: size - 1].tolist()) for row, size in zip(rows, sizes, strict=True)]
    assert spelled == [toy.pairs()[0][1], toy.pairs()[44][1]]


def test_words_are_aligned_with_their_translations_in_each_language() -> None:
    chance = np.random.default_rng(1)
    count = 1200
    # Word n is word n + 50 of English in one language, n + 51 in the other; the order of words is reversed.
    language = np.arange(count, dtype=np.int8) % 2
    sources = [[*chance.permutation(np.arange(3, 40))[: chance.integers(2, 8)], vocabulary.END] for _ in range(count)]
    targets = [
        [*(word + 50 + shift for word in source[-2::-1]), vocabulary.END]
        for source, shift in zip(sources, language.tolist(), strict=True)
    ]
    offsets = np.cumsum([0, *map(len, sources)])
    encoded = corpus.Corpus(
        np.concatenate(sources).astype(np.int16),
        offsets,
        np.concatenate(targets).astype(np.int16),
        offsets,
        np.ones(count, np.float32),
        np.zeros(count, np.bool_),
        np.full(offsets[-1], -1, np.int16),
        language,
    )
    links = aligning.align(encoded, (50, 100))
    wanted = np.concatenate([[*range(len(source) - 2, -1, -1), len(source) - 1] for source in sources])
    assert np.mean(links == wanted) > 0.95
    assert np.mean(links[links >= 0] == wanted[links >= 0]) > 0.98


def test_batches_keep_to_their_size_and_leave_out_what_is_held_aside(
    made: tuple[Settings, object, corpus.Corpus],
) -> None:
    encoded = made[2]
    schedule = Schedule(batch_pieces=200, curriculum_share=0)
    stream = batches.batches(encoded, schedule, 1, lambda: 0.5)
    seen = [next(stream) for _ in range(200)]
    sizes = np.maximum(np.diff(encoded.source_at), np.diff(encoded.target_at))
    assert all(len(rows) * sizes[rows].max() <= 200 for rows in seen)
    drawn = {int(row) for rows in seen for row in rows}
    assert drawn == set(np.flatnonzero(~encoded.held).tolist())
    held = {int(row) for rows in batches.held_batches(encoded, schedule, 0) for row in rows}
    assert held == set(np.flatnonzero(encoded.held).tolist())


def test_the_longest_sentence_grows_with_the_curriculum() -> None:
    schedule = Schedule(curriculum_share=0.2, curriculum_pieces=10)
    limits = [batches.longest(schedule, share, 90) for share in (0.0, 0.05, 0.1, 0.19, 0.2, 0.9)]
    assert limits[0] == 10
    assert limits == sorted(limits)
    assert limits[-2:] == [90, 90]


def test_sentences_longer_than_the_curriculum_do_not_stop_training(
    made: tuple[Settings, object, corpus.Corpus],
) -> None:
    schedule = Schedule(batch_pieces=200, curriculum_share=0.5, curriculum_pieces=1)
    assert len(next(batches.batches(made[2], schedule, 1, lambda: 0.0)))


def test_a_corpus_without_weight_is_refused(made: tuple[Settings, object, corpus.Corpus]) -> None:
    arrays = {**vars(made[2]), "weight": np.zeros(len(made[2]), np.float32)}
    with pytest.raises(SettingsError, match="No pair is left"):
        next(batches.batches(corpus.Corpus(**arrays), Schedule(), 1, lambda: 0.0))
