"""From bytes to text, when nobody says for certain which encoding they are in.

The order of belief: a byte-order mark; NUL bytes in the pattern of UTF-16; UTF-8, which other encodings do not
resemble by chance; what the page or server declares; and last, a guess from the letters themselves.
"""

import codecs
import re
from dataclasses import dataclass

from annotator.errors import UnreadableFile

_MARKS = (  # longest first: the mark of UTF-32-LE begins with that of UTF-16-LE
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_RUNS = re.compile(rb"[\x80-\xff]{3,}")
_SAMPLE = 64 * 1024  # bytes that a guess looks at
_CYRILLIC = ("cp1251", "koi8-r", "koi8-u", "cp866", "iso8859-5")
_FREQUENT = frozenset("оеаинтсрвлкмдпуі")  # nine tenths of the letters of Russian or Ukrainian prose, with few others
_VOWELS = frozenset("оеаиіуюяы")
_CONVINCING = 1.08  # of a letter, by `_cyrillic_score`: measured 1.14 to 1.20 for Cyrillic, 1.02 at most for Hebrew
_FOREIGN = ["cp1253", "cp1255", "cp1256", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "cp874"]
_CENTRAL_EUROPEAN = ["cp1250", "iso8859_2", "cp1254", "cp1257"]
_BESIDE_LETTERS = frozenset("‘’“”„‚–—…«»‹›·´©®™°§€£¿¡ªº\u00a0\u00ad")
# What pages that declare these mean in practice (https://encoding.spec.whatwg.org/#names-and-labels).
_WEB_NAMES = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
_SHOWN = {
    "cp1252": "Windows-1252",
    "cp1251": "Windows-1251",
    "cp1250": "Windows-1250",
    "koi8-r": "KOI8-R",
    "koi8-u": "KOI8-U",
    "cp1253": "Windows-1253",
    "cp1254": "Windows-1254",
    "cp1255": "Windows-1255",
    "cp1256": "Windows-1256",
    "cp1257": "Windows-1257",
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was read in; `guessed` where neither the bytes nor a declaration settle it."""

    text: str
    encoding: str
    guessed: bool = False

    @property
    def remarks(self) -> tuple[str, ...]:
        """Return what the user should know about the reading: nothing where there was no guess."""
        if not self.guessed:
            return ()
        name = _SHOWN.get(self.encoding, self.encoding.upper())
        return (f"The file does not name its encoding and was read as {name}: check letters with accents.",)


def decode(data: bytes, declared: str = "") -> Decoded:
    """Return the text of `data`; `declared` is the encoding that a page or server names, "" where none does.

    Raises `UnreadableFile` where `data` is not text.
    """
    return _marked(data) or _utf16_by_pattern(data) or _declared_or_guessed(data, declared)


def _marked(data: bytes) -> Decoded | None:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if not encoding:
        return None
    try:
        return Decoded(data.decode(encoding), encoding.removesuffix("-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"The file says that it is {encoding.removesuffix('-sig').upper()} text but is damaged at byte "
            f"{error.start}: save it again as UTF-8."
        ) from error


def _utf16_by_pattern(data: bytes) -> Decoded | None:
    """Read UTF-16 without a mark: spaces and line ends put NULs at even or at odd places, never at both."""
    sample = data[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(data) % 2 or len(data) < 4 or not (even or odd) or (even and odd):
        return None
    encoding = "utf-16-be" if even else "utf-16-le"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return Decoded(text, encoding) if _reads_as_prose(text[:_SAMPLE]) else None


def _reads_as_prose(text: str) -> bool:
    good = sum(letter.isalnum() or letter.isspace() or letter.isprintable() for letter in text)
    return good >= 0.95 * len(text) and any(letter.isspace() for letter in text)


def _declared_or_guessed(data: bytes, declared: str) -> Decoded:
    if b"\x00" in data or len(_CONTROLS.findall(data)) > 2 + len(data) // 1000:
        raise UnreadableFile("The file holds data rather than text: choose a .txt, .html, .docx or .pdf file.")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        named = _as_declared(data, declared)
    return named or _guessed(data)


def _as_declared(data: bytes, declared: str) -> Decoded | None:
    try:
        name = codecs.lookup(declared.strip().strip("\"'")).name if declared.strip() else ""
        # A page that says UTF-8 and has a few damaged bytes is still UTF-8; any other encoding must fit as a whole.
        text = data.decode(_WEB_NAMES.get(name, name), "replace" if name == "utf-8" else "strict") if name else ""
    except (LookupError, UnicodeError):
        return None
    if not name or text.count("\ufffd") > len(text) // 1000:
        return None
    return Decoded(text, _WEB_NAMES.get(name, name))


def _guessed(data: bytes) -> Decoded:
    sample = data[:_SAMPLE]
    # In Latin letters those with accents stand alone or in pairs; other scripts are made of them, even in a few quoted
    # words of an English article.
    in_runs = sum(map(len, _HIGH_RUNS.findall(sample)))
    if 2 * in_runs > len(_HIGH.findall(sample)):
        encoding = _best_cyrillic(sample) or _best_of(sample, _FOREIGN) or "cp1252"
    elif _looks_western(sample):
        encoding = "cp1252"
    else:
        encoding = _best_of(sample, _CENTRAL_EUROPEAN) or "cp1252"
    return Decoded(data.decode(encoding, "replace"), encoding, guessed=True)


def _best_cyrillic(sample: bytes) -> str:
    """Return the Cyrillic encoding in which `sample` has most frequent letters and vowels, "" where none convinces."""
    encoding = max(_CYRILLIC, key=lambda name: _cyrillic_score(sample, name))
    return encoding if _cyrillic_score(sample, encoding) > _CONVINCING else ""


def _cyrillic_score(sample: bytes, encoding: str) -> float:
    high = "".join(run.decode(encoding, "replace") for run in _HIGH_RUNS.findall(sample))
    letters = [letter for letter in high if letter not in _BESIDE_LETTERS]
    frequent = sum((letter in _FREQUENT) + (letter in _VOWELS) for letter in letters)
    return frequent / len(letters) if letters else 0.0


def _looks_western(sample: bytes) -> bool:
    """Return whether Windows-1252 puts letters, not signs such as "³", beside other letters."""
    text = sample.decode("cp1252", "replace")
    pairs = re.findall(r"(?<=[^\W\d_])[^\x00-\x7f]|[^\x00-\x7f](?=[^\W\d_])", text)
    odd = sum(not letter.isalpha() and letter not in _BESIDE_LETTERS for letter in pairs)
    return odd <= len(pairs) // 50


def _best_of(sample: bytes, encodings: list[str]) -> str:
    from charset_normalizer import from_bytes  # slow to import, seldom needed

    best = from_bytes(sample, cp_isolation=encodings).best()
    return best.encoding if best is not None else ""
