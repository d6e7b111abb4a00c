"""One door for every step of a circular: table, needs, what the step does, course and act."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation

from briefs.circulars import write_circular
from briefs.models import Circular, OutdatedFigure
from briefs.queries.known import clashes_of, text_troubles
from briefs.queries.printing import printed_of
from briefs.rules import states
from briefs.rules.kinds import CircularKind
from briefs.rules.printed import fingerprint
from briefs.rules.states import CircularState, CircularVerb, Need
from briefs.services.steps import LANGUAGE, claim, lock_circular, lock_template, save_step
from briefs.wording import refusals
from briefs.wording.words import number_of
from core.errors import Invalid, RuleBroken
from tasks.rules.texts import fault_of_text
from units.models import User


@dataclass(frozen=True)
class _Act:
    """A step while it is being taken; `circular` is locked."""

    circular: Circular
    by: User
    now: datetime
    text: str


@transaction.atomic
def move_circular(
    *,
    circular_id: int,
    verb: CircularVerb,
    revision: int,
    by: User,
    now: datetime,
    text: str = "",
) -> Circular:
    """Take one step, if the table of states allows it and everything that it needs is there."""
    circular, step = claim(circular_id, verb, revision=revision, by=by)
    act = _Act(circular, by, now, text.strip())
    # In one order, so that the same sentence comes first every time.
    for need in sorted(step.needs):
        _CHECKS[need](act)
    if verb in _DOES:
        _DOES[verb](act)
    save_step(circular, verb, step.to, by=by, now=now, text=act.text)
    return circular


# --- What a step needs -----------------------------------------------------------------------


def _require_reason(act: _Act) -> None:
    if fault_of_text(act.text, required=True):
        raise Invalid({"text": [refusals.no_reason()]})


def _require_second_person(act: _Act) -> None:
    laid = act.circular.steps.filter(verb=CircularVerb.SUBMIT).order_by("-pk")[0]
    if laid.by_id == act.by.pk:
        raise RuleBroken(refusals.second_person())


def _require_sound(act: _Act) -> None:
    """Nothing in it contradicts itself, its annexes, or what was known at its cut-off."""
    with translation.override(LANGUAGE):
        troubles, clashes = text_troubles(act.circular), clashes_of(act.circular)
    if troubles or clashes:
        raise RuleBroken(refusals.joined(refusals.unsound(troubles, clashes)))


_CHECKS: dict[Need, Callable[[_Act], None]] = {
    Need.REASON: _require_reason,
    Need.SECOND_PERSON: _require_second_person,
    Need.SOUND: _require_sound,
}


# --- What a step does besides ----------------------------------------------------------------


def _freeze(act: _Act) -> None:
    """The next number, every word as it is printed from now on, and the file made of them."""
    circular, kind = act.circular, CircularKind(act.circular.kind)
    template = lock_template(circular.office, kind)
    day = timezone.localtime(act.now).date()
    mine = Circular.objects.filter(office=circular.office, kind=kind.value, year=day.year)
    circular.year = day.year
    circular.serial = (mine.aggregate(last=Max("serial"))["last"] or 0) + 1
    with translation.override(LANGUAGE):
        circular.number = number_of(template, year=day.year, serial=circular.serial)
        circular.printed = printed_of(circular, template, issued_on=day)
        file = write_circular(circular.printed, circular.content, now=act.now)
    circular.printed_sha256 = fingerprint(circular.printed, circular.content)
    circular.file_sha256 = hashlib.sha256(file).hexdigest()
    circular.file.save(f"{circular.file_sha256[:24]}.docx", ContentFile(file), save=False)


def _issue(act: _Act) -> None:
    """It goes out; the one that it corrects is marked, and its corrections are told."""
    act.circular.issued_at = act.now
    if act.circular.corrects_id is None:
        return
    first = lock_circular(act.circular.corrects_id)
    step = states.after(CircularState(first.state), CircularVerb.CORRECT)
    if step is None:
        raise RuleBroken(refusals.forbidden(first))
    told: dict[str, Any] = act.circular.content["changes"]
    for row in OutdatedFigure.objects.filter(circular=first, name__in=told):
        row.erratum = act.circular
        row.save(update_fields=["erratum"])
    save_step(
        first, CircularVerb.CORRECT, step.to, by=act.by, now=act.now, text=act.circular.number
    )


_DOES: dict[CircularVerb, Callable[[_Act], None]] = {
    CircularVerb.APPROVE: _freeze,
    CircularVerb.ISSUE: _issue,
}
