"""The signature of an engine: all that is needed to make a machine rendering again.

Written in the manner of sacrebleu (https://github.com/mjpost/sacrebleu#version-signatures): `name:value` pairs joined
by bars, the version last. The same signature and the same text mean the same output, so it is the key of the cache.
"""

from dataclasses import dataclass

from annotator.errors import InvalidInput

_NAMES = ("engine", "model", "revision", "version")


@dataclass(frozen=True, slots=True)
class Signature:
    """What made a rendering: engine, model, revision of its weights, version of the program, and its settings.

    `settings` are (name, value) pairs in the order in which they are shown. Raises `InvalidInput` where a part holds a
    bar or a line break, where a setting's name is empty, holds a colon or is used twice.
    """

    engine: str
    model: str
    revision: str
    version: str
    settings: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        names = [name for name, _ in self._pairs()]
        parts = [part for pair in self._pairs() for part in pair]
        if any(mark in part for part in parts for mark in "|\r\n"):
            raise InvalidInput(
                "A part of an engine's signature holds a bar or a line break: rename the model or setting."
            )
        if len(set(names)) < len(names) or any(":" in name or not name for name in names):
            raise InvalidInput("A setting in an engine's signature has no name, a colon in it, or a name used twice.")

    def _pairs(self) -> tuple[tuple[str, str], ...]:
        head = (("engine", self.engine), ("model", self.model), ("revision", self.revision))
        return (*head, *self.settings, ("version", self.version))

    def __str__(self) -> str:
        return "|".join(f"{name}:{value}" for name, value in self._pairs())


def parse(written: str) -> Signature:
    """Return the signature that `str` wrote; raises `InvalidInput` where it is not one."""
    pairs = [part.partition(":") for part in written.split("|")]
    named = {name: value for name, colon, value in pairs if colon}
    if len(named) < len(pairs) or any(name not in named for name in _NAMES):
        raise InvalidInput(f"“{written}” is not an engine's signature: it needs engine, model, revision and version.")
    settings = tuple((name, value) for name, _, value in pairs if name not in _NAMES)
    return Signature(named["engine"], named["model"], named["revision"], named["version"], settings)
