"""Adding a model: from a folder or from the hub, converted where that is needed, into the models of a newsroom."""

import shutil
from collections.abc import Collection
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from annotator.engines.folders import CARD, CTRANSLATE2, TRANSFORMERS, ModelFolder, read
from annotator.engines.installation import hub, placing
from annotator.engines.installation.checkpoints import (
    TOKENIZER_CONFIG,
    Checkpoint,
    Spoken,
    is_converted,
    recognise,
    spoken,
)
from annotator.engines.local import LocalEngine
from annotator.engines.model import Model
from annotator.engines.progress import report, reporting
from annotator.engines.transformers_engine import INSTALL, TransformersEngine
from annotator.engines.transformers_vocabulary import write_vocabulary
from annotator.errors import EngineFailed, InvalidInput, ModelNotAdded, UnreadableFile

DOWNLOADS = ".downloads"
RUNNERS = {"local": CTRANSLATE2, "transformers": TRANSFORMERS}  # kind of engine: what it runs
ENGINES = {runner: engine for engine, runner in RUNNERS.items()}
_WINDOW = {"marian": 128}  # vocabulary pieces of a source that models of a family do well with; others:
_OTHER_WINDOW = 200
_WORD = "a"  # what a model is tried with: it only has to answer


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks for: a folder or a name on the hub, and what its files may not tell.

    `name` is what it shall be called here, `sources` and `targets` are language codes, `quality` is the note beside its
    renderings; all of them are found out where they are empty. `runner` is CTRANSLATE2, for a small and fast form, or
    TRANSFORMERS, for the checkpoint as it is. `quantization` is the form of the weights of a model that is converted.
    """

    given: str
    name: str = ""
    sources: Collection[str] = ()
    targets: Collection[str] = ()
    quality: str = ""
    licence: str = ""
    runner: str = CTRANSLATE2
    quantization: str = "int8"


def add(wanted: Wanted, models: Path) -> ModelFolder:
    """Install a model into the folder `models` and return it; all of it, or nothing.

    Raises `FetchFailed`, `UnreadableFile`, `InvalidInput` and `ModelNotAdded`, each with what to do.
    """
    folder = Path(wanted.given).expanduser()
    here = bool(wanted.given.strip()) and folder.is_dir()
    if here and (folder / CARD).is_file():
        return _copy_described(wanted, folder, models)
    name = wanted.name or (folder.resolve().name if here else wanted.given.rpartition("/")[2])
    placing.check_name(models, name)
    if here:
        return _install(wanted, name, folder, models, hub.Remote(str(folder.resolve()), "", "", ()))
    remote = hub.look_up(wanted.given)
    fetched = _download(models, wanted.given)
    try:
        _fetch(wanted, remote, fetched)
        model = _install(wanted, name, fetched, models, remote)
    except OSError as error:
        raise ModelNotAdded(
            f"The model {name} was not added, for the disk refused it ({error.strerror}): nothing of it is installed, "
            f"and what was fetched is kept in {fetched}; make room and run the command again."
        ) from error
    shutil.rmtree(fetched, ignore_errors=True)
    return model


def forget(models: Path, name: str) -> bool:
    """Delete what a broken download left of a model on the hub; return whether there was anything."""
    left = _download(models, name)
    there = hub.NAME.fullmatch(name) is not None and left.is_dir()
    if there:
        shutil.rmtree(left)
    return there


def _download(models: Path, name: str) -> Path:
    return models / DOWNLOADS / name.replace("/", "--")


def _fetch(wanted: Wanted, remote: hub.Remote, into: Path) -> None:
    hub.fetch(remote, hub.settings(remote), into)
    # Before gigabytes are fetched: can it be used at all? A converted model tells its family by its other files.
    if not is_converted(into):
        _check_runner(wanted, recognise(into, weights=False))
    hub.fetch(remote, hub.essentials(remote), into)


def _check_runner(wanted: Wanted, checkpoint: Checkpoint | ModelFolder) -> None:
    if checkpoint.runner == TRANSFORMERS and find_spec("torch") is None:
        is_converted_first = wanted.runner == CTRANSLATE2 and isinstance(checkpoint, Checkpoint)
        todo = "converted once" if is_converted_first else "run"
        raise ModelNotAdded(
            f"{wanted.given} is a checkpoint that has to be {todo} with torch, which is not installed: run {INSTALL}, "
            "or choose a model that is converted for CTranslate2."
        )
    if checkpoint.runner == CTRANSLATE2 and wanted.runner == TRANSFORMERS:
        raise ModelNotAdded(
            f"{wanted.given} is converted for CTranslate2, and the engine transformers cannot run it: add it for the "
            "engine local."
        )


def _install(wanted: Wanted, name: str, given: Path, models: Path, remote: hub.Remote) -> ModelFolder:
    checkpoint = recognise(given)
    _check_runner(wanted, checkpoint)
    languages = spoken(checkpoint, wanted.given.rpartition("/")[2], wanted.sources, wanted.targets)
    with placing.staged(models, name) as stage:
        parameters = _fill(checkpoint, wanted, stage)
        _describe(stage, name, checkpoint, wanted, languages, remote, parameters)
        _try(stage, wanted.given)
    return read(models / name)


def _copy_described(wanted: Wanted, given: Path, models: Path) -> ModelFolder:
    """Copy a folder that has a card already, such as one that somebody else's app made."""
    described = read(given)
    _check_runner(wanted, described)
    if wanted.sources or wanted.targets:
        raise InvalidInput(
            f"The card of {described.name} names its languages: leave out --from and --to, or change {given / CARD}."
        )
    name = wanted.name or described.name
    placing.check_name(models, name)
    with placing.staged(models, name) as stage:
        for path in _files(given):
            shutil.copyfile(path, stage / path.name)
        said = {"name": wanted.name, "quality": wanted.quality, "licence": wanted.licence}
        placing.change_card(stage, {key: value for key, value in said.items() if value})
        _try(stage, wanted.given)
    report(f"{name} came with its card")
    return read(models / name)


