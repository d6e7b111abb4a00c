"""How tasks stand now, kept with every verdict on them."""

from collections.abc import Collection, Sequence

from indicators.queries import Before, shown_before
from tasks.models import Assignment, AssignmentRole, TaskStanding, TaskVerdict
from tasks.queries.judged import JudgedTask


def standings_of(judged: Sequence[JudgedTask]) -> list[TaskStanding]:
    asked = [(each.task.pk, each.verdict.closing_on) for each in judged]
    before = shown_before(TaskVerdict, "task_id", asked)
    leads = _leads([pk for pk, _closing_on in asked])
    return [_standing(each, before.get(each.task.pk), leads.get(each.task.pk)) for each in judged]


def _leads(tasks: Collection[int]) -> dict[int, int]:
    """Task -> the first-named of the units that lead it."""
    live = Assignment.objects.live().of_units().filter(task__in=tasks, role=AssignmentRole.LEAD)
    first = live.order_by("task", "order", "pk").distinct("task")
    return dict(first.values_list("task_id", "unit_id"))


def _standing(judged: JudgedTask, before: Before | None, unit: int | None) -> TaskStanding:
    task, verdict = judged.task, judged.verdict
    missing = verdict.distance
    return TaskStanding(
        task=task,
        plan_id=task.plan_id,
        unit_id=unit,
        closing_on=verdict.closing_on,
        lamp=verdict.lamp.value,
        was=before.lamp if before else verdict.lamp.value,
        missing=None if missing is None else round(missing, 6),
        state=task.state,
        due_on=task.due_on,
    )
