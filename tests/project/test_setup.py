"""Set-up says in one sentence why it cannot go on, and its locks are complete."""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import is_psycopg3

from tools import bootstrap, install, launch, portal
from tools.say import Trouble
from tools.servers import LONGEST_FOLDER, ROOT, Servers

REQUIREMENTS = sorted(ROOT.glob("requirements*.txt"))
each_lock = pytest.mark.parametrize("lock", REQUIREMENTS, ids=lambda lock: lock.name)


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def make_run(**environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, ROOT / "tools" / "bootstrap.py", "run"],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


# Sentences


def test_a_taken_port_is_named_with_the_way_out(taken_port: int) -> None:
    with pytest.raises(
        Trouble, match=rf"Port {taken_port} is taken.*make run PORT={taken_port + 1}"
    ):
        launch.require_port(taken_port)


def test_make_run_on_a_taken_port_prints_one_line_and_nothing_else(taken_port: int) -> None:
    result = make_run(PORT=str(taken_port))
    assert result.returncode == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1


def test_make_run_without_room_prints_no_traceback(tmp_path: Path, free_port: int) -> None:
    result = make_run(PORT=str(free_port), LUOSHI_NEEDED_MB="999999999", LOCAL_DIR=str(tmp_path))
    assert result.returncode == 1
    assert result.stderr.startswith("Not enough room: 999999999 MB are needed")
    assert len(result.stderr.splitlines()) == 1


def test_a_full_disk_is_told_with_what_is_free() -> None:
    with pytest.raises(Trouble, match="1500 MB are needed .* 20 MB are free"):
        install.require_space(needed_mb=1500, free=lambda folder: 20_000_000)


def test_a_disk_with_room_is_no_trouble() -> None:
    install.require_space(needed_mb=1500, free=lambda folder: 1_500_000_000)


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("port", ["80a", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(Trouble, match="PORT must be a number"):
        launch.chosen_port()


@pytest.mark.parametrize(
    ("version", "complaint"),
    [
        ((2, 7, 18), "this is Python 2.7:"),
        ((3, 10, 13), "this is Python 3.10:"),
        ((3, 11, 2), ""),
        ((3, 14, 0), ""),
    ],
)
def test_an_old_python_is_named(version: tuple[int, int, int], complaint: str) -> None:
    assert complaint in bootstrap.too_old(version)
    assert bool(bootstrap.too_old(version)) == bool(complaint)


def test_old_pythons_can_read_the_bootstrap() -> None:
    source = (ROOT / "tools" / "bootstrap.py").read_text()
    compile(source, "bootstrap.py", "exec", dont_inherit=True, _feature_version=4)


# Processes of make test


@pytest.mark.parametrize(
    ("told", "arguments", "processes"),
    [
        ("", ["tests/units"], "one"),
        ("1", [], "one"),
        ("3", [], "3"),
        ("3", ["tests/units", "-k", "names"], "3"),
    ],
)
def test_a_choice_of_tests_runs_in_one_process_unless_told(
    told: str, arguments: list[str], processes: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROCESSES", told)
    options = portal.shared_out(arguments)
    assert options[1:2] == ([] if processes == "one" else [processes])


def test_all_tests_use_the_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PROCESSES", raising=False)
    cores = min(4, len(os.sched_getaffinity(0)))
    assert portal.shared_out([])[1:2] == ([str(cores)] if cores > 1 else [])


@pytest.mark.parametrize("told", ["0", "-1", "two"])
def test_a_number_of_processes_that_is_none_is_refused(
    told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROCESSES", told)
    with pytest.raises(Trouble, match="PROCESSES must be a number"):
        portal.shared_out([])


# Locks


@each_lock
def test_a_lock_names_no_host(lock: Path) -> None:
    assert "://" not in lock.read_text()


@each_lock
def test_every_package_of_a_lock_has_a_version_and_hashes(lock: Path) -> None:
    entries = re.split(r"\n(?=\S)", lock.read_text().strip())
    bare = [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]
    assert bare == []


def test_the_front_end_lock_has_hashes_and_names_no_host() -> None:
    text = (ROOT / "package-lock.json").read_text()
    packages = json.loads(text)["packages"]
    assert "://" not in text
    assert [name for name, it in packages.items() if name and "integrity" not in it] == []


def test_no_file_of_the_set_up_names_a_package_host() -> None:
    names = ("Makefile", "Dockerfile", "docker-compose.yml", ".npmrc", ".ci/run", "package.json")
    files = [ROOT / name for name in names] + sorted((ROOT / "tools").glob("*.py"))
    assert [
        file.name
        for file in files
        if re.search("https?://(?!localhost|127|web:)", file.read_text())
    ] == []


# Servers


def test_a_deep_folder_gets_its_sockets_elsewhere(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    assert len(os.fsencode(Servers(local=deep).sockets)) <= LONGEST_FOLDER


def test_django_talks_through_psycopg2() -> None:
    # Django would prefer psycopg 3 as soon as some package brings it along.
    assert not is_psycopg3


@pytest.mark.django_db
def test_the_database_finds_chinese_words_by_trigrams() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute("SELECT similarity('新能源汽车', '新能源')")
        assert cursor.fetchone()[0] > 0
