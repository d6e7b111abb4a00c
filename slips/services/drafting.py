"""A slip is drafted from what the portal knows, and changed by officials until it is submitted."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from core.calendar import add_working_days
from core.errors import RuleBroken
from core.working_days import working_calendar
from slips import rules
from slips.access import require_drafting
from slips.models import Slip
from slips.queries import Known, known_of, recipients
from slips.rules import Grade, SlipVerb, ThingKind, Wish, faults_of, proposed_grade
from slips.services.steps import (
    DRAFT,
    Invalid,
    claim,
    lock_letterhead,
    record_step,
    save_step,
)
from slips.wording import refusals, words
from slips.wording.facts import demand_of, facts_of
from units.models import User
from units.queries import office_of

# The form of `Slip.basis`.
BASIS_VERSION = 1


@transaction.atomic
def draft_slip(*, kind: ThingKind, thing_id: int, by: User, now: datetime) -> Slip:
    """Propose grade, facts, demand and day from what is known now of a late thing."""
    require_drafting(by)
    works = working_calendar().works
    known = known_of(kind, thing_id, now=now, works=works)
    if known is None:
        raise RuleBroken(refusals.not_late())
    office = office_of(known.plan.issuer_id)
    if office is None:
        raise RuleBroken(refusals.no_office())
    letterhead = lock_letterhead(office)
    _require_room(known)
    earlier = known.earlier
    grade = proposed_grade(Grade(earlier.grade) if earlier else None, in_time=known.in_time)
    days = letterhead.style(grade).days
    slip = Slip(
        office=office,
        unit=known.unit,
        plan=known.plan,
        subject=known.subject[:300],
        grade=grade.value,
        since=now,
        facts=facts_of(known),
        demand=demand_of(known),
        answer_due_on=add_working_days(known.on, days, works=works),
        follows=None if known.in_time else earlier,
        drafted_by=by,
        drafted_at=now,
        **{f"{kind.value}_id": thing_id},
    )
    slip.basis = _basis(known, slip, now=now)
    slip.save(force_insert=True)
    record_step(slip, DRAFT, by=by, now=now)
    return slip


@transaction.atomic
def save_slip(*, slip_id: int, revision: int, wish: Wish, by: User, now: datetime) -> Slip:
    """Keep what an official changed in a draft; it need not be whole yet."""
    slip, step = claim(slip_id, SlipVerb.SAVE, revision=revision, by=by)
    require_sound(wish, on=timezone.localtime(now).date(), whole=False)
    if wish.unit_id != slip.unit_id:
        _address(slip, wish.unit_id)
    slip.grade = wish.grade.value
    slip.facts, slip.demand = wish.facts.strip(), wish.demand.strip()
    slip.answer_due_on = wish.answer_due_on
    save_step(slip, SlipVerb.SAVE, step.to, by=by, now=now)
    return slip


def require_sound(wish: Wish, *, on: date, whole: bool) -> None:
    faults = faults_of(wish, on=on, whole=whole)
    if faults:
        raise Invalid({name: words.fault(name, code) for name, code in faults.items()})


def _require_room(known: Known) -> None:
    """One slip about one thing: nothing is prepared, and the one before was not answered."""
    about = Slip.objects.filter(**{known.kind.value: known.thing_id}, unit=known.unit)
    busy = about.filter(state__in=rules.PREPARED | rules.OUT).order_by("-pk").first()
    if busy is not None and not busy.is_overdue(on=known.on):
        raise RuleBroken(refusals.exists(busy))


def _address(slip: Slip, unit_id: int) -> None:
    """To another unit with a part in the same thing."""
    lock_letterhead(slip.office)
    unit = recipients(slip).filter(pk=unit_id).first()
    if unit is None:
        raise Invalid({"unit": refusals.no_part(slip.unit)})
    about = Slip.objects.filter(**{slip.kind.value: slip.thing_id}, unit=unit)
    busy = about.filter(state__in=rules.PREPARED | rules.OUT).exclude(pk=slip.pk).first()
    if busy is not None:
        raise Invalid({"unit": refusals.exists(busy)})
    slip.unit = unit


def _basis(known: Known, slip: Slip, *, now: datetime) -> dict[str, object]:
    """What the facts were computed from, for whoever reads the slip later; plain JSON."""
    verdict, earlier, period = known.verdict, known.earlier, known.period
    return {
        "version": BASIS_VERSION,
        "computed_at": now.isoformat(),
        "language": get_language() or "",
        "on": known.on.isoformat(),
        "kind": known.kind.value,
        "thing": known.thing_id,
        "plan": {
            "id": known.plan.pk,
            "title": known.plan.title,
            "doc_number": known.plan.doc_number,
        },
        "unit": {"id": known.unit.pk, "name": known.unit.name},
        "subject": known.subject,
        "quote": known.quote,
        "due_on": _iso(known.due_on),
        "days_late": known.days_late,
        "period": [day.isoformat() for day in period] if period else None,
        "returned_on": _iso(known.returned_on),
        "percent": None if known.percent is None else str(known.percent),
        "percent_on": _iso(known.percent_on),
        "task": known.task,
        "verdict": verdict
        and {
            "id": verdict.pk,
            "closing_on": verdict.closing_on.isoformat(),
            "lamp": verdict.lamp,
            "inputs": verdict.inputs,
            "rule_version": verdict.rule_version,
            "sentence_zh": verdict.sentence_zh,
            "sentence_en": verdict.sentence_en,
        },
        "periods_behind": known.periods_behind,
        "earlier": earlier
        and {
            "id": earlier.pk,
            "number": earlier.number,
            "grade": earlier.grade,
            "answer_due_on": _iso(earlier.answer_due_on),
            "in_time": known.in_time,
        },
        "proposed": {
            "grade": slip.grade,
            "facts": slip.facts,
            "demand": slip.demand,
            "answer_due_on": _iso(slip.answer_due_on),
        },
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def wish_of(slip: Slip) -> Wish:
    """The slip as it stands."""
    grade = Grade(slip.grade)
    return Wish(slip.unit_id, grade, slip.facts, slip.demand, slip.answer_due_on)
