"""Add a model to the newsroom's own: from a folder or from the hub."""

from collections.abc import Callable, Sequence
from pathlib import Path

from annotator.engines.installation.adding import RUNNERS, Wanted, add
from annotator.engines.progress import reporting
from annotator.services.list_models import Model, installed_in, show_model

ENGINES = tuple(RUNNERS)  # names of the kinds of engine that a model can be added for


def add_model(
    data: Path,
    given: str,
    listener: Callable[[str], None],
    *,
    name: str = "",
    sources: Sequence[str] = (),
    targets: Sequence[str] = (),
    quality: str = "",
    licence: str = "",
    engine: str = "local",
) -> Model:
    """Install the model in a folder, or of that name on the hub, below the folder `data`, and return it.

    What is found out from the model's files can be given instead: the name it gets here, the codes of its languages,
    the note on its quality, its licence. `engine` is one of `ENGINES`. `listener` hears what is being done. Raises
    `FetchFailed`, `UnreadableFile`, `InvalidInput` and `ModelNotAdded`; then nothing was installed.
    """
    wanted = Wanted(given, name, tuple(sources), tuple(targets), quality, licence, RUNNERS[engine])
    with reporting(listener):
        model = add(wanted, data / "models")
    return show_model(installed_in(data), model.name)
