"""Small words that several sentences about instructions share."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from instructions.rules import Fault, InstructionVerb
from tasks.rules.texts import TEXT_LIMIT, TextFault
from tasks.wording.texts import text_fault


def fault(field: str, code: Fault | TextFault) -> str:
    """What is wrong with a field of an instruction, and what to write instead."""
    if isinstance(code, Fault):
        return {
            Fault.PAST: _("This day is over. Write today or a later one."),
            Fault.TOO_FAR: _("This day lies more than a year ahead. Write an earlier one."),
        }[code]
    if code is TextFault.MISSING:
        return _("Say what is to be done about it.")
    return text_fault(code, limit=TEXT_LIMIT)


def answer_fault(code: TextFault) -> str:
    if code is TextFault.MISSING:
        return _("Say what was done, so that the leader need not ask again.")
    return text_fault(code, limit=TEXT_LIMIT)


def did(verb: str) -> str:
    """A step in the words of the course of an instruction."""
    return {
        "give": pgettext("instruction", "gave the instruction"),
        InstructionVerb.MAKE_TASK: pgettext("instruction", "made a task of it"),
        InstructionVerb.SEND_SLIP: pgettext("instruction", "took it up with a supervision slip"),
        InstructionVerb.ANSWER: pgettext("instruction", "gave feedback"),
        InstructionVerb.SEE: pgettext("instruction", "saw the feedback"),
        InstructionVerb.FURTHER: pgettext("instruction", "gave a further instruction"),
        InstructionVerb.WITHDRAW: pgettext("instruction", "withdrew it"),
    }[verb]
