"""Dashboards against one hand-written statement that gives the same figures from the source rows.

The statement counts lamps from the live verdicts, and tasks and reports from themselves; before
anything is timed, it must say what the dashboard says.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone, translation

from benchmarks.keeping import keeping
from benchmarks.measure import Figure, interleaved
from benchmarks.pages import EMPTY, asked, served
from benchmarks.worlds import CITY, Size, empty, fill
from core.kept import PORTAL, Fresh, kept, thin_out_marks
from core.tallies import tally_tables
from indicators.services import record_verdicts as judge_targets
from plans.models import Plan
from tasks.services.judging import record_verdicts as judge_tasks
from units.models import Membership, User
from units.rules import Role

TABLE = "/api/v1/tasks/?page_size=100"
# Of all active plans, of one plan, or of one unit: `{plans}` is a condition on plans_plan AS plan,
# `{units}` one on the unit of a report, `{leads}` on that of a target, `{parts}` on a task.
BY_HAND = """
    WITH newest AS (
        SELECT DISTINCT ON (period.plan_id) period.id, period.ends_on
        FROM reports_period AS period JOIN plans_plan AS plan ON plan.id = period.plan_id
        WHERE {plans} AND period.opened_at < %(now)s AND period.ends_on <= %(today)s
        ORDER BY period.plan_id, period.ends_on DESC
    ), lamps AS (
        SELECT indicator.family, verdict.lamp, count(*) AS number
        FROM indicators_target AS target
        JOIN plans_plan AS plan ON plan.id = target.plan_id
        JOIN indicators_indicator AS indicator ON indicator.id = target.indicator_id
        CROSS JOIN LATERAL (
            SELECT lamp FROM indicators_targetverdict AS each
            WHERE each.target_id = target.id AND each.superseded_at IS NULL
            ORDER BY each.closing_on DESC LIMIT 1
        ) AS verdict
        WHERE {plans} AND {leads} GROUP BY 1, 2
    ), states AS (
        SELECT task.state, count(*) AS number, count(*) FILTER (
            WHERE task.state = ANY(%(open)s) AND task.due_on < %(today)s
        ) AS overdue
        FROM tasks_task AS task JOIN plans_plan AS plan ON plan.id = task.plan_id
        WHERE {plans} AND {parts} GROUP BY 1
    ), owed AS (
        SELECT report.unit_id, count(*) AS number FROM reports_report AS report
        JOIN reports_period AS period ON period.id = report.period_id
        JOIN plans_plan AS plan ON plan.id = period.plan_id
        WHERE {plans} AND {units} AND report.state = ANY(%(unsent)s) AND report.due_at < %(now)s
            AND period.closed_at IS NULL AND plan.state = 'active'
        GROUP BY 1
    ), most AS (
        SELECT owed.unit_id, unit.name, owed.number FROM owed
        JOIN units_unit AS unit ON unit.id = owed.unit_id
        ORDER BY owed.number DESC, unit.protocol_order, unit.id LIMIT 20
    ), covered AS (
        SELECT count(*) AS due, count(*) FILTER (WHERE report.state = ANY(%(unsent)s)) AS missing
        FROM reports_report AS report JOIN newest ON newest.id = report.period_id
        WHERE {units} AND report.state <> ALL(%(excused)s)
    )
    SELECT json_build_object(
        'lamps', (SELECT json_agg(json_build_array(family, lamp, number)) FROM lamps),
        'states', (SELECT json_object_agg(state, number) FROM states),
        'overdue', (SELECT coalesce(sum(overdue), 0) FROM states),
        'late', (SELECT coalesce(sum(number), 0) FROM owed),
        'late_units', (SELECT count(*) FROM owed),
        'most', (
            SELECT coalesce(json_agg(json_build_array(unit_id, name, number)), '[]') FROM most
        ),
        'cut_off', (SELECT max(ends_on) FROM newest),
        'due', (SELECT due FROM covered),
        'missing', (SELECT missing FROM covered)
    )
