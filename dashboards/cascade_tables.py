"""What became of a superior plan's promises in its local plans, as files."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from core.tables import Column, Kind, Table, require_fit
from dashboards.queries.cascade import CascadeLine
from dashboards.queries.scope import Scope
from dashboards.queries.superior import Compared, compared_line
from intake.superior.aligning import Of
from plans.models import Plan


def _of(line: CascadeLine) -> str:
    return _word(of_tasks=line.of == Of.TASKS)


def _word(*, of_tasks: bool) -> str:
    return pgettext("file", "task") if of_tasks else pgettext("file", "target")


def _half(which: str, what: str) -> Callable[[Any], Any]:
    """A fact of one side, empty where it promises nothing."""

    def value(line: Any) -> Any:
        half = getattr(line, which)
        return getattr(half, what) if half else None

    return value


SUPERIOR = (
    Column(gettext_lazy("The superior plan's promise"), _half("superior", "name"), 28),
    Column(gettext_lazy("Promise"), _half("superior", "promise"), 16),
    Column(gettext_lazy("Due"), _half("superior", "due"), 12, Kind.DATE),
)
OURS = (
    Column(gettext_lazy("Verdict"), lambda line: line.kind.words, 12),
    Column(gettext_lazy("Its own promise"), _half("ours", "name"), 28),
    Column(pgettext_lazy("file column", "Promised there"), _half("ours", "promise"), 16),
    Column(pgettext_lazy("file column", "Due there"), _half("ours", "due"), 12, Kind.DATE),
    Column(gettext_lazy("Difference"), lambda line: line.difference, 18),
    Column(gettext_lazy("To be considered"), lambda line: " ".join(line.notes), 36),
)
COLUMNS = (
    Column(pgettext_lazy("file column", "Target or task"), _of, 8),
    *SUPERIOR,
    Column(gettext_lazy("Local plan"), lambda line: line.column.title, 28),
    Column(gettext_lazy("Issuer"), lambda line: line.column.issuer, 18),
    *OURS,
)
SUPERIOR_COLUMNS = (
    Column(
        pgettext_lazy("file column", "Target or task"),
        lambda line: _word(of_tasks=line.of_tasks),
        8,
    ),
    *SUPERIOR,
    *OURS,
)


def cascade_table(scope: Scope, plan: Plan, lines: Sequence[CascadeLine]) -> Table:
    require_fit(len(lines))
    title = _("Local plans: %(plan)s") % {"plan": plan.title}
    return Table(title, COLUMNS, lines, note=_as_of(scope.on), on=scope.on)


def superior_table(title: str, rows: Sequence[Compared], *, on: date | None = None) -> Table:
    """A plan as of a day, or a draft, beside one superior plan, also with what only it promises."""
    require_fit(len(rows))
    name = _("Beside the superior plan: %(plan)s") % {"plan": title}
    lines = (compared_line(row) for row in rows)
    return Table(name, SUPERIOR_COLUMNS, lines, note=_as_of(on) if on else "", on=on)


def _as_of(day: date) -> str:
    return _("as of %(day)s") % {"day": date_format(day)}
