"""Targets → distinct promises: what the goals say and a task repeats is promised once."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Protocol

SIMILAR, CONTAINED = 0.6, 2
MULTIPLIER = re.compile("[十百千]?[万亿]+")
POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}


class Entry(Protocol):
    """What is merged: a target of a reading. Only read, hence properties."""

    @property
    def id(self) -> str: ...
    @property
    def indicator(self) -> str: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def value_high(self) -> Decimal | None: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def op(self) -> str: ...
    @property
    def due(self) -> date | None: ...
    @property
    def every(self) -> str | None: ...
    @property
    def task_id(self) -> str | None: ...


Quantity = tuple[Decimal | None, Decimal | None, str]


@dataclass
class Promise:
    """One promise and the entries that make it.

    The task is the one of the entry that stands in a task; the due date is the first entry's that
    has one, the goals' entry before the task's only where the task's says nothing.
    """

    entries: list[Entry]

    @property
    def ids(self) -> list[str]:
        """The ids of its entries, in document order."""
        return [entry.id for entry in self.entries]

    @property
    def main(self) -> Entry:
        """The entry in a task, if there is one: it tells who answers for the promise."""
        return next((entry for entry in self.entries if entry.task_id), self.entries[0])

    @property
    def task_id(self) -> str | None:
        """The task that is to keep the promise."""
        return self.main.task_id

    @property
    def due(self) -> date | None:
        """The task's due date, else another entry's."""
        return self.main.due or next((entry.due for entry in self.entries if entry.due), None)

    @property
    def every(self) -> str | None:
        """How often it recurs."""
        return self.main.every or next((entry.every for entry in self.entries if entry.every), None)


def merge(targets: Iterable[Entry]) -> list[Promise]:
    """Distinct promises in document order.

    Entries with the same quantity are one when the indicator is the same, or when it is similar
    and one stands in the goals and the other in a task. (Not when both stand in the same place:
    国家级众创空间2家、省级众创空间2家 are two promises.)
    """
    same: dict[tuple[Quantity, str], Promise] = {}
    for target in targets:
        key = (quantity(target), _letters(target.indicator))
        same.setdefault(key, Promise([])).entries.append(target)
    goals: dict[Quantity, list[tuple[str, Promise]]] = {}
    for (amount, name), promise in same.items():
        if any(entry.task_id is None for entry in promise.entries):
            goals.setdefault(amount, []).append((name, promise))
    kept = []
    for (amount, name), promise in same.items():
        repeated = all(entry.task_id for entry in promise.entries)
        goal = _most_similar(name, goals.get(amount, []), promise) if repeated else None
        if goal:
            goal.entries += promise.entries
        else:
            kept.append(promise)
    return kept


def quantity(target: Entry) -> Quantity:
    """Value, upper value and unit, with 万 and 亿 moved from the unit to the numbers."""
    unit = unicodedata.normalize("NFKC", target.unit or "")
    found = MULTIPLIER.match(unit)
    power = sum(POWERS[char] for char in found[0]) if found else 0
    unit = unit[found.end() :] if found else unit
    values = (target.value, target.value_high)
    low, high = (None if value is None else value.scaleb(power).normalize() for value in values)
    return low, high, unit


def _most_similar(name: str, goals: list[tuple[str, Promise]], promise: Promise) -> Promise | None:
    places = {entry.task_id for entry in promise.entries}
    best: tuple[float, Promise] | None = None
    for other, goal in goals:
        if places & {entry.task_id for entry in goal.entries}:
            continue
        ratio = SequenceMatcher(None, other, name, autojunk=False).ratio()
        short, long = sorted((other, name), key=len)
        alike = ratio >= SIMILAR or (len(short) >= CONTAINED and short in long)
        if alike and (best is None or ratio > best[0]):
            best = ratio, goal
    return best[1] if best else None


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum())
