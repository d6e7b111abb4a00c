"""All stages put together: a text → a Reading, with quotes and places in the text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from .heads import Head, chapter_kind, read_head
from .lines import Span, View, read_lines
from .outline import Clause, Outline, paragraphs, read_outline
from .promises import Promise, merge
from .targets import Found, Scope, read_paragraph
from .tasks import QUOTE, Work, read_work
from .units import Parties

VERSION = 1
DOUBTS = {
    "no_units": "No unit is named for this task although its neighbours name some. Add the units that answer for it.",
    "no_lead": "Units are named for this task, but none that leads. Choose the one that leads.",
    "name_restored": "Letters of a unit's name are lost in the copy; it was completed from another place in the document. Check the name.",
    "lost_digits": "Digits of this number are lost in the copy. Look the value up and enter it.",
    "no_value": "The document names this target without a number. Enter the number if it is known.",
    "no_title": "No title was found. Enter the plan's title.",
    "no_tasks": "No task was found in this text. Check that it is the plan itself and that it is complete.",
    "two_values": "The document gives this indicator two different values for the same date. Check which one holds.",
}


@dataclass(frozen=True)
class Doubt:
    """Something that an official should look at."""

    code: str
    field: str | None = None
    at: str | None = None

    @property
    def sentence(self) -> str:
        """What is doubtful and what to do about it, in English."""
        return DOUBTS[self.code]


@dataclass(frozen=True)
class UnitMark:
    """One unit's name where it is printed."""

    name: str
    role: str
    start: int
    end: int


@dataclass(frozen=True)
class ClauseRead:
    """A numbered passage of the outline."""

    id: str
    parent: str | None
    level: int
    number: str | None
    heading: str
    start: int
    end: int


@dataclass(frozen=True)
class Task:
    """An item of work that somebody answers for."""

    id: str
    clause: str | None
    number: str | None
    title: str
    path: tuple[str, ...]
    lead_units: tuple[str, ...]
    assist_units: tuple[str, ...]
    due: date | None
    quote: str
    start: int
    end: int
    unit_marks: tuple[UnitMark, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True)
class Target:
    """One promised number."""

    id: str
    clause: str | None
    task_id: str | None
    indicator: str
    value: Decimal | None
    value_high: Decimal | None
    unit: str | None
    op: str
    due: date | None
    every: str | None
    task: str | None
    quote: str
    start: int
    end: int
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True)
class Reading:
    """What a policy document says, each part with the words it was read from."""

    text: str
    title: str | None
    issuer: str | None
    doc_number: str | None
    issued_on: date | None
    period: tuple[date | None, date | None]
    based_on: tuple[str, ...]
    marks: dict[str, Span | None]
    clauses: tuple[ClauseRead, ...]
    tasks: tuple[Task, ...]
    targets: tuple[Target, ...]
    doubts: tuple[Doubt, ...]

    def promises(self) -> list[Promise]:
        """The distinct promises: what stands in the goals and again in a task is one."""
        return merge(self.targets)

    def as_format(self) -> dict[str, Any]:
        """The plain exchange object: no places, no doubts, numbers as numbers."""
        return {
            **self._head(),
            "targets": [
                {
                    "indicator": target.indicator,
                    "value": _number(target.value),
                    "value_high": _number(target.value_high),
                    "unit": target.unit,
                    "op": target.op,
                    "due": _iso(target.due),
                    "every": target.every,
                    "task": target.task,
                    "quote": target.quote,
                }
                for target in self.targets
            ],
            "tasks": [_task_format(task) for task in self.tasks],
        }

    def as_json(self) -> dict[str, Any]:
        """Everything, for keeping: numbers as decimal strings, places in `text`."""
        return {
            "version": VERSION,
            "text": self.text,
            **self._head(),
            "marks": {key: list(span) if span else None for key, span in self.marks.items()},
            "clauses": [dict(vars(clause)) for clause in self.clauses],
            "tasks": [_task_json(task) for task in self.tasks],
            "targets": [_target_json(target) for target in self.targets],
            "doubts": [{"code": d.code, "sentence": d.sentence, "at": d.at} for d in self.doubts],
        }

    def _head(self) -> dict[str, Any]:
        start, end = self.period
        return {
            "title": self.title,
            "issuer": self.issuer,
            "doc_number": self.doc_number,
            "issued_on": _iso(self.issued_on),
            "period": {"start": _iso(start), "end": _iso(end)},
            "based_on": list(self.based_on),
        }


def _task_format(task: Task) -> dict[str, Any]:
    return {
        "number": task.number,
        "title": task.title,
        "path": list(task.path),
        "lead_units": list(task.lead_units),
        "assist_units": list(task.assist_units),
        "due": _iso(task.due),
        "quote": task.quote,
    }


