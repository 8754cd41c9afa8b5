import lzma
from pathlib import Path

import pytest

from annotator.exchange.lexicons import read_lexicon
from training.lexicon.cognates import borrow, respelled
from training.lexicon.counting import Counts, count
from training.lexicon.packing import write
from training.lexicon.selection import selected
from training.lexicon.settings import LANGUAGES, Language
from training.lexicon.stems import stem

ROWS = [
    (1.0, ["новый", "закон"], ["new", "law"], {(0, 0), (1, 1)}, {(0, 0), (1, 1)}),
    (0.5, ["закон"], ["an", "act"], {(0, 1)}, {(0, 0), (0, 1)}),
]


def test_a_link_of_one_direction_counts_less() -> None:
    counts = count(ROWS)
    assert counts.pairs["закон", "law"] == 1.0
    assert counts.pairs["закон", "act"] == 0.5
    assert counts.pairs["закон", "an"] == pytest.approx(0.15)
    assert counts.source["закон"] == 1.5


def test_what_was_counted_can_be_read_again(tmp_path: Path) -> None:
    found = read_lexicon(write(count(ROWS), Language("ru"), tmp_path))
    assert found.language == "ru"
    assert found.rows["закон"].english == {"law": 1.0, "act": 0.5}
    assert found.rows["закон"].count == 1.5


def test_figures_are_no_words_of_a_lexicon(tmp_path: Path) -> None:
    counts = count([(1.0, ["2022", "год"], ["2022", "year"], {(0, 0), (1, 1)}, {(0, 0), (1, 1)})])
    assert list(read_lexicon(write(counts, Language("ru"), tmp_path)).rows) == ["год"]


@pytest.mark.parametrize(
    ("russian", "ukrainian"),
    [
        ("адмиралы", "адмірали"),
        ("революция", "революція"),
        ("дисциплина", "дисципліна"),
        ("физический", "фізичний"),
        ("японской", "японської"),
        ("организации", "організації"),
        ("комиссаром", "комісаром"),
    ],
)
def test_a_shared_word_is_respelled(russian: str, ukrainian: str) -> None:
    assert respelled(russian) == ukrainian


def test_only_words_that_ukrainian_lacks_are_borrowed() -> None:
    russian, ukrainian = Counts(), Counts()
    for word, english in (("революция", "revolution"), ("адмирал", "admiral")):
        russian.pairs[word, english] += 10
        russian.source[word] += 10
        russian.english[english] += 10
    ukrainian.pairs["адмірал", "butterfly"] += 2
    ukrainian.source["адмірал"] += 2
    found = borrow(ukrainian, russian)
    assert found.pairs["революція", "revolution"] == pytest.approx(3.0)
    assert ("адмірал", "admiral") not in found.pairs


def test_arabic_words_are_aligned_without_their_endings() -> None:
    assert stem("حكومات", "ar", 6) == "حكوم"
    assert stem("министерство", "ru", 6) == "минист"
    assert stem("美国", "zh", 0) == "美国"


def test_pairs_are_taken_once_and_best_corpora_first(tmp_path: Path) -> None:
    lines = [
        "Откройте файл ещё раз.\tOpen the file once more.\tlibreoffice",
        "Президент подписал закон.\tThe president signed the law.\twmt_newstest",
        "Президент подписал закон!\tThe president signed the law!\ttatoeba_train",
        "{0} файлов\t{0} files\tkde_misc",
    ]
    (tmp_path / "train.ru-en.tsv.xz").write_bytes(lzma.compress("\n".join(lines).encode()))
    found = list(selected(LANGUAGES["ru"], tmp_path))
    assert [pair.source for pair in found] == ["Президент подписал закон.", "Откройте файл ещё раз."]
    assert found[0].weight > found[1].weight
