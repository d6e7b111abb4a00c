"""Everything that a task's verdict was computed from, as JSON, and the way back to the verdict."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from indicators.rules import scheme_from_json
from tasks.rules.books import BOOKS
from tasks.rules.pace import Stage, TaskFacts, TaskVerdict, judge_task
from tasks.rules.states import TaskState

Json = dict[str, Any]
_DAYS = ("due_on", "starts_on", "percent_on", "completed_on", "claimed_on", "asked_due_on")


def facts_as_json(facts: TaskFacts, *, on: date) -> Json:
    """Numbers as text: JSON's own would lose digits."""
    told = {field.name: _plain(getattr(facts, field.name)) for field in fields(TaskFacts)}
    stages = [{name: _plain(value) for name, value in vars(each).items()} for each in facts.stages]
    return told | {"stages": stages, "on": on.isoformat()}


def facts_from_json(data: Json) -> TaskFacts:
    days = {name: _day(data[name]) for name in _DAYS}
    return TaskFacts(
        state=TaskState(data["state"]),
        is_rolling=data["is_rolling"],
        percent=_number(data["percent"]),
        stages=tuple(_stage(each) for each in data["stages"]),
        **days,
    )


def recompute(inputs: Json, scheme: Json, *, rule_version: int) -> TaskVerdict:
    """The verdict once more, from its own inputs, by the rules as they were then."""
    return judge_task(
        facts_from_json(inputs),
        on=date.fromisoformat(inputs["on"]),
        scheme=scheme_from_json(scheme),
        book=BOOKS[rule_version],
    )


def _stage(data: Json) -> Stage:
    return Stage(
        title=data["title"],
        due_on=date.fromisoformat(data["due_on"]),
        weight=_number(data["weight"]),
        done_on=_day(data["done_on"]),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
