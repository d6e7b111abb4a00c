"""The sentences of reports: what is wrong with a field, who was faster, how much time is left."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.calendar import Works, working_days_between
from reports import rules
from reports.models import Decision, Report, Submission
from reports.rules import TEXT_LIMIT, Content, Fault, ReportState, Subject, Verb


def fault(code: Fault) -> str:
    """What is wrong with one field, and what to write instead."""
    sentences = {
        Fault.NOT_A_NUMBER: _("This is not a number. Write digits only, such as 1234.5."),
        Fault.NOT_ASKED: _("This report does not ask for this figure. Leave it empty."),
        Fault.PERCENT_MISSING: _("Say how much of the task is done, in percent from 0 to 100."),
        Fault.PERCENT_OUT_OF_RANGE: _("The percentage must lie between 0 and 100."),
        Fault.PERCENT_TOO_FINE: _("Write at most 2 places behind the point."),
        Fault.VALUE_MISSING: _("Say what had been reached on the closing date."),
        Fault.VALUE_TOO_BIG: _(
            "This number is too large to be true. Check it against the unit of measure."
        ),
        Fault.VALUE_TOO_FINE: _("Write at most 6 places behind the point."),
        Fault.PROGRESS_MISSING: _("Say in a sentence or two what was done in this period."),
        Fault.TEXT_TOO_LONG: _("This text is too long. Shorten it to %(limit)d characters."),
        Fault.TEXT_UNREADABLE: _(
            "This text has characters that cannot be stored. Type it anew instead of pasting it."
        ),
    }
    return sentences[code] % {"limit": TEXT_LIMIT} if "%(" in sentences[code] else sentences[code]


def refusal(report: Report, faults: Mapping[str, Fault]) -> str:
    """What is wrong with the content of one report among several."""
    fields = {
        "percent": _("percent"),
        "value": _("value"),
        "progress": _("progress"),
        "problems": _("problems"),
        "next_steps": _("next steps"),
    }
    told = [f"{fields[name]}: {fault(code)}" for name, code in faults.items()]
    return _("Nothing was saved. %(report)s: %(faults)s") % {
        "report": report,
        "faults": " ".join(told),
    }


def moment(at: datetime) -> str:
    """Minute and day in every language's digits."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def who_was_faster(report: Report, newest: Submission | None) -> str:
    """Who changed the report since the reader opened it, how and when."""
    if newest is None:
        return _("%(report)s was changed meanwhile. Look at it again before you go on.") % {
            "report": report
        }
    who, at = newest.written_by, newest.submitted_at or newest.saved_at
    if newest.reviewed_at is not None and newest.reviewed_by is not None:
        who, at = newest.reviewed_by, newest.reviewed_at
    return _what_they_did(newest) % {"report": report, "who": who, "when": moment(at)}


def _what_they_did(newest: Submission) -> str:
    if newest.decision == Decision.APPROVED:
        return _("%(who)s approved “%(report)s” on %(when)s. Nothing was changed.")
    if newest.decision == Decision.RETURNED:
        return _(
            "%(who)s returned “%(report)s” on %(when)s. Nothing was changed; read the reason"
            " and then go on."
        )
    if newest.submitted_at is not None:
        return _(
            "%(who)s submitted “%(report)s” on %(when)s. Nothing was changed; compare before"
            " you go on."
        )
    return _(
        "%(who)s saved a draft of “%(report)s” on %(when)s. Nothing was changed; compare the"
        " two and save again if yours is the right one."
    )


def forbidden(report: Report, verb: Verb) -> str:
    """Why the report's state does not allow this act."""
    state = ReportState(report.state)
    writing = verb in {Verb.SAVE, Verb.SUBMIT}
    if state is ReportState.APPROVED:
        text = _("“%(report)s” is approved and closed. Nothing was changed.")
    elif writing:
        text = _(
            "“%(report)s” waits for review and cannot be changed. Ask the reviewer to return it."
        )
    else:
        text = _("“%(report)s” has not been submitted, so there is nothing to review yet.")
    return text % {"report": report}


def plan_closed(report: Report) -> str:
    return _("The plan of “%(report)s” is closed; it takes no more reports.") % {"report": report}


def own_report(report: Report) -> str:
    return _("You wrote “%(report)s” yourself. Another reviewer of the unit must review it.") % {
        "report": report
    }


def wrong_reason(reason: str) -> str:
    """What is wrong with the reason of a return; empty when it will do."""
    if not reason:
        return _("Say why you return the report, so that the unit knows what to mend.")
    faults = rules.validate(Content(progress=reason), about=Subject.TASK, submit=False)
    return fault(faults["progress"]) if faults else ""


def wrong_deadline_day() -> str:
    return _("Choose a day from 1 to 28, which every month has.")


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
