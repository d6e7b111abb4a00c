"""The three grades of a slip, what an office calls and how it colours them, and its numbers.

Places use blue, orange and red, or blue, yellow and red, and mean different things by them: the
grade is what counts, the word and the colour are the office's. Plain Python.
"""

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """From the mildest; the next one follows a slip that was not answered in time."""

    NOTICE = "notice"
    WARNING = "warning"
    FINAL = "final"


class Colour(StrEnum):
    BLUE = "blue"
    GREEN = "green"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"
    WHITE = "white"


@dataclass(frozen=True)
class Style:
    """How an office prints a grade, and how many working days it gives for the answer.

    An empty word stands for the portal's own.
    """

    colour: Colour
    days: int
    word: str = ""


USUAL: dict[Grade, Style] = {
    Grade.NOTICE: Style(Colour.BLUE, 5),
    Grade.WARNING: Style(Colour.YELLOW, 3),
    Grade.FINAL: Style(Colour.RED, 2),
}
# Working days: who gives more demands nothing.
MOST_DAYS = 60
# The form that GB/T 9704 prescribes: hexagonal brackets, no zero before the number.
NUMBER = "{sign}〔{year}〕{serial}号"


def next_grade(grade: Grade) -> Grade:
    """The one above; above the last one there is none."""
    order = list(Grade)
    return order[min(order.index(grade) + 1, len(order) - 1)]


def proposed_grade(earlier: Grade | None, *, in_time: bool = True) -> Grade:
    """For a new slip, after the newest one about the same thing."""
    if earlier is None or in_time:
        return Grade.NOTICE
    return next_grade(earlier)


def official_number(sign: str, *, year: int, serial: int) -> str:
    """发文字号: the office's sign, the year and the number within it."""
    return NUMBER.format(sign=sign, year=year, serial=serial)
