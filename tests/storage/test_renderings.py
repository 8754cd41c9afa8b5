import dataclasses
from pathlib import Path

import pytest

from annotator.domain.passages import Passage
from annotator.domain.renderings import Rendering
from annotator.domain.sources import Source
from annotator.storage import Storage
from tests.conftest import SPOKEN
from tests.contents import nothing_saved


def test_a_translation_is_remembered_by_signature_languages_and_text(storage: Storage) -> None:
    storage.renderings.remember("s1", "ru", "en", "слово", "word", -0.5)
    assert storage.renderings.cached("s1", "ru", "en", "слово") == ("word", -0.5)
    others = [
        ("s2", "ru", "en", "слово"),
        ("s1", "uk", "en", "слово"),
        ("s1", "ru", "de", "слово"),
        ("s1", "ru", "en", "Слово"),
    ]
    assert [storage.renderings.cached(*other) for other in others] == [None] * 4


def test_an_engine_may_give_no_score(storage: Storage) -> None:
    storage.renderings.remember("s1", "ru", "en", "слово", "word", None)
    assert storage.renderings.cached("s1", "ru", "en", "слово") == ("word", None)


def test_the_first_translation_stays(storage: Storage, database: Path) -> None:
    storage.renderings.remember("s1", "ru", "en", "слово", "word", -0.5)
    with nothing_saved(database):
        storage.renderings.remember("s1", "ru", "en", "слово", "another word", -0.1)


def test_a_rendering_is_read_as_it_was_stored(storage: Storage, rendering: Rendering) -> None:
    assert storage.renderings.of_passage(rendering.passage_id, SPOKEN) == [rendering]
    assert (rendering.text, rendering.language) == ("As far as I know, we left nobody.", "en")
    assert (rendering.score, rendering.stale) == (-0.25, False)


def test_the_same_rendering_again_is_the_one_that_is_there(
    storage: Storage, database: Path, rendering: Rendering
) -> None:
    with nothing_saved(database):
        again = storage.renderings.add(
            rendering.passage_id, SPOKEN, "other words", "en", rendering.signature, rendering.score
        )
    assert again == rendering


def test_a_rendering_of_words_that_have_changed_is_stale_and_comes_last(
    storage: Storage, passage: Passage, source: Source
) -> None:
    old = storage.renderings.add(passage.id, SPOKEN, "old", "en", "s1", None)
    first = storage.renderings.add(passage.id, "new words", "first", "en", "s1", None)
    second = storage.renderings.add(passage.id, "new words", "second", "en", "s2", None)
    assert storage.renderings.of_passage(passage.id, "new words") == [
        second,
        first,
        dataclasses.replace(old, stale=True),
    ]
    assert storage.renderings.of_passage(passage.id, SPOKEN)[0] == old


def test_a_passage_without_renderings_has_none(storage: Storage, passage: Passage) -> None:
    assert storage.renderings.of_passage(passage.id, "") == []


@pytest.mark.parametrize("text", ["", "🙏" * 1000, "لم نسأل\n\nأحدًا"])
def test_any_text_is_kept_to_the_letter(storage: Storage, passage: Passage, text: str) -> None:
    assert storage.renderings.add(passage.id, SPOKEN, text, "en", "s", 0.0).text == text
