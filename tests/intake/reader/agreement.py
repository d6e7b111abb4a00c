"""How far a reading agrees with what somebody else says that the document says.

The same ideas as any information extraction is measured by: tasks are matched by their titles,
units are compared as sets within matched tasks, targets are matched by quantity and indicator, and
each is an F1 (the harmonic mean of what was found of the truth and what is true of the found).
"""

from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher
from typing import Any

Json = dict[str, Any]
SIMILAR_TITLE, SIMILAR_INDICATOR = 0.8, 0.6
FIELDS = ("op", "due", "every")


def agreement(found: Json, truth: Json) -> float:
    """One number from 0 to 1: the mean of what can be compared in this document."""
    tasks = matched_tasks(found["tasks"], truth["tasks"])
    targets = matched_targets(found["targets"], truth["targets"])
    parts = [
        f1(len(tasks), len(found["tasks"]), len(truth["tasks"])),
        units_f1(found["tasks"], truth["tasks"], tasks),
        f1(len(targets), len(found["targets"]), len(truth["targets"])),
        fields_share(found["targets"], truth["targets"], targets),
        float(letters(found["title"]) == letters(truth["title"])) if truth["title"] else None,
    ]
    known = [part for part in parts if part is not None]
    return sum(known) / len(known)


def f1(common: int, found: int, truth: int) -> float | None:
    return 2 * common / (found + truth) if found + truth else None


def matched_tasks(found: list[Json], truth: list[Json]) -> list[tuple[int, int]]:
    return _pairs(
        len(found),
        len(truth),
        lambda f, t: _alike(found[f]["title"], truth[t]["title"], SIMILAR_TITLE, 6),
    )


def matched_targets(found: list[Json], truth: list[Json]) -> list[tuple[int, int]]:
    def alike(f: int, t: int) -> float:
        one, other = found[f], truth[t]
        if any(one[key] != other[key] for key in ("value", "value_high")):
            return 0.0
        if other["value"] is not None and letters(one["unit"]) != letters(other["unit"]):
            return 0.0
        return _alike(one["indicator"], other["indicator"], SIMILAR_INDICATOR, 2)

    return _pairs(len(found), len(truth), alike)


def units_f1(found: list[Json], truth: list[Json], pairs: list[tuple[int, int]]) -> float | None:
    """Over (task, role, unit); units of tasks without a partner count against."""
    partner = dict(pairs)
    ours = _named(found, lambda index: str(partner.get(index, f"found {index}")))
    theirs = _named(truth, str)
    return f1(sum((ours & theirs).values()), sum(ours.values()), sum(theirs.values()))


def _named(tasks: list[Json], key: Callable[[int], str]) -> "Counter[tuple[str, str, str]]":
    return Counter(
        (key(index), role, letters(name))
        for index, task in enumerate(tasks)
        for role in ("lead_units", "assist_units")
        for name in task[role]
    )


def fields_share(
    found: list[Json], truth: list[Json], pairs: list[tuple[int, int]]
) -> float | None:
    same = [found[f][key] == truth[t][key] for f, t in pairs for key in FIELDS]
    return sum(same) / len(same) if same else None


def letters(text: str | None) -> str:
    """Without spaces, brackets and width: what a reader hears."""
    return "".join(char for char in (text or "") if char.isalnum() or char in "%/")


def _alike(one: str, other: str, similar: float, contained: int) -> float:
    one, other = letters(one), letters(other)
    short, long = sorted((one, other), key=len)
    if len(short) >= contained and short in long:
        return 1.0
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return ratio if ratio >= similar else 0.0


def _pairs(count: int, others: int, alike: Callable[[int, int], float]) -> list[tuple[int, int]]:
    """One to one, the most alike first, the order of the document among equals."""
    scored = [
        (-score, abs(f - t), f, t)
        for f in range(count)
        for t in range(others)
        if (score := alike(f, t))
    ]
    pairs: dict[int, int] = {}
    for *_, f, t in sorted(scored):
        if f not in pairs and t not in pairs.values():
            pairs[f] = t
    return sorted(pairs.items())
