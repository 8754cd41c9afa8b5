import pytest

from annotator.errors import InvalidInput, UnreadableFile
from annotator.exchange.source_files import read_pasted, read_source

SRT = "1\n00:00:01,000 --> 00:00:04,000\nМы никого не оставили.\n"


def test_subtitles_are_read_with_their_times_and_named_after_their_file() -> None:
    found = read_source(SRT.encode(), "C:\\talks\\ночной_эфир.srt")
    assert (found.extraction.text, found.extraction.title) == ("Мы никого не оставили.", "ночной эфир")
    assert [cue.starts_at for cue in found.cues] == [1.0]


def test_subtitles_in_an_old_encoding_are_read() -> None:
    words = "Мы никого не оставили на том берегу, сказала капитан, и ушли последними."
    found = read_source(SRT.replace("Мы никого не оставили.", words).encode("cp1251"), "a.srt")
    assert found.extraction.text == words
    assert "Windows-1251" in found.extraction.remarks[0]


def test_a_text_and_a_page_are_read_as_articles_are() -> None:
    assert read_source("Мы никого не оставили.".encode(), "a.txt").cues == ()
    page = "<html><body><article><p>Мы никого не оставили на том берегу.</p></article></body></html>"
    assert "никого не оставили" in read_source(page.encode(), "a.html").extraction.text


def test_pasted_subtitles_are_subtitles() -> None:
    assert len(read_pasted(SRT + "\n" + SRT.replace(":01,", ":05,")).cues) == 2
    assert read_pasted("Мы никого не оставили.").cues == ()


def test_a_file_without_words_is_refused() -> None:
    with pytest.raises(InvalidInput, match="empty"):
        read_source(b" \n", "a.srt")
    with pytest.raises(UnreadableFile, match="PNG"):
        read_source(b"\x89PNG\r\n\x1a\n0000", "a.srt")
