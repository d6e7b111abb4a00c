"""When a plan's reports are due: its rules, what is open, what comes, and what a wish changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from core.calendar import Works, add_months, shift
from core.working_days import working_calendar
from indicators.models import Target
from plans.models import Plan
from reports import rules
from reports.models import (
    Period,
    PeriodQuerySet,
    Report,
    ReportingRule,
    ReportQuerySet,
    ReviewSteps,
    Waiver,
)
from reports.queries.courses import Course, Scope, begins_on, units_of
from reports.queries.relief import Twin, asked_by, reported_elsewhere
from reports.rules import Rule, Span
from reports.rules.relief import Cost, change, change_in_percent, cost, nothing
from reports.wording import rhythm as wording
from reports.wording.rhythm import rule_sentence, why_moved
from tasks.models import Task
from units.models import Unit

# Dates that are shown of the past and of the future.
SHOWN = 6


@dataclass(frozen=True)
class RuleLine:
    """A rule that counts now, and what it is about."""

    rule: ReportingRule
    sentence: str

    @property
    def subject(self) -> object:
        return self.rule.task or self.rule.target or self.rule.unit


@dataclass(frozen=True)
class Rhythm:
    """The rules of a plan, and the dates of the one that the page is about."""

    scope: Scope
    # The rule of the scope itself; None while the nearest wider one counts for it.
    own: ReportingRule | None
    # What counts today, be it its own or a wider one.
    rule: Rule
    sentence: str
    review: ReviewSteps
    exceptions: list[RuleLine]
    opened: list[Period]
    coming: list[Period]


def rhythm(scope: Scope) -> Rhythm:
    live = ReportingRule.objects.live().filter(plan=scope.plan)
    found = list(live.select_related("task", "target__indicator", "unit").order_by("pk"))
    own = next((rule for rule in found if _is_about(rule, scope)), None)
    counting = own or _nearest(found, scope)
    rule = counting.as_rule if counting else Rule()
    periods = Period.objects.filter(plan=scope.plan)
    dated = periods.filter(rule=counting) if counting else periods.none()
    of_scope = periods.filter(**{f"rule__{name}": each for name, each in _keys(counting).items()})
    return Rhythm(
        scope=scope,
        own=own,
        rule=rule,
        sentence=rule_sentence(rule),
        review=ReviewSteps(own.review) if own else ReviewSteps.UNIT,
        exceptions=[
            RuleLine(each, rule_sentence(each.as_rule)) for each in found if not _is_own(each)
        ],
        opened=list(of_scope.opened().newest_first()[:SHOWN]),
        coming=list(dated.filter(opened_at=None).order_by("ends_on")[:SHOWN]),
    )


def _keys(rule: ReportingRule | None) -> dict[str, int | None]:
    if rule is None:
        return {"task": None, "target": None, "unit": None}
    return {"task": rule.task_id, "target": rule.target_id, "unit": rule.unit_id}


def _is_own(rule: ReportingRule) -> bool:
    return not any(_keys(rule).values())


def _is_about(rule: ReportingRule, scope: Scope) -> bool:
    wanted = {
        "task": scope.task and scope.task.pk,
        "target": scope.target and scope.target.pk,
        "unit": scope.unit and scope.unit.pk,
    }
    return _keys(rule) == wanted


def _nearest(found: list[ReportingRule], scope: Scope) -> ReportingRule | None:
    """What counts for something without a rule of its own: its unit's rule, or the plan's."""
    lead = scope.target.lead_unit_id if scope.target else None
    of_unit = next((rule for rule in found if lead and rule.unit_id == lead), None)
    return of_unit or next((rule for rule in found if _is_own(rule)), None)


@dataclass(frozen=True)
class NewDate:
    """A date of a rule that is not set yet."""

    span: Span
    name: str
    moved: str
    # The working calendar of the year is missing, so only Saturdays and Sundays are known.
    unsure: bool


@dataclass(frozen=True)
class Preview:
    """What a wish would change: dates side by side, and what it costs now and then."""

    sentence: str
    # What is wrong where the rule has no date to come.
    dateless: str
    dates: list[tuple[Period | None, NewDate | None]]
    # Figures are asked for before their closing date, so units can only estimate them.
    estimates: bool
    now: Cost
    then: Cost
    twins: list[Twin]

    @property
    def change(self) -> int:
        return change(now=self.now, then=self.then)

    @property
    def relief(self) -> int:
        return -self.change

    @property
    def share(self) -> int | None:
        return change_in_percent(now=self.now, then=self.then)

    @property
    def signed_share(self) -> str:
        return "" if self.share is None else f"{self.share:+d} %"


@dataclass(frozen=True)
class ScopeChoices:
    """What may have a rule of its own."""

    tasks: QuerySet[Task]
    targets: QuerySet[Target]
    units: QuerySet[Unit]


def scope_choices(plan: Plan) -> ScopeChoices:
    return ScopeChoices(
        tasks=Task.objects.filter(plan=plan).in_document_order(),
        targets=Target.objects.filter(plan=plan).select_related("indicator").order_by("position"),
        units=units_of(plan),
    )


def preview(shown: Rhythm, rule: Rule, *, on: date) -> Preview:
    """The rule must be without faults."""
    calendar = working_calendar()
    dates = [
        NewDate(
            span=span,
            name=rules.period_name(span.starts_on, span.ends_on),
            moved=why_moved(span, rule.holiday_policy),
            unsure=not calendar.knows(span.due_on.year),
        )
        for span in _coming(shown.scope, rule, on=on, works=calendar.works)
    ]
    asked = asked_by(shown.scope)
    return Preview(
        sentence=rule_sentence(rule),
        dateless=_dateless(shown.scope.plan, rule) if not dates else "",
        dates=_side_by_side(shown.coming, dates),
        estimates=any(date.span.due_on < date.span.ends_on for date in dates),
        now=cost(shown.rule.frequency, asked),
        then=cost(rule.frequency, asked) if dates else nothing(asked),
        twins=reported_elsewhere(shown.scope),
    )


def _dateless(plan: Plan, rule: Rule) -> str:
    """Other rhythms have no date only where the plan's term is over, as the page says anyway."""
    return wording.rule_without_dates(plan) if rule.once_on else ""


