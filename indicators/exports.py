"""The list of amendments, as a file."""

from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from core.tables import Column, Kind, Table, require_fit
from indicators.models import Amendment, AmendmentQuerySet
from indicators.wording import promise_words


def _promise(amendment: Amendment, *, new: bool) -> str:
    promise = amendment.new if new else amendment.old
    return promise_words(promise, amendment.target.indicator.unit_of_measure)


AMENDMENT_COLUMNS = (
    Column(gettext_lazy("Target"), lambda row: str(row.target), 30),
    Column(gettext_lazy("Plan"), lambda row: row.target.plan.title, 30),
    Column(gettext_lazy("Lead unit"), lambda row: str(row.target.lead_unit or ""), 20),
    Column(pgettext_lazy("file column", "Promised before"), lambda r: _promise(r, new=False), 24),
    Column(pgettext_lazy("file column", "Promised instead"), lambda r: _promise(r, new=True), 24),
    Column(pgettext_lazy("file column", "Document"), lambda row: row.doc_number, 18),
    Column(gettext_lazy("Reason"), lambda row: row.reason, 50),
    Column(gettext_lazy("Requested by"), lambda row: str(row.requested_by), 12),
    Column(
        pgettext_lazy("file column", "Requested at"),
        lambda row: timezone.localtime(row.requested_at),
        16,
        Kind.MOMENT,
    ),
    Column(gettext_lazy("State"), lambda row: row.get_state_display(), 10),
    Column(pgettext_lazy("file column", "Decided by"), lambda row: str(row.decided_by or ""), 12),
    Column(pgettext_lazy("file column", "Decision"), lambda row: row.decision_note, 30),
)


def amendment_table(amendments: AmendmentQuerySet) -> Table:
    require_fit(amendments.count())
    return Table(pgettext("file", "Amendments"), AMENDMENT_COLUMNS, amendments.iterator())
