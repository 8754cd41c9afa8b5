"""Embeddings made from the text before training."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from training import meaning  # noqa: E402 - the rest is of no use without torch
from training.corpus import Corpus  # noqa: E402


def corpus_of_translations() -> Corpus:
    chance = np.random.default_rng(1)
    # Word n of one language is word n + 18 of the other; 1 ends a sentence.
    sentences = [[*chance.integers(2, 20, chance.integers(2, 8)), 1] for _ in range(400)]
    flat, offsets = np.concatenate(sentences).astype(np.int16), np.cumsum([0, *map(len, sentences)])
    links = np.concatenate([np.arange(len(sentence)) for sentence in sentences]).astype(np.int16)
    other = np.where(flat > 1, flat + 18, 1).astype(np.int16)
    ones, zeros = np.ones(400, np.float32), np.zeros(400, np.bool_)
    return Corpus(flat, offsets, other, offsets, ones, zeros, links, np.zeros(400, np.int8))


def test_a_word_starts_nearest_to_its_translation() -> None:
    source, target = meaning.embeddings(corpus_of_translations(), (20, 40), 32, seed=1)
    likeness = source[2:20] @ target[20:38].T
    assert (likeness.argmax(1) == torch.arange(18)).float().mean() > 0.9


def test_rows_have_the_length_that_the_network_expects_and_pad_is_zero() -> None:
    for table, size in zip(meaning.embeddings(corpus_of_translations(), (20, 40), 32, seed=1), (20, 40), strict=True):
        assert table.shape == (size, 32)
        assert not table[0].any()
        torch.testing.assert_close(table[1:].norm(dim=1), torch.ones(size - 1))


def test_the_same_seed_gives_the_same_table() -> None:
    first, second = (meaning.embeddings(corpus_of_translations(), (20, 40), 32, seed=3) for _ in range(2))
    torch.testing.assert_close(first, second)
