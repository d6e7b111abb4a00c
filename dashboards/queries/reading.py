"""A plan's text, and beside each clause what it promises: its targets and its tasks."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from core.keys import key_in
from dashboards.queries.lines import TargetLine, TaskLine, target_lines, task_lines
from dashboards.queries.scope import Scope
from dashboards.rules import Heading, Passage, mark_in, pages_of, passages
from indicators.queries import judged_targets
from plans.models import Clause, Plan

# So many characters are read on one page; a longer text is cut where chapters begin.
PAGE_LENGTH = 8_000
Line = TypeVar("Line", TargetLine, TaskLine)


@dataclass(frozen=True)
class OutlineEntry:
    """`page` is where the clause stands."""

    position: int
    level: int
    title: str
    page: int


@dataclass(frozen=True)
class ReadClause:
    """A clause in its own words, with what it promises."""

    passage: Passage
    targets: tuple[TargetLine, ...]
    tasks: tuple[TaskLine, ...]


@dataclass(frozen=True)
class SourceSheet:
    """The outline of a plan and one page of its text, with the asked words marked.

    `loose` are the promises that belong to no clause; they stand on the first page.
    """

    plan: Plan
    outline: tuple[OutlineEntry, ...]
    clauses: tuple[ReadClause, ...]
    loose: ReadClause | None
    marked: bool
    page: int
    pages: int


def source_sheet(scope: Scope, plan: Plan, query: Mapping[str, str]) -> SourceSheet:
    """The page with the asked words (`mark`) or clause, else the asked page.

    Its queries do not grow with the plan; a mark that lies outside the text marks nothing.
    """
    clauses = list(plan.clauses.defer("text").order_by("position"))
    mark = mark_in(query.get("mark"), length=len(plan.source_text))
    headings = [Heading(each.position, each.level, each.start) for each in clauses]
    cut = passages(plan.source_text, headings, mark)
    pages = pages_of(cut, most=PAGE_LENGTH)
    place = {passage.position: number for number, page in enumerate(pages) for passage in page}
    marked = next((p.position for p in cut if any(piece.opens for piece in p.pieces)), None)
    asked = place.get(marked if marked is not None else key_in(query.get("clause")) or -1)
    if asked is None:
        asked = min(max(key_in(query.get("page")) or 1, 1), len(pages)) - 1
    return SourceSheet(
        plan=plan,
        outline=tuple(_entry(each, place) for each in clauses),
        clauses=_read(scope, plan, clauses, pages[asked]),
        loose=_loose(scope, plan) if asked == 0 else None,
        marked=mark is not None,
        page=asked + 1,
        pages=len(pages),
    )


def _entry(clause: Clause, place: Mapping[int, int]) -> OutlineEntry:
    return OutlineEntry(
        clause.position, clause.level, str(clause), place.get(clause.position, 0) + 1
    )


def _read(
    scope: Scope, plan: Plan, clauses: Sequence[Clause], page: Sequence[Passage]
) -> tuple[ReadClause, ...]:
    shown = {passage.position for passage in page}
    keys = [each.pk for each in clauses if each.position in shown]
    own = replace(scope, plan=plan)
    targets = target_lines(judged_targets(own.targets().filter(clause__in=keys), on=scope.on))
    tasks = task_lines(own, own.tasks().filter(clause__in=keys))
    by_target, by_task = _by_clause(targets), _by_clause(tasks)
    return tuple(
        ReadClause(
            passage,
            tuple(by_target.get(passage.position, ())),
            tuple(by_task.get(passage.position, ())),
        )
        for passage in page
    )


def _by_clause(lines: Sequence[Line]) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.origin.position is not None:
            found[line.origin.position].append(line)
    return found


def _loose(scope: Scope, plan: Plan) -> ReadClause | None:
    own = replace(scope, plan=plan)
    targets = target_lines(judged_targets(own.targets().filter(clause=None), on=scope.on))
    tasks = task_lines(own, own.tasks().filter(clause=None))
    return ReadClause(Passage(0, 0, ()), targets, tasks) if targets or tasks else None
