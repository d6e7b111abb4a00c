"""Who has to decide, in one sentence each."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from indicators.models import Family
from tasks.models import Coordination, Extension


def extension(asked: Extension) -> str:
    return _("A later date, %(day)s, was asked for: %(state)s.") % {
        "day": date_format(asked.asked_due_on, "Y-m-d"),
        "state": asked.get_state_display(),
    }


def coordination(asked: Coordination) -> str:
    return _("%(unit)s has to settle by %(day)s: %(text)s") % {
        "unit": asked.holder.name,
        "day": date_format(asked.answer_due_on, "Y-m-d"),
        "text": asked.text,
    }


def completion() -> str:
    return _("The unit asks to have it completed: the supervision office decides.")


def amendment() -> str:
    return _("Another target value was asked for: the decision on it is open.")


def group(family: str | None) -> str:
    """What a thing counts among; a task has no family."""
    return str(Family(family).label) if family else pgettext("counted apart", "tasks")


def behind(economic: int, counted: int, tasks: int) -> str:
    """How many are behind, never added up to one figure."""
    facts = {"economic": economic, "counted": counted, "tasks": tasks}
    return (
        _(
            "Behind are %(economic)d main economic indicators, %(counted)d counted targets and"
            " %(tasks)d tasks."
        )
        % facts
    )
