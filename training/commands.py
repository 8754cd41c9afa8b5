"""The steps of the pipeline in order, and the command line that runs one or all of them."""

from __future__ import annotations

import argparse
import dataclasses
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from training import prepare as preparing
from training import settings as setting

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """What one call works on: the settings, the folder of corpora, the working folder, held-out files, the result."""

    settings: setting.Settings
    corpora: Path | None
    work: Path
    held_out: tuple[Path, ...]
    output: Path
    parent: Path | None = None


# Each step imports what it needs when it runs: preparing text needs no torch, training no CTranslate2.


def prepare(job: Job) -> None:
    """Clean and filter the corpora."""
    if job.corpora is None:
        raise setting.SettingsError("Say with --corpora where the parallel text is.")
    preparing.prepare(job.settings, job.corpora, job.held_out, job.work / "prepared.tsv")


def vocabulary(job: Job) -> None:
    """Train the SentencePiece vocabulary."""
    from training import vocabulary as building

    pairs = preparing.selected(job.settings, job.work / "prepared.tsv")
    building.build(job.settings, pairs, job.work, _parent(job))


def align(job: Job) -> None:
    """Encode the pairs and align their words."""
    from training import aligning, corpus
    from training import vocabulary as building

    settings, pieces = job.settings, building.load(job.work)
    pairs = preparing.selected(settings, job.work / "prepared.tsv")
    encoded = corpus.encode(pairs, pieces, settings.network.max_pieces, list(settings.languages))
    encoded = dataclasses.replace(encoded, links=aligning.align(encoded, pieces.sizes))
    encoded.save(job.work / "corpus.npz")


def start(job: Job) -> None:
    """Make the weights that training starts from: the parent's, or embeddings made from the text."""
    from training import beginning

    beginning.write(job.settings, job.work, _parent(job))


def train(job: Job) -> None:
    """Train the network, or go on training it."""
    from training import train as training

    training.train(job.settings, job.work)


def average(job: Job) -> None:
    """Average the last checkpoints."""
    from training import average as averaging

    used = averaging.average(job.settings, job.work, job.work / "averaged")
    log.info("averaged the last %d checkpoints", used)


def export(job: Job) -> None:
    """Convert to CTranslate2."""
    from training import export as exporting

    log.info("revision %s", exporting.export(job.work / "averaged", job.output))


def evaluate(job: Job) -> None:
    """Score the exported model on the held-out translations of its languages."""
    from training import evaluate as evaluating

    pairs = [(language, job.settings.target) for language in job.settings.languages]
    tests = evaluating.tests(job.held_out, pairs)
    evaluating.write(evaluating.evaluate(job.output, tests), job.work / "scores.json")


def card(job: Job) -> None:
    """Write model.toml and the model card."""
    from training import card as writing
    from training import evaluate as evaluating

    facts = writing.gather(job.settings, job.work, job.output, _parent(job))
    scores = evaluating.read(job.work / "scores.json")
    writing.write_toml(job.settings, facts, scores, job.output / "model.toml")
    writing.write_card(job.settings, facts, scores, job.output / "README.md")


# The file that shows that a step is done; steps without one are quick, or know themselves where they stopped.
STEPS: dict[str, tuple[Callable[[Job], None], str | None]] = {
    "prepare": (prepare, "prepared.tsv"),
    "vocabulary": (vocabulary, "vocab.json"),
    "align": (align, "corpus.npz"),
    "start": (start, "start.pt"),
    "train": (train, None),
    "average": (average, None),
    "export": (export, None),
    "evaluate": (evaluate, None),
    "card": (card, None),
}


def _parent(job: Job) -> Path | None:
    if job.settings.parent and job.parent is None:
        raise setting.SettingsError(f"Say with --parent where the averaged model of {job.settings.parent} is.")
    return job.parent if job.settings.parent else None


def run(job: Job) -> None:
    """Run every step that is not done yet."""
    for name, (step, result) in STEPS.items():
        if result and (job.work / result).exists():
            log.info("%s: done before", name)
            continue
        log.info("%s: %s", name, step.__doc__)
        step(job)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    given = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    try:
        settings = setting.load(given.settings)
        given.work.mkdir(parents=True, exist_ok=True)
        held_out = tuple(sorted(given.held_out.glob("*.jsonl"))) if given.held_out else ()
        output = given.output or given.work / "export" / settings.name
        job = Job(settings, given.corpora, given.work, held_out, output, given.parent)
        job.output.parent.mkdir(parents=True, exist_ok=True)
        run(job) if given.step == "run" else STEPS[given.step][0](job)
    except (setting.SettingsError, FileNotFoundError) as error:
        log.error("%s", error)  # noqa: TRY400 - an expected error needs no traceback
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training", description="Train a translation model for the app.")
    parser.add_argument("step", choices=["run", *STEPS], help="one step, or run: all that are not done yet")
    parser.add_argument("settings", type=Path, help="the settings of the model, a TOML file")
    parser.add_argument("--corpora", type=Path, help="folder of train.<language>-<target>.tsv files (.gz, .xz)")
    parser.add_argument("--work", type=Path, required=True, help="working folder: prepared text, checkpoints")
    parser.add_argument("--parent", type=Path, help="averaged/ of the model that this one continues, if it does")
    parser.add_argument("--held-out", type=Path, help="folder of JSON Lines files: never trained on, used for scores")
    parser.add_argument("--output", type=Path, help="where the finished model goes (default: inside --work)")
    return parser
