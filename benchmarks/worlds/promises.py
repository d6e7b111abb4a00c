"""What was promised: plans with their text, targets, tasks and who has which part in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from benchmarks.worlds import words
from benchmarks.worlds.copying import Table
from benchmarks.worlds.places import County
from benchmarks.worlds.sizes import BEGINS_ON, MONTHLY, PLANS_END_ON, PUBLISHED_AT, Size
from core.copying import line
from indicators.models import Indicator, Target
from plans.models import Clause, Plan, PlanState
from tasks.models import Assignment, AssignmentRole, Task, TaskState
from units.rules import name_key


class Part(NamedTuple):
    """A unit's part in a task, or (without `task`) its target; `seed` decides how it goes."""

    pk: int
    unit: int
    seed: int
    task: int | None = None
    role: AssignmentRole = AssignmentRole.LEAD


@dataclass(frozen=True)
class Promise:
    """A plan, and what will be reported on."""

    pk: int
    county: County
    targets: list[Part]
    parts: list[Part]

    @property
    def is_monthly(self) -> bool:
        return self.pk % MONTHLY == 1


@dataclass
class Text:
    """A plan's text as it grows, and where each thing stands in it."""

    lines: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, words_: str) -> tuple[int, int]:
        start = self.length
        self.lines.append(words_)
        self.length += len(words_) + 1
        return start, start + len(words_)


def mixed(*numbers: int) -> int:
    """A number that looks like chance and is always the same for the same numbers."""
    mix = 0x9E3779B9
    for number in numbers:
        mix = ((mix ^ number) * 0x85EBCA6B + 0xC2B2AE35) & 0xFFFFFFFF
        mix ^= mix >> 15
    return mix


