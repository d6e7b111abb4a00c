"""How the commands talk: one line a step with its seconds, one sentence when it cannot go on."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator


class Trouble(Exception):
    """Why a command cannot go on, in a sentence that says what to do."""


@contextlib.contextmanager
def step(what: str) -> Iterator[None]:
    """Say what is being done, and how long it took once it is."""
    print(f"  {what} ...", end="", flush=True)
    began = time.monotonic()
    try:
        yield
    except BaseException:
        print(flush=True)
        raise
    print(f" {time.monotonic() - began:.1f} s", flush=True)


class Meanwhile:
    """A step that runs beside others; `finish` says how long it took or why it failed."""

    def __init__(self, what: str, work: Callable[[], None]) -> None:
        self._what = what
        self._work = work
        self._trouble: BaseException | None = None
        self._began = time.monotonic()
        self._seconds = 0.0
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def finish(self) -> None:
        self._thread.join()
        if self._trouble:
            raise self._trouble
        print(f"  {self._what}: {self._seconds:.1f} s, meanwhile", flush=True)

    def _run(self) -> None:
        try:
            self._work()
        except BaseException as trouble:  # noqa: BLE001 - raised again by finish()
            self._trouble = trouble
        self._seconds = time.monotonic() - self._began
