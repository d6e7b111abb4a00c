"""A document was read again: what officials changed about the old reading moves to the new one.

The items of the new reading are numbered anew. Each item of the old one that somebody touched is
looked for by its place and its words; what was saved, taken out or confirmed goes to the item that
was found. What an official had added goes to an item that the reader now finds by itself. What
nothing fits is kept as lost, with all its fields, for a person to decide.
"""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy

from rapidfuzz import fuzz

from intake.rules.corrections import ADDED, corrected
from intake.rules.places import find_words
from intake.rules.shapes import FIELDS, Json, Span, find, span_of

# Quotes that share fewer of their letters are about something else.
ALIKE = 80


def attached(old: Json, new: Json, corrections: Json) -> Json:
    """The corrections of the old reading as corrections of the new one; changes no argument."""
    result: Json = {
        "tasks": {},
        "targets": {},
        "added": {"tasks": [], "targets": []},
        "confirmed": {"head": corrections.get("confirmed", {}).get("head", {})},
        "units": corrections.get("units", {}),
        "lost": list(corrections.get("lost", [])),
    }
    if "head" in corrections:
        result["head"] = corrections["head"]
    # Tasks first: targets say in which task they stand.
    ids: dict[str, str] = {}
    for kind in ("tasks", "targets"):
        pairs = _pairs(old, new, corrections, kind)
        ids |= {before: after["id"] for before, after in pairs.items()}
        _move_changes(result, old, corrections, kind, pairs)
        _move_added(result, old, new, corrections, kind, pairs)
    _move_confirmed(result, old, corrections, ids)
    return _with_tasks(result, ids)


# --- Finding an item again ------------------------------------------------------------------------


def _pairs(old: Json, new: Json, corrections: Json, kind: str) -> dict[str, Json]:
    """Id of an old or added item -> the item of the new reading that is the same one.

    Untouched items are looked for too, by their very words: what one of them takes, a changed one
    cannot take as well.
    """
    items = [*old[kind], *corrections.get("added", {}).get(kind, [])]
    touched = _touched(corrections, kind) | {target["task_id"] for target in old["targets"]}
    moved = old["text"] != new["text"]
    found = _with_same_words(items, new[kind], moved=moved)
    taken = {item["id"] for item in found.values()}
    free = {item["id"]: item for item in new[kind] if item["id"] not in taken}
    for item in items:
        if item["id"] in found or not (item["id"] in touched or item["id"].startswith(ADDED)):
            continue
        best = max(free.values(), key=lambda each: _likeness(item, each, moved=moved), default=None)
        if best is not None and _likeness(item, best, moved=moved)[0] >= ALIKE:
            found[item["id"]] = free.pop(best["id"])
    return found


def _touched(corrections: Json, kind: str) -> set[str]:
    return {*corrections.get(kind, {}), *corrections.get("confirmed", {}).get(kind, {})}


def _with_same_words(
    items: Iterable[Json], candidates: Iterable[Json], *, moved: bool
) -> dict[str, Json]:
    """The same words, the nearest of several; in a text that has not moved at the same place."""
    by_words: dict[str, list[Json]] = {}
    for candidate in candidates:
        by_words.setdefault(candidate["quote"], []).append(candidate)
    found: dict[str, Json] = {}
    for item in items:
        same = by_words.get(item["quote"], [])
        if span_of(item) is None or not same:
            continue
        best = min(same, key=lambda each: _distance(item, each))
        if moved or _distance(item, best) == 0:
            same.remove(best)
            found[item["id"]] = best
    return found


def _distance(one: Json, other: Json) -> int:
    return abs(int(one["start"]) - int(other["start"]))


def _likeness(one: Json, other: Json, *, moved: bool) -> tuple[float, int]:
    """How well two items fit, from 0 to 100, and how near they are."""
    span, other_span = span_of(one), span_of(other)
    if span is None or other_span is None:
        return 0, 0
    words = fuzz.ratio(one["quote"], other["quote"])
    if not moved:
        # The same place with longer or shorter words is the same item.
        nested = _within(span, other_span) or _within(other_span, span)
        words = max(words, ALIKE) if nested else words if _overlap(span, other_span) else 0
    return words, -_distance(one, other)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


