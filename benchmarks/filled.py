"""A workbook of reports as units send it back, of any length."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sheets.writing import Line

# One line in so many is wrong, each time in another way, and one in so many looks doubtful.
WRONG = 50
DOUBTFUL = 10
# What most lines report beyond what was reported last.
STEP = Decimal("0.01")


def fill_in(path: Path, size: int) -> None:
    """The portal's workbook for the newest closing date with so many lines, filled in."""
    from benchmarks.worlds.sizes import NOW
    from sheets.writing import VERSION, Stamp, stream_workbook

    ends_on, lines = lines_of_units(size)
    stamp = Stamp(None, ends_on, VERSION, NOW)
    made = path.with_name("made.xlsx")
    with made.open("wb") as file:
        stream_workbook(file, lines, unit_name="云岭省", stamp=stamp)
    _save_again(made, path)


def _save_again(made: Path, filled: Path) -> None:
    """As a spreadsheet program saves what people filled in: texts shared, sizes written down."""
    from python_calamine import CalamineWorkbook, SheetVisibleEnum
    from xlsxwriter import Workbook

    source = CalamineWorkbook.from_path(str(made))
    with Workbook(filled) as book:
        for sheet in source.sheets_metadata:
            page = book.add_worksheet(sheet.name)
            if sheet.visible != SheetVisibleEnum.Visible:
                page.very_hidden()
            for number, row in enumerate(source.get_sheet_by_name(sheet.name).iter_rows()):
                page.write_row(number, 0, row)


def lines_of_units(size: int, *, wrong: int = WRONG) -> tuple[date, Iterator["Line"]]:
    """What units filled in for the newest closing date, one line in so many being wrong."""
    from django.db.models import OuterRef, Subquery
    from django.db.models.functions import Coalesce

    from benchmarks.worlds.sizes import BEFORE
    from reports.models import Report, Submission

    opened = Report.objects.filter(state="open", period__ends_on__gt=BEFORE.date())
    days = set(opened.values_list("period__ends_on", flat=True))
    newest = Submission.objects.standing().order_by("-report__period__ends_on", "-version")
    of_targets = newest.filter(report__target=OuterRef("target")).values("value")
    of_tasks = newest.filter(report__assignment=OuterRef("assignment")).values("percent")
    last = Coalesce(Subquery(of_targets[:1]), Subquery(of_tasks[:1]))
    return days.pop(), _lines(opened.annotate(last=last).order_by("pk")[:size], wrong)


def _lines(owed: Any, every: int) -> Iterator["Line"]:
    from sheets.columns import Mark
    from sheets.writing import Line

    rows = owed.values_list(
        "pk", "revision", "target_id", "assignment__task__number",
        "assignment__task__title", "target__indicator__name", "target__indicator__unit_of_measure",
        "last",
    )  # fmt: skip
    for count, row in enumerate(rows.iterator()):
        pk, revision, target, number, title, name, measure, last = row
        wrong = every and count % every == every - 1
        odd = wrong or last is None or not count % DOUBTFUL or (last == 100 and not target)
        figure = Decimal(count % 97) + Decimal("1.25") if odd else last + STEP
        yield Line(
            mark=Mark(pk + 100_000_000 if wrong and count % 4 == 1 else pk, revision),
            plan="云岭省行动计划",
            number=number or "",
            subject=title or name,
            quote="到2027年取得明显成效。",
            unit_of_measure=measure or "%",
            last_figure=Decimal(10),
            last_text="上月完成方案编制，正在征求意见。",
            percent=None if target else figure + (200 if wrong else 0),
            value=(figure * (10**18 if wrong else 1)) if target else None,
            progress=f"第{count}项：已完成入库评审{count % 13}家，名单附后，按计划推进。",
            problems="部分资金未到位。" if count % 3 == 0 else "",
            next_steps="下月组织验收。",
            no_change=False,
            explanation="口径经核对无误。",
            open_keys=frozenset(),
        )
