"""For the same weights and search, the local engine and the transformers engine write the same: every family."""

import shutil
from pathlib import Path

import pytest

from annotator.engines.folders import CTRANSLATE2, TRANSFORMERS, read
from annotator.engines.installation.checkpoints import recognise, spoken
from annotator.engines.installation.placing import write_card
from annotator.engines.local import LocalEngine
from annotator.engines.network import Decoding
from annotator.engines.transformers_engine import TransformersEngine

QUOTES = [
    "Папа, до свидания!",
    "Он сказал: «Привет миру» и ушёл домой.",
    "Он сказал: «Привет… миру» и ушёл домой в 5.30, а папа, пожалуйста, 你好 👍, приезжай, приезжай и пожалуйста!",
    "Папа.\n\nПривет миру! Да.",
    "да",
]
RENDERINGS = ["Daddy, goodbye!", "He said “hello” and went.", "Word word word.", "One.\n\nTwo! Three.", "the"]


class Exact(LocalEngine):
    """The local engine in 32-bit floating point, as torch computes."""

    def decoding(self) -> Decoding:
        return Decoding("cpu", "float32")


@pytest.fixture(scope="module")
def both(checkpoint: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Exact, TransformersEngine]:
    given = recognise(checkpoint)
    languages = spoken(given, checkpoint.name, ["ru"], ["en"])
    folders = []
    for runner in (CTRANSLATE2, TRANSFORMERS):
        folder = tmp_path_factory.mktemp("models") / checkpoint.name
        if runner == CTRANSLATE2:
            from annotator.engines.installation.converting import convert  # imports torch where it is there

            convert(given, folder, "float32")
        else:
            shutil.copytree(checkpoint, folder)
        facts = {"name": checkpoint.name, "kind": f"{given.family.name}-{runner}", "revision": "1", "quality": "random"}
        ours = {"source_languages": languages.sources, "target_languages": languages.targets}
        write_card(folder, {**facts, **ours}, {})
        folders.append(read(folder))
    return Exact(folders[0]), TransformersEngine(folders[1])


def test_the_same_hypotheses_come_in_the_same_order(both: tuple[Exact, TransformersEngine]) -> None:
    found, expected = (engine.translate(QUOTES, "ru", "en", 4) for engine in both)
    for ours, theirs in zip(found, expected, strict=True):
        assert [hypothesis.text for hypothesis in ours] == [hypothesis.text for hypothesis in theirs]
        assert [one.score for one in ours] == pytest.approx([one.score for one in theirs], abs=1e-3)
        for one, other in zip(ours, theirs, strict=True):
            assert [token.span for token in one.tokens] == [token.span for token in other.tokens]
            certain = [token.log_probability for token in other.tokens]
            assert [token.log_probability for token in one.tokens] == pytest.approx(certain, abs=2e-3)
    assert len({hypotheses[0].text for hypotheses in found}) > 2


def test_given_renderings_have_the_same_probabilities(both: tuple[Exact, TransformersEngine]) -> None:
    found, expected = (engine.score(QUOTES, RENDERINGS, "ru", "en") for engine in both)
    for ours, theirs in zip(found, expected, strict=True):
        assert ours.score == pytest.approx(theirs.score, abs=1e-3)
        certain = [token.log_probability for token in theirs.tokens]
        assert [token.log_probability for token in ours.tokens] == pytest.approx(certain, abs=2e-3)


def test_words_are_linked_alike(both: tuple[Exact, TransformersEngine]) -> None:
    found, expected = (engine.align(QUOTES[1], RENDERINGS[1], "ru", "en") for engine in both)
    assert [(link.source, link.rendering) for link in found] == [(link.source, link.rendering) for link in expected]
    assert [link.confidence for link in found] == pytest.approx([link.confidence for link in expected], abs=1e-3)
    assert found


def test_both_sign_with_what_made_the_text(both: tuple[Exact, TransformersEngine]) -> None:
    local, reference = (str(engine.signature("ru", "en")) for engine in both)
    assert "engine:local|" in local
    assert "ctranslate2-" in local
    assert "engine:transformers|" in reference
    assert "torch-" in reference
