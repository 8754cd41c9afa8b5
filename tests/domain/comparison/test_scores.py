import subprocess
import sys

import pytest

from annotator.domain.comparison.scores import TER_LIMIT, score

RENDERING = "You are already accomplices in all these crimes."
MACHINE = "You are already complicit in all of these crimes."


def test_scores_are_those_of_sacrebleu() -> None:
    values = {found.name: found.value for found in score(RENDERING, MACHINE)}
    # Two edits (accomplices, of) over nine words of the reference give TER 2/9.
    assert values == pytest.approx({"chrF": 69.478555, "TER": 100 * 2 / 9, "BLEU": 30.346919}, abs=1e-5)


def test_every_score_carries_its_signature_and_its_meaning() -> None:
    found = {each.name: each for each in score(RENDERING, MACHINE)}
    assert found["chrF"].signature.startswith("nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:2.")
    assert found["TER"].signature.startswith("nrefs:1|case:lc|tok:tercom|norm:no|punct:yes|asian:no|version:2.")
    assert found["BLEU"].signature.startswith("nrefs:1|case:mixed|eff:yes|tok:13a|smooth:exp|version:2.")
    assert all(each.meaning.endswith(".") for each in found.values())


def test_the_same_words_score_best() -> None:
    assert [found.value for found in score(MACHINE, MACHINE)] == pytest.approx([100, 0, 100])


def test_a_good_paraphrase_scores_as_badly_as_its_meaning_says() -> None:
    chrf, ter, bleu = (found.value for found in score("Be careful", "Take care of yourself"))
    assert (chrf, ter, bleu) == pytest.approx((20.047810, 100, 0), abs=1e-5)


@pytest.mark.parametrize(("rendering", "against"), [("", ""), ("word", " "), ("\n", "word")])
def test_blank_texts_have_no_score_but_a_signature(rendering: str, against: str) -> None:
    found = score(rendering, against)
    assert [each.value for each in found] == [None, None, None]
    assert all(each.signature.startswith("nrefs:1|") for each in found)


def test_punctuation_alone_is_scored() -> None:
    assert [found.value for found in score("...", "!")] == pytest.approx([0, 100, 0])


def test_a_long_text_gets_no_ter_and_says_why() -> None:
    chrf, ter, bleu = score("word " * (TER_LIMIT + 1), "word " * TER_LIMIT)
    assert ter.value is None
    assert str(TER_LIMIT) in ter.meaning
    assert chrf.value is not None
    assert bleu.value is not None


def test_sacrebleu_is_not_imported_before_it_is_needed() -> None:
    code = "import sys, annotator.domain.comparison.scores; sys.exit('sacrebleu' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
