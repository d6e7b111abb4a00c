"""Corrections are kept apart from a reading and laid over it.

So a later, better reading doesn't lose them:

    {"head": {field: value},
     "tasks": {id: {"fields": {field: value}, "quote": words, "removed": bool}}, "targets": alike,
     "added": {"tasks": [item], "targets": [item]},
     "units": {name: choice}}

An item of `added` has an id that begins with n, which none of the reader's does. The quote says
what the correction was about, for a reading in which the items are numbered anew. Whatever was
saved counts as checked: its doubts are settled.
"""

from collections.abc import Iterator
from copy import deepcopy

from intake.rules.shapes import FIELDS, HEAD_FIELDS, Json, find

ADDED = "n"


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
