import re
from pathlib import Path

import pytest

from annotator.errors import InvalidSetting, UnreadableFile
from annotator.exchange.check_weights import check_weights, read_check_weights
from annotator.resources import folder

SHIPPED = (folder("data") / "check_weights.toml").read_text(encoding="utf-8")


def test_the_weights_that_ship_say_what_they_were_fitted_on() -> None:
    assert re.match(r"\d{4}-\d\d-\d\d", check_weights().revision)
    assert 'fitted_on = "' in SHIPPED
    assert 'witness_was = "engine:' in SHIPPED


def test_a_trial_that_finds_a_change_more_probable_speaks_for_every_suspicion() -> None:
    weights = check_weights()
    assert all(steps.trial.nats > 0 for steps in (weights.omission, weights.addition, weights.substitution))
    assert weights.subjects > 0
    assert weights.tense > 0


def test_a_machine_that_says_the_reporters_word_speaks_against_an_addition() -> None:
    machine = check_weights().addition.machine
    assert machine.has_word < machine.lacks_word


def test_a_file_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "check_weights.toml").write_text("weights")
    with pytest.raises(UnreadableFile, match=r"The check weights check_weights.toml cannot be read .* restore them"):
        read_check_weights(tmp_path / "check_weights.toml")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[tense]", "[tenses]"),
        ("[omission.trial]", "[omission.attempt]"),
        ('revision = "', 'version = "'),
        (re.search(r"nats = [\d.]+\n\n\[tense\]", SHIPPED)[0], "nats = []\n\n[tense]"),  # type: ignore[index]
        ("[addition.alone.weights]", "weights = 3\n[addition.alone.more]"),
    ],
)
def test_a_file_that_lacks_or_garbles_a_table_is_refused(tmp_path: Path, before: str, after: str) -> None:
    assert before in SHIPPED
    (tmp_path / "check_weights.toml").write_text(SHIPPED.replace(before, after), encoding="utf-8")
    with pytest.raises(InvalidSetting, match=r"^The weights of the checks lack or garble .*: restore the file\.$"):
        read_check_weights(tmp_path / "check_weights.toml")
