"""The only doors to tasks for a user."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from plans.access import visible_plan, visible_plans
from plans.models import Plan
from tasks import rules as task_rules
from tasks.models import (
    Assignment,
    AssignmentQuerySet,
    AssignmentRole,
    Coordination,
    CoordinationQuerySet,
    CoordinationStep,
    Extension,
    ExtensionQuerySet,
    Milestone,
    PartRefusal,
    Proof,
    Task,
    TaskQuerySet,
)
from tasks.rules import Actor, TaskVerb
from tasks.rules import extensions as extension_rules
from tasks.rules import milestones as stage_rules
from tasks.rules import parts as part_rules
from tasks.rules.coordination import (
    ANSWERING_ROLES,
    ASKING_ROLES,
    CoordinationVerb,
    Side,
    who_may,
)
from tasks.rules.extensions import ExtensionVerb
from tasks.rules.milestones import StageVerb
from tasks.rules.parts import PartActor, PartVerb
from units.models import Unit, UnitQuerySet, User
from units.rules import CITY_WIDE_ROLES, OFFICE_ROLES, Role

# Whoever signs for the lead unit: the reviewer does it daily, the head may always.
_LEAD_ACTORS = {
    Role.REPORTER: Actor.LEAD_REPORTER,
    Role.REVIEWER: Actor.LEAD_REVIEWER,
    Role.HEAD: Actor.LEAD_REVIEWER,
}
_CITY_ACTORS = {
    Role.INSPECTOR: Actor.INSPECTOR,
    Role.OFFICE_HEAD: Actor.OFFICE_HEAD,
    Role.LEADER: Actor.LEADER,
}


def visible_tasks(user: User) -> TaskQuerySet:
    return Task.objects.filter(plan__in=visible_plans(user))


def visible_task(user: User, pk: int) -> Task:
    """Raises Http404 for those who may not know of the task."""
    return get_object_or_404(visible_tasks(user), pk=pk)


def actors_of(user: User, task_id: int) -> frozenset[Actor]:
    """As what the person may act on the task; empty for those who only read it.

    The first-named of the units that lead speaks for the task.
    """
    leads = Assignment.objects.live().of_units().filter(task=task_id, role=AssignmentRole.LEAD)
    first = leads.order_by("order", "pk").values_list("unit", flat=True).first()
    for_unit = {actor for role, actor in _LEAD_ACTORS.items() if first in user.unit_ids({role})}
    return frozenset(for_unit | {_CITY_ACTORS[role] for role in _CITY_ACTORS if role in user.roles})


# --- Requests for coordination ---


def visible_coordinations(user: User) -> CoordinationQuerySet:
    """The office and leaders see all; a unit what it asked, holds or held, and what its tasks'
    other units asked where it leads."""
    known = Coordination.objects.filter(task__plan__in=visible_plans(user))
    if user.has_role(CITY_WIDE_ROLES):
        return known
    mine = user.unit_ids()
    led = Assignment.objects.live().filter(unit__in=mine, role=AssignmentRole.LEAD)
    held = CoordinationStep.objects.filter(unit__in=mine)
    return known.filter(
        Q(unit__in=mine) | Q(task__in=led.values("task")) | Q(pk__in=held.values("coordination"))
    )


def coordination_sides(user: User, coordination: Coordination) -> frozenset[Side]:
    """For whom the person may act on this request."""
    belongs = {
        Side.ASKER: coordination.unit_id in user.unit_ids(ASKING_ROLES),
        Side.HOLDER: coordination.holder_id in user.unit_ids(ANSWERING_ROLES),
        Side.OFFICE: user.has_role(OFFICE_ROLES),
    }
    return frozenset(side for side, is_so in belongs.items() if is_so)


def visible_coordination(user: User, pk: int) -> Coordination:
    """Raises Http404 for strangers."""
    return get_object_or_404(visible_coordinations(user), pk=pk)


def coordination_for(user: User, pk: int, verb: CoordinationVerb) -> Coordination:
    """Raises Http404 for strangers, PermissionDenied for those who may only read it."""
    coordination = visible_coordination(user, pk)
    if coordination_sides(user, coordination).isdisjoint(who_may(verb)):
        raise PermissionDenied
    return coordination


def asking_units(user: User, task: Task) -> UnitQuerySet:
    """Units with a part in the task for which the person may ask."""
    parts = Assignment.objects.live().of_units().filter(task=task)
    mine = user.unit_ids(ASKING_ROLES)
    return Unit.objects.filter(pk__in=parts.filter(unit__in=mine).values("unit"))


def task_to_ask_about(user: User, pk: int) -> Task:
    """Raises Http404 for strangers, PermissionDenied for those whose unit has no part in it."""
    task = visible_task(user, pk)
    if not asking_units(user, task).exists():
        raise PermissionDenied
    return task


# --- Steps of a task ---


def task_for_step(user: User, pk: int, verb: TaskVerb) -> Task:
    """Raises Http404 for strangers, PermissionDenied for those who never take that step."""
    task = visible_task(user, pk)
    if actors_of(user, pk).isdisjoint(task_rules.who_may(verb)):
        raise PermissionDenied
    return task


def movable_tasks(user: User, verb: TaskVerb) -> TaskQuerySet:
    """Those on which the office or a leader may take that step; units move one at a time."""
    who = {actor for role, actor in _CITY_ACTORS.items() if role in user.roles}
    return visible_tasks(user) if who & task_rules.who_may(verb) else Task.objects.none()


def require_movable(user: User, verb: TaskVerb, pks: Collection[int]) -> None:
    """Raises Http404 unless the person may take that step of all these tasks."""
    if movable_tasks(user, verb).filter(pk__in=pks).count() < len(set(pks)):
        raise Http404


def receivable_parts(user: User) -> AssignmentQuerySet:
    """What was given to the person's units and waits for a receipt."""
    return Assignment.objects.to_receive().filter(unit__in=user.unit_ids())


