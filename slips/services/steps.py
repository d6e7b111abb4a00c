"""What all steps of a slip share: its lock, its course, the question whether a step is allowed."""

from datetime import datetime
from typing import Any

from core import audit
from core.errors import RuleBroken, Stale
from slips import rules
from slips.access import slip_actors
from slips.models import Letterhead, Slip, SlipStep
from slips.rules import SlipState, SlipVerb, Transition
from slips.wording import refusals
from units.models import Unit, User

# The step that begins every course; it is no verb of the table, because there is no state before.
DRAFT = "draft"
# The verbs of the audit trail.
DONE = {
    DRAFT: "slip.drafted",
    SlipVerb.SAVE: "slip.saved",
    SlipVerb.SUBMIT: "slip.submitted",
    SlipVerb.RETURN: "slip.returned",
    SlipVerb.APPROVE: "slip.approved",
    SlipVerb.SEND: "slip.sent",
    SlipVerb.ACKNOWLEDGE: "slip.acknowledged",
    SlipVerb.ANSWER: "slip.answered",
    SlipVerb.REFUSE: "slip.answer_refused",
    SlipVerb.CLOSE: "slip.closed",
    SlipVerb.RAISE: "slip.raised",
    SlipVerb.WITHDRAW: "slip.withdrawn",
}


def claim(slip_id: int, verb: SlipVerb, *, revision: int, by: User) -> tuple[Slip, Transition]:
    """The slip under lock, after the table was asked whether `by` may do this to it now.

    Whoever needs the letterhead as well locks it afterwards, never before.
    """
    slip = lock_slip(slip_id)
    if slip.revision != revision:
        newest = slip.steps.select_related("by").order_by("-pk")[0]
        raise Stale(refusals.who_was_faster(newest))
    step = rules.after(SlipState(slip.state), verb)
    if step is None:
        raise RuleBroken(refusals.forbidden(slip))
    if step.who.isdisjoint(slip_actors(by, slip)):
        raise RuleBroken(refusals.not_yours(verb))
    return slip, step


def lock_slip(pk: int) -> Slip:
    # Two statements: one that locked and joined would join the new row to units of the old one.
    Slip.objects.select_for_update(no_key=True).get(pk=pk)
    found = Slip.objects.select_related("plan", "unit", "office")
    return found.defer("plan__source_text").get(pk=pk)


def lock_letterhead(office: Unit) -> Letterhead:
    """Whoever drafts or numbers a slip of an office waits here for the one before."""
    Letterhead.objects.get_or_create(office=office)
    return Letterhead.objects.select_for_update(no_key=True).get(office=office)


def save_step(
    slip: Slip,
    verb: SlipVerb,
    to: SlipState,
    *,
    by: User,
    now: datetime,
    text: str = "",
    is_late: bool = False,
) -> SlipStep:
    """Write the slip in its new state, the step and the act."""
    if slip.state != to:
        slip.state, slip.since = to.value, now
    slip.revision += 1
    slip.save(
        update_fields=[
            *("unit", "subject", "grade", "state", "since", "facts", "demand", "copies"),
            "answer_due_on",
            *("year", "serial", "number", "letter", "sent_at", "revision"),
        ]
    )
    return record_step(slip, verb, by=by, now=now, text=text, is_late=is_late)


def record_step(
    slip: Slip, verb: str, *, by: User, now: datetime, text: str = "", is_late: bool = False
) -> SlipStep:
    step = SlipStep.objects.create(
        slip=slip,
        verb=verb,
        by=by,
        at=now,
        text=text,
        answer_due_on=slip.answer_due_on,
        is_late=is_late,
    )
    details: dict[str, Any] = {"unit": slip.unit_id, "grade": slip.grade}
    if slip.number:
        details["number"] = slip.number
    audit.record(DONE[verb], slip, by=by, now=now, details=details)
    return step
