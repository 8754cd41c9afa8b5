"""The command line: serve the pages, import an article, load the demo, back up."""

import dataclasses
import logging
import os
import signal
import socket
import sys
from pathlib import Path

import click

from annotator import __version__
from annotator.config import Config, from_environment
from annotator.domain.extraction import Extraction
from annotator.errors import AnnotatorError
from annotator.services.back_up import back_up
from annotator.services.import_article import import_article
from annotator.services.load_demo import demo_text, load_demo
from annotator.services.load_typology import load_typology
from annotator.storage import Storage, prepare

LOOPBACK = {"127.0.0.1", "localhost"}


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


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="A loopback address.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--demo/--no-demo", default=True, help="Load the demo article into a new database.")
@click.pass_obj
def run(config: Config, host: str, port: int, demo: bool) -> None:
    """Serve the pages on this machine."""
    if host not in LOOPBACK:
        raise click.ClickException(
            f"{host} may be reached from other machines, and there are no accounts: serve on 127.0.0.1 or localhost."
        )
    from waitress import serve

    from annotator.web import create_app

    # waitress warns whenever two requests come at once, as every page does with its style sheet and scripts.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    _check_port(host, port)
    # What a service manager sends ends the app as Ctrl+C does: requests in work are answered first.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    app = create_app(config)
    if demo and _load_demo_once(config):
        click.echo("A new database: the demo article is loaded.")
    click.echo(f"The data is in {config.data}")
    click.echo(f"Open http://{host}:{port}/ in a browser; Ctrl+C stops the app.")
    serve(app, host=host, port=port, threads=4, ident=None)


@main.command("import")
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


@main.command()
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


@main.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.pass_obj
def backup(config: Config, target: Path) -> None:
    """Copy the database to TARGET, while the app may be running."""
    if not config.database.exists():
        raise click.ClickException(f"There is no database in {config.data}: name its folder with --data.")
    back_up(config.database, target)
    click.echo(f"Written: {target}")


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


def _load_demo_once(config: Config) -> bool:
    with Storage(config.database, config.user) as storage:
        empty = storage.articles.is_empty()
    if empty:
        load_demo(config.database, load_typology(config.typology))
    return empty


def _check_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            raise click.ClickException(f"Port {port} is kept for the system: choose one above 1023.") from error
        except OSError as error:
            raise click.ClickException(
                f"Port {port} is taken by another program: choose one with --port, or make run PORT={port + 1}."
            ) from error
