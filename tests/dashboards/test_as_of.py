"""What a page of an earlier day shows is what was known then; today's shows what is known now."""

import re
from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from core.calendar import end_of
from dashboards import urls
from dashboards.queries import Scope, leader_overview, office_overview
from dashboards.queries.ahead import due_within
from indicators.models import Amendment, AmendmentState
from indicators.services import NewTarget, add_targets, override_verdict, record_measurement
from plans.services import close_plan, reopen_plan
from reports.models import Decision, ReportState, Submission
from tasks.models import Extension, ExtensionState
from tasks.services import move_task
from tests import make

# The last day of last month; everything new was recorded in the moment that followed it.
DAY = timezone.localdate().replace(day=1) - timedelta(days=1)
CLOSED = DAY.replace(day=1) - timedelta(days=1)
BEFORE, AFTER = end_of(DAY - timedelta(days=9)), end_of(DAY)
DUE, ASKED, GRANTED = DAY - timedelta(days=7), DAY + timedelta(days=80), DAY + timedelta(days=70)
REASON = "现场核查后由督查室确认"
# Pages without figures: the text of a plan, a draft, which has no past, places of words.
WITHOUT_FIGURES = {
    "source",
    "draft_superior",
    "link_superior",
    "choose_superior",
    "search",
}
# Between two plans of which one cites the other; see test_cascade.py and test_superior.py.
OF_TWO_PLANS = {"superior", "cascade", "cascade-lines", "beside"}
FILES = ("-xlsx", "-csv")
FIGURES = [
    route.name
    for route in urls.urlpatterns
    if route.name not in WITHOUT_FIGURES | OF_TWO_PLANS and not str(route.name).endswith(FILES)
]
WHO = {"unit": "anna", "inbox": "ines", "office": "otto"}
# What each page shows: on that day only, and today only.
VALUE, PROMISE = ("111.37", "177.53"), ("2718.3", "1634.1")
DATE, PERCENT = (f"{DUE}", f"{GRANTED}"), ("", "61.73")
SHOWN = {
    "leader": [VALUE, PROMISE, (f"{DUE}", "")],
    "targets": [VALUE, PROMISE],
    "tasks": [DATE, PERCENT],
    "plan": [VALUE, PROMISE, DATE, PERCENT],
    "unit": [VALUE, PROMISE, DATE, PERCENT],
    # What was corrected, amended or granted stays on these pages, beside what holds now.
    "target": [("", "177.53"), ("", REASON)],
    "amended": [("", "1634.1")],
    "task": [("", f"{GRANTED}"), PERCENT],
    "coverage": [("待审核", "已通过")],
    "/api/v1/plans/": [VALUE, DATE, PERCENT],
    "/api/v1/overview/": [VALUE, PROMISE],
}


@pytest.fixture
def known(plan, north, south, anna, rita, ines, lena):
    """A corrected value, an amended target, an extension, a late approval, a lamp set by hand."""
    plan.published_at = BEFORE - timedelta(days=300)
    plan.starts_on, plan.ends_on = CLOSED - timedelta(days=250), DAY + timedelta(days=100)
    plan.save()
    target, amended = (
        make.target(plan, north, name=name, value=Decimal(value), due_on=plan.ends_on)
        for name, value in (("甲", "1000"), ("乙", "1634.1"))
    )
    for value, moment in (("111.37", BEFORE), ("177.53", AFTER)):
        record_measurement(
            target_id=target.pk,
            period_ends_on=CLOSED,
            value=Decimal(value),
            origin="test",
            by=None,
            now=moment,
        )
    facts = {"old_value": Decimal("2718.3"), "new_value": amended.value}
    Amendment.objects.create(
        target=amended,
        state=AmendmentState.APPLIED,
        old_due_on=plan.ends_on,
        new_due_on=plan.ends_on,
        doc_number="云政发〔2026〕9号",
        reason="口径调整",
        requested_by=rita,
        requested_at=BEFORE,
        decided_by=lena,
        decided_at=AFTER,
        **facts,
    )
    record_measurement(
        target_id=amended.pk,
        period_ends_on=CLOSED,
        value=Decimal(101),
        origin="test",
        by=None,
        now=BEFORE,
    )
    override_verdict(target_id=target.pk, band="behind", reason=REASON, by=ines, now=AFTER)
    task = make.task(plan, north, south, due_on=GRANTED)
    _granted(task, anna)
    _approved(plan, task, anna, rita)
    things = {"plan": plan, "target": target, "amended": amended, "task": task}
    return things | {"indicator": target.indicator}


def _granted(task, anna):
    Extension.objects.create(
        task=task,
        state=ExtensionState.GRANTED,
        old_due_on=DUE,
        asked_due_on=ASKED,
        granted_due_on=GRANTED,
        reason="设备到货推迟",
        progress="已完成招标",
        asked_by=anna,
        asked_at=BEFORE,
        decided_at=AFTER,
    )


