import time

import pytest

from annotator.domain.alignments import Link
from annotator.domain.articles import Article, ArticleDetails
from annotator.domain.linking import PERSON, Ruling, RulingKind
from annotator.domain.passages import Passage, PassageDetails
from annotator.domain.renderings import Rendering
from annotator.domain.sources import Source, SourceDetails
from annotator.domain.spans import Span, occurrences
from annotator.services.attach_source import attach_source
from annotator.services.link_words import Aligned, link_passage, link_words, missing_links, signature
from annotator.services.mark_passage import mark_quote
from annotator.storage import Storage
from annotator.storage.alignments import Texts

SAID = "Мы никого не оставили"
QUOTE = "We left no one behind"
ENGINE = Link(Span(0, 2), Span(3, 7), "local", 0.9)
SIGNED = "engine:local|model:starter|revision:1|version:1"


def _passage(storage: Storage, article: Article, language: str = "ru", said: str = SAID) -> Passage:
    passage = mark_quote(storage, article.id, QUOTE, 1, PassageDetails())
    attach_source(storage, passage.id, None, SourceDetails(said, language))
    return passage


def _linked(storage: Storage, passage: Passage, language: str = "en") -> list[Aligned]:
    return link_words(storage, passage, language, storage.sources.of_passage(passage.id), [])


def _words(entry: Aligned) -> set[tuple[str, str]]:
    texts = entry.texts
    return {(link.source.within(texts.source), link.rendering.within(texts.rendering)) for link in entry.merged.links}


def _texts(storage: Storage, passage: Passage, rendering: Rendering | None = None) -> Texts:
    (source,) = storage.sources.of_passage(passage.id)
    ids = passage.id, passage.article_id, source.id
    if rendering:
        return Texts(*ids, rendering.id, source.quote.exact, rendering.text)
    return Texts(*ids, None, source.quote.exact, passage.text)


def test_words_are_linked_by_the_lexicon_from_the_beginning_of_the_words(storage: Storage, article: Article) -> None:
    (entry,) = _linked(storage, _passage(storage, article))
    assert ("оставили", "left") in _words(entry)
    assert entry.offset == article.text.index(QUOTE)
    assert not entry.complete


def test_what_was_found_is_stored_once_with_the_signature_of_the_aligner(storage: Storage, article: Article) -> None:
    passage = _passage(storage, article)
    (found,) = link_passage(storage, passage.id)
    (stored,) = storage.alignments.automatic(passage.id)
    assert (stored.links, stored.complete, stored.signature) == (found.automatic, True, signature("ru"))
    assert _linked(storage, passage)[0].complete
    link_passage(storage, passage.id)
    assert len(storage.alignments.automatic(passage.id)) == 1


def test_an_engines_links_give_way_to_the_lexicon_and_a_persons_stay(storage: Storage, article: Article) -> None:
    passage = _passage(storage, article)
    storage.alignments.keep(_texts(storage, passage), SIGNED, [ENGINE])
    assert ("Мы", "left") not in _words(_linked(storage, passage)[0])
    ruling = Ruling(RulingKind.LINK, (ENGINE.source,), (ENGINE.rendering,))
    storage.alignments.replace_rulings(_texts(storage, passage), [], [ruling])
    for again in (False, True):
        link_passage(storage, passage.id, again=again)
        (entry,) = _linked(storage, passage)
        assert [pair for pair in _words(entry) if "Мы" in pair or "left" in pair] == [("Мы", "left")]
        assert [group.origin for group in entry.merged.groups if group.ruling] == [PERSON]


def test_without_a_lexicon_an_engines_links_are_evidence(storage: Storage, article: Article) -> None:
    passage = _passage(storage, article, "bg")
    assert ("Мы", "left") not in _words(_linked(storage, passage)[0])
    storage.alignments.keep(_texts(storage, passage), SIGNED, [ENGINE])
    assert _words(_linked(storage, passage)[0]) == {("Мы", "left")}
    assert any("no lexicon for Bulgarian" in sentence for sentence in missing_links("en", _linked(storage, passage)))