# --- Moving what was changed ----------------------------------------------------------------------


def _move_changes(
    result: Json, old: Json, corrections: Json, kind: str, pairs: Mapping[str, Json]
) -> None:
    for item_id, change in corrections.get(kind, {}).items():
        if not change.get("removed") and "fields" not in change:
            continue
        before = find(old, kind, item_id)
        if before is None:
            continue
        if item_id in pairs:
            after = pairs[item_id]
            result[kind][after["id"]] = deepcopy(change) | {"quote": after["quote"]}
        elif not change.get("removed"):
            # What was taken out and is no longer read needs nobody's decision.
            _lose(result, kind, before | change["fields"])


def _move_added(
    result: Json, old: Json, new: Json, corrections: Json, kind: str, pairs: Mapping[str, Json]
) -> None:
    for item in corrections.get("added", {}).get(kind, []):
        if item["id"] in pairs:
            after = pairs[item["id"]]
            fields = {name: item[name] for name in FIELDS[kind]}
            result[kind][after["id"]] = {"fields": fields, "quote": after["quote"]}
        else:
            result["added"][kind].append(item | _place_in(old, new, item))


def _place_in(old: Json, new: Json, item: Json) -> Json:
    """Where an added item's quote stands in the new text; nowhere, if it is gone."""
    if old["text"] == new["text"] or not item["quote"]:
        return {}
    span = find_words(new["text"], item["quote"], near=item["start"] or 0)
    start, end = span or (None, None)
    # Clauses are numbered anew as well.
    return {"start": start, "end": end, "clause": None, "unit_marks": [], "marks": {}}


def _move_confirmed(result: Json, old: Json, corrections: Json, ids: Mapping[str, str]) -> None:
    before = corrected(old, corrections)
    for kind in FIELDS:
        moved = result["confirmed"].setdefault(kind, {})
        for item_id, keys in corrections.get("confirmed", {}).get(kind, {}).items():
            new_keys = [_moved_key(key, ids) for key in keys]
            item = find(before, kind, item_id)
            if item_id in ids:
                moved[ids[item_id]] = new_keys
            elif item_id.startswith(ADDED):
                moved[item_id] = new_keys
            elif item is not None and item_id not in corrections.get(kind, {}):
                # It was right as it was, and the new reading doesn't have it.
                _lose(result, kind, item)


def _moved_key(key: str, ids: Mapping[str, str]) -> str:
    """The key of a contradiction names the other entry."""
    *parts, last = key.split(":")
    return ":".join([*parts, ids.get(last, last)])


def _lose(result: Json, kind: str, item: Json) -> None:
    kept = {name: item.get(name) for name in ("id", "quote", "start", "end", *FIELDS[kind])}
    result["lost"].append({"kind": kind, "item": kept | {"clause": None}})


def _with_tasks(result: Json, ids: Mapping[str, str]) -> Json:
    """Targets that an official put into a task stand in that task's successor."""
    for change in result["targets"].values():
        if "fields" in change:
            change["fields"] = change["fields"] | _in_task(change["fields"], ids)
    result["added"]["targets"] = [item | _in_task(item, ids) for item in result["added"]["targets"]]
    for lost in result["lost"]:
        if lost["kind"] == "targets":
            lost["item"] = lost["item"] | _in_task(lost["item"], ids)
    return result


def _in_task(fields: Json, ids: Mapping[str, str]) -> Json:
    task = fields.get("task_id")
    if task is None or task.startswith(ADDED):
        return {"task_id": ids.get(task, task) if task else None}
    return {"task_id": ids.get(task)}


def untouched(corrections: Json) -> bool:
    """Whether no official has changed or confirmed anything yet."""
    return not any(_leaves(corrections))


def _leaves(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _leaves(each)
    elif value:
        yield value
