"""How soon a leader wants to hear, and by which day that is where the leader names none.

Offices give one to five days for what is urgent (急件), fifteen for the rest and thirty for what is
hard. Plain Python.
"""

from datetime import date
from enum import StrEnum

from core.calendar import Works, next_working_day, shift


class Urgency(StrEnum):
    URGENT = "urgent"
    ORDINARY = "ordinary"
    HARD = "hard"


# Days of the calendar.
DAYS: dict[Urgency, int] = {Urgency.URGENT: 5, Urgency.ORDINARY: 15, Urgency.HARD: 30}


def usual_day(urgency: Urgency, *, on: date, works: Works) -> date:
    """So many days after `on`; what would fall on a rest day waits for the next working day."""
    return next_working_day(shift(on, DAYS[urgency]), works=works)
