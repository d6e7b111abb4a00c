"""Files that people attach as evidence: kept as they came, named as people know them."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import models
from django.utils.translation import gettext as _

from core.errors import RuleBroken
from core.uploads import sha256_of, shown_name, stored_name

# What offices prove things with. Nothing here is opened by the portal; browsers download it.
ENDINGS = (
    *(".pdf", ".ofd", ".txt", ".zip"),
    *(".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".ppt", ".pptx"),
    *(".bmp", ".jpeg", ".jpg", ".png"),
)


class Attachment(models.Model):
    """A file with its fingerprint. Abstract."""

    file = models.FileField(upload_to="attachments/%Y/%m")
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


def attachment_fields(file: File, *, by: models.Model, now: datetime) -> dict[str, Any]:
    """The fields of an `Attachment` for an uploaded file. Raises RuleBroken for what is refused."""
    name = shown_name(file.name or "")
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if ending not in ENDINGS:
        raise RuleBroken(
            _("“%(name)s” cannot be kept here. Attach a file of one of these kinds: %(kinds)s")
            % {"name": name, "kinds": " ".join(ENDINGS)}
        )
    if not file.size:
        raise RuleBroken(_("“%(name)s” is empty. Choose the file again.") % {"name": name})
    if file.size > settings.UPLOAD_LIMIT:
        raise RuleBroken(
            _("“%(name)s” is larger than %(limit)d MB. Attach a smaller copy.")
            % {"name": name, "limit": settings.UPLOAD_LIMIT // 2**20}
        )
    fingerprint = sha256_of(file)
    file.name = stored_name(name)
    return {
        "file": file,
        "name": name,
        "size": file.size,
        "sha256": fingerprint,
        "added_by": by,
        "added_at": now,
    }
