"""Small words that several sentences about slips share."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.calendar import last_day_of_month, months_between
from indicators.wording import by_language, day_words
from slips.models import GradeChoice, Letterhead, Slip
from slips.rules import Colour, Fault, Grade, SlipVerb, ThingKind
from tasks.rules.texts import TEXT_LIMIT, TextFault
from tasks.wording.texts import text_fault


def gap() -> str:
    """Between two sentences; Chinese has none."""
    return by_language("", " ")


def period_words(starts_on: date, ends_on: date) -> str:
    """A reporting period as a letter names it."""
    months = months_between(starts_on, ends_on)
    whole = starts_on.day == 1 and ends_on == last_day_of_month(ends_on)
    facts = {"year": str(ends_on.year), "part": ends_on.month // max(months, 1)}
    if whole and months == 1:
        return date_format(ends_on, "YEAR_MONTH_FORMAT")
    if whole and months == 3 and ends_on.month % 3 == 0:
        return _("quarter %(part)d of %(year)s") % facts
    if whole and months == 6 and ends_on.month % 6 == 0:
        return _("half-year %(part)d of %(year)s") % facts
    if whole and (months, ends_on.month) == (12, 12):
        return pgettext("reporting period", "the year %(year)s") % facts
    days = {"first": day_words(starts_on), "last": day_words(ends_on)}
    return _("%(first)s to %(last)s") % days


def colour_word(colour: Colour) -> str:
    return {
        Colour.BLUE: pgettext("colour of a slip", "blue"),
        Colour.GREEN: pgettext("colour of a slip", "green"),
        Colour.YELLOW: pgettext("colour of a slip", "yellow"),
        Colour.ORANGE: pgettext("colour of a slip", "orange"),
        Colour.RED: pgettext("colour of a slip", "red"),
        Colour.WHITE: pgettext("colour of a slip", "no colour"),
    }[colour]


def mark(grade: Grade, letterhead: Letterhead) -> str:
    """Colour and grade in words, as the office prints them: the colour never stands alone."""
    style = letterhead.style(grade)
    word = style.word or str(GradeChoice(grade).label)
    if style.colour is Colour.WHITE:
        return word
    facts = {"colour": colour_word(style.colour), "grade": word}
    return pgettext("colour and grade of a slip", "%(colour)s slip, %(grade)s") % facts


def fault(field: str, code: Fault | TextFault) -> str:
    """What is wrong with a field, and what to write instead."""
    if isinstance(code, Fault):
        return {
            Fault.MISSING: _("Say by which day the unit must answer."),
            Fault.PAST: _("The day of the answer must lie ahead."),
            Fault.TOO_FAR: _("The day of the answer lies more than a year ahead."),
        }[code]
    if code is not TextFault.MISSING:
        return text_fault(code, limit=TEXT_LIMIT)
    return {
        "facts": _("Say what is late, with figures and the day as of which they hold."),
        "demand": _("Say what the unit is to do."),
        "text": _("Write a sentence or two, so that the others know what it is about."),
    }[field]


def kind_words(kind: ThingKind) -> str:
    """A list of late things, by what they are."""
    return {
        ThingKind.REPORT: _("Reports past their deadline"),
        ThingKind.TASK: _("Tasks past their due date"),
        ThingKind.MILESTONE: _("Stages missed"),
        ThingKind.TARGET: _("Targets off their pace"),
    }[kind]


def did(verb: str) -> str:
    """A step in the words of the course of a slip."""
    return {
        "draft": pgettext("slip", "drafted"),
        SlipVerb.SAVE: pgettext("slip", "changed the draft"),
        SlipVerb.SUBMIT: pgettext("slip", "laid before the head of the office"),
        SlipVerb.RETURN: pgettext("slip", "returned for changes"),
        SlipVerb.APPROVE: pgettext("slip", "approved and numbered"),
        SlipVerb.SEND: pgettext("slip", "sent"),
        SlipVerb.ACKNOWLEDGE: pgettext("slip", "received"),
        SlipVerb.ANSWER: pgettext("slip", "answered"),
        SlipVerb.REFUSE: pgettext("slip", "did not accept the answer"),
        SlipVerb.CLOSE: pgettext("slip", "closed"),
        SlipVerb.RAISE: pgettext("slip", "followed by the next slip"),
        SlipVerb.WITHDRAW: pgettext("slip", "withdrew it"),
    }[verb]


def name_of(letterhead: Letterhead) -> str:
    return letterhead.name or pgettext("document", "Supervision slip")


def sign_of(letterhead: Letterhead) -> str:
    return letterhead.sign or pgettext("sign before the number of a slip", "S")


def reference(slip: Slip) -> str:
    """A slip inside a sentence: its number, or its subject where it has none yet."""
    return slip.number or str(slip)
