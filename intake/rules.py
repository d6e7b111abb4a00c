"""A reading, what officials change about it, and what a plan made of it must not lack. Pure.

A reading is the object that `python -m intake.reader` prints. Corrections are kept apart from it
and laid over it, so that a later, better reading doesn't lose them:

    {"head": {field: value},
     "tasks": {id: {"fields": {field: value}, "quote": words, "removed": bool}}, "targets": alike,
     "added": {"tasks": [item], "targets": [item]},
     "units": {name: choice}}

An item of `added` has an id that begins with n, which none of the reader's does. The quote says
what the correction was about, for a reading in which the items are numbered anew. Whatever was
saved counts as checked: its doubts are settled.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from indicators.rules import Comparator, Kind

Json = dict[str, Any]

HEAD_FIELDS = ("title", "issuer", "doc_number", "issued_on", "starts_on", "ends_on", "based_on")
TASK_FIELDS = ("number", "title", "lead_units", "assist_units", "due")
TARGET_FIELDS = ("indicator", "value", "value_high", "unit", "op", "due", "every", "task_id")
FIELDS = {"tasks": TASK_FIELDS, "targets": TARGET_FIELDS}
ADDED = "n"
# What the table of targets can hold.
LARGEST = Decimal(10) ** 18
SENTENCE_END = re.compile("[。！？!?\n]")
LONGEST_REST = 200


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


# --- Laying corrections over a reading ------------------------------------------------------------


def corrected(reading: Json, corrections: Json) -> Json:
    """The reading as the officials left it; neither argument is changed."""
    result = dict(reading)
    head = _flat_head(reading) | corrections.get("head", {})
    result |= {name: head[name] for name in HEAD_FIELDS if name not in {"starts_on", "ends_on"}}
    result["period"] = {"start": head["starts_on"], "end": head["ends_on"]}
    for kind in FIELDS:
        result[kind] = list(_items(reading, corrections, kind))
    if corrections.get("head"):
        result["doubts"] = [doubt for doubt in reading["doubts"] if doubt.get("at")]
    _settle_tasks(result)
    return result


def head_of(reading: Json) -> Json:
    """Field -> value of what the plan says about itself."""
    return _flat_head(reading)


def removed(reading: Json, corrections: Json, kind: str) -> list[Json]:
    """What the reader found and an official took out."""
    marked = corrections.get(kind, {})
    return [item for item in reading[kind] if marked.get(item["id"], {}).get("removed")]


def find(reading: Json, kind: str, item: str) -> Json | None:
    return next((each for each in reading[kind] if each["id"] == item), None)


def _flat_head(reading: Json) -> Json:
    head = {name: reading.get(name) for name in HEAD_FIELDS}
    return head | {"starts_on": reading["period"]["start"], "ends_on": reading["period"]["end"]}


def _items(reading: Json, corrections: Json, kind: str) -> Iterator[Json]:
    marked = corrections.get(kind, {})
    for item in reading[kind]:
        change = marked.get(item["id"], {})
        if change.get("removed"):
            continue
        if "fields" in change:
            item = item | change["fields"] | {"doubts": [], "checked": True}
        yield item
    yield from corrections.get("added", {}).get(kind, [])


def _settle_tasks(reading: Json) -> None:
    """A target stands in a task that is still there, under the title that the task has now."""
    titles = {task["id"]: task["title"] for task in reading["tasks"]}
    for index, target in enumerate(reading["targets"]):
        task = target["task_id"] if target["task_id"] in titles else None
        reading["targets"][index] = target | {"task_id": task, "task": titles.get(task)}


# --- Making corrections ---------------------------------------------------------------------------


def with_head(corrections: Json, fields: Json) -> Json:
    return _copy(corrections) | {"head": fields}


def with_item(corrections: Json, reading: Json, kind: str, item: str, fields: Json) -> Json:
    """The item has these values from now on and counts as checked."""
    result = _copy(corrections)
    if item.startswith(ADDED):
        added = result["added"][kind]
        result["added"][kind] = [e | fields if e["id"] == item else e for e in added]
        return result
    result[kind][item] = {"fields": fields, "quote": _quote(reading, kind, item)}
    return result


def with_new_item(corrections: Json, kind: str, fields: Json) -> tuple[Json, str]:
    """An item that the reader missed; returns its id as well."""
    result = _copy(corrections)
    added = result["added"][kind]
    number = max((int(item["id"][1:]) for item in added), default=0) + 1
    item = f"{ADDED}{number}"
    blank = dict.fromkeys(FIELDS[kind]) | {"quote": "", "start": None, "end": None, "clause": None}
    added.append(blank | fields | {"id": item, "doubts": [], "checked": True})
    return result, item


def without_item(corrections: Json, reading: Json, kind: str, item: str) -> Json:
    """The item is no part of the plan. What was read can be brought back, what was added not."""
    result = _copy(corrections)
    if item.startswith(ADDED):
        result["added"][kind] = [each for each in result["added"][kind] if each["id"] != item]
        return result
    mark = result[kind].get(item, {"quote": _quote(reading, kind, item)})
    result[kind][item] = mark | {"removed": True}
    return result


def with_item_back(corrections: Json, kind: str, item: str) -> Json:
    result = _copy(corrections)
    mark = {name: value for name, value in result[kind].get(item, {}).items() if name != "removed"}
    result[kind][item] = mark
    return result


def with_unit(corrections: Json, name: str, choice: Json) -> Json:
    result = _copy(corrections)
    result["units"][name] = choice
    return result


def _copy(corrections: Json) -> Json:
    empty: Json = {"tasks": {}, "targets": {}, "units": {}}
    result = empty | deepcopy(corrections)
    result["added"] = {"tasks": [], "targets": []} | result.get("added", {})
    return result


def _quote(reading: Json, kind: str, item: str) -> str:
    found = find(reading, kind, item)
    return str(found["quote"]) if found else ""


# --- Judging a corrected reading ------------------------------------------------------------------


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


def amount(text: str | None) -> Decimal | None:
    """A number as readings keep it; None where there is none. Raises ValueError for nonsense."""
    if text is None:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not number.is_finite():
        raise ValueError(text)
    return number


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


# --- What publishing needs ------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    """A target of a reading with proper types, for the merging of promises."""

    id: str
    indicator: str
    value: Decimal | None
    value_high: Decimal | None
    unit: str | None
    op: str
    due: date | None
    every: str | None
    task_id: str | None
    clause: str | None
    quote: str
    start: int | None
    end: int | None


def entries(reading: Json) -> list[Entry]:
    return [
        Entry(
            id=target["id"],
            indicator=target["indicator"].strip(),
            value=amount(target["value"]),
            value_high=amount(target["value_high"]),
            unit=target["unit"],
            op=target["op"],
            due=day(target["due"]),
            every=target["every"],
            task_id=target["task_id"],
            clause=target["clause"],
            quote=target["quote"],
            start=target["start"],
            end=target["end"],
        )
        for target in reading["targets"]
    ]


def unit_names(reading: Json) -> list[str]:
    """Every unit that a task names, as written, each once, in the document's order."""
    named = (
        name for task in reading["tasks"] for name in [*task["lead_units"], *task["assist_units"]]
    )
    return list(dict.fromkeys(named))


