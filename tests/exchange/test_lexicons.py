import lzma
import time
from pathlib import Path

import pytest

from annotator.domain.alignment import align, renderings
from annotator.errors import UnreadableFile
from annotator.exchange.lexicons import FORMAT, available, lexicon, read_lexicon

TEXT = f"{FORMAT} ru 1000 2\nlaw\t120\nact\t35\nзакон\t130 0:110 1:20\nзаконы\t20 0:15"


def written(folder: Path, text: str) -> Path:
    path = folder / "ru.lexicon.xz"
    path.write_bytes(lzma.compress(text.encode()))
    return path


def test_a_file_is_read_with_its_counts(tmp_path: Path) -> None:
    found = read_lexicon(written(tmp_path, TEXT))
    assert (found.language, found.total, found.english["act"]) == ("ru", 1000.0, 3.5)
    assert (found.rows["закон"].count, found.rows["закон"].english) == (13.0, {"law": 11.0, "act": 2.0})
    assert "дом" not in found.rows
    assert list(found.words) == ["закон", "законы"]


@pytest.mark.parametrize(
    "text",
    ["", "hello", "annotator-lexicon-9 ru 10 0", f"{FORMAT} ru 10 3\nlaw\t1", f"{FORMAT} ru 10 1\nlaw", "a b c d"],
)
def test_what_is_no_lexicon_is_refused_with_its_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableFile, match=r"ru\.lexicon\.xz"):
        read_lexicon(written(tmp_path, text))


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, TEXT)
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(UnreadableFile):
        read_lexicon(path)


def test_the_app_has_lexicons_for_its_languages() -> None:
    assert available() == ["ar", "de", "es", "fr", "ru", "uk", "zh"]


def test_there_is_none_for_another_language() -> None:
    assert lexicon("tr") is None


def test_a_lexicon_is_read_once() -> None:
    assert lexicon("ru") is lexicon("ru")


@pytest.mark.parametrize(
    ("language", "word", "english"),
    [
        ("ru", "президент", "president"),
        ("uk", "війна", "war"),
        ("de", "regierung", "government"),
        ("fr", "guerre", "war"),
        ("es", "gobierno", "government"),
        ("ar", "حكومه", "government"),
        ("zh", "美国", "states"),
    ],
)
def test_each_lexicon_knows_the_words_of_news(language: str, word: str, english: str) -> None:
    known = lexicon(language)
    assert known is not None
    assert renderings(word, known)[english].share > 0.1


def test_a_sentence_is_aligned_in_a_twentieth_of_a_second_once_the_lexicon_is_loaded() -> None:
    source = "Президент заявил в среду, что правительство не подпишет новое соглашение с Европейским союзом. " * 3
    rendering = "The president said on Wednesday that the government will not sign a new agreement with the EU. " * 3
    align(source, rendering, "ru", lexicon("ru"))
    began = time.process_time()
    align(source, rendering, "ru", lexicon("ru"))
    assert time.process_time() - began < 0.05


def test_a_repository_of_seven_lexicons_stays_small() -> None:
    from annotator.resources import folder

    assert sum(path.stat().st_size for path in folder("lexicons").iterdir()) < 12_000_000
