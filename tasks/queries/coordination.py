"""Page-shaped reads on requests for coordination."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby, zip_longest
from operator import attrgetter
from typing import NamedTuple, Self

from django.db.models import Case, Q, QuerySet, When
from django.utils import timezone

from core.calendar import Works, end_of, working_days_between
from core.keys import key_in
from tasks import access
from tasks.models import Coordination, CoordinationState, CoordinationStep, Task
from tasks.rules import coordination as rules
from tasks.rules.coordination import ANSWERING_ROLES, ASKING_ROLES, LEADS_TO, CoordinationVerb
from tasks.wording import coordination as wording
from units.models import Membership, Unit, User

# Verbs after which somebody must answer.
OPENING = [verb.value for verb, to in LEADS_TO.items() if to == rules.CoordinationState.OPEN]
BOX_LINES = 20


@dataclass(frozen=True)
class Line:
    """A request in a list: who holds it since when, and how long they have got."""

    request: Coordination
    state: CoordinationState
    holder: Unit
    since: datetime
    time_left: str = ""
    late: bool = False

    @property
    def waits(self) -> bool:
        return self.state == CoordinationState.OPEN


@dataclass(frozen=True)
class Filters:
    """What the address asks for; nonsense asks for nothing."""

    state: str = ""
    holder: int | None = None
    unit: int | None = None
    late: bool = False

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        return cls(
            state=state if (state := query.get("state", "")) in CoordinationState.values else "",
            holder=key_in(query.get("holder")),
            unit=key_in(query.get("unit")),
            late=query.get("late") == "1",
        )


def waiting(user: User) -> QuerySet[Coordination]:
    """What waits for this person: to be answered, by its clock; then answers to be judged."""
    to_answer = Q(state=CoordinationState.OPEN, holder__in=user.unit_ids(ANSWERING_ROLES))
    to_judge = Q(state=CoordinationState.ANSWERED, unit__in=user.unit_ids(ASKING_ROLES))
    found = access.visible_coordinations(user).filter(to_answer | to_judge)
    answers_first = Case(When(state=CoordinationState.OPEN, then=0), default=1)
    return _with_names(found).order_by(answers_first, "answer_due_on", "pk")


def waiting_lines(requests: Iterable[Coordination], *, on: date, works: Works) -> list[Line]:
    return [
        _line(
            request,
            CoordinationState(request.state),
            holder=request.holder,
            since=request.holder_since,
            due_on=request.answer_due_on,
            on=on,
            works=works,
        )
        for request in requests
    ]


def known_steps(user: User, filters: Filters, *, on: date) -> QuerySet[CoordinationStep]:
    """The newest step of each request as known on a day; what waits longest comes first."""
    steps = CoordinationStep.objects.as_known_on(on)
    steps = steps.filter(coordination__in=access.visible_coordinations(user))
    if filters.state:
        led = [verb.value for verb, state in LEADS_TO.items() if state == filters.state]
        steps = steps.filter(verb__in=led)
    if filters.holder:
        steps = steps.filter(unit=filters.holder)
    if filters.unit:
        steps = steps.filter(coordination__unit=filters.unit)
    if filters.late:
        steps = steps.filter(answer_due_on__lt=on)
    steps = steps.select_related("unit", "coordination__task__plan", "coordination__unit")
    waiting_first = Case(When(verb__in=OPENING, then=0), default=1)
    return steps.order_by(waiting_first, "answer_due_on", "-at", "-pk")


def known_lines(steps: Iterable[CoordinationStep], *, on: date, works: Works) -> list[Line]:
    return [
        _line(
            step.coordination,
            CoordinationState(LEADS_TO[CoordinationVerb(step.verb)]),
            holder=step.unit,
            since=step.at,
            due_on=step.answer_due_on,
            on=on,
            works=works,
        )
        for step in steps
    ]


# --- Who answers how ---


class Hold(NamedTuple):
    """A unit had to answer from a moment on; `ended_at` is None where it still has to."""

    unit_id: int
    since: datetime
    due_on: date
    ended_at: datetime | None
    answered: bool

    @property
    def ended_on(self) -> date:
        assert self.ended_at is not None
        return _day(self.ended_at)


@dataclass
class HolderLine:
    """What one unit holds, and how punctually it dealt with what it held this year."""

    unit: Unit
    waiting: int = 0
    late: int = 0
    oldest: datetime | None = None
    # Answered or passed on.
    ended: int = 0
    ended_late: int = 0
    answered: int = 0
    days: int = 0

    @property
    def mean_days(self) -> Decimal | None:
        """Working days from laying it before the unit to its answer."""
        if not self.answered:
            return None
        return (Decimal(self.days) / self.answered).quantize(Decimal("0.1"))


def holders(*, on: date, works: Works) -> list[HolderLine]:
    """All who hold something or dealt with something since New Year; leaders are counted alike.

    Whoever passes a request on too late is late as well.
    """
    holds = [hold for hold in _holds(on) if hold.ended_at is None or hold.ended_on.year == on.year]
    units = Unit.objects.in_bulk({hold.unit_id for hold in holds})
    found = {pk: HolderLine(unit) for pk, unit in units.items()}
    for hold in holds:
        _count(found[hold.unit_id], hold, on=on, works=works)
    return sorted(
        found.values(),
        key=lambda line: (-line.late, -line.waiting, -line.ended_late, line.unit.protocol_order),
    )


def _holds(on: date) -> list[Hold]:
    """Every clock that had begun by the end of that day; withdrawn requests are left out."""
    known = CoordinationStep.objects.filter(at__lt=end_of(on)).defer("text")
    known = known.order_by("coordination", "pk")
    holds = []
    for _request, steps in groupby(known, key=attrgetter("coordination_id")):
        history = list(steps)
        for step, after in zip_longest(history, history[1:]):
            if step.answer_due_on is None or (after and after.verb == CoordinationVerb.WITHDRAW):
                continue
            answered = after is not None and after.verb == CoordinationVerb.ANSWER
            ended_at = after.at if after else None
            holds.append(Hold(step.unit_id, step.at, step.answer_due_on, ended_at, answered))
    return holds


def _count(line: HolderLine, hold: Hold, *, on: date, works: Works) -> None:
    if hold.ended_at is None:
        line.waiting += 1
        line.late += hold.due_on < on
        line.oldest = min(line.oldest or hold.since, hold.since)
        return
    line.ended += 1
    line.ended_late += hold.due_on < hold.ended_on
    if hold.answered:
        line.answered += 1
        line.days += max(0, working_days_between(_day(hold.since), hold.ended_on, works=works))


# --- One request, and the box on a task's page ---


@dataclass(frozen=True)
class Sheet:
    """A request with its history and what this person may do to it now."""

    line: Line
    steps: list[CoordinationStep]
    verbs: list[CoordinationVerb]

    @property
    def history(self) -> list[tuple[CoordinationStep, str]]:
        """Each step with what was done in it, in words."""
        return [(step, wording.act(step.verb)) for step in self.steps]


def sheet(user: User, pk: int, *, on: date, works: Works) -> Sheet:
    request = _with_names(access.visible_coordinations(user)).get(pk=pk)
    sides = access.coordination_sides(user, request)
    return Sheet(
        line=waiting_lines([request], on=on, works=works)[0],
        steps=list(request.steps.select_related("by", "unit").order_by("pk")),
        verbs=rules.verbs_of(rules.CoordinationState(request.state), sides),
    )


def receivers(request: Coordination) -> QuerySet[Unit]:
    """Units to which the office could hand it on: somebody there can answer."""
    posts = Membership.objects.live().filter(role__in=ANSWERING_ROLES, user__is_active=True)
    others = Unit.objects.current().exclude(pk__in=[request.holder_id, request.unit_id])
    return others.filter(pk__in=posts.values("unit")).in_protocol_order()


@dataclass(frozen=True)
class Box:
    """What a task's page says about coordination; `units` are those for which one may ask."""

    task: Task
    lines: list[Line]
    units: list[Unit]


