import pytest

from annotator.errors import UnreadableFile
from annotator.exchange.encodings import decode

RUSSIAN = "Он сказал: «Береги себя». Президент обратился к гражданам России и заявил, что у них есть четыре варианта."
UKRAINIAN = "Президент України звернувся до росіян: «Ви вже співучасники всіх цих злочинів, убивств і катувань»."
GERMAN = "Die Ministerin sagte: „Jeder, der mutig aufsteht, kann Asyl beantragen“ – für Flüchtlinge schön."
FRENCH = "Le président a déclaré: «C'est une décision très grave», après l'élection à Besançon. Il était parti."
POLISH = "Żółć i gęślą jaźń. Minister powiedział, że będzie dobrze, ponieważ wszyscy są bezpieczni."
ARABIC = "قال الرئيس إن بلاده لن تتراجع عن موقفها، وأضاف أن على الجميع تحمل المسؤولية."
HEBREW = "אמר ראש הממשלה כי המדינה לא תיסוג מעמדתה והוסיף כי כולם אחראים"
QUOTED = "The president said that he would not give in. “Берегите себя,” he said, and left the room in a hurry."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [RUSSIAN, GERMAN, ARABIC])
def test_unicode_is_read_with_and_without_a_mark_and_needs_no_remark(text: str, encoding: str) -> None:
    read = decode(text.encode(encoding))
    assert read.text == text
    assert read.remarks == ()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp866"),
        (RUSSIAN, "iso8859-5"),
        (UKRAINIAN, "cp1251"),
        (UKRAINIAN, "koi8-u"),
        (QUOTED, "cp1251"),
        (GERMAN, "cp1252"),
        (FRENCH, "latin-1"),
        ("Größe", "latin-1"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (ARABIC, "cp1256"),
        (HEBREW, "cp1255"),
    ],
)
def test_an_old_encoding_is_guessed_from_the_letters_and_said_to_be_a_guess(text: str, encoding: str) -> None:
    data = text.encode(encoding, "ignore")
    read = decode(data)
    assert read.text == data.decode(encoding)
    assert "was read as" in read.remarks[0]


def test_the_remark_names_the_encoding() -> None:
    assert "Windows-1251" in decode(RUSSIAN.encode("cp1251")).remarks[0]


def test_a_declared_encoding_is_believed_and_is_no_guess() -> None:
    read = decode("Cumhurbaşkanı ağır".encode("cp1254"), "windows-1254")
    assert (read.text, read.remarks) == ("Cumhurbaşkanı ağır", ())


def test_a_page_that_declares_latin_1_has_the_quotation_marks_of_windows_1252() -> None:
    assert decode("“Größe”".encode("cp1252"), "ISO-8859-1").text == "“Größe”"


def test_utf_8_is_recognised_even_where_something_else_is_declared() -> None:
    assert decode(RUSSIAN.encode(), "windows-1251").text == RUSSIAN


def test_an_unknown_declaration_does_no_harm() -> None:
    assert decode("Größe".encode("latin-1"), "klingon").text == "Größe"


def test_a_page_in_utf_8_with_one_damaged_letter_stays_utf_8() -> None:
    read = decode(RUSSIAN.encode() * 20 + b"\xff", "utf-8")
    assert read.text.startswith(RUSSIAN)


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"\x00" * 64, b"text" + b"\x00\x01\x02\x03" * 9])
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="data rather than text"):
        decode(data)


def test_a_damaged_utf_16_file_is_refused_with_the_place() -> None:
    with pytest.raises(UnreadableFile, match="UTF-16 text but is damaged at byte"):
        decode("Größe".encode("utf-16") + b"\x00")
