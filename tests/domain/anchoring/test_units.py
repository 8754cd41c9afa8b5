from annotator.domain.anchoring.tokens import folded, tokenized
from annotator.domain.anchoring.units import match_units


def units(text: str) -> list[str]:
    tokens = tokenized(text)
    return [tokens.span(*unit).within(text) for unit in tokens.units]


def test_a_unit_ends_with_its_quotation_marks_and_at_a_line_but_not_before_a_small_letter() -> None:
    assert units("“Stay!” the child cried. He left.\nPhoto: Anna") == [
        "“Stay!” the child cried.",
        "He left.",
        "Photo: Anna",
    ]
    assert units("他说：“我们不走。”她哭了。") == ["他说：“我们不走。”", "她哭了。"]


def test_folding_quotation_marks_keeps_offsets() -> None:
    assert folded("«да», ‘no’") == '"да", "no"'


def test_long_units_are_cut_at_the_same_words_after_an_insertion() -> None:
    words = [f"word{number}" for number in range(2000)]
    before, after = units(" ".join(words)), units(" ".join([*words[:500], "more", *words[500:]]))
    assert len(before) > 20
    assert len(set(before) - set(after)) <= 3


def test_a_short_repeated_sentence_is_settled_only_between_settled_neighbours() -> None:
    old = tokenized(
        "The red train left the town. He wept. The blue train came at noon. He wept. Nobody saw it go away."
    )
    new = tokenized("The red train left the town. He wept. The blue train came at noon. Nobody saw it go away.")
    found = match_units(old, new)
    assert found.settled == {0: 0, 1: 1, 2: 2, 4: 3}
    assert [list(gap.old) for gap in found.gaps] == [[3]]
