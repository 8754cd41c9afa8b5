"""Bring articles in: from a file, the web, standard input, or the demo."""

import sys
from pathlib import Path

import click

from annotator.config import Config
from annotator.domain.extraction import Extraction
from annotator.services.import_article import import_article
from annotator.services.load_demo import demo_text, load_demo
from annotator.services.load_typology import load_typology
from annotator.storage import Storage, prepare


@click.command("import")
@click.argument("source")
@click.pass_obj
def import_(config: Config, source: str) -> None:
    """Import an article from a file, a web address, or "-" for standard input."""
    prepare(config.database)
    with Storage(config.database, config.user) as storage:
        imported = import_article(storage, _read(source))
    article = imported.article
    for remark in article.remarks:
        click.echo(remark)
    click.echo(f"{'Imported' if imported.new else 'Already there'}: article {article.id}, “{article.details.title}”")


@click.command()
@click.pass_obj
def demo(config: Config) -> None:
    """Load the demo article, unless it is there; one that was deleted comes back as it was."""
    prepare(config.database)
    with Storage(config.database, config.user) as storage:
        there = storage.articles.with_text(demo_text())
    if there:
        click.echo(f"Already there: article {there.id}, “{there.details.title}”")
        return
    article = load_demo(config.database, load_typology(config.typology))
    click.echo(f"Loaded: article {article.id}, “{article.details.title}”")


def _read(source: str) -> Extraction:
    # The format libraries take a second to load, and no other command needs them.
    from annotator.exchange.limits import MAX_UPLOAD
    from annotator.exchange.read import read_bytes
    from annotator.exchange.url import fetch

    if source.lower().startswith(("http://", "https://")):
        return fetch(source)
    if source == "-":
        return read_bytes(sys.stdin.buffer.read(MAX_UPLOAD + 1))
    path = Path(source)
    try:
        with path.open("rb") as file:
            return read_bytes(file.read(MAX_UPLOAD + 1), path.name)
    except OSError as error:
        raise click.ClickException(
            f"“{source}” cannot be read: {error.strerror}. Give a file, a web address or -."
        ) from error
