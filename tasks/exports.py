"""Lists of requests about tasks, as files."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from core.tables import BATCH, Column, Kind, Table, batches, require_fit
from tasks.models import (
    Assignment,
    AssignmentQuerySet,
    AssignmentRole,
    Coordination,
    ExtensionQuerySet,
    Task,
)
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

OFFICE_COLUMNS = (
    Column(gettext_lazy("Task"), lambda task: str(task), 34),
    Column(gettext_lazy("Plan"), lambda task: task.plan.title, 30),
    Column(gettext_lazy("Lead unit"), lambda task: leads_of(task), 20),
    Column(gettext_lazy("Due"), lambda task: task.due_on, 12, Kind.DATE),
    Column(gettext_lazy("State"), lambda task: task.get_state_display(), 14),
    Column(
        gettext_lazy("Last step"),
        lambda task: task.last_at and timezone.localtime(task.last_at),
        16,
        Kind.MOMENT,
    ),
    Column(pgettext_lazy("file column", "Last step by"), lambda task: task.last_by or "", 12),
    Column(gettext_lazy("Reason"), lambda task: task.last_reason or "", 40),
)
RECEIPT_COLUMNS = (
    Column(gettext_lazy("Task"), lambda part: str(part.task), 34),
    Column(gettext_lazy("Plan"), lambda part: part.task.plan.title, 30),
    Column(gettext_lazy("Your part"), lambda part: part.get_role_display(), 12),
    Column(gettext_lazy("Unit"), lambda part: part.unit.name, 20),
    Column(gettext_lazy("Due"), lambda part: part.task.due_on, 12, Kind.DATE),
    Column(gettext_lazy("Given on"), lambda part: given_on(part), 12, Kind.DATE),
)


def leads_of(task: Task) -> str:
    """Of a task of `with_units`."""
    named = vars(task)["named"]
    return "、".join(part["as_written"] for part in named if part["role"] == AssignmentRole.LEAD)


def given_on(part: Assignment) -> date | None:
    moment = part.given_at or part.task.plan.published_at
    return timezone.localtime(moment).date() if moment else None


def office_table(title: str, tasks: QuerySet[Task]) -> Table:
    """One of the lists of the office."""
    require_fit(tasks.count())
    return Table(title, OFFICE_COLUMNS, tasks.iterator(chunk_size=BATCH))


def receipt_table(parts: AssignmentQuerySet) -> Table:
    require_fit(parts.count())
    return Table(pgettext("file", "Tasks to receive"), RECEIPT_COLUMNS, parts.iterator())


def waiting_table(waiting: QuerySet[Coordination], when: dict[str, Any]) -> Table:
    """What waits for the answer, or for the word, of one person."""
    require_fit(waiting.count())
    lines = batches(waiting.iterator(), lambda some: queries.waiting_lines(some, **when))
    return Table(pgettext("file", "Waiting for my answer"), COORDINATION_COLUMNS, lines)


def coordination_table(user: User, filters: queries.Filters, when: dict[str, Any]) -> Table:
    """What the list shows as known on a day, to the last line."""
    steps = queries.known_steps(user, filters, on=when["on"])
    require_fit(steps.count())
    lines = batches(steps.iterator(), lambda some: queries.known_lines(some, **when))
    note = _("As known on %(day)s.") % {"day": date_format(when["on"], "Y-m-d")}
    title = pgettext("file", "Requests for coordination")
    return Table(title, COORDINATION_COLUMNS, lines, note=note, on=when["on"])


def extension_table(extensions: ExtensionQuerySet) -> Table:
    require_fit(extensions.count())
    return Table(pgettext("file", "Extensions"), EXTENSION_COLUMNS, extensions.iterator())
