"""Everything that the page of one instruction shows."""

from dataclasses import dataclass
from datetime import date

from instructions import access
from instructions.models import Instruction, InstructionStep
from instructions.queries.holders import Holder, holders_of
from instructions.rules import About, InstructionState, InstructionVerb, verbs_of
from instructions.wording.words import did
from reports.queries import Reason, said_of_tasks
from slips.rules import SlipVerb
from tasks.models import Assignment, AssignmentRole
from units.models import User

# By kind: the page of the thing.
PLACES = {
    About.PLAN: "dashboards:plan",
    About.TARGET: "dashboards:target",
    About.TASK: "dashboards:task",
}


@dataclass(frozen=True)
class Feedback:
    """What the unit itself wrote last, in its newest report or in its answer to the slip."""

    said: str
    next_steps: str
    on: date
    report_pk: int | None = None


@dataclass(frozen=True)
class InstructionSheet:
    """An instruction with its course, who has it, and what the person may do now.

    `steps` are empty for the unit that it was passed on to: what leader and office say to each
    other is theirs.
    """

    instruction: Instruction
    steps: tuple[InstructionStep, ...]
    followers: tuple[Instruction, ...]
    verbs: tuple[InstructionVerb, ...]
    holder: Holder
    feedback: Feedback | None
    is_late: bool
    place: str
    # Of the thing, as a first guess for a task about it.
    lead: str

    @property
    def history(self) -> list[tuple[InstructionStep, str]]:
        return [(step, did(step.verb)) for step in self.steps]

    @property
    def answer(self) -> InstructionStep | None:
        answers = [step for step in self.steps if step.verb == InstructionVerb.ANSWER]
        return answers[-1] if answers else None


def instruction_sheet(user: User, instruction: Instruction, *, on: date) -> InstructionSheet:
    """At most seven queries, however long its course is."""
    actors = access.instruction_actors(user, instruction)
    steps = instruction.steps.select_related("by").order_by("pk") if actors else ()
    verbs = verbs_of(InstructionState(instruction.state), actors)
    seen = access.visible_instructions(user).filter(follows=instruction).order_by("pk")
    return InstructionSheet(
        instruction=instruction,
        steps=tuple(steps),
        followers=tuple(seen),
        verbs=_verbs(instruction, verbs),
        holder=holders_of([instruction])[instruction.pk],
        feedback=feedback_of(user, instruction),
        is_late=instruction.is_overdue(on=on),
        place=PLACES[instruction.kind],
        lead=_lead(instruction) if InstructionVerb.MAKE_TASK in verbs else "",
    )


def _verbs(instruction: Instruction, verbs: list[InstructionVerb]) -> tuple[InstructionVerb, ...]:
    """No slip is offered about a whole plan."""
    whole = instruction.kind is About.PLAN
    return tuple(v for v in verbs if not (whole and v is InstructionVerb.SEND_SLIP))


def _lead(instruction: Instruction) -> str:
    if instruction.target is not None:
        return str(instruction.target.lead_unit or "")
    leads = Assignment.objects.live().of_units().filter(role=AssignmentRole.LEAD)
    named = leads.filter(task=instruction.task_id).order_by("order", "pk")
    return named.values_list("unit__name", flat=True).first() or ""


def feedback_of(user: User, instruction: Instruction) -> Feedback | None:
    if instruction.slip is not None:
        answers = instruction.slip.steps.filter(verb=SlipVerb.ANSWER).order_by("-pk")
        given = answers.values_list("text", "at__date")[:1]
        return next((Feedback(text, "", day) for text, day in given), None)
    if instruction.made_task_id is None:
        return None
    said: Reason | None = said_of_tasks(user, [instruction.made_task_id]).get(
        instruction.made_task_id
    )
    if said is None:
        return None
    return Feedback(said.text, said.next_steps, said.closing_on, said.report_pk)
