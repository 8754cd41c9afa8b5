"""Choose which engine is taken for a pair of languages when nobody names one."""

import logging

from annotator.domain.languages import language
from annotator.engines.registry import Engines
from annotator.errors import InvalidInput

log = logging.getLogger(__name__)


def choose_engine(engines: Engines, source: str, target: str, name: str, person: str) -> None:
    """Take the engine `name` for the pair from now on, in every process of the newsroom; "" leaves it to the app.

    Raises `UnknownLanguage`, `InvalidInput` for an engine that does not translate the pair, and `InvalidSetting` where
    the choice cannot be written down.
    """
    pair = language(source).code, language(target).code
    if name and name not in {engine.name for engine in engines.all_for(*pair)}:
        ours, theirs = (language(code).name for code in pair)
        raise InvalidInput(f"The engine “{name}” does not translate {ours} into {theirs}: choose one from the list.")
    engines.preferences.choose(pair, name or None)
    log.info("%s chose %s for %s", person, name or "no engine", "-".join(pair))
