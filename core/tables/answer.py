"""A table as the answer to a request."""

from collections.abc import Callable
from datetime import datetime
from tempfile import TemporaryFile
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone

from core.errors import RuleBroken
from core.tables import csv_file
from core.tables.table import Table
from core.tables.xlsx_file import write_xlsx
from core.workbooks import MIME

ENDINGS = ("xlsx", "csv")
# A name must fit into the 255 bytes of a file system, three to a letter, with day and ending.
LONGEST_NAME = 70


def file_paths(route: str, view: Callable[..., Any], *, name: str) -> list[URLPattern]:
    """One address for each kind of file: `name-xlsx` and `name-csv`; the view gets `ending`."""
    return [
        path(f"{route}.{ending}", view, {"ending": ending}, name=f"{name}-{ending}")
        for ending in ENDINGS
    ]


def answer(
    request: HttpRequest, ending: str, *, table: Callable[[], Table], now: datetime, back: str
) -> HttpResponseBase:
    """The file, or `back` to the list with the reason why there is none."""
    try:
        return file_of(table(), ending, now=now)
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
        return redirect(f"{back}?{request.GET.urlencode()}")


def file_of(table: Table, ending: str, *, now: datetime) -> FileResponse:
    """The whole file is written before its first byte leaves: half a list would look like one.

    It lies on the disk while it is sent, so that a long list takes no memory.
    """
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        if ending == "csv":
            csv_file.write_csv(file, table)
        else:
            write_xlsx(file, table, now=now)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    name = " ".join(table.title.split())[:LONGEST_NAME]
    return FileResponse(
        file,
        as_attachment=True,
        filename=f"{name} {timezone.localtime(now):%Y-%m-%d}.{ending}",
        content_type=csv_file.MIME if ending == "csv" else MIME,
    )
