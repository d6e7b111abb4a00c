"""What of a corrected reading is doubtful, missing or contradictory."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from indicators.rules import Comparator
from intake.rules.contradictions import contradictions
from intake.rules.doubting import UNCERTAIN_BELOW, Doubt, Fault
from intake.rules.shapes import FIELDS, Json, Span, amount, find, mark_of

# What the table of targets can hold.
LARGEST = Decimal(10) ** 18


def to_settle(reading: Json) -> list[Doubt]:
    """Everything that nobody has mended or confirmed yet, the worst first.

    What weighs the same stays in the document's order, what blocks comes before all others.
    """
    found = [*faults(reading), *contradictions(reading), *doubts(reading)]
    once = {(doubt.kind, doubt.item, doubt.key): doubt for doubt in reversed(found)}
    open_ones = [
        doubt
        for doubt in reversed(once.values())
        if doubt.blocks or doubt.key not in _confirmed(reading, doubt)
    ]
    return sorted(open_ones, key=lambda doubt: doubt.weight)


def _confirmed(reading: Json, doubt: Doubt) -> Sequence[str]:
    item = reading if doubt.kind == "head" else find(reading, doubt.kind, doubt.item)
    return (item or {}).get("confirmed") or ()


# --- What the reader was not sure of --------------------------------------------------------------


def doubts(reading: Json) -> list[Doubt]:
    """What the reader was not sure of and nobody has checked yet, in the document's order."""
    # Without a title nothing is published: that is a fault already.
    found = [
        Doubt(each["code"], "head", "")
        for each in reading["doubts"]
        if not each.get("at") and each["code"] != "no_title"
    ]
    if not reading.get("checked"):
        found += _head_doubts(reading)
    for kind in FIELDS:
        for item in reading[kind]:
            if not item.get("checked"):
                found += _item_doubts(item, kind)
    return found


def _item_doubts(item: Json, kind: str) -> Iterator[Doubt]:
    """The reader's own reasons first, then what it is not sure of without one."""
    told = set()
    for each in item["doubts"]:
        field = each.get("field") or ""
        told.add(field)
        share, places = _sureness(item, field)
        yield Doubt(each["code"], kind, item["id"], field, confidence=share, places=places)
    fields = [*(item.get("confidence") or {}), *(UNIT_FIELDS if kind == "tasks" else {})]
    for field in fields:
        share, places = _sureness(item, field)
        if field not in told and share is not None and share < UNCERTAIN_BELOW:
            yield Doubt("uncertain", kind, item["id"], field, confidence=share, places=places)


UNIT_FIELDS = {"lead_units": "lead", "assist_units": "assist"}


def _sureness(item: Json, field: str) -> tuple[float | None, tuple[Span, ...]]:
    """How sure the reader is of a field, and where it read it; of units, the least sure name."""
    if field not in UNIT_FIELDS:
        mark = mark_of(item, field)
        return (item.get("confidence") or {}).get(field), (mark,) if mark else ()
    marks = [m for m in item.get("unit_marks") or [] if m["role"] == UNIT_FIELDS[field]]
    least = min(marks, key=lambda mark: float(mark.get("confidence", 1)), default=None)
    if least is None:
        title = mark_of(item, "title")
        return None, (title,) if title else ()
    return least.get("confidence"), ((least["start"], least["end"]),)


def _head_doubts(reading: Json) -> Iterator[Doubt]:
    """Who issues the plan was said when it was handed in, and a missing title is said better."""
    told = {"issuer"} if reading["title"] else {"issuer", "title"}
    for field, share in (reading.get("confidence") or {}).items():
        mark = (reading.get("marks") or {}).get(field)
        if field not in told and share < UNCERTAIN_BELOW:
            places = ((mark[0], mark[1]),) if mark else ()
            yield Doubt("uncertain", "head", "", field, confidence=share, places=places)


# --- What a plan must not lack --------------------------------------------------------------------


def faults(reading: Json) -> list[Fault]:
    """What stands against publishing."""
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
    for target in reading["targets"]:
        item = target["id"]
        if not (target["indicator"] or "").strip():
            yield Fault("indicator_missing", "targets", item, "indicator")
        for name in ("value", "value_high"):
            if code := _amount_fault(target[name]):
                yield Fault(code, "targets", item, name)
        if target["op"] == Comparator.RANGE and not _is_range(target):
            yield Fault("range_without_end", "targets", item, "value_high")


def _task_faults(reading: Json) -> Iterator[Fault]:
    for task in reading["tasks"]:
        if not (task["title"] or "").strip():
            yield Fault("task_title_missing", "tasks", task["id"], "title")


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
