from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.locating import NoDictionary, build, parts
from annotator.domain.locating.sounds import Sounds
from annotator.domain.text import canonical
from tests.domain.locating.words import TRANSCRIPT, indexed


@given(st.text(alphabet="аб. \n", max_size=300), st.integers(1, 300))
def test_the_parts_of_a_text_are_all_of_it_and_none_is_very_long(text: str, times: int) -> None:
    text = canonical(text * times)
    pieces = parts(text)
    assert "".join(piece.within(text) for piece in pieces) == text
    assert all(len(piece) <= 12_000 for piece in pieces)


def test_sentences_hold_every_word_and_clauses_begin_behind_a_mark() -> None:
    (index,) = indexed()
    assert [unit.first for unit in index.units[1:]] == [unit.end for unit in index.units[:-1]]
    assert index.units[-1].end == len(index.keys)
    begins = {index.places[cut].within(TRANSCRIPT) for cut in index.cuts}
    assert {"но", "а", "пока", "мы"} <= begins
    assert "головам" not in begins


def test_a_long_line_without_a_stop_is_cut() -> None:
    line = ("мы никого не оставили на том берегу " * 1000).strip()
    for part in parts(line):
        index = build(part.within(line), "ru", NoDictionary(), part.start)
        assert all(len(unit.span) <= 600 for unit in index.units)


def test_names_are_found_by_their_sound_across_scripts() -> None:
    sounds = Sounds({"якушев": "Якушев", "зеленский": "Зеленский", "причал": "причал"})
    assert [key for key, _ in sounds.like("Yakushev", 0.7)] == ["якушев"]
    assert [key for key, _ in sounds.like("Zelensky", 0.7)] == ["зеленский"]
    assert list(sounds.like("Macron", 0.7)) == []
