"""What a slip says of the thing it is about, in sentences, and what it demands."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.wording import by_language, day_words
from slips.models import Slip
from slips.queries import Known
from slips.rules import ThingKind
from slips.wording.words import gap, period_words

# A quotation reminds; who wants the whole clause opens the plan.
LONGEST_QUOTE = 160


def facts_of(known: Known) -> str:
    """One paragraph for the plan, one for the thing, one for the slip before: a line each."""
    lines = [_plan(known), _THINGS[known.kind](known), _earlier(known)]
    return "\n".join(line for line in lines if line)


def demand_of(known: Known) -> str:
    """What is asked for; by when it is to be answered is said apart."""
    match known.kind:
        case ThingKind.REPORT:
            words = _(
                "Send the report for %(period)s at once. Say in writing why it is late, and what is"
                " done so that it does not happen again."
            )
        case ThingKind.TASK:
            words = _(
                "Take measures at once. Say in writing how far the task is, why it is late, what is"
                " still to be done, who answers for it and by which day it will be finished."
            )
        case ThingKind.MILESTONE:
            words = _(
                "Take measures at once. Say in writing why the stage was missed, by which day it"
                " will be reached, and whether the due date of the task can still be kept."
            )
        case ThingKind.TARGET:
            words = _(
                "Take measures at once. Say in writing why the target is behind, what is done to"
                " catch up, and by which month it will be on pace again."
            )
    return words % {"period": _period(known)}


def _plan(known: Known) -> str:
    quote = " ".join(known.quote.split())
    quote = quote if len(quote) <= LONGEST_QUOTE else quote[: LONGEST_QUOTE - 1] + "…"
    facts = {"plan": known.plan.title, "number": known.plan.doc_number, "quote": quote.rstrip("。")}
    if quote and known.plan.doc_number:
        return _("“%(plan)s” (%(number)s) says: “%(quote)s”.") % facts
    if quote:
        return _("“%(plan)s” says: “%(quote)s”.") % facts
    return _("The plan is “%(plan)s”.") % facts


def _report(known: Known) -> str:
    facts = _late(known) | {"period": _period(known)}
    if known.returned_on is not None:
        facts["returned"] = day_words(known.returned_on)
        return (
            _(
                "The report of your unit on “%(subject)s” for %(period)s was returned on"
                " %(returned)s and was to be sent again by %(due)s; as of %(on)s it has not come in"
                " again and is %(late)s."
            )
            % facts
        )
    return (
        _(
            "The report of your unit on “%(subject)s” for %(period)s was due on %(due)s; as of"
            " %(on)s it has not come in and is %(late)s."
        )
        % facts
    )


def _task(known: Known) -> str:
    told = _(
        "The task “%(subject)s” was due on %(due)s; as of %(on)s it is not finished and is"
        " %(late)s."
    ) % _late(known)
    return _with_percent(told, known)


def _stage(known: Known) -> str:
    told = _(
        "The stage “%(subject)s” of the task “%(task)s” was due on %(due)s; as of %(on)s it is"
        " not reached and is %(late)s."
    ) % _late(known)
    return _with_percent(told, known)


def _target(known: Known) -> str:
    verdict = known.verdict
    assert verdict is not None  # a target off its pace was judged
    told = _("The target “%(subject)s”: %(sentence)s") % {
        "subject": known.subject,
        "sentence": by_language(verdict.sentence_zh, verdict.sentence_en),
    }
    if known.periods_behind > 1:
        words = ngettext(
            "It has been behind for %(n)d closing date.",
            "It has been behind for %(n)d closing dates in a row.",
            known.periods_behind,
        )
        told += gap() + words % {"n": known.periods_behind}
    as_of = _("These are the figures as of %(on)s.") % {"on": day_words(known.on)}
    return told + gap() + as_of


def _earlier(known: Known) -> str:
    earlier = known.earlier
    if earlier is None or known.in_time or earlier.answer_due_on is None:
        return ""
    facts = {"number": earlier.number, "due": day_words(earlier.answer_due_on)}
    if _was_answered(earlier):
        return _("%(number)s about the same thing was answered after its day.") % facts
    return _("%(number)s about the same thing was to be answered by %(due)s; it was not.") % facts


def _was_answered(slip: Slip) -> bool:
    return slip.state in {"answered", "closed"}


def _with_percent(told: str, known: Known) -> str:
    if known.percent is None or known.percent_on is None:
        return told + gap() + _("No percentage was reported yet.")
    facts = {
        "percent": number_format(known.percent.normalize(), use_l10n=False),
        "day": day_words(known.percent_on),
    }
    return told + gap() + _("The newest percentage, of %(day)s, is %(percent)s%%.") % facts


def _period(known: Known) -> str:
    return period_words(*known.period) if known.period else ""


def _late(known: Known) -> dict[str, str]:
    assert known.due_on is not None
    words = ngettext("%(n)d working day late", "%(n)d working days late", known.days_late)
    return {
        "subject": known.subject,
        "task": known.task,
        "due": day_words(known.due_on),
        "on": day_words(known.on),
        "late": words % {"n": known.days_late},
    }


_THINGS = {
    ThingKind.REPORT: _report,
    ThingKind.TASK: _task,
    ThingKind.MILESTONE: _stage,
    ThingKind.TARGET: _target,
}
