"""Workbooks of many units go out: one for all of them, or an archive with one for each."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain
from tempfile import TemporaryFile
from typing import IO

from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sheets import access, queries
from sheets.forms import OwedForm
from sheets.writing import (
    MIME,
    VERSION,
    ZIP_MIME,
    Line,
    Owner,
    Stamp,
    safe_name,
    stream_archive,
    stream_city,
)
from units.http import PortalRequest

Lines = Iterator[tuple[Owner, Line]]


@require_GET
def city_workbook(request: PortalRequest, ends_on: date) -> FileResponse:
    """One workbook with what all units owe, or those that the page shows."""
    title, lines = _asked(request, ends_on)
    stamp = Stamp(None, ends_on, VERSION, timezone.now())
    return _sent(
        lambda file: stream_city(file, lines, title=title, stamp=stamp),
        name=f"{safe_name(title)}-{ends_on:%Y-%m-%d}.xlsx",
        mime=MIME,
    )


@require_GET
def unit_workbooks(request: PortalRequest, ends_on: date) -> FileResponse:
    """The own workbook of each unit, to be carried to those that cannot reach the portal."""
    title, lines = _asked(request, ends_on)
    stamp = Stamp(None, ends_on, VERSION, timezone.now())
    return _sent(
        lambda file: stream_archive(file, lines, stamp=stamp),
        name=f"{safe_name(title)}-{ends_on:%Y-%m-%d}.zip",
        mime=ZIP_MIME,
    )


def _asked(request: PortalRequest, ends_on: date) -> tuple[str, Lines]:
    """What the page was asked for, by its name and its lines. Raises Http404 where none are."""
    access.require_carrier(request.user)
    wanted = OwedForm(request.GET).wanted()
    lines = queries.city_lines(ends_on, **wanted)
    first = next(lines, None)
    if first is None:
        raise Http404
    title = " ".join(
        filter(None, (str(wanted["unit"] or _("Reports of all units")), str(wanted["plan"] or "")))
    )
    return title, chain([first], lines)


def _sent(write: Callable[[IO[bytes]], None], *, name: str, mime: str) -> FileResponse:
    """Whole before its first byte leaves, and on the disk, so that it takes no memory."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        write(file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=mime)
