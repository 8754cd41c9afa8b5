import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.signatures import Signature, parse
from annotator.errors import InvalidInput

WRITTEN = "engine:local|model:starter-en|revision:3f2a|beam:4|compute:int8|version:ctranslate2-4.8.5"
SIGNATURE = Signature("local", "starter-en", "3f2a", "ctranslate2-4.8.5", (("beam", "4"), ("compute", "int8")))

part = st.text(st.characters(exclude_characters="|\r\n", exclude_categories=["Cs"]), max_size=8)
name = st.text("abcdef-", min_size=1, max_size=6).filter(lambda text: text not in {"engine", "model", "revision"})


def test_a_signature_is_written_as_sacrebleu_writes_one() -> None:
    assert str(SIGNATURE) == WRITTEN
    assert parse(WRITTEN) == SIGNATURE


@given(part, part, part, part, st.lists(st.tuples(name, part), max_size=4, unique_by=lambda pair: pair[0]))
def test_what_was_written_is_read_back(
    engine: str, model: str, revision: str, version: str, settings: list[tuple[str, str]]
) -> None:
    signature = Signature(engine, model, revision, version, tuple(settings))
    assert parse(str(signature)) == signature


def test_values_may_hold_colons() -> None:
    signature = Signature("local", "a", "sha256:12", "1")
    assert parse(str(signature)) == signature


@pytest.mark.parametrize("model", ["a|b", "a\nb"])
def test_a_part_that_would_break_the_line_is_refused(model: str) -> None:
    with pytest.raises(InvalidInput, match="rename"):
        Signature("local", model, "1", "1")


@pytest.mark.parametrize("settings", [(("beam", "4"), ("beam", "5")), (("", "4"),), (("a:b", "4"),), (("model", "x"),)])
def test_settings_need_plain_names_of_their_own(settings: tuple[tuple[str, str], ...]) -> None:
    with pytest.raises(InvalidInput, match="setting"):
        Signature("local", "m", "1", "1", settings)


@pytest.mark.parametrize("written", ["", "engine:local", "local|m|1", f"{WRITTEN}|loose", f"{WRITTEN}|beam:5"])
def test_what_is_not_a_signature_is_refused(written: str) -> None:
    with pytest.raises(InvalidInput):
        parse(written)
