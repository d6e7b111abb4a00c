"""All stages put together: a text → a Reading."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from datetime import date

from .found import Found, Scope
from .heads import Head, chapter_kind, read_head
from .lines import Span, View, read_lines
from .outline import Clause, Outline, paragraphs, read_outline
from .reading import ClauseRead, Doubt, Reading, Target, Task, UnitMark
from .tables import Table, find_tables, table_targets
from .targets import read_paragraph
from .tasks import QUOTE, read_work
from .units import Parties
from .work import Work

DASHES = "-—–●•·■◆★*"


def read_text(text: str) -> Reading:
    """Read a policy document. Any text gives a reading; what is missing stays empty."""
    view = read_lines(text)
    tables = find_tables(view)
    outline = read_outline(view, [(table.start, table.end) for table in tables])
    head = read_head(view, outline)
    work, notes = read_work(view, outline, head, tables)
    tasks = tuple(_task(view, index, item) for index, item in enumerate(work, 1))
    found = [*_found(view, outline, head, tables, notes), *_in_tables(view, tables, head)]
    targets = tuple(_targets(view, sorted(found, key=lambda pair: pair[1].start), work, tasks))
    return Reading(
        text=text,
        title=head.title,
        issuer=head.issuer,
        doc_number=head.doc_number,
        issued_on=head.issued_on,
        period=(head.start, head.end),
        based_on=head.based_on,
        marks={
            key: view.span(*head.marks[key]) if key in head.marks else None
            for key in ("title", "issuer", "doc_number", "issued_on")
        },
        clauses=tuple(_clause(view, clause) for clause in outline.clauses),
        tasks=tasks,
        targets=targets,
        doubts=tuple(_document_doubts(head, tasks, targets)),
    )


def _clause(view: View, clause: Clause) -> ClauseRead:
    start, end = view.span(*view.trim(clause.start, clause.end))
    return ClauseRead(
        id=f"c{clause.index + 1}",
        parent=None if clause.parent is None else f"c{clause.parent + 1}",
        level=clause.level,
        number=clause.number,
        heading=view.words(*clause.heading),
        start=start,
        end=end,
    )


def _task(view: View, index: int, work: Work) -> Task:
    start, _ = view.span(*work.span)
    _, stop = view.span(*view.trim(work.span[0], max(work.text_end, work.title[1])))
    quote = view.source[start : min(start + QUOTE, max(stop, start + 1))].rstrip()
    return Task(
        id=f"t{index}",
        clause=f"c{work.clause.index + 1}" if work.clause else None,
        number=work.number,
        title=view.words(*work.title),
        path=tuple(_path_entry(view, span) for span in work.path),
        lead_units=tuple(name.text for name in work.parties.lead),
        assist_units=tuple(name.text for name in work.parties.assist),
        due=work.due,
        quote=quote,
        start=start,
        end=start + len(quote),
        unit_marks=tuple(_unit_marks(view, work.parties)),
        doubts=tuple(
            Doubt(code, "assist_units" if code == "name_restored" else "lead_units")
            for code in work.doubts
        ),
    )


def _path_entry(view: View, span: Span) -> str:
    return re.sub(
        r"[(（][^()（）]*(?:牵头|负责|单位)[^()（）]*[)）]$", "", view.words(*span)
    ).rstrip("。")


def _unit_marks(view: View, parties: Parties) -> Iterable[UnitMark]:
    for role, names in (("lead", parties.lead), ("assist", parties.assist)):
        for name in names:
            yield UnitMark(name.text, role, *view.span(name.start, name.end))


# ---------------------------------------------------------------- targets and where they stand


def _targets(
    view: View,
    all_found: list[tuple[Clause | None, Found]],
    work: list[Work],
    tasks: tuple[Task, ...],
) -> Iterable[Target]:
    for count, (clause, found) in enumerate(all_found, 1):
        task = _task_at(work, tasks, found.start)
        first, last = view.span(found.start, found.end)
        yield Target(
            id=f"g{count}",
            clause=f"c{clause.index + 1}" if clause else None,
            task_id=task.id if task else None,
            indicator=found.indicator,
            value=found.value,
            value_high=found.high,
            unit=found.unit,
            op=found.op,
            due=found.due,
            every=found.every,
            task=task.title if task else None,
            quote=view.source[first:last],
            start=first,
            end=last,
            doubts=tuple(_target_doubts(found)),
        )


def _target_doubts(found: Found) -> Iterable[Doubt]:
    yield from (Doubt(code, "value") for code in found.doubts)
    if found.value is None and not found.doubts:
        yield Doubt("no_value", "value")


def _found(
    view: View, outline: Outline, head: Head, tables: list[Table], notes: list[Span]
) -> Iterable[tuple[Clause | None, Found]]:
    """Clause by clause; a lead-in's due reaches the dashes and sub-items below it."""
    skipped = sorted([*notes, *((table.start, table.end) for table in tables)])
    handed: dict[int, tuple[date | None, bool, bool]] = {}
    for clause in outline.clauses:
        due, goals, past = (
            handed.get(clause.parent, (None, False, False))
            if clause.parent is not None
            else (None, False, False)
        )
        kind = chapter_kind(view, clause)
        goals, past = goals or kind == "goals", past or kind == "past"
        scope = Scope(year=head.year, since=head.since, goals=goals, due=due)
        if not past:
            yield from (
                (clause, found) for found in _clause_targets(view, clause, scope, goals, skipped)
            )
        leads = goals or view.plain[clause.own[0] : clause.own_end].rstrip().endswith(":")
        handed[clause.index] = (scope.due if leads else None, goals, past)


