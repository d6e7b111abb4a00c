"""Stored verdicts: what was judged when, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from core.paging import Lines
from indicators import rules
from indicators.models import ComparatorValue, Measurement, Target, TargetVerdict
from indicators.queries.judged import as_decided
from indicators.rules import Band, Reading, Standing, Verdict


@dataclass(frozen=True)
class CourseLine:
    """How a target stood at one closing date, as it was recorded.

    `made_up_on` is the closing date whose figure reached after all what was missing then; the
    record itself stays as it was, `milder` is how the month counts since.
    """

    row: TargetVerdict
    verdict: Verdict
    made_up_on: date | None
    milder: Band


def recompute(row: TargetVerdict) -> Verdict:
    """The verdict once more from its own inputs, without what an inspector decided."""
    return rules.recompute(row.inputs, row.scheme, rule_version=row.rule_version)


def verdict_course(target: Target, *, on: date) -> Lines[CourseLine]:
    """By closing date, the newest first, as known on a day. Two queries for what is looked at."""
    known = TargetVerdict.objects.as_known_on(on).filter(target=target)
    rows = known.select_related("overridden_by").order_by("-closing_on")
    values = Measurement.objects.as_known_on(on).filter(target=target)

    def lines(some: Sequence[TargetVerdict]) -> list[CourseLine]:
        if not some:
            return []
        # A month is made up by a corrected figure or by one of a later month.
        later = values.filter(period_ends_on__gte=some[-1].closing_on).order_by("period_ends_on")
        readings = [Reading(*pair) for pair in later.values_list("period_ends_on", "value")]
        return [_line(row, readings) for row in some]

    return Lines(rows, lines)


def comparators(target: Target, *, on: date) -> QuerySet[ComparatorValue]:
    """What a relative target is held against, as known on a day, the newest first."""
    return ComparatorValue.objects.as_known_on(on).filter(target=target).order_by("-on")


def _line(row: TargetVerdict, readings: list[Reading]) -> CourseLine:
    computed, scheme = recompute(row), rules.scheme_from_json(row.scheme)
    aim = rules.inputs_from_json(row.inputs).aim
    mildest = next(band for band in scheme.bands if band.standing is Standing.BEHIND)
    return CourseLine(
        row=row,
        verdict=as_decided(computed, row),
        made_up_on=rules.made_up_on(computed, aim, readings),
        milder=mildest,
    )
