import os
from pathlib import Path

import ctranslate2
import pytest

from annotator.engines.families import END
from annotator.engines.network import GROUP, NO_REPEAT, SMALL, Decoding, Network, decoding, threads
from annotator.engines.sentencepieces import SentencePieceVocabulary
from annotator.errors import EngineFailed

QUOTES = ["да", "Папа, до свидания!", "Он сказал: «Привет миру» и ушёл домой. " * 3]


@pytest.fixture(scope="module")
def network(made: Path) -> Network:
    return Network(made, decoding())


@pytest.fixture(scope="module")
def sources(made: Path) -> list[list[str]]:
    vocabulary = SentencePieceVocabulary(made)
    return [[*(piece.name for piece in vocabulary.source(quote)), END] for quote in QUOTES]


def test_output_is_bounded_by_the_length_of_the_input_and_does_not_loop(
    network: Network, sources: list[list[str]]
) -> None:
    for source, hypotheses in zip(sources, network.translate(sources, 4), strict=True):
        assert len(hypotheses) == 4
        for names in hypotheses:
            assert len(names) <= 2 * (len(source) + GROUP) + 16
            runs = [tuple(names[at : at + NO_REPEAT]) for at in range(len(names) - NO_REPEAT + 1)]
            assert len(set(runs)) == len(runs)


def test_no_more_hypotheses_are_given_than_the_beam_holds(network: Network, sources: list[list[str]]) -> None:
    assert [len(found) for found in network.translate(sources, 50)] == [4, 4, 4]


def test_a_score_is_given_for_every_piece_and_the_end(network: Network, sources: list[list[str]]) -> None:
    targets = [source[:-1][:5] for source in sources]
    assert [len(row) for row in network.score(sources, targets)] == [len(target) + 1 for target in targets]


def test_attention_has_a_row_for_each_target_piece_and_a_column_for_each_source_piece(
    network: Network, sources: list[list[str]]
) -> None:
    rows = network.attention(sources[1], sources[0][:-1])
    assert [len(row) for row in rows] == [len(sources[1])] * (len(sources[0]) - 1)
    assert all(0 <= share <= 1 for row in rows for share in row)
    assert all(sum(row) <= 1.001 for row in rows)


def test_attention_over_a_given_rendering_is_that_of_writing_it(
    made: Path, network: Network, sources: list[list[str]]
) -> None:
    model = ctranslate2.Translator(str(made), compute_type="int8")
    (free,) = model.translate_batch(
        [sources[1]], beam_size=1, max_decoding_length=12, return_attention=True, disable_unk=True
    )
    written = free.hypotheses[0][:10]
    expected = free.attention[0][:10]
    given = network.attention(sources[1], written)
    assert [pytest.approx(row, abs=1e-4) for row in expected] == given


def test_a_sequence_longer_than_the_network_can_place_is_explained(network: Network) -> None:
    with pytest.raises(EngineFailed, match="broke down"):
        network.score([["▁"] * 600 + [END]], [["▁"]])


def test_the_settings_are_those_of_the_machine() -> None:
    assert dict(Decoding("cpu", "int8").settings())["compute"] == "int8"
    assert decoding().device in ("cpu", "cuda")


def test_a_small_network_runs_batches_side_by_side_and_a_large_one_shares_each_among_threads(tmp_path: Path) -> None:
    weights = tmp_path / "model.bin"
    weights.write_bytes(b"weights")
    assert threads(tmp_path)["intra_threads"] == 1
    with weights.open("r+b") as file:
        file.truncate(SMALL)  # sparse: takes no room on the disk
    large, cores = threads(tmp_path), os.cpu_count() or 1
    assert large["intra_threads"] == min(4, large["intra_threads"] * large["inter_threads"])
    assert large["intra_threads"] * large["inter_threads"] <= cores
