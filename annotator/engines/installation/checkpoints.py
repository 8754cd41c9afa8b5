"""What a folder holds that somebody wants to add: a translation model, of which family, for which languages."""

import json
import re
import struct
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.domain.languages import LANGUAGES, language
from annotator.engines.families import FAMILIES, MARIAN, Family
from annotator.engines.folders import CTRANSLATE2, TRANSFORMERS, WEIGHTS
from annotator.errors import InvalidInput, UnknownLanguage, UnreadableFile

CONFIG = "config.json"
TOKENIZER_CONFIG = "tokenizer_config.json"
LISTS = ("shared_vocabulary.json", "shared_vocabulary.txt", "source_vocabulary.json", "source_vocabulary.txt")
_KNOWN = "Marian, M2M-100, NLLB and mBART"
_TRANSLATES = "TransformerSpec"  # what CTranslate2 calls networks that read one text and write another
_NAMED = re.compile(r"(?:^|-)([a-z]{2,3}(?:_[a-z]{2,3})*)-([a-z]{2,3}(?:_[a-z]{2,3})*)$", re.ASCII)
_PREFIX = re.compile(r"^>>([a-z]{2,3})(?:_[A-Za-z]+)?<<$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A folder with a model: its family, what runs it as it is, and its settings."""

    path: Path
    family: Family
    runner: str
    config: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Spoken:
    """The languages of a model, and the tokens by which a Marian model is told the target, by pair ("en-ru")."""

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    prefixes: Mapping[str, str] = field(default_factory=dict)


def is_converted(path: Path) -> bool:
    """Return whether the settings in a folder are those of a model that CTranslate2 runs; raises `UnreadableFile`."""
    return "model_type" not in _settings(path / CONFIG)


def recognise(path: Path, weights: bool = True) -> Checkpoint:
    """Return what a folder holds; raises `UnreadableFile` where that is no translation model that can be run.

    Without `weights` only the settings are looked at, as before a long download.
    """
    config = _settings(path / CONFIG)
    if not is_converted(path):
        found = Checkpoint(path, _family_by_type(path, config), TRANSFORMERS, config)
        if weights and not any((path / name).is_file() for name in WEIGHTS[TRANSFORMERS]):
            raise UnreadableFile(f"The model in {path} has no weights ({WEIGHTS[TRANSFORMERS][0]}): copy it again.")
        if weights and found.family is MARIAN:
            _check_lists(path, config)
        return found
    if weights:
        _check_converted(path / WEIGHTS[CTRANSLATE2][0])
    return Checkpoint(path, _family_by_files(path), CTRANSLATE2, config)


def spoken(checkpoint: Checkpoint, name: str, sources: Collection[str], targets: Collection[str]) -> Spoken:
    """Return the languages of a model: those given, where some are, else those that its files or its name tell.

    Raises `InvalidInput` where neither does, or the model cannot know a language, and `UnknownLanguage`.
    """
    told = _told(checkpoint, name)
    ours = tuple(dict.fromkeys(language(code).code for code in sources)) or told.sources
    theirs = tuple(dict.fromkeys(language(code).code for code in targets)) or told.targets
    if not any(source != target for source in ours for target in theirs):
        raise InvalidInput(
            f"The files of {name} do not tell between which languages it translates: say so with --from and --to."
        )
    unknown = [language(code).name for code in {*ours, *theirs} - set(checkpoint.family.tokens)]
    if checkpoint.family.tokens and unknown:
        raise InvalidInput(f"The model {name} does not know {', '.join(sorted(unknown))}: name other languages.")
    pairs = [f"{source}-{target}" for source in ours for target in theirs]
    prefixes = {pair: told.prefixes.get(pair.partition("-")[2], "") for pair in pairs}
    return Spoken(ours, theirs, {pair: token for pair, token in prefixes.items() if token})


def _settings(path: Path) -> dict[str, Any]:
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UnreadableFile(
            f"There is no model in {path.parent}: it has no {path.name}; give the folder that the model's files are in."
        ) from error
    except (OSError, ValueError) as error:
        raise UnreadableFile(f"{path} is damaged: copy the model again.") from error
    if not isinstance(config, dict):
        raise UnreadableFile(f"{path} is damaged: copy the model again.")
    return config


def _optional(path: Path) -> dict[str, Any]:
    return _settings(path) if path.is_file() else {}


def _family_by_type(path: Path, config: Mapping[str, Any]) -> Family:
    kind = str(config["model_type"])
    tokenizer = str(_optional(path / TOKENIZER_CONFIG).get("tokenizer_class") or config.get("tokenizer_class") or "")
    if kind == "marian":
        return MARIAN
    if kind == "m2m_100":
        return FAMILIES["nllb" if tokenizer.startswith("Nllb") else "m2m100"]
    if kind == "mbart":
        return FAMILIES["mbart50" if tokenizer.startswith("MBart50") else "mbart"]
    raise UnreadableFile(
        f"The model in {path.name} is of the kind “{kind}”, which cannot be used here: add one of {_KNOWN}."
    )


def _family_by_files(path: Path) -> Family:
    if all((path / name).is_file() for name in MARIAN.vocabulary):
        return MARIAN
    pieces = _listed(path)
    if not pieces.isdisjoint(FAMILIES["m2m100"].tokens.values()):
        return FAMILIES["m2m100"]
    if not pieces.isdisjoint(FAMILIES["nllb"].tokens.values()):
        return FAMILIES["nllb"]
    only_50 = set(FAMILIES["mbart50"].tokens.values()) - set(FAMILIES["mbart"].tokens.values())
    if not pieces.isdisjoint(only_50):
        return FAMILIES["mbart50"]
    if not pieces.isdisjoint(FAMILIES["mbart"].tokens.values()):
        return FAMILIES["mbart"]
    raise UnreadableFile(
        f"The converted model in {path.name} comes with no vocabulary of the families {_KNOWN}: copy its tokenizer's "
        "files (source.spm and target.spm, sentencepiece.bpe.model or tokenizer.json) into the folder."
    )


def _check_lists(path: Path, config: Mapping[str, Any]) -> None:
    """Raise `UnreadableFile` where a list of pieces is missing that a Marian checkpoint numbers its pieces by."""
    apart = config.get("decoder_vocab_size") not in (None, config.get("vocab_size"))
    for name in ("vocab.json", *(["target_vocab.json"] if apart else [])):
        if not (path / name).is_file():
            raise UnreadableFile(f"The model in {path.name} has no {name}: copy the whole model again.")


def _check_converted(weights: Path) -> None:
    """Raise `UnreadableFile` where a file is not one that CTranslate2 wrote for a translation model.

    Its head is that of `ctranslate2.specs.model_spec`: a version in four bytes, then a name with its length in two.
    """
    try:
        with weights.open("rb") as file:
            _, length = struct.unpack("<IH", file.read(6))
            name = file.read(min(length, 100)).rstrip(b"\0").decode("ascii")
    except FileNotFoundError as error:
        raise UnreadableFile(f"There is no model in {weights.parent}: it has no {weights.name}.") from error
    except (OSError, struct.error, UnicodeDecodeError) as error:
        raise UnreadableFile(f"{weights} is damaged: copy the model again.") from error
    if not name.endswith("Spec"):
        raise UnreadableFile(f"{weights} is damaged: copy the model again.")
    if name != _TRANSLATES:
        raise UnreadableFile(
            f"The model in {weights.parent.name} does not translate: it is a {name.removesuffix('Spec')}. "
            f"Add one of the families {_KNOWN}."
        )


def _listed(path: Path) -> set[str]:
    """Return the pieces that CTranslate2 lists for a converted model, an empty set where there is no list."""
    for name in LISTS:
        try:
            text = (path / name).read_text(encoding="utf-8")
            return set(json.loads(text)) if name.endswith(".json") else set(text.splitlines())
        except FileNotFoundError:
            continue
        except (OSError, ValueError, TypeError) as error:
            raise UnreadableFile(f"{path / name} is damaged: copy the model again.") from error
    return set()


def _told(checkpoint: Checkpoint, name: str) -> Spoken:
    if checkpoint.family is MARIAN:
        return _told_by_marian(checkpoint.path, name)
    tokens = checkpoint.family.tokens
    known = [code for code, token in tokens.items() if token in _marks(checkpoint)]
    only = _only_target(checkpoint)
    targets = [code for code in known if tokens[code] == only] if only else known
    if "many-to-one" in name or "one-to-many" in name:  # the two halves of mBART-50
        targets = ["en"] if "many-to-one" in name else targets
    sources = ["en"] if "one-to-many" in name else known
    return Spoken(tuple(sources), tuple(targets))


def _marks(checkpoint: Checkpoint) -> Collection[str]:
    if checkpoint.runner == CTRANSLATE2:
        return _listed(checkpoint.path)
    if checkpoint.family.name == "m2m100":  # its tokenizer adds the languages that all its models have
        return set(checkpoint.family.tokens.values())
    file = checkpoint.path / "tokenizer.json"
    written = file.read_text(encoding="utf-8") if file.is_file() else ""
    return {token for token in checkpoint.family.tokens.values() if not written or f'"{token}"' in written}


def _only_target(checkpoint: Checkpoint) -> str:
    """Return the token of the one language that a model writes, "" where it is told which."""
    if checkpoint.runner == CTRANSLATE2:
        return str(checkpoint.config.get("decoder_start_token") or "") if checkpoint.family.name == "mbart" else ""
    name = "decoder_start_token_id" if checkpoint.family.name == "mbart" else "forced_bos_token_id"
    number = checkpoint.config.get(name)
    added = _optional(checkpoint.path / "tokenizer.json").get("added_tokens") or []
    return next((str(token["content"]) for token in added if token.get("id") == number), "")


def _told_by_marian(path: Path, name: str) -> Spoken:
    settings = _optional(path / TOKENIZER_CONFIG)
    named = _NAMED.search(name.lower())
    sources = _codes(str(settings.get("source_lang") or "")) or _codes(named[1] if named else "")
    targets = _codes(str(settings.get("target_lang") or "")) or _codes(named[2] if named else "")
    prefixes: dict[str, str] = {}
    for piece in [*_optional(path / "vocab.json"), *_listed(path)]:
        code = _PREFIX.match(piece)
        if code and (found := _codes(code[1])):
            prefixes.setdefault(found[0], piece)
    return Spoken(tuple(sources), tuple(prefixes or targets), prefixes)


def _codes(written: str) -> Sequence[str]:
    """Return the languages of "ru", "ru+uk" or "en_el_es"; none where one of them is a group or unknown."""
    try:
        return [language(code).code for code in re.split(r"[+_]", written) if code]
    except UnknownLanguage:
        return [] if len(written) > 3 else [entry.code for entry in LANGUAGES if _THREE.get(entry.code) == written]


_THREE = {code: token.partition("_")[0] for code, token in FAMILIES["nllb"].tokens.items()}  # ISO 639-3