def _approved(plan, task, anna, rita):
    period = make.period(
        plan,
        opens_on=CLOSED.replace(day=1),
        starts_on=CLOSED.replace(day=1),
        ends_on=CLOSED,
        opened_at=end_of(CLOSED.replace(day=1)),
        due_at=end_of(CLOSED + timedelta(days=9)),
    )
    report = make.report(period, task.assignments.get(role="lead"), state=ReportState.APPROVED)
    Submission.objects.create(
        report=report,
        version=1,
        percent=Decimal("61.73"),
        saved_at=BEFORE,
        submitted_at=BEFORE,
        written_by=anna,
        reviewed_at=AFTER,
        reviewed_by=rita,
        decision=Decision.APPROVED,
    )
    move_task(task_id=task.pk, percent=Decimal("61.73"), on=CLOSED, by=rita, now=AFTER)


def address(name, known):
    if name == "/api/v1/plans/":
        return f"{name}{known['plan'].pk}/"
    if name.startswith("/"):
        return name
    if name in known:
        page = "target" if name == "amended" else name
        return reverse(f"dashboards:{page}", args=[known[name].pk])
    return reverse(f"dashboards:{name}")


def shown(client, where, **query):
    response = client.get(where, query)
    assert response.status_code == 200
    return unescape(response.content.decode())


@pytest.mark.parametrize("name", SHOWN)
def test_a_page_shows_what_was_known(client, request, known, name):
    client.force_login(request.getfixturevalue(WHO.get(name, "lena")))
    then = shown(client, address(name, known), as_of=str(DAY))
    today = shown(client, address(name, known))
    for old, new in SHOWN[name]:
        assert (old in then, new and new in then) == (True, new and False), (old, new)
        assert (old and old in today, new in today) == (old and False, True), (old, new)


@pytest.mark.parametrize("name", FIGURES)
def test_every_page_with_figures_says_as_of_when_and_keeps_it(client, request, known, name):
    client.force_login(request.getfixturevalue(WHO.get(name, "lena")))
    page = shown(client, address(name, known), as_of=str(DAY))
    # The day of a meeting is chosen on the overview that it begins from.
    assert (str(DAY) if name == "meeting" else f'name="as_of" value="{DAY}"') in page
    assert not [link for link in _figures(page) if f"as_of={DAY}" not in link]
    today = shown(client, address(name, known))
    assert not [link for link in _figures(today) if "as_of=" in link]


def _figures(page):
    """What the lamp was before is judged as of its own day, whatever day is asked for."""
    links = re.findall(r'href="(/[^"]*)"', page.split("<main")[1])
    return [link for link in links if _has_figures(link) and not link.endswith("#why")]


def _has_figures(link):
    return re.match(
        r"/(overview|office|my-unit|plans|targets|tasks|reports)/(\d+/|late/)?(reports/)?(\?|$)",
        link,
    )


@pytest.mark.parametrize("text", ["9999-12-31", "0000-01-01", "morgen", "2026-02-30", ""])
def test_the_future_and_nonsense_are_today(client, known, lena, text):
    client.force_login(lena)
    page = client.get(address("leader", known), {"as_of": text}).context["page"]
    assert page.overview.on == timezone.localdate()


def test_programs_must_write_a_day(client, known, lena):
    client.force_login(lena)
    for where in ("/api/v1/overview/", "/api/v1/plans/"):
        assert client.get(where, {"as_of": "morgen"}).status_code == 400
        assert client.get(where, {"as_of": str(DAY)}).status_code == 200


def test_what_was_not_published_was_not_known(client, known, lena):
    day = timezone.localdate(known["plan"].published_at) - timedelta(days=1)
    assert leader_overview(Scope(lena, day)).targets == 0
    client.force_login(lena)
    listed = client.get(reverse("dashboards:plans"), {"as_of": str(day)}).context["page"]
    assert listed.paginator.count == 0
    # The page of the plan itself begins on the day of its publication.
    page = client.get(address("plan", known), {"as_of": str(day)}).context["scope"]
    assert page.on == day + timedelta(days=1)


def test_coverage_counts_what_had_been_sent(known, otto):
    (then,), (now,) = (
        office_overview(Scope(otto, day)).periods for day in (DAY - timedelta(days=30), DAY)
    )
    assert (then.coverage.received, now.coverage.received) == (0, 1)


def test_the_lamps_so_far_say_what_was_decided(client, known, lena):
    client.force_login(lena)
    page = client.get(address("target", known)).content.decode()
    so_far = page.partition('<h2 id="lamps">')[2].partition("<h2")[0]
    assert REASON in so_far


def test_a_day_of_the_first_century_breaks_nothing(client, known, lena):
    client.force_login(lena)
    assert client.get(address("leader", known), {"as_of": "0001-01-01"}).status_code == 200
    assert date.min.year == 1


@pytest.mark.parametrize("text", ["0000-00-00", "9999-99-99", "2026-02-29", "abc", "2999-01-01"])
def test_what_is_no_past_day_is_said_to_be_none(text, client, known, lena):
    client.force_login(lena)
    client.cookies["django_language"] = "en"
    page = client.get(address("leader", known), {"as_of": text}).content.decode()
    assert f"“{text}” is no day from 2000 up to today" in page


