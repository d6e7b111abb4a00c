"""A slip as it is printed, composed from what the officials wrote."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from indicators.wording import day_words
from slips.models import Letterhead, Slip
from slips.rules import Colour, Grade
from slips.rules.letters import Letter
from slips.wording.words import mark, name_of


def letter_of(
    slip: Slip, letterhead: Letterhead, *, number: str = "", issued_on: date | None = None
) -> Letter:
    """Facts and demand, then by when to answer. Before its approval it has no number and day."""
    grade = Grade(slip.grade)
    lines = [*slip.facts.splitlines(), *slip.demand.splitlines()]
    if slip.answer_due_on is not None:
        words = _("Answer the supervision office in writing by %(day)s.")
        lines.append(words % {"day": day_words(slip.answer_due_on)})
    copies = slip.copies.strip().rstrip(".。")
    return Letter(
        name=name_of(letterhead),
        mark=mark(grade, letterhead),
        colour=Colour(letterhead.style(grade).colour).value,
        number=number,
        addressee=pgettext("addressee of a slip", "%(unit)s:") % {"unit": slip.unit.name},
        paragraphs=tuple(line.strip() for line in lines if line.strip()),
        office=slip.office.name,
        day=day_words(issued_on) if issued_on else "",
        copies=pgettext("slip", "Copies to: %(units)s.") % {"units": copies} if copies else "",
        issued=pgettext("slip", "issued on %(day)s") % {"day": day_words(issued_on)}
        if issued_on
        else "",
    )
