"""A table as the answer to a request."""

from collections.abc import Callable, Sequence
from datetime import datetime
from tempfile import TemporaryFile
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from core.as_of import past_day
from core.errors import RuleBroken
from core.filters import in_words, lost_filters
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
    request: HttpRequest,
    ending: str,
    *,
    table: Callable[[], Table],
    now: datetime,
    back: str,
    read: Sequence[object] = (),
) -> HttpResponseBase:
    """The file, or `back` to the list with the reason why there is none.

    `read` is what was read of the address, as in `lost_filters`: a page can say that it is not
    limited by what makes no sense, a file would be taken for what was asked.
    """
    try:
        _require_found(request, now, read)
        return file_of(table(), ending, now=now)
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
        return redirect(f"{back}?{request.GET.urlencode()}")


def _require_found(request: HttpRequest, now: datetime, read: Sequence[object]) -> None:
    lost = lost_filters(request.GET, *read)
    day = request.GET.get("as_of")
    if day and past_day(day, today=timezone.localtime(now).date()) is None:
        lost.append("as_of")
    if lost:
        raise RuleBroken(
            _(
                "No file was made, because what the address asks for (%(lost)s) fits nothing that "
                "you may see. Choose again, then take the file."
            )
            % {"lost": in_words(lost)}
        )


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
    day = table.on or timezone.localtime(now).date()
    return FileResponse(
        file,
        as_attachment=True,
        filename=f"{name} {day}.{ending}",
        content_type=csv_file.MIME if ending == "csv" else MIME,
    )
