"""The command line: serve the pages, import an article, load the demo, back up; a module a subject."""

import dataclasses
import os
from pathlib import Path

import click

from annotator import __version__
from annotator.cli.articles import demo, import_
from annotator.cli.backup import backup
from annotator.cli.models import models
from annotator.cli.run import run
from annotator.cli.users import user
from annotator.cli.work import work
from annotator.config import from_environment
from annotator.errors import AnnotatorError


class Explained(click.Group):
    """A group whose commands end with one sentence, not a traceback, when a person can mend what is wrong."""

    def invoke(self, context: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(context)
        except AnnotatorError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=Explained)
@click.version_option(__version__)
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the database. [default: ./annotator-data]")
@click.pass_context
def main(context: click.Context, data: Path | None) -> None:
    """Check how faithfully a news article renders what was said in another language."""
    config = from_environment(os.environ)
    context.obj = dataclasses.replace(config, data=data.absolute()) if data else config


for command in (run, work, import_, demo, backup, user, models):
    main.add_command(command)
