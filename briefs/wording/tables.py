"""What a breakdown of tasks says besides the document's own words."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def table_title(plan: str) -> str:
    return _("%(plan)s: breakdown of tasks") % {"plan": plan}


def columns() -> tuple[str, ...]:
    """The head of the table, in the order of `rules.Item`'s fields."""
    return (
        _("No."),
        _("Key task"),
        _("Work and targets"),
        _("Lead units"),
        _("Assisting units"),
        _("Time limit"),
    )


def listed(names: list[str]) -> str:
    return pgettext("between units", ", ").join(names)


def due_words(day: date) -> str:
    """A deadline as documents write it: the end of a year or month has no day."""
    if (day + timedelta(days=1)).day != 1:
        return date_format(day)
    if day.month == 12:
        return _("end of %(year)s") % {"year": day.year}
    return _("end of %(month)s") % {"month": date_format(day, "YEAR_MONTH_FORMAT")}
