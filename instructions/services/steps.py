"""What all steps of an instruction share: its lock, its course, whether a step is allowed."""

from datetime import datetime
from typing import Any

from core import audit
from core.errors import RuleBroken, Stale
from instructions import rules
from instructions.access import instruction_actors
from instructions.models import Instruction, InstructionStep
from instructions.rules import InstructionState, InstructionVerb, Transition
from instructions.wording import refusals
from units.models import User

# The step that begins every course; it is no verb of the table, because there is no state before.
GIVE = "give"
# The verbs of the audit trail.
DONE = {
    GIVE: "instruction.given",
    InstructionVerb.MAKE_TASK: "instruction.made_a_task",
    InstructionVerb.SEND_SLIP: "instruction.made_a_slip",
    InstructionVerb.ANSWER: "instruction.answered",
    InstructionVerb.SEE: "instruction.seen",
    InstructionVerb.FURTHER: "instruction.followed",
    InstructionVerb.WITHDRAW: "instruction.withdrawn",
}


def claim(
    pk: int, verb: InstructionVerb, *, revision: int, by: User
) -> tuple[Instruction, Transition]:
    """The instruction under lock, after the table was asked whether `by` may do this to it now."""
    instruction = _lock(pk)
    if instruction.revision != revision:
        newest = instruction.steps.select_related("by").order_by("-pk")[0]
        raise Stale(refusals.who_was_faster(newest))
    step = rules.after(InstructionState(instruction.state), verb)
    if step is None:
        raise RuleBroken(refusals.forbidden(instruction))
    if step.who.isdisjoint(instruction_actors(by, instruction)):
        raise RuleBroken(refusals.not_yours(verb))
    return instruction, step


def _lock(pk: int) -> Instruction:
    # Two statements: one that locked and joined would join the new row to things of the old one.
    Instruction.objects.select_for_update(no_key=True).get(pk=pk)
    related = ("plan__issuer", "target", "task__clause", "target__clause", "leader")
    return Instruction.objects.select_related(*related).defer("plan__source_text").get(pk=pk)


def save_step(
    instruction: Instruction,
    verb: InstructionVerb,
    to: InstructionState,
    *,
    by: User,
    now: datetime,
    text: str = "",
    is_late: bool = False,
) -> InstructionStep:
    """Write the instruction in its new state, the step and the act."""
    if instruction.state != to:
        instruction.state, instruction.since = to.value, now
    instruction.revision += 1
    instruction.save(update_fields=["state", "since", "made_task", "slip", "revision"])
    return record_step(instruction, verb, by=by, now=now, text=text, is_late=is_late)


def record_step(
    instruction: Instruction,
    verb: str,
    *,
    by: User,
    now: datetime,
    text: str = "",
    is_late: bool = False,
) -> InstructionStep:
    """What was said is kept with the step only: the trail names the thing and never the words."""
    facts: dict[str, Any] = {"verb": verb, "by": by, "at": now, "text": text, "is_late": is_late}
    step = InstructionStep.objects.create(instruction=instruction, **facts)
    about = {"about": instruction.kind.value, "key": instruction.thing_id}
    audit.record(DONE[verb], instruction, by=by, now=now, details=about)
    return step
