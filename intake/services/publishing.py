"""A checked draft becomes a plan, all of it or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from core import audit
from core.errors import RuleBroken
from indicators.models import Target
from indicators.services import NewTarget, add_targets
from intake import rules, wording
from intake.models import Draft
from intake.queries.superior import superior_ids
from intake.reader.promises import Promise, merge
from intake.rules import Json
from intake.services.drafts import lock_draft, require_current
from intake.services.learning import propose_rules
from plans.models import Clause, Plan, PlanState
from plans.services import NewClause, PlanHead, create_plan
from tasks.models import AssignmentRole
from tasks.services import NewTask, Part, add_tasks
from units.models import Unit, UnitKind, UnitLevel, User
from units.queries import Match, match_names, scope_of
from units.rules import plates
from units.services import NewUnit, add_name, create_group, create_units

CREATE, SAME, GROUP = "create", "same", "group"


@dataclass(frozen=True)
class UnitChoice:
    """Whom a name means that the portal doesn't know: a new unit, a known one, or a group."""

    verb: str
    kind: str = UnitKind.DEPARTMENT
    # Of a new unit; None puts it below the issuer's government.
    parent_id: int | None = None
    # Of the known one, which answers to the name from then on.
    unit_id: int | None = None

    @classmethod
    def from_json(cls, choice: Mapping[str, Any]) -> Self:
        return cls(**choice)


class AlreadyPublished(RuleBroken):
    """Somebody was faster, or the button was pressed twice; `plan` is the result."""

    def __init__(self, draft: Draft) -> None:
        assert draft.plan is not None
        assert draft.published_at is not None
        self.plan = draft.plan
        moment = formats.date_format(timezone.localtime(draft.published_at), "DATETIME_FORMAT")
        facts = {"by": draft.published_by or _("the command line"), "moment": moment}
        super().__init__(
            _("This plan is published already: by %(by)s, %(moment)s. Nothing was changed.") % facts
        )


@transaction.atomic
def publish_draft(
    *,
    draft_id: int,
    revision: int,
    unit_choices: Mapping[str, UnitChoice],
    by: User | None,
    now: datetime,
) -> Plan:
    """Make the plan with its clauses, targets and tasks, and the units that it needs.

    Raises RuleBroken with what is missing, Stale after somebody else's change, AlreadyPublished
    for the second of two clicks.
    """
    draft = lock_draft(draft_id)
    if draft.plan_id is not None:
        raise AlreadyPublished(draft)
    require_current(draft, revision)
    reading = rules.corrected(draft.reading, draft.corrections)
    _require_whole(reading)
    whom = _settle_units(draft, reading, unit_choices, by=by, now=now)
    plan = create_plan(
        head=_head(draft, reading),
        source_text=reading["text"],
        clauses=_outline(reading),
        by=by,
        now=now,
    )
    _fill(plan, reading, whom, by=by, now=now)
    propose_rules(draft, by=by, now=now)
    draft.plan, draft.published_at, draft.published_by = plan, now, by
    draft.save(update_fields=["plan", "published_at", "published_by"])
    audit.record("document.published", draft.document, by=by, now=now, details={"plan": plan.pk})
    return plan


def names_valid_on(reading: Json, *, now: datetime) -> date:
    """The day on which a document's names are understood: its own, or today."""
    return rules.day(reading["issued_on"]) or timezone.localtime(now).date()


def _require_whole(reading: Json) -> None:
    blocking = [fault for fault in rules.faults(reading) if fault.blocks]
    if blocking:
        sentences = dict.fromkeys(wording.sentence(fault.code) for fault in blocking)
        raise RuleBroken(_("The plan is not published yet.") + " " + " ".join(sentences))


# --- Units ----------------------------------------------------------------------------------------


def _settle_units(
    draft: Draft,
    reading: Json,
    choices: Mapping[str, UnitChoice],
    *,
    by: User | None,
    now: datetime,
) -> dict[str, Match]:
    """Carry the choices out and say whom each name of the document means then."""
    names, issuer = rules.unit_names(reading), draft.document.issuer
    scope, on = scope_of(issuer), names_valid_on(reading, now=now)
    known = match_names(names, scope=scope, on=on)
    unknown = [name for name in names if not known[name].found]
    open_names = [name for name in unknown if name not in choices]
    if open_names:
        sentence = _("The plan is not published yet. Choose who is meant by: %(names)s.")
        raise RuleBroken(sentence % {"names": ", ".join(open_names)})
    # Of a name with two plates an official may say which of the two known units it means.
    chosen = {
        name: choices[name]
        for name in names
        if name in unknown or (name in choices and choices[name].verb == SAME)
    }
    if not chosen:
        return known
    _carry_out(chosen, scope or issuer, by=by, now=now)
    return match_names(names, scope=scope, on=on)


def _carry_out(
    choices: Mapping[str, UnitChoice], government: Unit, *, by: User | None, now: datetime
) -> None:
    ids = {choice.parent_id for choice in choices.values()}
    units = Unit.objects.in_bulk({*ids, *(c.unit_id for c in choices.values())} - {None})
    wishes = []
    for name, choice in choices.items():
        if choice.verb == GROUP:
            create_group(name, scope=scope_of(government), by=by, now=now)
        elif choice.verb == SAME:
            add_name(name, unit=_chosen(units, choice.unit_id, name), by=by, now=now)
        elif not any(plate in choices for plate in plates(name)[1:]):
            # Otherwise one of its two name plates becomes a unit of its own here, and means both.
            parent = _chosen(units, choice.parent_id, name) if choice.parent_id else government
            wishes.append(_new_unit(name, choice.kind, parent))
    create_units(wishes, by=by, now=now)


