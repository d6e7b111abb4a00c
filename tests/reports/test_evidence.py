"""Files that prove what a report says: kept with its versions, handed out, never opened."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports import services
from reports.models import Evidence, Submission
from reports.rules import Content
from reports.services import MOST_FILES, Papers
from tests import make

TYPED = {"revision": "0", "percent": "60", "progress": "已完成入库评审。"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def file(name="验收证书.pdf", content=b"%PDF-1.7 a certificate"):
    return SimpleUploadedFile(name, content)


def url(name, *args):
    return reverse(f"reports:{name}", args=args)


def test_several_files_come_with_a_draft_and_stay_with_what_is_sent(report, anna, as_):
    client = as_(anna)
    both = [file(), file("名单.xlsx", b"PK a list")]
    client.post(url("write", report.pk), TYPED | {"act": "save", "evidence": both})
    client.post(url("write", report.pk), TYPED | {"revision": "1", "act": "submit"})
    sent = report.submissions.get()
    assert sent.submitted_at is not None
    assert set(sent.evidence.values_list("name", flat=True)) == {"验收证书.pdf", "名单.xlsx"}


def test_a_file_is_struck_off_a_draft_and_is_gone(
    report, anna, as_, django_capture_on_commit_callbacks
):
    client = as_(anna)
    client.post(url("write", report.pk), TYPED | {"act": "save", "evidence": [file()]})
    kept = Evidence.objects.get()
    strike = TYPED | {"revision": "1", "act": "save", "drop": [kept.pk]}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("write", report.pk), strike)
    assert not Evidence.objects.exists()
    assert not default_storage.exists(str(kept.file.name))


def test_a_returned_version_keeps_its_file_though_the_next_one_drops_it(
    report, anna, rita, now, as_
):
    client = as_(anna)
    client.post(url("write", report.pk), TYPED | {"act": "submit", "evidence": [file()]})
    seen = {"report_id": report.pk, "by": rita, "now": now}
    services.return_report(**seen, revision=1, reason="证书不是本期的。")
    kept = Evidence.objects.get()
    again = TYPED | {"revision": "2", "act": "submit", "drop": [kept.pk]}
    client.post(url("write", report.pk), again)
    files = [list(version.evidence.all()) for version in report.submissions.order_by("version")]
    assert files == [[kept], []]


def test_files_go_on_with_the_next_version(report, anna, rita, now, as_):
    client = as_(anna)
    client.post(url("write", report.pk), TYPED | {"act": "submit", "evidence": [file()]})
    services.return_report(report_id=report.pk, revision=1, reason="请补充。", by=rita, now=now)
    client.post(url("write", report.pk), TYPED | {"revision": "2", "act": "submit"})
    assert [version.evidence.count() for version in report.submissions.all()] == [1, 1]
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        (("病毒.exe", b"MZ"), "cannot be kept here"),
        (("page.html", b"<script>"), "cannot be kept here"),
        (("空.pdf", b""), "is empty"),
        (("无后缀", b"x"), "cannot be kept here"),
    ],
)
def test_a_refused_file_gets_its_sentence_and_nothing_is_saved(bad, sentence, report, anna, as_):
    files = [file(), file(*bad)]
    page = as_(anna).post(url("write", report.pk), TYPED | {"act": "save", "evidence": files})
    assert page.status_code == 422
    text = page.content.decode()
    assert sentence in text
    assert "已完成入库评审。</textarea>" in text
    assert not Evidence.objects.exists()
    assert not Submission.objects.exists()


def test_a_file_that_is_too_large_is_refused(report, anna, as_, settings):
    settings.UPLOAD_LIMIT = 10
    page = as_(anna).post(url("write", report.pk), TYPED | {"act": "save", "evidence": [file()]})
    assert "is larger than" in page.content.decode()
    assert not Evidence.objects.exists()


def test_a_report_takes_so_many_files_and_no_more(report, anna, as_):
    many = [file(f"{n}.pdf") for n in range(MOST_FILES + 1)]
    page = as_(anna).post(url("write", report.pk), TYPED | {"act": "save", "evidence": many})
    assert f"takes {MOST_FILES} files at most" in page.content.decode()
    assert not Evidence.objects.exists()


@pytest.fixture
def proven(report, anna, now):
    """A draft with a file whose name looks like something else."""
    papers = Papers(add=[file('a"b\r\nc\u202efdp.pdf')])
    services.save_draft(
        report_id=report.pk, revision=0, content=Content(), papers=papers, by=anna, now=now
    )
    return Evidence.objects.get()


def test_a_file_is_handed_out_to_be_saved_and_never_shown(proven, report, anna, as_):
    answer = as_(anna).get(url("evidence", report.pk, proven.pk))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 a certificate"
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment")
    assert "\n" not in disposition
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("who", ["rita", "hugo", "ines", "vera", "sam"])
def test_a_drafts_file_is_nobody_elses(who, proven, report, as_, request):
    client = as_(request.getfixturevalue(who))
    assert client.get(url("evidence", report.pk, proven.pk)).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("rita", 200), ("ines", 200), ("vera", 404)])
def test_a_sent_file_is_for_those_who_read_the_report(
    who, status, proven, report, anna, now, as_, request
):
    Submission.objects.update(submitted_at=now)
    client = as_(request.getfixturevalue(who))
    assert client.get(url("evidence", report.pk, proven.pk)).status_code == status


def test_a_file_of_another_report_is_not_found(proven, report, period, task, anna, as_):
    other = make.report(period, make.task(task.plan, report.unit).assignments.get())
    assert as_(anna).get(url("evidence", other.pk, proven.pk)).status_code == 404
