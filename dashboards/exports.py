"""The lists of the dashboards as tables: what a page shows, and what it has no room for."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from core.tables import Column, Kind, Table, batches, require_fit
from core.templatetags.portal import LAMPS as LAMP_WORDS
from dashboards import queries
from dashboards.queries import Asked, Scope, TargetLine, TaskLine
from dashboards.queries.coverage import coverage_by_period
from dashboards.queries.lines import target_lines
from dashboards.queries.office import plan_lamps
from dashboards.queries.told import listed, words_on_targets, words_on_tasks
from indicators.models import Family as FamilyChoice
from indicators.queries import Judged
from indicators.rules import LAMPS, Family
from indicators.wording import band_word
from plans.models import PlanQuerySet, PlanState
from reports.models import ReportQuerySet, Submission
from tasks.models import Task


class Told(NamedTuple):
    """A line, and what its unit told last that counts and that the person may read."""

    line: TaskLine | TargetLine
    words: Submission | None


def _progress(told: Told) -> str:
    return told.words.progress if told.words else ""


def _problems(told: Told) -> str:
    return told.words.problems if told.words else ""


def _next_steps(told: Told) -> str:
    return told.words.next_steps if told.words else ""


def _reporter(told: Told) -> str:
    return str(told.words.written_by) if told.words else ""


def _reviewer(told: Told) -> str:
    return str(told.words.reviewed_by or "") if told.words else ""


LAMP = Column(gettext_lazy("Lamp"), lambda told: band_word(told.line.band), 10)
PLAN = Column(gettext_lazy("Plan"), lambda told: told.line.origin.plan, 24)
WHY = Column(gettext_lazy("Why"), lambda told: told.line.sentence, 36)
CLAUSE = Column(gettext_lazy("Source"), lambda told: told.line.origin.clause, 18)
QUOTE = Column(
    pgettext_lazy("file column", "Promised words"), lambda told: told.line.origin.quote, 40
)
DUE = Column(gettext_lazy("Due"), lambda told: told.line.due_on, 12, Kind.DATE)
WORDS = (
    Column(pgettext_lazy("file column", "Progress"), _progress, 40),
    Column(pgettext_lazy("file column", "Problems"), _problems, 28),
    Column(pgettext_lazy("file column", "Next steps"), _next_steps, 28),
    Column(pgettext_lazy("file column", "Reported by"), _reporter, 12),
    Column(pgettext_lazy("file column", "Reviewed by"), _reviewer, 12),
)
TASK_COLUMNS = (
    PLAN,
    Column(pgettext_lazy("file column", "Number"), lambda told: told.line.number, 8),
    Column(gettext_lazy("Task"), lambda told: told.line.title, 30),
    QUOTE,
    Column(gettext_lazy("Lead unit"), lambda told: listed(told.line.leads), 20),
    Column(
        pgettext_lazy("file column", "Assisting units"),
        lambda told: listed(told.line.assists),
        24,
    ),
    DUE,
    Column(
        pgettext_lazy("file column", "Later day asked for"),
        lambda told: told.line.asked_due_on,
        12,
        Kind.DATE,
    ),
    Column(gettext_lazy("State"), lambda told: told.line.state_words, 12),
    Column(
        pgettext_lazy("file column", "Overdue"),
        lambda told: pgettext("file", "yes") if told.line.overdue else "",
        8,
    ),
    Column(
        pgettext_lazy("file column", "Done (%)"), lambda told: told.line.percent, 10, Kind.NUMBER
    ),
    Column(pgettext_lazy("file column", "As of"), lambda told: told.line.percent_on, 12, Kind.DATE),
    LAMP,
    WHY,
    *WORDS,
    CLAUSE,
)
TARGET_COLUMNS = (
    PLAN,
    Column(pgettext_lazy("file column", "Indicator"), lambda told: told.line.name, 28),
    Column(
        pgettext_lazy("file column", "Family"),
        lambda told: str(FamilyChoice(told.line.family).label),
        14,
    ),
    QUOTE,
    Column(gettext_lazy("Lead unit"), lambda told: told.line.unit, 20),
    Column(
        pgettext_lazy("file column", "Unit of measure"),
        lambda told: told.line.unit_of_measure,
        10,
    ),
    Column(gettext_lazy("Promise"), lambda told: told.line.promise, 18),
    Column(pgettext_lazy("file column", "Nature"), lambda told: told.line.nature, 10),
    DUE,
    Column(gettext_lazy("Reached"), lambda told: told.line.value, 12, Kind.NUMBER),
    Column(
        pgettext_lazy("file column", "As of"), lambda told: told.line.measured_on, 12, Kind.DATE
    ),
    Column(gettext_lazy("Planned by now"), lambda told: told.line.expected, 12, Kind.NUMBER),
    Column(
        pgettext_lazy("file column", "Behind (points)"),
        lambda told: told.line.gap,
        10,
        Kind.NUMBER,
    ),
    LAMP,
    WHY,
    *WORDS,
    CLAUSE,
)
REPORT_COLUMNS = (
    Column(gettext_lazy("Closing date"), lambda line: line.period, 12, Kind.DATE),
    Column(gettext_lazy("Plan"), lambda line: line.plan, 28),
    Column(gettext_lazy("Task or target"), lambda line: line.subject, 36),
    Column(gettext_lazy("Unit"), lambda line: line.unit, 20),
    Column(gettext_lazy("State"), lambda line: line.state_words, 14),
    Column(gettext_lazy("Deadline"), lambda line: line.due_on, 12, Kind.DATE),
    Column(
        pgettext_lazy("file column", "Late"),
        lambda line: pgettext("file", "yes") if line.late else "",
        8,
    ),
)

PLAN_COLUMNS = (
    Column(gettext_lazy("Plan"), lambda plan: plan.title, 40),
    Column(gettext_lazy("Document number"), lambda plan: plan.doc_number, 18),
    Column(gettext_lazy("Issuer"), lambda plan: plan.issuer.name, 20),
    Column(gettext_lazy("Issued on"), lambda plan: plan.issued_on, 12, Kind.DATE),
    Column(gettext_lazy("Starts on"), lambda plan: plan.starts_on, 12, Kind.DATE),
    Column(gettext_lazy("Ends on"), lambda plan: plan.ends_on, 12, Kind.DATE),
    Column(gettext_lazy("Targets"), lambda plan: plan.target_count, 8, Kind.NUMBER),
    Column(gettext_lazy("Tasks"), lambda plan: plan.task_count, 8, Kind.NUMBER),
    Column(gettext_lazy("State"), lambda plan: str(PlanState(plan.known_state).label), 10),
)


COVERAGE_COLUMNS = (
    Column(gettext_lazy("Plan"), lambda line: line.plan, 34),
    Column(pgettext_lazy("file column", "About"), lambda line: line.about, 24),
    Column(gettext_lazy("Closing date"), lambda line: line.ends_on, 12, Kind.DATE),
    Column(pgettext_lazy("coverage", "due"), lambda line: line.coverage.due, 8, Kind.NUMBER),
    Column(gettext_lazy("received"), lambda line: line.coverage.received, 8, Kind.NUMBER),
    Column(gettext_lazy("missing"), lambda line: line.coverage.missing, 8, Kind.NUMBER),
    Column(gettext_lazy("of these late"), lambda line: line.coverage.late, 10, Kind.NUMBER),
    Column(
        gettext_lazy("Units that sent nothing"),
        lambda line: "、".join(f"{unit.name} {unit.count}" for unit in line.silent),
        50,
    ),
)
PLAN_LAMP_COLUMNS = (
    Column(gettext_lazy("Plan"), lambda plan: plan.title, 40),
    Column(gettext_lazy("Targets"), lambda plan: plan.targets, 8, Kind.NUMBER),
)


def _paces(place: int, *heads: str | Promise) -> tuple[Column, ...]:
    """How the targets of a family count, one family beside the other."""
    counted, met, share, rank, before = heads
    return (
        Column(counted, lambda each: each.families[place].pace.counted, 10, Kind.NUMBER),
        Column(met, lambda each: each.families[place].pace.met, 10, Kind.NUMBER),
        Column(share, lambda each: each.families[place].pace.share, 10, Kind.NUMBER),
        Column(rank, lambda each: each.families[place].rank, 8, Kind.NUMBER),
        Column(before, lambda each: each.families[place].rank_was, 8, Kind.NUMBER),
    )


RESULT_COLUMNS = (
    Column(gettext_lazy("Unit"), lambda each: each.name, 20),
    Column(gettext_lazy("Targets"), lambda each: each.targets, 8, Kind.NUMBER),
    *_paces(
        0,
        pgettext_lazy("file column", "Economic indicators that count"),
        pgettext_lazy("file column", "Of these on pace"),
        pgettext_lazy("file column", "Share of economic indicators (%)"),
        pgettext_lazy("file column", "Rank by economic indicators"),
        pgettext_lazy("file column", "Rank before by economic indicators"),
    ),
    *_paces(
        1,
        pgettext_lazy("file column", "Counted targets that count"),
        pgettext_lazy("file column", "Of these on pace"),
        pgettext_lazy("file column", "Share of counted targets (%)"),
        pgettext_lazy("file column", "Rank by counted targets"),
        pgettext_lazy("file column", "Rank before by counted targets"),
    ),
)


def results_table(scope: Scope, *, by: Family | None) -> Table:
    """Units by their results, as on the page."""
    found = queries.unit_results(scope, by=by).units
    return _table(pgettext("file", "Units by results"), RESULT_COLUMNS, found, scope)


def task_ledger(scope: Scope, asked: Asked) -> Table:
    """The ledger of tasks (台账), with what their lead units told last."""
    tasks = queries.task_list(scope, asked)
    require_fit(len(tasks) if isinstance(tasks, list) else tasks.count())

    def told(batch: list[Task]) -> Iterable[Told]:
        words = words_on_tasks(scope, [task.pk for task in batch])
        return [Told(line, words.get(line.pk)) for line in queries.task_lines(scope, batch)]

    rows = tasks if isinstance(tasks, list) else tasks.iterator()
    return _table(pgettext("file", "Ledger of tasks"), TASK_COLUMNS, batches(rows, told), scope)


def target_table(scope: Scope, asked: Asked) -> Table:
    """Worst first, as on the page."""
    judged = queries.target_list(scope, asked)
    require_fit(len(judged))

    def told(batch: list[Judged]) -> Iterable[Told]:
        words = words_on_targets(scope, [each.target.pk for each in batch])
        return [Told(line, words.get(line.pk)) for line in target_lines(batch)]

    return _table(pgettext("file", "Targets"), TARGET_COLUMNS, batches(judged, told), scope)


def expected_reports(scope: Scope, reports: ReportQuerySet) -> Table:
    """The reports behind a figure of the overview."""
    require_fit(reports.count())
    lines = (
        queries.report_line(report, until=scope.until)
        for report in reports.with_subject().iterator()
    )
    return _table(pgettext("file", "Expected reports"), REPORT_COLUMNS, lines, scope)


def coverage_table(scope: Scope) -> Table:
    """What came in for the newest closed period of each rhythm, and which units are silent."""
    periods = coverage_by_period(scope)
    require_fit(len(periods))
    return _table(pgettext("file", "Coverage"), COVERAGE_COLUMNS, periods, scope)


def plan_lamps_table(scope: Scope) -> Table:
    """How the targets of each plan stand."""
    plans = plan_lamps(scope)
    require_fit(len(plans))
    columns = (*PLAN_LAMP_COLUMNS, *(_lamp(place) for place in range(len(LAMPS))))
    return _table(pgettext("file", "Plans and their targets"), columns, plans, scope)


def _lamp(place: int) -> Column:
    """How many targets have it."""
    title = LAMP_WORDS[LAMPS[place].value][0]
    return Column(title, lambda plan: plan.lamps[place].count, 8, Kind.NUMBER)


def plan_table(scope: Scope, plans: PlanQuerySet) -> Table:
    """The list of plans, newest first."""
    require_fit(plans.count())
    return _table(pgettext("file", "Plans"), PLAN_COLUMNS, plans.iterator(), scope)


def _table(title: str, columns: tuple[Column, ...], lines: Iterable[object], scope: Scope) -> Table:
    note = _("as of %(day)s") % {"day": date_format(scope.on)}
    return Table(title, columns, lines, note=note, on=scope.on)
