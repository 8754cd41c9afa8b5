import pytest

from annotator.domain.anchoring.wording import small_change, weighty


@pytest.mark.parametrize("word", ["Alpha", "12", "٣", "not", "don't", "million", "الجسر", "никогда"])
def test_names_numbers_negations_and_words_without_capitals_are_weighty(word: str) -> None:
    assert weighty(word)


@pytest.mark.parametrize(
    ("removed", "added", "small"),
    [
        ([], ["quietly"], True),
        (["said"], [], True),
        (["say"], ["says"], True),
        (["”", ","], ["»"], True),
        (["million"], ["billion"], False),
        (["won"], ["lost"], False),
        (["Alpha"], ["Beta"], False),
        (["seven"], ["seventy"], False),
    ],
)
def test_only_changes_that_leave_the_statement_are_small(removed: list[str], added: list[str], small: bool) -> None:
    assert small_change(removed, added) is small
