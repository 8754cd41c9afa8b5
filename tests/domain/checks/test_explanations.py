from annotator.domain.checks import CHECKS
from annotator.domain.checks.explanations import EXPLANATIONS


def test_every_check_and_no_other_is_explained_in_a_sentence_or_two() -> None:
    assert set(EXPLANATIONS) == {check.code for check in CHECKS}
    for sentence in EXPLANATIONS.values():
        assert sentence.endswith(".")
        assert len(sentence) <= 180
