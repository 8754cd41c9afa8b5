"""Find the Chromium that is installed on this machine."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
HOW = "install Debian's package chromium, or name the program in ANNOTATOR_CHROMIUM"


def chromium() -> str | None:
    """Return the program, None where there is none; ANNOTATOR_CHROMIUM comes first and is then the only one tried."""
    named = os.environ.get("ANNOTATOR_CHROMIUM")
    if named:
        return shutil.which(named)
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or (str(MAC) if MAC.exists() else None)


def flags() -> list[str]:
    """Return what Chromium needs to start here: its sandbox refuses root, and containers have a small /dev/shm."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*(["--no-sandbox"] if root else []), "--disable-dev-shm-usage"]
