"""One door for every step of an instruction: table, needs, what the step does, course and act."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from core.errors import Invalid, RuleBroken
from instructions.access import thing_of
from instructions.models import Instruction
from instructions.rules import About, Fault, InstructionVerb, Need, Wish
from instructions.services.giving import give_instruction
from instructions.services.steps import claim, save_step
from instructions.wording import refusals, words
from plans.models import Plan
from slips.queries import open_slip
from slips.rules import ThingKind
from slips.services import draft_slip
from tasks.rules.texts import fault_of_text
from tasks.services import NewTask, decide_task, draft_task
from units.models import User

_SLIPS = {About.TARGET: ThingKind.TARGET, About.TASK: ThingKind.TASK}


@dataclass(frozen=True)
class Papers:
    """What somebody hands over with a step: the feedback, a task, or a further instruction."""

    text: str = ""
    task: NewTask | None = None
    further: Wish | None = None


@dataclass(frozen=True)
class _Act:
    """A step while it is being taken; `instruction` is locked."""

    instruction: Instruction
    by: User
    now: datetime
    papers: Papers

    @property
    def on(self) -> date:
        return timezone.localtime(self.now).date()


@transaction.atomic
def move_instruction(
    *,
    instruction_id: int,
    verb: InstructionVerb,
    revision: int,
    by: User,
    now: datetime,
    papers: Papers = Papers(),
) -> Instruction:
    """Take one step, if the table of states allows it and everything that it needs is there."""
    instruction, step = claim(instruction_id, verb, revision=revision, by=by)
    act = _Act(instruction, by, now, papers)
    if Need.ONE_THING in step.needs and instruction.kind not in _SLIPS:
        raise RuleBroken(refusals.whole_plan())
    text = _text(act, required=Need.TEXT in step.needs)
    late = verb is InstructionVerb.ANSWER and instruction.is_overdue(on=act.on)
    if verb in _DOES:
        _DOES[verb](act)
    save_step(instruction, verb, step.to, by=by, now=now, text=text, is_late=late)
    return instruction


def _text(act: _Act, *, required: bool) -> str:
    if fault := fault_of_text(act.papers.text, required=required):
        raise Invalid({"text": words.answer_fault(fault)})
    return act.papers.text.strip()


# --- What a step does besides ----------------------------------------------------------------


def _make_task(act: _Act) -> None:
    """A draft in the plan of the thing: the office proposes it like every other one."""
    wish, about = act.papers.task, act.instruction.thing
    if wish is None:
        raise RuleBroken(refusals.no_task())
    if wish.due_on is not None and wish.due_on < act.on:
        raise Invalid({"due_on": words.fault("due_on", Fault.PAST)})
    if isinstance(about, Plan):
        made = draft_task(plan_id=about.pk, wish=wish, by=act.by, now=act.now)
    else:
        made = decide_task(about=about, wish=wish, by=act.by, now=act.now)
    act.instruction.made_task = made


def _send_slip(act: _Act) -> None:
    """The slip that is out about the thing, or else a new draft; slips are about what is late."""
    kind, pk = _SLIPS[act.instruction.kind], act.instruction.thing_id
    slip = open_slip(act.by, kind, pk)
    if slip is None:
        slip = draft_slip(kind=kind, thing_id=pk, by=act.by, now=act.now)
    act.instruction.slip = slip


def _follow(act: _Act) -> None:
    if act.papers.further is None:
        raise RuleBroken(refusals.no_further())
    old = act.instruction
    give_instruction(
        about=thing_of(old.thing), wish=act.papers.further, by=act.by, now=act.now, follows=old
    )


_DOES: dict[InstructionVerb, Callable[[_Act], None]] = {
    InstructionVerb.MAKE_TASK: _make_task,
    InstructionVerb.SEND_SLIP: _send_slip,
    InstructionVerb.FURTHER: _follow,
}
