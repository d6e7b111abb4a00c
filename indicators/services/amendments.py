"""Changing what a target promises: requested with a document, decided by a second person."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.errors import RuleBroken
from indicators import access, rules, wording
from indicators.models import Amendment, AmendmentState, Comparator, Target
from indicators.queries import promise_of
from indicators.rules import (
    AmendmentActor,
    AmendmentNeed,
    AmendmentVerb,
    Promise,
    Transition,
)
from indicators.services.verdicts import judge_again
from units.models import User

TEXT_LIMIT = 2000
# AMOUNT has 24 digits, 6 of them behind the point.
TOO_LARGE = Decimal(10) ** 18
# The verbs of the audit trail.
DONE = {
    rules.AmendmentState.APPLIED: "target.amendment_applied",
    rules.AmendmentState.REFUSED: "target.amendment_refused",
    rules.AmendmentState.WITHDRAWN: "target.amendment_withdrawn",
}


@transaction.atomic
def request_amendment(
    *, target_id: int, promise: Promise, doc_number: str, reason: str, by: User, now: datetime
) -> Amendment:
    """Ask for another promise; nothing changes before somebody else approves."""
    # Two requests at once: the second finds the first.
    target = _locked(target_id)
    actors = access.amendment_actors(by, target)
    step = _allowed(rules.AmendmentState.NEW, AmendmentVerb.REQUEST, actors)
    asked = Amendment(
        target=target,
        state=step.to,
        **_fields("old", promise_of(target)),
        **_fields("new", promise),
        doc_number=doc_number.strip(),
        reason=reason.strip(),
        requested_by=by,
        requested_at=now,
    )
    _require_sound(asked)
    _require(step, asked, note=reason, by=by)
    if target.amendments.waiting().exists():
        raise RuleBroken(
            _("Another amendment of this target waits for a decision. Wait for it, or withdraw it.")
        )
    asked.save(force_insert=True)
    audit.record("target.amendment_requested", target, by=by, now=now, details=_details(asked))
    return asked


@transaction.atomic
def decide_amendment(
    *, amendment_id: int, verb: AmendmentVerb, note: str, by: User, now: datetime
) -> Amendment:
    """Approve (which applies it at once), refuse or withdraw. Raises RuleBroken for what is not
    in the table of steps.
    """
    # The target's lock is enough: whoever decides second reads what the first decided.
    target = _locked(Amendment.objects.values_list("target_id", flat=True).get(pk=amendment_id))
    asked = Amendment.objects.get(pk=amendment_id)
    asked.target = target
    actors = access.amendment_actors(by, target, asked)
    step = _allowed(rules.AmendmentState(asked.state), verb, actors)
    _require(step, asked, note=note, by=by)
    if step.to is rules.AmendmentState.APPLIED:
        _apply(asked, target)
    asked.state, asked.decision_note = AmendmentState(step.to), note.strip()
    asked.decided_by, asked.decided_at = by, now
    asked.save(update_fields=[*_fields("old", asked.old), *DECISION])
    judge_again(Target.objects.filter(pk=target.pk), now=now)
    audit.record(DONE[step.to], target, by=by, now=now, details=_details(asked))
    return asked


def _locked(target_id: int) -> Target:
    targets = Target.objects.select_for_update(of=("self",)).select_related("indicator", "plan")
    return targets.defer("plan__source_text").get(pk=target_id)


def _apply(asked: Amendment, target: Target) -> None:
    for name, value in _fields("old", promise_of(target)).items():
        setattr(asked, name, value)  # as it stands at this moment
    target.value, target.value_high = asked.new_value, asked.new_value_high
    target.due_on = asked.new_due_on
    target.save(update_fields=["value", "value_high", "due_on"])


def _allowed(
    state: rules.AmendmentState, verb: AmendmentVerb, actors: frozenset[AmendmentActor]
) -> Transition:
    step = rules.step(state, verb, actors)
    if step is None:
        raise RuleBroken(wording.amendment_forbidden(state, verb))
    return step


def _require(step: Transition, asked: Amendment, *, note: str, by: User) -> None:
    for need in AmendmentNeed:
        if need in step.needs and not MET[need](asked, note, by):
            raise RuleBroken(wording.amendment_need(need))


MET: dict[AmendmentNeed, Callable[[Amendment, str, User], bool]] = {
    AmendmentNeed.CHANGE: lambda asked, _note, _by: asked.new != asked.old,
    AmendmentNeed.DOCUMENT: lambda asked, _note, _by: bool(asked.doc_number),
    AmendmentNeed.REASON: lambda _asked, note, _by: bool(note.strip()),
    AmendmentNeed.SECOND_PERSON: lambda asked, _note, by: asked.requested_by_id != by.pk,
}


def _require_sound(asked: Amendment) -> None:
    new, target = asked.new, asked.target
    for value in (new.value, new.value_high):
        if value is not None and not (value.is_finite() and abs(value) < TOO_LARGE):
            raise RuleBroken(_("The value is too large to be one. Check its unit of measure."))
    if new.value is None and asked.old_value is not None:
        raise RuleBroken(_("A target keeps its number. Enter the new value."))
    low = new.value
    if target.comparator == Comparator.RANGE and (
        new.value_high is None or low is None or new.value_high < low
    ):
        raise RuleBroken(_("A range needs an upper value above the lower one."))
    starts_on = target.plan.starts_on
    if new.due_on is not None and starts_on is not None and new.due_on < starts_on:
        raise RuleBroken(_("The due date lies before the plan begins. Choose a later one."))
    if max(len(asked.reason), len(asked.doc_number)) > TEXT_LIMIT:
        raise RuleBroken(_("The text is longer than %(n)d characters.") % {"n": TEXT_LIMIT})


DECISION = ("state", "decision_note", "decided_by", "decided_at")


def _fields(which: str, promise: Promise) -> dict[str, object]:
    return {f"{which}_{name}": value for name, value in vars(promise).items()}


def _details(asked: Amendment) -> dict[str, str]:
    facts = {**_fields("old", asked.old), **_fields("new", asked.new)}
    told = {name: str(value) for name, value in facts.items() if value is not None}
    return told | {"document": asked.doc_number}
