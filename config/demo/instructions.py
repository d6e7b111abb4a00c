"""Leaders' instructions in four states, and a thing that a leader only ticked as read."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone, translation

from config.demo.files import read
from core.errors import RuleBroken
from indicators.models import Target
from instructions.access import thing_of
from instructions.models import Instruction
from instructions.rules import InstructionVerb, Urgency, Wish
from instructions.services import Papers, give_instruction, move_instruction, tick_as_read
from plans.models import Plan
from slips.queries import LATE
from slips.rules import ThingKind
from tasks import services as tasks
from tasks.models import AssignmentRole, Task
from tasks.rules import TaskVerb
from units.models import Membership, User
from units.rules import Role

Thing = Plan | Target | Task


def give_instructions(*, now: datetime) -> None:
    """As samples/instructions.toml has them; what this day does not allow is left out."""
    found, used = read("instructions"), set[Thing]()
    # Documents of this city are Chinese, whoever loads it.
    with translation.override("zh-hans"):
        for facts in found["instruction"]:
            thing = _thing(facts["about"], used, now=now)
            used.add(thing)
            given = _given(facts, thing, now=now)
            with suppress(RuleBroken):
                _taken_up(facts, given, now=now)
        for facts in found["tick"]:
            wish: dict[str, Any] = {"by": _person(facts["by"]), "now": _ago(facts["ago"], now=now)}
            tick_as_read(about=thing_of(_thing(facts["about"], used, now=now)), **wish)


def _given(facts: dict[str, Any], thing: Thing, *, now: datetime) -> Instruction:
    wish = Wish(facts["text"], Urgency(facts["urgency"]))
    at, by = _ago(facts["ago"], now=now), _person(facts["by"])
    return give_instruction(about=thing_of(thing), wish=wish, by=by, now=at)


def _taken_up(facts: dict[str, Any], given: Instruction, *, now: datetime) -> None:
    verbs = {
        "answer": InstructionVerb.ANSWER,
        "slip": InstructionVerb.SEND_SLIP,
        "task": InstructionVerb.MAKE_TASK,
    }
    if "then" not in facts:
        return
    at, by = _ago(facts["ago_then"], now=now), _holder(Role.INSPECTOR)
    task = _task(facts, given, at=at) if facts["then"] == "task" else None
    papers = Papers(text=facts.get("answer", ""), task=task)
    step: dict[str, Any] = {"verb": verbs[facts["then"]], "papers": papers, "by": by, "now": at}
    moved = move_instruction(instruction_id=given.pk, revision=given.revision, **step)
    if moved.made_task is not None:
        _hand_out(moved.made_task, facts["reason"], now=at)


def _task(facts: dict[str, Any], given: Instruction, *, at: datetime) -> tasks.NewTask:
    """Led by whoever leads the target."""
    assert given.target is not None
    lead = given.target.lead_unit
    assert lead is not None
    part = tasks.Part(role=AssignmentRole.LEAD, as_written=lead.name, unit=lead)
    due_on = timezone.localtime(at).date() + timedelta(days=facts["days"])
    return tasks.NewTask(facts["title"], due_on=due_on, parts=(part,))


def _hand_out(task: Task, reason: str, *, now: datetime) -> None:
    steps = {TaskVerb.PROPOSE: Role.INSPECTOR, TaskVerb.REGISTER: Role.OFFICE_HEAD}
    papers = tasks.Papers(reason=reason)
    for verb, role in (steps | {TaskVerb.DISPATCH: Role.INSPECTOR}).items():
        wish: dict[str, Any] = {"papers": papers, "by": _holder(role), "now": now}
        tasks.move(task_id=task.pk, verb=verb, **wish)


def _thing(about: str, used: set[Thing], *, now: datetime) -> Thing:
    """The worst that is free; on some days nothing is late, and any other one does."""
    if about == "plan":
        return Plan.objects.active().earliest("pk")
    kind, model = (
        (ThingKind.TARGET, Target.objects.exclude(lead_unit=None))
        if about == "target"
        else (ThingKind.TASK, Task.objects.running())
    )
    keys = [thing.pk for thing in used if type(thing) is model.model]
    late = LATE[kind](now=now).exclude(pk__in=keys).first()
    free = model.filter(plan__in=Plan.objects.active()).exclude(pk__in=keys)
    return late or free.earliest("pk")


def _ago(days: int, *, now: datetime) -> datetime:
    return now - timedelta(days=days)


def _person(username: str) -> User:
    return User.objects.get(username=username)


def _holder(role: Role) -> User:
    held = Membership.objects.live().own().filter(role=role).select_related("user")
    return held.order_by("pk")[0].user
