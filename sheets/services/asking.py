"""Somebody says what the columns of a sheet are, and what single lines and cells mean.

What is said of columns is asked once, then remembered for the unit.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.errors import RuleBroken
from sheets import queries, wording
from sheets.models import Sheet, SheetLayout, SheetLine
from sheets.rules import Verb
from sheets.services.moving import lock_for, queue
from units.models import User

# Signature of a table -> letter of a column -> what is said of it.
ByColumn = Mapping[str, Mapping[str, Any]]
# `page:row` of a line -> key of a column -> the figure.
Figures = Mapping[str, Mapping[str, str]]


@transaction.atomic
def answer_sheet(
    *,
    sheet_id: int,
    columns: ByColumn | None = None,
    fractions: ByColumn | None = None,
    skipped: Collection[str] | None = None,
    ends_on: date | None = None,
    lines: Mapping[str, int] | None = None,
    figures: Figures | None = None,
    by: User,
    now: datetime,
) -> Sheet:
    """Say what the columns are (signature -> letter -> key), in which of them 0.65 stands for 65 %,
    which tables are none, which closing date the sheet is about, which reports single lines
    (`page:row`) are about, and which figure of a sentence counts. The caller rings the bell.

    What is said of tables is remembered for the unit: the next sheet with this header is understood
    at once. `skipped` is about all tables; None leaves it as it was.
    """
    sheet = lock_for(sheet_id, Verb.ANSWER)
    _remember_all(sheet, columns or {}, fractions or {}, skipped, by=by, now=now)
    day = ends_on or sheet.ends_on
    if sheet.columns == "reports" and (
        day is None or day.isoformat() not in queries.open_days(sheet)
    ):
        raise RuleBroken(wording.no_closing_date())
    chosen = _figures(sheet, figures or {})
    layout = sheet.layout | {
        "answers": {**sheet.layout.get("answers", {}), **(lines or {})},
        "figures": sheet.layout.get("figures", {}) | chosen,
    }
    queue(sheet, Verb.ANSWER, now=now, ends_on=day, layout=layout)
    audit.record("sheet.answered", sheet, by=by, now=now, details=_told(lines or {}, chosen))
    return sheet


def _remember_all(
    sheet: Sheet,
    columns: ByColumn,
    fractions: ByColumn,
    skipped: Collection[str] | None,
    *,
    by: User,
    now: datetime,
) -> None:
    """Raises RuleBroken where nothing would be left to read."""
    tables = {table["signature"]: table for table in sheet.layout.get("tables", [])}
    passed_over = {
        name
        for name, table in tables.items()
        if (table.get("skipped") if skipped is None else name in skipped)
    }
    if tables and passed_over >= tables.keys():
        raise RuleBroken(_("One table at least has to be read. Or give the sheet up."))
    for name, table in tables.items():
        skip = name in passed_over
        if name in columns or skip != table.get("skipped", False):
            said = columns.get(name, {}), fractions.get(name, {})
            _remember(sheet, table, *said, is_skipped=skip, by=by, now=now)


def _told(lines: Mapping[str, int], figures: Mapping[str, Any]) -> dict[str, Any]:
    """For the audit trail: which lines somebody named, and which figures of them were chosen."""
    details: dict[str, Any] = {}
    if lines:
        details["lines"] = ", ".join(f"{place} = {report}" for place, report in lines.items())
    if figures:
        details["figures"] = ", ".join(
            f"{each['cell']} = {each['figure']}"
            for chosen in figures.values()
            for each in chosen.values()
        )
    return details


def _figures(sheet: Sheet, figures: Figures) -> dict[str, dict[str, dict[str, str]]]:
    """What was chosen of what the lines offer, with the sentence that it was chosen from.

    What no page of ours would send is passed over.
    """
    chosen: dict[str, dict[str, dict[str, str]]] = {}
    for place, wanted in figures.items():
        page, _colon, row = place.partition(":")
        line: SheetLine | None = sheet.lines.filter(page=page, row=row).first()
        for trouble in line.troubles if line else ():
            figure = wanted.get(trouble.get("key", ""))
            if figure in [each["figure"] for each in trouble.get("offers", ())]:
                said = {name: trouble[name] for name in ("cell", "found")}
                known = dict(sheet.layout.get("figures", {}).get(place, {}))
                chosen.setdefault(place, known)[trouble["key"]] = said | {"figure": figure}
    return chosen


def _remember(
    sheet: Sheet,
    table: Mapping[str, Any],
    columns: Mapping[str, str],
    fractions: Mapping[str, bool],
    *,
    is_skipped: bool,
    by: User,
    now: datetime,
) -> None:
    """Raises RuleBroken where the columns would not say what a line is about."""
    keys = {each["words"]: columns.get(each["letter"], each["key"]) for each in table["columns"]}
    sentence = wording.wrong_columns(list(keys.values()), kind=sheet.columns)
    if sentence and not is_skipped:
        raise RuleBroken(sentence)
    known = {
        each["words"]: fractions.get(each["letter"], each.get("fractions"))
        for each in table["columns"]
    }
    SheetLayout.objects.update_or_create(
        unit=sheet.unit,
        signature=table["signature"],
        defaults={
            "columns": keys,
            "fractions": {words: said for words, said in known.items() if said is not None},
            "is_skipped": is_skipped,
            "confirmed_by": by,
            "confirmed_at": now,
        },
    )
