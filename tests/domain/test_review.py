import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.review import Place, parse_place
from annotator.errors import InvalidInput

RANKS = st.floats(-1e9, 1e9, allow_nan=False).filter(lambda rank: not 0 < abs(rank) < 1e-90)


@given(st.builds(Place, st.integers(0, 3), RANKS, st.integers(0, 10**14)))
def test_a_place_is_read_as_it_was_written(place: Place) -> None:
    assert parse_place(str(place)) == place


@pytest.mark.parametrize(
    "value", ["first", "0_1.0", "4_1.0_1", "0_nan_1", "0_inf_1", "0_1e999_1", "0_1_1;", "٠_1_1", "-"]
)
def test_what_is_no_place_is_refused(value: str) -> None:
    with pytest.raises(InvalidInput, match="no place in the queue"):
        parse_place(value)


def test_no_place_is_none() -> None:
    assert parse_place("") is None
