"""Servers to measure: started on loopback, asked for their CPU time, stopped."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(command: Sequence[str], port: int) -> Iterator[int]:
    """Run a server until the block ends; gives its process id. Raises `RuntimeError` if it is not up in 30 s."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        wait_for(port, process)
        yield process.pid
    finally:
        process.terminate()
        process.communicate(timeout=10)


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def app_command(data: Path, port: int) -> list[str]:
    """Return the command that serves the app with the database in `data`."""
    return [sys.executable, "-m", "annotator", "--data", str(data), "run", "--no-demo", "--port", str(port)]


def cpu_seconds(pid: int) -> float:
    """Return the CPU time that a process has used, in seconds (Linux: proc(5), fields utime and stime)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Return once a server answers; raises `RuntimeError` where it ends before, or does not within 30 s."""
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended at once: {process.communicate()[1].decode()}")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not answer within 30 s")
