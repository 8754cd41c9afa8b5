from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.text import canonical
from annotator.errors import InvalidInput
from annotator.exchange.subtitles import looks_like_subtitles, read

SRT = """1
00:00:01,000 --> 00:00:04,000
{\\an8}<i>Мы никого</i>

2
00:00:04,000 --> 00:00:06,500
не оставили &amp; ушли.
"""
VTT = """WEBVTT - запись

STYLE
::cue { color: red }

NOTE a remark
over two lines

intro
00:01.000 --> 00:04.000 align:start
<v.loud Лозовой>Мы <b>никого</b> не оставили.</v>

00:00:09.000 --> 00:00:12.000
- Сколько человек?
- Полторы тысячи.
"""


def _cues(text: str) -> list[tuple[float | None, float | None, str]]:
    found = read(text)
    return [(cue.starts_at, cue.ends_at, cue.span.within(found.extraction.text)) for cue in found.cues]


def test_cues_are_joined_into_running_text_with_their_times() -> None:
    assert read(SRT).extraction.text == "Мы никого не оставили & ушли."
    assert _cues(SRT) == [(1.0, 4.0, "Мы никого"), (4.0, 6.5, "не оставили & ушли.")]
    assert read(SRT).extraction.remarks == ()


def test_comments_styles_and_names_of_cues_are_no_words_and_voices_are_speakers() -> None:
    found = read(VTT)
    assert found.extraction.text == "Мы никого не оставили.\n\n- Сколько человек?\n\n- Полторы тысячи."
    assert [cue.speaker for cue in found.cues] == ["Лозовой", ""]


def test_words_without_a_time_that_can_be_read_are_kept() -> None:
    text = SRT.replace("00:00:04,000 -->", "00:00:xx -->") + "\n3\nИ ещё.\n"
    assert _cues(text) == [(1.0, 4.0, "Мы никого"), (None, None, "не оставили & ушли."), (None, None, "И ещё.")]
    assert "2 cues have no times that can be read" in read(text).extraction.remarks[0]


def test_an_end_before_the_start_is_told_and_left_out() -> None:
    text = SRT.replace("00:00:06,500", "00:00:02,000")
    assert _cues(text)[1][:2] == (4.0, None)
    assert read(text).extraction.remarks == ("One cue has an end before the start: only the start is kept.",)


def test_overlapping_times_are_told() -> None:
    text = SRT.replace("00:00:04,000 -->", "00:00:03,000 -->")
    assert "One cue has times that overlap" in read(text).extraction.remarks[0]


def test_cues_in_disorder_are_put_in_the_order_of_their_times() -> None:
    one, two = SRT.split("\n\n")
    found = read(f"{two}\n\n{one}\n")
    assert found.extraction.text == read(SRT).extraction.text
    assert "not in the order" in found.extraction.remarks[0]


def test_rolling_captions_are_read_once() -> None:
    text = """WEBVTT

00:00:00.000 --> 00:00:02.000
 
все ли успели

00:00:02.000 --> 00:00:02.010
все ли успели
 

00:00:02.010 --> 00:00:04.000
все ли успели
уйти с берега
"""  # noqa: W293 the captions of video sites are written so
    assert read(text).extraction.text == "все ли успели уйти с берега"


def test_what_was_said_twice_is_kept_twice() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nНет.\n\n2\n00:00:08,000 --> 00:00:09,000\nНет.\n"
    assert read(text).extraction.text == "Нет.\n\nНет."


@pytest.mark.parametrize(
    "times",
    [
        "0:0:1.5 --> 0:0:2.5",
        "00:01,500 --> 00:02,500",
        "00:00:01.50-->00:00:02.50",
        "00:00:01,500 -> 00:00:02,500",
        "  00:00:01,500   -->   00:00:02,500  X1:0 X2:9",
    ],
)
def test_times_are_read_however_they_are_written(times: str) -> None:
    assert _cues(f"1\n{times}\nДа.\n") == [(1.5, 2.5, "Да.")]


def test_missing_blank_lines_between_cues_are_no_obstacle() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nДа.\n2\n00:00:02,000 --> 00:00:03,000\nНет.\n"
    assert _cues(text) == [(1.0, 2.0, "Да."), (2.0, 3.0, "Нет.")]


@pytest.mark.parametrize(
    "text", ["WEBVTT\n", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "1\n00:00:01,000 --> 00:00:02,000\n"]
)
def test_subtitles_without_words_are_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="no words"):
        read(text)


def test_subtitles_are_known_by_their_times_and_prose_is_not() -> None:
    assert looks_like_subtitles(SRT)
    assert looks_like_subtitles(VTT)
    assert looks_like_subtitles("\ufeffWEBVTT\n")
    assert looks_like_subtitles(SRT.split("\n\n")[0], "talk.srt")
    assert not looks_like_subtitles("The arrow --> points at 15:00.")
    assert not looks_like_subtitles("Plain words.", "talk.srt")


@given(st.lists(st.tuples(st.text(max_size=30), st.integers(0, 90), st.integers(-3, 9)), min_size=1, max_size=8))
def test_any_words_give_canonical_text_and_cues_that_hold_all_of_it_in_order(
    said: list[tuple[str, int, int]],
) -> None:
    blocks = [f"{n}\n00:00:{start % 60:02d},000 --> 00:01:{max(0, start % 60 + length) % 60:02d},000\n{words}"
              for n, (words, start, length) in enumerate(said)]  # fmt: skip
    try:
        found = read("\n\n".join(blocks))
    except InvalidInput:
        return
    text = found.extraction.text
    assert text == canonical(text)
    assert all(one.span.end < two.span.start for one, two in pairwise(found.cues))
    assert (found.cues[0].span.start, found.cues[-1].span.end) == (0, len(text))
