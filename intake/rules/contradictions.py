"""Places of one document that contradict each other. None of them blocks: both may be meant.

An indicator with another definition or another scope may well have two values (口径), and a plan
may ask for something after its own end. An official decides; here they are only found.
"""

import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from indicators.rules import Comparator
from intake.reader.promises import quantity
from intake.rules.doubting import Contradiction
from intake.rules.publishing import entry_of
from intake.rules.shapes import Json, Span, mark_of, unit_mark
from units.rules import name_key

# Between two values of one sentence (20万千瓦以上,力争25万千瓦) stands none of these.
ENDS_A_PROMISE = frozenset("。;；\n")
ENDLESS = Decimal("Infinity")


def contradictions(reading: Json) -> list[Contradiction]:
    """In the document's order, by the kind of contradiction."""
    return [
        *_two_values(reading),
        *_without_lead(reading),
        *_after_the_end(reading),
        *_after_its_task(reading),
        *_in_both_roles(reading),
    ]


def _without_lead(reading: Json) -> Iterator[Contradiction]:
    for task in reading["tasks"]:
        # The reader's own words say it better, until somebody has checked the task.
        doubted = any(doubt["code"] in {"no_units", "no_lead"} for doubt in task["doubts"])
        if not task["lead_units"] and not doubted:
            yield Contradiction(
                "no_lead", "tasks", task["id"], "lead_units", places=_places(mark_of(task, "title"))
            )


def _after_the_end(reading: Json) -> Iterator[Contradiction]:
    end = reading["period"]["end"]
    period = (reading.get("marks") or {}).get("period")
    for kind in ("targets", "tasks"):
        for item in reading[kind]:
            if end and item["due"] and item["due"] > end:
                places = _places(mark_of(item, "due"), tuple(period) if period else None)
                yield Contradiction(
                    "due_after_end", kind, item["id"], "due", other=("head", ""), places=places
                )


def _after_its_task(reading: Json) -> Iterator[Contradiction]:
    tasks = {task["id"]: task for task in reading["tasks"]}
    for target in reading["targets"]:
        task = tasks.get(target["task_id"] or "")
        if task and task["due"] and target["due"] and target["due"] > task["due"]:
            yield Contradiction(
                "due_after_task",
                "targets",
                target["id"],
                "due",
                other=("tasks", task["id"]),
                places=_places(mark_of(target, "due"), mark_of(task, "due")),
            )


def _in_both_roles(reading: Json) -> Iterator[Contradiction]:
    for task in reading["tasks"]:
        leads = {name_key(name): name for name in task["lead_units"]}
        for name in task["assist_units"]:
            lead = leads.get(name_key(name))
            if lead is not None:
                places = _places(unit_mark(task, lead, "lead"), unit_mark(task, name, "assist"))
                yield Contradiction(
                    "both_roles", "tasks", task["id"], "assist_units", places=places
                )


# --- One indicator, two values --------------------------------------------------------------------


Bounds = tuple[Decimal, Decimal]


def _two_values(reading: Json) -> Iterator[Contradiction]:
    """Each value that goes against the first one for the same indicator, unit and due."""
    first: dict[tuple[str | None, ...], Json] = {}
    for target in reading["targets"]:
        key = _subject(target)
        other = first.setdefault(key, target) if key else target
        if other is target or not _disagree(target, other):
            continue
        if not _in_one_sentence(reading["text"], other, target):
            yield Contradiction(
                "two_values",
                "targets",
                target["id"],
                "value",
                other=("targets", other["id"]),
                places=_places(mark_of(other, "value"), mark_of(target, "value")),
            )


def _subject(target: Json) -> tuple[str | None, ...] | None:
    """What a target's number is about; None where there is no number to compare."""
    try:
        low, _high, unit = quantity(entry_of(target))
    except ValueError:
        return None  # a value that is no number is another fault
    name = _letters(target["indicator"])
    # What is due every year or month belongs to its task: two may each hold meetings.
    task = target["task_id"] if target["every"] else None
    return (name, unit, target["due"], target["every"], task) if name and low is not None else None


def _bounds(target: Json) -> Bounds:
    """What the target allows, from the least to the most."""
    low, high, _unit = quantity(entry_of(target))
    assert low is not None
    if target["op"] == Comparator.AT_LEAST:
        return low, ENDLESS
    if target["op"] == Comparator.AT_MOST:
        return -ENDLESS, low
    return low, low if high is None else high


def _disagree(one: Json, other: Json) -> bool:
    """Two floors disagree when they differ; a floor and a ceiling when nothing lies between."""
    bounds, other_bounds = _bounds(one), _bounds(other)
    if one["op"] == other["op"]:
        return bounds != other_bounds
    return bounds[1] < other_bounds[0] or other_bounds[1] < bounds[0]


def _in_one_sentence(text: str, one: Json, other: Json) -> bool:
    """20万千瓦,力争25万千瓦 is one promise with an ambition, not two that disagree."""
    if one["start"] is None or other["start"] is None:
        return False
    first, second = sorted((one, other), key=lambda item: int(item["start"]))
    return ENDS_A_PROMISE.isdisjoint(text[first["end"] : second["start"]])


def _letters(text: str | None) -> str:
    folded = unicodedata.normalize("NFKC", text or "").casefold()
    return "".join(char for char in folded if char.isalnum())


def _places(*spans: Span | None) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(span for span in spans if span))
