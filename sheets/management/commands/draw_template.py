import shutil
import struct
import subprocess
import zlib
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypdfium2 as pdfium
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from sheets.columns import Mark
from sheets.writing import VERSION, Line, Stamp, write_workbook

PLAN = "云岭市科技创新三年行动计划"
SCALE, FOOT, MARGIN, WHITE = 2, 80, 16, 250
TEXTS = frozenset({"progress", "problems", "next_steps", "no_change", "explanation"})
# Number, task, promised words, unit of measure, last figure, what was told last, what is told now.
SAMPLE: tuple[tuple[Any, ...], ...] = (
    ("1.1", "建设科技成果转化中试基地", "到2026年底，建成中试基地3个。", "%", 45,
     "两处已开工，一处完成选址。", 60, "三处均已开工，首处主体封顶。"),
    ("1.2", "培育高新技术企业", "新增高新技术企业200家以上。", "%", 70,
     "新认定企业正在公示。", None, ""),
    ("", "高新技术企业数", "2026年达到1200家。", "家", 1084, "累计1084家。", 1076,
     "核减迁出企业8家。"),
    ("2.1", "开行科技特派员巡回服务", "全年不少于120场次。", "%", 80, "已开展96场次。", 85,
     "已开展104场次。"),
)  # fmt: skip


class Command(BaseCommand):
    help = "Draws docs/pictures/template.png from the unit's workbook; needs LibreOffice."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        program = shutil.which("soffice")
        if program is None:
            raise CommandError("There is no LibreOffice on this machine: install libreoffice-calc.")
        target = settings.BASE_DIR / "docs" / "pictures" / "template.png"
        with TemporaryDirectory() as folder, translation.override("zh-hans"):
            book = Path(folder, "template.xlsx")
            book.write_bytes(_workbook())
            profile = f"-env:UserInstallation=file://{folder}/profile"
            command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
            subprocess.run([*command, str(book)], check=True, capture_output=True)
            target.write_bytes(_drawn(book.with_suffix(".pdf")))
        self.stdout.write(f"{target} is drawn.")


def _drawn(pdf: Path) -> bytes:
    """The first page as a picture, without the empty paper below the table."""
    with pdfium.PdfDocument(pdf) as document:
        page = document[0].render(scale=SCALE, rev_byteorder=True).to_numpy()[:, :, :3]
    # The page's number stands at its foot; what is above it is the table.
    inked = (page[: -FOOT * SCALE] < WHITE).any(axis=2)
    down, across = inked.any(axis=1).nonzero()[0], inked.any(axis=0).nonzero()[0]
    page = page[down[0] - MARGIN : down[-1] + MARGIN, across[0] - MARGIN : across[-1] + MARGIN]
    return _png(page)


def _png(pixels: Any) -> bytes:
    height, width, _colours = pixels.shape
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    head = struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def _workbook() -> bytes:
    stamp = Stamp(1, date(2026, 9, 30), VERSION, timezone.now())
    lines = [_line(number, *told) for number, told in enumerate(SAMPLE, start=1)]
    return write_workbook(lines, unit_name="云岭市科学技术局", stamp=stamp)


def _line(
    number: int,
    printed: str,
    subject: str,
    quote: str,
    measure: str,
    last: int,
    said: str,
    figure: int | None,
    progress: str,
) -> Line:
    is_task = measure == "%"
    now = None if figure is None else Decimal(figure)
    return Line(
        mark=Mark(number, 0),
        plan=PLAN,
        number=printed,
        subject=subject,
        quote=quote,
        unit_of_measure=measure,
        last_figure=Decimal(last),
        last_text=said,
        percent=now if is_task else None,
        value=None if is_task else now,
        progress=progress,
        problems="",
        next_steps="",
        no_change=False,
        explanation="",
        open_keys=TEXTS | {"percent" if is_task else "value"},
    )
