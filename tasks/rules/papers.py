"""What may be handed over with a step: days that make sense, titles that fit. Plain Python."""

from datetime import date

# Nothing that is followed here was done before; an earlier day is a slip of the keyboard.
EARLIEST_DONE = date(2000, 1, 1)
# As long as its column.
TITLE_LIMIT = 300
NUMBER_LIMIT = 20
DOCUMENT_LIMIT = 200
# More parts than anybody hands out in one act.
MOST_SHARES = 30


def is_sound_done_day(day: date | None, *, on: date) -> bool:
    """Whether work can really have been finished on that day, as seen from the day `on`."""
    return day is not None and EARLIEST_DONE <= day <= on


def is_sound_due_day(day: date | None, *, before: date | None, on: date) -> bool:
    """Whether a due date can become that day: another one than so far, and still to come."""
    return day is not None and day != before and on <= day <= date(on.year + 50, 1, 1)


def first_of_next_stage(on: date) -> date:
    """New Year's Day of the year that a rolling task goes on in: the one that is nearer."""
    return date(on.year + (on.month > 6), 1, 1)
