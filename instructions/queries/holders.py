"""Who has an instruction: the unit that it was passed on to, the office, or the leader again."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from instructions.models import Instruction
from instructions.rules import InstructionState
from tasks.models import Assignment, AssignmentRole


class Side(StrEnum):
    OFFICE = "office"
    UNIT = "unit"
    LEADER = "leader"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Holder:
    """`units` where it was passed on to units; a draft of a task or slip is with the office."""

    side: Side
    units: tuple[str, ...] = ()


def holders_of(instructions: Iterable[Instruction]) -> dict[int, Holder]:
    """By the key of the instruction; one query for the units of their tasks, none without tasks."""
    some = list(instructions)
    leads = _leads([each.made_task_id for each in some if each.made_task_id])
    return {each.pk: _holder(each, leads) for each in some}


def _holder(instruction: Instruction, leads: dict[int, list[str]]) -> Holder:
    if instruction.state == InstructionState.GIVEN:
        return Holder(Side.OFFICE)
    if instruction.state == InstructionState.ANSWERED:
        return Holder(Side.LEADER)
    if instruction.state != InstructionState.TAKEN_UP:
        return Holder(Side.NOBODY)
    slip = instruction.slip
    if slip is not None:
        return Holder(Side.UNIT, (slip.unit.name,)) if slip.sent_at else Holder(Side.OFFICE)
    units = leads[instruction.made_task_id or 0]
    return Holder(Side.UNIT, tuple(units)) if units else Holder(Side.OFFICE)


def _leads(tasks: list[int]) -> dict[int, list[str]]:
    """Task -> the units that lead it, once it was handed out to them."""
    found: dict[int, list[str]] = defaultdict(list)
    if not tasks:
        return found
    parts = Assignment.objects.live().of_units().filter(task__in=tasks, role=AssignmentRole.LEAD)
    parts = parts.filter(given_at__isnull=False).order_by("task", "order", "pk")
    for task_id, name in parts.values_list("task_id", "unit__name"):
        found[task_id].append(name)
    return found
