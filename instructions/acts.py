"""What acts on instructions are called in the audit trail, and what they are about."""

from django.utils.translation import pgettext_lazy

ACTS = {
    "instruction.given": pgettext_lazy("act", "gave an instruction"),
    "instruction.made_a_task": pgettext_lazy("act", "made a task of the instruction"),
    "instruction.made_a_slip": pgettext_lazy("act", "took up the instruction with a slip"),
    "instruction.answered": pgettext_lazy("act", "gave feedback on the instruction"),
    "instruction.seen": pgettext_lazy("act", "saw the feedback on the instruction"),
    "instruction.followed": pgettext_lazy("act", "gave a further instruction"),
    "instruction.withdrawn": pgettext_lazy("act", "withdrew the instruction"),
    "tick.set": pgettext_lazy("act", "ticked as read"),
}
THINGS = {
    "instructions.instruction": pgettext_lazy("thing", "instruction"),
    "instructions.tick": pgettext_lazy("thing", "tick"),
}
