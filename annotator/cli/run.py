"""Serve the pages."""

import errno
import logging
import signal
import socket
import sys

import click

from annotator.cli.reach import behind_proxy, reachable
from annotator.config import Config
from annotator.services.load_demo import load_demo
from annotator.services.load_typology import load_typology
from annotator.storage import Storage


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Others than loopback need accounts.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--demo/--no-demo", default=True, help="Load the demo article into a new database.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(0, 64), help="Threads that do jobs.")
@click.pass_obj
def run(config: Config, host: str, port: int, demo: bool, workers: int) -> None:
    """Serve the pages on this machine, and do the jobs in the background."""
    config = reachable(config, host, port)
    from waitress import serve

    from annotator.jobs.background import background, check_servers
    from annotator.web import create_app
    from annotator.web.state import EXTENSION

    # waitress warns whenever two requests come at once, as every page does with its style sheet and scripts.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    _check_port(host, port)
    check_servers(config)
    # What a service manager sends ends the app as Ctrl+C does: requests in work are answered first.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    app = create_app(config)
    if demo and _load_demo_once(config):
        click.echo("A new database: the demo article is loaded.")
    click.echo(f"The data is in {config.data}")
    click.echo(f"Open {config.url or f'http://{host}:{port}'}/ in a browser; Ctrl+C stops the app.")
    # While this connection is open, none of those that come and go with requests is the last one. SQLite copies the log
    # of writes into the file when the last is closed, and waits for the disk: measured, 50 ms for a save instead of 5.
    with Storage(config.database, config.user), background(config, app.extensions[EXTENSION].engines, workers):
        serve(app, host=host, port=port, threads=4, ident=None, **behind_proxy(config, host))


def _load_demo_once(config: Config) -> bool:
    with Storage(config.database, config.user) as storage:
        empty = storage.articles.is_empty()
    if empty:
        load_demo(config.database, load_typology(config.typology))
    return empty


def _check_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            raise click.ClickException(f"Port {port} is kept for the system: choose one above 1023.") from error
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise click.ClickException(f"{host} is no address of this machine: give another --host.") from error
            raise click.ClickException(
                f"Port {port} is taken by another program: choose one with --port, or make run PORT={port + 1}."
            ) from error