def _try(stage: Path, given: str) -> None:
    """Load a model and let it answer, so that a damaged one is found now and not when it is the one that is taken.

    Raises `UnreadableFile` where it cannot.
    """
    model = read(stage)
    report("trying the model…")
    engine = (LocalEngine if model.runner == CTRANSLATE2 else TransformersEngine)(model)
    try:
        with reporting(lambda _: None):  # one line is enough
            Model(model, engine.runner).translate([_WORD], min(model.pairs), 1)
    except EngineFailed as error:
        raise UnreadableFile(str(error).replace(str(stage), given)) from error


def _fill(checkpoint: Checkpoint, wanted: Wanted, stage: Path) -> int | None:
    """Write the files of a model into an empty folder and return how many weights it has, where that is counted."""
    if checkpoint.runner == TRANSFORMERS and wanted.runner == CTRANSLATE2:
        report("converting the model, once…")
        from annotator.engines.installation.converting import convert  # imports torch

        parameters = convert(checkpoint, stage, wanted.quantization)
    else:
        parameters = None
        for path in _files(checkpoint.path):
            shutil.copyfile(path, stage / path.name)
        if not all((stage / file).is_file() for file in checkpoint.family.vocabulary):
            write_vocabulary(checkpoint.path, checkpoint.family, stage)
    for name in ("README.md", "LICENSE", TOKENIZER_CONFIG):
        if (checkpoint.path / name).is_file() and not (stage / name).exists():
            shutil.copyfile(checkpoint.path / name, stage / name)
    return parameters


def _describe(
    stage: Path,
    name: str,
    checkpoint: Checkpoint,
    wanted: Wanted,
    languages: Spoken,
    remote: hub.Remote,
    parameters: int | None,
) -> None:
    runner = CTRANSLATE2 if (stage / "model.bin").is_file() else TRANSFORMERS
    weights = "model.bin" if runner == CTRANSLATE2 else "model.safetensors"
    sha256 = placing.digest(stage / weights) if (stage / weights).is_file() else ""
    facts: dict[str, str | int | tuple[str, ...]] = {
        "name": name,
        "kind": f"{checkpoint.family.name}-{runner}",
        "source_languages": languages.sources,
        "target_languages": languages.targets,
        "quality": wanted.quality or "added by the newsroom, not measured here",
        "licence": wanted.licence or remote.licence or "not stated",
        "revision": sha256[:12] or remote.commit[:12] or "unknown",
        "window": _WINDOW.get(checkpoint.family.name, _OTHER_WINDOW),
        "origin": f"{remote.name}@{remote.commit[:12]}" if remote.commit else remote.name,
    }
    if sha256:
        facts["sha256"] = sha256
    if parameters:
        facts["parameters"] = parameters
    placing.write_card(stage, facts, languages.prefixes)


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.iterdir()) if path.is_file() and not path.name.startswith(".")]
