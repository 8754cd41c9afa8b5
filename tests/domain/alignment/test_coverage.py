from annotator.domain.alignment import align, content_words, coverage
from annotator.domain.alignments import Link
from annotator.domain.spans import Span
from tests.domain.alignment.small import small_lexicon

LEXICON = small_lexicon(
    президент={"president": 100}, подписал={"signed": 50}, закон={"law": 60}, новый={"new": 80}, в={"in": 300, "at": 50}
)


def test_a_content_word_that_nothing_renders_is_found() -> None:
    source, rendering = "Президент подписал новый закон", "The president signed a law"
    words = content_words(source, "ru", LEXICON), content_words(rendering, "en")
    found = coverage(align(source, rendering, "ru", LEXICON), *words)
    assert [span.within(source) for span in found.unrendered] == ["новый"]
    assert found.ungrounded == ()
    assert (found.source_share, found.rendering_share) == (0.75, 1.0)


def test_a_content_word_that_nothing_grounds_is_found() -> None:
    source, rendering = "Президент подписал закон", "The brave president signed a law"
    words = content_words(source, "ru", LEXICON), content_words(rendering, "en")
    found = coverage(align(source, rendering, "ru", LEXICON), *words)
    assert [span.within(rendering) for span in found.ungrounded] == ["brave"]


def test_words_that_stand_for_function_words_are_no_content() -> None:
    text = "в новый закон 5"
    assert [span.within(text) for span in content_words(text, "ru", LEXICON)] == ["новый", "закон", "5"]


def test_without_a_lexicon_longer_words_are_content() -> None:
    text = "он видел дом и собаку"
    assert [span.within(text) for span in content_words(text, "ru")] == ["видел", "собаку"]


def test_a_link_that_touches_a_word_covers_it() -> None:
    link = Link(Span(0, 3), Span(0, 3), "lexicon", 0.9)
    assert coverage([link], [Span(2, 6)], [Span(3, 6)]).unrendered == ()


def test_nothing_is_lost_where_there_is_nothing_to_lose() -> None:
    found = coverage([], [], [])
    assert (found.source_share, found.rendering_share) == (1.0, 1.0)
