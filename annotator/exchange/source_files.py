"""From any file, paste or address to the original words in it: as articles are read, and subtitles with their times."""

from dataclasses import replace

from annotator.domain.transcripts import Transcript
from annotator.errors import InvalidInput
from annotator.exchange import encodings, subtitles
from annotator.exchange.limits import check_upload
from annotator.exchange.plain_text import read_text
from annotator.exchange.read import read_bytes
from annotator.exchange.sniff import kind_of_bytes


def read_source(data: bytes, filename: str = "", content_type: str = "") -> Transcript:
    """Return what a file holds: subtitles (.srt, .vtt), plain text, a web page, a .docx or a .pdf.

    Raises `InvalidInput`, `TooLarge` and `UnreadableFile` as `annotator.exchange.read.read_bytes` does.
    """
    check_upload(len(data))
    if not data.strip():
        raise InvalidInput("The file is empty: choose another one.")
    if kind_of_bytes(data, filename) is None:
        decoded = encodings.decode(data)
        if subtitles.looks_like_subtitles(decoded.text, filename):
            return _titled(subtitles.read(decoded.text, decoded.remarks), filename)
    return Transcript(read_bytes(data, filename, content_type))


def read_pasted(text: str) -> Transcript:
    """Return what was pasted: subtitles or plain text; raises `InvalidInput` and `TooLarge`."""
    if subtitles.looks_like_subtitles(text):
        return subtitles.read(text)
    return Transcript(read_text(text))


def fetch_source(url: str) -> Transcript:
    """Return what the page or file at a web address holds; raises as `annotator.exchange.url.fetch` does."""
    # Imported when needed: the libraries that read web pages take half a second to load.
    from annotator.exchange.url import fetch

    found = fetch(url)
    if not subtitles.looks_like_subtitles(found.text, found.url):
        return Transcript(found)
    heard = subtitles.read(found.text, found.remarks)
    return replace(heard, extraction=replace(heard.extraction, url=found.url))


def _titled(heard: Transcript, filename: str) -> Transcript:
    """Give subtitles, which name no title, that of their file."""
    name = filename.replace("\\", "/").rpartition("/")[2].rpartition(".")[0].replace("_", " ").strip()
    return replace(heard, extraction=replace(heard.extraction, title=name[:160]))
