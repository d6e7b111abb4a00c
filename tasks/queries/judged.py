"""Tasks with their verdicts, in a number of queries that does not grow with them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import get_language

from core.calendar import end_of, last_day_of_month
from core.paging import Lines
from indicators.models import LampChoice
from indicators.queries.judged import as_corrected
from indicators.queries.schemes import schemes_by_key
from indicators.rules import DEFAULT, LAMPS, Band, Scheme, scheme_from_json
from tasks.models import (
    Completion,
    Extension,
    Milestone,
    Move,
    Progress,
    StageRetraction,
    Task,
    TaskQuerySet,
    TaskVerdict,
)
from tasks.rules import TaskState, TaskVerb, pace
from tasks.rules.pace import Stage, TaskFacts, judge_task
from tasks.wording.pace import task_sentence


@dataclass(frozen=True)
class JudgedTask:
    """A task and its lamp as known on a day. Its plan is loaded with it.

    `verdict.facts` is what was known; `scheme` are the lamps of its plan. `computed` is what the
    rules say, also where an inspector decided another lamp.
    """

    task: Task
    verdict: pace.TaskVerdict
    computed: pace.TaskVerdict
    scheme: Scheme

    @property
    def sentence(self) -> str:
        return task_sentence(self.verdict)


@dataclass(frozen=True)
class VerdictLine:
    """A stored verdict in the reader's language; `band` is what is shown."""

    closing_on: date
    band: Band
    computed: Band
    sentence: str
    override_reason: str
    overridden_by: str


def judged_tasks(
    tasks: TaskQuerySet, *, on: date, corrected_on: date | None = None
) -> list[JudgedTask]:
    """These tasks, in their order, with their verdicts as known on a day; three queries.

    Tasks that came into their plan later are left out. Two more queries each only where a plan
    has lamps of its own or an inspector decided a lamp. Up to `corrected_on`, a later day, what
    replaced a percentage or a lamp that was known on the day counts in its place.
    """
    stages = Prefetch("milestones", _known_stages(on), to_attr="known_stages")
    decided_on = corrected_on or on
    marked = _marked(tasks.as_known_on(on), on, decided_on=decided_on)
    together = marked.select_related("plan").prefetch_related(stages)
    loaded = list(together.defer("plan__source_text"))
    progress = _known_progress(loaded, on, corrected_on)
    keys = {vars(task)["scheme_key"] for task in loaded} - {None}
    schemes = schemes_by_key(keys)
    decided = _decided([task for task in loaded if vars(task)["is_decided"]], decided_on)
    judged = []
    for task in loaded:
        scheme = schemes.get(vars(task)["scheme_key"], DEFAULT)
        verdict = judge_task(_facts(task, progress.get(task.pk), on), on=on, scheme=scheme)
        row = decided.get((task.pk, verdict.closing_on))
        judged.append(JudgedTask(task, as_decided(verdict, row), verdict, scheme))
    return judged


def verdict_course(task: Task, *, on: date) -> Lines[VerdictLine]:
    """How the task stood at each closing date, as known on a day, newest first."""
    known = TaskVerdict.objects.as_known_on(on).filter(task=task)
    rows = known.select_related("overridden_by").order_by("-closing_on")
    return Lines(rows, lambda some: [_line(row) for row in some])


def worst_first(judged: Iterable[JudgedTask]) -> list[JudgedTask]:
    """By lamp, within a lamp what is due first, and then by how far behind."""
    order = {lamp: place for place, lamp in enumerate(LAMPS)}
    return sorted(
        judged,
        key=lambda each: (
            order[each.verdict.lamp],
            each.verdict.facts.due_on or date.max,
            -(each.verdict.distance or 0),
            each.task.pk,
        ),
    )


def as_decided(verdict: pace.TaskVerdict, row: TaskVerdict | None) -> pace.TaskVerdict:
    """The verdict with the lamp that an inspector set instead; the computed one stays with it."""
    if row is None or row.overridden_at is None:
        return verdict
    bands = scheme_from_json(row.scheme).bands
    band = next(each for each in bands if each.code == row.override_band)
    by = str(row.overridden_by or "")
    return pace.overridden(verdict, band, reason=row.override_reason, by=by, at=row.overridden_at)


def _line(row: TaskVerdict) -> VerdictLine:
    bands = {band.code: band for band in scheme_from_json(row.scheme).bands}
    chinese = (get_language() or "zh").startswith("zh")
    return VerdictLine(
        closing_on=row.closing_on,
        band=bands[row.override_band or row.band],
        computed=bands[row.band],
        sentence=row.sentence_zh if chinese else row.sentence_en,
        override_reason=row.override_reason,
        overridden_by=str(row.overridden_by or ""),
    )


