"""The sentence that explains a lamp."""

from dataclasses import asdict
from decimal import Decimal

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from indicators.models import PERCENT
from indicators.rules import Band, Measure, Override, PaceCount, Reason, Verdict, points
from indicators.wording.amounts import (
    amount,
    by_language,
    closing_words,
    day_words,
    figure,
    rounded,
)
from indicators.wording.schemes import band_word

PACE = {Reason.ON_PACE, Reason.BEHIND, Reason.STAGE_OVERDUE}
OUTCOMES = {
    Reason.REACHED,
    Reason.ABOVE_RANGE,
    Reason.WITHIN_CEILING,
    Reason.ABOVE_CEILING,
    Reason.MISSED,
}


def sentence(verdict: Verdict, unit_of_measure: str) -> str:
    """Why the lamp shows what it shows, with the figures that it was computed from.

    What a person has to know besides follows in sentences of its own: a stage that is overdue, a
    lamp that was raised, decided by the office's own rule, or by an inspector.
    """
    if verdict.reason in PACE:
        whole = _pace(verdict, unit_of_measure)
    elif verdict.reason in OUTCOMES:
        whole = _outcome(verdict, unit_of_measure)
    else:
        whole = _not_judged(verdict, unit_of_measure)
    return by_language("", " ").join([whole, *_notes(verdict)])


def pace_count_sentence(count: PaceCount) -> str:
    """As circulars count: how many are listed, how many are left out and why, how many are met."""
    if not count.counted:
        words = _("Listed targets: %(listed)d. None of them can be judged yet.")
    elif count.annual and count.unknown:
        words = _(
            "Listed targets: %(listed)d. Left out: judged once a year %(annual)d, not to be judged "
            "yet %(unknown)d. On pace or done: %(met)d of %(counted)d, %(share)s%%."
        )
    elif count.annual:
        words = _(
            "Listed targets: %(listed)d. Left out: judged once a year %(annual)d. "
            "On pace or done: %(met)d of %(counted)d, %(share)s%%."
        )
    elif count.unknown:
        words = _(
            "Listed targets: %(listed)d. Left out: not to be judged yet %(unknown)d. "
            "On pace or done: %(met)d of %(counted)d, %(share)s%%."
        )
    else:
        words = _("Listed targets: %(listed)d. On pace or done: %(met)d, %(share)s%%.")
    return words % {**asdict(count), "counted": count.counted, "share": count.share}


def _notes(verdict: Verdict) -> list[str]:
    notes = []
    if verdict.stage_on is not None:
        day = day_words(verdict.stage_on)
        notes.append(_("The stage due on %(day)s is overdue.") % {"day": day})
    if verdict.raised:
        words = ngettext(
            "Behind for %(count)d period: the lamp is raised.",
            "Behind for %(count)d periods in a row: the lamp is raised.",
            verdict.misses,
        )
        notes.append(words % {"count": verdict.misses})
    elif verdict.band.own_choice and verdict.is_behind:
        notes.append(_("The published scheme leaves this range open; the office chose the lamp."))
    if verdict.override is not None:
        notes.append(_decided(verdict.override, verdict.band))
    return notes


def _decided(override: Override, band: Band) -> str:
    facts = {
        "word": band_word(band),
        "computed": band_word(override.computed),
        "reason": override.reason,
        "by": override.by,
        "day": day_words(localtime(override.at).date()),
    }
    words = _("%(by)s decided on %(day)s: %(word)s instead of %(computed)s. Reason: %(reason)s")
    return words % facts


def _pace(verdict: Verdict, unit: str) -> str:
    """应达…，实际…，低…: in shares of the way, or in values where the value itself must hold."""
    assert verdict.expected is not None
    assert verdict.actual is not None
    if verdict.measure is Measure.WAY:
        expected, actual = f"{verdict.expected_share}%", f"{verdict.completion}%"
        ahead, distance = -(verdict.gap or Decimal(0)), _points(abs(verdict.gap or Decimal(0)))
    else:
        expected, actual = amount(verdict.expected, unit), amount(verdict.actual, unit)
        ahead = verdict.actual - verdict.expected
        distance = _distance(abs(ahead), unit)
    if verdict.measure is not Measure.WAY and ahead < 0:
        distance = _with_share(distance, verdict)
    facts = {
        "when": _when(verdict),
        "expected": expected,
        "reached": _reached(verdict, actual),
        "difference": _difference(ahead, distance),
    }
    return _("By %(when)s %(expected)s should be reached; %(reached)s, %(difference)s.") % facts


