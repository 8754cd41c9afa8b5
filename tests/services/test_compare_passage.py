from annotator.domain.articles import Article, ArticleDetails
from annotator.domain.linking import PERSON, RulingKind
from annotator.domain.notes import Side
from annotator.domain.passages import Passage, PassageDetails
from annotator.domain.renderings import Rendering
from annotator.domain.rows import Row
from annotator.domain.sources import Source, SourceDetails
from annotator.domain.spans import occurrences
from annotator.services.attach_source import attach_source
from annotator.services.compare_passage import Comparison, compare_passage
from annotator.services.edit_links import Edit, edit_links
from annotator.services.mark_passage import mark_quote
from annotator.services.write_note import MarkedWords
from annotator.storage import Storage
from tests.conftest import SPOKEN

RUSSIAN = (
    "Мы стоим здесь с четырёх утра, и никто не сказал нам, придёт ли паром. "
    "Завтра мы поедем домой, если дом ещё есть, и посчитаем людей."
)
ENGLISH = (
    "We have been standing here since four in the morning, and nobody told us whether the ferry will come. "
    "Tomorrow we will go home, if there is still a home, and we will count the people."
)


def _token(row: Row, text: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    token = next(token for token in row.tokens if token.text == text)
    return token.links, token.groups, token.mark


def _text(comparison: Comparison, key: str) -> str:
    return next(token.text for row in comparison.rows for token in row.tokens if token.key == key)


def test_a_word_names_its_counterparts_in_the_other_rows(
    storage: Storage, passage: Passage, source: Source, rendering: Rendering
) -> None:
    comparison = compare_passage(storage, passage, "en", [])
    links, groups, _ = _token(comparison.reporter, "left")
    assert {_text(comparison, key) for key in links} == {"оставили", "left"}
    assert all(group.startswith(f"s{source.id}.r.") for group in groups)
    assert "".join(token.text for token in comparison.reporter.tokens) == passage.text


def test_words_of_reporter_and_machine_answer_to_each_other_over_the_original(
    storage: Storage, passage: Passage, source: Source, rendering: Rendering
) -> None:
    comparison = compare_passage(storage, passage, "en", [])
    links, _, _ = _token(comparison.reporter, "no")
    assert "nobody" in {_text(comparison, key) for key in links}


def test_what_a_person_said_is_told_in_words_beside_what_was_found(
    storage: Storage, article: Article, passage: Passage, source: Source
) -> None:
    def picked(said: str) -> list[MarkedWords]:
        return [MarkedWords(Side.SOURCE, source.document.id, occurrences(said, SPOKEN)[0])]

    behind = [MarkedWords(Side.REPORTER, article.version_id, occurrences("behind", article.text)[0])]
    edit_links(storage, passage.id, 0, Edit.LINK, [*picked("Насколько мне"), *behind])
    edit_links(storage, passage.id, 1, Edit.MARK, picked("известно"))
    comparison = compare_passage(storage, passage, "en", [])
    by_hand = [entry for entry in comparison.links if entry.origin == PERSON]
    assert [(entry.kind, entry.source, entry.rendering, entry.author) for entry in by_hand] == [
        (RulingKind.LINK, "Насколько мне", "behind", "Daria Lindqvist"),
        (RulingKind.UNRENDERED, "известно", "", "Daria Lindqvist"),
    ]
    assert comparison.revision == 2
    assert comparison.to_check == []
    assert _token(comparison.sources[0], "известно")[2] == "unrendered"
    assert _token(comparison.reporter, "behind")[1][0].endswith(".p")


def test_a_long_passage_is_cut_into_bands_that_hold_all_of_it(storage: Storage) -> None:
    article = storage.articles.add(ArticleDetails("Hill"), f"Hill\n\n{ENGLISH}")
    passage = mark_quote(storage, article.id, ENGLISH, None, PassageDetails())
    attach_source(storage, passage.id, None, SourceDetails(RUSSIAN, "ru"))
    comparison = compare_passage(storage, passage, "en", [])
    assert [band.sources[0].text.split()[0] for band in comparison.bands] == ["Мы", "Завтра"]
    assert [band.reporter.text.split()[0] for band in comparison.bands] == ["We", "Tomorrow"]
    for row, parts in (
        (comparison.sources[0], [band.sources[0] for band in comparison.bands]),
        (comparison.reporter, [band.reporter for band in comparison.bands]),
    ):
        assert [token for part in parts for token in part.tokens] == row.tokens


def test_without_an_original_there_is_one_band_and_nothing_to_link(storage: Storage, passage: Passage) -> None:
    comparison = compare_passage(storage, passage, "en", [])
    assert len(comparison.bands) == 1
    assert (comparison.links, comparison.remarks, comparison.sources) == ([], [], [])
