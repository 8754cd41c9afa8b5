"""Copy the database."""

from pathlib import Path

import click

from annotator.config import Config
from annotator.services.back_up import back_up


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.pass_obj
def backup(config: Config, target: Path) -> None:
    """Copy the database to TARGET, while the app may be running."""
    if not config.database.exists():
        raise click.ClickException(f"There is no database in {config.data}: name its folder with --data.")
    back_up(config.database, target)
    click.echo(f"Written: {target}")