def own_parts(user: User) -> AssignmentQuerySet:
    """What the person's units have, or had, to do."""
    return Assignment.objects.of_units().filter(unit__in=user.unit_ids())


def own_part(user: User, pk: int) -> Assignment:
    """Raises Http404 for parts of other units."""
    return get_object_or_404(own_parts(user), pk=pk)


def require_own_parts(user: User, pks: Collection[int]) -> None:
    """Raises Http404 unless all these parts are those of the person's units."""
    if own_parts(user).filter(pk__in=pks).count() < len(set(pks)):
        raise Http404


def part_to_answer(user: User, pk: int) -> Assignment:
    """The assisting part of one of the person's units in the task.

    Raises Http404 for strangers, PermissionDenied for those without such a part.
    """
    task = visible_task(user, pk)
    parts = Assignment.objects.live().filter(task=task, role=AssignmentRole.ASSIST)
    part = parts.filter(unit__in=user.unit_ids()).order_by("order", "pk").first()
    if part is None:
        raise PermissionDenied
    return part


def part_actors(user: User, part: Assignment) -> frozenset[PartActor]:
    """As what the person may act on a refused part."""
    unit = part.unit_id in user.unit_ids({Role.REVIEWER, Role.HEAD})
    found = {
        PartActor.ASSIST_REVIEWER: unit,
        PartActor.INSPECTOR: Role.INSPECTOR in user.roles,
        PartActor.OFFICE_HEAD: Role.OFFICE_HEAD in user.roles,
    }
    return frozenset(actor for actor, is_so in found.items() if is_so)


def part_to_refuse(user: User, pk: int) -> Assignment:
    """Raises Http404 for strangers, PermissionDenied for those who do not speak for its unit."""
    parts = Assignment.objects.of_units().filter(task__in=visible_tasks(user))
    part = get_object_or_404(parts.select_related("task__plan", "unit"), pk=pk)
    return _part_for(user, part, PartVerb.REFUSE)


