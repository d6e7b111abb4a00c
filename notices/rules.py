"""The ladder of chasing: who is told how long after a deadline. Plain Python."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from core.calendar import ONE_DAY, Works, working_days_between
from units.rules import Role


class Channel(StrEnum):
    INBOX = "inbox"
    EMAIL = "email"


class Trouble(StrEnum):
    """Why a delivery did not arrive; may be followed by a colon and what the other side said."""

    SETTLED = "settled"
    NO_ADDRESS = "no address"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


# From the desk upward. Where a step finds nobody, the next one up the chain is told instead.
CHAIN = (Role.REPORTER, Role.REVIEWER, Role.HEAD, Role.INSPECTOR)


@dataclass(frozen=True)
class Step:
    """From so many working days past the deadline on, the chain is told up to this role."""

    working_days: int
    up_to: Role

    @property
    def reach(self) -> int:
        """How many links of the chain this step tells."""
        return CHAIN.index(self.up_to) + 1


LADDER = (Step(1, Role.REPORTER), Step(3, Role.REVIEWER), Step(7, Role.INSPECTOR))


def deadline_day(due_at: datetime) -> date:
    """The last punctual day, from a moment in the office's time; midnight ends the day before."""
    return (due_at - timedelta(microseconds=1)).date()


def step_reached(*, due_on: date, on: date, works: Works) -> Step | None:
    """The highest step that a report due on `due_on` has reached, however long nobody looked."""
    late = working_days_between(due_on, on, works=works)
    return next((step for step in reversed(LADDER) if late >= step.working_days), None)


def latest_deadline(step: Step, *, on: date, works: Works) -> date:
    """The last `due_on` that has reached `step` by `on`: the step as a bound that SQL can use."""
    day, left = on, step.working_days
    while True:
        left -= works(day)
        if left == 0:
            return day - ONE_DAY
        day -= ONE_DAY