def _marked(tasks: TaskQuerySet, on: date, *, decided_on: date) -> TaskQuerySet:
    """What else is known of each task, in the same query."""
    end = end_of(on)
    undecided = Q(decided_at=None) | Q(decided_at__gte=end)
    asked = Extension.objects.filter(undecided, task=OuterRef("pk"), asked_at__lt=end)
    claimed = Completion.objects.filter(undecided, task=OuterRef("pk"), asked_at__lt=end)
    choices = LampChoice.objects.as_known_on(on).filter(plan=OuterRef("plan_id"))
    decided = TaskVerdict.objects.as_known_on(decided_on).filter(task=OuterRef("pk"))
    return tasks.annotate(
        asked_due_on=Subquery(asked.order_by("-asked_at").values("asked_due_on")[:1]),
        claimed_at=Subquery(claimed.order_by("-asked_at").values("asked_at")[:1]),
        scheme_key=Subquery(choices.values("scheme_id")[:1]),
        is_decided=Exists(decided.exclude(override_band="")),
        has_progress=Exists(Progress.objects.filter(task=OuterRef("pk"))),
    )


def _known_stages(on: date) -> QuerySet[Milestone]:
    """Approved by the end of that day, and not left out by then."""
    end = end_of(on)
    kept = Q(waived_at=None) | Q(waived_at__gte=end)
    believed = StageRetraction.objects.believed_until(end).filter(milestone=OuterRef("pk"))
    stages = Milestone.objects.annotate(believed_on=Subquery(believed.values("done_on")[:1]))
    return stages.filter(kept, approved_at__lt=end).order_by("due_on", "pk")


def _known_progress(
    tasks: Sequence[Task], on: date, corrected_on: date | None
) -> dict[int, Progress]:
    """The newest of each task; what was said before it rolled into a new year is over."""
    rolled = Move.objects.filter(
        task=OuterRef("task_id"),
        verb=TaskVerb.ROLL,
        at__lt=end_of(on),
        at__gte=OuterRef("recorded_at"),
    )
    every = Progress.objects.all()
    known = as_corrected(every, "closing_on", on, corrected_on, about="task").filter(task__in=tasks)
    # The running month's figure counts as soon as it is approved.
    known = known.filter(~Exists(rolled), closing_on__lte=last_day_of_month(on))
    newest = known.order_by("task", "-closing_on").distinct("task")
    return {row.task_id: row for row in newest}


def _decided(tasks: Sequence[Task], on: date) -> dict[tuple[int, date], TaskVerdict]:
    if not tasks:
        return {}
    known = TaskVerdict.objects.as_known_on(on).filter(task__in=tasks).exclude(override_band="")
    rows = known.select_related("overridden_by")
    return {(row.task_id, row.closing_on): row for row in rows}


def _facts(task: Task, progress: Progress | None, on: date) -> TaskFacts:
    marks = vars(task)
    end = end_of(on)
    percent, percent_on = _percent(task, progress, on)
    return TaskFacts(
        state=TaskState(marks["known_state"]),
        due_on=marks["known_due_on"],
        starts_on=_starts_on(task),
        is_rolling=task.is_rolling,
        percent=percent,
        percent_on=percent_on,
        completed_on=task.completed_on,
        claimed_on=_local_day(marks["claimed_at"]),
        asked_due_on=marks["asked_due_on"],
        stages=tuple(_stage(stage, end) for stage in marks["known_stages"]),
    )


def _starts_on(task: Task) -> date | None:
    """With the plan, or on the day on which the task was added to it later."""
    published_at = task.plan.published_at
    if task.added_at is None or published_at is None or task.added_at <= published_at:
        return task.plan.starts_on
    return _local_day(task.added_at)


def _percent(task: Task, progress: Progress | None, on: date) -> tuple[Decimal | None, date | None]:
    """What a task without rows of its own keeps from before they were written counts as well."""
    if progress is not None:
        return progress.percent, progress.closing_on
    kept = None if vars(task)["has_progress"] else task.percent_on
    if kept is None or kept > last_day_of_month(on):
        return None, None
    return task.percent, kept


def _stage(stage: Milestone, end: datetime) -> Stage:
    reached = stage.done_at is not None and stage.done_at < end
    done_on = stage.done_on if reached else vars(stage)["believed_on"]
    return Stage(stage.title, stage.due_on, stage.weight, done_on)


def _local_day(at: datetime | None) -> date | None:
    return None if at is None else timezone.localtime(at).date()
