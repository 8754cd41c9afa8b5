from annotator.domain.suggestions.lexicon import Entry, Lexicon

LEXICON = Lexicon(
    [
        Entry("Korea", "place", ("ko",)),
        Entry("New York", "place", ("en",)),
        Entry("York", "place", ("en",)),
        Entry("told", "verb"),
        Entry("Le Monde", "outlet", ("fr",)),
        Entry("U.S.", "place", ("en",)),
    ]
)


def found(text: str) -> list[tuple[str, str]]:
    return [(text[hit.start : hit.end], hit.kind) for hit in LEXICON.hits(text)]


def test_the_longest_phrase_of_a_kind_wins() -> None:
    assert found("In New York, in York") == [("New York", "place"), ("York", "place")]


def test_lower_case_words_match_in_any_case_and_capitals_as_written() -> None:
    assert found("Told korea told Korea KOREA") == [
        ("Told", "verb"),
        ("told", "verb"),
        ("Korea", "place"),
        ("KOREA", "place"),
    ]


def test_a_phrase_at_the_end_of_the_text_is_found_and_a_broken_one_is_not() -> None:
    assert found("told Le") == [("told", "verb")]
    assert found("Le Monde") == [("Le Monde", "outlet")]


def test_points_inside_an_abbreviation_do_not_matter() -> None:
    assert found("The U.S. said") == [("U.S", "place")]
