"""Sentences for people about faults that the rules find."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import notice_lines
from units import rules
from units.rules import TokenFault
from units.rules.stand_ins import LONGEST, Fault


def stand_in_fault(fault: Fault) -> str:
    return {
        Fault.SAME_PERSON: _("Choose somebody else: nobody stands in for themselves."),
        Fault.OWN_HAND: _(
            "Nobody gives rights to themselves. Ask the security administrator to do it."
        ),
        Fault.ENDS_BEFORE_IT_STARTS: _("The last day lies before the first one."),
        Fault.STARTS_IN_THE_PAST: _("A stand-in begins today or later: choose a first day."),
        Fault.TOO_LONG: _(
            "A stand-in lasts %(days)d days at most. "
            "Whoever is away for longer hands the post over."
        )
        % {"days": LONGEST},
        Fault.NO_REASON: _("Say why somebody has to stand in, for example leave or training."),
    }[fault]


def token_fault(fault: TokenFault) -> str:
    return {
        TokenFault.NO_NAME: _("Give it a name that tells which program has it."),
        TokenFault.NO_SCOPE: _("Choose what it may do, or it opens nothing."),
        TokenFault.ENDED: _("Its last day is over already: choose a later one."),
        TokenFault.TOO_LONG: _("A token works for %(days)d days at most: choose an earlier day.")
        % {"days": rules.LONGEST_LIFE.days},
        TokenFault.TOO_MANY: _("You have %(most)d tokens. Withdraw one that nobody uses first.")
        % {"most": rules.MOST_TOKENS},
    }[fault]


def line_fault(fault: notice_lines.Fault) -> str:
    """Why nothing was taken from a line of holidays."""
    return {
        notice_lines.Fault.NO_SUCH_DAY: _("There is no such day, or it is far away."),
        notice_lines.Fault.WRONG_WEEKDAY: _("The day is another weekday: is the year right?"),
        notice_lines.Fault.WRONG_ORDER: _("The last day lies before the first one."),
        notice_lines.Fault.TOO_LONG: _("No holiday is that long."),
        notice_lines.Fault.NO_WORD: _("It does not say whether people rest or work: 休 or 班."),
        notice_lines.Fault.NO_DAY: _("No day was found."),
        notice_lines.Fault.LINE_TOO_LONG: _("This line is too long to be about holidays."),
        notice_lines.Fault.CONTRADICTION: _("Another line says the opposite of this day."),
    }[fault]


def weekdays() -> list[str]:
    """From Monday on, as narrow as the head of a month's sheet."""
    return [
        pgettext("weekday", "Mo"),
        pgettext("weekday", "Tu"),
        pgettext("weekday", "We"),
        pgettext("weekday", "Th"),
        pgettext("weekday", "Fr"),
        pgettext("weekday", "Sa"),
        pgettext("weekday", "Su"),
    ]
