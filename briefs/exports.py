"""Lists of circulars, and the lists behind their figures, as files."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from briefs.models import Circular, CircularQuerySet
from briefs.queries.sheet import FigureLine, figure_label
from core.tables import Column, Kind, Table, require_fit

CIRCULAR_COLUMNS = (
    Column(pgettext_lazy("circular", "Number"), lambda row: row.number, 18),
    Column(gettext_lazy("Title"), lambda row: row.title, 44),
    Column(pgettext_lazy("circular", "Kind"), lambda row: row.get_kind_display(), 14),
    Column(gettext_lazy("As known on"), lambda row: row.known_on, 12, Kind.DATE),
    Column(gettext_lazy("State"), lambda row: row.get_state_display(), 14),
)
# Whether a circular is wrong by now is the office's business until it puts it right.
OFFICE_COLUMNS = (
    *CIRCULAR_COLUMNS,
    Column(
        pgettext_lazy("file column", "Figures wrong by now"),
        lambda row: row.untold,
        12,
        Kind.NUMBER,
    ),
)
FIGURE_COLUMNS = (
    Column(gettext_lazy("What"), lambda line: line.name, 34),
    Column(gettext_lazy("Plan"), lambda line: line.plan, 30),
    Column(gettext_lazy("Unit"), lambda line: line.unit, 20),
    Column(gettext_lazy("Reached"), lambda line: line.reached, 16),
    Column(pgettext_lazy("pace", "Expected"), lambda line: line.expected, 16),
    Column(gettext_lazy("Standing"), lambda line: line.standing, 40),
)


def circular_table(circulars: CircularQuerySet, *, for_office: bool) -> Table:
    require_fit(circulars.count())
    columns = OFFICE_COLUMNS if for_office else CIRCULAR_COLUMNS
    return Table(pgettext("file", "Circulars"), columns, circulars.iterator())


def figure_table(circular: Circular, name: str, lines: Sequence[FigureLine]) -> Table:
    """The list behind one figure, as it was known at the cut-off."""
    require_fit(len(lines))
    return Table(figure_label(circular, name), FIGURE_COLUMNS, lines, note=str(circular))
