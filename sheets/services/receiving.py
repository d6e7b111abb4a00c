"""A workbook arrives: kept as it is, known by its bytes, queued for reading."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import audit
from core.errors import RuleBroken
from core.uploads import sha256_of, shown_name
from sheets.models import Kind, Sheet
from units.models import Unit, User


@dataclass(frozen=True)
class Receipt:
    """The workbook as the portal has it; `again` when the same file had come before."""

    sheet: Sheet
    again: bool


@transaction.atomic
def receive_sheet(
    *,
    file: UploadedFile,
    name: str,
    kind: Kind = Kind.REPORTS,
    unit: Unit | None = None,
    ends_on: date | None = None,
    carried_for: str = "",
    by: User,
    now: datetime,
) -> Receipt:
    """Keep an uploaded sheet and queue it for reading; whether it is one is found out there.

    The unit is never one that the file claims; without one it is a sheet of the office.
    `ends_on` is the closing date of a department's own sheet, `carried_for` who filled it in
    where somebody else brings it. The caller rings `sheets.read_sheets`.
    """
    _require_size(file, settings.UPLOAD_LIMIT if unit else settings.OFFICE_UPLOAD_LIMIT)
    digest = sha256_of(file)
    mine = {"kind": kind, "unit": unit, "sha256": digest}
    if known := Sheet.objects.filter(**mine).first():
        return Receipt(known, again=True)
    facts = {"uploaded_by": by, "uploaded_at": now, "not_before": now, "ends_on": ends_on}
    sheet = Sheet(name=shown_name(name), carried_for=carried_for.strip(), **mine, **facts)
    # What it is is told from its content; the name on the disk says nothing.
    sheet.file.save(uuid4().hex, file, save=False)
    try:
        with transaction.atomic():
            sheet.save(force_insert=True)
    except IntegrityError:
        # Two uploads of one file at once: the second waited for the first and finds it.
        sheet.file.delete(save=False)
        return Receipt(Sheet.objects.get(**mine), again=True)
    details = {"sha256": digest, "kind": kind.value, "unit": str(unit or "")}
    if sheet.carried_for:
        details["carried_for"] = sheet.carried_for
    audit.record("sheet.received", sheet, by=by, now=now, details=details)
    return Receipt(sheet, again=False)


def _require_size(file: UploadedFile, limit: int) -> None:
    if (file.size or 0) > limit:
        raise RuleBroken(
            _("The file is larger than %(limit)d MB. Remove pictures from it and upload it again.")
            % {"limit": limit // 1024 // 1024}
        )