@pytest.mark.parametrize(("day", "told"), [("2001-02-03", True), (str(BEFORE.date()), False)])
def test_a_day_before_there_was_anything_is_said_to_be_moved(day, told, client, known, lena):
    client.force_login(lena)
    client.cookies["django_language"] = "en"
    page = client.get(address("target", known), {"as_of": day}).content.decode()
    assert (f"On {day} there was nothing to see here yet" in page) is told
    assert "is no day" not in page


@pytest.fixture
def closed_meanwhile(known, otto):
    """The plan was closed after the day, opened again a day later and closed for good."""
    wish = {"plan_id": known["plan"].pk, "reason": "年度任务完成。", "by": otto}
    close_plan(**wish, now=BEFORE + timedelta(days=2))
    reopen_plan(**wish, now=BEFORE + timedelta(days=4))
    close_plan(**wish, now=AFTER)
    return known["plan"]


@pytest.mark.parametrize(
    ("day", "plans"),
    [
        (BEFORE + timedelta(days=1), 1),
        (BEFORE + timedelta(days=2), 0),
        (BEFORE + timedelta(days=3), 0),
        (BEFORE + timedelta(days=4), 1),
        (BEFORE + timedelta(days=8), 1),
        (AFTER, 0),
    ],
)
def test_an_overview_has_the_plans_that_were_being_carried_out(day, plans, closed_meanwhile, otto):
    shown = office_overview(Scope(otto, timezone.localdate(day)))
    assert [len(shown.plans), len(shown.periods)] == [plans, plans]


def test_a_closed_plan_is_offered_and_named_as_it_stood(client, closed_meanwhile, lena):
    client.force_login(lena)
    client.cookies["django_language"] = "en"
    plan, query = closed_meanwhile, {"as_of": str(DAY)}
    for where in ("plans", "leader", "targets"):
        address = reverse(f"dashboards:{where}")
        assert plan.title in shown(client, address, **query)
    assert plan.title not in shown(client, reverse("dashboards:leader"))
    page = reverse("dashboards:plan", args=[plan.pk])
    for asked, state in (({}, "closed"), (query, "active")):
        assert f"<dd>{state}</dd>" in shown(client, page, **asked)
    filtered = reverse("dashboards:plans")
    assert plan.title in shown(client, filtered, state="active", **query)
    assert plan.title not in shown(client, filtered, state="closed", **query)


def test_nobody_moves_a_plan_on_an_earlier_day(client, known, otto):
    client.force_login(otto)
    page, close = address("plan", known), reverse("tasks:plan-close", args=[known["plan"].pk])
    assert close in shown(client, page)
    assert close not in shown(client, page, as_of=str(DAY))


def test_late_reports_are_those_of_the_plans_of_the_day(closed_meanwhile, otto):
    Submission.objects.all().delete()
    days = [BEFORE + timedelta(days=n) for n in (1, 2, 4, 9)]
    late = [leader_overview(Scope(otto, timezone.localdate(day))).late for day in days]
    assert late == [1, 0, 1, 0]


def test_what_falls_due_is_what_was_promised_then(known, north, lena):
    """An amendment that came later moved the day out of sight."""
    target, plan = known["amended"], known["plan"]
    due = DAY + timedelta(days=10)
    Amendment.objects.filter(target=target).update(old_due_on=due, new_due_on=plan.ends_on)
    (line,) = (
        each for each in due_within(Scope(lena, DAY), north, days=30) if each.pk == target.pk
    )
    assert line.on == due
    today = Scope(lena, timezone.localdate(), timezone.now())
    assert target.pk not in [each.pk for each in due_within(today, north, days=30)]


@pytest.fixture
def added(known, north):
    """A number that came into the plan after the day."""
    wish = NewTarget("丙", "个", "stock", "at_least", Decimal(5), lead_unit=north)
    (target,) = add_targets(plan=known["plan"], wishes=[wish], by=None, now=AFTER)
    return target


@pytest.mark.parametrize(("day", "targets"), [(DAY, 2), (timezone.localdate(AFTER), 3)])
def test_a_target_that_was_added_later_was_not_known(day, targets, added, client, lena):
    assert leader_overview(Scope(lena, day)).targets == targets
    client.force_login(lena)
    (plan,) = client.get(reverse("dashboards:plans"), {"as_of": str(day)}).context["page"]
    assert plan.target_count == targets
    listed = client.get("/api/v1/targets/", {"as_of": str(day)}).json()
    assert len(listed["results"]) == targets


@pytest.mark.parametrize("page", ["dashboards:target", "indicators:verdicts"])
def test_the_pages_of_a_target_begin_with_it(page, added, client, lena):
    client.force_login(lena)
    told = shown(client, reverse(page, args=[added.pk]), as_of=str(DAY))
    assert str(timezone.localdate(AFTER)) in told
