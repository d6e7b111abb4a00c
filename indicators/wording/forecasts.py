"""What a target probably reaches, in the words of offices; or why nobody can say."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.models import Forecast
from indicators.rules import NOMINAL, Method, Refusal
from indicators.wording.amounts import amount, by_language, closing_words, figure

SURE, HARDLY = Decimal("0.995"), Decimal("0.005")


def forecast_sentence(row: Forecast, unit_of_measure: str) -> str:
    """The probable value with its interval, the probability and how often that held so far."""
    if not row.shown:
        return refusal_sentence(row)
    return by_language("", " ").join([_probable(row, unit_of_measure), proof_sentence(row)])


def forecast_brief(row: Forecast, unit_of_measure: str) -> str:
    """The same in a few words, for a line of a table; of forecasts that may be shown."""
    assert row.probability is not None
    facts = {
        "day": _day(row.ends_on),
        "point": amount(row.point, unit_of_measure),
        "chance": chance(row.probability),
    }
    if row.at_most:
        return _("Probably %(point)s by %(day)s; kept to with a probability of %(chance)s.") % facts
    return _("Probably %(point)s by %(day)s; reached with a probability of %(chance)s.") % facts


def proof_sentence(row: Forecast) -> str:
    """How often the interval held where it was tried."""
    words = ngettext(
        "Tried at %(origins)d earlier closing date, the interval held %(hits)d times.",
        "Tried at %(origins)d earlier closing dates, the interval held %(hits)d times.",
        row.origins,
    )
    return words % {"origins": row.origins, "hits": row.hits}


def forecast_name() -> str:
    """Beside its line in a chart."""
    return _("Forecast")


def interval_name() -> str:
    """Beside its band in a chart."""
    return _("%(nominal)d%% interval") % {"nominal": NOMINAL}


def interval(row: Forecast, unit_of_measure: str) -> str:
    """From low to high."""
    assert row.low is not None
    assert row.high is not None
    return f"{figure(row.low)}–{amount(row.high, unit_of_measure)}"


def chance(probability: Decimal) -> str:
    """Whole percents; nothing of what is to come is certain or impossible."""
    if probability > SURE:
        return _("over 99%")
    if probability < HARDLY:
        return _("under 1%")
    percent = round(probability * 100)
    return _("about %(percent)d%%") % {"percent": percent}


def refusal_sentence(row: Forecast) -> str:
    """Why there is no forecast."""
    facts = {"origins": row.origins, "hits": row.hits, "day": _day(row.ends_on)}
    return _refused(Refusal(row.refusal)) % facts


def _probable(row: Forecast, unit: str) -> str:
    assert row.probability is not None
    facts = {
        "day": _day(row.ends_on),
        "point": amount(row.point, unit),
        "interval": interval(row, unit),
        "nominal": NOMINAL,
        "wanted": amount(row.wanted, unit),
        "chance": chance(row.probability),
    }
    words = [_begin(Method(row.method)) % facts]
    if row.at_most:
        words.append(_("Keeping to at most %(wanted)s has a probability of %(chance)s.") % facts)
    else:
        words.append(_("Reaching %(wanted)s has a probability of %(chance)s.") % facts)
    return by_language("", " ").join(words)


def _begin(method: Method) -> str:
    return {
        Method.PACE: _(
            "At the present pace, %(point)s is expected by %(day)s (%(nominal)d%% interval"
            " %(interval)s)."
        ),
        Method.SEASONS: _(
            "As the seasons went so far, %(point)s is expected by %(day)s (%(nominal)d%%"
            " interval %(interval)s)."
        ),
        Method.BATCHES: _(
            "If batches come as they did so far, %(point)s is expected by %(day)s (%(nominal)d%%"
            " interval %(interval)s)."
        ),
        Method.LEVEL: _(
            "If it goes on as it stands, %(point)s is expected for %(day)s (%(nominal)d%%"
            " interval %(interval)s)."
        ),
    }[method]


def _refused(refusal: Refusal) -> str:
    return {
        Refusal.NO_NUMBER: _("No forecast: the plan names no number."),
        Refusal.NO_DATE: _("No forecast: the plan names no date."),
        Refusal.STAGES: _("No forecast: stages are reached or not, they do not grow."),
        Refusal.RELATIVE: _("No forecast: the promise hangs on what others reach."),
        Refusal.OVER: _("No forecast any more: the figure for %(day)s decides."),
        Refusal.NO_VALUES: _("No forecast yet: no value has been reported."),
        Refusal.REACHED: _("No forecast is needed: the promise is kept already."),
        Refusal.REDEFINED: _(
            "No forecast: the indicator has been defined anew, and there are too few values since."
        ),
        Refusal.TOO_FEW: _("No forecast yet: there are too few values in an unbroken row."),
        Refusal.TOO_FAR: _(
            "No forecast yet: the history is too short to be tested over the time that is left"
            " until %(day)s."
        ),
        Refusal.NOT_HELD: _(
            "No forecast: the history cannot be predicted. Tried at %(origins)d earlier closing"
            " dates, the interval held only %(hits)d times."
        ),
        Refusal.NO_BETTER: _(
            "No forecast: tried at %(origins)d earlier closing dates, it was not clearly better"
            " than to say that nothing changes or to draw a straight line."
        ),
        Refusal.FAILED: _("No forecast: it could not be computed; the portal's log says why."),
    }[refusal]


def _day(day: date | None) -> str:
    return "" if day is None else closing_words(day)
