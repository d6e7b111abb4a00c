"""Many contents at once, as programs send them: judged like the lines of a sheet, then written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils import timezone

from reports import queries, rules
from reports.queries import Standing
from reports.rules import Fault, Filed, Writing, bare
from reports.services.batches import apply_batch
from units.models import User
from units.rules import Role


class Obstacle(StrEnum):
    """Why a line as a whole is not taken; `reports.wording.obstacle` has the sentences."""

    UNKNOWN = "unknown"
    TWICE = "twice"
    STALE = "stale"
    CLOSED = "closed"
    PERIOD_CLOSED = "period_closed"
    PLAN_CLOSED = "plan_closed"


@dataclass
class Line:
    """What becomes of one content."""

    writing: Writing
    obstacle: Obstacle | None = None
    faults: dict[str, Fault] = field(default_factory=dict)
    doubts: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        return self.obstacle is None and not self.faults


@dataclass(frozen=True)
class Filing:
    """All lines in their order, and how many of them were written."""

    lines: list[Line]
    written: int


@transaction.atomic
def file_reports(
    *,
    items: Sequence[Writing],
    submit: bool,
    only_good: bool = False,
    check_only: bool = False,
    origin: str = "api",
    by: User,
    now: datetime,
) -> Filing:
    """Keep or send many contents; nothing where one is refused, unless `only_good` is wanted.

    Every line is judged whatever is wrong with the others; with `check_only` that is all.
    Raises Overtaken or RuleBroken where somebody is faster between the judging and the writing.
    """
    lines = _judged(items, submit=submit, by=by, today=timezone.localtime(now).date())
    good = [line for line in lines if line.is_good]
    if check_only or not good or (len(good) < len(lines) and not only_good):
        return Filing(lines, 0)
    filed = [Filed(*line.writing, line.doubts) for line in good]
    written = apply_batch(items=filed, submit=submit, origin=origin, by=by, now=now)
    return Filing(lines, written)


def _judged(items: Sequence[Writing], *, submit: bool, by: User, today: date) -> list[Line]:
    """A fixed number of statements, however many lines."""
    known = queries.standings({item.report_id for item in items}, today=today)
    mine = by.unit_ids({Role.REPORTER})
    known = {pk: standing for pk, standing in known.items() if standing.unit_id in mine}
    said = _said(known.values())
    seen: set[int] = set()
    lines = []
    for item in items:
        line = Line(item)
        standing = known.get(item.report_id)
        line.obstacle = Obstacle.TWICE if item.report_id in seen else _obstacle(item, standing)
        seen.add(item.report_id)
        if standing is not None and line.obstacle is None:
            _look_at(line, standing, said, submit=submit)
        lines.append(line)
    return lines


def _obstacle(item: Writing, standing: Standing | None) -> Obstacle | None:
    if standing is None:
        return Obstacle.UNKNOWN
    if not standing.plan_running:
        return Obstacle.PLAN_CLOSED
    if not standing.period_open:
        return Obstacle.PERIOD_CLOSED
    if not rules.is_writable(standing.state):
        return Obstacle.CLOSED
    return Obstacle.STALE if standing.revision != item.revision else None


def _look_at(line: Line, standing: Standing, said: dict[Any, Any], *, submit: bool) -> None:
    content = line.writing.content
    line.faults = rules.validate(
        content, about=standing.about, submit=submit, is_part=standing.is_part
    )
    known = standing.background
    place = standing.unit_id, standing.ends_on, bare(content.progress)
    other = said.setdefault(place, (standing.report_id, standing.subject))
    if other[0] != standing.report_id:
        known = known._replace(elsewhere={content.progress: other[1]})
    found = rules.doubts(content, known)
    line.doubts = {doubt.value: facts for doubt, facts in found.items()}
    if submit and found and not content.explanation.strip():
        line.faults.setdefault("explanation", Fault.EXPLANATION_MISSING)


def _said(standings: Iterable[Standing]) -> dict[Any, tuple[int, str]]:
    """What the units have sent already about other things for the same closing dates."""
    places = {(each.unit_id, each.ends_on) for each in standings}
    units, days = {unit for unit, _day in places}, {day for _unit, day in places}
    return {
        (each.unit_id, each.ends_on, bare(each.progress)): (each.report_id, each.subject)
        for each in queries.sayings(units, days)
    }
