"""Documents are taken in once and read in a child; whatever happens, nothing is half saved."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from core.errors import RuleBroken
from core.models import AuditEntry
from core.work import WorkState
from intake import services, wording
from intake.jobs import read_documents
from intake.models import Document, Draft
from tests.intake import sample
from tests.intake.reader.making import paragraph, word, zipped

SAMPLES = Path(__file__).parents[2] / "samples" / "documents"


def hand_in(content: bytes, name: str, city, now) -> Document:
    return services.upload_document(
        file=ContentFile(content, name), name=name, issuer=city, by=None, now=now
    )


def test_a_document_is_read_by_the_job(city, now) -> None:
    document = sample.document(city, now)
    read_documents()
    document.refresh_from_db()
    assert document.work_state == WorkState.DONE
    assert document.draft.reading == sample.reading()
    assert AuditEntry.objects.filter(
        verb="document.read", origin="job intake.read_documents"
    ).exists()


def test_the_file_is_kept_under_a_name_that_nobody_chose(city, now) -> None:
    document = hand_in(b"text", "../../secret\u202etxt.PDF", city, now)
    assert document.name == "secrettxt.PDF"
    stored = str(document.file.name)
    assert stored.endswith(".pdf")
    assert "secret" not in stored
    assert document.file.read() == b"text"


def test_the_same_file_is_taken_in_once(city, ines, now) -> None:
    first = sample.document(city, now, by=ines)
    with pytest.raises(services.AlreadyHere, match="Ines") as refusal:
        hand_in(sample.TEXT.encode(), "copy.txt", city, now)
    assert refusal.value.document == first
    assert Document.objects.count() == 1


def test_a_file_that_is_too_large_is_refused(city, now, settings) -> None:
    settings.UPLOAD_LIMIT = 1024 * 1024
    with pytest.raises(RuleBroken, match="1 MB"):
        hand_in(b"x" * (1024 * 1024 + 1), "plan.txt", city, now)
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "plan.txt", "empty"),
        (b" \n\t ", "plan.txt", "empty"),
        ((SAMPLES / "scanned.pdf").read_bytes(), "plan.pdf", "scanned_pdf"),
        ((SAMPLES / "old-word.doc").read_bytes(), "plan.doc", "old_word"),
        (bytes(range(256)) * 40, "plan.docx", "damaged"),
        (bytes(range(256)) * 40, "plan.txt", "not_text"),
        (b"PK\x03\x04" + b"\0" * 200, "plan.docx", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "plan.png", "picture"),
        (zipped({"xl/workbook.xml": ""}), "plan.docx", "workbook"),
        (zipped({"OFD.xml": ""}), "plan.ofd", "ofd"),
        (word("", styles="<!DOCTYPE w>"), "plan.docx", "unsafe"),
        (word(paragraph("建设园区。" * 200) * 1001), "plan.docx", "too_long"),
        (b"<div>" * 100_000 + b"plan", "plan.html", "damaged"),
    ],
)
def test_what_cannot_be_read_fails_with_a_sentence(content, name, code, city, now) -> None:
    document = hand_in(content, name, city, now)
    assert services.read_next(now=now)
    document.refresh_from_db()
    assert (document.work_state, document.work_error) == (WorkState.FAILED, code)
    assert code in wording.UNREADABLE
    assert not Draft.objects.exists()


def test_a_file_that_is_gone_fails_with_a_sentence(city, now, settings) -> None:
    document = sample.document(city, now)
    shutil.rmtree(settings.MEDIA_ROOT)
    services.read_next(now=now)
    document.refresh_from_db()
    assert document.work_error == "no_file"


def test_every_code_of_the_reader_has_a_sentence() -> None:
    from intake.reader.reading import DOUBTS
    from intake.reader.unreadable import SENTENCES

    assert set(SENTENCES) <= set(wording.UNREADABLE)
    assert set(DOUBTS) <= set(wording.DOUBTS)


def test_a_document_that_took_too_long_says_so(city, now, monkeypatch) -> None:
    monkeypatch.setattr(services.documents, "SECONDS", 0)
    document = sample.document(city, now)
    services.read_next(now=now)
    document.refresh_from_db()
    assert document.work_error == "timed_out"


def test_a_document_that_needs_too_much_memory_says_so(city, now, monkeypatch) -> None:
    monkeypatch.setattr(services.documents, "MEMORY", 20 * 1024 * 1024)
    document = sample.document(city, now)
    services.read_next(now=now)
    document.refresh_from_db()
    assert document.work_error in {"out_of_memory", "crashed"}


def test_a_worker_that_died_is_followed_by_another(city, now) -> None:
    document = sample.document(city, now)
    dead = Document.objects.claim(now=now)
    assert not services.read_next(now=now)
    assert services.read_next(now=now + Document.LEASE + timedelta(seconds=1))
    document.refresh_from_db()
    assert (document.work_state, document.attempts) == (WorkState.DONE, 2)
    assert Draft.objects.filter(document=dead).count() == 1


def test_a_lost_lease_writes_nothing(city, now) -> None:
    sample.document(city, now)
    late = Document.objects.claim(now=now)
    other = Document.objects.claim(now=now + Document.LEASE + timedelta(seconds=1))
    assert late is not None
    assert other == late
    assert not services.read_claimed(late, now=now)
    assert not Draft.objects.exists()
    assert other is not None
    assert services.read_claimed(other, now=now)


def test_a_failed_document_can_be_tried_again(city, otto, now) -> None:
    document = hand_in(b"", "plan.txt", city, now)
    services.read_next(now=now)
    services.retry_document(document_id=document.pk, by=otto, now=now)
    document.refresh_from_db()
    assert (document.work_state, document.attempts) == (WorkState.QUEUED, 0)


def test_a_document_that_was_read_is_not_read_again(draft, otto, now) -> None:
    services.retry_document(document_id=draft.document_id, by=otto, now=now)
    assert not services.read_next(now=now)
