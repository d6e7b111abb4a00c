"""The sentences of parts that assisting units refuse."""

from django.utils.translation import gettext as _

from tasks.rules.parts import PartNeed, PartState, PartVerb


def need(missing: PartNeed) -> str:
    """What is missing, and what to do about it."""
    return {
        PartNeed.REASON: _("Write down why; those who read it later need it."),
        PartNeed.FIRST_REFUSAL: _(
            "Your unit refused this part once already. Ask the supervision office to settle it."
        ),
        PartNeed.FREE_UNIT: _("This unit has a part in the task already. Choose another one."),
    }[missing]


def only_assists() -> str:
    return _("The lead unit refuses the task itself, not a part of it.")


def not_from_here(verb: PartVerb, state: PartState) -> str:
    if verb is not PartVerb.REFUSE:
        return _("The part is not refused any more, so there is nothing to decide.")
    return {
        PartState.RECEIVED: _("The receipt is confirmed, so the part cannot be refused any more."),
        PartState.REFUSED: _("The part is refused already; the supervision office decides."),
        PartState.ENDED: _("Your unit no longer has this part in the task."),
        PartState.WAITING: _("Nothing is to be done in this task now, so nothing was refused."),
    }[state]


def not_yours(verb: PartVerb) -> str:
    if verb is PartVerb.REFUSE:
        return _("The reviewer or the head of the assisting unit refuses its part.")
    return _("The supervision office decides who has the part.")
