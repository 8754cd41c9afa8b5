from annotator.domain.alignments import Link
from annotator.domain.articles import Article
from annotator.domain.passages import PassageDetails
from annotator.domain.sources import SourceDetails
from annotator.domain.spans import Span
from annotator.services.attach_source import attach_source
from annotator.services.link_words import link_words
from annotator.services.mark_passage import mark_quote
from annotator.storage import Storage
from annotator.storage.alignments import StoredLink

ENGINE = Link(Span(0, 2), Span(40, 42), "local:starter", 0.9)
PERSON = Link(Span(0, 2), Span(40, 42), "person", 1.0)


def _linked(storage: Storage, article: Article, language: str, link: Link) -> list[StoredLink]:
    passage = mark_quote(storage, article.id, "We left no one behind", 1, PassageDetails())
    sources = attach_source(storage, passage.id, None, SourceDetails("Мы никого не оставили", language))
    return link_words(passage, "en", sources, [], [StoredLink(sources[0].id, None, link)])


def test_words_are_linked_by_the_lexicon_in_the_offsets_of_document_and_article(
    storage: Storage, article: Article
) -> None:
    pairs = {
        (entry.link.source.within("Мы никого не оставили"), entry.link.rendering.within(article.text))
        for entry in _linked(storage, article, "ru", ENGINE)
    }
    assert ("оставили", "left") in pairs


def test_what_an_engine_left_behind_gives_way_to_the_lexicon_and_a_persons_links_stay(
    storage: Storage, article: Article
) -> None:
    assert ENGINE not in [entry.link for entry in _linked(storage, article, "ru", ENGINE)]
    assert PERSON in [entry.link for entry in _linked(storage, article, "ru", PERSON)]


def test_without_a_lexicon_the_stored_links_are_all_there_are(storage: Storage, article: Article) -> None:
    assert [entry.link for entry in _linked(storage, article, "bg", ENGINE)] == [ENGINE]
