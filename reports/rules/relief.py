"""What a rhythm costs those who must answer it: fields × units × periods. Plain Python."""

from dataclasses import dataclass

from reports.rules.contents import TEXTS
from reports.rules.rhythm import PERIODS_A_YEAR, Frequency

# One figure and the texts.
FIELDS_A_REPORT = 1 + len(TEXTS)


@dataclass(frozen=True)
class Asked:
    """What one period of a rhythm asks for: so many reports of so many units."""

    units: int
    reports: int


@dataclass(frozen=True)
class Cost:
    """What a rhythm asks for in a year."""

    asked: Asked
    periods: int

    @property
    def fields_a_period(self) -> int:
        return self.asked.reports * FIELDS_A_REPORT

    @property
    def reports_a_year(self) -> int:
        return self.asked.reports * self.periods

    @property
    def fields_a_year(self) -> int:
        return self.fields_a_period * self.periods


def cost(frequency: Frequency, asked: Asked) -> Cost:
    return Cost(asked, PERIODS_A_YEAR[frequency])


def nothing(asked: Asked) -> Cost:
    """A rhythm without a date to come costs nothing, whoever would be asked."""
    return Cost(asked, 0)


def change(*, now: Cost, then: Cost) -> int:
    """By how many fields a year the burden grows, or shrinks where negative."""
    return then.fields_a_year - now.fields_a_year


def change_in_percent(*, now: Cost, then: Cost) -> int | None:
    """The same in whole percent of today's burden; None where nothing is asked today."""
    if not now.fields_a_year:
        return None
    return round(100 * change(now=now, then=then) / now.fields_a_year)
