"""How long it takes from a filled-in workbook to submitted reports, against a peer and a floor.

The product reads the file in its throw-away process, judges every line, stores every outcome and
submits what is good. The peer is django-import-export as an expert sets it up: in bulk, without
differences, with its look-ups made once; it asks the same rules row by row and stores the same
outcomes, and so is the oracle as well: what it submits and what it says about each line must equal
what the product does. The product shows a preview of every line before it saves; the peer does so
by a dry run, which is measured as a side of its own. The floor parses the file and copies the same
good rows and the same outcomes into the same tables. Every side runs in a process of its own, in
turns, and takes back what it wrote.
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
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import django

from benchmarks.filled import fill_in
from benchmarks.measure import Figure

if TYPE_CHECKING:
    from sheets.models import Sheet

ROOT = Path(__file__).resolve().parents[1]
SIZES = (10_000, 100_000)
ALONE = ("luoshi", "floor", "import_export")
# The peer takes minutes for the long file, and as many again for its preview.
SIDES = {10_000: (*ALONE, "import_export_with_preview"), 100_000: ALONE}
ROUNDS = {10_000: 5, 100_000: 2}
MEGABYTE = 1024
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
    _import(folder, _received(folder), dry_run=False)


def peer_with_preview(folder: Path) -> None:
    """As in its pages: imported and rolled back for the preview, then imported."""
    sheet = _received(folder)
    _import(folder, sheet, dry_run=True)
    _import(folder, sheet, dry_run=False)


def _import(folder: Path, sheet: "Sheet", *, dry_run: bool) -> None:
    import tablib

    from benchmarks.peers.import_export import SubmissionResource
    from benchmarks.worlds.sizes import NOW

    dataset = tablib.Dataset().load((folder / "filled.xlsx").read_bytes(), format="xlsx")
    keys = json.loads((folder / "headers.json").read_text())
    resource = SubmissionResource(sheet, keys, now=NOW + timedelta(hours=1))
    result = resource.import_data(dataset, dry_run=dry_run, use_transactions=dry_run)
    assert not result.has_errors(), result.row_errors()[:1]


WORKS: dict[str, Callable[[Path], Any]] = {
    "luoshi": product,
    "floor": floor,
    "import_export": peer,
    "import_export_with_preview": peer_with_preview,
}
TABLES = ("sheets_sheetline", "reports_submission")
# What every side must have made of the file: the reports, and what it said about each line.
PRINTS = {
    "reports": """
        SELECT report_id, version, percent, value, progress, problems, next_steps, explanation,
            warnings::text, report.state, report.revision
        FROM reports_submission version JOIN reports_report report ON report.id = report_id
        JOIN reports_period period ON period.id = period_id
        WHERE ends_on > '2026-08-31' AND submitted_at IS NOT NULL ORDER BY report_id
    """,
    "outcomes": """
        SELECT row, about_id, subject, outcome, content::text, before::text, doubts::text,
            jsonb_path_query_array(troubles, '$[*].code')::text
        FROM sheets_sheetline ORDER BY page, row
    """,
}


# --- The file ---------------------------------------------------------------------------------


def _prepare(folder: Path, size: int) -> None:
    """The workbook, and the rows that the product makes of it, for the floor to copy."""
    from django.db import transaction

    from sheets.columns import COLUMNS

    fill_in(folder / "filled.xlsx", size)
    headers = {str(column.title): column.key for column in COLUMNS}
    (folder / "headers.json").write_text(json.dumps(headers))
    with transaction.atomic():
        pk = product(folder)
        _keep_rows(folder, pk)
        transaction.set_rollback(True)


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
    runs: dict[str, list[dict[str, Any]]] = {side: [] for side in SIDES[size]}
    for _round in range(ROUNDS[size]):
        for side in SIDES[size]:
            _sweep()
            runs[side].append(_in_a_child(side, folder))
    for what in PRINTS:
        prints = {side: {run[what] for run in told} for side, told in runs.items()}
        if len(set.union(*prints.values())) != 1:
            raise AssertionError(f"The sides made different {what}: {prints}")
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
    """One side, once: what it took, and prints of what it wrote."""
    from django.db import connection, transaction

    with transaction.atomic():
        # What a process needs before it touches the first line is no part of it.
        connection.ensure_connection()
        import_module("benchmarks.worlds")
        import_module(
            "benchmarks.peers.import_export" if "import_export" in side else "sheets.jobs"
        )
        before = _peak(anew=True)
        start = time.perf_counter()
        WORKS[side](folder)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        seconds = time.perf_counter() - start
        grown = _peak() - before
        prints = {what: _printed(statement) for what, statement in PRINTS.items()}
        transaction.set_rollback(True)
    print(json.dumps({"seconds": seconds, "megabytes": grown / MEGABYTE} | prints))


def _peak(*, anew: bool = False) -> int:
    """The most memory that the process has held, in kilobytes; `anew` forgets what it was.

    What `getrusage` tells began with the memory of the parent.
    """
    if anew:
        Path("/proc/self/clear_refs").write_text("5")
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0])


def _printed(statement: str) -> str:
    """A print of rows, equal for equal contents."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)
        whole = hashlib.sha256()
        for row in cursor:
            whole.update(repr(row).encode())
        return whole.hexdigest()


def _ratios(size: int, taken: dict[str, Told]) -> Iterator[Figure]:
    own = taken["luoshi"]
    for side in SIDES[size][1:]:
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
