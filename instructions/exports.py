"""Leaders' instructions, as a file."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from core.tables import Column, Kind, Table, require_fit
from instructions.queries import InstructionLine
from instructions.queries.holders import Side


def _holder(line: InstructionLine) -> str:
    words = {Side.OFFICE: _("supervision office"), Side.LEADER: str(line.instruction.leader)}
    return words.get(line.holder.side, "、".join(line.holder.units))


def _late(line: InstructionLine) -> str:
    return pgettext("instruction", "overdue") if line.is_late else ""


INSTRUCTION_COLUMNS = (
    Column(gettext_lazy("Instruction"), lambda line: line.instruction.text, 50),
    Column(pgettext_lazy("instruction", "About"), lambda line: line.instruction.subject, 30),
    Column(gettext_lazy("Plan"), lambda line: line.instruction.plan.title, 30),
    Column(gettext_lazy("Leader"), lambda line: str(line.instruction.leader), 12),
    Column(
        pgettext_lazy("instruction", "Given"),
        lambda line: timezone.localtime(line.instruction.given_at),
        16,
        Kind.MOMENT,
    ),
    Column(gettext_lazy("Feedback by"), lambda line: line.instruction.due_on, 12, Kind.DATE),
    Column(gettext_lazy("Urgency"), lambda line: line.instruction.get_urgency_display(), 8),
    Column(gettext_lazy("State"), lambda line: line.instruction.get_state_display(), 12),
    Column(pgettext_lazy("file column", "Late"), _late, 8),
    Column(gettext_lazy("Who has it"), _holder, 20),
)


def instruction_table(lines: Sequence[InstructionLine]) -> Table:
    require_fit(len(lines))
    return Table(pgettext("file", "Leaders' instructions"), INSTRUCTION_COLUMNS, lines)
