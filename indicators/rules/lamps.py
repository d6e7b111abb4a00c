"""Judging a target: what was reached against what should be."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from core.calendar import ONE_DAY, last_day_of_month
from indicators.rules.aims import Aim, counts_anew, measure_of, settled, span_of
from indicators.rules.books import CURRENT, RuleBook
from indicators.rules.pace import HUNDRED, expected_value, share_of_way, waits_for_its_year
from indicators.rules.schemes import DEFAULT, Scheme
from indicators.rules.verdicts import Reading, Verdict, lit, points
from indicators.rules.words import AMOUNTS, Kind, Measure, Reason, Standing


def judge_readings(
    aim: Aim,
    readings: Sequence[Reading],
    *,
    on: date,
    scheme: Scheme = DEFAULT,
    book: RuleBook = CURRENT,
) -> Verdict:
    """The lamp of a target as it is known on a day, from what was reported up to it.

    The running month's figure counts as soon as it is approved, though its closing date is still
    to come; it is held against that date.
    """
    until = last_day_of_month(on)
    known = sorted((r for r in readings if r.on <= until), key=lambda reading: reading.on)
    measured_on = known[-1].on if known else None
    closing = closing_date(measured_on, on=on)
    verdict = stand(aim, reached(aim, known, on=closing), on=closing, book=book)
    days_left = None if aim.due_on is None else (aim.due_on - on).days
    verdict = replace(verdict, measured_on=measured_on, days_left=days_left)
    return lit(verdict, scheme, misses=_misses(verdict, aim, known, scheme, book))


def judge(
    aim: Aim,
    actual: Decimal | None,
    *,
    on: date,
    scheme: Scheme = DEFAULT,
    book: RuleBook = CURRENT,
) -> Verdict:
    """The lamp of a target that has reached `actual` at the closing date `on`."""
    days_left = None if aim.due_on is None else (aim.due_on - on).days
    verdict = replace(stand(aim, actual, on=on, book=book), days_left=days_left)
    return lit(verdict, scheme, misses=int(verdict.is_behind))


def closing_date(measured_on: date | None, *, on: date) -> date:
    """At which date a target is judged on the day `on`.

    At the date that its newest reading is about, so that August's value is not held against
    September's pace while September's reports are still being written. Who stays silent for
    longer is held against the month before the last closed one: silence must not keep a lamp
    green.
    """
    month_before = _month_end_before(_month_end_before(on + ONE_DAY))
    if measured_on is None:
        return _month_end_before(on + ONE_DAY)
    return max(measured_on, month_before)


def reached(aim: Aim, readings: Sequence[Reading], *, on: date) -> Decimal | None:
    """What counts of these readings, oldest first, at a closing date; None for no data.

    A flow or recurring count begins anew each year: another year's figure does not count.
    """
    known = [reading for reading in readings if reading.on <= on]
    span = span_of(aim, on=on) if counts_anew(aim) else None
    if span is not None:
        known = [reading for reading in known if span[0] <= reading.on <= span[1]]
    return known[-1].value if known else None


def stand(aim: Aim, actual: Decimal | None, *, on: date, book: RuleBook = CURRENT) -> Verdict:
    """Where a target stands that has reached `actual`; its lamp is not chosen yet."""
    whole, expected = settled(aim, on=on, book=book), expected_value(aim, on=on, book=book)
    verdict = Verdict(
        Standing.NOT_JUDGED,
        Reason.NO_DATA,
        on,
        measure_of(whole),
        wanted=whole.value,
        wanted_high=whole.value_high if whole.is_range and not whole.falls else None,
        actual=actual,
        expected=expected,
        rule_version=book.version,
    )
    cannot = _cannot_be_judged(whole, verdict, book)
    if cannot is not None:
        return replace(verdict, reason=cannot)
    if actual is None:
        return verdict if expected is not None else replace(verdict, reason=_not_judged(whole))
    if verdict.measure is Measure.WAY:
        return _stand_on_way(whole, actual, verdict)
    return _stand_at_level(whole, actual, verdict, book)


def _cannot_be_judged(aim: Aim, verdict: Verdict, book: RuleBook) -> Reason | None:
    if aim.value is None:
        return Reason.NO_COMPARATOR if aim.kind is Kind.RELATIVE else Reason.NO_NUMBER
    nothing = aim.value == 0 and aim.kind in AMOUNTS and verdict.measure is Measure.FLOOR
    return Reason.ZERO_TARGET if nothing and book.zero_has_no_distance else None


def _stand_on_way(aim: Aim, actual: Decimal, verdict: Verdict) -> Verdict:
    assert aim.value is not None
    completion = points(share_of_way(aim, actual))
    rate = points(actual / aim.value * HUNDRED) if aim.value and not aim.falls else None
    verdict = replace(verdict, completion=completion, rate=rate)
    over = aim.is_due(verdict.on)
    arrived = actual <= aim.value if aim.falls else actual >= aim.value
    # A recurring promise is not done while it comes again.
    if arrived and (over or not aim.recurs):
        return replace(verdict, standing=Standing.DONE, reason=_how_far(verdict))
    if verdict.expected is None:
        return replace(verdict, reason=_not_judged(aim))
    share = points(share_of_way(aim, verdict.expected))
    gap = share - completion  # from the rounded shares, so that the printed sentence adds up
    shortfall = points(gap / share * HUNDRED) if share > 0 else None
    verdict = replace(verdict, expected_share=share, gap=gap, shortfall=shortfall)
    if over:
        return replace(verdict, standing=Standing.MISSED, reason=Reason.MISSED)
    return _by_gap(aim, verdict, gap)


def _by_gap(aim: Aim, verdict: Verdict, gap: Decimal) -> Verdict:
    if gap <= 0:
        standing = Standing.AHEAD if gap < 0 else Standing.ON_PACE
        return replace(verdict, standing=standing, reason=Reason.ON_PACE)
    verdict = replace(verdict, standing=Standing.BEHIND, reason=Reason.BEHIND)
    if aim.kind is not Kind.MILESTONE or verdict.actual is None:
        return verdict
    overdue = [day for day, value in sorted(aim.planned) if verdict.actual < value]
    return replace(verdict, reason=Reason.STAGE_OVERDUE, stage_on=overdue[0])


def _stand_at_level(aim: Aim, actual: Decimal, verdict: Verdict, book: RuleBook) -> Verdict:
    """A value that must hold as it stands: the shortfall is told as a share of the value."""
    assert aim.value is not None
    ceiling = verdict.measure is Measure.CEILING
    missing = actual - aim.value if ceiling else aim.value - actual
    # No percentage of zero; and published tables leave the rate of a ceiling empty.
    shortfall = points(missing / abs(aim.value) * HUNDRED) if aim.value else None
    rate = points(actual / aim.value * HUNDRED) if aim.value > 0 and not ceiling else None
    gap = missing if aim.in_percent else None
    known = replace(verdict, shortfall=shortfall, rate=rate, gap=gap)
    if aim.kind is Kind.RATIO and missing <= 0:
        return replace(known, standing=Standing.DONE, reason=_how_far(known))
    if verdict.expected is None:
        return replace(verdict, rate=rate, reason=_not_judged(aim))
    if missing > 0:
        return _short_of_level(aim, known, book)
    return _holding_level(aim, known, missing)


def _short_of_level(aim: Aim, verdict: Verdict, book: RuleBook) -> Verdict:
    if aim.is_due(verdict.on) and not aim.recurs:
        return replace(verdict, standing=Standing.MISSED, reason=Reason.MISSED)
    if verdict.shortfall is None and not book.zero_has_no_distance:
        verdict = replace(verdict, shortfall=HUNDRED)
    ceiling = verdict.measure is Measure.CEILING
    reason = Reason.ABOVE_CEILING if ceiling else Reason.BEHIND
    return replace(verdict, standing=Standing.BEHIND, reason=reason)


def _holding_level(aim: Aim, verdict: Verdict, missing: Decimal) -> Verdict:
    assert aim.value is not None
    ceiling = verdict.measure is Measure.CEILING
    # Brought down from above (压缩至) is reached; what only has to stay low is held until due.
    brought_down = ceiling and aim.start is not None and aim.start > aim.value
    if aim.is_due(verdict.on) or brought_down:
        return replace(verdict, standing=Standing.DONE, reason=_how_far(verdict))
    standing = Standing.AHEAD if missing < 0 else Standing.ON_PACE
    if ceiling:
        return replace(verdict, standing=standing, reason=Reason.WITHIN_CEILING)
    within = Reason.ON_PACE if _how_far(verdict) is Reason.REACHED else Reason.ABOVE_RANGE
    return replace(verdict, standing=standing, reason=within)


def _how_far(verdict: Verdict) -> Reason:
    """Reached, or past the upper end of a range as well."""
    high = verdict.wanted_high
    beyond = high is not None and verdict.actual is not None and verdict.actual > high
    return Reason.ABOVE_RANGE if beyond else Reason.REACHED


def _not_judged(aim: Aim) -> Reason:
    if not (aim.due_on or aim.recurs):
        return Reason.NO_DATE
    return Reason.ANNUAL_ONLY if waits_for_its_year(aim) else Reason.NOT_YET


def _misses(
    verdict: Verdict, aim: Aim, readings: Sequence[Reading], scheme: Scheme, book: RuleBook
) -> int:
    """Reported periods behind, one after the other, up to the verdict's own.

    A month without a figure is neither hit nor miss: what nobody reported cannot raise a lamp.
    """
    if not verdict.is_behind:
        return 0
    misses = 1
    earlier = [reading for reading in readings if reading.on < verdict.on]
    for reading in reversed(earlier):
        if misses >= (scheme.misses_in_a_row or 1):
            break
        known = [each for each in readings if each.on <= reading.on]
        then = stand(aim, reached(aim, known, on=reading.on), on=reading.on, book=book)
        if not then.is_behind:
            break
        misses += 1
    return misses


def _month_end_before(day: date) -> date:
    return day.replace(day=1) - ONE_DAY
