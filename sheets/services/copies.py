"""Copies of people's own files with everything marked in them, made by a worker."""

from datetime import datetime
from functools import partial
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import translation

from core.errors import RuleBroken
from sheets import exports, wording
from sheets.models import Sheet, SheetCopy
from sheets.reader.refusals import Refused
from sheets.rules import Verb
from sheets.services.decisions import WHOLE
from sheets.writing import mark_up
from units.models import User


@transaction.atomic
def ask_for_copy(*, sheet_id: int, language: str, by: User, now: datetime) -> SheetCopy:
    """Have a marked copy made, unless there is one already. The caller rings the bell.

    It shows what everybody who sees the sheet may see, so that this is no entry of the audit trail.
    """
    sheet = Sheet.objects.select_for_update(of=("self",)).get(pk=sheet_id)
    if sheet.stage not in WHOLE:
        raise RuleBroken(wording.forbidden(sheet, Verb.READ_AGAIN))
    known: SheetCopy | None = sheet.copies.filter(language=language).first()
    if known is not None:
        if known.is_working or known.file:
            return known
        known.delete()
    facts = {"asked_by": by, "asked_at": now, "not_before": now}
    return SheetCopy.objects.create(sheet=sheet, language=language, **facts)


def make_one_copy(*, now: datetime) -> bool:
    """Make the copy that has waited longest; False when there is none.

    A worker that dies here leaves a lease that runs out, and at most a file that no row names.
    """
    copy: SheetCopy | None = SheetCopy.objects.claim(now=now)
    if copy is None:
        return False
    try:
        content = _marked(copy, now=now)
    except Refused as refused:
        copy.finish(refusal={"code": refused.code, **refused.facts})
        return True
    copy.file.save(uuid4().hex, ContentFile(content), save=False)
    if not copy.finish(file=copy.file.name):
        # Something else is to be said by now, or another worker has it.
        copy.file.delete(save=False)
    return True


def _marked(copy: SheetCopy, *, now: datetime) -> bytes:
    with copy.sheet.file.open("rb") as file, translation.override(copy.language):
        return mark_up(file.read(), exports.marks_of(copy.sheet), now=now)


def forget_copies(sheet: Sheet) -> None:
    """What they say holds no more; the caller holds the sheet and is in a transaction."""
    for copy in sheet.copies.all():
        copy.delete()
        if copy.file:
            transaction.on_commit(partial(copy.file.storage.delete, str(copy.file.name)))
