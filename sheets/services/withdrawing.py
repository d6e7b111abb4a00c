"""A sheet that was sent by mistake is taken back, while nobody has looked at any of it."""

from datetime import datetime

from django.db import transaction

from core import audit
from sheets.models import Sheet
from sheets.rules import Verb
from sheets.services.kinds import handling_of
from sheets.services.moving import lock_for, rest
from units.models import User


@transaction.atomic
def withdraw_sheet(*, sheet_id: int, by: User, now: datetime) -> Sheet:
    """Undo what the sheet saved; what it had replaced comes back.

    Raises RuleBroken as soon as somebody has gone on with one of its lines, and for what is never
    taken back by its sheet.
    """
    sheet = lock_for(sheet_id, Verb.WITHDRAW)
    taken = handling_of(sheet).withdraw(sheet, by=by, now=now)
    rest(sheet, Verb.WITHDRAW, withdrawn_by=by, withdrawn_at=now)
    audit.record("sheet.withdrawn", sheet, by=by, now=now, details={"lines": taken})
    return sheet
