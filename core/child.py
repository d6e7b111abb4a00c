"""Running what is not to be trusted in a throw-away child process, with limits of time and memory.

A file from outside is never read in the web process or in a worker: readers of such files have
aborted whole processes and eaten gigabytes on a few kilobytes of input. The child gets its own
session, a bare environment (no address of the database, no secret key), an empty standard input
and limits that the kernel keeps. Whatever becomes of it, the caller gets an `Outcome`.

    outcome = run_child([sys.executable, "-m", "intake.reader", path], seconds=30, memory=500 * MB)
    if outcome.end is End.EXITED and outcome.code == 0:
        reading = json.loads(outcome.output)
"""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from tempfile import TemporaryFile
from typing import IO

from django.conf import settings

MB = 1024 * 1024
# More than any reading of a file of the permitted size needs; the disk is not a child's to fill.
LARGEST_OUTPUT = 64 * MB
# How much of what it said on its way out is kept.
LAST_WORDS = 4000

# The limits are set by a short Python program that then becomes the command: `preexec_fn` may
# deadlock where the caller has threads. A system that knows no such limit (macOS has none of
# memory) goes without; the clock on the wall holds everywhere. Processor time ends a second later
# by force than by a signal that says so: at once by force, it would look like any other kill.
_LIMITER = """
import os, resource, sys
memory, seconds, output = map(int, sys.argv[1:4])
limits = {
    "AS": (memory, memory),
    "CPU": (seconds, seconds + 1),
    "FSIZE": (output, output),
    "CORE": (0, 0),
}
for kind, limit in limits.items():
    try:
        resource.setrlimit(getattr(resource, "RLIMIT_" + kind), limit)
    except (ValueError, OSError):
        pass
os.execv(sys.argv[4], sys.argv[4:])
"""


class End(StrEnum):
    """How a child came to its end."""

    EXITED = "exited"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    TOO_MUCH_OUTPUT = "too_much_output"
    KILLED = "killed"


@dataclass(frozen=True)
class Outcome:
    """What a child left behind. `code` is its exit code, negative for the signal that ended it."""

    end: End
    code: int
    output: bytes
    errors: str


def run_child(
    args: Sequence[str],
    *,
    seconds: int,
    memory: int,
    environment: Mapping[str, str] | None = None,
    into: IO[bytes] | None = None,
    largest_output: int = LARGEST_OUTPUT,
) -> Outcome:
    """Run a command (a full path first) for at most `seconds` in `memory` bytes; never raises.

    It starts in the project's folder, so that `python -m some.module` is found. When the time is
    up, everything that the child has started dies with it. Its environment is bare but for what
    `environment` adds, which must hold no secret. What it prints goes `into` a file, for those who
    do not want all of it at once; the outcome's output is empty then.
    """
    limits = [str(memory), str(seconds), str(largest_output)]
    with TemporaryFile() as own_output, TemporaryFile() as errors:
        output = own_output if into is None else into
        child = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _LIMITER, *limits, *args],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            cwd=settings.BASE_DIR,
            env=_bare_environment() | dict(environment or {}),
            start_new_session=True,
        )
        timed_out = _wait(child, seconds)
        own_output.seek(0)
        said = _last_words(errors)
        end = _end(child.returncode, timed_out, said)
        return Outcome(end, child.returncode, own_output.read(), said)


def _bare_environment() -> dict[str, str]:
    """One thread in numerical libraries: each would reserve memory that the limit counts."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "1",
        "PYTHONPATH": str(settings.BASE_DIR),
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


def _wait(child: "subprocess.Popen[bytes]", seconds: int) -> bool:
    """True when the child had to be stopped because its time was up."""
    try:
        child.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return True
    finally:
        # Also after a good end: a child must not leave children of its own behind.
        _kill_session(child.pid)
        child.wait()
    return False


def _kill_session(pid: int) -> None:
    # Nobody may be left of it; macOS says the second where only a zombie is.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _last_words(errors: IO[bytes]) -> str:
    size = errors.seek(0, os.SEEK_END)
    errors.seek(max(0, size - LAST_WORDS))
    return errors.read().decode(errors="replace")


def _end(code: int, timed_out: bool, said: str) -> End:
    if timed_out or code == -signal.SIGXCPU:
        return End.TIMED_OUT
    if "MemoryError" in said or "memory allocation" in said:
        return End.OUT_OF_MEMORY
    if code == -signal.SIGXFSZ or (code and os.strerror(errno.EFBIG) in said):
        return End.TOO_MUCH_OUTPUT
    return End.KILLED if code < 0 else End.EXITED
