"""One door for every step of a slip: table, needs, what the step does, course and act."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.base import File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from core.attachments import attachment_fields
from core.errors import Invalid, RuleBroken
from plans.models import PlanState
from slips import rules
from slips.models import AnswerFile, Slip, SlipStep
from slips.rules import DEADLINE, Need, SlipState, SlipVerb, fault_of_deadline, official_number
from slips.services.drafting import require_sound, wish_of
from slips.services.steps import claim, lock_letterhead, lock_slip, save_step
from slips.wording import refusals, words
from slips.wording.letters import letter_of
from tasks.rules.texts import fault_of_text
from units.models import User


@dataclass(frozen=True)
class Papers:
    """What somebody hands over with a step: the answer or the reason, a new day, files."""

    text: str = ""
    answer_due_on: date | None = None
    files: tuple[File, ...] = ()


@dataclass(frozen=True)
class _Act:
    """A step while it is being taken; `slip` is locked."""

    slip: Slip
    by: User
    now: datetime
    papers: Papers

    @property
    def on(self) -> date:
        return timezone.localtime(self.now).date()


@transaction.atomic
def move_slip(
    *,
    slip_id: int,
    verb: SlipVerb,
    revision: int,
    by: User,
    now: datetime,
    papers: Papers = Papers(),
) -> Slip:
    """Take one step, if the table of states allows it and everything that it needs is there."""
    slip, step = claim(slip_id, verb, revision=revision, by=by)
    act = _Act(slip, by, now, papers)
    # In one order, so that the same sentence comes first every time.
    for need in sorted(step.needs):
        _CHECKS[need](act)
    text = _text(act, required=bool(step.needs & {Need.REASON, Need.TEXT}))
    if verb in _DOES:
        _DOES[verb](act)
    late = verb is SlipVerb.ANSWER and slip.is_overdue(on=act.on)
    taken = save_step(slip, verb, step.to, by=by, now=now, text=text, is_late=late)
    _keep_files(taken, act)
    return slip


# --- What a step needs -----------------------------------------------------------------------


def _require_whole(act: _Act) -> None:
    require_sound(wish_of(act.slip), on=act.on, whole=True)


def _require_second_person(act: _Act) -> None:
    laid = act.slip.steps.filter(verb=SlipVerb.SUBMIT).order_by("-pk")[0]
    if laid.by_id == act.by.pk:
        raise RuleBroken(refusals.unmet(Need.SECOND_PERSON))


def _require_running_plan(act: _Act) -> None:
    if act.slip.plan.state != PlanState.ACTIVE:
        raise RuleBroken(refusals.unmet(Need.RUNNING_PLAN))


def _require_deadline(act: _Act) -> None:
    if fault := fault_of_deadline(act.papers.answer_due_on, on=act.on):
        raise Invalid({DEADLINE: words.fault(DEADLINE, fault)})


def _require_nothing(_act: _Act) -> None:
    """Texts are looked at for every step, whether it needs one or not."""


_CHECKS: dict[Need, Callable[[_Act], None]] = {
    Need.REASON: _require_nothing,
    Need.TEXT: _require_nothing,
    Need.WHOLE: _require_whole,
    Need.NEW_DEADLINE: _require_deadline,
    Need.SECOND_PERSON: _require_second_person,
    Need.RUNNING_PLAN: _require_running_plan,
}


def _text(act: _Act, *, required: bool) -> str:
    if fault := fault_of_text(act.papers.text, required=required):
        raise Invalid({"text": words.fault("text", fault)})
    return act.papers.text.strip()


# --- What a step does besides ----------------------------------------------------------------


def _number(act: _Act) -> None:
    """The next number of the office's year, and every word as it is printed from now on."""
    slip = act.slip
    letterhead = lock_letterhead(slip.office)
    year = act.on.year
    given = Slip.objects.filter(office=slip.office, year=year).aggregate(last=Max("serial"))
    slip.year, slip.serial = year, (given["last"] or 0) + 1
    sign = words.sign_of(letterhead)
    slip.number = official_number(sign, year=year, serial=slip.serial)
    letter = letter_of(slip, letterhead, number=slip.number, issued_on=act.on)
    slip.letter = letter.as_json


def _send(act: _Act) -> None:
    """It goes out; the one before it, which was not answered, is over with it."""
    act.slip.sent_at = act.now
    if act.slip.follows_id is None:
        return
    earlier = lock_slip(act.slip.follows_id)
    if earlier.state == SlipState.ANSWERED:
        raise RuleBroken(refusals.earlier_answered(earlier))
    step = rules.after(SlipState(earlier.state), SlipVerb.RAISE)
    if step is not None:
        save_step(earlier, SlipVerb.RAISE, step.to, by=act.by, now=act.now, text=act.slip.number)


def _set_new_day(act: _Act) -> None:
    act.slip.answer_due_on = act.papers.answer_due_on


_DOES: dict[SlipVerb, Callable[[_Act], None]] = {
    SlipVerb.APPROVE: _number,
    SlipVerb.SEND: _send,
    SlipVerb.REFUSE: _set_new_day,
}


def _keep_files(step: SlipStep, act: _Act) -> None:
    for file in act.papers.files:
        AnswerFile.objects.create(step=step, **attachment_fields(file, by=act.by, now=act.now))
