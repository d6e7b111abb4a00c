"""`?as_of=`: lists and lines answer what was known at the end of that day, or refuse the day."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from core.calendar import end_of
from indicators.models import Amendment, AmendmentState, Target
from indicators.queries import judged_targets
from indicators.services import record_measurement
from plans.services import close_plan, reopen_plan
from reports.rules import Content
from reports.services import approve_report, correct_report, submit_report
from tasks.models import Extension, ExtensionState
from tasks.rules import TaskVerb
from tasks.services import Papers, move, move_task
from tests import make
from tests.api.problems import wrong

# The day that is asked about; everything new was recorded in the moment that followed it.
DAY = timezone.localdate().replace(day=1) - timedelta(days=6)
CLOSED = DAY.replace(day=1) - timedelta(days=1)
BEFORE, AFTER = end_of(DAY - timedelta(days=1)), end_of(DAY)
LISTS = ("plans", "targets", "tasks", "reports")


def get(client, path, status=200, **query):
    answer = client.get(f"/api/v1/{path}/", query)
    assert answer.status_code == status
    return answer.json()


@pytest.fixture
def plan(city):
    published = end_of(CLOSED - timedelta(days=200))
    return make.plan(city, published_at=published, starts_on=CLOSED - timedelta(days=199))


@pytest.fixture
def period(plan):
    days = {"starts_on": CLOSED.replace(day=1), "ends_on": CLOSED, "opens_on": CLOSED}
    return make.period(plan, **days, opened_at=end_of(CLOSED), due_at=BEFORE)


@pytest.fixture
def task(plan, north, south, otto):
    """Due a year later, and suspended, since yesterday's yesterday."""
    task = make.task(plan, north, south, due_on=DAY + timedelta(days=365))
    Extension.objects.create(
        task=task,
        state=ExtensionState.GRANTED,
        old_due_on=DAY - timedelta(days=3),
        asked_due_on=DAY + timedelta(days=365),
        granted_due_on=task.due_on,
        reason="设备到货推迟",
        progress="已完成招标",
        asked_by=otto,
        asked_at=BEFORE,
        decided_at=AFTER,
    )
    move_task(task_id=task.pk, percent=Decimal("61.73"), on=CLOSED, by=otto, now=AFTER)
    papers = Papers(document="云政办发〔2026〕8号")
    move(task_id=task.pk, verb=TaskVerb.SUSPEND, by=otto, now=AFTER, papers=papers)
    task.assignments.filter(unit=south).update(ended_on=DAY + timedelta(days=1))
    return task


@pytest.fixture
def target(plan, north, otto, lena):
    """1000 by the end of the year, until it was lowered to 800; 111 was mended to 177."""
    due = {"old_due_on": DAY + timedelta(days=30), "new_due_on": DAY + timedelta(days=395)}
    target = make.target(plan, north, value=Decimal(800), due_on=due["new_due_on"])
    Amendment.objects.create(
        target=target,
        state=AmendmentState.APPLIED,
        old_value=Decimal(1000),
        new_value=Decimal(800),
        doc_number="云政发〔2026〕9号",
        reason="口径调整",
        requested_by=otto,
        requested_at=BEFORE,
        decided_by=lena,
        decided_at=AFTER,
        **due,
    )
    facts: dict[str, Any] = {
        "target_id": target.pk,
        "period_ends_on": CLOSED,
        "origin": "test",
        "by": None,
    }
    for value, now in ((111, BEFORE), (177, AFTER)):
        record_measurement(**facts, value=Decimal(value), now=now)
    return target


@pytest.fixture
def report(period, task, anna, rita):
    """Sent late on the day itself, approved and corrected after it."""
    report = make.report(period, task.assignments.get(role="lead"))
    pk: dict[str, Any] = {"report_id": report.pk}
    first = Content(percent=Decimal(41), progress="完成选址。")
    hour = timedelta(hours=1)
    submit_report(**pk, revision=0, content=first, by=anna, now=AFTER - hour)
    approve_report(**pk, revision=1, by=rita, now=AFTER)
    better = Content(percent=Decimal(37), progress="选址论证退回。")
    correct_report(**pk, revision=2, content=better, reason="口径有误。", by=anna, now=AFTER + hour)
    return report


# --- What was known ---


