"""The files that come with the package, wherever it is installed."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """Return a folder that ships with the app: inside the installed package, or beside it in a checkout.

    Raises `FileNotFoundError` where it is in neither place: the wheel was built without it.
    """
    for candidate in (_PACKAGE / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"the folder “{name}” is missing from the installed package")
