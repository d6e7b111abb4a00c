"""Sheets of reports, of one unit or of the whole city."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import QuerySet

from reports.models import Report
from reports.rules import Filed, FiledPictures, FiledRows
from reports.services import apply_batch, recall_batch
from sheets import queries
from sheets.book import Book
from sheets.checks import ReportJudge
from sheets.checks.pictures import Pictures
from sheets.checks.sources import Source, own_source
from sheets.columns import content_of
from sheets.models import Sheet, SheetLine, uploader_of
from sheets.parsing import stamp_of
from sheets.reader.refusals import Refused
from sheets.rules.cells import Around
from sheets.services.foreign import foreign_source
from sheets.services.kinds.handling import Handling
from sheets.services.progress import saving_of
from units.models import Unit, User

# `content_of` says the same in Python.
FILED = """
    SELECT about_id, revision,
        NULLIF(content ->> 'percent', '')::numeric, NULLIF(content ->> 'value', '')::numeric,
        COALESCE(content ->> 'progress', ''), COALESCE(content ->> 'problems', ''),
        COALESCE(content ->> 'next_steps', ''), COALESCE(content ->> 'no_change', '') <> '',
        COALESCE(content ->> 'explanation', ''), doubts
    FROM sheets_sheetline WHERE id IN ({wanted})
"""
PICTURES = """
    SELECT line.about_id, picture ->> 'file', picture ->> 'name', (picture ->> 'size')::integer,
        picture ->> 'sha256'
    FROM sheets_sheetline line, jsonb_array_elements(line.pictures) AS picture
    WHERE line.id IN ({wanted})
"""


def find(sheet: Sheet, book: Book, *, now: datetime) -> Source:
    if (stamp := stamp_of(book.pages)) is None:
        return foreign_source(sheet, book, now=now)
    if stamp.unit_id != sheet.unit_id:
        owner = Unit.objects.filter(pk=stamp.unit_id).first()
        raise Refused("other_unit" if owner else "whole_city", unit=str(owner or ""))
    owed = Report.objects.filter(period__ends_on=stamp.ends_on)
    if sheet.unit_id is not None:
        owed = owed.filter(unit=sheet.unit_id)
    if not owed.exists():
        raise Refused("other_period", day=stamp.ends_on.isoformat())
    return own_source(book, ends_on=stamp.ends_on, figures=sheet.layout.get("figures", {}))


def judge(
    sheet: Sheet, *, ends_on: date | None, around: Around, today: date, pictures: Pictures
) -> ReportJudge:
    return ReportJudge(
        unit_id=sheet.unit_id, ends_on=ends_on, today=today, around=around, pictures=pictures
    )


def save(sheet: Sheet, *, now: datetime) -> int:
    lines = queries.lines_to_save(sheet, submit=sheet.submit)
    return apply_batch(
        items=_filed(lines),
        pictures=_pictures(lines),
        submit=sheet.submit,
        origin=sheet.origin,
        carried=_carried(sheet),
        tell=saving_of(sheet, now=now),
        by=uploader_of(sheet),
        now=now,
    )


def _carried(sheet: Sheet) -> bool:
    """Whether the office brings it for units whose reports these are."""
    return sheet.unit_id is None or bool(sheet.carried_for)


def _filed(lines: QuerySet[SheetLine]) -> FiledRows:
    """The lines as they lie in the table: none of them has to come here and go back."""
    wanted, parameters = lines.order_by().values("pk").query.sql_with_params()
    return FiledRows(FILED.format(wanted=wanted), parameters)


def _pictures(lines: QuerySet[SheetLine]) -> FiledPictures | None:
    """None for most sheets, which have none."""
    shown = lines.order_by().exclude(pictures=[])
    if not shown.exists():
        return None
    wanted, parameters = shown.values("pk").query.sql_with_params()
    return FiledPictures(PICTURES.format(wanted=wanted), parameters)


def withdraw(sheet: Sheet, *, by: User, now: datetime) -> int:
    """Drafts that were written over come back."""
    saved = queries.lines_to_save(sheet, submit=sheet.submit)
    drafts = saved.filter(was_draft=True).order_by().values_list("about_id", flat=True)
    pks = [pk for pk in saved.order_by().values_list("about_id", flat=True) if pk is not None]
    carried = _carried(sheet)
    taken = recall_batch(
        report_ids=pks,
        restored=[pk for pk in drafts if pk is not None],
        origin=sheet.origin,
        carried=carried,
        by=by,
        now=now,
    )
    apply_batch(
        items=_earlier(sheet, taken),
        submit=False,
        origin=f"{sheet.origin} withdrawn",
        carried=carried,
        by=by,
        now=now,
    )
    return len(taken)


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


HANDLING = Handling(find, judge, save, withdraw)
