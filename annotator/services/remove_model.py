"""Remove a model that the newsroom added."""

from pathlib import Path

from annotator.engines.folders import read
from annotator.engines.installation.adding import ENGINES, forget
from annotator.engines.installation.placing import discard
from annotator.engines.registry import Engines
from annotator.errors import InvalidInput, NotFound, UnreadableFile


def remove_model(engines: Engines, name: str) -> str:
    """Delete a model by its name, its engine's name or that of its folder, and return what was deleted.

    A folder that cannot be used is deleted too, and for a name on the hub what a broken download left. Choices that
    named the model are taken back. Raises `InvalidInput` for one that comes with the app, `NotFound`.
    """
    models = engines.places.added
    if forget(models, name):
        return f"what was fetched of {name}"
    for path in sorted(models.iterdir()) if models.is_dir() else []:
        if path.is_dir() and not path.name.startswith(".") and name in _names(path):
            gone = [engine.name for engine in engines.available() if engine.about().folder == path]
            discard(path)
            engines.refresh()
            for pair, chosen in engines.preferences.chosen().items():
                if chosen in gone:
                    engines.preferences.choose(pair, None)
            return f"the model {path.name}"
    if any(name in (engine.name, engine.about().title) for engine in engines.available() if engine.about().embedded):
        raise InvalidInput(f"The model {name} comes with the app and stays: add another one and choose that.")
    raise NotFound(f"There is no model “{name}” among those that were added: annotator models list shows them.")


def _names(path: Path) -> set[str]:
    try:
        model = read(path)
    except UnreadableFile:
        return {path.name}
    return {path.name, model.name, f"{ENGINES[model.runner]}:{model.name}"}
