"""What the page showed is saved: all good lines in one transaction, or none."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.errors import RuleBroken, Stale
from core.work import WorkState
from reports import wording as report_wording
from reports.rules import Writing
from reports.services import apply_contents
from sheets import queries
from sheets.checks import content_of
from sheets.models import Outcome, Sheet, SheetLine
from units.models import User


@transaction.atomic
def confirm_sheet(*, sheet_id: int, submit: bool, by: User, now: datetime) -> Sheet:
    """Save every good line as a draft, or save and submit every line that says something.

    Raises Stale when a report was changed since the workbook was read, and when somebody else has
    confirmed it meanwhile; RuleBroken while a line is refused or there is nothing to save.
    """
    # Two people press the button at once: the second waits here and then finds it confirmed.
    sheet: Sheet = Sheet.objects.select_for_update(of=("self",)).get(pk=sheet_id)
    _require_confirmable(sheet)
    lines = list(queries.lines_to_save(sheet, submit=submit))
    if not lines:
        raise RuleBroken(_("Nothing in this workbook differs from what the portal knows."))
    if submit and any(line.errors for line in lines):
        raise RuleBroken(_("Some lines are not complete. Save them as drafts, or complete them."))
    items = [_writing(line) for line in lines]
    apply_contents(items=items, submit=submit, origin=f"sheet {sheet.pk}", by=by, now=now)
    sheet.confirmed_at, sheet.confirmed_by = now, by
    sheet.save(update_fields=["confirmed_at", "confirmed_by"])
    details = {"lines": len(lines), "submitted": submit}
    audit.record("sheet.confirmed", sheet, by=by, now=now, details=details)
    return sheet


def _require_confirmable(sheet: Sheet) -> None:
    if sheet.confirmed_at is not None:
        raise Stale(
            _("%(who)s has already saved this workbook on %(when)s. Nothing was changed.")
            % {"who": sheet.confirmed_by, "when": report_wording.moment(sheet.confirmed_at)}
        )
    if sheet.work_state != WorkState.DONE or sheet.refusal:
        raise RuleBroken(_("This workbook has not been read, so there is nothing to save."))
    if sheet.lines.filter(outcome=Outcome.REFUSED).exists():
        raise RuleBroken(
            _("Some lines are refused, so nothing was saved. Correct them and upload it again.")
        )


def _writing(line: SheetLine) -> Writing:
    # Only refused lines may lack either, and they are never saved.
    assert line.report_id is not None
    assert line.revision is not None
    return Writing(line.report_id, line.revision, content_of(line))
