"""A worker reads a workbook in a throw-away process and stores the outcome of every line."""

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.child import MB, End, run_child
from core.errors import RuleBroken
from core.work import WorkState
from reports.models import Report
from sheets.checks import judge
from sheets.models import Sheet, SheetLine
from sheets.parsing import pages_of, stamp_of, table_of
from sheets.reader.refusals import Refused
from sheets.writing import Stamp
from units.models import Unit, User

# A worker beside seven others has an eighth of the machine; alone it needs a tenth of this.
SECONDS = 60
MEMORY = 600 * MB
# Small enough that the page sees the reading move, large enough that it does not slow it down.
BATCH = 200


def read_one_sheet(*, now: datetime) -> bool:
    """Read the oldest waiting workbook; False when there is none.

    A worker that dies here leaves a lease that runs out; the next one starts from the beginning
    and replaces what was stored.
    """
    sheet: Sheet | None = Sheet.objects.claim(now=now)
    if sheet is None:
        return False
    try:
        stamp, lines = _read(sheet)
    except Refused as refused:
        _finish(sheet, now=now, refusal={"code": refused.code, **refused.facts})
        return True
    if store_lines(sheet, lines):
        _finish(sheet, now=now, ends_on=stamp.ends_on)
    return True


def _read(sheet: Sheet) -> tuple[Stamp, list[SheetLine]]:
    pages = pages_of(_run_reader(sheet))
    stamp = stamp_of(pages)
    _require_match(stamp, sheet)
    lines = judge(table_of(pages), sheet=sheet, ends_on=stamp.ends_on)
    if not lines:
        raise Refused("no_lines")
    return stamp, lines


def _run_reader(sheet: Sheet) -> bytes:
    command = [sys.executable, "-m", "sheets.reader", sheet.file.path]
    child = run_child(command, seconds=SECONDS, memory=MEMORY)
    if child.end is End.TIMED_OUT:
        raise Refused("too_slow")
    if child.end is End.OUT_OF_MEMORY:
        raise Refused("too_big")
    if child.end is End.KILLED or child.code != 0:
        raise Refused("unreadable")
    return child.output


def _require_match(stamp: Stamp, sheet: Sheet) -> None:
    if stamp.unit_id != sheet.unit_id:
        owner = Unit.objects.filter(pk=stamp.unit_id).first()
        raise Refused("other_unit", unit=str(owner or ""))
    owed = Report.objects.filter(unit=sheet.unit_id, period__ends_on=stamp.ends_on)
    if not owed.exists():
        raise Refused("other_period", day=stamp.ends_on.isoformat())


def store_lines(sheet: Sheet, lines: Sequence[SheetLine]) -> bool:
    """Replace the sheet's lines, batch by batch; False as soon as another worker took it over."""
    done = 0
    for batch in _batches(lines):
        with transaction.atomic():
            # The lock and the attempt number keep a worker that slept from mixing its lines in.
            mine = Sheet.objects.select_for_update().filter(
                pk=sheet.pk, work_state=WorkState.RUNNING, attempts=sheet.attempts
            )
            if not mine.exists():
                return False
            if not done:
                SheetLine.objects.filter(sheet=sheet).delete()
            SheetLine.objects.bulk_create(batch)
            done += len(batch)
            mine.update(lines_read=done, lines_total=len(lines))
    return True


def _batches(lines: Sequence[SheetLine]) -> Iterator[Sequence[SheetLine]]:
    for start in range(0, len(lines), BATCH):
        yield lines[start : start + BATCH]


@transaction.atomic
def _finish(sheet: Sheet, *, now: datetime, **facts: object) -> None:
    if sheet.finish(**facts):
        details = {name: str(fact) for name, fact in facts.items()}
        audit.record("sheet.read", sheet, by=None, now=now, details=details)


@transaction.atomic
def read_again(*, sheet_id: int, by: User, now: datetime) -> Sheet:
    """Compare the workbook anew with what the portal knows by now. The caller rings the bell."""
    sheet: Sheet = Sheet.objects.select_for_update(of=("self",)).get(pk=sheet_id)
    if sheet.confirmed_at is not None:
        raise RuleBroken(_("This workbook was saved already. Download a new one to go on."))
    if sheet.is_reading:
        raise RuleBroken(_("This workbook is being read. Wait until that has ended."))
    sheet.lines.all().delete()
    sheet.work_state, sheet.attempts, sheet.not_before = WorkState.QUEUED, 0, now
    sheet.refusal, sheet.work_error, sheet.lines_read, sheet.lines_total = {}, "", 0, 0
    sheet.save(
        update_fields=[
            "work_state", "attempts", "not_before", "refusal", "work_error", "lines_read",
            "lines_total",
        ]
    )  # fmt: skip
    audit.record("sheet.queued_again", sheet, by=by, now=now)
    return sheet
