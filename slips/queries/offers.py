"""Late things without a slip, as lines of a page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core.keys import key_in
from core.paging import Lines
from plans.models import Plan
from slips import rules
from slips.access import visible_slips
from slips.models import Slip
from slips.queries.late import candidates
from slips.rules import ThingKind
from units.models import Unit, User


@dataclass(frozen=True)
class Offer:
    """A thing about which a slip can be drafted; `earlier` is one that was not answered in time.

    `due_on` is empty where a target is off its pace: `lamp` says how far.
    """

    kind: ThingKind
    pk: int
    subject: str
    plan: Plan
    unit: Unit
    due_on: date | None
    lamp: str
    earlier: Slip | None


def kind_in(text: str | None) -> ThingKind:
    """The kind that an address asks for; nonsense asks for reports."""
    known = {kind.value: kind for kind in ThingKind}
    return known.get(text or "", ThingKind.REPORT)


def offers(user: User, kind: ThingKind, query: Any, *, now: datetime) -> Lines[Offer]:
    """Three queries for what a page shows."""
    plan, unit = key_in(query.get("plan")), key_in(query.get("unit"))
    late = candidates(user, kind, now=now, plan=plan, unit=unit)

    def made(things: Sequence[Any]) -> list[Offer]:
        units = Unit.objects.in_bulk({thing.answers_id for thing in things})
        earlier = _earlier(kind, [thing.pk for thing in things])
        return [
            Offer(
                kind=kind,
                pk=thing.pk,
                unit=units[thing.answers_id],
                earlier=earlier.get((thing.pk, thing.answers_id)),
                lamp=getattr(thing, "lamp", ""),
                **_READ[kind](thing),
            )
            for thing in things
        ]

    return Lines(late, made)


def open_slip(user: User, kind: ThingKind, pk: int) -> Slip | None:
    """The newest slip about the thing that is prepared or not settled."""
    busy = visible_slips(user).filter(**{kind.value: pk}, state__in=rules.PREPARED | rules.OUT)
    return busy.order_by("-pk").first()


def _earlier(kind: ThingKind, pks: list[int]) -> dict[tuple[int, int], Slip]:
    out = Slip.objects.filter(**{f"{kind.value}__in": pks}, state__in=rules.WAITING)
    return {(slip.thing_id, slip.unit_id): slip for slip in out.defer("basis", "letter")}


_READ: dict[ThingKind, Callable[[Any], dict[str, Any]]] = {
    ThingKind.REPORT: lambda report: {
        "subject": f"{report.subject} {report.period}",
        "plan": report.period.plan,
        "due_on": report.due_on,
    },
    ThingKind.TASK: lambda task: {
        "subject": str(task),
        "plan": task.plan,
        "due_on": task.due_on,
    },
    ThingKind.MILESTONE: lambda stage: {
        "subject": f"{stage.task}: {stage.title}",
        "plan": stage.task.plan,
        "due_on": stage.due_on,
    },
    ThingKind.TARGET: lambda target: {
        "subject": str(target),
        "plan": target.plan,
        "due_on": None,
    },
}