def promises(size: Size, places: list[County]) -> Iterator[Promise]:
    """Every plan of every county, with keys that count on from the one before."""
    target, task, assignment = 1, 1, 1
    for number in range(size.counties * size.plans):
        county = places[number // size.plans]
        plan = Promise(number + 1, county, [], [])
        for _each in range(size.targets_per_plan):
            plan.targets.append(Part(target, _worker(county, target, 7), mixed(target, 1)))
            target += 1
        for _each in range(size.tasks_per_plan):
            for part in _parts(county, task, assignment):
                plan.parts.append(part)
                assignment += 1
            task += 1
        yield plan


def _parts(county: County, task: int, assignment: int) -> list[Part]:
    """Every task has a lead, every other one an assisting unit as well."""
    seed = mixed(task, 2)
    lead = Part(assignment, _worker(county, task, 0), seed, task)
    if task % 2:
        return [lead]
    other = Part(assignment + 1, _worker(county, task, 1), mixed(seed), task, AssignmentRole.ASSIST)
    return [lead, other]


def _worker(county: County, number: int, step: int) -> int:
    return county.workers[(mixed(number) + step) % len(county.workers)]


class Promised:
    """The tables of plans and what is in them."""

    def __init__(self) -> None:
        quote = ("quote", "quote_start", "quote_end")
        self.plans = Table(
            Plan,
            *("id", "title", "doc_number", "issuer_id", "issued_on", "starts_on", "ends_on"),
            *("state", "source_text", "published_at"),
        )
        self.clauses = Table(
            Clause,
            *("id", "plan_id", "position", "level", "number", "heading", "start", "end", "text"),
        )
        self.targets = Table(
            Target,
            *("id", "plan_id", "indicator_id", "clause_id", "position", "value", "baseline"),
            *("baseline_on", "due_on", "lead_unit_id", *quote),
        )
        self.tasks = Table(
            Task,
            *("id", "plan_id", "clause_id", "position", "number", "title", "due_on", "state"),
            *("percent", "percent_on", *quote),
        )
        self.parts = Table(
            Assignment,
            *("id", "task_id", "unit_id", "role", "order", "as_written", "received_at"),
        )

    def add(self, plan: Promise, known: dict[int, tuple[str, str]]) -> None:
        """`known` has the newest approved percentage of each task, and what it is about."""
        text, goals, duties = Text(), 2 * plan.pk - 1, 2 * plan.pk
        field_ = words.FIELDS[(plan.pk - 1) % len(words.FIELDS)]
        title = f"{plan.county.name}{field_}行动方案（{plan.pk}号）"
        first = text.add("一、主要目标")[0]
        for position, part in enumerate(plan.targets, 1):
            self.targets.lines.append(_target(plan, part, position, goals, text))
        second = text.add("二、重点任务")[0]
        position = 0
        for part in plan.parts:
            if part.role == AssignmentRole.LEAD:
                position += 1
                row = _task(plan, part, position, duties, text, known)
                self.tasks.lines.append(row)
            self.parts.lines.append(_part(part))
        whole = "\n".join(text.lines)
        for pk, order, heading, start, end in (
            (goals, 1, "主要目标", first, second),
            (duties, 2, "重点任务", second, text.length),
        ):
            told = whole[start:end].partition("\n")[2].strip()
            row = line(pk, plan.pk, order, 1, "一二"[order - 1], heading, start, end, told)
            self.clauses.lines.append(row)
        self.plans.lines.append(_plan(plan, title, whole))

    def flush(self) -> None:
        for table in (self.plans, self.clauses, self.targets, self.tasks, self.parts):
            table.flush()


def fill_indicators() -> None:
    table = Table(Indicator, "id", "name", "key", "unit_of_measure")
    table.fill(
        line(pk, name, name_key(name), unit)
        for pk, (name, unit, _low, _high) in enumerate(words.INDICATORS, 1)
    )


def indicator_of(part: Part, position: int) -> int:
    """The key; a plan promises each indicator once, as long as there are enough of them."""
    return position % len(words.INDICATORS) + 1


def bounds_of(part: Part, position: int) -> tuple[int, int]:
    """Where a target began, and where it is to end."""
    _name, _unit, low, high = words.INDICATORS[indicator_of(part, position) - 1]
    return low, high + part.seed % max(1, high // 4)


def _target(plan: Promise, part: Part, position: int, clause: int, text: Text) -> str:
    indicator = indicator_of(part, position)
    low, high = bounds_of(part, position)
    name, unit, *_bounds = words.INDICATORS[indicator - 1]
    quote = f"{name}达到{high}{unit}"
    where = text.add(f"{position}.到{PLANS_END_ON.year}年，{quote}。")[0] + len(
        f"{position}.到{PLANS_END_ON.year}年，"
    )
    promise = (high, low, BEGINS_ON, PLANS_END_ON, part.unit)
    place = (quote, where, where + len(quote))
    return line(part.pk, plan.pk, indicator, clause, position, *promise, *place)


def _task(
    plan: Promise,
    part: Part,
    position: int,
    clause: int,
    text: Text,
    known: dict[int, tuple[str, str]],
) -> str:
    verb = words.VERBS[part.seed % len(words.VERBS)]
    title = f"{verb}{words.OBJECTS[part.seed // 8 % len(words.OBJECTS)]}"
    start, end = text.add(f"{position}.{title}。")
    percent = known.get(part.pk, (None, None))
    return line(
        *(part.task, plan.pk, clause, position, position, title, PLANS_END_ON),
        *(TaskState.IN_PROGRESS.value, *percent, f"{position}.{title}。", start, end),
    )


def _part(part: Part) -> str:
    order = int(part.role == AssignmentRole.ASSIST)
    return line(part.pk, part.task, part.unit, part.role.value, order, "", PUBLISHED_AT)


def _plan(plan: Promise, title: str, text: str) -> str:
    number = f"{plan.county.name[:2]}政发〔{BEGINS_ON.year}〕{plan.pk}号"
    dates = (BEGINS_ON, BEGINS_ON, PLANS_END_ON)
    return line(
        *(plan.pk, title, number, plan.county.government, *dates),
        *(PlanState.ACTIVE.value, text, PUBLISHED_AT),
    )
