"""Putting a model folder in its place: whole and safely on the disk, or not at all."""

import errno
import hashlib
import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from annotator.engines.folders import CARD, read
from annotator.errors import InvalidInput, ModelNotAdded

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,79}", re.ASCII)
_STAGE = ".adding-"
_LEFT_OVER = 24 * 3600.0  # seconds after which a stage belongs to nobody: its process was killed
_FULL = (errno.ENOSPC, errno.EDQUOT)


def check_name(models: Path, name: str) -> None:
    """Raise `InvalidInput` where a model cannot have this name, or one has it already."""
    if not NAME.fullmatch(name):
        raise InvalidInput(
            f"“{name}” cannot be the name of a model: use up to 80 letters, digits, dots, hyphens and plus signs."
        )
    if (models / name).exists():
        raise InvalidInput(f"There is a model {name} already: remove it first, or give another name with --as.")


@contextmanager
def staged(models: Path, name: str) -> Iterator[Path]:
    """Give an empty folder for a model, and where the block ends well, make it the model `name`.

    Until then nobody sees it, and after any failure nothing is left of it. Raises `ModelNotAdded` where the disk is
    full or cannot be written.
    """
    stage: Path | None = None
    try:
        models.mkdir(parents=True, exist_ok=True)
        _clear(models)
        stage = Path(tempfile.mkdtemp(prefix=_STAGE, dir=models))
        yield stage
        read(stage)
        _flush(stage)
        stage.chmod(0o755)
        stage.rename(models / name)
        _flush_folder(models)
    except OSError as error:
        what = f"{Path(error.filename).name}: {error.strerror}" if error.filename else error.strerror
        why = "the disk is full" if error.errno in _FULL else f"the disk refused it ({what})"
        raise ModelNotAdded(
            f"The model {name} was not added, for {why}: nothing of it is installed; mend that and try again."
        ) from error
    finally:
        if stage is not None:
            shutil.rmtree(stage, ignore_errors=True)


def discard(folder: Path) -> None:
    """Delete the folder of a model: gone for the app at once, from the disk as soon as it can be."""
    bin_ = Path(tempfile.mkdtemp(prefix=_STAGE, dir=folder.parent))
    folder.rename(bin_ / folder.name)
    shutil.rmtree(bin_, ignore_errors=True)


def write_card(folder: Path, facts: Mapping[str, str | int | Sequence[str]], prefixes: Mapping[str, str]) -> None:
    """Write the `model.toml` of a folder: its facts, and the tokens that stand for target languages by pair."""
    lines = [f"{name} = {_toml(value)}" for name, value in facts.items()]
    if prefixes:
        lines += ["", "[prefixes]", *(f"{pair} = {_toml(token)}" for pair, token in prefixes.items())]
    (folder / CARD).write_text("\n".join(lines) + "\n", encoding="utf-8")


def change_card(folder: Path, changes: Mapping[str, str]) -> None:
    """Say something else of one line, by its name, in the `model.toml` of a folder; the rest of it stays as it is."""
    text = (folder / CARD).read_text(encoding="utf-8")
    facts, table, rest = re.split(r"(?m)(^\[|\Z)", text, maxsplit=1)
    for name, value in changes.items():
        line = f"{name} = {_toml(value)}\n"
        facts = line + re.sub(rf"(?m)^{name}[ \t]*=.*\n?", "", facts)
    (folder / CARD).write_text(facts + table + rest, encoding="utf-8")


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _toml(value: str | int | Sequence[str]) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value) if isinstance(value, int) else f"[{', '.join(map(_toml, value))}]"


def _clear(models: Path) -> None:
    for path in models.glob(f"{_STAGE}*"):
        if time.time() - path.stat().st_mtime > _LEFT_OVER:
            shutil.rmtree(path, ignore_errors=True)


def _flush(stage: Path) -> None:
    for path in stage.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    _flush_folder(stage)


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows opens no folders
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
