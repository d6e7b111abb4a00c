"""Threads that meet on PostgreSQL, and the switches that turn a guard off or hold a gap open."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any, TypeVar

from django.db import connection

from core.errors import RuleBroken

T = TypeVar("T")
Switch = AbstractContextManager[Any]


def together(count: int, act: Callable[[], T], *under: Callable[[], Switch]) -> list[T]:
    """What `act` returns in each of so many threads that begin at the same moment.

    Each of `under` makes a switch for every thread, whose connection is its own.
    """
    barrier = threading.Barrier(count)

    def run() -> T:
        try:
            with ExitStack() as switches:
                for switch in under:
                    switches.enter_context(switch())
                barrier.wait(timeout=10)
                return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as threads:
        return [future.result() for future in [threads.submit(run) for _ in range(count)]]


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act returned, or the rule that it broke; all of them start together."""
    barrier = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=10)
            return act()
        except RuleBroken as broken:
            return broken
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return [future.result(30) for future in [threads.submit(run, act) for act in acts]]


@contextmanager
def rewritten(old: str, new: str) -> Iterator[None]:
    """Statements say `new` where they said `old`: the guard is off. It must have been there."""
    met = False

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal met
        met = met or old in sql
        return execute(sql.replace(old, new), params, many, context)

    with connection.execute_wrapper(wrapper):
        yield
    assert met, f"no statement said {old!r}"


@contextmanager
def slowed(after: str, *, seconds: float = 0.1) -> Iterator[None]:
    """Wait after each statement that says `after`, so that others fall into the gap behind it."""

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if after in sql:
            time.sleep(seconds)
        return result

    with connection.execute_wrapper(wrapper):
        yield


@contextmanager
def between(after: str, *, said: threading.Event, awaited: threading.Event) -> Iterator[None]:
    """After the first statement that says `after`, tell the other, and go on when it has acted."""

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if after in sql and not said.is_set():
            said.set()
            assert awaited.wait(timeout=10)
        return result

    with connection.execute_wrapper(wrapper):
        yield
