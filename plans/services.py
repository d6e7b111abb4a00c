"""Verbs on plans."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.errors import RuleBroken, Stale
from plans import rules
from plans.models import Clause, Plan, PlanQuerySet, PlanState
from plans.rules import PlanNeed, PlanVerb
from units.models import Unit, User

LONGEST_REASON = 2000
LIMIT = {"limit": LONGEST_REASON}


@dataclass(frozen=True)
class PlanHead:
    """What a plan says about itself."""

    title: str
    issuer: Unit
    issuer_as_written: str = ""
    doc_number: str = ""
    issued_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    # Titles of the plans that it says it implements.
    based_on: tuple[str, ...] = ()
    # Which plans of the portal are meant; None takes those that have the very titles.
    superior_ids: tuple[int, ...] | None = None


@dataclass(frozen=True)
class NewClause:
    """A node of the outline; `parent` is the index of an earlier one in the same list."""

    parent: int | None
    level: int
    number: str
    heading: str
    text: str
    start: int
    end: int


@transaction.atomic
def create_plan(
    *,
    head: PlanHead,
    source_text: str,
    clauses: Sequence[NewClause],
    by: User | None,
    now: datetime,
) -> Plan:
    """An active plan with its outline, linked to those superior plans that the portal knows."""
    plan = Plan.objects.create(
        title=head.title,
        issuer=head.issuer,
        issuer_as_written=head.issuer_as_written,
        doc_number=head.doc_number,
        issued_on=head.issued_on,
        starts_on=head.starts_on,
        ends_on=head.ends_on,
        based_on=list(head.based_on),
        state=PlanState.ACTIVE,
        source_text=source_text,
        published_at=now,
        published_by=by,
    )
    _add_clauses(plan, clauses)
    plan.superior_plans.set(_meant(head).exclude(pk=plan.pk))
    audit.record("plan.published", plan, by=by, now=now, details={"clauses": len(clauses)})
    return plan


def _meant(head: PlanHead) -> PlanQuerySet:
    if head.superior_ids is None:
        return Plan.objects.filter(title__in=head.based_on)
    return Plan.objects.filter(pk__in=head.superior_ids)


def close_plan(*, plan_id: int, reason: str, by: User, now: datetime) -> Plan:
    """No more reports and no more tasks; what runs can still be brought to its end."""
    return _move(plan_id, PlanVerb.CLOSE, reason, by=by, now=now)


def reopen_plan(*, plan_id: int, reason: str, by: User, now: datetime) -> Plan:
    """The plan goes on; its reports are expected again from the running period on."""
    return _move(plan_id, PlanVerb.REOPEN, reason, by=by, now=now)


def archive_plan(*, plan_id: int, reason: str = "", by: User, now: datetime) -> Plan:
    """Nothing moves in the plan any more."""
    return _move(plan_id, PlanVerb.ARCHIVE, reason, by=by, now=now)


@transaction.atomic
def _move(plan_id: int, verb: PlanVerb, reason: str, *, by: User, now: datetime) -> Plan:
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    was, reason = plan.state, reason.strip()
    to = rules.after(rules.PlanState(was), verb)
    if to is None:
        facts = {"plan": plan, "state": plan.get_state_display()}
        raise Stale(_("“%(plan)s” is “%(state)s” now; look at it again before you go on.") % facts)
    if not reason and PlanNeed.REASON in rules.TRANSITIONS[rules.PlanState(was), verb].needs:
        raise RuleBroken(_("Write down why; those who read it later need it."))
    if len(reason) > LONGEST_REASON or "\x00" in reason:
        raise RuleBroken(_("Write a reason of at most %(limit)d characters, typed anew.") % LIMIT)
    plan.state = PlanState(to)
    plan.save(update_fields=["state"])
    details = {"from": was, "to": plan.state, "reason": reason}
    audit.record(rules.DONE[verb], plan, by=by, now=now, details=details)
    return plan


@transaction.atomic
def link_superior_plan(*, plan_id: int, superior_id: int, by: User, now: datetime) -> Plan:
    """The plan implements the superior one; saying so again changes nothing."""
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    if plan_id == superior_id:
        raise RuleBroken(_("A plan cannot stand above itself. Choose another one."))
    if not plan.superior_plans.filter(pk=superior_id).exists():
        plan.superior_plans.add(superior_id)
        audit.record("plan.superior_linked", plan, by=by, now=now, details={"plan": superior_id})
    return plan


@transaction.atomic
def unlink_superior_plan(*, plan_id: int, superior_id: int, by: User, now: datetime) -> Plan:
    """The plan does not implement the other one after all."""
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    if plan.superior_plans.filter(pk=superior_id).exists():
        plan.superior_plans.remove(superior_id)
        audit.record("plan.superior_unlinked", plan, by=by, now=now, details={"plan": superior_id})
    return plan


def _add_clauses(plan: Plan, clauses: Sequence[NewClause]) -> None:
    """One insert for each depth of the outline: a parent needs its key before its children."""
    rows: list[Clause] = []
    depths: list[int] = []
    for position, clause in enumerate(clauses, start=1):
        depths.append(0 if clause.parent is None else depths[clause.parent] + 1)
        rows.append(
            Clause(
                plan=plan,
                position=position,
                level=clause.level,
                number=clause.number,
                heading=clause.heading,
                text=clause.text,
                start=clause.start,
                end=clause.end,
            )
        )
    by_depth = sorted(range(len(rows)), key=lambda index: (depths[index], index))
    for _depth, indexes in groupby(by_depth, key=lambda index: depths[index]):
        layer = list(indexes)
        for index in layer:
            parent = clauses[index].parent
            rows[index].parent = None if parent is None else rows[parent]
        Clause.objects.bulk_create(rows[index] for index in layer)
