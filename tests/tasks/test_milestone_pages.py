"""The page of a task's stages: one form for the plan, small ones for each stage."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tasks.models import Milestone, TaskState
from tasks.queries.milestones import stage_box, stages_to_approve
from tasks.rules.milestones import StageLine, StageState
from tasks.services import staging
from tests import make


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def task(plan, north, south, today):
    due_on = today + timedelta(days=90)
    return make.task(plan, north, south, due_on=due_on, state=TaskState.IN_PROGRESS)


def seen(task):
    return staging.seen_as(list(task.milestones.all()))


def typed(task, *lines, **more):
    """What a browser sends for these lines of title, day and weight."""
    data = {"form-TOTAL_FORMS": len(lines), "form-INITIAL_FORMS": 0, "seen": seen(task)}
    for place, line in enumerate(lines):
        for name, value in zip(("title", "due_on", "weight"), line, strict=True):
            data[f"form-{place}-{name}"] = value
    return data | more


def post_plan(client, task, by, *lines, **more):
    client.force_login(by)
    client.cookies["django_language"] = "en"
    return client.post(f"/tasks/{task.pk}/stages/plan/", typed(task, *lines, **more))


def plan_and_approve(task, anna, rita, today, number=1):
    lines = [StageLine(f"节点{n}", today + timedelta(days=n)) for n in range(number)]
    staging.plan_stages(task_id=task.pk, seen=seen(task), lines=lines, by=anna, now=timezone.now())
    now = timezone.now()
    return staging.approve_stages(task_id=task.pk, seen=seen(task), by=rita, now=now)


def test_four_quarters_are_written_in_one_form_and_approved(client, task, anna, rita, today):
    lines = [(f"第{n}季度", today + timedelta(days=20 * n), "25") for n in range(1, 5)]
    assert post_plan(client, task, anna, *lines, ("", "", "")).status_code == 302
    assert list(stages_to_approve(rita)) == [task]
    client.force_login(rita)
    assert f"/tasks/{task.pk}/stages/" in client.get("/tasks/extensions/").text
    response = client.post(f"/tasks/{task.pk}/stages/approve/", {"seen": seen(task)})
    assert response.status_code == 302
    assert {each.state for each in task.milestones.all()} == {StageState.APPROVED}
    assert list(stages_to_approve(rita)) == []


def test_a_stage_is_reached_and_another_left_out(client, task, anna, rita, ines, today):
    first, second = plan_and_approve(task, anna, rita, today, 2)
    client.force_login(anna)
    said = {"done_on": today, "proof": "批复已取得。"}
    assert client.post(f"/tasks/stages/{first.pk}/reach/", said).status_code == 302
    client.force_login(ines)
    reason = {"reason": "并入省级工程。"}
    assert client.post(f"/tasks/stages/{second.pk}/waive/", reason).status_code == 302
    states = [each.state for each in Milestone.objects.order_by("pk")]
    assert states == [StageState.REACHED, StageState.WAIVED]


def test_what_was_recorded_by_mistake_is_taken_back(client, task, anna, rita, today):
    (stage,) = plan_and_approve(task, anna, rita, today)
    client.force_login(anna)
    client.post(f"/tasks/stages/{stage.pk}/reach/", {"done_on": today, "proof": "批复已取得。"})
    address = f"/tasks/stages/{stage.pk}/take-back/"
    assert address in client.get(f"/tasks/{task.pk}/stages/").text
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "验收未通过。"}).status_code == 302
    page = client.get(f"/tasks/{task.pk}/stages/").text
    assert "验收未通过。" in page and f"/tasks/stages/{stage.pk}/reach/" in page


def test_weights_may_carry_their_sign(client, task, anna, today):
    assert post_plan(client, task, anna, ("竣工", today, "100％")).status_code == 302
    assert task.milestones.get().weight == 100


def test_the_ends_of_the_quarters_to_come_are_offered(client, task, anna, today):
    client.force_login(anna)
    page = client.get(f"/tasks/{task.pk}/stages/").text
    assert page.count('type="date"') == 4


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (("竣工", "0000-00-00", ""), "year-month-day"),
        (("竣工", "2099-12-31", ""), "after the task itself"),
        (("竣工", "2000-01-01", ""), "Check the year"),
        (("竣工", "0001-01-01", ""), "of the years 2000 to 2100"),
        (("竣工", "", ""), "Choose the day"),
        (("竣工", "2026-02-30", ""), "year-month-day"),
        (("x" * 10**6, "2026-12-01", ""), "Shorten it"),
        (("a\x00b", "2026-12-01", ""), "cannot be stored"),
        (("竣工", "2026-12-01", "NaN"), "Write a number"),
        (("竣工", "2026-12-01", "1e400"), "above 0"),
        (("竣工", "2026-12-01", "99"), "add up to 100"),
        (("", "2026-12-01", "100"), "Name the stage"),
    ],
)
def test_bad_input_comes_back_with_its_sentence(line, says, client, task, anna):
    response = post_plan(client, task, anna, line)
    assert (response.status_code, says in response.text) == (422, True)
    assert not task.milestones.exists()


@pytest.mark.parametrize("total", ["", "x", "-1", "100000"])
def test_a_broken_form_changes_nothing(total, client, task, anna, rita, today):
    plan_and_approve(task, anna, rita, today)
    line = ("竣工", today, "")
    response = post_plan(client, task, anna, line, **{"form-TOTAL_FORMS": total})
    assert response.status_code == 422
    assert task.milestones.count() == 1


def test_a_stale_plan_is_shown_what_is_there_now(client, task, anna, rita, today):
    post_plan(client, task, anna, ("主体封顶", today, ""))
    response = post_plan(client, task, rita, ("竣工验收", today, ""), seen="0" * 16)
    assert response.status_code == 422
    assert "Somebody changed the stages" in response.text
    assert "主体封顶" in response.text and "竣工验收" in response.text


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"done_on": "0000-01-01", "proof": "批复"}, "year-month-day"),
        ({"done_on": "2099-01-01", "proof": "批复"}, "still to come"),
        ({"done_on": "2026-01-01", "proof": ""}, "how it shows"),
        ({"done_on": "", "proof": "x" * 10**6}, "Choose the day"),
    ],
)
def test_what_is_said_of_a_stage_comes_back_with_its_sentence(
    said, says, client, task, anna, rita, today
):
    (stage,) = plan_and_approve(task, anna, rita, today)
    client.force_login(anna)
    client.cookies["django_language"] = "en"
    response = client.post(f"/tasks/stages/{stage.pk}/reach/", said)
    assert (response.status_code, says in response.text) == (422, True)


@pytest.mark.parametrize(
    ("who", "status"),
    [("anna", 302), ("rita", 302), ("vera", 403), ("ines", 403), ("lena", 403), ("sam", 404)],
)
def test_only_the_lead_unit_plans(who, status, request, client, task, today):
    person = request.getfixturevalue(who)
    assert post_plan(client, task, person, ("竣工", today, "")).status_code == status
    assert task.milestones.exists() == (status == 302)


@pytest.mark.parametrize(
    ("verb", "who", "status"),
    [
        ("reach", "anna", 302),
        ("reach", "vera", 403),
        ("reach", "ines", 403),
        ("reach", "sam", 404),
        ("take-back", "anna", 422),
        ("take-back", "vera", 403),
        ("take-back", "ines", 403),
        ("waive", "ines", 302),
        ("waive", "anna", 403),
        ("waive", "lena", 403),
        ("waive", "sam", 404),
    ],
)
def test_each_stage_has_its_people(verb, who, status, request, client, task, anna, rita, today):
    (stage,) = plan_and_approve(task, anna, rita, today)
    client.force_login(request.getfixturevalue(who))
    said = {"done_on": today, "proof": "批复已取得。", "reason": "并入省级工程。"}
    assert client.post(f"/tasks/stages/{stage.pk}/{verb}/", said).status_code == status


def test_everybody_at_work_reads_the_stages_and_nobody_else(client, task, vera, lena, sam):
    codes = []
    for person in (vera, lena, sam):
        client.force_login(person)
        codes.append(client.get(f"/tasks/{task.pk}/stages/").status_code)
    assert codes == [200, 200, 404]


@pytest.mark.parametrize("number", [2, 20])
def test_the_page_costs_the_same_however_many_stages(
    number, client, task, anna, rita, today, django_assert_num_queries
):
    plan_and_approve(task, anna, rita, today, number)
    client.force_login(anna)
    with django_assert_num_queries(8):
        client.get(f"/tasks/{task.pk}/stages/")


def test_the_box_shows_what_was_known_on_a_day(task, anna, rita, today):
    (stage,) = plan_and_approve(task, anna, rita, today)
    said = {"done_on": today, "proof": "批复已取得。", "by": anna, "now": timezone.now()}
    staging.reach_stage(milestone_id=stage.pk, **said)
    assert [row.state for row in stage_box(anna, task, on=today).rows] == [StageState.REACHED]
    Milestone.objects.update(approved_at=timezone.now() - timedelta(days=9))
    before = stage_box(anna, task, on=today - timedelta(days=1))
    assert [row.state for row in before.rows] == [StageState.APPROVED]
    assert stage_box(anna, task, on=today - timedelta(days=20)).rows == ()