def test_a_report_is_what_it_was(client, report, lena):
    client.force_login(lena)
    then = get(client, f"reports/{report.pk}", as_of=DAY)
    now = get(client, f"reports/{report.pk}")
    assert (then["state"], now["state"]) == ("submitted", "correcting")
    assert [len(each["submissions"]) for each in (then, now)] == [1, 2]
    (sent,) = then["submissions"]
    assert (sent["percent"], sent["decision"], sent["reviewed_by"]) == ("41.00", "", None)
    assert (then["sent_late"], now["sent_late"]) == (False, True)


def test_a_report_that_was_late_on_that_day_is_said_to_be(client, report, lena):
    client.force_login(lena)
    days = {DAY - timedelta(days=n): late for n, late in ((2, False), (1, False), (0, False))}
    told = {day: get(client, "reports", as_of=day)["results"][0]["overdue"] for day in days}
    assert told == days
    report.submissions.all().delete()
    assert len(get(client, "reports", as_of=DAY, overdue="true")["results"]) == 1
    (line,) = get(client, "reports", as_of=DAY)["results"]
    assert (line["state"], line["overdue"]) == ("open", True)
    assert line["due_on"] == str(DAY - timedelta(days=1))


def test_a_task_is_what_it_was(client, task, lena):
    client.force_login(lena)
    then, now = get(client, f"tasks/{task.pk}", as_of=DAY), get(client, f"tasks/{task.pk}")
    assert (then["state"], now["state"]) == ("dispatched", "suspended")
    assert (then["due_on"], now["due_on"]) == (str(DAY - timedelta(days=3)), str(task.due_on))
    assert (then["percent"], now["percent"]) == (None, "61.73")
    assert (then["assist_units"], now["assist_units"]) == (["市财政局"], [])


def test_a_target_is_what_it_was(client, target, lena):
    client.force_login(lena)
    then, now = (get(client, f"targets/{target.pk}", **q) for q in ({"as_of": DAY}, {}))
    assert (then["value"], now["value"]) == ("1000.000000", "800.000000")
    assert (then["due_on"], now["due_on"]) == (str(DAY + timedelta(days=30)), str(target.due_on))
    assert (then["latest_value"], now["latest_value"]) == ("111.000000", "177.000000")


def test_a_plan_has_the_promises_and_units_of_the_day(client, task, target, lena):
    client.force_login(lena)
    then = get(client, f"plans/{task.plan_id}", as_of=DAY)
    assert then["targets"][0]["value"] == "1000.000000"
    assert then["tasks"][0]["assist_units"] == ["市财政局"]


def test_a_plan_has_the_state_of_the_day(client, plan, otto, lena):
    wish = {"plan_id": plan.pk, "reason": "年度任务完成。", "by": otto}
    close_plan(**wish, now=AFTER)
    client.force_login(lena)
    assert get(client, f"plans/{plan.pk}")["state"] == "closed"
    assert get(client, f"plans/{plan.pk}", as_of=DAY)["state"] == "active"
    assert len(get(client, "plans", as_of=DAY, state="active")["results"]) == 1
    reopen_plan(**wish, now=AFTER + timedelta(days=2))
    states = [
        get(client, f"plans/{plan.pk}", as_of=DAY + timedelta(days=n))["state"] for n in range(4)
    ]
    assert states == ["active", "closed", "closed", "active"]


@pytest.mark.parametrize(
    ("path", "then", "now"),
    [
        ("tasks", {"state": "dispatched"}, {"state": "suspended"}),
        ("tasks", {"due_on": DAY - timedelta(days=3)}, {"due_on": DAY + timedelta(days=365)}),
        ("targets", {"due_on": DAY + timedelta(days=30)}, {"due_on": DAY + timedelta(days=395)}),
        ("reports", {"state": "submitted"}, {"state": "correcting"}),
    ],
)
def test_filters_ask_for_what_was_known(path, then, now, client, report, target, lena):
    client.force_login(lena)
    counts = [
        len(get(client, path, **then, as_of=DAY)["results"]),
        len(get(client, path, **then)["results"]),
    ]
    counts += [
        len(get(client, path, **now, as_of=DAY)["results"]),
        len(get(client, path, **now)["results"]),
    ]
    assert counts == [1, 0, 0, 1]


def test_a_unit_had_a_part_in_a_task(client, task, south, lena):
    client.force_login(lena)
    wish = {"unit": south.pk, "role": "assist"}
    assert len(get(client, "tasks", **wish, as_of=DAY)["results"]) == 1
    assert len(get(client, "tasks", **wish)["results"]) == 0


