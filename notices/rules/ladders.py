"""The ladder of chasing: who is told how long before or after a moment, and how. Plain Python.

Published practice climbs from a reminder a few days before the deadline over the unit's reviewer
and head to the supervision office and its leaders; how steep it is, is the office's choice.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from notices.rules.matters import FOR_NO_LEADER, UPWARD, WITH_DEADLINE, Channel, Matter, Party

# Further away than this from a deadline nobody is told anything.
FURTHEST = 30
# Of one matter; who is told more often stops reading.
MOST_STEPS = 8


@dataclass(frozen=True)
class Step:
    """From so many working days on, these parties are told by these channels, beside the inbox.

    `days` are counted from the deadline, before it where negative; where there is none, from the
    moment at which the thing began to wait; of PACE, they are periods in a row. `urgent` steps do
    not wait for the daily letter. `words` are the office's own, added to the letter.
    """

    matter: Matter
    days: int
    to: frozenset[Party] = frozenset({Party.HOLDER})
    by: frozenset[Channel] = frozenset({Channel.EMAIL})
    urgent: bool = False
    words: str = field(default="", compare=False)


class Fault(StrEnum):
    """What is wrong with a step, or between two of them."""

    NOBODY = "nobody"
    TOO_FAR = "too_far"
    NO_DEADLINE = "no_deadline"
    NO_PERIODS = "no_periods"
    TWICE = "twice"
    TOO_MANY = "too_many"
    SHRINKS = "shrinks"
    NO_LEADER = "no_leader"


def faults_of(steps: Collection[Step]) -> dict[int, set[Fault]]:
    """What is wrong, by the place of the step among `steps`; empty where the ladder holds.

    A higher step that tells fewer people than a lower one contradicts itself: who was told that
    something is late must hear that it still is.
    """
    found: dict[int, set[Fault]] = {}
    for place, fault in [*_alone(steps), *_together(steps)]:
        found.setdefault(place, set()).add(fault)
    return found


def _alone(steps: Iterable[Step]) -> Iterator[tuple[int, Fault]]:
    for place, step in enumerate(steps):
        if not step.to:
            yield place, Fault.NOBODY
        if Party.LEADER in step.to and step.matter in FOR_NO_LEADER:
            yield place, Fault.NO_LEADER
        if abs(step.days) > FURTHEST:
            yield place, Fault.TOO_FAR
        if step.matter is Matter.PACE and step.days < 1:
            yield place, Fault.NO_PERIODS
        elif step.days < 0 and step.matter not in WITH_DEADLINE:
            yield place, Fault.NO_DEADLINE


def _together(steps: Collection[Step]) -> Iterator[tuple[int, Fault]]:
    places = sorted(enumerate(steps), key=lambda pair: (pair[1].matter, pair[1].days))
    counted: dict[Matter, int] = {}
    before: Step | None = None
    for place, step in places:
        counted[step.matter] = counted.get(step.matter, 0) + 1
        if counted[step.matter] > MOST_STEPS:
            yield place, Fault.TOO_MANY
        if before is not None and before.matter is step.matter:
            if before.days == step.days:
                yield place, Fault.TWICE
            elif not before.to <= step.to:
                yield place, Fault.SHRINKS
        before = step


def mark_of(steps: Iterable[Step]) -> str:
    """Another one whenever something about these steps is another, whatever their order."""
    said = sorted(
        (step.matter, step.days, sorted(step.to), sorted(step.by), step.urgent, step.words)
        for step in steps
    )
    return sha256(repr(said).encode()).hexdigest()[:16]


def reached(steps: Iterable[Step], matter: Matter, days: int) -> Step | None:
    """The highest step of a matter that is reached after so many days, however long nobody looked.

    What the sweep does for all things at once, for one.
    """
    own = (step for step in steps if step.matter is matter and step.days <= days)
    return max(own, key=lambda step: step.days, default=None)


class Preset(StrEnum):
    MILD = "mild"
    USUAL = "usual"
    STRICT = "strict"


_HOLDER = (Party.HOLDER,)
_REVIEWER = (*_HOLDER, Party.REVIEWER)
_HEAD = (*_REVIEWER, Party.HEAD)
_INSPECTOR = (*_HEAD, Party.INSPECTOR)
_LEADER = (*_INSPECTOR, Party.LEADER)
_ABOVE = (*_HOLDER, Party.OFFICE_HEAD)
_TOP = (*_ABOVE, Party.LEADER)

# Days -> who is told, by preset. The usual one follows the ladder that offices publish.
_DOWNWARD: dict[Preset, dict[int, tuple[Party, ...]]] = {
    Preset.MILD: {-1: _HOLDER, 3: _REVIEWER, 10: _INSPECTOR},
    Preset.USUAL: {-3: _HOLDER, -1: _HOLDER, 1: _REVIEWER, 3: _HEAD, 7: _INSPECTOR},
    Preset.STRICT: {
        -3: _HOLDER, -1: _HOLDER, 0: _HOLDER, 1: _HEAD, 3: _INSPECTOR, 5: _LEADER,
    },
}  # fmt: skip
_WAITING: dict[Preset, dict[int, tuple[Party, ...]]] = {
    Preset.MILD: {3: _HOLDER, 10: _HEAD},
    Preset.USUAL: {1: _HOLDER, 3: _HEAD, 7: _INSPECTOR},
    Preset.STRICT: {1: _HOLDER, 2: _HEAD, 3: _INSPECTOR},
}
_UPWARD: dict[Preset, dict[int, tuple[Party, ...]]] = {
    Preset.MILD: {5: _HOLDER},
    Preset.USUAL: {2: _HOLDER, 5: _ABOVE},
    Preset.STRICT: {1: _HOLDER, 3: _ABOVE, 7: _TOP},
}
_OFF_PACE: dict[Preset, dict[int, tuple[Party, ...]]] = {
    Preset.MILD: {3: _HEAD},
    Preset.USUAL: {2: _HEAD, 3: _INSPECTOR},
    Preset.STRICT: {1: _HEAD, 2: _INSPECTOR, 3: _LEADER},
}
_OFFICE: dict[Preset, dict[int, tuple[Party, ...]]] = {
    Preset.MILD: {-1: _HOLDER, 3: _HOLDER},
    Preset.USUAL: {-1: _HOLDER, 1: _HOLDER, 3: _ABOVE},
    Preset.STRICT: {-3: _HOLDER, -1: _HOLDER, 0: _HOLDER, 1: _ABOVE},
}


def preset(kind: Preset) -> tuple[Step, ...]:
    """All steps of a preset, by matter and days."""
    return tuple(
        # The last day before a deadline does not wait for tomorrow's letter.
        Step(matter, days, frozenset(parties), urgent=days == 0)
        for matter in Matter
        for days, parties in _steps_of(matter)[kind].items()
    )


def _steps_of(matter: Matter) -> dict[Preset, dict[int, tuple[Party, ...]]]:
    if matter is Matter.PACE:
        return _OFF_PACE
    if matter in FOR_NO_LEADER:
        return _OFFICE
    if matter in WITH_DEADLINE:
        return _DOWNWARD
    return _UPWARD if matter in UPWARD else _WAITING
