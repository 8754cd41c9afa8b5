from pathlib import Path

import pytest

from annotator.domain.triage import Case, Evidence, Reverse, Witness, triage
from annotator.domain.triage.features import Reading
from annotator.errors import InvalidSetting, UnreadableFile
from annotator.exchange.triage_weights import read_triage_weights, triage_weights


@pytest.mark.parametrize("case", Case)
def test_the_weights_that_ship_fit_the_figures_of_every_case(case: Case) -> None:
    weights = triage_weights(case)
    heard = Witness("Yes", (), -1.0, -1.0, ()) if case is not Case.ALONE else None
    evidence = Evidence("Да", "Yes", (), heard, reverse=Reverse(-1.0, ()) if case is Case.REVERSE else None)
    assert evidence.case is case
    assert set(weights.reporter.weights) == set(Reading(evidence).rendered_words()[0])
    assert set(weights.source.weights) == set(Reading(evidence).source_words()[0])
    assert 0.0 < triage(evidence, weights).score < 1.0


def test_an_unlinked_word_is_doubted_more_by_the_weights_that_ship() -> None:
    regression = triage_weights(Case.WITNESS).reporter
    assert regression.weights["surprise"] > 0 > regression.weights["machine_says_it"]


def test_a_source_word_that_the_rendering_does_not_suggest_is_doubted_more_by_the_weights_that_ship() -> None:
    weights = triage_weights(Case.REVERSE).source.weights
    puzzle = {"back_surprise": 8.0, "back_surprise_of_a_piece": 4.0, "back_surprise_unlinked": 8.0}
    assert sum(weights[name] * value for name, value in puzzle.items()) > 0


def test_a_file_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "triage.toml").write_text("weights")
    with pytest.raises(UnreadableFile, match="restore"):
        read_triage_weights(tmp_path / "triage.toml", Case.WITNESS)


def test_a_file_that_lacks_a_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "triage.toml").write_text('revision = "1"\n[alone.reporter]\nbias = 1.0\n')
    with pytest.raises(InvalidSetting, match="restore the file"):
        read_triage_weights(tmp_path / "triage.toml", Case.ALONE)
