"""Lists of instructions, and those that wait for a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from core.calendar import shift
from core.keys import key_in
from core.paging import Lines
from instructions import access, rules
from instructions.models import Instruction, InstructionQuerySet, StateChoice
from instructions.queries.holders import Holder, holders_of
from instructions.rules import InstructionState
from plans.models import Plan
from units.models import User
from units.rules import OFFICE_ROLES

# What the page shows: what waits for the person, what is not settled, everything.
LISTS = ("waiting", "open", "all")
# Days before its day on which the office looks again at what a unit works on.
SOON = 3


@dataclass(frozen=True)
class Filters:
    """What an address asks for; nonsense asks for nothing."""

    of: str = "waiting"
    state: str = ""
    plan: int | None = None
    late: bool = False

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Filters":
        of, state = query.get("list") or "", query.get("state") or ""
        return cls(
            of=of if of in LISTS else "waiting",
            state=state if state in StateChoice.values else "",
            plan=key_in(query.get("plan")),
            late=bool(query.get("late")),
        )


@dataclass(frozen=True)
class InstructionLine:
    """`holder` is who has it now."""

    instruction: Instruction
    holder: Holder
    is_late: bool


def waiting_for(user: User, *, on: date) -> InstructionQuerySet:
    """Feedback that a leader has not seen; what the office must take up, or answer soon."""
    wanted = Q(state=InstructionState.ANSWERED, leader__in=access.leaders_of(user))
    if user.has_role(OFFICE_ROLES):
        wanted |= Q(state=InstructionState.GIVEN)
        wanted |= Q(state=InstructionState.TAKEN_UP, due_on__lte=shift(on, SOON))
    return access.visible_instructions(user).filter(wanted).order_by("due_on", "pk")


def listed(user: User, filters: Filters, *, on: date) -> InstructionQuerySet:
    if filters.of == "waiting":
        found = waiting_for(user, on=on)
    elif filters.of == "open":
        open_ones = access.visible_instructions(user).exclude(state__in=rules.DECIDED)
        found = open_ones.order_by("due_on", "pk")
    else:
        found = access.visible_instructions(user).order_by("-pk")
    if filters.state:
        found = found.filter(state=filters.state)
    if filters.plan:
        found = found.filter(plan=filters.plan)
    return found.overdue(on=on) if filters.late else found


def lines(instructions: InstructionQuerySet, *, on: date) -> Lines[InstructionLine]:
    """Two queries for what a page shows."""

    def made(some: Sequence[Instruction]) -> list[InstructionLine]:
        holders = holders_of(some)
        return [
            InstructionLine(each, holders[each.pk], is_late=each.is_overdue(on=on)) for each in some
        ]

    return Lines(instructions.for_lists(), made)


def plans_of(user: User) -> QuerySet[Plan, tuple[int, str]]:
    """Plans on which the person can see instructions, with their titles."""
    known = access.visible_instructions(user).values("plan")
    return Plan.objects.filter(pk__in=known).newest_first().values_list("pk", "title")
