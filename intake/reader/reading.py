"""What a document says, with quotes and places in its text, and the two forms it is kept in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from .lines import Span
from .promises import Promise, merge

VERSION = 2
DOUBTS = {
    "no_units": "No unit is named for this task although its neighbours name some."
    " Add the units that answer for it.",
    "no_lead": "Units are named for this task, but none that leads. Choose the one that leads.",
    "name_restored": "Letters of a unit's name are lost in the copy; it was completed from another"
    " place in the document. Check the name.",
    "lost_digits": "Digits of this number are lost in the copy. Look the value up and enter it.",
    "no_value": "The document names this target without a number. Enter the number if it is known.",
    "no_title": "No title was found. Enter the plan's title.",
    "no_tasks": "No task was found in this text. Check that it is the plan itself and complete.",
    "two_values": "The document gives this indicator two different values for the same date."
    " Check which one holds.",
}


# By field: its place in the text (None: not printed, but inferred), and how sure it is (0 to 1).
Marks = Mapping[str, Span | None]
Confidence = Mapping[str, float]


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
    confidence: float
    inherited: bool = False  # from a sentence that adds it to every task below (以下任务均需…落实)


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
    marks: Marks
    confidence: Confidence


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
    marks: Marks
    confidence: Confidence


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
    marks: Marks
    confidence: Confidence
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
            "tasks": [_as_written(task) for task in self.tasks],
        }

    def as_json(self) -> dict[str, Any]:
        """Everything, for keeping: numbers as decimal strings, places in `text`."""
        return {
            "version": VERSION,
            "text": self.text,
            **self._head(),
            "marks": _places(self.marks),
            "confidence": dict(self.confidence),
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


def _as_written(task: Task) -> dict[str, Any]:
    """Only the units that are printed with the task itself."""
    inherited = {mark.name for mark in task.unit_marks if mark.inherited}
    assist = [name for name in task.assist_units if name not in inherited]
    return {**_task_format(task), "assist_units": assist}


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
        "marks": _places(task.marks),
        "confidence": dict(task.confidence),
    }


def _target_json(target: Target) -> dict[str, Any]:
    return {
        **vars(target),
        "value": None if target.value is None else str(target.value),
        "value_high": None if target.value_high is None else str(target.value_high),
        "due": _iso(target.due),
        "doubts": _field_doubts(target.doubts),
        "marks": _places(target.marks),
        "confidence": dict(target.confidence),
    }


def _places(marks: Marks) -> dict[str, list[int] | None]:
    return {name: list(span) if span else None for name, span in marks.items()}


def _field_doubts(doubts: Iterable[Doubt]) -> list[dict[str, Any]]:
    return [
        {"field": doubt.field, "code": doubt.code, "sentence": doubt.sentence} for doubt in doubts
    ]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _number(value: Decimal | None) -> int | float | None:
    """70 and not 70.0; 2.8 prints as written because a float's shortest form is what was read."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
