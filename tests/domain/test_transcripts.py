import pytest

from annotator.domain.spans import Span
from annotator.domain.transcripts import Cue, cue_at, timecode, turns


@pytest.mark.parametrize(
    ("line", "speaker", "said"),
    [
        ("С. Лозовой: Да.", "С. Лозовой", "Да."),
        ("SPEAKER 1: Yes.", "SPEAKER 1", "Yes."),
        ("[Ведущая]: Да?", None, None),
        ("Ольга Седых (капитан): Да.", "Ольга Седых (капитан)", "Да."),
        ("Вопрос: Когда?", "Вопрос", "Когда?"),
        ("— Мы никого не оставили.", "", "Мы никого не оставили."),
        (">> Мы никого не оставили.", "", "Мы никого не оставили."),
        ("Ursula von der Leyen: Ja.", "Ursula von der Leyen", "Ja."),
        ("المذيعة نور: نعم.", "المذيعة نور", "نعم."),
        ("Он сказал: нет.", None, None),
        ("Пример: один раз.", None, None),
        ("В 15:00 пришёл военком.", None, None),
        ("Так. Хорошо, сказал Он: нет", None, None),
        ("-5 градусов", "", "5 градусов"),
    ],
)
def test_a_speaker_is_known_by_a_mark_at_the_head_of_a_line(line: str, speaker: str | None, said: str | None) -> None:
    (turn,) = turns(line)
    if speaker is None:
        assert turn.label is None
    else:
        assert turn.label
        assert (turn.speaker, line[turn.label.end :].strip()) == (speaker, said)


def test_a_single_word_is_a_speaker_where_it_stands_before_a_colon_twice() -> None:
    found = turns("Седых: Да.\n\nСедых: Нет.\n\nПример: один.")
    assert [turn.speaker for turn in found] == ["Седых", "Седых", ""]


def test_turns_hold_every_line_of_the_text() -> None:
    text = "Заголовок\n\nС. Лозовой: Да.\nИ ещё.\n\n— Нет."
    assert [turn.span.within(text) for turn in turns(text)] == ["Заголовок", "С. Лозовой: Да.", "И ещё.", "— Нет."]
    assert turns("") == []


def test_a_word_belongs_to_the_cue_that_holds_it_or_the_last_one_before() -> None:
    cues = [Cue(Span(5, 10), 1.0), Cue(Span(11, 20), 2.5)]
    assert [cue_at(offset, cues) for offset in (0, 5, 10, 11, 99)] == [None, cues[0], cues[0], cues[1], cues[1]]


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0.0, "0:00"), (9.99, "0:09"), (753, "12:33"), (3600, "1:00:00"), (3723.5, "1:02:03")]
)
def test_a_timecode_is_written_as_players_do(seconds: float, shown: str) -> None:
    assert timecode(seconds) == shown
