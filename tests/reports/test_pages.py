from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from reports import services
from reports.models import ReportState, Submission
from reports.rules import Content
from tests import make
from units.models import Membership
from units.rules import Role

GOOD = Content(percent=Decimal(60), progress="已完成入库评审。", problems="资金未到位。")
TYPED = {"revision": "0", "percent": "60", "progress": "已完成入库评审。", "problems": ""}


def url(name, *args):
    return reverse(f"reports:{name}", args=args)


# --- The same battery for every page ---

LISTS = {
    "mine": "anna",
    "review": "rita",
    "office-review": "otto",
    "late": "ines",
    "list": "lena",
}


@pytest.mark.parametrize(("name", "who"), LISTS.items())
def test_a_list_works(name, who, sent, as_, request):
    assert as_(request.getfixturevalue(who)).get(url(name)).status_code == 200


@pytest.mark.parametrize(("name", "who"), LISTS.items())
def test_a_list_takes_no_post(name, who, as_, request):
    assert as_(request.getfixturevalue(who)).post(url(name)).status_code == 405


@pytest.mark.parametrize("who", ["sam", "sue", "ada"])
@pytest.mark.parametrize("name", LISTS)
def test_the_three_administrators_find_no_list(name, who, as_, request):
    assert as_(request.getfixturevalue(who)).get(url(name)).status_code == 404


@pytest.mark.parametrize(("name", "who"), [("mine", "rita"), ("review", "anna")])
def test_a_first_screen_belongs_to_its_role(name, who, as_, request):
    assert as_(request.getfixturevalue(who)).get(url(name)).status_code == 404


@pytest.mark.parametrize("who", ["anna", "rita", "hugo", "ines", "otto", "lena"])
def test_those_concerned_read_a_report(who, sent, as_, request):
    page = as_(request.getfixturevalue(who)).get(url("report", sent.pk))
    assert page.status_code == 200
    assert GOOD.progress in page.content.decode()


@pytest.mark.parametrize("who", ["vera", "sam", "ada"])
def test_a_stranger_finds_no_report(who, report, as_, request):
    client = as_(request.getfixturevalue(who))
    assert client.get(url("report", report.pk)).status_code == 404
    assert client.post(url("write", report.pk), TYPED).status_code == 404
    assert client.post(url("decide", report.pk), TYPED).status_code == 404


@pytest.mark.parametrize("who", ["rita", "hugo", "ines", "otto", "lena"])
def test_a_reader_writes_nothing(who, report, as_, request):
    client = as_(request.getfixturevalue(who))
    assert client.post(url("write", report.pk), TYPED).status_code == 403
    assert 'name="act"' not in client.get(url("report", report.pk)).content.decode()
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("anna", 403), ("hugo", 403), ("ines", 422), ("lena", 403)]
)
def test_a_reader_reviews_nothing(who, status, sent, as_, request):
    """The office may decide once the report has left its unit, and is told so."""
    client = as_(request.getfixturevalue(who))
    review = {"revision": sent.revision, "decision": "approved"}
    assert client.post(url("decide", sent.pk), review).status_code == status
    assert 'name="decision"' not in client.get(url("report", sent.pk)).content.decode()
    sent.refresh_from_db()
    assert sent.state == ReportState.SUBMITTED


@pytest.mark.parametrize("name", ["write", "decide"])
def test_acts_take_no_get(name, report, anna, as_):
    assert as_(anna).get(url(name, report.pk)).status_code == 405


# --- To report ---


def test_what_was_returned_comes_first_with_its_reason(
    sent, plan, period, north, anna, rita, now, as_
):
    make.report(period, make.task(plan, north, title="先到期").assignments.get())
    seen = {"report_id": sent.pk, "revision": 1}
    services.return_report(**seen, reason="请附名单。", by=rita, now=now)
    page = as_(anna).get(url("mine"))
    assert page.context["lines"][0].report == sent
    assert "Rita returned it on 2026-10-14 10:00: 请附名单。" in page.content.decode()


def test_the_reason_stays_while_the_unit_mends_its_draft(sent, anna, rita, now, as_):
    services.return_report(report_id=sent.pk, revision=1, reason="请附名单。", by=rita, now=now)
    services.save_draft(report_id=sent.pk, revision=2, content=GOOD, by=anna, now=now)
    assert "请附名单。" in as_(anna).get(url("mine")).content.decode()
    assert "请附名单。" in as_(anna).get(url("report", sent.pk)).content.decode()


def test_last_period_stands_beside_what_is_to_be_written(august, report, anna, as_):
    (line,) = as_(anna).get(url("mine")).context["lines"]
    assert (line.report, line.previous.report) == (report, august)
    assert "已印发方案" in as_(anna).get(url("report", report.pk)).content.decode()


