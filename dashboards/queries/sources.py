"""Where a figure came from: a report, a sheet, or somebody else's statistics."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from core.calendar import last_day_of_month
from dashboards.queries.scope import Scope
from indicators.models import Measurement
from reports.access import visible_reports

FROM_REPORT = re.compile(r"report ([0-9]{1,18})")
FROM_SHEET = re.compile(r"sheet ([0-9]{1,18})")


@dataclass(frozen=True)
class Source:
    """Of a figure about `on`: whose it is or what brought it, in words.

    `report_pk` if it came with a report that the person may read.
    """

    on: date
    words: str
    report_pk: int | None


def report_named(origin: str) -> int | None:
    match = FROM_REPORT.fullmatch(origin)
    return int(match[1]) if match else None


def sheet_named(origin: str) -> str:
    match = FROM_SHEET.fullmatch(origin)
    return match[1] if match else ""


def readable_reports(scope: Scope, origins: Iterable[str]) -> frozenset[int]:
    """Those that brought figures, as far as the person may read them; one query."""
    named = {key for origin in origins if (key := report_named(origin)) is not None}
    return frozenset(visible_reports(scope.user).filter(pk__in=named).values_list("pk", flat=True))


def sources_of(scope: Scope, targets: Collection[int]) -> dict[int, Source]:
    """By target, of the newest figure that was known; two queries."""
    known = Measurement.objects.as_known_on(scope.on).filter(target__in=targets)
    known = known.filter(period_ends_on__lte=last_day_of_month(scope.on))
    rows = list(known.order_by("target", "-period_ends_on").distinct("target"))
    readable = readable_reports(scope, (row.origin for row in rows))
    return {row.target_id: _source(row, readable) for row in rows}


def _source(row: Measurement, readable: frozenset[int]) -> Source:
    named = report_named(row.origin)
    return Source(
        on=row.period_ends_on,
        words=row.source or _brought_by(row.origin),
        report_pk=named if named in readable else None,
    )


def _brought_by(origin: str) -> str:
    if sheet := sheet_named(origin):
        return _("sheet %(number)s") % {"number": sheet}
    return _("report of the unit") if report_named(origin) else _("entered by the office")
