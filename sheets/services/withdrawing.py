"""A sheet that was sent by mistake is taken back, while nobody has looked at any of it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction

from core import audit
from reports.models import Report
from reports.rules import Filed
from reports.services import apply_batch, recall_batch
from sheets import queries
from sheets.checks import content_of
from sheets.models import Sheet
from sheets.rules import Verb
from sheets.services.moving import lock_for, rest
from units.models import User


@transaction.atomic
def withdraw_sheet(*, sheet_id: int, by: User, now: datetime) -> Sheet:
    """Undo what the sheet saved; drafts that it wrote over come back.

    Raises RuleBroken as soon as one of its lines has been looked at.
    """
    sheet = lock_for(sheet_id, Verb.WITHDRAW)
    saved = queries.lines_to_save(sheet, submit=sheet.submit)
    facts: dict[str, Any] = {"carried": bool(sheet.carried_for), "by": by, "now": now}
    pks = [pk for pk in saved.order_by().values_list("about_id", flat=True) if pk is not None]
    taken = recall_batch(report_ids=pks, origin=sheet.origin, **facts)
    origin = f"{sheet.origin} withdrawn"
    apply_batch(items=_earlier(sheet, taken), submit=False, origin=origin, **facts)
    rest(sheet, Verb.WITHDRAW, withdrawn_by=by, withdrawn_at=now)
    audit.record("sheet.withdrawn", sheet, by=by, now=now, details={"lines": len(taken)})
    return sheet


def _earlier(sheet: Sheet, taken: set[int]) -> Iterator[Filed]:
    """The drafts as they stood before the sheet was saved."""
    lines = queries.lines_to_save(sheet, submit=sheet.submit).filter(was_draft=True)
    kept = {
        about: content | before
        for about, content, before in lines.values_list("about_id", "content", "before")
        if about in taken
    }
    for pk, revision in Report.objects.filter(pk__in=kept).values_list("pk", "revision"):
        yield Filed(pk, revision, content_of(kept[pk]), {})