def own_texts(text: str, clauses: list[Json]) -> list[str]:
    """Each clause's own words: from its beginning to its first child, else to its end."""
    first_child: dict[str, int] = {}
    for clause in clauses:
        if clause["parent"]:
            first_child.setdefault(clause["parent"], clause["start"])
    return [text[c["start"] : first_child.get(c["id"], c["end"])].strip() for c in clauses]


def to_sentence_end(text: str, item: Json) -> tuple[str, int | None, int | None]:
    """An item's quote with its place, carried on to where its sentence ends.

    The reader quotes a task's first thirty characters, which is enough to find it and too little
    to understand it. Where no sentence ends nearby, or an official added it by hand, it stays.
    """
    start, end = item["start"], item["end"]
    if start is None:
        return item["quote"], None, None
    stop = SENTENCE_END.search(text, end - 1, end + LONGEST_REST)
    quote = text[start : stop.end() if stop else end].rstrip()
    return quote, start, start + len(quote)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def clipped(text: str | None, length: int) -> str:
    """At most so long; the whole stands in the source text, to which everything points."""
    text = (text or "").strip()
    return text if len(text) <= length else text[: length - 1] + "…"


def storable(value: Any) -> Any:
    """The same without characters that PostgreSQL cannot hold, every other one in its place."""
    if isinstance(value, str):
        return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in value)
    if isinstance(value, list):
        return [storable(each) for each in value]
    if isinstance(value, Mapping):
        return {key: storable(each) for key, each in value.items()}
    return value


# The first line that fits says which kind of number an indicator is. Words are looked for in the
# indicator's name and, for verbs that the name doesn't keep, in the quote around it.
_GROWTH = ("增长", "增速", "增幅", "下降率", "年均增长")
_SHARE = ("比重", "占比", "比例", "率", "强度")
_SUM = ("累计", "新增")
_FLOW = ("额", "收入", "产值", "增加值", "产量", "销售")


def likely_kind(
    *, indicator: str, measure: str | None, op: str, every: str | None, quote: str
) -> str:
    """A first guess at how an indicator counts; the catalogue's keeper may know better."""
    per_cent = (measure or "").strip() in {"%", "％", "百分点", "个百分点", "‰"}
    words = indicator + quote
    if op == Comparator.AT_MOST:
        return Kind.CEILING
    if every:
        return Kind.RECURRING
    if per_cent and any(word in indicator for word in _GROWTH):
        return Kind.GROWTH_RATE
    if per_cent or any(indicator.endswith(word) for word in _SHARE):
        return Kind.RATIO
    if any(word in words for word in _SUM):
        return Kind.CUMULATIVE
    if "年" in words and any(word in indicator for word in _FLOW):
        return Kind.FLOW
    return Kind.STOCK
