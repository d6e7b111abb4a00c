"""make run, make test, make check and make bench, once the environment is there."""

import contextlib
import fcntl
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType

import redis

from tools import chromium, translations
from tools.launch import chosen_port, require_port
from tools.processes import Processes
from tools.say import Meanwhile, Trouble, step
from tools.servers import ROOT, Servers

LOCAL = Path(os.environ.get("LOCAL_DIR") or ROOT / ".local").resolve()
ADDRESSES = {"database": "DATABASE_URL", "broker": "REDIS_URL"}
UNTIL_HEALTHY = 60.0
TOO_OFTEN = 4
# Each has a database and perhaps a browser of its own: half a gigabyte.
MOST_PROCESSES = 4
# Celery advises against root in four lines; on a machine that has only root that is no news.
QUIET_ROOT = "ignore:You're running the worker with superuser privileges"


def run() -> None:
    """The portal with its demonstration city, until Ctrl-C or SIGTERM."""
    port = chosen_port()
    with _only_one(), _servers() as environment:
        address = f"http://localhost:{port}"
        env = {"DEMO": "True", "PORTAL_URL": address, **environment}
        accounts = _prepare(env)
        # Now that they have proved good: manage.py finds what this run found.
        _embedded().remember({name: env[name] for name in ADDRESSES.values()})
        require_port(port)
        processes = Processes()
        try:
            with step("Web server, worker and scheduler"):
                for name, command in _commands(port).items():
                    processes.start(name, command, env=env)
                _wait_until_healthy(port, processes)
            print(f"\nLuoshi runs at {address}\n\n{accounts}\nCtrl-C stops it.", flush=True)
            _watch(processes)
        finally:
            _no_more_signals()
            print("\nStopping ...", flush=True)
            processes.stop()


