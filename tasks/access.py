"""The only doors to tasks for a user."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from plans.access import visible_plans
from tasks.models import (
    Assignment,
    AssignmentRole,
    Coordination,
    CoordinationQuerySet,
    CoordinationStep,
    Task,
    TaskQuerySet,
)
from tasks.rules import Actor
from tasks.rules.coordination import (
    ANSWERING_ROLES,
    ASKING_ROLES,
    CoordinationVerb,
    Side,
    who_may,
)
from units.models import Unit, User
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


def asking_units(user: User, task: Task) -> QuerySet[Unit]:
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
