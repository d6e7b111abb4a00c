"""Whether a circular contradicts itself: its sums, its shares, its annexes. Plain Python."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from briefs.rules.facts import Group, Standing
from briefs.rules.figures import standings_of

Figures = Mapping[str, Mapping[str, Any]]
HUNDRED = Decimal(100)


class Clash(StrEnum):
    """What does not fit together."""

    SUM = "sum"
    SHARES = "shares"
    ANNEX = "annex"
    UNITS = "units"
    NAMED = "named"
    CHANGED = "changed"


@dataclass(frozen=True)
class Contradiction:
    """A figure, what the text says of it, and what it should be."""

    clash: Clash
    figure: str
    printed: str
    counted: str


def contradictions(content: Mapping[str, Any]) -> list[Contradiction]:
    """Everything in a circular's content that does not add up; empty for a sound one."""
    figures, annex = content["figures"], content["annex"]
    found = [each for group in Group for each in _of_group(group, figures, annex)]
    found += _sum("reports", ("received", "missing"), "due", figures)
    found += _shares("reports", ("received", "missing"), figures, over="due")
    return [*found, *_of_units(figures, annex), *_named(figures, annex)]


def _of_group(group: Group, figures: Figures, annex: Any) -> Iterator[Contradiction]:
    judged = tuple(map(str, standings_of(group)))
    left_out = ("unknown",) if group is Group.TASKS else ("annual", "unknown")
    yield from _sum(group, judged, "judged", figures)
    yield from _sum(group, ("judged", *left_out), "listed", figures)
    yield from _shares(group, judged, figures, over="judged")
    rows = annex["tasks"] if group is Group.TASKS else annex["targets"]
    mine = [row for row in rows if row["group"] == group]
    yield from _equal(f"{group}.listed", len(mine), figures, Clash.ANNEX)
    for part in (*judged, *left_out):
        number = sum(_counts_as(row, group) == part for row in mine)
        yield from _equal(f"{group}.{part}", number, figures, Clash.ANNEX)


def _counts_as(row: Mapping[str, Any], group: Group) -> str:
    met = group is not Group.TASKS and row["standing"] == Standing.DONE
    return Standing.MET.value if met else str(row["standing"])


def _sum(head: str, parts: tuple[str, ...], whole: str, figures: Figures) -> list[Contradiction]:
    total = sum(figures[f"{head}.{part}"]["value"] for part in parts)
    return list(_equal(f"{head}.{whole}", total, figures, Clash.SUM))


def _shares(
    head: str, parts: tuple[str, ...], figures: Figures, *, over: str
) -> list[Contradiction]:
    if not figures[f"{head}.{over}"]["value"]:
        return []
    total = sum(Decimal(figures[f"{head}.{part}_share"]["value"]) for part in parts)
    name = f"{head}.{parts[0]}_share"
    return [] if total == HUNDRED else [Contradiction(Clash.SHARES, name, str(total), "100.0")]


def _of_units(figures: Figures, annex: Any) -> Iterator[Contradiction]:
    for name, columns in {
        "targets": ("economic.listed", "counted.listed"),
        "tasks": ("tasks.listed",),
        "due": ("reports.due",),
        "missing": ("reports.missing",),
    }.items():
        total = sum(unit[name] for unit in annex["units"])
        printed = sum(figures[column]["value"] for column in columns)
        if total != printed:
            yield Contradiction(Clash.UNITS, columns[0], str(printed), str(total))


def _named(figures: Figures, annex: Any) -> Iterator[Contradiction]:
    """Who is named in the text stands behind in the annex as well."""
    rows = {row["key"]: row for row in (*annex["targets"], *annex["tasks"])}
    for name, figure in figures.items():
        if ":" not in name:
            continue
        row = rows.get(name)
        listed = row["standing"] if row else "—"
        if listed != figure["value"]["standing"]:
            yield Contradiction(Clash.NAMED, name, figure["value"]["standing"], listed)


def _equal(name: str, number: int, figures: Figures, clash: Clash) -> Iterator[Contradiction]:
    printed = figures[name]["value"]
    if printed != number:
        yield Contradiction(clash, name, str(printed), str(number))
