"""The lists of amendments and of lamps, as files."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from core.tables import Column, Kind, Table, require_fit
from indicators.models import Amendment, AmendmentQuerySet, Target
from indicators.queries import CourseLine, verdict_course
from indicators.wording import band_word, by_language, promise_words


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

VERDICT_COLUMNS = (
    Column(gettext_lazy("Closing date"), lambda line: line.row.closing_on, 12, Kind.DATE),
    Column(gettext_lazy("Lamp"), lambda line: band_word(line.verdict.band), 10),
    Column(gettext_lazy("Why"), lambda line: _why(line), 50),
    Column(pgettext_lazy("file column", "Decided by"), lambda line: _override(line, "by"), 12),
    Column(pgettext_lazy("file column", "Decision"), lambda line: _override(line, "reason"), 30),
    Column(
        pgettext_lazy("file column", "Made up by the figure of"),
        lambda line: line.made_up_on,
        12,
        Kind.DATE,
    ),
    Column(
        pgettext_lazy("file column", "Recorded at"),
        lambda line: timezone.localtime(line.row.recorded_at),
        16,
        Kind.MOMENT,
    ),
)


def _why(line: CourseLine) -> str:
    """The sentence as it was stored."""
    return by_language(line.row.sentence_zh, line.row.sentence_en)


def _override(line: CourseLine, name: str) -> str:
    return str(getattr(line.verdict.override, name, ""))


def verdict_table(target: Target, *, on: date) -> Table:
    """The lamps of a target so far, as known on a day."""
    course = verdict_course(target, on=on)
    require_fit(len(course))
    note = f"{target} · " + _("as known on %(day)s") % {"day": on.isoformat()}
    return Table(pgettext("file", "Lamps so far"), VERDICT_COLUMNS, course, note=note, on=on)


def amendment_table(amendments: AmendmentQuerySet) -> Table:
    require_fit(amendments.count())
    return Table(pgettext("file", "Amendments"), AMENDMENT_COLUMNS, amendments.iterator())