def test(arguments: Sequence[str]) -> int:
    """All tests, or those that the arguments choose, on real servers."""
    processes = shared_out(arguments)
    with _servers() as environment:
        translations.compile_all()
        chromium.install_if_missing()
        _collect_static(environment)
        command = [sys.executable, "-m", "pytest", *processes, *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def shared_out(arguments: Sequence[str]) -> list[str]:
    """What tells pytest how many processes it has; the tests of a file meet in one of them.

    All tests use the cores of the machine. A choice of them has one process, unless told
    otherwise: a second would still be preparing when the first is done.
    """
    text = os.environ.get("PROCESSES") or str(1 if arguments else min(MOST_PROCESSES, _cores()))
    if not text.isdigit() or int(text) < 1:
        raise Trouble(f"PROCESSES must be a number from 1 on, not {text!r}.")
    return [] if int(text) == 1 else ["-n", text, "--dist", "loadfile", "--no-loadscope-reorder"]


def _cores() -> int:
    """Those that this process may use, where the system tells."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def bench(arguments: Sequence[str]) -> int:
    """The measurements, or those that the arguments name, one JSON object a line."""
    with _servers() as environment:
        command = [sys.executable, "-m", "benchmarks.run", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def check() -> int:
    """Everything that a machine can say about the code without running its tests."""
    checks = {
        "Format": ["-m", "ruff", "format", "--check", "."],
        "Lint": ["-m", "ruff", "check", "."],
        "Types": ["-m", "mypy"],
        "Import contracts": [
            "-c",
            "from importlinter.cli import lint_imports_command as lint; lint()",
        ],
        "Migrations": ["manage.py", "makemigrations", "--check", "--dry-run"],
        "Translations": ["tools/translations.py", "check"],
    }
    failed = []
    with _servers() as environment:
        for name, command in checks.items():
            with step(name):
                result = subprocess.run(
                    [sys.executable, *command],
                    cwd=ROOT,
                    env=environment,
                    capture_output=True,
                    text=True,
                    check=False,
                )
            if result.returncode:
                failed.append(name)
                print(result.stdout + result.stderr, flush=True)
    if failed:
        raise Trouble(f"Not in order: {', '.join(failed)}.")
    print("All in order.")
    return 0


def _prepare(env: Mapping[str, str]) -> str:
    """Bring words, files and tables up to date; returns what the demonstration says of itself."""
    with step("Translations"):
        translations.compile_all()
    static = Meanwhile("Static files", lambda: _collect_static(env))
    with step("Database tables"):
        _manage("migrate", "--no-input", "--verbosity=0", env=env)
    accounts = ""
    if any(ROOT.glob("*/management/commands/load_demo.py")):
        with step("Demonstration city"):
            accounts = _manage("load_demo", env=env)
    static.finish()
    return accounts


def _commands(port: int) -> dict[str, list[str]]:
    gunicorn = ["--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"]
    gunicorn += ["--workers", "2", "--threads", "4", "--log-level", "warning"]
    # The application is read once and then forked; two readings would take twice as long.
    gunicorn += ["--preload", "--no-control-socket"]
    celery = [sys.executable, "-m", "celery", "--quiet", "--app", "config"]
    return {
        "web": [sys.executable, "-m", "gunicorn", "config.wsgi", *gunicorn],
        "worker": [*celery, "worker", "--concurrency", "2", "--loglevel", "WARNING"],
        "beat": [*celery, "beat", "--loglevel", "WARNING"],
    }


def _wait_until_healthy(port: int, processes: Processes) -> None:
    deadline = time.monotonic() + UNTIL_HEALTHY
    while missing := _not_alive(port):
        if name := processes.ended():
            raise Trouble(f"The {name} process ended at once; its lines above say why.")
        if time.monotonic() > deadline:
            raise Trouble(f"Not alive after {UNTIL_HEALTHY:.0f} seconds: {', '.join(missing)}.")
        time.sleep(0.2)


def _not_alive(port: int) -> list[str]:
    """What /healthz misses, or the web server itself when it does not answer."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        direct.open(f"http://127.0.0.1:{port}/healthz", timeout=10).close()
    except urllib.error.HTTPError as answer:
        with contextlib.suppress(ValueError):
            return [name for name, note in json.load(answer).items() if note != "alive"]
        return ["web"]
    except OSError:
        return ["web"]
    return []


def _watch(processes: Processes) -> None:
    """Stay until told to stop; what died is started again, unless it keeps dying."""
    ends: deque[float] = deque(maxlen=TOO_OFTEN)
    while True:
        time.sleep(3)
        for server in _embedded().up(**_wanted()):
            print(f"{server} had ended and was started again.", flush=True)
        if name := processes.ended():
            ends.append(time.monotonic())
            if len(ends) == TOO_OFTEN and ends[-1] - ends[0] < 60:
                raise Trouble(f"The {name} process keeps ending; its lines above say why.")
            print(f"The {name} process ended and is started again.", flush=True)
            processes.restart(name)


# Servers


def _embedded() -> Servers:
    return Servers(local=LOCAL)


def _wanted() -> dict[str, bool]:
    """Which of the pair we bring ourselves: addresses in the environment replace it."""
    return {part: not os.environ.get(name) for part, name in ADDRESSES.items()}


@contextlib.contextmanager
def _servers() -> Iterator[dict[str, str]]:
    """Database and broker for as long as the block runs; yields the environment that names them."""
    servers = _embedded()
    ours = {name for part, name in ADDRESSES.items() if _wanted()[part]}
    addresses = {key: value for key, value in servers.environment().items() if key in ours}
    # What a run that was killed had started is ours to stop as well.
    started = servers.left_behind()
    if not _wanted()["broker"]:
        _require_broker(os.environ["REDIS_URL"])
    try:
        if ours:
            with step("Database and broker"):
                started |= set(servers.up(**_wanted()))
                servers.mark(started)
        servers.remember(addresses)
        yield {
            **os.environ,
            **addresses,
            "LOCAL_DIR": str(LOCAL),
            "PYTHONUNBUFFERED": "1",
            "PYTHONWARNINGS": os.environ.get("PYTHONWARNINGS", QUIET_ROOT),
        }
    finally:
        servers.down(sorted(started))
        servers.unmark()


# Steps


def _manage(*arguments: str, env: Mapping[str, str]) -> str:
    """Run a management command; what it printed, or one sentence about why it failed."""
    command = [sys.executable, "manage.py", *arguments]
    result = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if result.returncode:
        log = LOCAL / "log" / f"{arguments[0]}.log"
        log.write_text(result.stdout + result.stderr)
        raise Trouble(f"{arguments[0]} failed: {_reason(result.stderr)} (all of it is in {log})")
    return result.stdout


def _reason(output: str) -> str:
    """The line of a traceback that names the error, without the name of its class."""
    lines = [line.strip() for line in output.splitlines() if line.strip()] or ["no reason given"]
    named = [line for line in lines if re.match(r"[\w.]+(Error|Exception): .", line)]
    return named[-1].partition(": ")[2] if named else lines[-1]


def _collect_static(env: Mapping[str, str]) -> None:
    """Collect and compress, unless nothing that goes in has changed."""
    target, stamp = LOCAL / "static", LOCAL / "static.stamp"
    ours = sorted(path for path in (ROOT / "static").rglob("*") if path.is_file())
    locks = [
        ROOT / name for name in ("package-lock.json", "requirements.txt", "config/settings.py")
    ]
    digest = hashlib.sha256()
    for path in (*locks, *ours):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    if target.exists() and stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    _manage("collectstatic", "--no-input", "--clear", "--verbosity=0", "-i", "redoc*", env=env)
    stamp.write_text(digest.hexdigest())


def _require_broker(address: str) -> None:
    try:
        redis.Redis.from_url(address, socket_timeout=5, socket_connect_timeout=5).ping()
    except (redis.RedisError, ValueError) as trouble:
        raise Trouble(f"No broker answers at REDIS_URL: {trouble}") from None


@contextlib.contextmanager
def _only_one() -> Iterator[None]:
    LOCAL.mkdir(parents=True, exist_ok=True)
    with (LOCAL / "run.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Trouble("Luoshi already runs from this folder: stop it first.") from None
        yield


def _as_ctrl_c(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _until_told(work: Callable[[], None]) -> int:
    """Being told to stop is how it ends, not a failure."""
    try:
        work()
    except KeyboardInterrupt:
        print("Stopped.", flush=True)
    return 0


def _no_more_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def main(arguments: Sequence[str]) -> int:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _as_ctrl_c)
    try:
        if arguments[0] == "run":
            return _until_told(run)
        if arguments[0] == "check":
            return check()
        return bench(arguments[1:]) if arguments[0] == "bench" else test(arguments[1:])
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except OSError as trouble:
        print(f"This cannot go on: {trouble}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
