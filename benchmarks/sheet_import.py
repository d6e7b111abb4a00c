"""How long it takes from a filled-in workbook to submitted reports, against a peer and a floor.

The product reads the file in its throw-away process, judges every line, stores every outcome and
submits what is good. The peer is django-import-export as an expert sets it up: in bulk, without
differences, with its look-ups made once; it checks contents and looks for no doubts. The floor
parses the file and copies the same good rows and the same outcomes into the same tables. Every
side runs in a process of its own, in turns, and takes back what it wrote.
`python -m benchmarks.sheet_import SIDE FOLDER` runs one.
"""

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import django

from benchmarks.measure import Figure

if TYPE_CHECKING:
    from sheets.models import Sheet
    from sheets.writing import Line

ROOT = Path(__file__).resolve().parents[1]
SIZES = (10_000, 100_000)
SIDES = ("luoshi", "floor", "import_export")
# The long file of the peer takes a minute.
ROUNDS = {10_000: 5, 100_000: 2}
MEGABYTE = 1024
# One line in so many is wrong, each time in another way.
WRONG = 50
Told = dict[str, float]


def measure() -> Iterator[Figure]:
    """Time and memory of each side at each length, in a portal of a hundred thousand reports."""
    from benchmarks.worlds import CITY, empty, fill
    from benchmarks.worlds.sizes import NOW
    from reports.services import open_periods

    empty()
    fill(replace(CITY, name="sheets", counties=60))
    open_periods(now=NOW)
    ours: dict[int, float] = {}
    for size in SIZES:
        with TemporaryDirectory() as folder:
            _prepare(Path(folder), size)
            taken = _in_turns(Path(folder), size)
        ours[size] = taken["luoshi"]["seconds"]
        yield from _ratios(size, taken)
    yield _per_line(ours)


# --- What is measured -------------------------------------------------------------------------


def product(folder: Path) -> int:
    """File to submitted reports, as a worker does it."""
    from benchmarks.worlds.sizes import NOW
    from sheets.models import Stage
    from sheets.services import confirm_sheet, work_on_one_sheet

    sheet, now = _received(folder), NOW + timedelta(hours=1)
    assert work_on_one_sheet(now=now)
    confirm_sheet(sheet_id=sheet.pk, submit=True, only_good=True, by=sheet.uploaded_by, now=now)
    assert work_on_one_sheet(now=now)
    sheet.refresh_from_db()
    assert sheet.stage == Stage.SAVED, sheet.refusal
    return sheet.pk


def floor(folder: Path) -> None:
    """Parse the file, copy the rows, change the states: no checks, nothing compared."""
    from django.db import connection
    from python_calamine import CalamineWorkbook

    from core.copying import copy_text

    book = CalamineWorkbook.from_path(str(folder / "filled.xlsx"))
    assert book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    _received(folder, pk=int((folder / "sheet.txt").read_text()))
    for table in TABLES:
        columns = json.loads((folder / f"{table}.json").read_text())
        copy_text(table, columns, (folder / f"{table}.txt").read_text())
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE reports_report SET state = 'submitted', revision = revision + 1"
            " WHERE id IN (SELECT report_id FROM reports_submission WHERE origin = %s)",
            ["sheet " + (folder / "sheet.txt").read_text()],
        )


def peer(folder: Path) -> None:
    """django-import-export: openpyxl, cached look-ups, bulk inserts."""
    import tablib

    from benchmarks.peers.import_export import SubmissionResource

    dataset = tablib.Dataset().load((folder / "filled.xlsx").read_bytes(), format="xlsx")
    result = SubmissionResource(json.loads((folder / "headers.json").read_text())).import_data(
        dataset, use_transactions=False, raise_errors=False
    )
    assert not result.has_errors(), result.row_errors()[:1]


WORKS: dict[str, Callable[[Path], Any]] = {
    "luoshi": product,
    "floor": floor,
    "import_export": peer,
}
TABLES = ("sheets_sheetline", "reports_submission")


# --- The file ---------------------------------------------------------------------------------


def _prepare(folder: Path, size: int) -> None:
    """The workbook, and the rows that the product makes of it, for the floor to copy."""
    from django.db import transaction

    from benchmarks.worlds.sizes import NOW
    from sheets.columns import COLUMNS
    from sheets.writing import VERSION, Stamp, stream_workbook

    ends_on, lines = lines_of_units(size)
    stamp = Stamp(None, ends_on, VERSION, NOW)
    with (folder / "filled.xlsx").open("wb") as file:
        stream_workbook(file, lines, unit_name="云岭省", stamp=stamp)
    headers = {str(column.title): column.key for column in COLUMNS}
    (folder / "headers.json").write_text(json.dumps(headers))
    with transaction.atomic():
        pk = product(folder)
        _keep_rows(folder, pk)
        transaction.set_rollback(True)


def lines_of_units(size: int, *, wrong: int = WRONG) -> tuple[date, Iterator["Line"]]:
    """What units filled in for the newest closing date, one line in so many being wrong."""
    from benchmarks.worlds.sizes import BEFORE
    from reports.models import Report

    opened = Report.objects.filter(state="open", period__ends_on__gt=BEFORE.date())
    days = set(opened.values_list("period__ends_on", flat=True))
    return days.pop(), _lines(opened.order_by("pk")[:size], wrong)


def _lines(owed: Any, every: int) -> Iterator["Line"]:
    from sheets.columns import Mark
    from sheets.writing import Line

    rows = owed.values_list(
        "pk", "revision", "target_id", "assignment__task__number",
        "assignment__task__title", "target__indicator__name", "target__indicator__unit_of_measure",
    )  # fmt: skip
    for count, (pk, revision, target, number, title, name, measure) in enumerate(rows.iterator()):
        wrong = every and count % every == every - 1
        figure = Decimal(count % 97) + Decimal("1.25")
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


