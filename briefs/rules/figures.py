"""The figures of a circular: each has a name, the query behind it, its rows. Plain Python.

A figure is never typed: the text names it (`{counted.met}`), and what is printed is what its query
found as known at the cut-off. Queries are asked of a `Snapshot`, so all of one circular's figures
are of one moment.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefs.rules.facts import JUDGED, Expected, Group, Snapshot, Standing, Thing
from briefs.rules.shares import shares

Row = Thing | Expected
Json = dict[str, Any]

# Of each group, besides those of a standing.
LISTED, JUDGED_PART = "listed", "judged"
REPORT_PARTS = ("due", "received", "missing", "late")


@dataclass(frozen=True)
class Found:
    """What a query found: a number or a share, or what is told of one thing; and its rows."""

    value: Any
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Figure:
    """A figure as it is kept in a circular; everything in it is plain JSON."""

    name: str
    query: str
    arguments: Json
    value: Any
    words: str
    cut_off: str
    rows: int
    rows_hash: str

    @property
    def as_json(self) -> Json:
        return dict(vars(self))


def names() -> list[str]:
    """Every figure that can be named in a text, but for those of one thing."""
    found = [f"{group}.{part}" for group in Group for part in _parts(group)]
    found += [f"reports.{part}" for part in (*REPORT_PARTS, "received_share", "missing_share")]
    return [*found, "reports.silent", "targets.unnamed", "tasks.unnamed"]


def find(name: str, snapshot: Snapshot, *, named: Sequence[str] = ()) -> Found | None:
    """Ask the query of that name; None where there is no such figure.

    `named` are the things that the text names: what behind them is left is `unnamed`.
    """
    if ":" in name:
        return _one(name, snapshot)
    head, _dot, part = name.partition(".")
    if head in ("targets", "tasks") and part == "unnamed":
        return _unnamed(head, snapshot, named)
    if head == "reports":
        return _of_reports(part, snapshot.reports)
    if head in tuple(Group):
        return _of_group(part, snapshot.group(Group(head)), Group(head))
    return None


def rows_hash(rows: Iterable[Row]) -> str:
    """The fingerprint of the list behind a figure: which things, and how they stood."""
    told = sorted(
        [row.key, row.standing.value, row.lamp]
        if isinstance(row, Thing)
        else [f"report:{row.pk}", str(row.received), str(row.late)]
        for row in rows
    )
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def value_of(thing: Thing) -> Json:
    """What is said of one target or task, as it can be held against another time."""
    return {
        "standing": thing.standing.value,
        "lamp": thing.lamp,
        "reached": thing.reached,
        "expected": thing.expected,
        "gap": None if thing.gap is None else str(thing.gap),
        "days": thing.days,
    }


def behind(things: Iterable[Thing]) -> list[Thing]:
    return [thing for thing in things if thing.standing is Standing.BEHIND]


def standings_of(group: Group) -> tuple[Standing, ...]:
    """Those over which the shares of a group are taken; a target that is done is on pace."""
    return JUDGED if group is Group.TASKS else (Standing.MET, Standing.BEHIND)


def counted(things: Sequence[Thing], group: Group) -> dict[Standing, list[Thing]]:
    """By standing; each thing in exactly one of them."""
    found: dict[Standing, list[Thing]] = {each: [] for each in Standing}
    for thing in things:
        met = group is not Group.TASKS and thing.standing is Standing.DONE
        found[Standing.MET if met else thing.standing].append(thing)
    return found


def _parts(group: Group) -> list[str]:
    judged = standings_of(group)
    left_out = [Standing.UNKNOWN] if group is Group.TASKS else [Standing.ANNUAL, Standing.UNKNOWN]
    counts = [LISTED, *left_out, JUDGED_PART, *judged]
    return [*map(str, counts), *(f"{each}_share" for each in judged)]


def _of_group(part: str, things: Sequence[Thing], group: Group) -> Found | None:
    if part not in _parts(group):
        return None
    by_standing, judged = counted(things, group), standings_of(group)
    if part == LISTED:
        return Found(len(things), tuple(things))
    if part == JUDGED_PART:
        rows = [thing for each in judged for thing in by_standing[each]]
        return Found(len(rows), tuple(rows))
    if part.endswith("_share"):
        wanted = Standing(part.removesuffix("_share"))
        parted = shares([len(by_standing[each]) for each in judged])
        return Found(str(parted[judged.index(wanted)]), tuple(by_standing[wanted]))
    rows = by_standing[Standing(part)]
    return Found(len(rows), tuple(rows))


def _of_reports(part: str, reports: Sequence[Expected]) -> Found | None:
    received = tuple(report for report in reports if report.received)
    missing = tuple(report for report in reports if not report.received)
    parted = [str(share) for share in shares([len(received), len(missing)])]
    units = {report.unit_pk for report in missing}
    silent = units - {report.unit_pk for report in received}
    quiet = tuple(report for report in missing if report.unit_pk in silent)
    late = tuple(report for report in missing if report.late)
    return {
        "due": Found(len(reports), tuple(reports)),
        "received": Found(len(received), received),
        "missing": Found(len(missing), missing),
        "late": Found(len(late), late),
        "received_share": Found(parted[0], received),
        "missing_share": Found(parted[1], missing),
        "silent": Found(len(silent), quiet),
    }.get(part)


def _unnamed(head: str, snapshot: Snapshot, named: Sequence[str]) -> Found:
    things = snapshot.tasks if head == "tasks" else snapshot.targets
    rows = tuple(thing for thing in behind(things) if thing.key not in named)
    return Found(len(rows), rows)


def _one(name: str, snapshot: Snapshot) -> Found | None:
    for thing in (*snapshot.targets, *snapshot.tasks):
        if thing.key == name:
            return Found(value_of(thing), (thing,))
    return None


def changed(frozen: Mapping[str, Any], found: Found | None) -> bool:
    """Whether a kept figure would say something else now."""
    return found is None or frozen["value"] != found.value