@pytest.mark.parametrize("path", LISTS)
def test_what_was_not_published_was_not_known(path, client, report, target, plan, lena):
    client.force_login(lena)
    day = timezone.localdate(plan.published_at) - timedelta(days=1)
    assert len(get(client, path, as_of=day)["results"]) == 0
    key = get(client, path)["results"][0]["id"]
    get(client, f"{path}/{key}", 404, as_of=day)


def test_the_overview_has_the_plans_of_the_day(client, target, otto, lena):
    close_plan(plan_id=target.plan_id, reason="年度任务完成。", by=otto, now=AFTER)
    client.force_login(lena)
    then, now = get(client, "overview", as_of=DAY), get(client, "overview")
    assert (then["targets"], now["targets"]) == (1, 0)


@pytest.mark.parametrize("shift", [-2, -1, 0, 1, 2])
def test_the_database_and_the_rules_agree_on_what_was_promised(shift, target):
    day = DAY + timedelta(days=shift)
    known = vars(Target.objects.as_known_on(day).get())
    (judged,) = judged_targets(Target.objects.all(), on=day)
    promised = judged.target.value, judged.target.due_on
    assert (known["known_value"], known["known_due_on"]) == promised


# --- Which day ---

NONSENSE = ("morgen", "2026-02-30", "0000-00-00", "0001-01-01", "2999-01-01", "NaN", "1e400", "")


@pytest.mark.parametrize("path", [*LISTS, "overview"])
@pytest.mark.parametrize("text", [*NONSENSE, "20260101", "２０２６-01-01", "\x00"])
def test_a_day_on_which_nothing_can_be_known_is_refused(path, text, client, db, lena):
    client.force_login(lena)
    (told,) = get(client, path, 400, as_of=text)["errors"]
    assert (told["parameter"], "2026-09-30" in told["detail"]) == ("as_of", True)


@pytest.mark.parametrize("text", NONSENSE)
def test_the_line_of_one_thing_refuses_it_as_well(text, client, report, target, lena):
    client.force_login(lena)
    keys = {"reports": report, "targets": target, "tasks": report.assignment.task}
    for path, thing in (keys | {"plans": target.plan}).items():
        get(client, f"{path}/{thing.pk}", 400, as_of=text)


@pytest.mark.parametrize("path", LISTS)
def test_today_is_today(path, client, report, target, lena):
    client.force_login(lena)
    assert get(client, path, as_of=timezone.localdate()) == get(client, path)


def test_the_refusal_is_told_in_the_callers_language(client, db, lena):
    client.force_login(lena)
    told = [
        client.get("/api/v1/tasks/", {"as_of": "x"}, headers={"accept-language": language}).json()
        for language in ("zh-hans", "en")
    ]
    assert told[0] != told[1]


def test_acts_are_about_now(client, report, ines):
    """Nobody acts on an earlier day."""
    client.force_login(ines)
    body = {"revision": report.revision + 3}
    where = f"/api/v1/reports/{report.pk}/approve/?as_of={DAY}"
    refused = client.post(where, body, content_type="application/json")
    assert (refused.status_code, wrong(refused)) == (400, ["as_of"])


@pytest.mark.parametrize(
    ("path", "queries"), [("plans", 4), ("targets", 4), ("tasks", 4), ("reports", 4)]
)
@pytest.mark.parametrize("size", [2, 20])
def test_an_earlier_day_costs_what_today_costs(
    path, queries, size, client, period, plan, north, south, lena, django_assert_num_queries
):
    for _ in range(size):
        about = make.task(plan, north, south)
        make.report(period, about.assignments.get(role="lead"))
        make.target(plan, south)
        make.plan(north, published_at=BEFORE)
    client.force_login(lena)
    with django_assert_num_queries(queries):
        assert len(get(client, path, as_of=DAY)["results"]) >= size


def test_the_description_has_the_day_wherever_it_is_taken(client, db):
    schema = client.get("/api/schema/", headers={"accept": "application/json"}).json()
    missing = []
    for path in LISTS:
        for address in (f"/api/v1/{path}/", f"/api/v1/{path}/{{id}}/"):
            named = {each["name"]: each for each in schema["paths"][address]["get"]["parameters"]}
            if named.get("as_of", {}).get("schema") != {"type": "string", "format": "date"}:
                missing.append(address)
    assert missing == []
