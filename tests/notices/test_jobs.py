from datetime import time, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from core.models import AuditEntry, JobRun, SpecialDay
from core.work import WorkState
from notices import jobs
from notices.models import Manner, Message, Notice
from notices.services.finding import Unfound
from reports.models import Report


@pytest.fixture(autouse=True)
def office_hours(db) -> None:
    """Jobs read the clock, and this office works whenever the tests run."""
    SpecialDay.objects.create(on=timezone.localdate(), works=True, name="tests")
    Manner.objects.create(pk=1, daily_at=time.min, urgent_from=time.min, urgent_until=time.max)


def long_ago(report) -> None:
    """Late since a month, and its receipt is confirmed."""
    Report.objects.update(due_at=timezone.now() - timedelta(days=30))
    report.assignment.task.assignments.update(received_at=timezone.now())


def test_the_jobs_find_and_tell_what_is_late_today(report, anna, mail_server) -> None:
    long_ago(report)
    jobs.find_waiting()
    Message.objects.update(not_before=timezone.now())
    jobs.deliver()
    assert set(Message.objects.values_list("work_state", flat=True)) == {WorkState.DONE}
    assert [letter["To"] for letter in mail_server.letters] == ["anna@example.org"]


def test_a_second_run_finds_nothing_new(report, anna, mail_server) -> None:
    long_ago(report)
    for _run in range(2):
        jobs.find_waiting()
        Message.objects.update(not_before=timezone.now())
        jobs.deliver()
    assert Notice.objects.count() == len(mail_server.letters) == 1
    assert not AuditEntry.objects.exists()  # the notices themselves say who was told what


# The database refuses every notice about a report, as it would an impossible row.
POISON = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE data_exception USING MESSAGE = 'poison'; END $$;
CREATE TRIGGER refuse BEFORE INSERT ON notices_notice
    FOR EACH ROW WHEN (NEW.matter = 'report') EXECUTE FUNCTION refuse()
"""


def test_a_matter_that_fails_holds_up_no_other_and_is_told(report, anna, mail_server) -> None:
    long_ago(report)
    report.assignment.task.assignments.update(received_at=None)
    report.assignment.task.assignments.update(given_at=timezone.now() - timedelta(days=60))
    with connection.cursor() as cursor:
        cursor.execute(POISON)
    with pytest.raises(Unfound):
        jobs.find_waiting()
    assert set(Notice.objects.values_list("matter", flat=True)) == {"receipt"}
    assert Message.objects.exists()
    run = JobRun.objects.get(job="notices.find_waiting")
    assert (run.failures, run.error) == (1, "Unfound: report: poison")
