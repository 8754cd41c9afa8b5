from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from annotator.domain.articles import Article, ArticleDetails
from annotator.domain.notes import Note, NoteDetails, NoteState
from annotator.domain.passages import Passage, PassageDetails
from annotator.domain.search import Hit, HitKind
from annotator.domain.sources import Source, SourceDetails, SourceKind
from annotator.domain.spans import Span, occurrences
from annotator.storage import Storage
from tests.conftest import SPOKEN
from tests.contents import rows


def _kinds(storage: Storage, words: str) -> list[HitKind]:
    return [hit.kind for hit in storage.search.find(words)]


def _whole(hit: Hit) -> str:
    return "".join(text for text, _ in hit.snippet)


def _matches(hit: Hit) -> list[str]:
    return [text for text, matched in hit.snippet if matched]


def test_words_are_found_in_the_text_of_an_article(storage: Storage, article: Article) -> None:
    (hit,) = storage.search.find("nurse")
    assert (hit.kind, hit.article_id, hit.article_title) == (HitKind.ARTICLE, article.id, "Ferry returns")
    assert (hit.passage_id, hit.note_id) == (None, None)
    assert _matches(hit) == ["nurse"]


@pytest.mark.parametrize("words", ["Паром", "Estuary", "ellwood", "Estuary Ellwood"])
def test_an_article_is_found_by_title_outlet_and_byline(storage: Storage, words: str) -> None:
    details = ArticleDetails("Паром вернулся", outlet="The Estuary Post", byline="Marta Ellwood")
    article = storage.articles.add(details, "Quite other words.")
    (hit,) = storage.search.find(words)
    assert (hit.kind, hit.article_id) == (HitKind.ARTICLE, article.id)
    assert _matches(hit)


def test_an_article_that_holds_the_words_twice_over_is_found_once(storage: Storage, article: Article) -> None:
    assert _kinds(storage, "Ferry returns") == [HitKind.ARTICLE]


def test_an_article_is_found_by_its_new_title_and_no_longer_by_the_old(storage: Storage) -> None:
    article = storage.articles.add(ArticleDetails("Old headline"), "Words.")
    storage.articles.edit(article.id, None, ArticleDetails("New headline"))
    assert _kinds(storage, "Old") == []
    assert _kinds(storage, "New") == [HitKind.ARTICLE]


def test_words_are_found_in_passages_sources_and_notes_with_the_place_to_go_to(
    storage: Storage, passage: Passage, source: Source, note: Note
) -> None:
    (by_speaker,) = storage.search.find("Sedykh")
    assert (by_speaker.kind, by_speaker.passage_id) == (HitKind.PASSAGE, passage.id)
    (in_source,) = storage.search.find("известно")
    assert (in_source.kind, in_source.passage_id, in_source.note_id) == (HitKind.SOURCE, passage.id, None)
    (in_note,) = storage.search.find("lost")
    assert (in_note.kind, in_note.passage_id, in_note.note_id) == (HitKind.NOTE, passage.id, note.id)
    assert _kinds(storage, "left") == [HitKind.ARTICLE, HitKind.PASSAGE]


@pytest.mark.parametrize(
    ("words", "matched"),
    [
        ("оставили", ["оставили"]),
        ("ОСТАВИЛИ", ["оставили"]),
        ("остав", ["оставили"]),
        ("никого мы", ["мы", "никого"]),
    ],
)
def test_cyrillic_words_are_found_in_either_case_unfinished_and_in_any_order(
    storage: Storage, source: Source, words: str, matched: list[str]
) -> None:
    (hit,) = storage.search.find(words)
    assert _matches(hit) == matched


@pytest.mark.parametrize("words", ["نسأل", "لم نسأل", "أحدًا", "أحد", "جاء"])
def test_arabic_words_are_found(storage: Storage, article: Article, words: str) -> None:
    assert _kinds(storage, words) == [HitKind.ARTICLE]


@pytest.mark.parametrize("words", ["café", "cafe", "CAFÉ", "cafe\u0301", "Zoë", "zoe", "Zoe\u0308"])
def test_accents_do_not_matter(storage: Storage, article: Article, words: str) -> None:
    assert _kinds(storage, words) == [HitKind.ARTICLE]


def test_only_the_last_word_may_be_unfinished(storage: Storage, article: Article) -> None:
    assert _kinds(storage, "nurse Arab") == [HitKind.ARTICLE]
    assert _kinds(storage, "nur Arabic") == []


def test_all_words_must_be_there(storage: Storage, article: Article) -> None:
    assert _kinds(storage, "nurse submarine") == []


OPERATORS = [
    *('"', '""', "'", "*", "(", ")", "^", "-", "+", ":", "\\", "%", "«»", "—", "🚢", "\x00", "a\x00b"),
    *("NEAR", "AND", "OR", "NOT", "a AND", "OR b", "NOT c", "NEAR(a b, 2)", "title:ferry", "{title text}: a"),
    *("a*b", '"unfinished', 'ab"c', "; drop table article", "x'00'"),
]


