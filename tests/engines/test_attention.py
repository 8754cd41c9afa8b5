from annotator.engines.attention import word_links


def test_a_word_is_linked_to_the_source_word_that_it_looks_at() -> None:
    rows = [[0.9, 0.05, 0.0], [0.1, 0.2, 0.6]]
    assert word_links(rows, [[0], [1], [2]], [[0], [1]]) == [(0, 0, 0.9), (2, 1, 0.6)]


def test_the_pieces_of_a_word_count_as_one() -> None:
    rows = [[0.5, 0.4, 0.0], [0.3, 0.4, 0.2]]
    ((ours, theirs, share),) = word_links(rows, [[0, 1], [2]], [[0, 1]])
    assert (ours, theirs, round(share, 6)) == (0, 0, 0.8)


def test_a_word_that_looks_nowhere_or_at_marks_only_has_no_link() -> None:
    assert word_links([[0.1, 0.9]], [[0]], [[0]]) == []
    assert word_links([], [[0]], [[]]) == []
    assert word_links([[0.5]], [], [[0]]) == []


def test_two_words_that_share_the_attention_are_both_linked() -> None:
    assert [link[:2] for link in word_links([[0.45, 0.5, 0.0]], [[0], [1], [2]], [[0]])] == [(0, 0), (1, 0)]
