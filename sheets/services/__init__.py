"""Verbs on sheets: receiving, reading, asking, confirming, saving, withdrawing."""

from datetime import datetime

from sheets.models import Sheet, Stage
from sheets.services.asking import answer_sheet
from sheets.services.confirming import confirm_sheet, decide_lines
from sheets.services.copies import ask_for_copy, make_one_copy
from sheets.services.moving import cancel_sheet, read_again
from sheets.services.reading import read_sheet
from sheets.services.receiving import Receipt, receive_sheet
from sheets.services.saving import save_sheet
from sheets.services.withdrawing import withdraw_sheet

__all__ = [
    "Receipt",
    "answer_sheet",
    "ask_for_copy",
    "cancel_sheet",
    "confirm_sheet",
    "decide_lines",
    "make_one_copy",
    "read_again",
    "receive_sheet",
    "withdraw_sheet",
    "work_on_one_sheet",
]


def work_on_one_sheet(*, now: datetime) -> bool:
    """Read or save the oldest waiting sheet; False when there is none."""
    sheet: Sheet | None = Sheet.objects.claim(now=now)
    if sheet is None:
        return False
    work = save_sheet if sheet.stage == Stage.SAVING else read_sheet
    work(sheet, now=now)
    return True
