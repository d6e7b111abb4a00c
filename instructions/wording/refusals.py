"""Why a step on an instruction is refused, and what to do instead."""

from django.utils.translation import gettext as _

from instructions.models import Instruction, InstructionStep
from instructions.rules import Actor, InstructionVerb, who_may
from instructions.wording.words import did
from tasks.wording.texts import moment


def not_yours(verb: InstructionVerb) -> str:
    """Why the person may not do it: who may."""
    if Actor.OFFICE in who_may(verb):
        return _("Only the supervision office can do this.")
    return _("Only the leader who gave the instruction can do this.")


def forbidden(instruction: Instruction) -> str:
    """Why the state of the instruction does not allow the step."""
    facts = {"subject": instruction.subject, "state": instruction.get_state_display()}
    sentence = _("The instruction on “%(subject)s” is %(state)s: this cannot be done any more.")
    return sentence % facts


def who_was_faster(newest: InstructionStep) -> str:
    facts = {"who": newest.by, "at": moment(newest.at), "did": did(newest.verb)}
    return _("%(who)s was faster (%(at)s: %(did)s). Read it again, then decide.") % facts


def whole_plan() -> str:
    return _(
        "A supervision slip is about one late target or task, not about a whole plan. Make a task"
        " of the instruction, or answer it."
    )


def no_task() -> str:
    return _("Say what is to be done, who leads it and by when.")


def no_further() -> str:
    return _("Write down what is to be done further.")