def refusal_to_decide(user: User, pk: int, verb: PartVerb) -> PartRefusal:
    """Raises Http404 for strangers, PermissionDenied for those who never decide."""
    refusals = PartRefusal.objects.filter(assignment__task__in=visible_tasks(user))
    refusals = refusals.select_related("assignment__task__plan__issuer", "assignment__unit")
    refusal = get_object_or_404(refusals, pk=pk)
    _part_for(user, refusal.assignment, verb)
    return refusal


def _part_for(user: User, part: Assignment, verb: PartVerb) -> Assignment:
    if part_actors(user, part).isdisjoint(part_rules.who_may(verb)):
        raise PermissionDenied
    return part


def plan_to_add_to(user: User, pk: int) -> Plan:
    """Raises Http404 for strangers, PermissionDenied for those who do not register tasks."""
    plan = visible_plan(user, pk)
    if not user.has_role(OFFICE_ROLES):
        raise PermissionDenied
    return plan


def visible_proof(user: User, pk: int) -> Proof:
    """The office, leaders and the units of the task; Http404 for everybody else."""
    proofs = Proof.objects.filter(completion__task__in=visible_tasks(user))
    if not user.has_role(CITY_WIDE_ROLES):
        parts = Assignment.objects.live().filter(unit__in=user.unit_ids())
        proofs = proofs.filter(completion__task__in=parts.values("task"))
    return get_object_or_404(proofs, pk=pk)


# --- Later due dates and stages ---


def visible_extensions(user: User) -> ExtensionQuerySet:
    """The office and leaders see all; a unit those of the tasks in which it has a part."""
    known = Extension.objects.filter(task__plan__in=visible_plans(user))
    if user.has_role(CITY_WIDE_ROLES):
        return known
    parts = Assignment.objects.live().filter(unit__in=user.unit_ids())
    return known.filter(task__in=parts.values("task"))


def visible_extension(user: User, pk: int) -> Extension:
    """Raises Http404 for strangers."""
    found = visible_extensions(user).select_related("task__plan", "asked_by")
    return get_object_or_404(found.defer("task__plan__source_text"), pk=pk)


def extension_for(user: User, pk: int, verb: ExtensionVerb) -> Extension:
    """Raises Http404 for strangers, PermissionDenied for those who never take that step."""
    extension = visible_extension(user, pk)
    if actors_of(user, extension.task_id).isdisjoint(extension_rules.who_may(verb)):
        raise PermissionDenied
    return extension


def extendable_task(user: User, pk: int) -> Task:
    """Raises Http404 for strangers, PermissionDenied for those who do not report for its lead."""
    return _task_as(user, pk, frozenset({Actor.LEAD_REPORTER}))


def task_with_stages(user: User, pk: int, verb: StageVerb) -> Task:
    """Raises Http404 for strangers, PermissionDenied for those who never take that step."""
    return _task_as(user, pk, stage_rules.who_may(verb))


def stage_for(user: User, pk: int, verb: StageVerb) -> Milestone:
    """The same for one stage."""
    visible = Milestone.objects.filter(task__in=visible_tasks(user))
    stage = get_object_or_404(visible.select_related("task"), pk=pk)
    _task_as(user, stage.task_id, stage_rules.who_may(verb))
    return stage


def judged_task(user: User, pk: int) -> Task:
    """Raises Http404 for strangers, PermissionDenied for those who do not decide on lamps."""
    return _task_as(user, pk, frozenset({Actor.INSPECTOR, Actor.OFFICE_HEAD}))


def _task_as(user: User, pk: int, actors: frozenset[Actor]) -> Task:
    task = visible_task(user, pk)
    if actors_of(user, pk).isdisjoint(actors):
        raise PermissionDenied
    return task
