"""What all steps of a circular share: its lock, its course, whether a step is allowed."""

from datetime import datetime
from typing import Any

from briefs.access import circular_actors
from briefs.models import Circular, CircularStep, CircularTemplate
from briefs.rules import states
from briefs.rules.kinds import CircularKind
from briefs.rules.states import CircularState, CircularVerb, Transition
from briefs.wording import refusals
from core import audit
from core.errors import RuleBroken, Stale
from units.models import Unit, User

# Documents go out in Chinese, whatever language their drafter reads.
LANGUAGE = "zh-hans"
# The step that begins every course; it is no verb of the table, because there is no state before.
DRAFT = "draft"
# The verbs of the audit trail.
DONE = {
    DRAFT: "circular.drafted",
    CircularVerb.SAVE: "circular.saved",
    CircularVerb.SUBMIT: "circular.submitted",
    CircularVerb.RETURN: "circular.returned",
    CircularVerb.APPROVE: "circular.approved",
    CircularVerb.ISSUE: "circular.issued",
    CircularVerb.CORRECT: "circular.corrected",
    CircularVerb.WITHDRAW: "circular.withdrawn",
}
# What steps write; of an issued one the database lets only state, since and revision through.
WRITTEN = (
    *("title", "addressee", "copies", "body", "content", "closing_on"),
    *("state", "since", "revision", "year", "serial", "number"),
    *("printed", "printed_sha256", "file", "file_sha256", "issued_at"),
)


def claim(
    circular_id: int, verb: CircularVerb, *, revision: int, by: User
) -> tuple[Circular, Transition]:
    """The circular under lock, after the table was asked whether `by` may do this to it now.

    Whoever needs the template as well locks it afterwards, never before.
    """
    circular = lock_circular(circular_id)
    if circular.revision != revision:
        newest = circular.steps.select_related("by").order_by("-pk")[0]
        raise Stale(refusals.who_was_faster(newest))
    step = states.after(CircularState(circular.state), verb)
    if step is None:
        raise RuleBroken(refusals.forbidden(circular))
    if step.who.isdisjoint(circular_actors(by)):
        raise RuleBroken(refusals.not_yours(verb))
    return circular, step


def lock_circular(pk: int) -> Circular:
    # Two statements: one that locked and joined would join the new row to units of the old one.
    Circular.objects.select_for_update(no_key=True).get(pk=pk)
    return Circular.objects.select_related("office", "corrects").get(pk=pk)


def lock_template(office: Unit, kind: CircularKind) -> CircularTemplate:
    """Whoever numbers a circular of an office and kind waits here for the one before."""
    CircularTemplate.objects.get_or_create(office=office, kind=kind.value)
    return CircularTemplate.objects.select_for_update(no_key=True).get(
        office=office, kind=kind.value
    )


def save_step(
    circular: Circular,
    verb: CircularVerb,
    to: CircularState,
    *,
    by: User,
    now: datetime,
    text: str = "",
) -> CircularStep:
    """Write the circular in its new state, the step and the act."""
    if circular.state != to:
        circular.state, circular.since = to.value, now
    circular.revision += 1
    circular.save(update_fields=WRITTEN)
    return record_step(circular, verb, by=by, now=now, text=text)


def record_step(
    circular: Circular, verb: str, *, by: User, now: datetime, text: str = ""
) -> CircularStep:
    step = CircularStep.objects.create(circular=circular, verb=verb, by=by, at=now, text=text)
    details: dict[str, Any] = {"kind": circular.kind}
    if circular.number:
        details |= {"number": circular.number, "printed_sha256": circular.printed_sha256}
    audit.record(DONE[verb], circular, by=by, now=now, details=details)
    return step
