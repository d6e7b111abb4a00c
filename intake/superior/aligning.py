"""Two plans side by side: every promise of the superior finds its counterpart in ours, or none.

Targets are paired by their indicators' names, tasks by their titles (`names`), the surest pairs
first and each promise once. Where an indicator is promised for several dates, the nearest dates
are paired. Below SURE a pair is shown as a guess that people should look at.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from indicators.rules import Comparator
from intake.superior.comparing import Aim, Kind, Verdict, compare, compare_dates
from intake.superior.measures import common
from intake.superior.names import (
    indicator_key,
    indicator_likeness,
    near,
    task_key,
    task_likeness,
)

SURE = 85.0
LEAST = {"targets": 72.0, "tasks": 60.0}


class Of(StrEnum):
    TARGETS = "targets"
    TASKS = "tasks"


@dataclass(frozen=True)
class Side:
    """A plan as it is compared: what it promises, and how it may call its own place."""

    targets: Sequence[Aim]
    tasks: Sequence[Aim]
    places: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Row:
    """A promise of the superior and ours; one of the two may be missing.

    `guess` says that the names are only similar. `mention` is where the words of something that
    is missing occur in our text nevertheless.
    """

    of: Of
    verdict: Verdict
    superior: Aim | None = None
    ours: Aim | None = None
    guess: bool = False
    mention: tuple[int, int] | None = None

    @property
    def kind(self) -> Kind:
        return self.verdict.kind


def align(superior: Side, ours: Side, *, below: bool) -> list[Row]:
    """The superior's promises in its order, targets before tasks, then what only we promise."""
    targets = _align(
        Of.TARGETS,
        _keyed(superior.targets, superior, indicator_key),
        _keyed(ours.targets, ours, indicator_key),
        likeness=_target_likeness,
        verdict=lambda one, other: compare(one, other, below=below),
    )
    tasks = _align(
        Of.TASKS,
        _keyed(superior.tasks, superior, task_key),
        _keyed(ours.tasks, ours, task_key),
        likeness=lambda one, other: task_likeness(one.key, other.key),
        verdict=compare_dates,
    )
    rows = [_with_mention(row, superior, ours) for row in (*targets, *tasks)]
    return sorted(rows, key=lambda row: row.kind is Kind.NEW)


def counts(rows: Sequence[Row]) -> dict[Kind, int]:
    """How many rows there are of each kind; every kind is there."""
    found = Counter(row.kind for row in rows)
    return {kind: found[kind] for kind in Kind}


@dataclass(frozen=True)
class _Keyed:
    """An aim with the form under which its name is compared, made once."""

    aim: Aim
    key: str


def _keyed(
    aims: Sequence[Aim], side: Side, key: Callable[[str, tuple[str, ...]], str]
) -> list[_Keyed]:
    return [_Keyed(aim, key(aim.name, side.places)) for aim in aims]


def _target_likeness(one: _Keyed, other: _Keyed) -> float:
    alike = indicator_likeness(one.key, other.key)
    # The same name in another measure is another number, or people must say why not.
    if alike < LEAST[Of.TARGETS] or (alike < 100 and common(one.aim.unit, other.aim.unit) is None):
        return 0.0
    return alike - _apart_in_form(one.aim, other.aim)


def _apart_in_form(one: Aim, other: Aim) -> float:
    """Of several promises about one indicator the nearest in kind and date belong together."""
    apart = 0.0
    if bool(one.every) != bool(other.every):
        apart += 4
    if (one.op == Comparator.AT_MOST) != (other.op == Comparator.AT_MOST):
        apart += 4
    if one.due and other.due:
        apart += min(abs((one.due - other.due).days) / 365, 5)
    elif one.due or other.due:
        apart += 1
    return apart


def _align(
    of: Of,
    superior: Sequence[_Keyed],
    ours: Sequence[_Keyed],
    *,
    likeness: Callable[[_Keyed, _Keyed], float],
    verdict: Callable[[Aim, Aim], Verdict],
) -> list[Row]:
    pairs = _pairs(superior, ours, likeness=likeness, least=LEAST[of])
    rows = []
    for at, each in enumerate(superior):
        other, alike = pairs.get(at, (None, 0.0))
        if other is None:
            rows.append(Row(of, Verdict(Kind.MISSING), superior=each.aim))
        else:
            own = ours[other].aim
            rows.append(Row(of, verdict(each.aim, own), each.aim, own, guess=alike < SURE))
    taken = {other for other, _alike in pairs.values()}
    left = [each.aim for at, each in enumerate(ours) if at not in taken]
    rows += [Row(of, Verdict(Kind.NEW), ours=aim) for aim in left]
    return rows


def _pairs(
    superior: Sequence[_Keyed],
    ours: Sequence[_Keyed],
    *,
    likeness: Callable[[_Keyed, _Keyed], float],
    least: float,
) -> dict[int, tuple[int, float]]:
    """Index of the superior's -> index of ours and how alike they are, the surest pairs first."""
    keys = [own.key for own in ours]
    candidates = [
        (alike, one, other)
        for one, theirs in enumerate(superior)
        for other in near(theirs.key, keys, least=least)
        if (alike := likeness(theirs, ours[other])) >= least
    ]
    found: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for alike, one, other in sorted(candidates, key=lambda each: (-each[0], each[1], each[2])):
        if one not in found and other not in taken:
            found[one] = (other, alike)
            taken.add(other)
    return found


def _with_mention(row: Row, superior: Side, ours: Side) -> Row:
    """Where our text has the words of what it does not promise: people should look there first."""
    if row.kind is not Kind.MISSING or row.superior is None:
        return row
    key = indicator_key if row.of is Of.TARGETS else task_key
    words = key(row.superior.name, superior.places)
    at = ours.text.find(words) if len(words) >= 4 else -1
    return row if at < 0 else Row(row.of, row.verdict, row.superior, mention=(at, at + len(words)))
