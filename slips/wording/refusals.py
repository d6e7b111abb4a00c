"""Why a step on a slip is refused, and what to do instead."""

from django.utils.translation import gettext as _

from indicators.wording import day_words
from slips.models import Slip, SlipStep
from slips.rules import Need, SlipVerb
from slips.wording.words import did, reference
from tasks.wording.texts import moment


def not_late() -> str:
    return _("This is not late any more, or was settled meanwhile: no slip is needed.")


def no_office() -> str:
    return _("No unit has inspectors yet; ask the administrators to give somebody that role.")


def not_yours(verb: SlipVerb) -> str:
    """Why the person may not do it: who may."""
    unit = {SlipVerb.ACKNOWLEDGE, SlipVerb.ANSWER}
    head = {SlipVerb.APPROVE, SlipVerb.RETURN, SlipVerb.WITHDRAW}
    if verb in unit:
        return _("Only people of the unit that the slip is addressed to can do this.")
    if verb in head:
        return _("Only the head of the supervision office can do this.")
    return _("Only the supervision office can do this.")


def forbidden(slip: Slip) -> str:
    """Why the state of the slip does not allow the step."""
    facts = {"slip": reference(slip), "state": slip.get_state_display()}
    return _("“%(slip)s” is in the state “%(state)s”, in which this cannot be done.") % facts


def who_was_faster(newest: SlipStep) -> str:
    facts = {"who": newest.by, "at": moment(newest.at), "did": did(newest.verb)}
    return _("%(who)s was faster (%(at)s: %(did)s). Read the slip again, then decide.") % facts


def exists(slip: Slip) -> str:
    """Why no slip can be drafted about a thing that has one already."""
    facts = {"slip": reference(slip), "state": slip.get_state_display()}
    if slip.answer_due_on is None or slip.sent_at is None:
        return _("A slip about this is being prepared already (%(state)s): go on with it.") % facts
    facts["due"] = day_words(slip.answer_due_on)
    return (
        _(
            "%(slip)s about this went out (%(state)s, answer due on %(due)s). The next slip follows"
            " when that day has passed without an answer."
        )
        % facts
    )


def unmet(need: Need) -> str:
    return {
        Need.SECOND_PERSON: _(
            "Whoever laid the slip before the head does not approve it: somebody else does."
        ),
        Need.RUNNING_PLAN: _("The plan is closed: nothing is demanded under it any more."),
    }[need]


def earlier_answered(slip: Slip) -> str:
    words = _("%(slip)s was answered meanwhile. Decide about that answer, then withdraw this slip.")
    return words % {"slip": reference(slip)}


def no_part(unit: object) -> str:
    return _("%(unit)s has no part in this; choose one of the units that have.") % {"unit": unit}
