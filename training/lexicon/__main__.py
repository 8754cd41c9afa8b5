"""The command line of the lexicons:

python -m training.lexicon run LANG [LANG ...] --corpora DIR --work DIR [--output DIR]
python -m training.lexicon baseline LANG FILE.jsonl --work DIR --output LINKS
python -m training.lexicon fit FILE.jsonl [FILE.jsonl ...]
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from training.lexicon.settings import LANGUAGES

# Each command imports what it needs when it runs: only those that align need eflomal.


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training.lexicon", description="Make word-alignment lexicons.")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="make lexicons from parallel text")
    run.add_argument("languages", nargs="+", choices=sorted(LANGUAGES))
    run.add_argument("--corpora", type=Path, required=True, help="folder of train.LANG-en.tsv.xz files")
    run.add_argument("--work", type=Path, required=True, help="folder for working files")
    run.add_argument("--output", type=Path, default=Path("annotator/lexicons"))
    run.set_defaults(does=_run)
    baseline = commands.add_parser("baseline", help="align a file with eflomal and its own priors")
    baseline.add_argument("language", choices=sorted(LANGUAGES))
    baseline.add_argument("file", type=Path, help="JSON Lines with source_tokens and english_tokens")
    baseline.add_argument("--work", type=Path, required=True, help="the same as for run")
    baseline.add_argument("--output", type=Path, required=True, help="where the links go")
    baseline.set_defaults(does=_baseline)
    fit = commands.add_parser("fit", help="fit the weights of the confidence to links that people made")
    fit.add_argument("files", nargs="+", type=Path)
    fit.set_defaults(does=_fit)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options.does(options)
    return 0


def _run(options: argparse.Namespace) -> None:
    from training.lexicon.pipeline import run

    for language in options.languages:
        run(LANGUAGES[language], options.corpora, options.work, options.output)


def _baseline(options: argparse.Namespace) -> None:
    from training.lexicon.baseline import baseline

    baseline(LANGUAGES[options.language], options.file, options.work / options.language, options.output)


def _fit(options: argparse.Namespace) -> None:
    from training.lexicon.fit import fit

    print("WEIGHTS =", tuple(fit(options.files)))


if __name__ == "__main__":
    sys.exit(main())
