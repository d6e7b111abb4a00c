"""A worker saves what a person confirmed: all lines in one transaction, or none."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from core import audit
from core.errors import RuleBroken
from core.work import WorkState
from reports.rules import Filed
from reports.services import apply_batch
from sheets import queries
from sheets.checks import content_of
from sheets.models import Sheet, SheetLine, Stage, uploader_of
from sheets.rules import Verb
from sheets.services.moving import finish, queue

CHUNK = 5_000


class _Lost(Exception):
    """Another worker has taken the sheet over, or somebody has broken it off."""


def save_sheet(sheet: Sheet, *, now: datetime) -> None:
    """Save a sheet that this worker has claimed.

    What it writes and that it is done stand in one transaction: a worker that dies saves nothing,
    and the next one begins anew.
    """
    try:
        with transaction.atomic():
            lines = queries.lines_to_save(sheet, submit=sheet.submit)
            apply_batch(
                items=_filed(lines),
                submit=sheet.submit,
                origin=sheet.origin,
                carried=bool(sheet.carried_for),
                by=uploader_of(sheet),
                now=now,
            )
            if not finish(sheet, Stage.SAVED, now=now, saved_at=now):
                raise _Lost
    except _Lost:
        return
    except RuleBroken as broken:
        _compare_anew(sheet, broken, now=now)


def _filed(lines: QuerySet[SheetLine]) -> Iterator[Filed]:
    rows = lines.order_by().values_list("about_id", "revision", "content", "doubts")
    for about_id, revision, content, doubts in rows.iterator(chunk_size=CHUNK):
        # Only refused lines may lack either, and they are never saved.
        assert about_id is not None
        assert revision is not None
        yield Filed(about_id, revision, content_of(content), doubts)


@transaction.atomic
def _compare_anew(sheet: Sheet, broken: RuleBroken, *, now: datetime) -> None:
    """Somebody was faster: every line is held against what stands now, and a person decides."""
    mine = Sheet.objects.select_for_update(of=("self",)).filter(
        pk=sheet.pk, work_state=WorkState.RUNNING, attempts=sheet.attempts
    )
    if held := mine.first():
        queue(held, Verb.OVERTAKE, now=now, refusal={"code": "overtaken", "sentence": str(broken)})
        audit.record("sheet.overtaken", held, by=None, now=now, details={"why": str(broken)})
