"""What a leader writes, and what is wrong with it. Plain Python."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.calendar import ONE_DAY
from instructions.rules.urgency import Urgency
from tasks.rules.texts import TextFault, fault_of_text

# Fields of an instruction, as forms and the API call them.
TEXT, DAY = "text", "due_on"
# Days: feedback in a year is none.
FURTHEST = 366


class Fault(StrEnum):
    """What is wrong with the day of the feedback."""

    PAST = "past"
    TOO_FAR = "too_far"


@dataclass(frozen=True)
class Wish:
    """Without a day of its own, the urgency says by when."""

    text: str
    urgency: Urgency = Urgency.ORDINARY
    due_on: date | None = None


def faults_of(wish: Wish, *, on: date) -> dict[str, Fault | TextFault]:
    """What is wrong with each field of what is written on the day `on`."""
    found = {
        TEXT: fault_of_text(wish.text, required=True),
        DAY: fault_of_day(wish.due_on, on=on),
    }
    return {name: fault for name, fault in found.items() if fault is not None}


def fault_of_day(day: date | None, *, on: date) -> Fault | None:
    """The same day is soon, and possible."""
    if day is None:
        return None
    if day < on:
        return Fault.PAST
    return Fault.TOO_FAR if day > on + ONE_DAY * FURTHEST else None