def _chosen(units: Mapping[int, Unit], pk: int | None, name: str) -> Unit:
    if pk is None or pk not in units:
        sentence = _("The unit that you chose for %(name)s is not there any more. Choose another.")
        raise RuleBroken(sentence % {"name": name})
    return units[pk]


def _new_unit(name: str, kind: str, parent: Unit) -> NewUnit:
    whole, *both = plates(name)
    level = UnitLevel.TOWNSHIP if kind == UnitKind.TOWNSHIP else parent.level
    first, *others = [*both, whole]
    return NewUnit(rules.clipped(first, 100), kind, level, parent, tuple(others))


# --- The plan -------------------------------------------------------------------------------------


def _head(draft: Draft, reading: Json) -> PlanHead:
    period = reading["period"]
    published = Plan.objects.exclude(state=PlanState.DRAFT)
    return PlanHead(
        title=rules.clipped(reading["title"], 300),
        issuer=draft.document.issuer,
        issuer_as_written=rules.clipped(reading["issuer"], 200),
        doc_number=rules.clipped(reading["doc_number"], 100),
        issued_on=rules.day(reading["issued_on"]),
        starts_on=rules.day(period["start"]),
        ends_on=rules.day(period["end"]),
        based_on=tuple(reading["based_on"]),
        superior_ids=superior_ids(draft, reading, plans=published),
    )


def _outline(reading: Json) -> list[NewClause]:
    clauses = reading["clauses"]
    index_of = {clause["id"]: index for index, clause in enumerate(clauses)}
    return [
        NewClause(
            parent=index_of.get(clause["parent"]),
            level=clause["level"],
            number=rules.clipped(clause["number"], 20),
            heading=rules.clipped(clause["heading"], 500),
            text=text,
            start=clause["start"],
            end=clause["end"],
        )
        for clause, text in zip(clauses, rules.own_texts(reading["text"], clauses), strict=True)
    ]


def _fill(
    plan: Plan, reading: Json, whom: Mapping[str, Match], *, by: User | None, now: datetime
) -> None:
    """Targets first: a task knows which of them it moves."""
    ids = [clause["id"] for clause in reading["clauses"]]
    clauses = dict(zip(ids, plan.clauses.order_by("position"), strict=True))
    leads = {task["id"]: _first_lead(task, whom) for task in reading["tasks"]}
    promises = merge(rules.entries(reading))
    wishes = [_new_target(promise, clauses, leads) for promise in promises]
    targets = add_targets(plan=plan, wishes=wishes, by=by, now=now)
    moved = _targets_by_task(promises, targets)
    tasks = [
        _new_task(task, reading["text"], clauses, whom, moved.get(task["id"], ()))
        for task in reading["tasks"]
    ]
    add_tasks(plan=plan, wishes=tasks, by=by, now=now)


def _first_lead(task: Json, whom: Mapping[str, Match]) -> Unit | None:
    return next((whom[name].unit for name in task["lead_units"] if whom[name].unit), None)


def _new_target(
    promise: Promise, clauses: Mapping[str, Clause], leads: Mapping[str, Unit | None]
) -> NewTarget:
    main = promise.main
    assert isinstance(main, rules.Entry)
    kind = rules.likely_kind(
        indicator=main.indicator,
        measure=main.unit,
        op=main.op,
        every=promise.every,
        quote=main.quote,
    )
    return NewTarget(
        indicator=rules.clipped(main.indicator, 200),
        unit_of_measure=rules.clipped(main.unit, 30),
        kind=kind,
        comparator=main.op,
        value=main.value,
        value_high=main.value_high,
        due_on=promise.due,
        every=promise.every or "",
        clause=clauses.get(main.clause or ""),
        lead_unit=leads.get(main.task_id or ""),
        quote=(main.quote, main.start, main.end),
    )


def _targets_by_task(
    promises: Sequence[Promise], targets: Sequence[Target]
) -> dict[str, tuple[Target, ...]]:
    """A promise that several tasks repeat is moved by each of them."""
    found: dict[str, tuple[Target, ...]] = {}
    for promise, target in zip(promises, targets, strict=True):
        for task_id in dict.fromkeys(entry.task_id for entry in promise.entries if entry.task_id):
            found[task_id] = (*found.get(task_id, ()), target)
    return found


def _new_task(
    task: Json,
    text: str,
    clauses: Mapping[str, Clause],
    whom: Mapping[str, Match],
    targets: tuple[Target, ...],
) -> NewTask:
    named = [(AssignmentRole.LEAD, name) for name in task["lead_units"]]
    named += [(AssignmentRole.ASSIST, name) for name in task["assist_units"]]
    parts = [
        Part(role, rules.clipped(name, 100), unit=whom[name].unit, group=whom[name].group)
        for role, name in named
    ]
    return NewTask(
        title=rules.clipped(task["title"], 300),
        number=rules.clipped(task["number"], 20),
        clause=clauses.get(task["clause"] or ""),
        due_on=rules.day(task["due"]),
        parts=tuple(parts),
        targets=targets,
        quote=rules.to_sentence_end(text, task),
    )
