"""Numbers, days and promises as people write them."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from core.calendar import last_day_of_month
from indicators.models import Comparator, Recurrence, Target


def amount(value: Decimal | None, unit_of_measure: str) -> str:
    """A value with its unit of measure; a dash where there is none."""
    if value is None:
        return "—"
    return f"{figure(value)}{unit_of_measure}"


def figure(value: Decimal) -> str:
    """A number as people write it: no trailing zeros, and no more places than mean anything."""
    return f"{rounded(value).normalize():f}"


def rounded(value: Decimal) -> Decimal:
    """Two places behind the point; four for numbers below one. For what was computed."""
    places = Decimal("0.01") if abs(value) >= 1 else Decimal("0.0001")
    return value.quantize(places, rounding=ROUND_HALF_UP)


def closing_words(day: date, *, seen_from: date | None = None) -> str:
    """A closing date inside a sentence: 9月末; with its year where that is not `seen_from`'s."""
    if day != last_day_of_month(day):
        return day_words(day)
    if seen_from is not None and seen_from.year == day.year:
        month = date_format(day, pgettext("format of a month inside a sentence", "F"))
    else:
        month = date_format(day, pgettext("format of a month and year inside a sentence", "F Y"))
    return _("the end of %(month)s") % {"month": month}


def promise(target: Target) -> str:
    """What the plan promises, in a few words: 不低于200家, 每年20项."""
    return promised(
        value=target.value,
        value_high=target.value_high,
        comparator=target.comparator,
        unit_of_measure=target.indicator.unit_of_measure,
        every=target.every,
    )


def promised(
    *,
    value: Decimal | None,
    value_high: Decimal | None,
    comparator: str,
    unit_of_measure: str,
    every: str,
) -> str:
    """The same for a promise that is no target of a plan yet."""
    if value is None:
        return _("no number")
    facts = {
        "value": amount(value, unit_of_measure),
        "low": figure(value),
        "high": amount(value_high, unit_of_measure),
    }
    words = {
        Comparator.AT_LEAST: _("at least %(value)s"),
        Comparator.AT_MOST: _("at most %(value)s"),
        Comparator.ABOUT: _("about %(value)s"),
        Comparator.RANGE: _("%(low)s to %(high)s"),
    }[Comparator(comparator)] % facts
    if not every:
        return words
    facts = {"promise": words, "every": str(Recurrence(every).label)}
    return _("%(promise)s, %(every)s") % facts


def day_words(day: date) -> str:
    """A day inside a sentence, with its year."""
    return date_format(day, pgettext("format of a day inside a sentence", "j F Y"))


def by_language(chinese: str, english: str) -> str:
    """What an office wrote in both languages, in the reader's."""
    return chinese if (get_language() or "zh").startswith("zh") else english
