"""The outline's passages and tables → every promised number, in the document's order."""

import re
from bisect import bisect_left
from collections.abc import Iterable

from intake.reader.dates import Mention, find_mentions
from intake.reader.head.heads import Head, chapter_kind
from intake.reader.lines import Span, View, within
from intake.reader.outline import Clause, Outline, paragraphs
from intake.reader.tables.rows import Table, table_targets
from intake.reader.vocabulary import words

from .found import Found, Scope
from .paragraphs import read_paragraph

DASHES = "-—–●•·■◆★*"
# 年度目标:… opens a paragraph of goals in a chapter that is about something else as well.
GOALS = re.compile(words("outline")["chapters"]["goal_paragraph"])
Placed = tuple[Clause | None, Found]


def promised(
    view: View, outline: Outline, head: Head, tables: list[Table], notes: list[Span]
) -> list[Placed]:
    """Each promised number with the clause in which it stands; `notes` (of units) hold none."""
    found = [
        *_in_preamble(view, outline, head, tables),
        *_in_clauses(view, outline, head, tables, notes),
        *_in_tables(view, tables, head),
    ]
    return sorted(found, key=lambda pair: pair[1].start)


def _in_preamble(view: View, outline: Outline, head: Head, tables: list[Table]) -> Iterable[Placed]:
    """The sentences between the title and the first number; a plan without numbers, whole."""
    start = head.marks["title"][1] if "title" in head.marks else 0
    end = outline.clauses[0].start if outline.clauses else outline.body[1]
    scope = Scope(year=head.year, since=head.since, issued_on=head.issued_on)
    inside = [(table.start, table.end) for table in tables]
    for first, last in paragraphs(view, start, end):
        if "。" not in view.plain[first:last] or within(inside, first):
            scope.due = None  # a heading: what was due before it ends there
            continue
        yield from ((None, found) for found in read_paragraph(view, first, last, scope))
        scope.end_part("。")
        # Without numbers to tell where goals end, a due reaches the next paragraph.
        scope.due = scope.due if not outline.clauses else None


def _in_clauses(
    view: View, outline: Outline, head: Head, tables: list[Table], notes: list[Span]
) -> Iterable[tuple[Clause | None, Found]]:
    """Clause by clause; a lead-in's due reaches the dashes and sub-items below it."""
    skipped = sorted([*notes, *((table.start, table.end) for table in tables)])
    handed: dict[int, tuple[Mention | None, bool, bool]] = {}
    for clause in outline.clauses:
        due, goals, past = (
            handed.get(clause.parent, (None, False, False))
            if clause.parent is not None
            else (None, False, False)
        )
        kind = chapter_kind(view, clause)
        goals, past = goals or kind == "goals", past or kind == "past"
        scope = Scope(
            year=head.year, since=head.since, issued_on=head.issued_on, goals=goals, due=due
        )
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
        scope.goals = goals or bool(GOALS.match(view.plain, start, end))
        scope.due = lead_in if goals or dashed or carries or index == 0 else None
        for first, last in _outside(start, end, skipped):
            yield from read_paragraph(view, first, last, scope)
        if goals and end <= clause.heading[1] + 1:
            scope.due = _heading_due(view, start, end, scope) or scope.due
        scope.end_part("。")
        if not dashed:
            lead_in = scope.due
            carries = view.plain[end - 1] == ":" or end <= clause.heading[1] + 1


def _heading_due(view: View, start: int, end: int, scope: Scope) -> Mention | None:
    """一、2022年主要目标 governs all that stands below it."""
    said = find_mentions(view.plain, start, end, year=scope.year, since=scope.since)
    return next((m for m in said if m.due and m.governs in ("sentence", "paragraph")), None)


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
            yield from ((None, found) for found in table_targets(view, table, head.issued_on))
            continue
        for row in table.rows:
            for index in table.column("task", "indicator", "value"):
                if index < len(row):
                    scope = Scope(
                        year=head.year, since=head.since, issued_on=head.issued_on, goals=True
                    )
                    yield from ((None, found) for found in read_paragraph(view, *row[index], scope))
