"""Lists of requests about tasks, as files."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from core.tables import Column, Kind, Table, batches, require_fit
from tasks.models import ExtensionQuerySet
from tasks.queries import coordination as queries
from units.models import User

COORDINATION_COLUMNS = (
    Column(gettext_lazy("State"), lambda line: str(line.state.label), 10),
    Column(gettext_lazy("Held by"), lambda line: line.holder.name, 20),
    Column(
        pgettext_lazy("file column", "Held since"),
        lambda line: timezone.localtime(line.since),
        16,
        Kind.MOMENT,
    ),
    Column(pgettext_lazy("file column", "Time left"), lambda line: line.time_left, 16),
    Column(gettext_lazy("What is to be settled"), lambda line: line.request.text, 50),
    Column(gettext_lazy("Task"), lambda line: str(line.request.task), 30),
    Column(gettext_lazy("Plan"), lambda line: line.request.task.plan.title, 30),
    Column(gettext_lazy("Asked by"), lambda line: line.request.unit.name, 20),
    Column(
        pgettext_lazy("file column", "Asked at"),
        lambda line: timezone.localtime(line.request.asked_at),
        16,
        Kind.MOMENT,
    ),
)
EXTENSION_COLUMNS = (
    Column(gettext_lazy("Task"), lambda row: str(row.task), 30),
    Column(gettext_lazy("Plan"), lambda row: row.task.plan.title, 30),
    Column(gettext_lazy("Lead unit"), lambda row: row.lead_unit or "", 20),
    Column(gettext_lazy("Due so far"), lambda row: row.old_due_on, 12, Kind.DATE),
    Column(gettext_lazy("Asked for"), lambda row: row.asked_due_on, 12, Kind.DATE),
    Column(gettext_lazy("Granted until"), lambda row: row.granted_due_on, 12, Kind.DATE),
    Column(gettext_lazy("Reason"), lambda row: row.reason, 50),
    Column(gettext_lazy("Asked by"), lambda row: str(row.asked_by), 12),
    Column(
        pgettext_lazy("file column", "Asked at"),
        lambda row: timezone.localtime(row.asked_at),
        16,
        Kind.MOMENT,
    ),
    Column(gettext_lazy("State"), lambda row: row.get_state_display(), 12),
)


def coordination_table(user: User, filters: queries.Filters, when: dict[str, Any]) -> Table:
    """What the list shows as known on a day, to the last line."""
    steps = queries.known_steps(user, filters, on=when["on"])
    require_fit(steps.count())
    lines = batches(steps.iterator(), lambda some: queries.known_lines(some, **when))
    note = _("As known on %(day)s.") % {"day": date_format(when["on"], "Y-m-d")}
    return Table(
        pgettext("file", "Requests for coordination"), COORDINATION_COLUMNS, lines, note=note
    )


def extension_table(extensions: ExtensionQuerySet) -> Table:
    require_fit(extensions.count())
    return Table(pgettext("file", "Extensions"), EXTENSION_COLUMNS, extensions.iterator())
