"""A task in any state with everything at hand that any step needs, and ways to take one away."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile

from tasks.models import Completion, Milestone, Move, Task, TaskState
from tasks.rules import Actor, Need, TaskVerb
from tasks.services import NewTask, Papers, Part, move
from tests import make
from units.models import Unit, User

TODAY = date(2026, 10, 14)


@dataclass
class Scene:
    """`people` has one person for each actor; None stands for the job, and "stranger" for a unit
    without a part in the task."""

    task: Task
    other: Task
    people: dict[Actor | str, User | None]
    papers: Papers
    now: datetime

    def take(self, verb: TaskVerb, actor: Actor | str, papers: Papers | None = None) -> Task:
        by = self.people[actor]
        given = self.papers if papers is None else papers
        return move(task_id=self.task.pk, verb=verb, by=by, now=self.now, papers=given)


def put(task: Task, state: TaskState, *, by: User, now: datetime) -> None:
    """As if the task had come there by its steps."""
    task.state = state
    task.suspended_from = TaskState.IN_PROGRESS if state == TaskState.SUSPENDED else ""
    task.save(update_fields=["state", "suspended_from"])
    if state in (TaskState.COMPLETION_REQUESTED, TaskState.COMPLETED):
        request(task, by=by, now=now, accepted=state == TaskState.COMPLETED)


def request(task: Task, *, by: User, now: datetime, accepted: bool = False) -> Completion:
    decided = {"decided_by": by, "decided_at": now, "accepted": True} if accepted else {}
    facts = {"statement": "已建成。", "done_on": date(2026, 9, 28), "asked_by": by, "asked_at": now}
    return Completion.objects.create(task=task, **facts, **decided)


def papers(lead: Unit, *, other: Task) -> Papers:
    """Everything that any step may need; the files are read once, so make them anew."""
    return Papers(
        reason="情况属实。",
        document="云政办发〔2026〕8号",
        done_on=date(2026, 9, 30),
        due_on=date(2027, 3, 31),
        verification="现场核查属实。",
        files=(ContentFile("照片".encode(), name="照片.jpg"),),
        parts=(Part("lead", lead.name, lead),),
        shares=(NewTask("建后备库"), NewTask("组织申报")),
        other_task_id=other.pk,
        waited_before=TODAY,
    )


# How to take away what a need asks for.
LACKING: dict[Need, Callable[[Scene], None]] = {
    Need.PARTS: lambda scene: drop_parts(scene),
    Need.NEW_PARTS: lambda scene: give(scene, parts=()),
    Need.SHARES: lambda scene: give(scene, shares=()),
    Need.REASON: lambda scene: give(scene, reason=" \n"),
    Need.DOCUMENT: lambda scene: give(scene, document=""),
    Need.NEW_DUE: lambda scene: give(scene, due_on=TODAY - timedelta(days=1)),
    Need.DONE_ON: lambda scene: give(scene, done_on=TODAY + timedelta(days=1)),
    Need.MILESTONES_DONE: lambda scene: add_stage(scene),
    Need.ASSISTS_ANSWERED: lambda scene: silence(scene),
    Need.CHILDREN_DONE: lambda scene: add_part(scene),
    Need.PARENT_OPEN: lambda scene: make_part_of_what_is_over(scene),
    Need.EVIDENCE: lambda scene: give(scene, files=()),
    Need.VERIFICATION: lambda scene: give(scene, verification=""),
    Need.FIRST_REFUSAL: lambda scene: refuse_before(scene),
    Need.WAITED: lambda scene: give(scene, waited_before=date(2020, 1, 1)),
    Need.LEADER_IF_KEY: lambda scene: change(scene, is_key=True),
    Need.ROLLING: lambda scene: change(scene, is_rolling=False),
    Need.OTHER_TASK: lambda scene: give(scene, other_task_id=scene.task.pk),
}


def give(scene: Scene, **papers: Any) -> None:
    scene.papers = replace(scene.papers, **papers)


def change(scene: Scene, **fields: object) -> None:
    Task.objects.filter(pk=scene.task.pk).update(**fields)


def drop_parts(scene: Scene) -> None:
    scene.task.assignments.update(ended_on=TODAY)


def add_stage(scene: Scene) -> None:
    Milestone.objects.create(task=scene.task, title="主体封顶", due_on=TODAY)


def silence(scene: Scene) -> None:
    scene.task.assignments.update(answered_at=None)


def add_part(scene: Scene) -> None:
    lead = scene.task.assignments.get(role="lead").unit
    assert lead is not None
    make.task(scene.task.plan, lead, parent=scene.task)


def make_part_of_what_is_over(scene: Scene) -> None:
    Task.objects.filter(pk=scene.other.pk).update(state=TaskState.COMPLETED)
    change(scene, parent=scene.other)


def refuse_before(scene: Scene) -> None:
    states = {"from_state": TaskState.DISPATCHED, "to_state": TaskState.REFUSED}
    Move.objects.create(task=scene.task, verb=TaskVerb.REFUSE, at=scene.now, **states)
