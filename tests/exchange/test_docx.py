from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from annotator.errors import InvalidInput, TooLarge, UnreadableFile
from annotator.exchange.docx import read

DocxMaker = Callable[[Callable[[Document], object]], bytes]
BODY = "The minister said on Friday that the border would stay open, whatever the neighbours decided about theirs."


def _append(document: Document, xml: str) -> None:
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(xml))


def test_paragraphs_headings_captions_and_tables_come_in_reading_order(docx_of: DocxMaker) -> None:
    def fill(document: Document) -> None:
        document.add_heading("‘We stay open’, says minister", 0)
        document.add_paragraph("By Ann Example")
        document.add_paragraph(BODY)
        caption = document.add_paragraph("A bus in the square.", style="Caption")
        caption.add_run().add_break()
        caption.add_run("Twitter / @somebody")
        document.add_table(1, 2).rows[0].cells[1].text = "In a table"
        document.add_paragraph("The end.")

    found = read(docx_of(fill))
    assert found.text.split("\n\n") == [
        "‘We stay open’, says minister",
        "By Ann Example",
        BODY,
        "A bus in the square.\nTwitter / @somebody",
        "In a table",
        "The end.",
    ]
    assert (found.title, found.byline) == ("‘We stay open’, says minister", "Ann Example")


def test_tracked_changes_are_read_as_accepted_and_hidden_words_left_out(docx_of: DocxMaker) -> None:
    def fill(document: Document) -> None:
        _append(
            document,
            f"""<w:p {nsdecls("w")}><w:r><w:t xml:space="preserve">They will </w:t></w:r>
            <w:del w:id="1" w:author="a"><w:r><w:delText>never </w:delText></w:r></w:del>
            <w:ins w:id="2" w:author="a"><w:r><w:t xml:space="preserve">surely </w:t></w:r></w:ins>
            <w:r><w:rPr><w:vanish/></w:rPr><w:t>secretly </w:t></w:r>
            <w:r><w:instrText>HYPERLINK x</w:instrText></w:r><w:r><w:t>come.</w:t></w:r></w:p>""",
        )

    assert read(docx_of(fill)).text == "They will surely come."


def test_a_text_box_is_read_once_and_apart(docx_of: DocxMaker) -> None:
    namespaces = (
        f"{nsdecls('w')} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "
        "xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' "
        "xmlns:v='urn:schemas-microsoft-com:vml'"
    )
    box = "<w:txbxContent><w:p><w:r><w:t>A caption in a box.</w:t></w:r></w:p></w:txbxContent>"

    def fill(document: Document) -> None:
        _append(
            document,
            f"""<w:p {namespaces}><w:r><w:t>Around the box.</w:t></w:r><w:r><mc:AlternateContent>
            <mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice>
            <mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback></mc:AlternateContent></w:r></w:p>""",
        )

    assert read(docx_of(fill)).text == "Around the box.\n\nA caption in a box."


def test_properties_that_somebody_filled_in_are_used(docx_of: DocxMaker) -> None:
    def fill(document: Document) -> None:
        document.add_paragraph(BODY)
        core = document.core_properties
        core.title, core.author, core.language = "A title of its own", "Ann Example", "en-GB"
        core.created = datetime(2022, 9, 22, tzinfo=UTC)

    found = read(docx_of(fill))
    assert (found.title, found.byline, found.language) == ("A title of its own", "Ann Example", "en")
    assert found.published_on == date(2022, 9, 22)
    assert found.text == BODY


def test_properties_that_a_program_wrote_are_not_believed(docx_of: DocxMaker) -> None:
    def fill(document: Document) -> None:
        document.add_paragraph("Министр сказал, что граница останется открытой.")
        document.core_properties.title = "Microsoft Word - Document1"

    found = read(docx_of(fill))
    assert (found.title, found.byline, found.language, found.published_on) == ("", "", "", None)


def test_a_zip_that_is_no_word_document_is_named(zip_of: Callable[[dict[str, bytes]], bytes]) -> None:
    with pytest.raises(UnreadableFile, match="a spreadsheet"):
        read(zip_of({"xl/workbook.xml": b"<a/>"}))
    with pytest.raises(UnreadableFile, match="an archive"):
        read(zip_of({"notes.txt": b"hello"}))


def test_a_damaged_word_document_is_refused(docx_of: DocxMaker, zip_of: Callable[[dict[str, bytes]], bytes]) -> None:
    whole = docx_of(lambda document: document.add_paragraph(BODY))
    for broken in (
        whole[: len(whole) // 2],
        whole[:400] + b"\x00" * 40 + whole[440:],
        zip_of({"word/document.xml": b"<not xml"}),
    ):
        with pytest.raises(UnreadableFile, match="damaged"):
            read(broken)


def test_entities_and_deep_nesting_do_no_harm(docx_of: DocxMaker) -> None:
    import io
    import zipfile

    def with_document(xml: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(docx_of(lambda document: None))) as old, zipfile.ZipFile(out, "w") as new:
            for entry in old.infolist():
                new.writestr(entry, xml if entry.filename == "word/document.xml" else old.read(entry))
        return out.getvalue()

    w = b"xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
    laughs = b"<!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;'>]>"
    with pytest.raises((InvalidInput, UnreadableFile)):
        read(
            with_document(
                laughs + b"<w:document " + w + b"><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>"
            )
        )
    with pytest.raises(UnreadableFile, match="damaged"):
        read(with_document(b"<w:document " + w + b"><w:body>" + b"<w:sdt>" * 50_000))


def test_a_document_without_text_is_refused(docx_of: DocxMaker) -> None:
    with pytest.raises(InvalidInput, match="no text"):
        read(docx_of(lambda document: document.add_paragraph("  ")))


def test_a_zip_bomb_is_refused_before_it_is_opened(zip_of: Callable[[dict[str, bytes]], bytes]) -> None:
    with pytest.raises(TooLarge, match="unpacks to far more"):
        read(zip_of({"word/document.xml": b" " * (40 * 1024 * 1024)}))
