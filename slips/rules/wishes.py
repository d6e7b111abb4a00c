"""What an official writes into a slip, and what is wrong with it. Plain Python."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.calendar import ONE_DAY
from slips.rules.grades import Grade
from tasks.rules.texts import TextFault, fault_of_text

# Fields of a slip, as forms and the API call them.
FACTS, DEMAND, DEADLINE = "facts", "demand", "answer_due_on"
# Days: an answer in a year is none.
FURTHEST = 366


class Fault(StrEnum):
    """What is wrong with the day of the answer."""

    MISSING = "missing"
    PAST = "past"
    TOO_FAR = "too_far"


@dataclass(frozen=True)
class Wish:
    """What an official may change of a draft; `unit_id` is the unit it is addressed to."""

    unit_id: int
    grade: Grade
    facts: str
    demand: str
    answer_due_on: date | None
    copies: str = ""


def faults_of(wish: Wish, *, on: date, whole: bool) -> dict[str, Fault | TextFault]:
    """What is wrong with each field; a draft that is only kept need not be `whole`."""
    found = {
        FACTS: fault_of_text(wish.facts, required=whole),
        DEMAND: fault_of_text(wish.demand, required=whole),
        DEADLINE: fault_of_deadline(wish.answer_due_on, on=on) if whole else None,
    }
    return {name: fault for name, fault in found.items() if fault is not None}


def fault_of_deadline(day: date | None, *, on: date) -> Fault | None:
    """What is wrong with the day of an answer, set on the day `on`; that day itself is too soon."""
    if day is None:
        return Fault.MISSING
    if day <= on:
        return Fault.PAST
    return Fault.TOO_FAR if day > on + ONE_DAY * FURTHEST else None
