"""What the page of a plan, a target or a task shows of instructions."""

from dataclasses import dataclass
from datetime import date

from indicators.models import Target
from instructions import access
from instructions.models import Instruction, Tick
from instructions.queries.lists import InstructionLine, lines
from instructions.rules import About
from plans.models import Plan
from tasks.models import Task
from units.models import User
from units.rules import CITY_WIDE_ROLES

# The newest; the list has the rest.
MOST = 10


@dataclass(frozen=True)
class Box:
    """Instructions on the thing, the one that a task was made of, and who has read how it stands.

    All of it as far as the person may see it; empty for most.
    """

    about: About
    key: int
    may_instruct: bool
    lines: tuple[InstructionLine, ...]
    sources: tuple[Instruction, ...]
    ticks: tuple[Tick, ...]

    def __bool__(self) -> bool:
        return bool(self.may_instruct or self.lines or self.sources or self.ticks)


def box_about(user: User, thing: Plan | Target | Task, *, on: date) -> Box:
    """At most four queries; one for people of units, and none for a plan or target of theirs."""
    visible = access.visible_instructions(user)
    whole = user.has_role(CITY_WIDE_ROLES)
    found = lines(visible.about(thing).order_by("-pk"), on=on)[:MOST] if whole else []
    sources = visible.filter(made_task=thing).for_lists() if isinstance(thing, Task) else ()
    ticks = access.visible_ticks(user).filter(**_own(thing)).select_related("leader")
    return Box(
        about=_kind(thing),
        key=thing.pk,
        may_instruct=access.may_instruct(user),
        lines=tuple(found),
        sources=tuple(sources),
        ticks=tuple(ticks.order_by("-pk")[:MOST]) if whole else (),
    )


def _kind(thing: Plan | Target | Task) -> About:
    if isinstance(thing, Plan):
        return About.PLAN
    return About.TARGET if isinstance(thing, Target) else About.TASK


def _own(thing: Plan | Target | Task) -> dict[str, object]:
    if isinstance(thing, Plan):
        return {"plan": thing, "target": None, "task": None}
    return {_kind(thing).value: thing}
