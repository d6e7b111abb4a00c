"""What of a corrected reading is doubtful, missing or contradictory."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from indicators.rules import Comparator
from intake.rules.shapes import FIELDS, Json, amount

# What the table of targets can hold.
LARGEST = Decimal(10) ** 18


@dataclass(frozen=True)
class Doubt:
    """Something that an official should look at: where, and which of `intake.wording`'s codes."""

    code: str
    kind: str
    item: str
    field: str = ""


@dataclass(frozen=True)
class Fault(Doubt):
    """What is missing or contradictory. One that blocks must be mended before publishing."""

    blocks: bool = True


def doubts(reading: Json) -> list[Doubt]:
    """What the reader was not sure of and nobody has checked yet, in the document's order."""
    found = [
        Doubt(each["code"], "head", "", "") for each in reading["doubts"] if not each.get("at")
    ]
    for kind in FIELDS:
        for item in reading[kind]:
            about = [d for d in reading["doubts"] if d.get("at") == item["id"]]
            if not item.get("checked"):
                found += [
                    Doubt(d["code"], kind, item["id"], d.get("field") or "")
                    for d in [*item["doubts"], *about]
                ]
    return found


def faults(reading: Json) -> list[Fault]:
    """What stands against publishing, and what should be looked at before."""
    return [*_head_faults(reading), *_target_faults(reading), *_task_faults(reading)]


def _head_faults(reading: Json) -> Iterator[Fault]:
    start, end = reading["period"]["start"], reading["period"]["end"]
    if not (reading["title"] or "").strip():
        yield Fault("title_missing", "head", "", "title")
    if start and end and end < start:
        yield Fault("end_before_start", "head", "", "ends_on")
    if not reading["tasks"] and not reading["targets"]:
        yield Fault("empty_plan", "head", "")


def _target_faults(reading: Json) -> Iterator[Fault]:
    end = reading["period"]["end"]
    for target in reading["targets"]:
        item = target["id"]
        if not (target["indicator"] or "").strip():
            yield Fault("indicator_missing", "targets", item, "indicator")
        for name in ("value", "value_high"):
            if code := _amount_fault(target[name]):
                yield Fault(code, "targets", item, name)
        if target["op"] == Comparator.RANGE and not _is_range(target):
            yield Fault("range_without_end", "targets", item, "value_high")
        if end and target["due"] and target["due"] > end:
            yield Fault("due_after_end", "targets", item, "due", blocks=False)


def _task_faults(reading: Json) -> Iterator[Fault]:
    end = reading["period"]["end"]
    for task in reading["tasks"]:
        if not (task["title"] or "").strip():
            yield Fault("task_title_missing", "tasks", task["id"], "title")
        # The reader's own words say it better, until somebody has checked the task.
        doubted = any(doubt["code"] == "no_units" for doubt in task["doubts"])
        if not task["lead_units"] and not doubted:
            yield Fault("no_lead", "tasks", task["id"], "lead_units", blocks=False)
        if end and task["due"] and task["due"] > end:
            yield Fault("due_after_end", "tasks", task["id"], "due", blocks=False)


def _amount_fault(text: str | None) -> str:
    try:
        number = amount(text)
    except ValueError:
        return "no_number"
    return "" if number is None or abs(number) < LARGEST else "number_too_large"


def _is_range(target: Json) -> bool:
    low, high = target["value"], target["value_high"]
    if low is None or high is None or _amount_fault(low) or _amount_fault(high):
        return False
    return Decimal(high) >= Decimal(low)