def _side_by_side(
    old: Iterable[Period], new: Iterable[NewDate]
) -> list[tuple[Period | None, NewDate | None]]:
    """By closing date, each once."""
    before = {period.ends_on: period for period in old}
    after = {date.span.ends_on: date for date in new}
    return [(before.get(day), after.get(day)) for day in sorted(before.keys() | after.keys())]


def _coming(scope: Scope, rule: Rule, *, on: date, works: Works) -> list[Span]:
    """The first dates that the rule would have if it were set today."""
    first = begins_on(scope, rule, on=on, works=works)
    if first is None:
        return []
    until = min(add_months(on, 12 * SHOWN), scope.plan.ends_on or date.max)
    return Course(rule, first, until, settled_on=shift(first, -1)).spans(works)[:SHOWN]


def periods_of(plan: Plan) -> PeriodQuerySet:
    """The periods that opened, newest first, with counts of their reports."""
    missing = Q(reports__state__in=rules.UNSENT)
    excused = Q(reports__state__in=rules.EXCUSED)
    counted = (
        Period.objects.opened()
        .filter(plan=plan)
        .annotate(
            expected=Count("reports", filter=~excused),
            received=Count("reports", filter=~excused & ~missing),
            missing=Count("reports", filter=missing),
            waived=Count("reports", filter=Q(reports__state=rules.ReportState.WAIVED)),
        )
    )
    related = ("rule__task", "rule__target__indicator", "rule__unit", "closed_by")
    return counted.select_related(*related).order_by("-ends_on", "rule")


@dataclass(frozen=True)
class PeriodLine:
    """A period with the rule that it came from."""

    period: Period
    sentence: str
    # What the rule is about, where it is not the whole plan.
    about: object
    may_close: bool


def period_lines(periods: Iterable[Period], *, on: date) -> list[PeriodLine]:
    return [
        PeriodLine(
            period=period,
            sentence=rule_sentence(period.rule.as_rule),
            about=period.rule.task or period.rule.target or period.rule.unit,
            may_close=period.closed_at is None and period.ends_on < on,
        )
        for period in periods
    ]


@dataclass(frozen=True)
class Missing:
    """What was not sent for a period, and by whom."""

    expected: int
    reports: ReportQuerySet
    # In protocol order, each with how many of its reports are missing.
    units: list[tuple[Unit, int]]

    @property
    def count(self) -> int:
        return sum(number for _unit, number in self.units)


def missing_in(period: Period) -> Missing:
    """Three queries, and one for the lines that are shown."""
    reports = Report.objects.filter(period=period)
    counted = reports.unsent().order_by().values("unit").annotate(number=Count("pk"))
    numbers = dict(counted.values_list("unit", "number"))
    units = Unit.objects.filter(pk__in=numbers).in_protocol_order()
    return Missing(
        expected=reports.expected().count(),
        reports=reports.unsent()
        .with_subject()
        .order_by("unit__protocol_order", "unit__name", "pk"),
        units=[(unit, numbers[unit.pk]) for unit in units],
    )


def waivers_of(plan: Plan) -> QuerySet[Waiver]:
    """Those that count first, then by the day on which they were given."""
    waivers = Waiver.objects.filter(plan=plan).annotate(reports_waived=Count("reports"))
    related = ("task", "target__indicator", "unit", "given_by")
    return waivers.select_related(*related).order_by("-ended_at", "-given_at", "-pk")