def test_in_another_language_than_english_an_engines_links_are_all_there_are(storage: Storage) -> None:
    article = storage.articles.add(ArticleDetails("Fähre", language="de"), f"Fähre\n\n{QUOTE}.")
    passage = _passage(storage, article)
    assert _linked(storage, passage, "de")[0].automatic == ()
    storage.alignments.keep(_texts(storage, passage), SIGNED, [ENGINE])
    (entry,) = _linked(storage, passage, "de")
    assert entry.automatic == (ENGINE,)
    assert any("only with English" in sentence for sentence in missing_links("de", [entry]))


def test_links_of_other_texts_are_not_shown(storage: Storage, article: Article) -> None:
    passage = _passage(storage, article)
    texts = _texts(storage, passage)
    other = Texts(passage.id, article.id, texts.source_id, None, "Мы никого не", passage.text)
    storage.alignments.keep(other, signature("ru"), [Link(Span(0, 2), Span(8, 10), "lexicon", 0.9)])
    assert ("Мы", "no") not in _words(_linked(storage, passage)[0])


def test_a_ruling_whose_words_nobody_carried_is_to_be_checked(storage: Storage, article: Article) -> None:
    passage = _passage(storage, article)
    ruling = Ruling(RulingKind.LINK, (Span(0, 2), Span(13, 21)), (Span(0, 2),))
    storage.alignments.replace_rulings(_texts(storage, passage), [], [ruling])
    (source,) = storage.sources.of_passage(passage.id)
    storage.sources.edit_document(source.document.id, None, SourceDetails("Они ушли", "ru"))
    storage.sources.move(source.id, "Они ушли", Span(0, 8))
    (entry,) = _linked(storage, passage)
    (found,) = entry.rulings
    assert (found.check_again, found.earlier) == (True, ("Мы … оставили", "We"))
    assert all(span.end <= 8 for span in found.source)


def test_each_rendering_has_its_own_links(
    storage: Storage, passage: Passage, source: Source, rendering: Rendering
) -> None:
    found = link_words(storage, passage, "en", [source], [rendering])
    assert [entry.texts.rendering_id for entry in found] == [None, rendering.id]
    assert ("известно", "know") in _words(found[1])


@pytest.mark.parametrize("said", ["2022", "24.02.2022, 500", "🙏", "We left no one behind"])
def test_any_source_is_linked_as_far_as_it_goes(storage: Storage, article: Article, said: str) -> None:
    (entry,) = _linked(storage, _passage(storage, article, "ru", said))
    same = said == QUOTE
    assert bool(entry.merged.links) == same
    assert any("are the same" in sentence for sentence in missing_links("en", [entry])) == same


def test_a_passage_too_long_to_align_says_so_at_once(storage: Storage) -> None:
    text = "word " * 2000
    article = storage.articles.add(ArticleDetails("Long"), text.strip())
    passage = storage.passages.add(article.id, article.version_id, article.text, Span(0, 9999), PassageDetails())
    attach_source(storage, passage.id, None, SourceDetails("слово " * 2000, "ru"))
    began = time.perf_counter()
    (entry,) = _linked(storage, passage)
    assert time.perf_counter() - began < 2
    assert entry.merged.groups == ()
    assert any("Beyond 600 words" in sentence for sentence in missing_links("en", [entry]))


def test_linking_again_replaces_what_was_found_and_nothing_else(storage: Storage, article: Article) -> None:
    passage = _passage(storage, article)
    texts = _texts(storage, passage)
    storage.alignments.keep(texts, signature("ru"), [Link(Span(0, 2), Span(8, 10), "lexicon", 0.9)])
    assert _words(link_passage(storage, passage.id)[0]) == {("Мы", "no")}
    assert ("оставили", "left") in _words(link_passage(storage, passage.id, again=True)[0])
    assert occurrences(QUOTE, article.text)
