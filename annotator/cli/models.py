"""See, add and remove translation models."""

import click

from annotator.config import Config
from annotator.services.add_model import ENGINES, add_model
from annotator.services.list_models import Model, installed_in, list_models, show_model
from annotator.services.remove_model import remove_model


@click.group()
def models() -> None:
    """See, add and remove translation models."""


@models.command("list")
@click.pass_obj
def list_(config: Config) -> None:
    """List the models that are installed, and the folders that cannot be used."""
    installed = list_models(installed_in(config.data))
    for model in installed.models:
        about = model.about
        click.echo(click.style(model.name, bold=True) + (" (comes with the app)" if about.embedded else ""))
        click.echo(f"    {model.languages}; {_size(about.size)}; licence: {about.licence or 'not stated'}")
        click.echo(f"    {about.quality}")
    for problem in installed.problems:
        click.echo(f"Cannot be used: {problem.reason}", err=True)
    if not installed.models:
        click.echo(f"No model is installed. This adds one: {installed.example}")


@models.command()
@click.argument("name")
@click.pass_obj
def show(config: Config, name: str) -> None:
    """Show what is known of the model NAME."""
    model = show_model(installed_in(config.data), name)
    for label, value in _facts(model):
        click.echo(f"{label + ':':<14} {value}")
    for test_set, measures in model.scores:
        click.echo(f"{'score:':<14} {test_set} {', '.join(f'{name} {value}' for name, value in measures.items())}")
    for weakness in model.about.weaknesses:
        click.echo(f"{'weakness:':<14} {weakness}")


@models.command()
@click.argument("name")
@click.option("--as", "called", default="", metavar="NAME", help="What to call it here.")
@click.option("--from", "sources", multiple=True, metavar="CODE", help="A language it reads; may be repeated.")
@click.option("--to", "targets", multiple=True, metavar="CODE", help="A language it writes; may be repeated.")
@click.option("--quality", default="", help="A note that is shown beside its renderings.")
@click.option("--licence", default="", help="Its licence, where the model does not say.")
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default=ENGINES[0],
    show_default=True,
    help="What runs it: local is small and fast, transformers the checkpoint as it is, slower.",
)
@click.pass_obj
def add(
    config: Config,
    name: str,
    called: str,
    sources: tuple[str, ...],
    targets: tuple[str, ...],
    quality: str,
    licence: str,
    engine: str,
) -> None:
    """Add the model NAME: one of the hub, such as Helsinki-NLP/opus-mt-ru-en, or a folder.

    Marian, M2M-100, NLLB and mBART are known. A model of the hub is fetched once and works without a network from then
    on; a broken download goes on where it stopped. Checkpoints are converted, which needs the extra torch.
    """
    try:
        model = add_model(
            config.data,
            name,
            lambda line: click.echo(line, err=True),
            name=called,
            sources=sources,
            targets=targets,
            quality=quality,
            licence=licence,
            engine=engine,
        )
    except KeyboardInterrupt as error:
        raise click.ClickException(
            "Stopped: nothing is installed. What was fetched is kept, and the same command goes on with it."
        ) from error
    click.echo(f"Added: {model.name}, {model.languages}, {_size(model.about.size)}")


@models.command()
@click.argument("name")
@click.pass_obj
def remove(config: Config, name: str) -> None:
    """Remove the model NAME that was added, or what a broken download left of it."""
    click.echo(f"Removed: {remove_model(installed_in(config.data), name)}")


def _facts(model: Model) -> list[tuple[str, str]]:
    about = model.about
    where = "with the app" if about.embedded else str(about.folder or "")
    facts = [
        ("name", model.name),
        ("languages", model.languages),
        ("quality", about.quality),
        ("licence", about.licence or "not stated"),
        ("size", _size(about.size)),
        ("parameters", f"{about.parameters:,}" if about.parameters else ""),
        ("comes", where),
        ("fetched from", model.origin),
        ("signature", model.signature),
    ]
    return [(label, value) for label, value in facts if value]


def _size(size: int | None) -> str:
    return "size unknown" if size is None else f"{size / 1e6:,.0f} MB" if size >= 1e6 else f"{size / 1e3:,.0f} kB"
