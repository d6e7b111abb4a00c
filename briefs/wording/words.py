"""Small words that several sentences about circulars share."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from briefs.models import Circular, CircularTemplate
from briefs.rules.kinds import CircularKind
from briefs.rules.states import CircularVerb
from indicators.wording import day_words
from slips.rules import official_number


def did(verb: str) -> str:
    """A step in the words of the course of a circular."""
    return {
        "draft": pgettext("circular", "drafted"),
        CircularVerb.SAVE: pgettext("circular", "changed the draft"),
        CircularVerb.SUBMIT: pgettext("circular", "laid before the head of the office"),
        CircularVerb.RETURN: pgettext("circular", "returned for changes"),
        CircularVerb.APPROVE: pgettext("circular", "approved and numbered"),
        CircularVerb.ISSUE: pgettext("circular", "issued"),
        CircularVerb.CORRECT: pgettext("circular", "corrected by a notice"),
        CircularVerb.WITHDRAW: pgettext("circular", "withdrawn"),
    }[verb]


def number_of(template: CircularTemplate, *, year: int, serial: int) -> str:
    """A document number where the office has a sign, else the number of the issue."""
    if template.sign:
        return official_number(template.sign, year=year, serial=serial)
    return _("No. %(serial)d of %(year)s") % {"serial": serial, "year": str(year)}


def erratum_line(*, label: str, old: str, new: str) -> str:
    facts = {"label": label, "old": old, "new": new}
    return _("%(label)s: printed %(old)s, correct is %(new)s.") % facts


def in_annex(unit: str) -> str:
    """A unit's row."""
    return _("annex 3, %(unit)s") % {"unit": unit}


def erratum_opening(circular: Circular, *, corrected_on: date) -> str:
    facts = {
        "number": circular.number,
        "title": circular.title,
        "day": day_words(corrected_on),
    }
    return (
        _(
            "In “%(title)s” (%(number)s) figures were printed that were corrected after its "
            "cut-off. By the corrections up to %(day)s they are put right as follows:"
        )
        % facts
    )


def erratum_chart() -> str:
    return _("The chart of annex 3 is to be read with these figures.")


def erratum_closing() -> str:
    return _("Everything else in it stays as it was printed.")


def kind_words(kind: CircularKind) -> str:
    return {
        CircularKind.CIRCULAR: pgettext("kind of circular", "supervision circular"),
        CircularKind.BRIEF: pgettext("kind of circular", "leader's brief"),
        CircularKind.ERRATUM: pgettext("kind of circular", "notice of correction"),
    }[kind]
