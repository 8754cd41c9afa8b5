"""Serve the pages."""

import logging
import signal
import socket
import sys

import click

from annotator.config import Config
from annotator.services.load_demo import load_demo
from annotator.services.load_typology import load_typology
from annotator.storage import Storage

LOOPBACK = {"127.0.0.1", "localhost"}


@click.command()
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
