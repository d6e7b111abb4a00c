from datetime import timedelta

from django.utils import timezone

from core.models import AuditEntry
from core.work import WorkState
from notices import jobs
from notices.models import Delivery, Notice
from reports.models import Report


def test_the_jobs_find_and_tell_what_is_late_today(report, anna, mail_server) -> None:
    Report.objects.update(due_at=timezone.now() - timedelta(days=30))
    jobs.find_overdue()
    jobs.deliver()
    assert set(Delivery.objects.values_list("work_state", flat=True)) == {WorkState.DONE}
    assert [letter["To"] for letter in mail_server.letters] == ["anna@example.org"]


def test_a_second_run_finds_nothing_new(report, anna, mail_server) -> None:
    Report.objects.update(due_at=timezone.now() - timedelta(days=30))
    for _run in range(2):
        jobs.find_overdue()
        jobs.deliver()
    assert Notice.objects.count() == len(mail_server.letters) == 1
    assert not AuditEntry.objects.exists()  # the notices themselves say who was told what
