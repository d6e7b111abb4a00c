"""The breakdown of a plan's tasks (任务分解表) in the columns that offices use."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.tables import Column, Kind, Table, batches, require_fit
from dashboards import queries
from dashboards.queries import Scope, TaskLine
from dashboards.queries.told import listed
from indicators import wording
from indicators.models import Target
from plans.models import Plan
from tasks.models import Milestone, Task

MONTHS_OF_QUARTER = 3


class Part(NamedTuple):
    """A task with its stages and the numbers that it promises."""

    line: TaskLine
    stages: tuple[Milestone, ...]
    targets: tuple[Target, ...]


def _stages_of(part: Part, quarter: int) -> str:
    """Several plans run over years, so every stage tells its day."""
    return "\n".join(
        f"{stage.title}（{stage.due_on:%Y-%m-%d}）"
        for stage in part.stages
        if _quarter(stage.due_on) == quarter
    )


def _quarter(day: date) -> int:
    return (day.month - 1) // MONTHS_OF_QUARTER + 1


def _promises(part: Part) -> str:
    return "\n".join(
        f"{target.indicator.name} {wording.promise(target)}" for target in part.targets
    )


def _nothing(_part: Part) -> None:
    """The portal does not know it; the column is for those who do."""


QUARTERS = (
    (1, pgettext_lazy("file column", "First quarter")),
    (2, pgettext_lazy("file column", "Second quarter")),
    (3, pgettext_lazy("file column", "Third quarter")),
    (4, pgettext_lazy("file column", "Fourth quarter")),
)
COLUMNS = (
    Column(pgettext_lazy("file column", "No."), lambda part: part.line.number, 8),
    Column(pgettext_lazy("file column", "Category"), lambda part: part.line.origin.clause, 18),
    Column(gettext_lazy("Task"), lambda part: part.line.title, 28),
    Column(pgettext_lazy("file column", "Promised words"), lambda part: part.line.origin.quote, 40),
    Column(pgettext_lazy("file column", "Aims and what shows completion"), _promises, 26),
    *(
        Column(title, lambda part, quarter=quarter: _stages_of(part, quarter), 20)  # type: ignore[misc]  # a default binds the number
        for quarter, title in QUARTERS
    ),
    Column(pgettext_lazy("file column", "Leader in charge"), _nothing, 12),
    Column(gettext_lazy("Lead unit"), lambda part: listed(part.line.leads), 20),
    Column(
        pgettext_lazy("file column", "Assisting units"), lambda part: listed(part.line.assists), 24
    ),
    Column(gettext_lazy("Due"), lambda part: part.line.due_on, 12, Kind.DATE),
    Column(pgettext_lazy("file column", "Contact person"), _nothing, 12),
    Column(pgettext_lazy("file column", "Remarks"), _nothing, 16),
)


def task_breakdown(scope: Scope, plan: Plan) -> Table:
    """The plan's tasks in the order of the document."""
    tasks = scope.tasks()
    require_fit(tasks.count())

    def parts(batch: list[Task]) -> Iterable[Part]:
        loaded = _loaded(batch)
        for line in queries.task_lines(scope, batch):
            task = loaded[line.pk]
            yield Part(line, tuple(task.milestones.all()), tuple(task.targets.all()))

    title = _("%(plan)s: breakdown of tasks") % {"plan": plan.title}
    return Table(title, COLUMNS, batches(tasks.iterator(), parts), note=plan.doc_number)


def _loaded(batch: Iterable[Task]) -> dict[int, Any]:
    stages = Milestone.objects.exclude(approved_at=None).filter(waived_at=None)
    tasks = Task.objects.prefetch_related(
        Prefetch("milestones", stages.order_by("due_on", "pk")),
        Prefetch("targets", Target.objects.select_related("indicator").in_document_order()),
    )
    return tasks.in_bulk([task.pk for task in batch])
