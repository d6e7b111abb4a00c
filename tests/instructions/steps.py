"""Takes instructions through their steps."""

from datetime import date, datetime
from typing import Any

from indicators.models import Target
from instructions.access import thing_of
from instructions.models import Instruction
from instructions.rules import InstructionVerb, Wish
from instructions.services import Papers, give_instruction, move_instruction
from plans.models import Plan
from tasks.models import AssignmentRole, Task, TaskState
from tasks.services import NewTask, Part
from tasks.services.adding import hand_out as given_out
from units.models import Unit, User

TEXT = "请专题研究，拿出措施。"


def give(about: Plan | Target | Task, by: User, *, now: datetime, **wish: Any) -> Instruction:
    said = Wish(**{"text": TEXT} | wish)
    return give_instruction(about=thing_of(about), wish=said, by=by, now=now)


def step(
    instruction: Instruction, verb: InstructionVerb, by: User, *, now: datetime, **papers: Any
) -> Instruction:
    """One step by somebody who has seen the instruction as it is now."""
    seen = Instruction.objects.values_list("revision", flat=True).get(pk=instruction.pk)
    facts: dict[str, Any] = {"instruction_id": instruction.pk, "revision": seen}
    return move_instruction(verb=verb, papers=Papers(**papers), by=by, now=now, **facts)


def task_of(lead: Unit, title: str = "专题调度") -> NewTask:
    part = Part(role=AssignmentRole.LEAD, as_written=lead.name, unit=lead)
    return NewTask(title, due_on=date(2026, 12, 1), parts=(part,))


def hand_out(task: Task, *, now: datetime) -> None:
    task.state = TaskState.DISPATCHED
    task.save(update_fields=["state"])
    given_out(list(task.assignments.all()), now=now)
