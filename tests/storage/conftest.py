"""A folder in which rights count, whoever runs the tests."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

NOBODY = 65534


@pytest.fixture
def private_folder() -> Iterator[Path]:
    """A folder that may only be read, by a user who is not root; root may write anywhere."""
    folder = Path(tempfile.mkdtemp())
    user = os.geteuid()
    if user == 0:
        os.chown(folder, NOBODY, -1)
        os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        folder.chmod(0o755)
        os.seteuid(user)
        shutil.rmtree(folder)


def content_of(prepared: Path) -> bytes:
    """Return the content of the template, which belongs to whoever runs the tests."""
    user = os.geteuid()
    os.seteuid(os.getuid())
    try:
        return prepared.read_bytes()
    finally:
        os.seteuid(user)