def _task_json(task: Task) -> dict[str, Any]:
    return {
        "id": task.id,
        "clause": task.clause,
        **_task_format(task),
        "start": task.start,
        "end": task.end,
        "unit_marks": [dict(vars(mark)) for mark in task.unit_marks],
        "doubts": _field_doubts(task.doubts),
    }


def _target_json(target: Target) -> dict[str, Any]:
    return {
        **vars(target),
        "value": None if target.value is None else str(target.value),
        "value_high": None if target.value_high is None else str(target.value_high),
        "due": _iso(target.due),
        "doubts": _field_doubts(target.doubts),
    }


def _field_doubts(doubts: Iterable[Doubt]) -> list[dict[str, Any]]:
    return [{"field": doubt.field, "code": doubt.code, "sentence": doubt.sentence} for doubt in doubts]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _number(value: Decimal | None) -> int | float | None:
    """70 and not 70.0; 2.8 prints as written because a float's shortest form is what was read."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


# ---------------------------------------------------------------- from text to reading


def read_text(text: str) -> Reading:
    """Read a policy document. Any text gives a reading; what is missing stays empty."""
    view = read_lines(text)
    outline = read_outline(view)
    head = read_head(view, outline)
    work = read_work(view, outline, head)
    tasks = tuple(_task(view, index, item) for index, item in enumerate(work, 1))
    targets = tuple(_targets(view, outline, head, work, tasks))
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
    _, stop = view.span(*view.trim(*work.span))
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
        doubts=tuple(Doubt(code, "assist_units" if code == "name_restored" else "lead_units") for code in work.doubts),
    )


def _path_entry(view: View, span: Span) -> str:
    return re.sub(r"[(（][^()（）]*(?:牵头|负责|单位)[^()（）]*[)）]$", "", view.words(*span)).rstrip("。")


def _unit_marks(view: View, parties: Parties) -> Iterable[UnitMark]:
    for role, names in (("lead", parties.lead), ("assist", parties.assist)):
        for name in names:
            yield UnitMark(name.text, role, *view.span(name.start, name.end))


# ---------------------------------------------------------------- targets and where they stand


def _targets(
    view: View, outline: Outline, head: Head, work: list[Work], tasks: tuple[Task, ...]
) -> Iterable[Target]:
    count = 0
    for clause, found in _found(view, outline, head):
        count += 1
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


def _found(view: View, outline: Outline, head: Head) -> Iterable[tuple[Clause | None, Found]]:
    """Clause by clause; a lead-in's due reaches the dashes and sub-items below it."""
    handed: dict[int, tuple[date | None, bool, bool]] = {}
    for clause in outline.clauses:
        due, goals, past = handed.get(clause.parent, (None, False, False)) if clause.parent is not None else (None, False, False)
        kind = chapter_kind(view, clause)
        goals, past = goals or kind == "goals", past or kind == "past"
        scope = Scope(year=head.year, goals=goals, due=due)
        if not past:
            yield from ((clause, found) for found in _clause_targets(view, clause, scope, goals))
        leads = goals or view.plain[clause.own[0] : clause.own_end].rstrip().endswith(":")
        handed[clause.index] = (scope.due if leads else None, goals, past)


def _clause_targets(view: View, clause: Clause, scope: Scope, goals: bool) -> Iterable[Found]:
    lead_in, carries = scope.due, False
    for index, (start, end) in enumerate(paragraphs(view, *clause.own)):
        dashed = view.plain[start] in "-—–●•·■◆★*"
        scope.due = lead_in if goals or dashed or carries or index == 0 else None
        yield from read_paragraph(view, start, end, scope)
        scope.end_part("。")
        if not dashed:
            lead_in = scope.due
            carries = view.plain[end - 1] == ":" or end <= clause.heading[1] + 1
        elif goals:
            scope.due = lead_in


def _task_at(work: list[Work], tasks: tuple[Task, ...], place: int) -> Task | None:
    low, high = 0, len(work)
    while low < high:
        middle = (low + high) // 2
        if work[middle].span[0] <= place:
            low = middle + 1
        else:
            high = middle
    return tasks[low - 1] if low and place < work[low - 1].span[1] else None


def _document_doubts(head: Head, tasks: tuple[Task, ...], targets: tuple[Target, ...]) -> Iterable[Doubt]:
    if not head.title:
        yield Doubt("no_title")
    if not tasks:
        yield Doubt("no_tasks")
    known: dict[tuple[str, str | None, date | None, str | None], Target] = {}
    for target in targets:
        if target.value is None or target.every:
            continue
        key = (target.indicator, target.unit, target.due, target.every)
        other = known.setdefault(key, target)
        if other.value != target.value and other.op == target.op:
            yield Doubt("two_values", at=target.id)
