"""Reading, filtering and weighing parallel text."""

import gzip
from collections import Counter
from pathlib import Path

import pytest

from tests.training import toy
from training import prepare, settings

CODES = ("ru", "de")


def test_pairs_of_named_corpora_are_kept_with_their_weights(tmp_path: Path) -> None:
    corpora, _, path = toy.write(tmp_path)
    prepare.prepare(settings.load(path), corpora, [], tmp_path / "prepared.tsv")
    found = list(prepare.read_pairs(tmp_path / "prepared.tsv"))
    assert len(found) == len(toy.pairs())
    assert {(pair.corpus, pair.weight) for pair in found} == {("toy", 1.0), ("half", 0.5)}


def test_held_out_sentences_are_never_written(tmp_path: Path) -> None:
    corpora, held_out, path = toy.write(tmp_path)
    counts = prepare.prepare(settings.load(path), corpora, held_out.glob("*.jsonl"), tmp_path / "prepared.tsv")
    assert sum(count for name, count in counts.items() if name.endswith("held out")) == 10
    forbidden = {source for source, _ in toy.pairs()[:10]}
    assert not forbidden & {pair.source for pair in prepare.read_pairs(tmp_path / "prepared.tsv")}


def test_duplicates_and_surplus_versions_are_dropped(tmp_path: Path) -> None:
    _, _, path = toy.write(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    lines = ["кот спит.\tthe cat sleeps.\ttoy", "Кот спит!\tThe cat sleeps\ttoy"]
    lines += [f"кот спит.\tthe cat sleeps {word}.\ttoy" for word in ("now", "here", "there", "well", "long")]
    with gzip.open(other / "train.ru-en.tsv.gz", "wt", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
    counts = prepare.prepare(settings.load(path), other, [], tmp_path / "prepared.tsv")
    assert counts == {"ru toy: kept": 4, "ru toy: duplicate": 3}


def test_each_language_gets_its_share_of_the_text(tmp_path: Path) -> None:
    chosen = selected(tmp_path, "languages = { ru = 1, de = 3 }")
    shares = {code: sum(pair.weight * len(pair.target) for pair in chosen if pair.language == code) for code in CODES}
    assert shares["de"] == pytest.approx(3 * shares["ru"])
    assert sum(pair.weight for pair in chosen) == pytest.approx(len(chosen))


def test_of_a_large_language_only_so_many_pairs_are_drawn_the_same_each_time(tmp_path: Path) -> None:
    chosen = selected(tmp_path, "languages = { ru = 1, de = 1 }", "[filters]\nmost_pairs = 100\n")
    counts = Counter(pair.language for pair in chosen)
    assert all(70 <= counts[code] <= 130 for code in CODES)
    assert chosen == prepare.selected(settings.load(tmp_path / "toy.toml"), tmp_path / "prepared.tsv")
    # A pair of half the weight is drawn half as often, and then counts as much as another.
    assert Counter(pair.corpus for pair in chosen if pair.language == "ru")["half"] < counts["ru"] / 2
    assert len({round(pair.weight, 6) for pair in chosen if pair.language == "ru"}) == 1


def selected(folder: Path, languages: str, more: str = "") -> list[prepare.Pair]:
    corpora, _, path = toy.write(folder)
    toy.write_child(folder)
    path.write_text(toy.SETTINGS.replace("languages = { ru = 1.0 }", languages) + more, encoding="utf-8")
    prepare.prepare(settings.load(path), corpora, [], folder / "prepared.tsv")
    return prepare.selected(settings.load(path), folder / "prepared.tsv")


def test_a_corpus_of_the_other_direction_is_read_turned_round(tmp_path: Path) -> None:
    corpora, held_out, _ = toy.write(tmp_path)
    path = toy.write_turned(tmp_path)
    counts = prepare.prepare(settings.load(path), corpora, held_out.glob("*.jsonl"), tmp_path / "prepared.tsv")
    found = list(prepare.read_pairs(tmp_path / "prepared.tsv"))
    assert {(pair.language, pair.source, pair.target) for pair in found} == {
        ("en", english, source.replace("ё", "е")) for source, english in toy.pairs()[10:]
    }
    assert sum(count for name, count in counts.items() if name.endswith("held out")) == 10


def test_a_corpus_of_the_right_direction_goes_before_one_of_the_other(tmp_path: Path) -> None:
    corpora, _, _ = toy.write(tmp_path)
    (corpora / "train.en-ru.tsv").write_text("the cat sleeps.\tкот спит.\ttoy\n", encoding="utf-8")
    prepare.prepare(settings.load(toy.write_turned(tmp_path)), corpora, [], tmp_path / "prepared.tsv")
    (pair,) = prepare.read_pairs(tmp_path / "prepared.tsv")
    assert (pair.source, pair.target) == ("the cat sleeps.", "кот спит.")


def test_a_language_without_a_file_is_named(tmp_path: Path) -> None:
    _, _, path = toy.write(tmp_path)
    with pytest.raises(FileNotFoundError, match=r"train\.ru-en\.tsv"):
        prepare.prepare(settings.load(path), tmp_path, [], tmp_path / "prepared.tsv")
    assert not (tmp_path / "prepared.tsv").exists()
