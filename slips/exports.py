"""Supervision slips, as a file."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from core.tables import Column, Kind, Table, require_fit
from slips.queries import SlipLine


def _late(line: SlipLine) -> str:
    return _("answer overdue") if line.is_late else ""


SLIP_COLUMNS = (
    Column(pgettext_lazy("slip", "Number"), lambda line: line.slip.number, 16),
    Column(pgettext_lazy("slip", "Grade"), lambda line: line.mark, 12),
    Column(pgettext_lazy("slip", "About"), lambda line: line.slip.subject, 34),
    Column(gettext_lazy("Plan"), lambda line: line.slip.plan.title, 30),
    Column(gettext_lazy("Unit"), lambda line: line.slip.unit.name, 20),
    Column(gettext_lazy("Answer due on"), lambda line: line.slip.answer_due_on, 12, Kind.DATE),
    Column(gettext_lazy("State"), lambda line: line.slip.get_state_display(), 12),
    Column(pgettext_lazy("file column", "Late"), _late, 10),
)


def slip_table(lines: Sequence[SlipLine]) -> Table:
    require_fit(len(lines))
    return Table(pgettext("file", "Supervision slips"), SLIP_COLUMNS, lines)