def _received(folder: Path, *, pk: int | None = None) -> "Sheet":
    """The uploaded file as the pages leave it for the workers."""
    from django.core.files.base import ContentFile

    from benchmarks.worlds.sizes import NOW
    from sheets.models import Kind, Sheet
    from units.models import Membership
    from units.rules import Role

    by = Membership.objects.filter(role=Role.INSPECTOR).select_related("user")[0].user
    sheet = Sheet(
        pk=pk, kind=Kind.CITY, name="filled.xlsx", sha256="0" * 64, carried_for="市督查室",
        uploaded_by=by, uploaded_at=NOW, not_before=NOW,
    )  # fmt: skip
    sheet.file.save("filled", ContentFile((folder / "filled.xlsx").read_bytes()), save=False)
    sheet.save()
    return sheet


def _keep_rows(folder: Path, pk: int) -> None:
    """The rows that the product wrote, as COPY takes them; ids are given anew."""
    from django.db import connection

    wheres = {
        "sheets_sheetline": f"sheet_id = {pk}",
        "reports_submission": f"origin = 'sheet {pk}'",
    }
    (folder / "sheet.txt").write_text(str(pk))
    with connection.cursor() as cursor:
        for table, where in wheres.items():
            cursor.execute(f"SELECT * FROM {table} LIMIT 0")
            columns = [column.name for column in cursor.description if column.name != "id"]
            (folder / f"{table}.json").write_text(json.dumps(columns))
            quoted = ", ".join(connection.ops.quote_name(name) for name in columns)
            with (folder / f"{table}.txt").open("w") as file:
                cursor.copy_expert(
                    f"COPY (SELECT {quoted} FROM {table} WHERE {where}) TO STDOUT", file
                )


# --- How it is measured -----------------------------------------------------------------------


def _in_turns(folder: Path, size: int) -> dict[str, Told]:
    runs: dict[str, list[dict[str, Any]]] = {side: [] for side in SIDES}
    for _round in range(ROUNDS[size]):
        for side in SIDES:
            _sweep()
            runs[side].append(_in_a_child(side, folder))
    prints = {side: {run["rows"] for run in told} for side, told in runs.items()}
    if len(set.union(*prints.values())) != 1:
        raise AssertionError(f"The sides submitted different reports: {prints}")
    return {
        side: {name: median(run[name] for run in told) for name in ("seconds", "megabytes")}
        for side, told in runs.items()
    }


def _sweep() -> None:
    """Rows that were rolled back are still in the files; later rounds must not read them."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE reports_submission, sheets_sheetline")
        cursor.execute("VACUUM ANALYZE reports_report")


def _in_a_child(side: str, folder: Path) -> dict[str, Any]:
    from django.db import connection

    name = connection.settings_dict["NAME"]
    command = [sys.executable, "-m", "benchmarks.sheet_import", side, str(folder), name]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def run(side: str, folder: Path) -> None:
    """One side, once: what it took, and a print of the reports that it submitted."""
    from django.db import connection, transaction

    with transaction.atomic():
        # What a process needs before it touches the first line is no part of it.
        connection.ensure_connection()
        import_module(
            "benchmarks.peers.import_export" if side == "import_export" else "sheets.jobs"
        )
        before = _peak(anew=True)
        start = time.perf_counter()
        WORKS[side](folder)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        seconds = time.perf_counter() - start
        grown = _peak() - before
        rows = _printed()
        transaction.set_rollback(True)
    print(json.dumps({"seconds": seconds, "megabytes": grown / MEGABYTE, "rows": rows}))


def _peak(*, anew: bool = False) -> int:
    """The most memory that the process has held, in kilobytes; `anew` forgets what it was.

    What `getrusage` tells began with the memory of the parent.
    """
    if anew:
        Path("/proc/self/clear_refs").write_text("5")
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0])


def _printed() -> str:
    """A print of what was submitted, equal for equal contents."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT report_id, version, percent, value, progress, problems, next_steps,"
            " explanation FROM reports_submission version JOIN reports_report report"
            " ON report.id = report_id JOIN reports_period period ON period.id = period_id"
            " WHERE ends_on > '2026-08-31' AND report.state = 'submitted' ORDER BY report_id"
        )
        whole = hashlib.sha256()
        for row in cursor:
            whole.update(repr(row).encode())
        return whole.hexdigest()


def _ratios(size: int, taken: dict[str, Told]) -> Iterator[Figure]:
    own = taken["luoshi"]
    for side in SIDES[1:]:
        yield Figure(
            name="sheet_import",
            value=round(own["seconds"], 3),
            unit="s",
            against=f"{side}: {taken[side]['seconds']:.3f} s",
            ratio=round(own["seconds"] / taken[side]["seconds"], 3),
            size=f"{size} lines",
        )
    yield Figure(
        name="sheet_import_memory",
        value=round(own["megabytes"], 1),
        unit="MB more at the peak",
        against=f"import_export: {taken['import_export']['megabytes']:.1f} MB",
        ratio=round(own["megabytes"] / max(taken["import_export"]["megabytes"], 1), 3),
        size=f"{size} lines",
    )


def _per_line(seconds: dict[int, float]) -> Figure:
    short, long = SIZES
    return Figure(
        name="sheet_import_growth",
        value=round(seconds[long] / long * 1e6, 1),
        unit="µs/line",
        against=f"a line of {short}",
        ratio=round(seconds[long] / long / (seconds[short] / short), 2),
        size=f"{long} lines",
    )


if __name__ == "__main__":
    side, folder, database = sys.argv[1:4]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.db import connections

    connections["default"].settings_dict["NAME"] = database
    run(side, Path(folder))
