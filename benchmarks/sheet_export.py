"""How long it takes to write a unit's workbook, against openpyxl and XlsxWriter.

All write the same pages: cells, styles, checks, protection, hidden sheets. `measure` writes each
book in a process of its own, in turns, so that no writer finds the memory that another one left;
`python -m benchmarks.sheet_export WRITER LINES FILE` writes one. Reports are at hand before the
clock starts; turning them into cells counts, for all sides alike.
"""

import hashlib
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING

import django

from benchmarks.measure import Figure

if TYPE_CHECKING:
    from sheets.writing import Line, Stamp

ROOT = Path(__file__).resolve().parents[1]
SIZES = (10_000, 100_000)
UNIT = "市科技局"
WRITERS = ("luoshi", "openpyxl", "xlsxwriter")
# The long book of the slowest takes half a minute.
ROUNDS = {10_000: 5, 100_000: 1}
MEGABYTE, KILOBYTE = 1024 * 1024, 1024
Told = dict[str, float]


def measure() -> Iterator[Figure]:
    """Time and memory of each writer at each length."""
    ours: dict[int, float] = {}
    with TemporaryDirectory() as folder:
        for size in SIZES:
            taken = _in_turns(size, Path(folder))
            _require_same_cells(size, Path(folder))
            ours[size] = taken["luoshi"]["seconds"]
            yield from _ratios(size, taken)
    yield _per_line(ours)


def _in_turns(size: int, folder: Path) -> dict[str, Told]:
    """The median of what each writer took."""
    runs: dict[str, list[Told]] = {writer: [] for writer in WRITERS}
    for _round in range(ROUNDS[size]):
        for writer in WRITERS:
            runs[writer].append(_in_a_child(writer, size, _file(folder, writer)))
    return {
        writer: {name: median(run[name] for run in told) for name in told[0]}
        for writer, told in runs.items()
    }


def _file(folder: Path, writer: str) -> Path:
    return folder / f"{writer}.xlsx"


def _ratios(size: int, taken: dict[str, Told]) -> Iterator[Figure]:
    own = taken["luoshi"]
    for peer in WRITERS[1:]:
        yield Figure(
            name="sheet_export",
            value=round(own["seconds"], 3),
            unit="s",
            against=peer,
            ratio=round(own["seconds"] / taken[peer]["seconds"], 3),
            size=f"{size} lines",
        )
        yield Figure(
            name="sheet_export_memory",
            value=round(own["bytes"] / MEGABYTE, 1),
            unit="MB more at the peak",
            against=f"{peer}: {taken[peer]['bytes'] / MEGABYTE:.1f} MB",
            # A writer that needs none leaves nothing to divide by.
            ratio=round(own["bytes"] / max(taken[peer]["bytes"], KILOBYTE), 3),
            size=f"{size} lines",
        )


def _per_line(seconds: dict[int, float]) -> Figure:
    short, long = SIZES
    return Figure(
        name="sheet_export_growth",
        value=round(seconds[long] / long * 1e6, 1),
        unit="µs/line",
        against=f"a line of {short}",
        ratio=round(seconds[long] / long / (seconds[short] / short), 2),
        size=f"{long} lines",
    )


def _require_same_cells(size: int, folder: Path) -> None:
    """A comparison of different books would mean nothing."""
    prints = {writer: _printed(_file(folder, writer)) for writer in WRITERS}
    if len(set(prints.values())) != 1:
        raise AssertionError(f"The books of {size} lines differ: {prints}")


def _printed(file: Path) -> str:
    from python_calamine import CalamineWorkbook

    from sheets.writing import STAMP_SHEET

    whole = hashlib.sha256()
    book = CalamineWorkbook.from_path(str(file))
    # A seal holds the moment of its making.
    for name in sorted({*book.sheet_names} - {STAMP_SHEET}):
        for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False):
            whole.update(repr([name, *row]).encode())
    return whole.hexdigest()


def _in_a_child(writer: str, size: int, file: Path) -> Told:
    command = [sys.executable, "-m", "benchmarks.sheet_export", writer, str(size), str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    told: Told = json.loads(done.stdout)
    return told


# ---------------------------------------------------------------- in the child

# Nothing of Django is imported before its settings are known.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def main(writer: str, size: int, path: str) -> None:
    """Print the seconds of processor time and the bytes of memory that the book costs."""
    django.setup()
    write = _work(writer, size)
    with Path(path).open("wb") as file:
        _forget_peak()
        before, start = _peak(), time.process_time()
        write(file)
        taken = time.process_time() - start
        told = {"seconds": taken, "bytes": _peak() - before}
    sys.stdout.write(json.dumps(told))


def _work(writer: str, size: int) -> Callable[[IO[bytes]], None]:
    """Everything that is not to be measured is loaded and made by now."""
    from benchmarks.peers.books import with_openpyxl, with_xlsxwriter
    from core.workbooks import Styles
    from sheets.writing import stream_workbook
    from sheets.writing.template import template_pages, title_of

    lines, stamp = _lines(size), _stamp()
    if writer == "luoshi":
        return lambda file: stream_workbook(file, lines, unit_name=UNIT, stamp=stamp)
    write = {"openpyxl": with_openpyxl, "xlsxwriter": with_xlsxwriter}[writer]

    def work(file: IO[bytes]) -> None:
        styles = Styles()
        write(file, template_pages(lines, styles, title=title_of(UNIT, stamp), stamp=stamp), styles)

    return work


def _stamp() -> "Stamp":
    from sheets.writing import VERSION, Stamp

    return Stamp(1, date(2026, 9, 30), VERSION, datetime(2026, 10, 1, tzinfo=UTC))


def _lines(size: int) -> list["Line"]:
    """Tasks of several plans, half of them drafted, some sent already."""
    from sheets.columns import OPEN, Mark
    from sheets.writing import Line

    filled = frozenset(column.key for column in OPEN) - {"value"}
    return [
        Line(
            mark=Mark(number, number % 4),
            plan=f"云岭市科技创新三年行动计划之{number % 7}",
            number=f"{number % 90}.{number % 5}",
            subject=f"建设科技成果转化中试基地（第{number}处）",
            quote="到2026年底，新增高新技术企业200家以上，建成中试基地3个，技术合同成交额增长15%。",
            unit_of_measure="%",
            last_figure=Decimal(number % 100),
            last_text="已完成选址和可行性研究，正在办理用地手续；设备采购已挂网公告。",
            percent=Decimal(number % 100) if number % 2 else None,
            value=None,
            progress="主体结构已封顶，累计完成投资1.2亿元。" if number % 2 else "",
            problems="",
            next_steps="下月启动设备安装。" if number % 2 else "",
            no_change=number % 11 == 0,
            explanation="",
            open_keys=frozenset() if number % 10 == 0 else filled,
        )
        for number in range(1, size + 1)
    ]


def _forget_peak() -> None:
    """What imports and the making of lines took at their peak would hide what a writer takes."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def _peak() -> int:
    """The most memory since then; since the process began where the system cannot forget."""
    with suppress(OSError, StopIteration):
        told = Path("/proc/self/status").read_text().splitlines()
        return int(next(line for line in told if line.startswith("VmHWM")).split()[1]) * KILOBYTE
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTE


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
