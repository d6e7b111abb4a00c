"""A worker reads a sheet in a throw-away process, judges every line and stores its outcome."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from core.copying import copy_rows
from sheets import queries
from sheets.book import OFFICE_LINES, UNIT_LINES, Book, open_book
from sheets.checks import STORED, Judged
from sheets.checks.pictures import Pictures
from sheets.checks.sources import Source
from sheets.models import Sheet, SheetLine, Stage
from sheets.reader.limits import Limits
from sheets.reader.refusals import Refused
from sheets.rules.cells import Around
from sheets.services.decisions import restore_decisions
from sheets.services.kinds import handling_of
from sheets.services.moving import finish, held
from sheets.services.pictures import path_of, pictures_of, tidy_pictures
from sheets.services.tables import Asks

TABLE = SheetLine._meta.db_table
# Twice the same report: nobody knows which line counts.
TWICE = """
    WITH kept AS (
        SELECT id, page, row, {once} AS thing FROM sheets_sheetline WHERE sheet_id = %(sheet)s
    ), twice AS (
        SELECT thing, string_agg(row::text, ', ' ORDER BY page, row) AS rows
        FROM kept WHERE thing IS NOT NULL GROUP BY thing HAVING count(*) > 1
    )
    UPDATE sheets_sheetline line
    SET outcome = 'refused', content = '{}', before = '{}', doubts = '{}',
        troubles = jsonb_build_array(jsonb_build_object(
            'cell', %(letter)s || line.row, 'code', %(code)s::text, 'found', twice.rows,
            'level', 'error'
        ))
    FROM kept JOIN twice USING (thing)
    WHERE line.id = kept.id
"""


def read_sheet(sheet: Sheet, *, now: datetime) -> None:
    """Read a sheet that this worker has claimed.

    A worker that dies here leaves a lease that runs out; the next one starts from the beginning
    and replaces what was stored.
    """
    office = sheet.unit_id is None
    try:
        lines = OFFICE_LINES if office else UNIT_LINES
        with open_book(sheet.file.path, lines=lines, pictures=path_of(sheet)) as book:
            source = handling_of(sheet).find(sheet, book, now=now)
            _require_fit(source.total, lines)
            told = {"ends_on": source.ends_on, "layout": source.layout, **_about(book)}
            pictures = pictures_of(sheet, book)
            if _store(sheet, source, book, pictures, now=now):
                told["notes"] = [*source.notes, *told["notes"], *restore_decisions(sheet)]
                told["notes"] += pictures.left()
                finish(sheet, Stage.CHECKED, now=now, **told)
    except Refused as refused:
        SheetLine.objects.filter(sheet=sheet).delete()
        refusal = {"code": refused.code, **refused.facts}
        finish(sheet, Stage.REFUSED, now=now, refusal=refusal)
    except Asks as asks:
        told = _about(asks.book)
        told["notes"] = [*asks.notes, *told["notes"]]
        finish(sheet, Stage.ASKING, now=now, layout=asks.layout, **told)
    tidy_pictures(sheet)


def _require_fit(total: int, lines: int) -> None:
    """The reader knows how long each worksheet is; all of them together may be no longer."""
    if total > Limits(lines).last_row:
        raise Refused("too_many_lines", found=str(lines))


def _about(book: Book) -> dict[str, Any]:
    """What is to be said about the file as a whole."""
    return {
        "format": book.format,
        "pages": [page.name for page in book.pages],
        "notes": queries.notes_of(book),
    }


def _store(sheet: Sheet, source: Source, book: Book, pictures: Pictures, *, now: datetime) -> bool:
    """Replace the sheet's lines, batch by batch; False as soon as another worker took it over."""
    around = Around(date1904=book.date1904, year=source.ends_on.year if source.ends_on else None)
    today = timezone.localtime(now).date()
    handling = handling_of(sheet)
    judge = handling.judge(
        sheet, ends_on=source.ends_on, around=around, today=today, pictures=pictures
    )
    if not _begin(sheet, total=source.total, now=now):
        return False
    done = stored = 0
    for batch in _batches(source):
        judged = judge.judge(batch)
        done += len(batch)
        stored += len(judged)
        if not _add(sheet, judged, done=done):
            return False
    if not stored:
        raise Refused("no_lines" if sheet.columns == "reports" else "nothing_filled_in")
    with connection.cursor() as cursor:
        twice = TWICE.replace("{once}", handling.once)
        facts: dict[str, Any] = {"sheet": sheet.pk, "letter": source.letter}
        facts["code"] = handling.twice
        cursor.execute(twice, facts)
    return True


def _batches(source: Source) -> Iterator[list[Any]]:
    waiting = iter(source.claims)
    while batch := list(islice(waiting, source.batch)):
        yield batch


@transaction.atomic
def _begin(sheet: Sheet, *, total: int, now: datetime) -> bool:
    mine = held(sheet) is not None
    if mine:
        SheetLine.objects.filter(sheet=sheet).delete()
        Sheet.objects.filter(pk=sheet.pk).update(lines_read=0, lines_total=total, started_at=now)
    return mine


@transaction.atomic
def _add(sheet: Sheet, judged: Iterable[Judged], *, done: int) -> bool:
    if held(sheet) is None:
        return False
    copy_rows(TABLE, STORED, (each.row(sheet.pk) for each in judged))
    Sheet.objects.filter(pk=sheet.pk).update(lines_read=done)
    return True
