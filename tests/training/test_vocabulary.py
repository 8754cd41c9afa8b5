"""The pieces of both sides, and the vocabulary of a model that continues another; needs protobuf."""

import json
import random
import shutil
from pathlib import Path

import pytest

pytest.importorskip("google.protobuf")

from tests.training import toy
from training import vocabulary
from training.prepare import Pair
from training.settings import Settings, SettingsError, load
from training.vocabulary import Vocabulary


def scrambled(language: str, pairs: list[tuple[str, str]]) -> list[Pair]:
    """Return word salad of a toy language: SentencePiece finds words only where they stand in many places."""
    chance = random.Random(1)
    texts = [[" ".join(chance.sample(text.split(), chance.randint(1, 4))) for text in pair] for pair in pairs * 3]
    return [Pair(language, "toy", 1.0, source, english) for source, english in texts]


RUSSIAN, GERMAN = scrambled("ru", toy.pairs()), scrambled("de", toy.german())


@pytest.fixture(scope="module")
def parent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parent")
    vocabulary.build(settings(folder), RUSSIAN, folder)
    (folder / "tokenizer_config.json").write_text(json.dumps({"source_lang": "ru"}))
    return folder


def settings(folder: Path) -> Settings:
    return load(toy.write(folder)[2])


def child(folder: Path, parent: Path) -> Vocabulary:
    return vocabulary.build(settings(folder), [*RUSSIAN, *GERMAN], folder, parent)


def test_special_pieces_come_first_on_both_sides(parent: Path) -> None:
    for side in vars(vocabulary.load(parent)).values():
        assert [side.id_to_piece(number) for number in range(3)] == list(vocabulary.SPECIAL)
        assert (side.pad_id(), side.eos_id(), side.unk_id()) == (vocabulary.PAD, vocabulary.END, vocabulary.UNKNOWN)


def test_newspaper_signs_are_known_though_the_text_has_none(parent: Path) -> None:
    for side in vars(vocabulary.load(parent)).values():
        assert vocabulary.UNKNOWN not in side.encode("«Є ґанок» — 25 €")


def test_each_side_has_only_what_it_needs(parent: Path) -> None:
    made = vocabulary.load(parent)
    words = {side: {side.id_to_piece(n) for n in range(side.vocab_size())} for side in (made.source, made.target)}
    assert "▁the" in words[made.target]
    assert not any("а" <= c <= "я" for piece in words[made.target] if len(piece) > 2 for c in piece)
    assert "▁the" not in words[made.source]


def test_the_tables_give_each_piece_the_number_that_sentencepiece_gives_it(parent: Path) -> None:
    made = vocabulary.load(parent)
    for name, side in (("vocab.json", made.source), ("target_vocab.json", made.target)):
        table = json.loads((parent / name).read_text(encoding="utf-8"))
        assert [side.id_to_piece(number) for number in table.values()] == list(table)


def test_a_child_cuts_the_old_language_and_english_as_its_parent(parent: Path, tmp_path: Path) -> None:
    before, now = vocabulary.load(parent), child(tmp_path, parent)
    for source, english in toy.pairs()[::7]:
        assert now.source.encode(source, out_type=str) == before.source.encode(source, out_type=str)
        assert now.target.encode(english, out_type=str) == before.target.encode(english, out_type=str)
    assert now.source.encode("В 1997 году", out_type=str) == before.source.encode("В 1997 году", out_type=str)


def test_a_child_has_words_of_its_new_language(parent: Path, tmp_path: Path) -> None:
    before, now = vocabulary.load(parent), child(tmp_path, parent)
    text = " ".join(source for source, _ in toy.german())
    assert len(now.source.encode(text)) < len(before.source.encode(text)) / 2
    assert now.sizes[1] == before.sizes[1]


def test_a_child_that_turns_its_parent_round_reads_what_it_wrote_and_writes_what_it_read(
    parent: Path, tmp_path: Path
) -> None:
    toy.write(tmp_path)
    pairs = [Pair("en", "toy", 1.0, pair.target, pair.source) for pair in RUSSIAN]
    now = vocabulary.build(load(toy.write_turned(tmp_path)), pairs, tmp_path, parent)
    before = vocabulary.load(parent)
    assert vocabulary.turned("ru", parent)
    assert not vocabulary.turned("en", parent)
    for source, english in toy.pairs()[::7]:
        assert now.source.encode(english, out_type=str) == before.target.encode(english, out_type=str)
        assert now.target.encode(source, out_type=str) == before.source.encode(source, out_type=str)
    assert now.sizes == before.sizes[::-1]


def test_a_folder_that_is_no_model_is_refused_as_parent(parent: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="not the folder of an averaged model"):
        vocabulary.build(settings(tmp_path), GERMAN, tmp_path, tmp_path)
    shutil.copyfile(parent / "tokenizer_config.json", tmp_path / "tokenizer_config.json")
    with pytest.raises(SettingsError, match=r"source\.spm"):
        vocabulary.build(load(tmp_path / "toy.toml"), GERMAN, tmp_path, tmp_path)
