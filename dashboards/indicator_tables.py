"""The catalogue of indicators, and the targets of one, as files."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from core.tables import Column, Kind, Table, batches, require_fit
from dashboards import queries
from dashboards.queries import Scope
from dashboards.queries.indicators import IndicatorLine, IndicatorSheet, Wanted
from indicators.models import Indicator, Target
from indicators.queries import Judged
from indicators.wording import band_word

CATALOGUE_COLUMNS = (
    Column(pgettext_lazy("file column", "Indicator"), lambda row: row.name, 30),
    Column(pgettext_lazy("file column", "Unit of measure"), lambda row: row.unit_of_measure, 10),
    Column(gettext_lazy("Kind"), lambda row: row.get_kind_display(), 16),
    Column(
        gettext_lazy("Certifying unit"),
        lambda row: row.certifying_unit.name if row.certifying_unit else "",
        20,
    ),
    Column(
        gettext_lazy("Versions of the definition"), lambda row: row.version_count, 10, Kind.NUMBER
    ),
    Column(gettext_lazy("Targets"), lambda row: row.target_count, 10, Kind.NUMBER),
)
INDICATOR_COLUMNS = (
    Column(pgettext_lazy("file column", "Indicator"), lambda line: line.target.name, 28),
    Column(
        pgettext_lazy("file column", "Unit of measure"),
        lambda line: line.target.unit_of_measure,
        10,
    ),
    Column(gettext_lazy("Counted as defined from"), lambda line: line.defined_from, 14, Kind.DATE),
    Column(gettext_lazy("Plan"), lambda line: line.target.origin.plan, 28),
    Column(gettext_lazy("Lead unit"), lambda line: line.target.unit, 20),
    Column(gettext_lazy("Promise"), lambda line: line.target.promise, 18),
    Column(gettext_lazy("Due"), lambda line: line.target.due_on, 12, Kind.DATE),
    Column(gettext_lazy("Planned by now"), lambda line: line.target.expected, 12, Kind.NUMBER),
    Column(gettext_lazy("Reached"), lambda line: line.target.value, 12, Kind.NUMBER),
    Column(
        pgettext_lazy("file column", "As of"),
        lambda line: line.target.measured_on,
        12,
        Kind.DATE,
    ),
    Column(
        gettext_lazy("Source of the figure"),
        lambda line: line.source.words if line.source else "",
        20,
    ),
    Column(
        pgettext_lazy("file column", "Behind (points)"),
        lambda line: line.target.gap,
        10,
        Kind.NUMBER,
    ),
    Column(gettext_lazy("Lamp"), lambda line: band_word(line.target.band), 10),
    Column(gettext_lazy("Why"), lambda line: line.target.sentence, 36),
    Column(gettext_lazy("Source"), lambda line: line.target.origin.clause, 18),
    Column(
        pgettext_lazy("file column", "Promised words"),
        lambda line: line.target.origin.quote,
        40,
    ),
)


def catalogue_table(scope: Scope, found: QuerySet[Indicator]) -> Table:
    require_fit(found.count())
    return _table(pgettext("file", "Indicators"), CATALOGUE_COLUMNS, found.iterator(), scope)


def indicator_table(scope: Scope, indicator: Indicator, wanted: Wanted) -> Table:
    """As on the page: what is counted alike stands together."""
    sheet = queries.indicator_sheet(scope, indicator, wanted)
    require_fit(sheet.total)

    def lines(batch: list[Target | Judged]) -> Iterable[IndicatorLine]:
        return queries.indicator_lines(scope, batch, sheet.versions)

    title = _("%(indicator)s: targets") % {"indicator": indicator.name}
    return _table(title, INDICATOR_COLUMNS, batches(_rows(sheet), lines), scope)


def _rows(sheet: IndicatorSheet) -> Iterable[Target | Judged]:
    return sheet.rows if isinstance(sheet.rows, list) else sheet.rows.iterator()


def _table(title: str, columns: tuple[Column, ...], lines: Iterable[object], scope: Scope) -> Table:
    note = _("as of %(day)s") % {"day": date_format(scope.on)}
    return Table(title, columns, lines, note=note, on=scope.on)
