"""The engines that `remote.toml` in the data folder configures."""

from annotator.engines.folders import Problem
from annotator.engines.places import Found, Places
from annotator.engines.remote.chat import ChatEngine
from annotator.engines.remote.engine import RemoteEngine
from annotator.engines.remote.libretranslate import LibreTranslateEngine
from annotator.engines.remote.settings import CHAT, FILE, read, watched
from annotator.errors import InvalidSetting


def find(places: Places) -> Found:
    """Return those engines; a file with a fault gives none, and the fault."""
    folder = places.added.parent
    try:
        configured = read(folder)
    except InvalidSetting as error:
        return Found((), (Problem(folder / FILE, str(error)),), watched(folder))
    kinds: dict[bool, type[RemoteEngine]] = {True: ChatEngine, False: LibreTranslateEngine}
    engines = tuple(kinds[settings.kind == CHAT](settings) for settings in configured)
    return Found(engines, watched=watched(folder))
