"""The sentences of the rhythm: a rule as an office would write it, and why a wish cannot be."""

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from plans.models import Plan
from reports import rules
from reports.models import Period, Waiver
from reports.rules import (
    Anchor,
    Content,
    Fault,
    Frequency,
    HolidayPolicy,
    Rule,
    RuleFault,
    Span,
    Subject,
)
from reports.wording.reports import fault as content_fault


def rule_sentence(rule: Rule) -> str:
    """A rule in one line: how often, up to when, by when, and what rest days do to it."""
    deadline = _where(rule) % {"day": _day(rule)}
    if policy := _policy(rule):
        deadline = _("%(deadline)s, %(policy)s") % {"deadline": deadline, "policy": policy}
    return " · ".join([how_often(rule.frequency), _closing(rule), deadline])


def how_often(frequency: Frequency) -> str:
    return {
        Frequency.WEEK: _("every week"),
        Frequency.HALF_MONTH: _("every half month"),
        Frequency.MONTH: _("every month"),
        Frequency.QUARTER: _("every quarter"),
        Frequency.HALF_YEAR: _("every half year"),
        Frequency.YEAR: _("every year"),
        Frequency.ONCE: _("once"),
    }[frequency]


def _closing(rule: Rule) -> str:
    if rule.frequency is Frequency.ONCE:
        return _("figures up to %(day)s") % {"day": rule.once_on}
    if rule.frequency is Frequency.WEEK:
        weekday = WEEKDAYS[(rule.closing_day or 7) - 1]
        return _("figures up to %(day)s") % {"day": weekday}
    if rule.closing_day is None:
        return {
            Frequency.HALF_MONTH: _("figures up to the end of the half month"),
            Frequency.MONTH: _("figures up to the end of the month"),
            Frequency.QUARTER: _("figures up to the end of the quarter"),
            Frequency.HALF_YEAR: _("figures up to the end of the half year"),
            Frequency.YEAR: _("figures up to the end of the year"),
        }[rule.frequency]
    if rule.frequency is Frequency.MONTH:
        return _("figures up to day %(number)d") % {"number": rule.closing_day}
    return _("figures up to day %(number)d of the last month") % {"number": rule.closing_day}


def _where(rule: Rule) -> str:
    """The stretch in which the deadline lies, with a place for the day."""
    if rule.frequency is Frequency.WEEK:
        if rule.after_period:
            return _("due by %(day)s of the next week")
        return _("due by %(day)s of the same week")
    if rule.frequency is Frequency.HALF_MONTH:
        if rule.after_period:
            return _("due by %(day)s of the next half month")
        return _("due by %(day)s of the same half month")
    if rule.after_period:
        return _("due by %(day)s of the next month")
    if rule.frequency in {Frequency.MONTH, Frequency.ONCE}:
        return _("due by %(day)s of the same month")
    return _("due by %(day)s of the last month")


def _day(rule: Rule) -> str:
    number = rule.anchor_number or 1
    if rule.anchor is Anchor.DAY_OF_MONTH and rule.frequency is Frequency.HALF_MONTH:
        day = pgettext("half month", "day %(number)d") % {"number": number}
    elif rule.anchor is Anchor.DAY_OF_MONTH:
        day = _("day %(number)d") % {"number": number}
    elif rule.anchor is Anchor.WORKING_DAY:
        day = _("working day %(number)d") % {"number": number}
    elif rule.anchor is Anchor.LAST_DAY:
        day = _("the last day")
    else:
        day = _weekday(rule, str(WEEKDAYS[number - 1]))
    if rule.due_time is None:
        return day
    return _("%(day)s, %(time)s") % {"day": day, "time": f"{rule.due_time:%H:%M}"}


def _weekday(rule: Rule, weekday: str) -> str:
    if rule.frequency is Frequency.WEEK:
        return weekday
    text = _("the first %(weekday)s") if rule.after_period else _("the last %(weekday)s")
    return text % {"weekday": weekday}


def _policy(rule: Rule) -> str:
    # A working day is never a rest day.
    if rule.anchor is Anchor.WORKING_DAY:
        return ""
    return {
        HolidayPolicy.POSTPONE: _("postponed over rest days"),
        HolidayPolicy.POSTPONE_SECOND: _(
            "on a rest day postponed to the second working day after it"
        ),
        HolidayPolicy.ADVANCE: _("advanced before rest days"),
        HolidayPolicy.NONE: _("rest days count as well"),
    }[rule.holiday_policy]


