"""The words of targets and lamps: what kinds, comparators and reasons there are."""

from enum import StrEnum


class Kind(StrEnum):
    STOCK = "stock"
    FLOW = "flow"
    CUMULATIVE = "cumulative"
    RATIO = "ratio"
    GROWTH_RATE = "growth_rate"
    RECURRING = "recurring"
    CEILING = "ceiling"
    MILESTONE = "milestone"


# Kinds that can be counted up again each year; a rate or ceiling can only hold or not hold.
COUNTS = frozenset({Kind.STOCK, Kind.FLOW, Kind.CUMULATIVE, Kind.RECURRING})


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
    PLANNED_VALUES = "planned_values"
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


class Reason(StrEnum):
    """Why a lamp shows what it shows; `indicators.wording` has the sentence for each."""

    REACHED = "reached"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    MISSED = "missed"
    WITHIN_CEILING = "within_ceiling"
    ABOVE_CEILING = "above_ceiling"
    NOT_YET = "not_yet"
    NO_DATE = "no_date"
    NO_NUMBER = "no_number"
    NO_DATA = "no_data"


class Measure(StrEnum):
    """How an aim is held against what was reached."""

    # A way from the baseline (or nothing) to the value, upwards or downwards.
    WAY = "way"
    # A value that must hold at every closing date: a growth rate, a level to keep.
    FLOOR = "floor"
    CEILING = "ceiling"