def _outcome(verdict: Verdict, unit: str) -> str:
    assert verdict.wanted is not None
    assert verdict.actual is not None
    facts = {
        "when": _when(verdict),
        "wanted": _wanted(verdict, unit),
        "reached": _reached(verdict, amount(verdict.actual, unit)),
        "distance": _distance(abs(verdict.actual - verdict.wanted), unit),
    }
    if verdict.measure is Measure.CEILING and verdict.reason in {Reason.REACHED, Reason.MISSED}:
        return _ceiling_at_the_end(verdict) % facts
    match verdict.reason:
        case Reason.REACHED:
            return _("By %(when)s, %(reached)s: the promise of %(wanted)s is kept.") % facts
        case Reason.ABOVE_RANGE:
            return _("By %(when)s, %(reached)s, above the range of %(wanted)s.") % facts
        case Reason.WITHIN_CEILING:
            return _("By %(when)s, %(reached)s, within the limit of %(wanted)s.") % facts
        case Reason.ABOVE_CEILING:
            words = _("By %(when)s, %(reached)s, over the limit of %(wanted)s by %(distance)s.")
            return words % (facts | {"distance": _with_share(facts["distance"], verdict)})
        case _:
            words = _("Time is up: %(wanted)s was promised; %(reached)s, off by %(distance)s.")
            return words % facts


def _ceiling_at_the_end(verdict: Verdict) -> str:
    if verdict.reason is Reason.REACHED:
        return _("By %(when)s, %(reached)s: the limit of %(wanted)s is kept, the target reached.")
    return _("Time is up: the limit was %(wanted)s; %(reached)s, over it by %(distance)s.")


def _not_judged(verdict: Verdict, unit: str) -> str:
    if verdict.reason is Reason.NO_DATA:
        facts = {"when": _when(verdict), "expected": amount(verdict.expected, unit)}
        words = _("No figure has come in yet; by %(when)s %(expected)s should be reached.")
        return words % facts
    words = {
        Reason.NOT_YET: _("The target is judged when its time has come, not before."),
        Reason.ANNUAL_ONLY: _("Known once a year: no pace within the year, and in no count."),
        Reason.NO_COMPARATOR: _("The figure to compare with has not been entered yet."),
        Reason.ZERO_TARGET: _("The promised value is zero: there is no rate, so no pace either."),
        Reason.NO_DATE: _("The plan names no date, so its pace is not judged."),
        Reason.NO_NUMBER: _("The plan names no number, so its pace is not judged."),
    }[verdict.reason]
    if verdict.actual is None:
        return words
    facts = {"figure": amount(verdict.actual, unit), "words": words}
    return _("%(figure)s is reached so far. %(words)s") % facts


def _when(verdict: Verdict) -> str:
    return closing_words(verdict.on, seen_from=verdict.on)


def _reached(verdict: Verdict, figure: str) -> str:
    """What was reached, and since when nothing newer is known."""
    if verdict.measured_on is None or verdict.measured_on == verdict.on:
        return _("%(figure)s is reached") % {"figure": figure}
    measured = closing_words(verdict.measured_on, seen_from=verdict.on)
    facts = {"figure": figure, "measured": measured}
    return _("the newest figure, of %(measured)s, is %(figure)s") % facts


def _wanted(verdict: Verdict, unit: str) -> str:
    if verdict.wanted is None or verdict.wanted_high is None:
        return amount(verdict.wanted, unit)
    facts = {"low": figure(verdict.wanted), "high": amount(verdict.wanted_high, unit)}
    return _("%(low)s to %(high)s") % facts


def _with_share(distance: str, verdict: Verdict) -> str:
    """What chose the lamp of a value that must hold: the shortfall as a share of the promise."""
    if not verdict.shortfall:
        return distance
    facts = {"distance": distance, "share": verdict.shortfall}
    return _("%(distance)s (%(share)s%%)") % facts


def _difference(ahead: Decimal, distance: str) -> str:
    if ahead == 0:
        return pgettext("pace of a target", "just as planned")
    words = _("%(distance)s ahead") if ahead > 0 else _("%(distance)s short")
    return words % {"distance": distance}


def _distance(value: Decimal, unit: str) -> str:
    """Between two percentages lie percentage points, not percent."""
    return _points(value) if unit in PERCENT else amount(value, unit)


def _points(value: Decimal) -> str:
    """As circulars print them, 12.4 or 5.0; two places where somebody measured two."""
    tenths = points(value)
    exact = tenths if tenths == value else rounded(value)
    return _("%(points)s percentage points") % {"points": exact}
