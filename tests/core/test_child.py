"""A child process is kept within its limits, and its end is told apart."""

import sys
import time

import pytest

from core.child import MB, End, Outcome, run_child


def run(program: str, *, seconds: int = 10, memory: int = 300 * MB) -> Outcome:
    return run_child([sys.executable, "-c", program], seconds=seconds, memory=memory)


@pytest.mark.parametrize(
    ("program", "end", "code"),
    [
        ("print('fine')", End.EXITED, 0),
        ("raise SystemExit(3)", End.EXITED, 3),
        ("x = bytearray(10**9)", End.OUT_OF_MEMORY, 1),
        ("import os; os.kill(os.getpid(), 11)", End.KILLED, -11),
    ],
)
def test_every_end_has_a_name(program: str, end: End, code: int) -> None:
    outcome = run(program)
    assert (outcome.end, outcome.code) == (end, code)


def test_what_the_child_prints_comes_back() -> None:
    outcome = run("import sys; print('正文'); print('note', file=sys.stderr)")
    assert outcome.output.decode() == "正文\n"
    assert outcome.errors == "note\n"


@pytest.mark.parametrize("program", ["import time; time.sleep(60)", "while True: pass"])
def test_a_child_that_does_not_end_is_stopped(program: str) -> None:
    began = time.monotonic()
    assert run(program, seconds=1).end is End.TIMED_OUT
    assert time.monotonic() - began < 5


def test_processor_time_is_told_apart_from_other_kills() -> None:
    """Two threads use up a child's seconds before the clock on the wall has counted them."""
    busy = "lambda: [sha256(heap) for _ in range(10**6)]"
    threads = f"[Thread(target={busy}).start() for _ in range(2)]"
    program = (
        f"from hashlib import sha256; from threading import Thread; heap = bytes(10**7)\n{threads}"
    )
    assert run(program, seconds=3).end is End.TIMED_OUT


def test_a_grandchild_does_not_survive(tmp_path) -> None:
    trace = tmp_path / "trace"
    grandchild = f"import time; time.sleep(1.5); open({str(trace)!r}, 'w').close()"
    run(f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {grandchild!r}])")
    time.sleep(2)
    assert not trace.exists()


def test_the_child_knows_no_secrets(monkeypatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "do not tell")
    outcome = run("import os; print(dict(os.environ))")
    assert b"do not tell" not in outcome.output
    assert b"DATABASE_URL" not in outcome.output


def test_the_child_cannot_fill_the_disk() -> None:
    outcome = run("import sys; sys.stdout.buffer.write(b'x' * (80 * 2**20))", memory=600 * MB)
    assert outcome.end is End.TOO_MUCH_OUTPUT
    assert len(outcome.output) <= 64 * MB