"""
EVERYWHERE = {
    "plans": "plan.state = 'active'",
    "units": "true",
    "leads": "true",
    "parts": "true",
}


@dataclass(frozen=True)
class Dashboard:
    name: str
    scope: str
    address: str
    conditions: dict[str, str]

    @property
    def statement(self) -> str:
        return BY_HAND.format(**self.conditions)


def measure(size: Size) -> list[Figure]:
    """The figures of a city, those of the larger portal, and how the two compare."""
    sizes = [CITY] if size == CITY else [CITY, size]
    figures, medians = list[Figure](), list[dict[str, float]]()
    for each in sizes:
        fill_judged(each)
        told, taken = _measured(each)
        figures += told
        medians.append(taken)
    if len(medians) > 1:
        figures += [_growth(name, medians, size) for name in medians[0]]
    return figures


def fill_judged(size: Size) -> None:
    """A portal with all that its jobs keep, as after a night."""
    empty()
    fill(size)
    now = timezone.now()
    judge_targets(now=now)
    judge_tasks(now=now)
    for table in tally_tables():
        table.objects.recount()
        table.objects.fold()
    thin_out_marks()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _measured(size: Size) -> tuple[list[Figure], dict[str, float]]:
    leader, boards = _leader(), _dashboards()
    for board in boards:
        _require_equal(leader, board)
    addresses = [EMPTY, *(board.address for board in boards), TABLE]
    found = asked(leader, addresses)
    rates = served(leader, addresses)
    figures = []
    for board in boards:
        one, label = found[board.address], f"{size.name}, {found[board.address].queries} queries"
        read, by_hand = interleaved(partial(_read, board), partial(_by_hand, board))
        figures += [
            Figure(board.name, round(one.median, 2), "ms", "one statement over the source rows",
                   round(one.median / (1000 * by_hand), 4), label),
            Figure(f"{board.name}_read", round(1000 * read, 3), "ms", "the same statement",
                   round(read / by_hand, 4), label),
            Figure(f"{board.name}_p95", round(one.p95, 2), "ms", "an empty DRF view, by medians",
                   round(one.median / found[EMPTY].median, 2), label),
        ]  # fmt: skip
        if rates:
            figures.append(_rate(board.name, rates[board.address], rates[EMPTY], size))
    if rates:
        figures.append(_rate("list_of_100", rates[TABLE], rates[EMPTY], size))
    figures += keeping(size, leader, {board.name: board.address for board in boards})
    return figures, {board.name: found[board.address].median for board in boards}


def _rate(name: str, rate: float, floor: float, size: Size) -> Figure:
    against = "an empty DRF view of the same server"
    ratio = round(rate / floor, 2)
    return Figure(f"{name}_served", round(rate), "requests/s", against, ratio, size.name)


def _growth(name: str, medians: list[dict[str, float]], size: Size) -> Figure:
    city, larger = (each[name] for each in medians)
    ratio = round(larger / city, 2)
    return Figure(f"{name}_growth", round(larger, 2), "ms", "the city", ratio, size.name)


def _leader() -> User:
    membership = Membership.objects.filter(role=Role.LEADER).order_by("pk").first()
    return membership.user if membership else _some_leader()


def _some_leader() -> User:
    someone = User.objects.order_by("pk")[0]
    unit = Membership.objects.filter(user=someone)[0].unit
    Membership.objects.create(user=someone, unit=unit, role=Role.LEADER)
    return User.objects.get(pk=someone.pk)


def _dashboards() -> list[Dashboard]:
    plan = Plan.objects.active().order_by("pk")[0]
    unit = plan.targets.exclude(lead_unit=None).order_by("pk")[0].lead_unit_id
    of_plan = EVERYWHERE | {"plans": f"plan.id = {plan.pk}"}
    of_unit = EVERYWHERE | {
        "units": f"report.unit_id = {unit}",
        "leads": f"target.lead_unit_id = {unit}",
        "parts": f"EXISTS (SELECT FROM tasks_assignment AS part WHERE part.task_id = task.id"
        f" AND part.unit_id = {unit} AND part.ended_on IS NULL)",
    }
    return [
        Dashboard(
            "dashboard_plan", f"plan:{plan.pk}", f"/api/v1/overview/?plan={plan.pk}", of_plan
        ),
        Dashboard("dashboard_province", PORTAL, "/api/v1/overview/", EVERYWHERE),
        Dashboard("dashboard_unit", f"unit:{unit}", f"/api/v1/overview/units/{unit}/", of_unit),
    ]


def _read(board: Dashboard) -> None:
    """The document alone, without the request around it."""
    now = timezone.now()
    assert kept(board.scope, _nobody, language=settings.LANGUAGE_CODE, now=now).body


def _nobody() -> Fresh:
    raise AssertionError("it was kept")


def _by_hand(board: Dashboard) -> dict[str, Any]:
    from reports.rules import EXCUSED, UNSENT
    from tasks.rules import OPEN_STATES

    now: datetime = timezone.now()
    facts: dict[str, Any] = {
        "now": now,
        "today": timezone.localdate(now),
        "open": sorted(OPEN_STATES),
        "unsent": sorted(UNSENT),
        "excused": sorted(EXCUSED),
    }
    with connection.cursor() as cursor:
        cursor.execute(board.statement, facts)
        found: dict[str, Any] = cursor.fetchone()[0]
        return found


def _require_equal(leader: User, board: Dashboard) -> None:
    from django.test import Client

    client = Client()
    client.force_login(leader)
    with translation.override(settings.LANGUAGE_CODE):
        told = json.loads(client.get(board.address, HTTP_HOST="localhost").content)
    by_hand = _by_hand(board)
    lamps = by_hand.pop("lamps") or []
    figures = {
        "states": {each["state"]: each["count"] for each in told["states"] if each["count"]},
        "overdue": told["overdue_tasks"],
        "late": told["late"],
    }
    assert _lamps(told) == _sums((lamp, number) for _family, lamp, number in lamps)
    if "coverage" in told:
        figures |= {name: told["coverage"][name] for name in ("due", "missing")}
        figures["late_units"] = told["late_units_total"]
        figures["most"] = [list(each.values()) for each in told["late_units"]]
        figures["cut_off"] = told["cut_off_on"]
        for family in told["families"]:
            by_family = ((lamp, number) for name, lamp, number in lamps if name == family["family"])
            assert _lamps(family) == _sums(by_family)
    assert figures == {name: by_hand[name] for name in figures}, (board.name, figures, by_hand)


def _lamps(told: dict[str, Any]) -> Counter[str]:
    return _sums((each["lamp"], each["count"]) for each in told["lamps"])


def _sums(counts: Iterable[tuple[str, int]]) -> Counter[str]:
    found = Counter[str]()
    for lamp, number in counts:
        found[lamp] += number
    return found
