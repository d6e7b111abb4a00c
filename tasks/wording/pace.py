"""The sentence that explains a task's lamp."""

from datetime import date
from decimal import Decimal
from functools import reduce

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from indicators.wording import band_word, closing_words
from tasks.rules.pace import TaskReason, TaskVerdict


def task_sentence(verdict: TaskVerdict) -> str:
    """Why the lamp shows what it shows, with the figures that it was computed from."""
    match verdict.reason:
        case TaskReason.ON_PACE | TaskReason.BEHIND | TaskReason.NEAR_AND_BEHIND:
            told = _pace(verdict)
        case TaskReason.STAGES_KEPT | TaskReason.STAGE_OVERDUE:
            told = _stages(verdict)
        case TaskReason.OVERDUE | TaskReason.UNCLAIMED:
            told = _late(verdict)
        case TaskReason.DONE | TaskReason.DONE_EARLY | TaskReason.DONE_LATE:
            told = _done(verdict)
        case _:
            told = _not_judged(verdict)
    return reduce(_one_after_the_other, [told, *_notes(verdict)])


def _pace(verdict: TaskVerdict) -> str:
    """应完成…，实际…，低…, and how near the due date is."""
    facts = {
        "when": _when(verdict),
        "expected": f"{verdict.expected_share}%",
        "reached": _reported(verdict),
        "difference": _difference(verdict.gap or Decimal(0)),
    }
    told = _("By %(when)s %(expected)s should be done; %(reached)s, %(difference)s.") % facts
    if verdict.reason is not TaskReason.NEAR_AND_BEHIND:
        return told
    days = verdict.days or 0
    left = ngettext(
        "%(days)d day is left until it is due on %(due)s.",
        "%(days)d days are left until it is due on %(due)s.",
        days,
    )
    left %= {"days": days, "due": _iso(verdict.facts.due_on)}
    return _one_after_the_other(told, left)


def _stages(verdict: TaskVerdict) -> str:
    stage = verdict.stage
    facts = {
        "expected": f"{verdict.expected_share}%",
        "reached": f"{verdict.completion}%",
        "stage": stage.title if stage else "",
        "day": _iso(stage.due_on if stage else None),
        "days": verdict.days or 0,
    }
    if verdict.reason is TaskReason.STAGE_OVERDUE:
        words = ngettext(
            "The stage “%(stage)s” was due on %(day)s and is %(days)d day overdue; by its stages"
            " the task should be at %(expected)s and is at %(reached)s.",
            "The stage “%(stage)s” was due on %(day)s and is %(days)d days overdue; by its stages"
            " the task should be at %(expected)s and is at %(reached)s.",
            verdict.days or 0,
        )
    elif stage is None:
        words = _("All stages are reached; ask for completion.")
    else:
        words = _(
            "No stage is overdue, by its stages the task is at %(reached)s; the next one,"
            " “%(stage)s”, is due on %(day)s."
        )
    return words % facts


def _late(verdict: TaskVerdict) -> str:
    days = verdict.days or 0
    facts = {
        "due": _iso(verdict.facts.due_on),
        "days": days,
        "reached": _reported(verdict),
        "claimed": _iso(verdict.facts.claimed_on),
    }
    if verdict.reason is TaskReason.UNCLAIMED or verdict.facts.claimed_on is not None:
        return _late_claim(verdict, days) % facts
    words = ngettext(
        "The task was due on %(due)s and is %(days)d day overdue; %(reached)s.",
        "The task was due on %(due)s and is %(days)d days overdue; %(reached)s.",
        days,
    )
    return words % facts


def _late_claim(verdict: TaskVerdict, days: int) -> str:
    """The work is said to be done; that was said late, or not where it counts."""
    if verdict.reason is TaskReason.UNCLAIMED:
        return ngettext(
            "All of it is reported as done, but nobody asked for completion by %(due)s,"
            " %(days)d day ago.",
            "All of it is reported as done, but nobody asked for completion by %(due)s,"
            " %(days)d days ago.",
            days,
        )
    return ngettext(
        "The task was due on %(due)s; completion was asked for on %(claimed)s, %(days)d day"
        " late, and is being checked.",
        "The task was due on %(due)s; completion was asked for on %(claimed)s, %(days)d days"
        " late, and is being checked.",
        days,
    )


