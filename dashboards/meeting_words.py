"""Who has to decide, in one sentence each."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

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
