"""A worker reads a sheet in a throw-away process, judges every line and stores its outcome."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.db import connection, transaction
from django.utils import timezone

from core.copying import copy_rows
from core.work import WorkState
from reports.models import Report
from sheets import queries
from sheets.book import OFFICE_LINES, UNIT_LINES, Book, open_book
from sheets.checks import STORED, Claim, Judged, ReportJudge
from sheets.checks.sources import Source, own_source
from sheets.models import Sheet, SheetLine, Stage
from sheets.parsing import stamp_of
from sheets.reader.refusals import Refused
from sheets.rules.cells import Around
from sheets.services.asking import Asks, foreign_source
from sheets.services.moving import finish
from units.models import Unit

# Small enough that the page sees it move and the memory stays flat, large enough for few
# statements.
BATCH = 2_000
TABLE = SheetLine._meta.db_table
# Twice the same report: nobody knows which line counts.
TWICE = """
    WITH twice AS (
        SELECT about_id, string_agg(row::text, ', ' ORDER BY page, row) AS rows
        FROM sheets_sheetline WHERE sheet_id = %(sheet)s AND about_id IS NOT NULL
        GROUP BY about_id HAVING count(*) > 1
    )
    UPDATE sheets_sheetline line
    SET outcome = 'refused', content = '{}', before = '{}', doubts = '{}',
        troubles = jsonb_build_array(jsonb_build_object(
            'cell', %(letter)s || line.row, 'code', 'twice', 'found', twice.rows, 'level', 'error'
        ))
    FROM twice WHERE line.sheet_id = %(sheet)s AND line.about_id = twice.about_id
"""


def read_sheet(sheet: Sheet, *, now: datetime) -> None:
    """Read a sheet that this worker has claimed.

    A worker that dies here leaves a lease that runs out; the next one starts from the beginning
    and replaces what was stored.
    """
    office = sheet.unit_id is None
    try:
        with open_book(sheet.file.path, lines=OFFICE_LINES if office else UNIT_LINES) as book:
            source = _source(sheet, book, now=now)
            told = {"ends_on": source.ends_on, "layout": source.layout, **_about(book)}
            if _store(sheet, source, book, now=now):
                finish(sheet, Stage.CHECKED, now=now, **told)
    except Refused as refused:
        SheetLine.objects.filter(sheet=sheet).delete()
        refusal = {"code": refused.code, **refused.facts}
        finish(sheet, Stage.REFUSED, now=now, refusal=refusal)
    except Asks as asks:
        finish(sheet, Stage.ASKING, now=now, layout=asks.layout, **_about(asks.book))


def _source(sheet: Sheet, book: Book, *, now: datetime) -> Source:
    if (stamp := stamp_of(book.pages)) is None:
        return foreign_source(sheet, book, now=now)
    if stamp.unit_id != sheet.unit_id:
        owner = Unit.objects.filter(pk=stamp.unit_id).first()
        raise Refused("other_unit", unit=str(owner or ""))
    owed = Report.objects.filter(period__ends_on=stamp.ends_on)
    if sheet.unit_id is not None:
        owed = owed.filter(unit=sheet.unit_id)
    if not owed.exists():
        raise Refused("other_period", day=stamp.ends_on.isoformat())
    return own_source(book, ends_on=stamp.ends_on)


def _about(book: Book) -> dict[str, object]:
    """What is to be said about the file as a whole."""
    return {
        "format": book.format,
        "pages": [page.name for page in book.pages],
        "notes": queries.notes_of(book),
    }


def _store(sheet: Sheet, source: Source, book: Book, *, now: datetime) -> bool:
    """Replace the sheet's lines, batch by batch; False as soon as another worker took it over."""
    around = Around(date1904=book.date1904, year=source.ends_on.year if source.ends_on else None)
    judge = ReportJudge(
        unit_id=sheet.unit_id,
        ends_on=source.ends_on,
        today=timezone.localtime(now).date(),
        around=around,
    )
    if not _begin(sheet, total=source.total, now=now):
        return False
    done = stored = 0
    for batch in _batches(source.claims):
        judged = judge.judge(batch)
        done += len(batch)
        stored += len(judged)
        if not _add(sheet, judged, done=done):
            return False
    if not stored:
        raise Refused("no_lines")
    with connection.cursor() as cursor:
        cursor.execute(TWICE, {"sheet": sheet.pk, "letter": source.letter})
    return True


def _batches(claims: Iterable[Claim]) -> Iterator[list[Claim]]:
    waiting = iter(claims)
    while batch := list(islice(waiting, BATCH)):
        yield batch


@transaction.atomic
def _begin(sheet: Sheet, *, total: int, now: datetime) -> bool:
    mine = _mine(sheet)
    if mine:
        SheetLine.objects.filter(sheet=sheet).delete()
        Sheet.objects.filter(pk=sheet.pk).update(lines_read=0, lines_total=total, started_at=now)
    return mine


@transaction.atomic
def _add(sheet: Sheet, judged: Iterable[Judged], *, done: int) -> bool:
    if not _mine(sheet):
        return False
    copy_rows(TABLE, STORED, (each.row(sheet.pk) for each in judged))
    Sheet.objects.filter(pk=sheet.pk).update(lines_read=done)
    return True


def _mine(sheet: Sheet) -> bool:
    """Locks the row: a worker that slept must not mix its lines in, nor one that was cancelled."""
    mine = Sheet.objects.select_for_update(of=("self",)).filter(
        pk=sheet.pk, work_state=WorkState.RUNNING, attempts=sheet.attempts
    )
    return mine.exists()
