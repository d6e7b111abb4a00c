"""Lists of slips, and those that wait for a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.db.models.fields.json import KT

from core.keys import key_in
from core.paging import Lines
from plans.models import Plan
from slips import access, rules
from slips.models import GradeChoice, Letterhead, Slip, SlipQuerySet, StateChoice
from slips.rules import Grade, SlipState
from slips.wording.words import mark
from units.models import Unit, User
from units.queries import watched_unit_ids
from units.rules import OFFICE_ROLES, UNIT_ROLES, Role

# What the page shows: what waits for the person, what is not settled, everything.
LISTS = ("waiting", "open", "all")


@dataclass(frozen=True)
class Filters:
    """What an address asks for; nonsense asks for nothing."""

    of: str = "waiting"
    state: str = ""
    grade: str = ""
    plan: int | None = None
    unit: int | None = None
    late: bool = False

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Filters":
        of, state, grade = (query.get(name) or "" for name in ("list", "state", "grade"))
        return cls(
            of=of if of in LISTS else "waiting",
            state=state if state in StateChoice.values else "",
            grade=grade if grade in GradeChoice.values else "",
            plan=key_in(query.get("plan")),
            unit=key_in(query.get("unit")),
            late=bool(query.get("late")),
        )


@dataclass(frozen=True)
class SlipLine:
    """`mark` is the grade as it is or would be printed, with the word for its colour."""

    slip: Slip
    mark: str
    colour: str
    is_late: bool


def waiting_for(user: User) -> SlipQuerySet:
    """What this person must receive, answer, approve, send or judge, what is due first on top."""
    wanted = Q(state__in=rules.WAITING, unit__in=user.unit_ids(UNIT_ROLES))
    if user.has_role(OFFICE_ROLES):
        wanted |= Q(state__in=(SlipState.APPROVED, SlipState.ANSWERED))
        wanted |= Q(state=SlipState.DRAFT, drafted_by=user)
    if Role.OFFICE_HEAD in user.roles:
        wanted |= Q(state=SlipState.SUBMITTED)
    found = access.visible_slips(user).filter(wanted)
    return found.order_by(F("answer_due_on").asc(nulls_last=True), "pk")


def listed(user: User, filters: Filters, *, on: date) -> SlipQuerySet:
    found = waiting_for(user) if filters.of == "waiting" else _known(user)
    if filters.of == "open":
        found = found.filter(state__in=rules.PREPARED | rules.OUT)
    for name in ("state", "grade", "plan", "unit"):
        if value := getattr(filters, name):
            found = found.filter(**{name: value})
    return found.overdue(on=on) if filters.late else found


def lines(slips: SlipQuerySet, *, on: date) -> Lines[SlipLine]:
    """Two queries for what a page shows."""
    printed = slips.for_lists().annotate(
        printed_mark=KT("letter__mark"), printed_colour=KT("letter__colour")
    )

    def made(some: Sequence[Slip]) -> list[SlipLine]:
        heads = Letterhead.objects.filter(office__in={slip.office_id for slip in some})
        by_office = {head.office_id: head for head in heads}
        return [_line(slip, by_office.get(slip.office_id, Letterhead()), on=on) for slip in some]

    return Lines(printed, made)


def filter_choices(
    user: User,
) -> tuple[QuerySet[Plan, tuple[int, str]], QuerySet[Unit, tuple[int, str]]]:
    """Plans with titles and units with names of which the person can see slips."""
    known = access.visible_slips(user)
    plans = Plan.objects.filter(pk__in=known.values("plan")).newest_first()
    units = Unit.objects.filter(pk__in=known.values("unit")).in_protocol_order()
    return plans.values_list("pk", "title"), units.values_list("pk", "name")


def _known(user: User) -> SlipQuerySet:
    """Newest first; leaders see those of the units that they watch."""
    found = access.visible_slips(user).order_by("-pk")
    if not user.has_role({Role.LEADER}):
        return found
    watched = watched_unit_ids(user)
    return found if watched is None else found.filter(unit__in=watched)


def _line(slip: Slip, letterhead: Letterhead, *, on: date) -> SlipLine:
    grade, printed = Grade(slip.grade), vars(slip)
    return SlipLine(
        slip=slip,
        mark=printed["printed_mark"] or mark(grade, letterhead),
        colour=printed["printed_colour"] or letterhead.style(grade).colour.value,
        is_late=slip.is_overdue(on=on),
    )