@pytest.mark.parametrize("words", OPERATORS)
def test_quotes_and_operators_in_a_query_are_harmless(storage: Storage, note: Note, words: str) -> None:
    storage.search.find(words)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@example('a"b NEAR(c)')
@given(st.text(max_size=30))
def test_any_query_is_harmless(storage: Storage, article: Article, words: str) -> None:
    storage.search.find(words)


@pytest.mark.parametrize("words", ["AND", "or", "NOT", "near"])
def test_operators_are_searched_for_as_words(storage: Storage, words: str) -> None:
    storage.articles.add(ArticleDetails("A"), f"This text has {words} in it.")
    storage.articles.add(ArticleDetails("B"), "This one has others.")
    assert [_matches(hit) for hit in storage.search.find(f"{words} has this")] == [["This", "has", words]]


@pytest.mark.parametrize("quoted", ["“nurse”", '"nurse"', "nurse,", "(nurse)", "nurse*", "-nurse"])
def test_punctuation_around_a_word_does_not_matter(storage: Storage, article: Article, quoted: str) -> None:
    assert _kinds(storage, quoted) == [HitKind.ARTICLE]


@pytest.mark.parametrize("blank", ["", "   ", "\n", "—", "«»!?"])
def test_a_query_without_words_finds_nothing(storage: Storage, note: Note, blank: str) -> None:
    assert storage.search.find(blank) == []


def test_deleted_things_are_not_found(storage: Storage, note: Note, source: Source) -> None:
    storage.notes.delete(note.id, None)
    assert _kinds(storage, "lost") == []
    storage.sources.detach(source.id)
    assert _kinds(storage, "известно") == []
    storage.passages.delete(note.passage_id, None)
    assert _kinds(storage, "Sedykh") == []
    storage.articles.delete(note.article_id, None)
    assert _kinds(storage, "nurse") == []
    assert _kinds(storage, "Ferry returns") == []


@pytest.mark.parametrize("owner", ["passage", "article"])
def test_what_belongs_to_something_deleted_is_not_found(storage: Storage, note: Note, owner: str) -> None:
    if owner == "passage":
        storage.passages.delete(note.passage_id, None)
    else:
        storage.articles.delete(note.article_id, None)
    assert [_kinds(storage, words) for words in ("lost", "известно", "Sedykh")] == [[], [], []]


def test_a_document_whose_storing_was_undone_is_not_found(storage: Storage, source: Source) -> None:
    storage.events.undo(storage.events.of("source_document", source.document.id)[0].id)
    assert storage.sources.of_passage(source.passage_id) == []
    assert _kinds(storage, "известно") == []


def test_what_comes_back_is_found_again(storage: Storage, note: Note) -> None:
    storage.events.undo(storage.notes.delete(note.id, None))
    assert _kinds(storage, "lost") == [HitKind.NOTE]


def test_edited_words_are_found_and_old_ones_are_not(storage: Storage, note: Note, source: Source) -> None:
    storage.notes.edit(note.id, None, NoteDetails("tone", "minor", "Entirely rewritten."))
    storage.sources.edit_document(source.document.id, None, SourceDetails("Совсем иначе.", "ru"))
    assert [_kinds(storage, words) for words in ("lost", "известно")] == [[], []]
    assert [_kinds(storage, words) for words in ("rewritten", "иначе")] == [[HitKind.NOTE], [HitKind.SOURCE]]


def test_two_passages_with_the_same_words_are_both_found(storage: Storage, article: Article, passage: Passage) -> None:
    span = occurrences(passage.text, article.text)[1]
    other = storage.passages.add(article.id, article.version_id, article.text, span, PassageDetails())
    found = [hit.passage_id for hit in storage.search.find("behind") if hit.kind is HitKind.PASSAGE]
    assert sorted(found, key=str) == [passage.id, other.id]


def test_the_first_passage_stands_for_all_of_an_article_that_share_a_document(
    storage: Storage, article: Article, passage: Passage
) -> None:
    document = storage.sources.add_document(SourceKind.TRANSCRIPT, SourceDetails(SPOKEN, "ru"), article_id=article.id)
    other = storage.passages.add(article.id, article.version_id, article.text, Span(0, 5), PassageDetails())
    for place in (passage, other):
        storage.sources.attach(place.id, document, Span(0, 9), article_id=article.id, position=0)
    assert [hit.passage_id for hit in storage.search.find("известно")] == [passage.id]


def test_a_snippet_is_cut_around_the_match_and_holds_the_words_of_the_text(storage: Storage) -> None:
    text = " ".join(f"word{number}" for number in range(200)) + " and <b>the nurse</b> " + "more words " * 100
    storage.articles.add(ArticleDetails("Long"), text.strip())
    (hit,) = storage.search.find("nurse")
    assert _matches(hit) == ["nurse"]
    assert _whole(hit).startswith(" … ")
    assert _whole(hit).strip(" …") in text
    assert "<b>the nurse</b>" in _whole(hit)
    assert len(_whole(hit)) < 300


