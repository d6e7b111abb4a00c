"""The words of amendments."""

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.models import AmendmentState
from indicators.rules import AmendmentNeed, AmendmentVerb, Promise, Verdict
from indicators.rules import AmendmentState as State
from indicators.wording.amounts import amount, closing_words, figure
from indicators.wording.verdicts import sentence

NEEDS: dict[AmendmentNeed, Lazy] = {
    AmendmentNeed.CHANGE: gettext_lazy(
        "Nothing would change. Enter another value or another due date."
    ),
    AmendmentNeed.DOCUMENT: gettext_lazy(
        "Enter the number of the document that the amendment follows."
    ),
    AmendmentNeed.REASON: gettext_lazy("Give the reason; it stays with the target."),
    AmendmentNeed.SECOND_PERSON: gettext_lazy(
        "Who asked for an amendment cannot decide it. Somebody else has to."
    ),
}


def amended(verdict: Verdict, *, first: Promise, now: Promise, unit_of_measure: str) -> str:
    """How an amended target stands against what was promised at first."""
    facts = {
        "first": promise_words(first, unit_of_measure),
        "now": promise_words(now, unit_of_measure),
        "sentence": sentence(verdict, unit_of_measure),
    }
    return _("First promised: %(first)s; now: %(now)s. Against the first: %(sentence)s") % facts


def promise_words(promise: Promise, unit: str) -> str:
    value = amount(promise.value, unit)
    if promise.value is not None and promise.value_high is not None:
        facts = {"low": figure(promise.value), "high": amount(promise.value_high, unit)}
        value = _("%(low)s to %(high)s") % facts
    if promise.due_on is None:
        return value
    return _("%(value)s by %(day)s") % {"value": value, "day": closing_words(promise.due_on)}


def amendment_need(need: AmendmentNeed) -> str:
    """What is missing for a step."""
    return str(NEEDS[need])


def amendment_forbidden(state: State, verb: AmendmentVerb) -> str:
    """Why a step cannot be taken: too late, or not by this person."""
    if state is State.NEW:
        return _("Only the lead unit's reviewer or head and the supervision office ask for this.")
    if state is not State.REQUESTED:
        words = AmendmentState(state).label
        return _("The amendment is decided already: %(state)s.") % {"state": words}
    if verb is AmendmentVerb.WITHDRAW:
        return _("Only whoever asked for the amendment can withdraw it.")
    return _("The head of the supervision office or a leader decides about it.")
