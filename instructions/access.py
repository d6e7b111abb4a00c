"""The only doors to instructions for a user."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from indicators.access import visible_target
from indicators.models import Target
from instructions.models import Instruction, InstructionQuerySet, Tick
from instructions.rules import About, Actor, InstructionVerb, who_may
from plans.access import visible_plan, visible_plans
from plans.models import Plan
from slips.models import Slip
from tasks.access import visible_task
from tasks.models import Assignment, Task
from units.models import User
from units.rules import OFFICE_ROLES, UNIT_ROLES, Role


@dataclass(frozen=True)
class Thing:
    """What an instruction is about; the plan as a whole where it is neither target nor task."""

    plan: Plan
    target: Target | None = None
    task: Task | None = None

    @property
    def itself(self) -> Plan | Target | Task:
        return self.target or self.task or self.plan

    @property
    def kind(self) -> About:
        if self.target is not None:
            return About.TARGET
        return About.PLAN if self.task is None else About.TASK

    @property
    def subject(self) -> str:
        return self.task.title if self.task else str(self.itself)


def leaders_of(user: User) -> list[int]:
    """Keys of the leaders for whom the person speaks, one's own first; none for everybody else.

    Whoever stands in for a leader speaks in that leader's name, who finds it all on coming back.
    """
    posts = [post for post in user.live_memberships if post.role == Role.LEADER]
    own = [user.pk for post in posts if post.stand_in is None]
    absent = [post.stand_in.principal_id for post in posts if post.stand_in is not None]
    return own[:1] + sorted(set(absent) - set(own))


def visible_instructions(user: User) -> InstructionQuerySet:
    """The office sees all, a leader what they gave themselves; a unit what was passed on to it."""
    known = Instruction.objects.filter(plan__in=visible_plans(user))
    if user.has_role(OFFICE_ROLES):
        return known
    mine = user.unit_ids(UNIT_ROLES)
    # A draft goes to nobody: a part in a task begins when it is handed out.
    given = Assignment.objects.live().filter(unit__in=mine, given_at__isnull=False)
    sent = Slip.objects.sent().filter(unit__in=mine)
    passed_on = Q(made_task__in=given.values("task")) | Q(slip__in=sent.values("pk"))
    return known.filter(Q(leader__in=leaders_of(user)) | passed_on)


def visible_instruction(user: User, pk: int) -> Instruction:
    """Raises Http404 for strangers, other leaders among them."""
    related = ("plan__issuer", "target", "task", "leader", "made_task", "slip__unit", "follows")
    unread = ("plan__source_text", "slip__basis", "slip__letter")
    found = visible_instructions(user).select_related(*related).defer(*unread)
    return get_object_or_404(found, pk=pk)


def instruction_actors(user: User, instruction: Instruction) -> frozenset[Actor]:
    """As what the person may act on it; empty for those who only read it."""
    found = {
        Actor.OFFICE: user.has_role(OFFICE_ROLES),
        Actor.LEADER: instruction.leader_id in leaders_of(user),
    }
    return frozenset(actor for actor, is_so in found.items() if is_so)


def instruction_for(user: User, pk: int, verb: InstructionVerb) -> Instruction:
    """Raises Http404 for strangers, PermissionDenied for those who never take that step."""
    instruction = visible_instruction(user, pk)
    if instruction_actors(user, instruction).isdisjoint(who_may(verb)):
        raise PermissionDenied
    return instruction


def may_instruct(user: User) -> bool:
    return user.has_role({Role.LEADER})


def require_leader(user: User) -> None:
    """Raises PermissionDenied for those who give no instructions."""
    if not may_instruct(user):
        raise PermissionDenied


def thing_of(itself: Plan | Target | Task) -> Thing:
    if isinstance(itself, Plan):
        return Thing(itself)
    if isinstance(itself, Target):
        return Thing(itself.plan, target=itself)
    return Thing(itself.plan, task=itself)


def thing_in_sight(user: User, about: str, pk: int | None) -> Thing:
    """Raises Http404 for what the person may not know of, and for what is nothing."""
    if pk is None or about not in {each.value for each in About}:
        raise Http404
    return thing_of(_DOORS[About(about)](user, pk))


_DOORS: dict[About, Callable[[User, int], Plan | Target | Task]] = {
    About.PLAN: visible_plan,
    About.TARGET: visible_target,
    About.TASK: visible_task,
}


def visible_ticks(user: User) -> QuerySet[Tick]:
    """One's own; the office sees all."""
    known = Tick.objects.filter(plan__in=visible_plans(user))
    return known if user.has_role(OFFICE_ROLES) else known.filter(leader__in=leaders_of(user))


def sees_course(user: User, instruction: Instruction) -> bool:
    """Whether the person reads what the leader and the office say to each other about it."""
    return bool(instruction_actors(user, instruction))
