"""The app as people start it: a process of its own, asked over the network."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from http.client import HTTPResponse
from pathlib import Path
from types import TracebackType


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _heeds_interrupts() -> None:
    """Undo what a shell does to the programs it starts in the background: they, and theirs, ignore Ctrl+C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Running:
    """`annotator run` in the folder `cwd`; `with Running(...) as running` waits until it answers, and kills it."""

    def __init__(
        self, data: Path, *options: str, cwd: Path | None = None, environment: Mapping[str, str] | None = None
    ) -> None:
        self.port = free_port()
        command = [sys.executable, "-m", "annotator", "--data", str(data), "run", "--port", str(self.port), *options]
        self._process = subprocess.Popen(
            command,
            cwd=cwd or data.parent,
            env={**os.environ, **(environment or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=_heeds_interrupts,
        )

    def get(self, path: str) -> tuple[HTTPResponse, str]:
        """Return the answer to a request for a page, and its text."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as response:
            return response, response.read().decode()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> tuple[int, str, str]:
        """Send a signal; return the exit status, and what was written to standard output and error."""
        self._process.send_signal(how)
        out, err = self._process.communicate(timeout=30)
        return self._process.returncode, out, err

    def __enter__(self) -> "Running":
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                self.get("/static/icon.svg")
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.05)
            else:
                return self
        self._process.kill()
        raise AssertionError(f"the app did not come up: {self._process.communicate()}")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()


def python(arguments: Sequence[str], cwd: Path, environment: Mapping[str, str] | None = None) -> str:
    """Return what a Python command writes; raises `CalledProcessError` where it fails."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
