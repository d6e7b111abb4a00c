"""A worker saves what a person confirmed: all lines in one transaction, or none."""

from datetime import datetime

from django.db import transaction

from core import audit
from core.errors import RuleBroken
from sheets.models import Sheet, Stage
from sheets.rules import Verb
from sheets.services.kinds import handling_of
from sheets.services.moving import finish, held, queue


class _Lost(Exception):
    """Another worker has taken the sheet over, or somebody has broken it off."""


def save_sheet(sheet: Sheet, *, now: datetime) -> None:
    """Save a sheet that this worker has claimed.

    What it writes and that it is done stand in one transaction: a worker that dies saves nothing,
    and the next one begins anew.
    """
    try:
        with transaction.atomic():
            handling_of(sheet).save(sheet, now=now)
            if not finish(sheet, Stage.SAVED, now=now, saved_at=now):
                raise _Lost
    except _Lost:
        return
    except RuleBroken as broken:
        _compare_anew(sheet, broken, now=now)


@transaction.atomic
def _compare_anew(sheet: Sheet, broken: RuleBroken, *, now: datetime) -> None:
    """Somebody was faster: every line is held against what stands now, and a person decides."""
    if mine := held(sheet):
        queue(mine, Verb.OVERTAKE, now=now, refusal={"code": "overtaken", "sentence": str(broken)})
        audit.record("sheet.overtaken", mine, by=None, now=now, details={"why": str(broken)})
