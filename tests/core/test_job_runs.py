"""Every job writes down how it fared; who looks after the portal sees which one keeps silent."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from celery import current_app
from django.db import DatabaseError
from django.urls import reverse

from core import audit_words, health, job_runs, origin
from core.job_runs import Backlog, JobState, patience, rhythm
from core.jobs import Job
from core.models import Heartbeat, JobRun
from core.work import WorkState
from notices.models import Message
from tests import make

JOBS = reverse("units:jobs")
MINUTE = timedelta(minutes=1)
NAME = "notices.deliver"


def job(run: Callable[[], object]) -> Job:
    """A job of this name that does this."""
    made = type("Made", (Job,), {"name": NAME, "run": staticmethod(run), "abstract": False})()
    made.bind(current_app._get_current_object())
    return made


def line(name: str = NAME, *, now: datetime = make.NOW) -> job_runs.JobLine:
    return next(line for line in job_runs.job_lines(now=now) if line.job == name)


def ran(*, ago: timedelta, **fields: Any) -> JobRun:
    """A run that began so long ago and took two seconds."""
    begun = make.NOW - ago
    row: dict[str, Any] = dict.fromkeys(("known_at", "started_at"), begun)
    row["ended_at"] = begun + timedelta(seconds=2)
    return JobRun.objects.create(job=NAME, **(row | fields))


# What a run writes down


def test_a_run_writes_down_its_beginning_its_end_and_what_it_did(db) -> None:
    assert job(lambda: 7)() == 7
    run = JobRun.objects.get()
    assert (run.job, run.did, run.failures) == (NAME, 7, 0)
    assert run.took is not None and run.started_at is not None
    assert run.ended_at == run.started_at + run.took


def test_a_job_that_counts_nothing_leaves_the_count_empty(db) -> None:
    job(lambda: None)()
    assert JobRun.objects.get().did is None


def test_each_run_writes_over_the_one_before(db) -> None:
    numbers = iter((1, 2))
    for _run in range(2):
        job(lambda: next(numbers))()
    assert JobRun.objects.get().did == 2


def broken() -> None:
    raise DatabaseError("duplicate key\nDETAIL:  Key (name)=(云岭市) already exists.")


def test_a_failure_is_kept_with_its_sentence_but_not_with_the_row_that_it_quotes(db) -> None:
    for _run in range(2):
        with pytest.raises(DatabaseError):
            job(broken)()
    run = JobRun.objects.get()
    assert (run.failures, run.error) == (2, "DatabaseError: duplicate key")
    assert run.failed_at is not None and run.ended_at is None


def test_a_success_ends_the_row_of_failures_and_keeps_the_last_one(db) -> None:
    with pytest.raises(DatabaseError):
        job(broken)()
    job(lambda: 1)()
    run = JobRun.objects.get()
    assert run.failures == 0 and run.error == "DatabaseError: duplicate key"


def test_what_a_job_does_comes_from_it(db) -> None:
    seen = []
    job(lambda: seen.append(origin.current()))()
    assert seen == [f"job {NAME}"] and origin.current() == ""


@pytest.mark.parametrize("name", sorted(rhythm()))
def test_every_scheduled_job_is_such_a_job_and_has_words(name: str) -> None:
    current_app.loader.import_default_modules()
    assert isinstance(current_app.tasks[name], Job)
    assert audit_words.job(name) != name


# What is read out of it


@pytest.mark.parametrize(
    ("ago", "fields", "state"),
    [
        (0, {}, JobState.DONE),
        (7, {}, JobState.DONE),
        (8, {}, JobState.SILENT),
        (5, {"ended_at": None}, JobState.RUNNING),
        (5, {"ended_at": make.NOW - 9 * MINUTE}, JobState.RUNNING),
        (1, {"failures": 3}, JobState.FAILING),
        (9, {"failures": 3}, JobState.SILENT),
        (7, {"started_at": None, "ended_at": None}, JobState.NEVER),
        (8, {"started_at": None, "ended_at": None}, JobState.SILENT),
    ],
)
def test_a_job_that_is_due_every_minute_may_be_late_by_some(db, ago, fields, state) -> None:
    ran(ago=ago * MINUTE, **fields)
    assert line().state is state


def test_a_daily_job_that_was_not_heard_of_again_broke_off(db, settings) -> None:
    ran(ago=11 * MINUTE, ended_at=None)
    JobRun.objects.update(job="core.sweep_files")
    assert line("core.sweep_files").state is JobState.LOST


def test_without_a_scheduler_every_job_is_silent(db) -> None:
    assert {line.state for line in job_runs.job_lines(now=make.NOW)} == {JobState.SILENT}


def test_a_fresh_scheduler_gives_its_jobs_time(db) -> None:
    job_runs.expect(rhythm(), now=make.NOW)
    assert job_runs.trouble(now=make.NOW + patience(MINUTE)) == ""
    told = job_runs.trouble(now=make.NOW + patience(MINUTE) + MINUTE)
    assert told.startswith("silent: core.") and "core.sweep, intake.read_documents" in told


def test_a_scheduler_that_starts_again_takes_nothing_back(db) -> None:
    ran(ago=MINUTE)
    job_runs.expect(rhythm(), now=make.NOW)
    assert JobRun.objects.get(job=NAME).started_at == make.NOW - MINUTE


def test_the_health_page_names_silent_jobs_and_takes_nothing_from_people(db) -> None:
    job_runs.expect(rhythm(), now=make.NOW)
    JobRun.objects.filter(job=NAME).update(known_at=make.NOW - 8 * MINUTE)
    pulse = next(each for each in health.pulses(now=make.NOW) if each.name == "jobs")
    assert pulse == health.Pulse("jobs", alive=False, note=f"silent: {NAME}", vital=False)


def test_the_backlog_is_what_a_worker_could_do_now(anna, rita, hugo, now) -> None:
    make.letter(anna, not_before=now - 3 * MINUTE)
    make.letter(rita, not_before=now + MINUTE)
    make.letter(hugo, work_state=WorkState.DONE)
    found = {each.table: each for each in job_runs.backlogs(now=now)}
    assert found[Message] == Backlog(Message, ready=1, since=now - 3 * MINUTE)
    assert len(found) > 2


# Where people read it


@pytest.mark.parametrize("name", ["sam", "ines", "otto"])
def test_who_can_do_something_about_it_sees_the_jobs(name: str, client, request, db) -> None:
    ran(ago=MINUTE, failures=2, failed_at=make.NOW, error="OSError: <b>gone")
    client.force_login(request.getfixturevalue(name))
    page = client.get(JOBS).content.decode()
    assert "发送邮件" in page and "OSError: &lt;b&gt;gone" in page


@pytest.mark.parametrize("name", ["anna", "rita", "hugo", "lena", "sue", "ada"])
@pytest.mark.parametrize("address", [JOBS, reverse("api-jobs")])
def test_others_have_no_such_page(name: str, address: str, client, request) -> None:
    client.force_login(request.getfixturevalue(name))
    assert client.get(address).status_code == 404


def test_the_page_says_that_the_scheduler_was_never_seen_stands_still_or_runs(client, sam) -> None:
    client.force_login(sam)
    assert "从未见到定时程序" in client.get(JOBS).content.decode()
    Heartbeat.objects.create(name="beat", seen_at=make.NOW)
    assert "2026-10-14 10:00:00" in client.get(JOBS).content.decode()


def test_the_api_tells_the_same(client, sam) -> None:
    ran(ago=MINUTE, did=5)
    client.force_login(sam)
    answer = client.get(reverse("api-jobs")).json()
    told = {each["job"]: each for each in answer["jobs"]}
    assert told[NAME]["did"] == 5 and told["core.sweep"]["started_at"] is None
    assert answer["scheduler"] == {"alive": False, "seen_at": None}
    assert "notices.message" in {each["work"] for each in answer["backlog"]}


@pytest.mark.parametrize("count", [0, 40])
def test_the_page_costs_the_same_however_much_waits(
    count: int, client, sam, anna, django_assert_num_queries
) -> None:
    for number in range(count):
        make.letter(anna, slot_at=make.NOW + number * MINUTE)
    client.force_login(sam)
    tables = len(job_runs.backlogs(now=make.NOW))
    # Session, person, memberships; the frame; runs, a question for each table, scheduler.
    with django_assert_num_queries(6 + tables):
        client.get(JOBS)
