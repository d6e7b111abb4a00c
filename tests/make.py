"""Builders for tests: the least that makes a valid row; everything else by keyword."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from core.working_days import calendar_of, library_days
from indicators.models import Indicator, Target
from indicators.services import record_verdicts as judge_targets
from notices.models import (
    Channel,
    EventKind,
    Matter,
    Message,
    Notice,
    Outlet,
    OutletKind,
    Subscription,
)
from plans.models import Clause, Plan, PlanState
from reports.models import Period, Report, ReportingRule
from tasks.models import Assignment, AssignmentRole, Task
from tasks.services.judging import record_verdicts as judge_tasks
from units.models import Membership, Token, Unit, UnitKind, UnitLevel, UnitName, User
from units.rules import NameKind, Role, Scope, name_key
from units.services.tokens import hash_of_key

# A Wednesday in working hours (10:00 in Beijing); September has closed, its reports are due.
NOW = datetime(2026, 10, 14, 2, 0, tzinfo=UTC)
# For rules without a database: the holidays that the library knows.
HOLIDAYS = calendar_of((day.on, day.works) for day in library_days())
_next = count(1)


def unit(name: str, *, kind: str = UnitKind.DEPARTMENT, **fields: Any) -> Unit:
    """A unit that answers to its name."""
    fields.setdefault("level", UnitLevel.CITY)
    made = Unit.objects.create(name=name, kind=kind, **fields)
    UnitName.objects.create(
        unit=made, scope=made.scope, name=name, key=name_key(name), kind=NameKind.SHORT
    )
    return made


def named(who: Unit, name: str, *, kind: str) -> UnitName:
    """Another name that the unit goes by."""
    key = name_key(name)
    return UnitName.objects.create(unit=who, scope=who.scope, name=name, key=key, kind=kind)


def user(username: str, *memberships: tuple[Unit, Role]) -> User:
    """A person with an e-mail address who holds these roles."""
    made = User.objects.create_user(
        username, name=username.capitalize(), email=f"{username}@example.org"
    )
    for where, role in memberships:
        Membership.objects.create(user=made, unit=where, role=role)
    return made


def plan(issuer: Unit, **fields: Any) -> Plan:
    """An active plan for 2026 with one clause."""
    source = "一、主要目标\n高新技术企业达到200家。\n1.培育企业。建立后备库。"
    defaults = {
        "title": "云岭市科技创新行动计划",
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 12, 31),
        "state": PlanState.ACTIVE,
        "source_text": source,
        "published_at": datetime(2026, 1, 5, 2, 0, tzinfo=UTC),
    }
    made = Plan.objects.create(issuer=issuer, **(defaults | fields))
    Clause.objects.create(
        plan=made, position=1, level=1, number="一", heading="主要目标", start=0, end=len(source)
    )
    return made


def target(on_plan: Plan, lead_unit: Unit | None = None, **fields: Any) -> Target:
    """200 enterprises by the end of 2026, from 100 at its beginning."""
    name = fields.pop("name", "高新技术企业")
    indicator, _ = Indicator.objects.get_or_create(
        key=name_key(name), unit_of_measure="家", defaults={"name": name}
    )
    defaults = {
        "clause": on_plan.clauses.first(),
        "position": next(_next),
        "value": Decimal(200),
        "baseline": Decimal(100),
        "due_on": date(2026, 12, 31),
        "quote": "高新技术企业达到200家",
        "quote_start": 7,
        "quote_end": 18,
    }
    return Target.objects.create(
        plan=on_plan, indicator=indicator, lead_unit=lead_unit, **(defaults | fields)
    )


def task(on_plan: Plan, lead: Unit, *assists: Unit, **fields: Any) -> Task:
    """A dispatched task with its lead and assisting units in order."""
    position = next(_next)
    defaults = {
        "clause": on_plan.clauses.first(),
        "position": position,
        "number": str(position),
        "title": "培育企业",
        "quote": "培育企业。建立后备库。",
        "quote_start": 21,
        "quote_end": 32,
    }
    made = Task.objects.create(plan=on_plan, **(defaults | fields))
    roles = [(lead, AssignmentRole.LEAD), *((each, AssignmentRole.ASSIST) for each in assists)]
    for order, (who, role) in enumerate(roles):
        Assignment.objects.create(task=made, unit=who, role=role, order=order, as_written=who.name)
    return made


def period(on_plan: Plan, **fields: Any) -> Period:
    """September 2026, open, due on 9 October at the end of the day."""
    rule, _created = ReportingRule.objects.own().get_or_create(plan=on_plan)
    defaults = {
        "rule": rule,
        "opened_at": datetime(2026, 9, 1, tzinfo=UTC),
        "opens_on": date(2026, 9, 1),
        "starts_on": date(2026, 9, 1),
        "ends_on": date(2026, 9, 30),
        "due_at": datetime(2026, 10, 9, 16, 0, tzinfo=UTC),
    }
    return Period.objects.create(plan=on_plan, **(defaults | fields))


def report(of_period: Period, about: Assignment | Target, **fields: Any) -> Report:
    """What the unit owes about its assignment, or the lead unit about its target."""
    made = unsaved_report(of_period, about, **fields)
    made.save(force_insert=True)
    return made


def unsaved_report(of_period: Period, about: Assignment | Target, **fields: Any) -> Report:
    if isinstance(about, Target):
        subject: dict[str, Any] = {"target": about, "unit": about.lead_unit}
    else:
        subject = {"assignment": about, "unit": about.unit}
    return Report(period=of_period, **subject, **({"due_at": of_period.due_at} | fields))


def notice(about: Report, person: User | None, **fields: Any) -> Notice:
    """Tells the person that the report is one working day late."""
    defaults = {
        "matter": Matter.REPORT,
        "thing_id": about.pk,
        "place_id": about.pk,
        "subject": about.subject,
        "plan": about.period.plan,
        "unit": about.unit,
        "due_at": about.due_at,
        "step": 1,
        "role": Role.REPORTER,
        "goes_out": True,
        "written_at": NOW,
    }
    return Notice.objects.create(person=person, **(defaults | fields))


def letter(to: User, **fields: Any) -> Message:
    """On its way to the person."""
    defaults = {"channel": Channel.EMAIL, "slot_at": NOW, "not_before": NOW}
    return Message.objects.create(person=to, **(defaults | fields))


def token(person: User, *scopes: Scope, **fields: Any) -> tuple[Token, str]:
    """A token that is valid by the real clock, and its key."""
    key = f"luoshi_test_{next(_next)}"
    made_at = timezone.now()
    fields = {"name": "Script", "made_at": made_at, "ends_at": made_at + timedelta(days=1)} | fields
    fields |= {"scopes": list(map(str, scopes)), "key_hash": hash_of_key(key)}
    return Token.objects.create(person=person, **fields), key


def outlet(address: str, *, secret: str = "", **fields: Any) -> Outlet:
    """The robot of a group of everybody, which the office keeps."""
    made = Outlet(**({"name": "督查工作群", "kind": OutletKind.WECOM} | fields))
    made.move_to(address)
    made.sign_with(secret)
    made.save()
    return made


def subscription(address: str, **fields: Any) -> Subscription:
    """A program that is told everything, at an address that may not be allowed."""
    made = Subscription(**{"name": "大屏", "kinds": list(EventKind.values)} | fields)
    made.move_to(address)
    made.sign_with("whsec_" + "A" * 32)
    made.save()
    return made


def message(to: Outlet, **fields: Any) -> Message:
    """On its way to the outlet."""
    defaults = {"channel": Channel.GROUP, "slot_at": NOW, "not_before": NOW}
    return Message.objects.create(outlet=to, **(defaults | fields))


def judge() -> None:
    """What services keep of all that was made here without them."""
    now = timezone.now()
    judge_targets(now=now)
    judge_tasks(now=now)