def test_the_list_leaves_out_what_was_sent_until_it_is_asked_for(sent, anna, as_):
    assert not as_(anna).get(url("mine")).context["lines"]
    (line,) = as_(anna).get(url("mine"), {"state": "submitted"}).context["lines"]
    assert line.report == sent


def test_only_ones_own_units_are_listed(report, vera, as_):
    assert not as_(vera).get(url("mine")).context["lines"]


@pytest.mark.parametrize("name", ["plan", "unit", "task", "target", "period", "state", "page"])
@pytest.mark.parametrize(
    "nonsense", ["²", "-1", "x", "9" * 18, "9" * 400, "2026-02-30", "\x00", ""]
)
def test_nonsense_in_the_address_is_no_error(name, nonsense, report, ines, as_):
    assert as_(ines).get(url("list"), {name: nonsense}).status_code == 200


def test_filters_stand_in_the_address(plan, report, period, north, city, anna, as_):
    other = make.period(make.plan(city))
    wanted = make.report(other, make.task(other.plan, north).assignments.get())
    client = as_(anna)
    for query in ({"plan": other.plan.pk}, {"plan": other.plan.pk, "period": "2026-09-30"}):
        assert [line.report for line in client.get(url("list"), query).context["lines"]] == [wanted]
    assert not client.get(url("list"), {"period": "2026-08-31"}).context["lines"]


# --- Late ---


def test_late_reports_stand_by_unit(report, period, task, ines, as_):
    make.report(
        period, task.assignments.get(role="assist"), due_at=datetime(2026, 9, 1, tzinfo=UTC)
    )
    by_unit = as_(ines).get(url("late")).context["by_unit"]
    assert {(unit.name, unit.reports) for unit in by_unit} == {("市科技局", 1), ("市财政局", 1)}


def test_what_waits_for_review_is_not_late(sent, ines, as_):
    assert not as_(ines).get(url("late")).context["lines"]


def test_a_unit_sees_only_its_own_late_reports(report, hugo, vera, as_):
    assert [line.report for line in as_(hugo).get(url("late")).context["lines"]] == [report]
    assert not as_(vera).get(url("late")).context["lines"]


@pytest.mark.parametrize(("name", "who"), [("mine", "anna"), ("review", "rita")])
def test_the_first_screen_says_what_waits_for_a_receipt(name, who, task, request, as_):
    client = as_(request.getfixturevalue(who))
    assert "1 task waits for your receipt." in client.get(url(name)).text
    task.assignments.update(received_at=make.NOW)
    assert "for your receipt" not in client.get(url(name)).text


# --- What the pages cost ---


@pytest.mark.parametrize("rows", [2, 20])
@pytest.mark.parametrize(
    ("name", "who", "queries"),
    [("mine", "anna", 14), ("review", "rita", 13), ("late", "ines", 11), ("list", "ines", 11)],
)
def test_a_list_costs_the_same_however_long(
    name, who, queries, rows, city, north, anna, rita, ines, now, as_, django_assert_num_queries
):
    state = ReportState.SUBMITTED if name == "review" else ReportState.OPEN
    for _ in range(rows):
        period = make.period(make.plan(city))
        about = make.task(period.plan, north).assignments.get()
        owed = make.report(period, about, state=state, due_at=datetime(2026, 10, 1, tzinfo=UTC))
        facts = {"version": 1, "saved_at": now, "submitted_at": now, "written_by": anna}
        Submission.objects.create(report=owed, **facts)
    client = as_({"anna": anna, "rita": rita, "ines": ines}[who])
    with django_assert_num_queries(queries):
        assert len(client.get(url(name)).context["lines"]) == rows


@pytest.mark.parametrize("parts", [1, 8])
def test_a_report_costs_the_same_however_many_units_assist(
    parts, plan, period, north, city, anna, as_, django_assert_num_queries
):
    units = [make.unit(f"第{n}街道", scope=city) for n in range(parts)]
    task = make.task(plan, north, *units)
    reports = [make.report(period, part) for part in task.assignments.order_by("order")]
    client = as_(anna)
    with django_assert_num_queries(14):
        assert client.get(url("report", reports[0].pk)).status_code == 200


def test_whoever_reports_for_two_units_is_told_for_which(client, anna, report, south):
    client.force_login(anna)
    mine = reverse("reports:mine")
    assert f"· {report.unit.name}" not in client.get(mine).content.decode()
    Membership.objects.create(user=anna, unit=south, role=Role.REPORTER)
    assert f"· {report.unit.name}" in client.get(mine).content.decode()
