"""What sheets of the office and of administrators can be about: lean rows, no models."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection

from plans.models import PlanState
from units.models import User

TARGETS = """
    SELECT target.id, indicator.key, indicator.name, indicator.unit_of_measure, plan.title,
        plan.state = %(active)s, target.lead_unit_id, COALESCE(unit.name, '')
    FROM indicators_target target
    JOIN indicators_indicator indicator ON indicator.id = target.indicator_id
    JOIN plans_plan plan ON plan.id = target.plan_id
    LEFT JOIN units_unit unit ON unit.id = target.lead_unit_id
    WHERE indicator.key = ANY(%(keys)s) AND plan.state <> %(draft)s
    ORDER BY plan.id, target.position
"""
INDICATORS = """
    SELECT DISTINCT indicator.name FROM indicators_indicator indicator
    JOIN indicators_target target ON target.indicator_id = indicator.id
    JOIN plans_plan plan ON plan.id = target.plan_id AND plan.state <> %(draft)s
"""
VALUES = """
    SELECT live.target_id, live.period_ends_on, live.value, live.source,
        live.origin LIKE 'report %%'
    FROM unnest(%(targets)s::bigint[], %(days)s::date[]) AS asked (target_id, day)
    JOIN indicators_measurement live ON live.target_id = asked.target_id
        AND live.period_ends_on = asked.day AND live.superseded_at IS NULL
"""
UNITS = """
    SELECT unit.id, unit.name, unit.kind, unit.level, unit.scope_id, unit.parent_id,
        array_agg(name.name ORDER BY name.id)
    FROM units_unit unit
    JOIN units_unitname name ON name.unit_id = unit.id AND name.valid_to IS NULL
    WHERE unit.valid_to IS NULL
    GROUP BY unit.id
"""


class TargetFacts(NamedTuple):
    """A target of a published plan, as lines may name it."""

    pk: int
    key: str
    name: str
    measure: str
    plan: str
    is_running: bool
    unit_id: int | None
    unit: str


class UnitFacts(NamedTuple):
    """A unit with every name that it goes by today."""

    pk: int
    name: str
    kind: str
    level: str
    scope_id: int | None
    parent_id: int | None
    names: Sequence[str]


class Standing(NamedTuple):
    """The value that counts for a target and a day, whose it is, whether its unit reported it."""

    value: Decimal
    source: str
    reported: bool


def targets_called(keys: Collection[str]) -> list[TargetFacts]:
    """The targets whose indicators have these keys."""
    states = {"active": PlanState.ACTIVE.value, "draft": PlanState.DRAFT.value}
    with connection.cursor() as cursor:
        cursor.execute(TARGETS, {"keys": list(keys), **states})
        return [TargetFacts(*row) for row in cursor.fetchall()]


def indicator_names() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(INDICATORS, {"draft": PlanState.DRAFT.value})
        return [name for (name,) in cursor.fetchall()]


def values_at(places: Collection[tuple[int, date]]) -> dict[tuple[int, date], Standing]:
    """What counts for these targets and days."""
    facts: dict[str, Any] = {
        "targets": [pk for pk, _day in places],
        "days": [day for _pk, day in places],
    }
    with connection.cursor() as cursor:
        cursor.execute(VALUES, facts)
        return {(pk, day): Standing(*rest) for pk, day, *rest in cursor.fetchall()}


def known_units() -> list[UnitFacts]:
    """Every unit that there is today."""
    with connection.cursor() as cursor:
        cursor.execute(UNITS)
        return [UnitFacts(*row) for row in cursor.fetchall()]


def names_of_accounts(usernames: Collection[str]) -> dict[str, tuple[int, str]]:
    """Login name -> account and its person's name, of those that exist."""
    found = User.objects.filter(username__in=usernames)
    return {name: (pk, of) for name, pk, of in found.values_list("username", "pk", "name")}
