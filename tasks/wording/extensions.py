"""The sentences of requests for a later due date."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tasks.models import Extension, ExtensionStep
from tasks.rules.extensions import (
    LONGEST_MONTHS,
    WAITING,
    DateFault,
    ExtensionNeed,
    ExtensionState,
    ExtensionVerb,
)
from tasks.rules.texts import TEXT_LIMIT, TextFault
from tasks.wording.texts import moment, text_fault


def wish_fault(field: str, code: DateFault | TextFault, *, due_on: date | None = None) -> str:
    """What is wrong with one field of a request, and what to write instead."""
    if isinstance(code, DateFault):
        return date_fault(code, due_on=due_on)
    missing = {
        "reason": _("Say why the task cannot be finished by its due date."),
        "progress": _("Say how far the task is, so that the office can judge the new date."),
        "note": _("Say why, so that the unit knows what to do."),
    }
    return missing[field] if code is TextFault.MISSING else text_fault(code, limit=TEXT_LIMIT)


def date_fault(code: DateFault, *, due_on: date | None) -> str:
    day = due_on.isoformat() if due_on else ""
    sentences = {
        DateFault.NO_DUE_DATE: _("This task has no due date, so there is nothing to extend."),
        DateFault.TOO_LATE: _(
            "The task was due on %(day)s. A later date can only be asked for before that day is"
            " over; report what keeps you from finishing instead."
        ),
        DateFault.MISSING: _("Choose the new date."),
        DateFault.NOT_LATER: _("The new date must lie after the due date so far, %(day)s."),
        DateFault.TOO_FAR: _(
            "The new date lies more than %(years)d years after %(day)s. Check the year."
        ),
        DateFault.PAST: _("This date has passed already. Choose one that is still to come."),
    }
    return sentences[code] % {"day": day, "years": LONGEST_MONTHS // 12}


def not_askable() -> str:
    return _("A later date can only be asked for while the task is being worked on.")


def not_a_reporter() -> str:
    return _("Only those who report for the lead unit can ask for a later date.")


def open_already(extension: Extension) -> str:
    facts = {"day": extension.asked_due_on.isoformat(), "who": extension.asked_by}
    return _("%(who)s has asked already for %(day)s; that request must be decided first.") % facts


def forbidden(extension: Extension, verb: ExtensionVerb) -> str:
    """Why the request's state does not allow this step."""
    state = ExtensionState(extension.state)
    if state not in WAITING:
        told = _("This request was decided already: %(state)s. Nothing was changed.")
    elif verb is ExtensionVerb.WITHDRAW:
        told = _("This request can no longer be withdrawn.")
    else:
        told = _("It is not the turn of this step: the request %(state)s. Nothing was changed.")
    return told % {"state": extension.get_state_display()}


def not_yours(verb: ExtensionVerb) -> str:
    """Who would have to take this step."""
    return {
        ExtensionVerb.SIGN: _("The reviewer or the head of the lead unit signs this request."),
        ExtensionVerb.CHECK: _("An inspector of the supervision office checks this request."),
        ExtensionVerb.GRANT: _("The head of the supervision office or a leader decides this."),
        ExtensionVerb.REFUSE: _("The head of the supervision office or a leader decides this."),
        ExtensionVerb.WITHDRAW: _("Only the lead unit can withdraw its request."),
    }[verb]


def unmet(need: ExtensionNeed) -> str:
    """What is missing for a step."""
    return {
        ExtensionNeed.ANOTHER_PERSON: _(
            "You took a step on this request already; somebody else must take this one."
        ),
        ExtensionNeed.OPEN_TASK: _(
            "The task is no longer being worked on, so its date cannot move. Refuse or withdraw"
            " the request."
        ),
        ExtensionNeed.LEADER_IF_SECOND: _(
            "The task was extended before; a second extension is for a leader to decide."
        ),
        ExtensionNeed.REASON: _("Say why, so that the unit knows what to do."),
        ExtensionNeed.DATE: _("Choose the new date."),
    }[need]


def due_date_moved(extension: Extension) -> str:
    due_on = extension.task.due_on
    return _(
        "The due date became %(day)s meanwhile, so this request is void. Refuse or withdraw it."
    ) % {"day": due_on.isoformat() if due_on else "—"}


def who_was_faster(step: ExtensionStep | None) -> str:
    """Who changed the request since the reader opened it, how and when."""
    if step is None:
        return _("The request was changed meanwhile. Look at it again before you go on.")
    done = {
        "request": _("%(who)s filed this request on %(when)s. Nothing was changed."),
        ExtensionVerb.SIGN: _("%(who)s signed this request on %(when)s. Nothing was changed."),
        ExtensionVerb.CHECK: _("%(who)s checked this request on %(when)s. Nothing was changed."),
        ExtensionVerb.GRANT: _("%(who)s granted this request on %(when)s. Nothing was changed."),
        ExtensionVerb.REFUSE: _("%(who)s refused this request on %(when)s. Nothing was changed."),
        ExtensionVerb.WITHDRAW: _(
            "%(who)s withdrew this request on %(when)s. Nothing was changed."
        ),
    }
    return done[step.verb] % {"who": step.by, "when": moment(step.at)}


def did(verb: str) -> str:
    """What a step was, for the history."""
    return {
        "request": pgettext("extension", "asked"),
        ExtensionVerb.SIGN: pgettext("extension", "signed"),
        ExtensionVerb.CHECK: pgettext("extension", "checked"),
        ExtensionVerb.GRANT: pgettext("extension", "granted"),
        ExtensionVerb.REFUSE: pgettext("extension", "refused"),
        ExtensionVerb.WITHDRAW: pgettext("extension", "withdrew it"),
    }[verb]