def coordination_box(user: User, task: Task, *, on: date, works: Works) -> Box:
    """For `tasks/coordination_box.html`; as it was known on that day. Two queries."""
    steps = known_steps(user, Filters(), on=on).filter(coordination__task=task)[:BOX_LINES]
    open_for_asking = task.state in rules.ASKED_FOR_IN
    units = access.asking_units(user, task) if open_for_asking else Unit.objects.none()
    return Box(task, known_lines(steps, on=on, works=works), list(units.in_protocol_order()))


UnitNames = QuerySet[Unit, tuple[int, str]]


def filter_units(user: User) -> tuple[UnitNames, UnitNames]:
    """Units that hold or held something, and units that asked, of what this person may see.

    Keys with names.
    """
    visible = access.visible_coordinations(user)
    held = CoordinationStep.objects.filter(coordination__in=visible)
    units = Unit.objects.in_protocol_order().values_list("pk", "name")
    return units.filter(pk__in=held.values("unit")), units.filter(pk__in=visible.values("unit"))


def _with_names(requests: QuerySet[Coordination]) -> QuerySet[Coordination]:
    return requests.select_related("task__plan", "unit", "holder", "asked_by")


def _line(
    request: Coordination,
    state: CoordinationState,
    *,
    holder: Unit,
    since: datetime,
    due_on: date | None,
    on: date,
    works: Works,
) -> Line:
    if state != CoordinationState.OPEN or due_on is None:
        return Line(request, state, holder, since)
    left = rules.days_left(due_on, on=on, works=works)
    told = wording.time_left(due_on, left)
    return Line(request, state, holder, since, time_left=told, late=left < 0)


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()
