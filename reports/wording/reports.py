"""The sentences of reports: what is wrong with a field, who was faster, why an act is refused."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils.translation import gettext as _

from reports import rules
from reports.models import Decision, Report, Submission
from reports.rules import TEXT_LIMIT, UNSENT, Fault, ReportState, Verb
from reports.wording.times import moment
from units.models import Unit

# The furthest that a return may put off a report.
LONGEST_RETURN = timedelta(days=366)


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
        Fault.FIGURE_OF_PERIOD: _(
            "This figure is asked for in every period. Write it, also where nothing changed."
        ),
        Fault.EXPLANATION_MISSING: _(
            "Something looks doubtful. Correct it, or explain it here in a few words."
        ),
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
        "explanation": _("explanation"),
    }
    told = [f"{fields[name]}: {fault(code)}" for name, code in faults.items()]
    return _("Nothing was saved. %(report)s: %(faults)s") % {
        "report": report,
        "faults": " ".join(told),
    }


def who_was_faster(report: Report, newest: Submission | None) -> str:
    """Who changed the report since the reader opened it, how and when."""
    if newest is None:
        return _("%(report)s was changed meanwhile. Look at it again before you go on.") % {
            "report": report
        }
    who, at = newest.written_by, newest.submitted_at or newest.saved_at
    if newest.forwarded_at is not None and newest.forwarded_by is not None:
        who, at = newest.forwarded_by, newest.forwarded_at
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
    if newest.forwarded_by_id is not None:
        return _(
            "%(who)s approved “%(report)s” for the unit on %(when)s and passed it on. Nothing"
            " was changed."
        )
    if newest.is_correction:
        return _(
            "%(who)s asked on %(when)s to correct “%(report)s”. Nothing was changed; the"
            " supervision office decides first."
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
    texts = {
        ReportState.APPROVED: _(
            "“%(report)s” is approved and closed. Nothing was changed; what is wrong in it can be"
            " corrected, with a reason."
        ),
        ReportState.CORRECTING: _(
            "“%(report)s” has a correction that waits for the supervision office. Nothing was"
            " changed."
        ),
        ReportState.WAIVED: _("“%(report)s” is waived; nothing is expected and nothing was saved."),
        ReportState.WITHDRAWN: _(
            "“%(report)s” is no longer expected, because its task or target has no need of it."
            " Nothing was changed."
        ),
    }
    if state in texts:
        return texts[state] % {"report": report}
    return _forbidden(state, verb) % {"report": report}


def _forbidden(state: ReportState, verb: Verb) -> str:
    if verb is Verb.CORRECT:
        return _("“%(report)s” has not been approved, so there is nothing to correct yet.")
    if state in rules.WAITING:
        return _(
            "“%(report)s” waits for review and cannot be changed. Ask the reviewer to return it."
        )
    return _("“%(report)s” has not been submitted, so there is nothing to review yet.")


def not_yours(report: Report) -> str:
    """Somebody else is to act now."""
    state = ReportState(report.state)
    if state is ReportState.SUBMITTED:
        text = _("“%(report)s” waits for the reviewer of %(unit)s. Nothing was changed.")
    elif state is ReportState.FORWARDED and report.is_part:
        text = _("“%(report)s” waits for the unit that leads the task. Nothing was changed.")
    elif state in rules.WAITING:
        text = _("“%(report)s” waits for the supervision office. Nothing was changed.")
    else:
        text = _("“%(report)s” is for %(unit)s to write. Nothing was changed.")
    return text % {"report": report, "unit": report.unit}


def seen_already(report: Report) -> str:
    """Why a version cannot be taken back."""
    return _(
        "Somebody has already looked at “%(report)s”, so it cannot be taken back. Ask the reviewer"
        " to return it."
    ) % {"report": report}


def something_to_say(report: Report) -> str:
    """Why "no change" would lose what somebody wrote or asked for; empty where it would not."""
    if report.state == ReportState.DRAFT:
        text = _("“%(report)s” has a draft. Nothing was sent; open it and send what it says.")
    elif report.state == ReportState.RETURNED:
        text = _("“%(report)s” was returned. Nothing was sent; open it and mend what was asked.")
    else:
        return ""
    return text % {"report": report}


def period_closed(report: Report) -> str:
    if report.state in UNSENT:
        text = _(
            "The period %(period)s of “%(report)s” was closed without it. Nothing was changed."
            " Ask the supervision office to open it again."
        )
        return text % {"report": report, "period": report.period}
    return _(
        "The period %(period)s of “%(report)s” is closed: its figures are published. Nothing was"
        " changed. An approved report can be corrected, with a reason."
    ) % {"report": report, "period": report.period}


def plan_closed(report: Report) -> str:
    return _("The plan of “%(report)s” is closed; it takes no more reports.") % {"report": report}


def own_report(report: Report) -> str:
    return _("You wrote “%(report)s” yourself. Another reviewer must review it.") % {
        "report": report
    }


def own_approval(report: Report) -> str:
    return _(
        "You approved “%(report)s” for its unit already. Somebody else must decide about it here."
    ) % {"report": report}


def sent(report: Report) -> str:
    """What becomes of a report that was just sent."""
    return {
        ReportState.SUBMITTED: _("Submitted. The reviewer of your unit can see it now."),
        ReportState.FORWARDED: _("Submitted. The supervision office can see it now."),
    }.get(ReportState(report.state), _("Submitted. The figures count from now on."))


def approved(report: Report) -> str:
    """What becomes of a report that was just approved."""
    if report.state == ReportState.FORWARDED:
        return (
            _("Approved. The unit that leads the task can see it now.")
            if report.is_part
            else _("Approved. It waits for the supervision office now.")
        )
    return _("Approved. The figures count from now on.")


def wrong_reason(reason: str) -> str:
    """What is wrong with the reason of a return; empty when it will do."""
    if not reason:
        return _("Say why you return the report, so that the unit knows what to mend.")
    code = rules.text_fault(reason)
    return fault(code) if code else ""


def wrong_correction_reason(reason: str) -> str:
    """What is wrong with the reason of a correction; empty when it will do."""
    if not reason:
        return _("Say why the figure has to be corrected; the next circular will name it.")
    code = rules.text_fault(reason)
    return fault(code) if code else ""


def wrong_again_on(again_on: date, *, today: date) -> str:
    """What is wrong with the day by which a report is to be sent again; empty when it will do."""
    if today <= again_on <= today + LONGEST_RETURN:
        return ""
    return _("Choose a day from today on, and within the next %(days)d days.") % {
        "days": LONGEST_RETURN.days
    }


def due_again(asked_on: date, *, due_on: date) -> str:
    """Until when a returned report is to be sent: by the deadline that counts, and lists show.

    The day that came with a return may be another one. It never takes the deadline forward, and
    that of the unit's own reviewer does not move it at all.
    """
    days = {"day": asked_on, "due": due_on}
    if asked_on < due_on:
        return _("They ask for it by %(day)s; what counts is the deadline of %(due)s.") % days
    if asked_on > due_on:
        return _("They ask for it by %(day)s, but the deadline of %(due)s was not moved.") % days
    return _("Due again on %(day)s.") % days


def nothing_to_repeat(report: Report) -> str:
    return _(
        "Nothing was reported on “%(report)s” before, so there is nothing that could be unchanged."
        " Write the first report."
    ) % {"report": report}


def no_part(report: Report) -> str:
    return _(
        "This is no answer to the unit that reports on “%(report)s”. Nothing was merged; open the"
        " page again."
    ) % {"report": report}


def no_answer_yet(report: Report) -> str:
    return _(
        "No assisting unit has passed its part of “%(report)s” on to you yet. Nothing was merged."
    ) % {"report": report}


def said_by(unit: Unit | None, text: str) -> str:
    """A part in the lead's own text, with the name of the unit that said it."""
    return _("[%(unit)s] %(text)s") % {"unit": unit, "text": text.strip()}


def too_many_files(most: int) -> str:
    return _(
        "A report takes %(most)d files at most. Leave out what is not needed to prove it; nothing"
        " was saved."
    ) % {"most": most}
