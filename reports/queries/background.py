"""What is known about reports before their contents are looked at for doubts."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Max, Min, Q
from django.utils import timezone

from indicators.rules import Kind
from reports import rules
from reports.models import Decision, Report, Submission
from reports.rules import Background, Content

# How far back a habit is looked for.
LOOK_BACK = timedelta(days=400)

Subject = tuple[int | None, int | None]


class _Said(NamedTuple):
    """What was reported on one closing date and stands."""

    on: date
    figure: Decimal | None
    text: str


class _Other(NamedTuple):
    """A report that says the same, and what it is about."""

    report_id: int
    about: str


def backgrounds(
    reports: Collection[Report],
    contents: Mapping[int, Content],
    *,
    with_evidence: Collection[int],
    now: datetime,
) -> dict[int, Background]:
    """Report -> what its content is held against; three queries, however many reports."""
    today = timezone.localtime(now).date()
    courses = _courses(reports)
    sayings = _sayings(reports, contents)
    found = {}
    for report in reports:
        closing_on = report.period.ends_on
        said = [one for one in courses[_subject(report)] if one.on < closing_on]
        found[report.pk] = Background(
            about=report.about,
            today=today,
            closing_on=closing_on,
            course=tuple((one.on, one.figure) for one in said if one.figure is not None),
            last_text=said[-1].text if said else "",
            elsewhere=_elsewhere(report, contents[report.pk], sayings),
            has_evidence=report.pk in with_evidence,
            **_of_target(report),
        )
    return found


def _subject(report: Report) -> Subject:
    return report.assignment_id, report.target_id


def _of_target(report: Report) -> dict[str, Any]:
    if report.target is None:
        return {}
    indicator = report.target.indicator
    return {
        "kind": Kind(indicator.kind),
        "measure": indicator.unit_of_measure,
        "more_is_better": indicator.more_is_better,
        "baseline": report.target.baseline,
    }


def _courses(reports: Collection[Report]) -> defaultdict[Subject, list[_Said]]:
    """What was reported on the same subjects, the oldest first."""
    pks = [report.pk for report in reports]
    span = Report.objects.filter(pk__in=pks).aggregate(
        first=Min("period__ends_on"), last=Max("period__ends_on")
    )
    if span["first"] is None:
        return defaultdict(list)
    same = Q(report__assignment__in={one.assignment_id for one in reports if one.assignment_id})
    same |= Q(report__target__in={one.target_id for one in reports if one.target_id})
    rows = (
        Submission.objects.standing()
        .filter(same, report__period__ends_on__gte=span["first"] - LOOK_BACK)
        .filter(report__period__ends_on__lt=span["last"])
        .order_by("report__period__ends_on", "version")
        .values_list(
            "report__assignment", "report__target", "report__period__ends_on",
            "percent", "value", "progress",
        )
    )  # fmt: skip
    courses: defaultdict[Subject, list[_Said]] = defaultdict(list)
    for assignment, target, on, percent, value, progress in rows:
        said = _Said(on, value if percent is None else percent, progress)
        known = courses[assignment, target]
        if known and known[-1].on == on:
            known.pop()  # a later version of the same report
        known.append(said)
    return courses


def _sayings(
    reports: Collection[Report], contents: Mapping[int, Content]
) -> defaultdict[tuple[int, date, str], list[_Other]]:
    """Who says what: unit, closing date and bare text -> the reports that say it.

    What comes together in one workbook is held against each other as well.
    """
    sayings: defaultdict[tuple[int, date, str], list[_Other]] = defaultdict(list)
    for report in reports:
        key = report.unit_id, report.period.ends_on, rules.bare(contents[report.pk].progress)
        sayings[key].append(_Other(report.pk, report.subject))
    others = (
        Submission.objects.sent()
        .exclude(decision=Decision.RETURNED)
        .exclude(report__in=[report.pk for report in reports])
        .filter(
            report__unit__in={report.unit_id for report in reports},
            report__period__ends_on__in={report.period.ends_on for report in reports},
        )
        .order_by("-pk")
        .values_list(
            "report", "report__unit", "report__period__ends_on", "progress",
            "report__target__indicator__name", "report__assignment__task__title",
        )
    )  # fmt: skip
    for pk, unit, on, progress, indicator, task in others:
        sayings[unit, on, rules.bare(progress)].append(_Other(pk, indicator or task))
    return sayings


def _elsewhere(
    report: Report,
    content: Content,
    sayings: Mapping[tuple[int, date, str], list[_Other]],
) -> dict[str, str]:
    key = report.unit_id, report.period.ends_on, rules.bare(content.progress)
    other = next((one for one in sayings.get(key, []) if one.report_id != report.pk), None)
    return {content.progress: other.about} if other else {}
