"""Translate for an app that runs elsewhere: a worker as a program of its own."""

import signal
import threading
from urllib.parse import urlsplit

import click

from annotator.config import Config


@click.command()
@click.option("--threads", default=1, show_default=True, type=click.IntRange(1, 64), help="Passages at a time.")
@click.pass_obj
def work(config: Config, threads: int) -> None:
    """Translate the passages of jobs, with the models of this machine, until stopped.

    Jobs come from the queue that ANNOTATOR_REDIS_URL names, where the app may run on another machine; without it from
    the app that uses the same data folder. Only texts and translations pass: the app itself stores them.
    """
    if not config.redis_url and not config.database.exists():
        raise click.ClickException(
            f"There is no database in {config.data}: name its folder with --data, or a queue with ANNOTATOR_REDIS_URL."
        )
    from annotator.jobs.background import check_servers
    from annotator.jobs.background import work as work_until

    check_servers(config)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    where = urlsplit(config.redis_url).hostname or config.data  # never the password in it
    work_until(config, threads, stop, lambda: click.echo(f"Working for the queue at {where}; Ctrl+C stops."))
    click.echo("Stopped.")
