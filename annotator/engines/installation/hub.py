"""Fetching a model from the hub of Hugging Face, or a server that speaks its file interface (`HF_ENDPOINT`).

Files lie in one folder until all of them are there. What was fetched of a file stays, so that a broken download goes on
where it stopped; a file counts only when its hash is the one that the hub gives.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.engines.installation.checkpoints import LISTS
from annotator.engines.progress import report
from annotator.errors import FetchFailed, InvalidInput, ModelNotAdded

if TYPE_CHECKING:
    from huggingface_hub.hf_api import RepoSibling

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)
SETTINGS = ("config.json", "generation_config.json", "tokenizer_config.json", "special_tokens_map.json", "README.md")
_MARIAN = ("source.spm", "target.spm", "vocab.json", "target_vocab.json")
_VOCABULARY = (*_MARIAN, "sentencepiece.bpe.model", "tokenizer.json", *LISTS)
_TARGET_LISTS = ("target_vocabulary.json", "target_vocabulary.txt")
_SHARD = re.compile(r"(model|pytorch_model)-\d+-of-\d+\.(safetensors|bin)", re.ASCII)
# Weights, the best first: each of these stands for all of a model.
_WEIGHTS = (
    "model.bin",
    "model.safetensors",
    "model.safetensors.index.json",
    "pytorch_model.bin",
    "pytorch_model.bin.index.json",
)
_PART = ".part"


@dataclass(frozen=True, slots=True)
class Remote:
    """A model on the hub: its name, the commit that is fetched, its licence, and its files with size and hash."""

    name: str
    commit: str
    licence: str
    files: tuple["RepoSibling", ...]

    def size(self, names: Sequence[str]) -> int:
        """Return the bytes of some of its files."""
        return sum(file.size or 0 for file in self.files if file.rfilename in names)


def look_up(name: str) -> Remote:
    """Return what the hub says about a model.

    Raises `InvalidInput` for a name that cannot be one, and `FetchFailed` without a network or such a model.
    """
    if not NAME.fullmatch(name):
        raise InvalidInput(f"“{name}” is neither a folder nor the name of a model on the hub, such as owner/model.")
    import httpx2
    from huggingface_hub import HfApi
    from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, OfflineModeIsEnabled, RepositoryNotFoundError

    try:
        found = HfApi(endpoint=_endpoint()).model_info(name, files_metadata=True, timeout=20)
    except GatedRepoError as error:
        raise FetchFailed(
            f"{name} is given only to those who accept its terms: do so on its page, then set HF_TOKEN."
        ) from error
    except RepositoryNotFoundError as error:
        raise FetchFailed(
            f"There is no model {name} on the hub, or not for you: check the name, or set HF_TOKEN."
        ) from error
    except HfHubHTTPError as error:
        raise FetchFailed(f"The hub did not answer for {name} ({_status(error)}): try again later.") from error
    except (OfflineModeIsEnabled, httpx2.HTTPError, OSError) as error:
        raise FetchFailed(_no_network(name)) from error
    licence = str(getattr(found.card_data, "license", None) or "not stated")
    return Remote(name, str(found.sha), licence, tuple(found.siblings or ()))


def settings(remote: Remote) -> list[str]:
    """Return the names of its small files, by which one sees what it is."""
    return [file.rfilename for file in remote.files if file.rfilename in SETTINGS]


def essentials(remote: Remote) -> list[str]:
    """Return the names of the files that are needed of a model: one set of weights, vocabulary and settings."""
    there = [file.rfilename for file in remote.files]
    best = next((name for name in _WEIGHTS if name in there), None)
    if best is None:
        raise FetchFailed(f"The model {remote.name} has no weights in a form that is known here: choose another one.")
    wanted = {best, *settings(remote), *_VOCABULARY, *_TARGET_LISTS}
    shards = best.partition(".index")[0] if ".index" in best else ""
    stem, _, ending = shards.rpartition(".")
    return [
        name
        for name in there
        if name in wanted or (shards and (match := _SHARD.fullmatch(name)) and match.groups() == (stem, ending))
    ]


def fetch(remote: Remote, names: Sequence[str], into: Path) -> None:
    """Bring files of a model into a folder, going on with what is there of them.

    Raises `FetchFailed` where the network breaks off or a file is not the one that the hub means, and `ModelNotAdded`
    where the disk cannot hold them. What was fetched stays for the next try.
    """
    into.mkdir(parents=True, exist_ok=True)
    files = [file for file in remote.files if file.rfilename in names]
    there = sum(path.stat().st_size for path in into.iterdir() if path.is_file())
    missing = sum(file.size or 0 for file in files) - there
    free = shutil.disk_usage(into).free
    if missing > free:
        raise ModelNotAdded(
            f"{remote.name} needs {_size(missing)}, and {_size(free)} are free on the disk of {into}: make room first."
        )
    for number, file in enumerate(files, start=1):
        whole = into / file.rfilename
        if not (whole.is_file() and _is_right(whole, file)):
            report(f"fetching {file.rfilename}, file {number} of {len(files)}…")
            _fetch_one(remote, file, whole)


def _fetch_one(remote: Remote, file: "RepoSibling", whole: Path) -> None:
    part = whole.with_name(whole.name + _PART)
    _download(remote, file, part)
    if not _is_right(part, file):
        part.unlink()
        raise FetchFailed(
            f"{file.rfilename} of {remote.name} arrived damaged, and was thrown away: run the command again."
        )
    part.replace(whole)


def _download(remote: Remote, file: "RepoSibling", part: Path) -> None:
    import httpx2
    from huggingface_hub import get_token, hf_hub_url
    from huggingface_hub.errors import HfHubHTTPError
    from huggingface_hub.file_download import http_get

    url = hf_hub_url(remote.name, file.rfilename, revision=remote.commit, endpoint=_endpoint())
    token = get_token()
    part.touch()
    held = part.stat().st_size
    if file.size is not None and held > file.size:
        held = 0
    try:
        with part.open("r+b") as target:
            target.truncate(held)
            target.seek(held)
            http_get(
                url,
                target,
                resume_size=held,
                headers={"authorization": f"Bearer {token}"} if token else {},
                expected_size=file.size,
                displayed_filename=file.rfilename,
            )
    except HfHubHTTPError as error:
        raise FetchFailed(
            f"The hub broke off {file.rfilename} of {remote.name} ({_status(error)}): run the command again, and it "
            "goes on where it stopped."
        ) from error
    except httpx2.HTTPError as error:
        raise FetchFailed(_no_network(remote.name)) from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise FetchFailed(
            f"{file.rfilename} of {remote.name} did not arrive whole: run the command again, and it goes on."
        ) from error


def _is_right(path: Path, file: "RepoSibling") -> bool:
    """Whether a file has the hash that the hub gives: SHA-256 of a large one, Git's SHA-1 of a small one."""
    with path.open("rb") as held:
        if file.lfs is not None:
            return hashlib.file_digest(held, "sha256").hexdigest() == file.lfs.sha256
        content = held.read()
    found = hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
    return file.blob_id in (None, found)


def _size(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.1f} MB"


def _endpoint() -> str | None:
    return os.environ.get("HF_ENDPOINT") or None


def _no_network(name: str) -> str:
    return (
        f"{name} cannot be fetched, for there is no way to the hub: check the network and run the command again, "
        "or give a folder with the model."
    )


def _status(error: object) -> str:
    response = getattr(error, "response", None)
    return f"status {response.status_code}" if response is not None else "no answer"
