"""Runs a few programs side by side: their output in one stream, one end for all."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from typing import IO

# Long enough for a worker to finish what it does.
PATIENCE = 25.0


class Processes:
    """Named children, each in a session of its own so that Ctrl-C reaches only their parent."""

    def __init__(self) -> None:
        self._running: dict[str, subprocess.Popen[str]] = {}
        self._started_with: dict[str, tuple[Sequence[str], Mapping[str, str]]] = {}

    def start(self, name: str, command: Sequence[str], *, env: Mapping[str, str]) -> None:
        child = subprocess.Popen(
            command,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
        )
        self._running[name] = child
        self._started_with[name] = command, env
        threading.Thread(target=_relay, args=(name, child.stdout), daemon=True).start()

    def restart(self, name: str) -> None:
        """Start a child that ended once more, after what is left of its family."""
        _end_family(self._running[name])
        command, env = self._started_with[name]
        self.start(name, command, env=env)

    def ended(self) -> str | None:
        """The name of a child that is no longer there, if any."""
        for name, child in self._running.items():
            if child.poll() is not None:
                return name
        return None

    def stop(self) -> None:
        """Ask all to finish, wait, then insist; their children go with them."""
        for child in self._running.values():
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + PATIENCE
        for child in self._running.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(timeout=max(0.1, deadline - time.monotonic()))
            _end_family(child)


def _end_family(child: subprocess.Popen[str]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _relay(name: str, output: IO[str] | None) -> None:
    for line in output or ():
        print(f"{name:>7} | {line}", end="", flush=True)


def _die_with_parent() -> None:
    # Nothing else ends the children of a parent that was killed with -9.
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)
