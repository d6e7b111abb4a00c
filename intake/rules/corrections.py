"""Corrections are kept apart from a reading and laid over it.

So a later, better reading doesn't lose them:

    {"head": {field: value},
     "tasks": {id: {"fields": {field: value}, "quote": words, "removed": bool,
                    "checked": bool, "unit_marks": [mark]}}, "targets": alike,
     "added": {"tasks": [item], "targets": [item]},
     "confirmed": {"head": {"": [key]}, "tasks": {id: [key]}, "targets": {id: [key]}},
     "units": {name: choice},
     "lost": [{"kind": kind, "item": item, "removed": bool}]}

An item of `added` has an id that begins with n, which none of the reader's does. The quote says
what the correction was about, for a reading in which the items are numbered anew. Whatever was
saved counts as checked, and its doubts are settled, unless `checked` says otherwise; a key of
`confirmed` is a `Doubt.key` that an official found to be right as it is. `lost` holds what a
later reading had no place for (`intake.rules.attaching`).
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy

from intake.rules.shapes import FIELDS, HEAD_FIELDS, TASK_FIELDS, Json, find

ADDED = "n"
# Doubts that end when somebody names a unit.
UNNAMED = frozenset({"no_units", "no_lead"})


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
        result["checked"] = True
    result["confirmed"] = corrections.get("confirmed", {}).get("head", {}).get("", [])
    _settle_tasks(result)
    return result


def head_of(reading: Json) -> Json:
    """Field -> value of what the plan says about itself."""
    return _flat_head(reading)


def removed(reading: Json, corrections: Json, kind: str) -> list[Json]:
    """What the reader found and an official took out."""
    marked = corrections.get(kind, {})
    return [item for item in reading[kind] if marked.get(item["id"], {}).get("removed")]


def _flat_head(reading: Json) -> Json:
    head = {name: reading.get(name) for name in HEAD_FIELDS}
    return head | {"starts_on": reading["period"]["start"], "ends_on": reading["period"]["end"]}


def _items(reading: Json, corrections: Json, kind: str) -> Iterator[Json]:
    marked = corrections.get(kind, {})
    confirmed = corrections.get("confirmed", {}).get(kind, {})
    for item in reading[kind]:
        change = marked.get(item["id"], {})
        if change.get("removed"):
            continue
        yield _laid_over(item, change) | {"confirmed": confirmed.get(item["id"], [])}
    for item in corrections.get("added", {}).get(kind, []):
        yield item | {"confirmed": confirmed.get(item["id"], [])}


def _laid_over(item: Json, change: Json) -> Json:
    """One item with what an official changed about it."""
    if "fields" not in change:
        return item
    result = item | change["fields"]
    if "unit_marks" in change:
        result["unit_marks"] = [*item["unit_marks"], *change["unit_marks"]]
    if change.get("checked", True):
        return result | {"doubts": [], "checked": True}
    # Only units were named: whatever else was doubtful still is.
    return result | {"doubts": [d for d in item["doubts"] if d["code"] not in UNNAMED]}


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
        _change_added(result, kind, item, fields)
        return result
    marks = {"unit_marks": m} if (m := result[kind].get(item, {}).get("unit_marks")) else {}
    result[kind][item] = {"fields": fields, "quote": _quote(reading, kind, item)} | marks
    return result


def with_named_unit(corrections: Json, reading: Json, task_id: str, mark: Json) -> Json:
    """The task has one more unit, as its `mark` says: name, role, start and end.

    A unit that had the other role changes it.
    """
    result = _copy(corrections)
    task = find(corrected(reading, corrections), "tasks", task_id)
    assert task is not None
    fields = {name: task[name] for name in TASK_FIELDS} | _with_name(task, mark)
    if task_id.startswith(ADDED):
        marks = [*(task.get("unit_marks") or []), mark]
        _change_added(result, "tasks", task_id, fields | {"unit_marks": marks})
        return result
    before = result["tasks"].get(task_id, {})
    result["tasks"][task_id] = {
        "fields": fields,
        "quote": task["quote"],
        "checked": "fields" in before and before.get("checked", True),
        "unit_marks": [*before.get("unit_marks", []), mark],
    }
    return result


def _with_name(task: Json, mark: Json) -> Json:
    """Both lists of units, with the name in the role that the mark gives it."""
    lists = {
        role: [name for name in task[f"{role}_units"] if name != mark["name"]]
        for role in ("lead", "assist")
    }
    lists[mark["role"]].append(mark["name"])
    return {f"{role}_units": names for role, names in lists.items()}


def with_confirmed(corrections: Json, kind: str, item: str, keys: Iterable[str]) -> Json:
    """An official looked at these doubts and found that everything is right as it is."""
    result = _copy(corrections)
    known = result["confirmed"].setdefault(kind, {}).get(item, [])
    result["confirmed"][kind][item] = list(dict.fromkeys([*known, *keys]))
    return result


def with_new_item(corrections: Json, kind: str, fields: Json) -> tuple[Json, str]:
    """An item that the reader missed; returns its id as well.

    `fields` may bring the quote with its place and clause, beside what people type.
    """
    result = _copy(corrections)
    added = result["added"][kind]
    number = max((int(item["id"][1:]) for item in added), default=0) + 1
    item = f"{ADDED}{number}"
    blank = dict.fromkeys(FIELDS[kind]) | {"quote": "", "start": None, "end": None, "clause": None}
    if kind == "tasks":
        blank |= {"unit_marks": []}
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


def with_units(corrections: Json, choices: Json) -> Json:
    """Name -> whom an official says it means."""
    result = _copy(corrections)
    result["units"] |= choices
    return result


def with_lost_back(corrections: Json, number: int) -> Json:
    """What a later reading had no place for becomes an item that officials added."""
    lost = corrections["lost"][number]
    fields = {name: value for name, value in lost["item"].items() if name not in {"id", "checked"}}
    return with_new_item(without_lost(corrections, number), lost["kind"], fields)[0]


def without_lost(corrections: Json, number: int) -> Json:
    result = _copy(corrections)
    del result["lost"][number]
    return result


def _change_added(corrections: Json, kind: str, item: str, fields: Json) -> None:
    added = corrections["added"][kind]
    corrections["added"][kind] = [e | fields if e["id"] == item else e for e in added]


def _copy(corrections: Json) -> Json:
    empty: Json = {"tasks": {}, "targets": {}, "units": {}, "confirmed": {}, "lost": []}
    result = empty | deepcopy(corrections)
    result["added"] = {"tasks": [], "targets": []} | result.get("added", {})
    return result


def _quote(reading: Json, kind: str, item: str) -> str:
    found = find(reading, kind, item)
    return str(found["quote"]) if found else ""
