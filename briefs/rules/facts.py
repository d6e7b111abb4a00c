"""What a circular is made of: how things stood as known at its cut-off. Plain Python."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

# Measures of money and of shares: what is counted in them is no number of things.
MONEY = ("元", "美元", "欧元")
PERCENT = ("%", "％", "百分点", "‰")
# Kinds of targets that statistics publish, whatever they are counted in.
STATISTICAL = frozenset({"growth_rate", "ratio", "per_capita", "ceiling", "relative"})


class Group(StrEnum):
    """What is counted apart; a share over two of them would mean nothing."""

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


def group_of(kind: str, unit_of_measure: str) -> Group:
    """Economic indicators are measured by statistics, counted targets by counting things."""
    money = unit_of_measure.endswith(MONEY) or "元/" in unit_of_measure
    if kind in STATISTICAL or money or unit_of_measure in PERCENT:
        return Group.ECONOMIC
    return Group.COUNTED
