"""A table as .csv: as Excel expects it, and with nothing in it that Excel would run."""

import csv
import io
import re
from codecs import BOM_UTF8
from datetime import date, datetime
from decimal import Decimal
from typing import IO

from core.tables.table import Table
from core.workbooks import Value

MIME = "text/csv; charset=utf-8"
# Spreadsheets take a text that begins so for a formula, also behind spaces and in full width.
_FORMULA = re.compile(r"[\s\x00]*[=+\-@＝＋－＠]|[\t\r\n\x00]")
_NUL = "\x00"


def write_csv(file: IO[bytes], table: Table) -> None:
    """In UTF-8 with a byte order mark: without it Excel shows Chinese as noise."""
    file.write(BOM_UTF8)
    text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow([plain(title) for title in table.titles])
    lines.writerows([plain(value) for value in row] for row in table.rows())
    # The file is the caller's, and goes on living.
    text.detach()


def plain(value: Value) -> str:
    """Numbers as numbers, days as 2026-09-30; a text that looks like a formula is quoted."""
    if value is None:
        return ""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def quoted(text: str) -> str:
    """With the apostrophe by which spreadsheets know a text, where it needs one."""
    return "'" + text.replace(_NUL, "") if _FORMULA.match(text) else text.replace(_NUL, "")
