"""How tasks stand: known on a day, recorded by a job, decided otherwise by the office."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from core.errors import RuleBroken
from core.models import AuditEntry
from indicators.rules import PRESETS, Lamp, scheme_as_json
from tasks.models import Progress, Task, TaskState, TaskVerdict
from tasks.queries.judged import judged_tasks, worst_first
from tasks.rules.books import BOOKS, RULE_VERSION, RuleBook
from tasks.rules.extensions import Wish
from tasks.rules.inputs import Json, recompute
from tasks.rules.milestones import StageLine
from tasks.rules.pace import TaskReason
from tasks.services import extending, judging, move_task, staging
from tests import make

R = TaskReason
SEPTEMBER, OCTOBER = date(2026, 9, 30), date(2026, 10, 31)


def at(day):
    """Ten in the morning in Beijing."""
    return datetime(day.year, day.month, day.day, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def task(plan, north):
    """In progress since the beginning of the year, due at its end."""
    return make.task(plan, north, due_on=date(2026, 12, 31), state=TaskState.IN_PROGRESS)


def judged(task, on):
    (found,) = judged_tasks(Task.objects.filter(pk=task.pk), on=on)
    return found.verdict


def report(task, percent, closing_on, *, day):
    move_task(task_id=task.pk, percent=Decimal(percent), on=closing_on, by=None, now=at(day))


# --- As known on a day ---


def test_a_percentage_is_known_from_the_day_of_its_approval(task):
    report(task, 75, SEPTEMBER, day=date(2026, 10, 9))
    assert judged(task, date(2026, 10, 8)).reason is R.NO_DATA
    assert judged(task, date(2026, 10, 9)).reason is R.ON_PACE


def test_a_corrected_percentage_leaves_the_past_as_it_was_known(task):
    report(task, 75, SEPTEMBER, day=date(2026, 10, 9))
    report(task, 40, SEPTEMBER, day=date(2026, 10, 20))
    percents = [judged(task, date(2026, 10, day)).facts.percent for day in (10, 19, 20)]
    assert percents == [75, 75, 40]
    assert Progress.objects.count() == 2


def test_the_same_percentage_again_is_no_new_one(task):
    for day in (9, 10):
        report(task, 75, SEPTEMBER, day=date(2026, 10, day))
    assert Progress.objects.count() == 1


def test_an_older_month_that_comes_late_does_not_hide_the_newer_one(task):
    report(task, 75, SEPTEMBER, day=date(2026, 10, 9))
    report(task, 60, date(2026, 8, 31), day=date(2026, 10, 10))
    assert judged(task, date(2026, 10, 14)).facts.percent == 75


def test_what_a_task_kept_before_there_were_rows_counts(plan, north):
    old = {"percent": Decimal(75), "percent_on": SEPTEMBER, "due_on": date(2026, 12, 31)}
    task = make.task(plan, north, state=TaskState.IN_PROGRESS, **old)
    assert judged(task, date(2026, 10, 14)).reason is R.ON_PACE
    assert judged(task, date(2026, 8, 14)).reason is R.NO_DATA


def test_an_extension_moves_the_lamp_from_the_day_of_its_grant(task, anna, rita, ines, otto):
    Task.objects.update(due_on=SEPTEMBER)
    wish = Wish(OCTOBER, "雨季推迟了开工。", "主体已完成六成。")
    asked = extending.request_extension(task_id=task.pk, wish=wish, by=anna, now=at(SEPTEMBER))
    facts = {"extension_id": asked.pk, "now": at(date(2026, 10, 12))}
    extending.sign_extension(**facts, revision=0, by=rita)
    extending.check_extension(**facts, revision=1, by=ines)
    extending.grant_extension(**facts, revision=2, by=otto, granted_due_on=OCTOBER)
    before, after = judged(task, date(2026, 10, 11)), judged(task, date(2026, 10, 12))
    assert (before.reason, before.days, before.facts.asked_due_on) == (R.OVERDUE, 11, OCTOBER)
    assert (after.reason, after.facts.due_on, after.facts.asked_due_on) == (
        R.NO_DATA,
        OCTOBER,
        None,
    )


def test_a_stage_counts_from_its_approval_and_is_reached_when_it_is_recorded(task, anna, rita):
    lines = [StageLine("开工", date(2026, 9, 1)), StageLine("封顶", date(2026, 12, 1))]
    facts = {"task_id": task.pk, "now": at(date(2026, 9, 10))}
    staging.plan_stages(**facts, seen=staging.seen_as([]), lines=lines, by=anna)
    assert judged(task, date(2026, 9, 9)).reason is R.NO_DATA
    seen = staging.seen_as(list(task.milestones.all()))
    staging.approve_stages(**facts, seen=seen, by=rita)
    assert judged(task, date(2026, 9, 11)).reason is R.STAGE_OVERDUE
    first = task.milestones.get(title="开工")
    said = {"done_on": date(2026, 8, 30), "proof": "已开工。", "by": anna}
    staging.reach_stage(milestone_id=first.pk, now=at(date(2026, 9, 20)), **said)
    assert judged(task, date(2026, 9, 19)).reason is R.STAGE_OVERDUE
    assert judged(task, date(2026, 9, 20)).reason is R.STAGES_KEPT
    again = {"reason": "误报。", "by": anna, "now": at(date(2026, 9, 25))}
    staging.take_back_stage(milestone_id=first.pk, **again)
    assert judged(task, date(2026, 9, 24)).reason is R.STAGES_KEPT
    assert judged(task, date(2026, 9, 25)).reason is R.STAGE_OVERDUE


@pytest.mark.parametrize("number", [2, 30])
def test_many_tasks_cost_as_much_as_few(number, plan, north, django_assert_num_queries):
    for _ in range(number):
        make.task(plan, north, due_on=OCTOBER, state=TaskState.IN_PROGRESS)
    with django_assert_num_queries(3):
        assert len(judged_tasks(Task.objects.all(), on=date(2026, 10, 14))) == number


def test_the_worst_comes_first_and_among_them_the_latest(plan, north):
    days = [date(2026, 12, 31), date(2026, 10, 1), date(2026, 9, 1)]
    tasks = [make.task(plan, north, due_on=day, state=TaskState.IN_PROGRESS) for day in days]
    found = worst_first(judged_tasks(Task.objects.all(), on=date(2026, 10, 14)))
    assert [each.task for each in found] == tasks[::-1]


# --- Recorded ---


def test_the_job_keeps_what_was_judged_and_writes_nothing_twice(task):
    report(task, 40, SEPTEMBER, day=date(2026, 10, 9))
    TaskVerdict.objects.all().delete()  # judged with the report
    assert judging.record_verdicts(now=make.NOW) == 1
    assert judging.record_verdicts(now=make.NOW + timedelta(days=1)) == 0
    row = TaskVerdict.objects.get()
    assert (row.closing_on, row.lamp, row.reason) == (SEPTEMBER, "red", "behind")
    assert row.sentence_zh == "9月末应完成75.0%，实际40.0%，低35.0个百分点。"
    assert "35.0 percentage points short" in row.sentence_en


def test_a_kept_verdict_can_be_computed_again_from_itself(task):
    report(task, 40, SEPTEMBER, day=date(2026, 10, 9))
    TaskVerdict.objects.all().delete()  # judged with the report
    judging.record_verdicts(now=make.NOW)
    row = TaskVerdict.objects.get()
    again = recompute(row.inputs, row.scheme, rule_version=row.rule_version)
    assert again == judged(task, date(2026, 10, 14))


def test_a_verdict_of_the_first_version_is_computed_as_it_was():
    """As the database keeps it. Who breaks this adds a version to `tasks.rules.books`."""
    days = {"due_on": "2026-10-31", "starts_on": "2026-01-01", "percent_on": "2026-09-30"}
    none = dict.fromkeys(["completed_on", "claimed_on", "asked_due_on"])
    facts: Json = {"state": "in_progress", "is_rolling": False, "percent": "70", "stages": []}
    facts |= days | none
    scheme = scheme_as_json(PRESETS["default"])
    told = {
        day: recompute(facts | {"on": day}, scheme, rule_version=1)
        for day in ("2026-10-15", "2026-10-16")
    }
    assert [(each.reason, each.gap, each.lamp) for each in told.values()] == [
        (R.BEHIND, Decimal("20.0"), Lamp.ORANGE),
        (R.NEAR_AND_BEHIND, Decimal("20.0"), Lamp.ORANGE),
    ]
    assert [each.distance for each in told.values()] == [Decimal("20.0"), Decimal("30.0")]


def test_a_verdict_is_computed_by_the_rules_of_its_version(task, monkeypatch):
    Task.objects.update(due_on=OCTOBER)
    report(task, 60, SEPTEMBER, day=date(2026, 10, 9))
    TaskVerdict.objects.all().delete()  # judged with the report
    judging.record_verdicts(now=at(date(2026, 10, 20)))
    row = TaskVerdict.objects.get()
    monkeypatch.setitem(BOOKS, 9, RuleBook(9, near_days=3))
    again = [recompute(row.inputs, row.scheme, rule_version=number) for number in (1, 9)]
    assert [each.reason for each in again] == [R.NEAR_AND_BEHIND, R.BEHIND]
    assert [each.rule_version for each in again] == [1, 9]


def test_every_version_of_the_rules_so_far_has_its_book():
    assert set(BOOKS) == set(range(1, RULE_VERSION + 1))
    assert all(book.version == number for number, book in BOOKS.items())


def test_a_correction_supersedes_the_verdict_of_its_month_only(task):
    report(task, 60, date(2026, 8, 31), day=date(2026, 9, 8))
    judging.record_verdicts(now=at(date(2026, 9, 9)))
    report(task, 75, SEPTEMBER, day=date(2026, 10, 8))
    judging.record_verdicts(now=at(date(2026, 10, 9)))
    report(task, 40, SEPTEMBER, day=date(2026, 10, 20))
    judging.record_verdicts(now=at(date(2026, 10, 21)))
    rows = TaskVerdict.objects.order_by("pk")
    assert [(row.closing_on.month, row.lamp, row.superseded_at is None) for row in rows] == [
        (8, "yellow", True),
        (9, "green", False),
        (9, "red", True),
    ]


def test_a_late_task_is_one_row_however_long_it_stays_late(task):
    Task.objects.update(due_on=SEPTEMBER)
    written = [judging.record_verdicts(now=at(date(2026, 10, day))) for day in (1, 2, 20)]
    assert written == [1, 0, 0]


def test_tasks_that_are_over_keep_their_last_verdict(task):
    Task.objects.update(state=TaskState.CLOSED)
    assert judging.record_verdicts(now=make.NOW) == 0


# --- Decided by the office ---


def decide(task, by, band="on_pace", reason="口径已调整。", now=make.NOW):
    return judging.override_verdict(task_id=task.pk, band=band, reason=reason, by=by, now=now)


def test_an_override_is_shown_and_the_computed_lamp_stays(task, ines):
    report(task, 40, SEPTEMBER, day=date(2026, 10, 9))
    decide(task, ines)
    verdict = judged(task, date(2026, 10, 14))
    assert (verdict.lamp, verdict.computed_lamp) == (Lamp.GREEN, Lamp.RED)
    assert verdict.override.reason == "口径已调整。"
    assert judged(task, date(2026, 10, 13)).override is None
    entry = AuditEntry.objects.get(verb="task.verdict_overridden")
    assert entry.details == {"closing_on": "2026-09-30", "from": "far", "to": "on_pace"}


def test_with_the_next_closing_date_the_rules_decide_again(task, ines):
    report(task, 40, SEPTEMBER, day=date(2026, 10, 9))
    decide(task, ines)
    report(task, 50, OCTOBER, day=date(2026, 11, 5))
    assert judged(task, date(2026, 11, 6)).override is None


def test_an_override_stays_when_the_job_runs_and_goes_when_it_is_withdrawn(task, ines):
    report(task, 40, SEPTEMBER, day=date(2026, 10, 9))
    decide(task, ines)
    judging.record_verdicts(now=make.NOW + timedelta(hours=1))
    assert judged(task, date(2026, 10, 14)).lamp is Lamp.GREEN
    judging.withdraw_override(task_id=task.pk, by=ines, now=make.NOW + timedelta(hours=2))
    assert judged(task, date(2026, 10, 14)).lamp is Lamp.RED
    assert TaskVerdict.objects.count() == 3


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        ({"reason": " "}, "Say why"),
        ({"reason": "长" * 10**6}, "Shorten it"),
        ({"reason": "a\x00"}, "cannot be stored"),
        ({"band": "purple"}, "lamps have changed"),
        ({"band": "far"}, "shown already"),
    ],
)
def test_an_override_needs_a_reason_and_another_lamp(wish, says, task, ines):
    report(task, 40, SEPTEMBER, day=date(2026, 10, 9))
    with pytest.raises(RuleBroken, match=says):
        decide(task, ines, **wish)
    assert not TaskVerdict.objects.exclude(override_band="").exists()


def test_what_nobody_decided_cannot_be_withdrawn(task, ines):
    with pytest.raises(RuleBroken, match="Nobody decided another lamp"):
        judging.withdraw_override(task_id=task.pk, by=ines, now=make.NOW)


def test_nobody_decides_the_lamp_of_what_is_over(task, ines, in_english):
    Task.objects.update(state="closed")
    wish = {"task_id": task.pk, "band": "slightly", "reason": "据实"}
    with pytest.raises(RuleBroken, match="is over"):
        judging.override_verdict(**wish, by=ines, now=make.NOW)