def test_each_kind_gives_fifty_hits_at_most(storage: Storage, passage: Passage) -> None:
    with storage.write():
        for number in range(60):
            details = NoteDetails("tone", "minor", f"wording {number}")
            storage.notes.add(passage.id, passage.article_id, details, [], origin="person", state=NoteState.OPEN)
    assert len(storage.search.find("wording")) == 50


def test_the_dots_of_yo_do_not_matter_either(storage: Storage) -> None:
    storage.articles.add(ArticleDetails("A"), "Мы ещё вернёмся.")
    assert _kinds(storage, "еще") == [HitKind.ARTICLE]


ARABIC = "قال الضابط: «لم نَسْأَلْ أحدًا عمّا جرى في المدرسـة»."
CHINESE = "记者问起桥的事。我们没有留下任何人。COP26会议推迟了。"


@pytest.mark.parametrize("words", ["أحدا", "أحدًا", "نسأل", "عما جرى", "المدرسة", "المدرسه", "الضابط احدا", "مدرس"])
def test_arabic_signs_and_the_forms_of_its_letters_do_not_matter(storage: Storage, words: str) -> None:
    storage.articles.add(ArticleDetails("A"), ARABIC)
    (hit,) = storage.search.find(words)
    assert all(_matches(hit))
    assert _whole(hit).strip(" …") in ARABIC


def test_hebrew_points_do_not_matter(storage: Storage) -> None:
    storage.articles.add(ArticleDetails("A"), "הוא אמר: שָׁלוֹם לכולם")
    (hit,) = storage.search.find("שלום")
    assert _matches(hit) == ["שָׁלוֹם"]


@pytest.mark.parametrize("words", ["留下", "没有留下任何人", "桥", "会议", "COP26会议", "留下 COP26", "cop26 会议"])
def test_chinese_words_are_found_inside_a_sentence(storage: Storage, words: str) -> None:
    storage.articles.add(ArticleDetails("A"), CHINESE)
    (hit,) = storage.search.find(words)
    assert _matches(hit)
    assert _whole(hit).strip(" …") in CHINESE


@pytest.mark.parametrize("words", ["留 上", "留上", "桥 submarine", "أحمد", "%", "_桥_%上"])
def test_what_is_not_there_is_not_found_by_its_parts(storage: Storage, words: str) -> None:
    storage.articles.add(ArticleDetails("A"), CHINESE)
    storage.articles.add(ArticleDetails("B"), ARABIC)
    assert storage.search.find(words) == []


def test_words_without_spaces_are_found_in_passages_sources_and_notes(storage: Storage, article: Article) -> None:
    details = PassageDetails(speaker="王毅")
    passage = storage.passages.add(article.id, article.version_id, article.text, Span(0, 5), details)
    document = storage.sources.add_document(SourceKind.TRANSCRIPT, SourceDetails(CHINESE, "zh"), article_id=article.id)
    storage.sources.attach(passage.id, document, Span(0, 5), article_id=article.id, position=0)
    note = NoteDetails("tone", "minor", "“留下”是什么意思")
    storage.notes.add(passage.id, article.id, note, [], origin="person", state=NoteState.OPEN)
    assert _kinds(storage, "王") == [HitKind.PASSAGE]
    assert _kinds(storage, "留下") == [HitKind.SOURCE, HitKind.NOTE]
    assert [entry.id for entry in storage.documents.find(words="任何")] == [document.id]
    assert storage.documents.find(words="王毅") == []


def test_the_second_index_follows_what_is_edited_and_deleted(storage: Storage) -> None:
    article = storage.articles.add(ArticleDetails("旧标题"), "Words.")
    storage.articles.edit(article.id, None, ArticleDetails("新标题"))
    assert [_kinds(storage, words) for words in ("旧", "新")] == [[], [HitKind.ARTICLE]]
    storage.articles.edit(article.id, None, ArticleDetails("Plain"))
    assert _kinds(storage, "新") == []
    storage.articles.edit(article.id, None, ArticleDetails("再来"))
    assert _kinds(storage, "再来") == [HitKind.ARTICLE]
    storage.articles.delete(article.id, None)
    assert _kinds(storage, "再来") == []


def test_a_snippet_of_a_long_chinese_text_is_cut_around_the_match(storage: Storage) -> None:
    storage.articles.add(ArticleDetails("A"), "天气很好。" * 400 + "我们没有留下任何人。" + "天气很好。" * 400)
    (hit,) = storage.search.find("留下")
    assert _matches(hit) == ["留下"]
    assert _whole(hit).startswith(" … ")
    assert len(_whole(hit)) < 300


def test_only_rows_in_such_scripts_are_indexed_twice(storage: Storage, database: Path) -> None:
    storage.articles.add(ArticleDetails("A"), "Plain words, и слова.")
    storage.articles.add(ArticleDetails("B"), "会议")
    assert rows(database, "select words from article_version_folded") == [("会议",)]