def _clause_targets(
    view: View, clause: Clause, scope: Scope, goals: bool, skipped: list[Span]
) -> Iterable[Found]:
    lead_in, carries = scope.due, False
    for index, (start, end) in enumerate(paragraphs(view, *clause.own)):
        dashed = view.plain[start] in DASHES
        scope.due = lead_in if goals or dashed or carries or index == 0 else None
        for first, last in _outside(start, end, skipped):
            yield from read_paragraph(view, first, last, scope)
        scope.end_part("。")
        if not dashed:
            lead_in = scope.due
            carries = view.plain[end - 1] == ":" or end <= clause.heading[1] + 1


def _outside(start: int, end: int, skipped: list[Span]) -> Iterable[Span]:
    """A paragraph less the notes of units in it."""
    index = max(0, bisect_left(skipped, (start, start)) - 1)
    while start < end:
        while index < len(skipped) and skipped[index][1] <= start:
            index += 1
        first, last = skipped[index] if index < len(skipped) else (end, end)
        if start < min(first, end):
            yield start, min(first, end)
        start = max(start, last)


def _in_tables(
    view: View, tables: list[Table], head: Head
) -> Iterable[tuple[Clause | None, Found]]:
    """Targets in the cells of a table of tasks, and the rows of a table of indicators."""
    for table in tables:
        if table.has_indicators and not table.has_tasks:
            yield from ((None, found) for found in table_targets(view, table))
            continue
        for row in table.rows:
            for index in table.column("task", "indicator", "value"):
                if index < len(row):
                    scope = Scope(year=head.year, since=head.since, goals=True)
                    yield from ((None, found) for found in read_paragraph(view, *row[index], scope))


def _task_at(work: list[Work], tasks: tuple[Task, ...], place: int) -> Task | None:
    low, high = 0, len(work)
    while low < high:
        middle = (low + high) // 2
        if work[middle].span[0] <= place:
            low = middle + 1
        else:
            high = middle
    return tasks[low - 1] if low and place < work[low - 1].span[1] else None


def _document_doubts(
    head: Head, tasks: tuple[Task, ...], targets: tuple[Target, ...]
) -> Iterable[Doubt]:
    if not head.title:
        yield Doubt("no_title")
    if not tasks:
        yield Doubt("no_tasks")
    known: dict[tuple[str, str | None, date | None], tuple[int, Target]] = {}
    for index, target in enumerate(targets):
        if target.value is None or target.every:
            continue
        first, other = known.setdefault(
            (target.indicator, target.unit, target.due), (index, target)
        )
        # 20万千瓦,力争25万千瓦 is one promise with an ambition, not two that disagree.
        if other.value != target.value and other.op == target.op and index - first > 1:
            yield Doubt("two_values", at=target.id)