def why_moved(span: Span, policy: HolidayPolicy) -> str:
    """Why the deadline is another day than the rule names; empty where it is the same."""
    if span.due_on == span.named_on:
        return ""
    if policy is HolidayPolicy.ADVANCE and span.due_on > span.named_on:
        if span.named_on >= span.ends_on:
            text = _("%(day)s is a rest day; before it the figures would not be closed yet")
        else:
            text = _("%(day)s is a rest day; before it the period would not be open yet")
    else:
        text = _("%(day)s is a rest day")
    return text % {"day": span.named_on}


def rule_fault(fault: RuleFault, rule: Rule) -> str:
    """What is wrong with a rule, and what to choose instead."""
    days = rules.closing_days(rule.frequency)
    numbers = rules.anchor_numbers(rule.frequency, rule.anchor)
    if fault is RuleFault.CLOSING_DAY and not days:
        return _("This rhythm closes by itself. Leave the closing day empty.")
    if fault is RuleFault.CLOSING_DAY:
        limits = {"first": days[0], "last": days[-1]}
        return _("Choose a closing day from %(first)d to %(last)d.") % limits
    if fault is RuleFault.NO_DAYS_OF_MONTH:
        return _("A weekly deadline is a day of the week, a working day or the last day.")
    if fault is RuleFault.ONCE_MISSING:
        return _("Say on which day the one report closes.")
    limits = {"first": numbers[0], "last": numbers[-1]}
    return _("Choose a number from %(first)d to %(last)d.") % limits


def rule_without_dates(plan: Plan) -> str:
    if plan.ends_on is None:
        return _("No report will ever be due by this rule. Choose a day in the future.")
    text = _(
        "No report will ever be due by this rule. Choose a day in the future, until %(day)s, the"
        " last day of the plan."
    )
    return text % {"day": plan.ends_on}


def rule_is_over() -> str:
    return _("This rule was ended already. Nothing was changed.")


def one_subject() -> str:
    return _("A rule is about a task, a target or a unit, not about several of them.")


def plan_needs_a_rule() -> str:
    return _("A plan cannot do without a rule. Set another one in its place.")


def wrong_reason(reason: str) -> str:
    """What is wrong with a reason that the office gives; empty when it will do."""
    if not reason:
        return _("Say why, so that it can be understood next year.")
    written = rules.validate(Content(progress=reason), about=Subject.TASK, submit=False)
    found: Fault | None = written.get("progress")
    return content_fault(found) if found else ""


def waiver_ends_too_early() -> str:
    return _("The waiver cannot end before it begins.")


def waives_nothing() -> str:
    return _(
        "Nothing was waived: no report of these days waits for its unit. What was sent stands,"
        " what was waived is excused already, and a closed period asks for nothing more. Check the"
        " days and whom you chose."
    )


def waived(waiver: Waiver, reports: int) -> str:
    """What a waiver did, and what it will do."""
    if not reports:
        text = _(
            "Saved. No report waits today; those of periods that close from %(day)s on are excused"
            " when they open."
        )
        return text % {"day": waiver.starts_on}
    text = ngettext(
        "Waived. %(n)d report that was waiting is excused.",
        "Waived. %(n)d reports that were waiting are excused.",
        reports,
    )
    return text % {"n": reports}


def waiver_is_over() -> str:
    return _("This waiver was ended already. Nothing was changed.")


def not_to_close(period: Period) -> str:
    if period.closed_at is not None:
        text = _("The period %(period)s is closed already. Nothing was changed.")
    else:
        text = _("The period %(period)s has not opened yet, so there is nothing to close.")
    return text % {"period": period}


def others_are_missing(now: int) -> str:
    text = ngettext(
        "Somebody sent or returned a report meanwhile: %(n)d is missing now. Look at the list and"
        " close the period again.",
        "Somebody sent or returned a report meanwhile: %(n)d are missing now. Look at the list and"
        " close the period again.",
        now,
    )
    return text % {"n": now}


def still_running(period: Period) -> str:
    return _("The period %(period)s runs until %(day)s. Close it after that day.") % {
        "period": period,
        "day": period.ends_on,
    }


def not_closed(period: Period) -> str:
    return _("The period %(period)s is open. Nothing was changed.") % {"period": period}