def _done(verdict: TaskVerdict) -> str:
    days = verdict.days or 0
    done_on = verdict.facts.completed_on
    if done_on is None:
        return _("Completed.")
    words = {
        TaskReason.DONE: _("Completed on %(done)s."),
        TaskReason.DONE_EARLY: ngettext(
            "Completed on %(done)s, %(days)d day before it was due.",
            "Completed on %(done)s, %(days)d days before it was due.",
            days,
        ),
        TaskReason.DONE_LATE: ngettext(
            "Completed on %(done)s, %(days)d day late.",
            "Completed on %(done)s, %(days)d days late.",
            days,
        ),
    }[verdict.reason]
    return words % {"done": _iso(done_on), "days": days}


def _not_judged(verdict: TaskVerdict) -> str:
    facts = {
        "claimed": _iso(verdict.facts.claimed_on),
        "start": _iso(verdict.facts.starts_on),
        "when": _when(verdict),
        "expected": f"{verdict.expected_share}%",
    }
    words = {
        TaskReason.AWAITS_CHECK: _(
            "Completion was asked for on %(claimed)s, in time; the supervision office checks it."
        ),
        TaskReason.REPORTED_DONE: _("All of it is reported as done; ask for completion."),
        TaskReason.NOT_HANDED_OUT: _("The task has not been handed out yet."),
        TaskReason.REFUSED: _("The unit refused the task; the supervision office settles it."),
        TaskReason.SUSPENDED: _("The task is suspended."),
        TaskReason.CANCELLED: _("The task was cancelled."),
        TaskReason.NOT_BEGUN: _("The task begins on %(start)s."),
        TaskReason.ROLLING: _("The task goes on from year to year and has no due date."),
        TaskReason.NO_DATE: _("The plan names no due date, so the pace is not judged."),
        TaskReason.NO_DATA: _(
            "No percentage was approved yet; by %(when)s %(expected)s should be done."
        ),
    }[verdict.reason]
    return words % facts


def _notes(verdict: TaskVerdict) -> list[str]:
    """What else has to be known beside the figures."""
    notes = []
    if verdict.facts.asked_due_on is not None:
        facts = {"asked": _iso(verdict.facts.asked_due_on)}
        notes.append(
            _("An extension to %(asked)s is being decided; until then the old date counts.") % facts
        )
    if verdict.override is not None:
        facts = {
            "by": verdict.override.by,
            "word": band_word(verdict.band),
            "computed": band_word(verdict.override.computed),
            "reason": verdict.override.reason,
        }
        words = _("%(by)s set the lamp to %(word)s instead of %(computed)s: %(reason)s")
        notes.append(words % facts)
    return notes


def _reported(verdict: TaskVerdict) -> str:
    """What the unit's newest approved report says, and when that was."""
    facts = verdict.facts
    if facts.percent is None or facts.percent_on is None:
        return _("no percentage was approved")
    told = {"figure": f"{verdict.completion}%"}
    if facts.percent_on == verdict.closing_on and verdict.reason is not TaskReason.OVERDUE:
        return _("%(figure)s is done") % told
    told["measured"] = closing_words(facts.percent_on, seen_from=verdict.on)
    return _("the newest report, of %(measured)s, says %(figure)s") % told


def _difference(gap: Decimal) -> str:
    if gap == 0:
        return _("just as planned")
    words = (
        _("%(points)s percentage points short")
        if gap > 0
        else _("%(points)s percentage points ahead")
    )
    return words % {"points": abs(gap)}


def _when(verdict: TaskVerdict) -> str:
    return closing_words(verdict.closing_on, seen_from=verdict.closing_on)


def _one_after_the_other(first: str, second: str) -> str:
    facts = {"first": first, "second": second}
    return pgettext("two sentences", "%(first)s %(second)s") % facts


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()
