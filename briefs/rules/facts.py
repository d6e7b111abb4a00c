"""What a circular is made of: how things stood as known at its cut-off. Plain Python."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Group(StrEnum):
    """What is counted apart; a share over two of them would mean nothing. Of targets it is the
    family of their indicator."""

    ECONOMIC = "economic"
    COUNTED = "counted"
    TASKS = "tasks"


class Standing(StrEnum):
    """What a target or a task is to the count of a circular."""

    DONE = "done"
    MET = "met"
    BEHIND = "behind"
    ANNUAL = "annual"
    UNKNOWN = "unknown"


# Those over which shares are taken.
JUDGED = (Standing.DONE, Standing.MET, Standing.BEHIND)


@dataclass(frozen=True)
class Thing:
    """A target or a task, with its words as they are printed.

    `order` is the unit's place in protocol and the thing's in its document. `gap` is in points,
    positive when behind; `days` counts days late.
    """

    pk: int
    group: Group
    plan: str
    name: str
    number: str
    unit_pk: int | None
    unit: str
    order: tuple[int, str, int, int]
    promise: str
    due: str
    reached: str
    expected: str
    gap: Decimal | None
    days: int | None
    standing: Standing
    lamp: str
    severity: int
    sentence: str
    reason: str = ""

    @property
    def key(self) -> str:
        """Its name among the figures: `target:12`."""
        return f"{'task' if self.group is Group.TASKS else 'target'}:{self.pk}"


@dataclass(frozen=True)
class Expected:
    """A report that was due for the newest closed period."""

    pk: int
    unit_pk: int
    unit: str
    order: tuple[int, str]
    subject: str
    received: bool
    late: bool


@dataclass(frozen=True)
class Snapshot:
    """Everything as it was known at the end of the day `on`.

    Where `corrected_on` is a later day, figures that were replaced up to it count in their new
    value; what was not known at all at the cut-off still does not count.
    """

    plans: tuple[tuple[int, str], ...]
    on: date
    closing_on: date | None
    corrected_on: date | None = None
    targets: tuple[Thing, ...] = ()
    tasks: tuple[Thing, ...] = ()
    reports: tuple[Expected, ...] = ()
    words: dict[str, str] = field(default_factory=dict)

    def group(self, group: Group) -> tuple[Thing, ...]:
        every = self.tasks if group is Group.TASKS else self.targets
        return tuple(thing for thing in every if thing.group is group)
