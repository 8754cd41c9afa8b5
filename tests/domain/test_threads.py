import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.threads import mention_pieces, mentions

NAMES = ["Daria", "Daria Lindqvist", "سلمى", "Zoë", "o'Neil", "李雷"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@Daria", {"Daria"}),
        ("@daria lindqvist, look", {"Daria Lindqvist"}),
        ("@Daria Lindqvists", {"Daria"}),
        ("(@Zoë)", {"Zoë"}),
        ("ask @سلمى: now", {"سلمى"}),
        ("@o'Neil's note", {"o'Neil"}),
        ("请@李雷看", set()),
        ("请 @李雷 看", {"李雷"}),
        ("mail daria@Daria.org", set()),
        ("@Dariana, @@, @ Daria", set()),
        ("@@Daria", {"Daria"}),
        ("", set()),
    ],
)
def test_a_mention_is_a_whole_name_after_an_at_sign(text: str, found: set[str]) -> None:
    assert mentions(text, NAMES) == found


@given(st.text(alphabet="@ aDilnqrstvzZoë\n.سلمى🙏", max_size=60))
def test_the_pieces_are_the_text(text: str) -> None:
    pieces = mention_pieces(text, NAMES)
    assert "".join(words for words, _ in pieces) == text
    for words, name in pieces:
        assert name is None or words.casefold() == f"@{name}".casefold()
