"""Taking documents in and reading them in a throw-away child process."""

import json
import sys
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.child import MB, End, Outcome, run_child
from core.errors import RuleBroken
from core.uploads import one_at_a_time, sha256_of, shown_name, stored_name
from core.work import WorkState
from intake import rules
from intake.models import Document
from intake.services.drafts import keep_reading
from intake.services.learning import reader_environment
from units.models import Unit, User

# The reader's own way of saying that a document cannot be read, with a code and why.
UNREADABLE = 3
SECONDS, MEMORY = 30, 500 * MB
ENDS = {
    End.TIMED_OUT: "timed_out",
    End.OUT_OF_MEMORY: "out_of_memory",
    End.TOO_MUCH_OUTPUT: "too_long",
}


class AlreadyHere(RuleBroken):
    """The very same file was handed in before, as `document`."""

    def __init__(self, document: Document) -> None:
        self.document = document
        facts = {"name": document.name, "by": document.uploaded_by or _("the command line")}
        super().__init__(
            _("This file is already here: %(by)s handed it in as %(name)s. Nothing was added.")
            % facts
        )


@transaction.atomic
def upload_document(
    *, file: File, name: str, issuer: Unit, by: User | None, now: datetime
) -> Document:
    """Keep the file as it is and queue it for reading.

    Raises RuleBroken for a file that is too large, AlreadyHere for one that the portal has.
    """
    if file.size > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // MB
        raise RuleBroken(
            _(
                "This file is larger than %(limit)s MB and was not taken in. Hand in the text of "
                "the plan alone, without pictures and attachments."
            )
            % {"limit": limit}
        )
    sha256 = sha256_of(file)
    one_at_a_time(sha256)
    known = Document.objects.filter(sha256=sha256).select_related("uploaded_by").first()
    if known is not None:
        raise AlreadyHere(known)
    document = Document(
        name=shown_name(name),
        sha256=sha256,
        issuer=issuer,
        uploaded_by=by,
        uploaded_at=now,
        not_before=now,
    )
    document.file.save(stored_name(name), file, save=False)
    document.save(force_insert=True)
    details = {"sha256": sha256, "issuer": issuer.name}
    audit.record("document.uploaded", document, by=by, now=now, details=details)
    return document


@transaction.atomic
def retry_document(*, document_id: int, by: User | None, now: datetime) -> Document:
    """Read once more what could not be read; a document in any other state stays as it is."""
    document = Document.objects.select_for_update(of=("self",)).get(pk=document_id)
    if document.work_state == WorkState.FAILED:
        document.work_state, document.attempts, document.not_before = WorkState.QUEUED, 0, now
        document.work_error = ""
        document.save(update_fields=["work_state", "attempts", "not_before", "work_error"])
        audit.record("document.retried", document, by=by, now=now)
    return document


def claim_document(document_id: int, *, now: datetime) -> Document | None:
    """Lease this very document; None where somebody else has it or it needs no reading."""
    mine: Document | None = Document.objects.filter(pk=document_id).claim(now=now)
    return mine


def read_next(*, now: datetime) -> bool:
    """Read one document that waits; False when none does."""
    document = Document.objects.claim(now=now)
    if document is None:
        return False
    read_claimed(document, now=now)
    return True


def read_claimed(document: Document, *, now: datetime) -> bool:
    """Read a leased document and keep the reading, or say why it cannot be read.

    False when the lease was lost meanwhile: then nothing is written, somebody else reads it.
    """
    # No transaction is open while the child works, for up to half a minute.
    outcome = run_child(
        [sys.executable, "-m", "intake.reader", document.file.path],
        seconds=SECONDS,
        memory=MEMORY,
        environment=reader_environment(document.issuer),
    )
    answer = _answer(outcome)
    if isinstance(answer, str):
        return document.fail(answer)
    return _keep(document, answer, now=now)


def _answer(outcome: Outcome) -> dict[str, Any] | str:
    """The reading, or the code of `intake.wording` that says why there is none."""
    if outcome.end is not End.EXITED:
        return ENDS.get(outcome.end, "crashed")
    if outcome.code not in {0, UNREADABLE}:
        return "crashed"
    try:
        answer: dict[str, Any] = json.loads(outcome.output)
        return (
            str(answer["error"]["code"]) if outcome.code == UNREADABLE else rules.storable(answer)
        )
    except (ValueError, KeyError):
        return "crashed"


@transaction.atomic
def _keep(document: Document, reading: dict[str, Any], *, now: datetime) -> bool:
    if not document.finish():
        return False
    keep_reading(document, reading=reading)
    counts = {"tasks": len(reading["tasks"]), "targets": len(reading["targets"])}
    audit.record("document.read", document, by=None, now=now, details=counts)
    return True
