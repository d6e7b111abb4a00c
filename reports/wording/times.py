"""The sentences of time: moments, deadlines and what is left until then."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.calendar import Works, working_days_between


def moment(at: datetime) -> str:
    """Minute and day in every language's digits."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def days_left(due_on: date, *, on: date, works: Works) -> str:
    """How much working time is left, or since when the report is late."""
    if due_on < on:
        # Late over a holiday counts as well, though nobody worked meanwhile.
        days = (on - due_on).days
        return ngettext("%(days)d day late", "%(days)d days late", days) % {"days": days}
    if due_on == on:
        return _("due today")
    days = working_days_between(on, due_on, works=works)
    return ngettext("%(days)d working day left", "%(days)d working days left", days) % {
        "days": days
    }
