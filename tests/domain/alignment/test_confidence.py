from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.alignment.confidence import WEIGHTS, Circumstances, confidence, features

PLAIN = Circumstances(
    0.9, 6.0, 0.1, quiet=False, silent=False, guessed=False, sounds_alike=False, familiar=(True, True)
)


@given(st.floats(0.0001, 0.9), st.floats(0.01, 0.09))
def test_more_belief_gives_more_confidence(belief: float, more: float) -> None:
    lower, higher = replace(PLAIN, belief=belief), replace(PLAIN, belief=belief + more)
    assert 0.0 < confidence(lower) < confidence(higher) < 1.0


def test_a_guess_is_trusted_less_where_the_lexicon_knows_both_words() -> None:
    guess = replace(PLAIN, guessed=True, score=0.0)
    assert confidence(guess) < confidence(replace(guess, familiar=(False, False)))


def test_light_words_are_trusted_less() -> None:
    assert confidence(replace(PLAIN, quiet=True, light=1.0)) < confidence(PLAIN)


def test_certainty_is_no_error() -> None:
    assert confidence(replace(PLAIN, belief=1.0)) <= 1.0


def test_there_is_a_weight_for_every_feature() -> None:
    assert len(features(PLAIN)) == len(WEIGHTS)
