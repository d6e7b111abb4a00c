"""What became of a superior plan's promises in its local plans, as a file."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from core.tables import Column, Kind, Table, require_fit
from dashboards.queries.cascade import CascadeLine
from dashboards.queries.scope import Scope
from intake.superior.aligning import Of
from plans.models import Plan


def _of(line: CascadeLine) -> str:
    return pgettext("file", "target") if line.of == Of.TARGETS else pgettext("file", "task")


COLUMNS = (
    Column(pgettext_lazy("file column", "Target or task"), _of, 8),
    Column(gettext_lazy("The superior plan's promise"), lambda line: line.superior.name, 28),
    Column(gettext_lazy("Promise"), lambda line: line.superior.promise, 16),
    Column(gettext_lazy("Due"), lambda line: line.superior.due, 12, Kind.DATE),
    Column(gettext_lazy("Local plan"), lambda line: line.column.title, 28),
    Column(gettext_lazy("Issuer"), lambda line: line.column.issuer, 18),
    Column(gettext_lazy("Verdict"), lambda line: line.kind.words, 12),
    Column(gettext_lazy("Its own promise"), lambda line: line.ours.name if line.ours else "", 28),
    Column(
        pgettext_lazy("file column", "Promised there"),
        lambda line: line.ours.promise if line.ours else "",
        16,
    ),
    Column(
        pgettext_lazy("file column", "Due there"),
        lambda line: line.ours.due if line.ours else None,
        12,
        Kind.DATE,
    ),
    Column(gettext_lazy("Difference"), lambda line: line.difference, 18),
    Column(gettext_lazy("To be considered"), lambda line: " ".join(line.notes), 36),
)


def cascade_table(scope: Scope, plan: Plan, lines: Sequence[CascadeLine]) -> Table:
    require_fit(len(lines))
    title = _("%(plan)s: local plans") % {"plan": plan.title}
    return Table(title, COLUMNS, lines, note=_("as of %(day)s") % {"day": date_format(scope.on)})
