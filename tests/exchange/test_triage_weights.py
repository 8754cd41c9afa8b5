from pathlib import Path

import pytest

from annotator.domain.triage import Evidence, triage
from annotator.domain.triage.features import Reading
from annotator.errors import InvalidSetting, UnreadableFile
from annotator.exchange.triage_weights import read_triage_weights, triage_weights


def test_the_weights_that_ship_fit_the_figures_without_a_witness() -> None:
    weights = triage_weights(witness=False)
    assert set(weights.reporter.weights) == set(Reading(Evidence("Да", "Yes", ())).rendered_words()[0])
    assert 0.0 < triage(Evidence("Да", "Yes", ()), weights).score < 1.0


def test_an_unlinked_word_is_doubted_more_by_the_weights_that_ship() -> None:
    regression = triage_weights(witness=True).reporter
    assert regression.weights["surprise"] > 0 > regression.weights["machine_says_it"]


def test_a_file_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "triage.toml").write_text("weights")
    with pytest.raises(UnreadableFile, match="restore"):
        read_triage_weights(tmp_path / "triage.toml", witness=True)


def test_a_file_that_lacks_a_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "triage.toml").write_text('revision = "1"\n[alone.reporter]\nbias = 1.0\n')
    with pytest.raises(InvalidSetting, match="restore the file"):
        read_triage_weights(tmp_path / "triage.toml", witness=False)
