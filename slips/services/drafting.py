"""A slip is drafted from what the portal knows, and changed by officials until it is submitted."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from core.calendar import Works, add_working_days
from core.errors import Invalid, RuleBroken
from core.working_days import working_calendar
from slips import rules
from slips.access import require_drafting
from slips.models import Letterhead, Slip
from slips.queries import Known, known_of, recipients
from slips.rules import Grade, SlipVerb, ThingKind, Wish, faults_of, proposed_grade
from slips.services.basis import basis_of
from slips.services.steps import (
    DRAFT,
    claim,
    lock_letterhead,
    record_step,
    save_step,
)
from slips.wording import refusals, words
from slips.wording.facts import demand_of, facts_of
from units.models import User
from units.queries import office_of


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
    slip = _proposed(known, letterhead, works=works)
    slip.office, slip.drafted_by, slip.drafted_at, slip.since = office, by, now, now
    slip.basis = basis_of(known, slip, now=now)
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
    slip.answer_due_on, slip.copies = wish.answer_due_on, wish.copies.strip()
    save_step(slip, SlipVerb.SAVE, step.to, by=by, now=now)
    return slip


def require_sound(wish: Wish, *, on: date, whole: bool) -> None:
    faults = faults_of(wish, on=on, whole=whole)
    if faults:
        raise Invalid({name: words.fault(name, code) for name, code in faults.items()})


def _proposed(known: Known, letterhead: Letterhead, *, works: Works) -> Slip:
    """Grade, words and day as the portal would have them; unsaved."""
    earlier = known.earlier
    grade = proposed_grade(Grade(earlier.grade) if earlier else None, in_time=known.in_time)
    days = letterhead.style(grade).days
    return Slip(
        unit=known.unit,
        plan=known.plan,
        subject=known.subject[:300],
        grade=grade.value,
        facts=facts_of(known),
        demand=demand_of(known),
        answer_due_on=add_working_days(known.on, days, works=works),
        follows=None if known.in_time else earlier,
        **{f"{known.kind.value}_id": known.thing_id},
    )


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


def wish_of(slip: Slip) -> Wish:
    """The slip as it stands."""
    grade = Grade(slip.grade)
    return Wish(slip.unit_id, grade, slip.facts, slip.demand, slip.answer_due_on, slip.copies)
