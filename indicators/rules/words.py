"""The words of targets and lamps: what kinds, comparators and reasons there are."""

from enum import StrEnum


class Kind(StrEnum):
    STOCK = "stock"
    PER_CAPITA = "per_capita"
    FLOW = "flow"
    CUMULATIVE = "cumulative"
    RATIO = "ratio"
    GROWTH_RATE = "growth_rate"
    RECURRING = "recurring"
    CEILING = "ceiling"
    MILESTONE = "milestone"
    # Held against a figure of others (不低于全省平均) that somebody has to enter first.
    RELATIVE = "relative"


# Kinds that can be counted up again each year; a rate or ceiling can only hold or not hold.
COUNTS = frozenset({Kind.STOCK, Kind.FLOW, Kind.CUMULATIVE, Kind.RECURRING})
# Kinds of which a zero is no promise: nothing can be held against it.
AMOUNTS = COUNTS | {Kind.PER_CAPITA, Kind.RATIO, Kind.MILESTONE}


class Comparator(StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"
    RANGE = "range"


class Recurrence(StrEnum):
    YEAR = "year"
    HALF_YEAR = "half_year"
    QUARTER = "quarter"
    MONTH = "month"


MONTHS = {Recurrence.YEAR: 12, Recurrence.HALF_YEAR: 6, Recurrence.QUARTER: 3, Recurrence.MONTH: 1}


class Nature(StrEnum):
    BINDING = "binding"
    EXPECTED = "expected"


class PaceRule(StrEnum):
    LINEAR_MONTH = "linear_month"
    LINEAR_DAY = "linear_day"
    PLANNED_VALUES = "planned_values"
    # Planned values that hold until the next one: certificates come in batches.
    STEPS = "steps"
    VALUE = "value"
    NONE = "none"


class Lamp(StrEnum):
    BLUE = "blue"
    GREEN = "green"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"
    GREY = "grey"


# Worst first: the order of lists that ask "what is behind".
LAMPS = (Lamp.RED, Lamp.ORANGE, Lamp.YELLOW, Lamp.GREEN, Lamp.BLUE, Lamp.GREY)
BEHIND = (Lamp.RED, Lamp.ORANGE, Lamp.YELLOW)


class Standing(StrEnum):
    """Where a target stands, whatever lamps its plan uses. Every lamp scheme has words for these.

    `DUE_SOON` is asked by schemes only: neither reached nor late, and the due date is near.
    """

    DONE = "done"
    DUE_SOON = "due_soon"
    AHEAD = "ahead"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    MISSED = "missed"
    NOT_JUDGED = "not_judged"


class Reason(StrEnum):
    """Why a lamp shows what it shows; `indicators.wording` has the sentence for each."""

    REACHED = "reached"
    ABOVE_RANGE = "above_range"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    STAGE_OVERDUE = "stage_overdue"
    MISSED = "missed"
    WITHIN_CEILING = "within_ceiling"
    ABOVE_CEILING = "above_ceiling"
    NOT_YET = "not_yet"
    ANNUAL_ONLY = "annual_only"
    NO_DATE = "no_date"
    NO_NUMBER = "no_number"
    NO_DATA = "no_data"
    NO_COMPARATOR = "no_comparator"
    ZERO_TARGET = "zero_target"


class Measure(StrEnum):
    """How an aim is held against what was reached."""

    # A way from the baseline (or nothing) to the value, upwards or downwards.
    WAY = "way"
    # A value that must hold at every closing date: a growth rate, a level to keep.
    FLOOR = "floor"
    CEILING = "ceiling"
