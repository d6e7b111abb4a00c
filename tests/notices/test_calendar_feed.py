"""Deadlines in one's own calendar program: the right days, for the right person, and no more."""

import logging
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from icalendar import Calendar, Event

from core.models import AuditEntry
from notices.models import CalendarFeed, Manner
from notices.services import hash_of, make_feed, withdraw_feed
from reports.models import Report, ReportState
from tasks.models import Milestone, Task
from tests import make
from units.models import Membership, User

PAGE, WITHDRAW = reverse("notices:calendar"), reverse("notices:calendar-withdraw")


@pytest.fixture(autouse=True)
def uncounted() -> None:
    """What other tests asked for does not count here."""
    cache.clear()


@pytest.fixture
def named(db) -> Manner:
    return Manner.objects.create(pk=1, names_things=True)


@pytest.fixture
def owed(report: Report, task: Task) -> Report:
    """Due by the end of 9 October 2026 in Beijing; the task itself by the end of November."""
    Task.objects.filter(pk=task.pk).update(due_on=date(2026, 11, 30))
    Milestone.objects.create(
        task=task, title="主体\n封顶", due_on=date(2026, 10, 30), approved_at=make.NOW
    )
    return report


def address(person: User) -> str:
    return reverse("notices:feed", args=[make_feed(by=person, now=make.NOW)])


def events(client, person: User) -> dict[str, Event]:
    calendar = Calendar.from_ical(client.get(address(person)).content)
    return {str(event["summary"]): event for event in calendar.events}


# What it says


def test_each_deadline_is_a_day_with_its_name_and_a_link(client, owed, anna, named) -> None:
    found = events(client, anna)
    assert set(found) == {"待报送填报：培育企业", "任务节点：主体 封顶", "任务时限：培育企业"}
    report = found["待报送填报：培育企业"]
    assert (report.start, report.end) == (date(2026, 10, 9), date(2026, 10, 10))
    assert report["url"] == f"http://localhost:8000/reports/{owed.pk}/#writing"
    assert report["uid"] == f"report-{owed.pk}@localhost"


def test_without_the_offices_leave_it_says_how_many_and_no_names(client, owed, anna, task) -> None:
    make.report(owed.period, make.task(task.plan, owed.unit).assignments.get())
    page = client.get(address(anna)).content.decode()
    assert "培育企业" not in page and "封顶" not in page
    assert "待报送填报：2" in events(client, anna)


def test_whoever_assists_has_the_own_report_and_not_the_others_task(
    client, owed, task, vera, named
) -> None:
    make.report(owed.period, task.assignments.get(role="assist"))
    assert list(events(client, vera)) == ["待报送填报：培育企业"]


@pytest.mark.parametrize("name", ["rita", "hugo", "ines", "lena", "sam"])
def test_what_others_have_to_do_is_not_in_it(name: str, client, owed, request) -> None:
    assert events(client, request.getfixturevalue(name)) == {}


def test_who_left_the_post_has_nothing_to_do_there(client, owed, anna) -> None:
    feed = address(anna)
    Membership.objects.update(ended_on=make.NOW.date())
    assert b"VEVENT" not in client.get(feed).content


@pytest.mark.parametrize("state", [ReportState.SUBMITTED, ReportState.APPROVED, ReportState.WAIVED])
def test_what_was_sent_leaves_the_calendar(state: ReportState, client, report, anna) -> None:
    Report.objects.update(state=state)
    assert events(client, anna) == {}


def test_a_returned_report_is_the_same_event_on_its_new_day(client, owed, anna, named) -> None:
    before = events(client, anna)["待报送填报：培育企业"]
    due_at = datetime(2026, 10, 20, 16, tzinfo=UTC)
    Report.objects.update(state=ReportState.RETURNED, due_at=due_at)
    after = events(client, anna)["退回待重报：培育企业"]
    assert after["uid"] == before["uid"] and after.start == date(2026, 10, 20)
    assert after.sequence > before.sequence


def test_a_request_is_answered_by_whoever_holds_it(client, task, anna, hugo, named, north) -> None:
    request = {"unit": north, "holder": north, "asked_by": anna, "text": "请协调资金。"}
    moments = {"asked_at": make.NOW, "holder_since": make.NOW}
    task.coordinations.create(**request, **moments, answer_due_on=date(2026, 10, 21))
    assert [event.start for event in events(client, hugo).values()] == [date(2026, 10, 21)]


# How programs get it


def test_nothing_new_is_not_sent_again(client, owed, anna, named) -> None:
    feed = address(anna)
    first = client.get(feed)
    again = client.get(feed, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Report.objects.update(due_at=make.NOW + timedelta(days=30))
    assert client.get(feed, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_program_needs_no_session_and_gets_none(client, owed, anna) -> None:
    answer = client.get(address(anna))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.status_code == 200 and not answer.cookies


def test_wrong_old_withdrawn_and_closed_addresses_lead_nowhere(client, owed, anna, rita) -> None:
    old, closed = address(anna), address(rita)
    withdrawn = address(anna)
    withdraw_feed(by=anna, now=make.NOW)
    User.objects.filter(pk=rita.pk).update(is_active=False)
    for feed in (old, closed, withdrawn, reverse("notices:feed", args=["x" * 43])):
        answer = client.get(feed)
        assert (answer.status_code, answer.content) == (404, b"")


@pytest.mark.parametrize("whose", ["nobody", "closed"])
def test_every_404_costs_one_question(whose: str, client, anna, django_assert_num_queries) -> None:
    feed = address(anna) if whose == "closed" else reverse("notices:feed", args=["x" * 43])
    User.objects.update(is_active=False)
    with django_assert_num_queries(1):
        assert client.get(feed).status_code == 404


def test_only_the_hash_is_kept(anna) -> None:
    token = make_feed(by=anna, now=make.NOW)
    assert CalendarFeed.objects.get().token_hash == hash_of(token)
    assert token not in str(CalendarFeed.objects.values().get())
    assert token not in str(list(AuditEntry.objects.values()))


def test_no_log_keeps_an_address(client, anna, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    feed = address(anna)
    withdraw_feed(by=anna, now=make.NOW)
    client.get(feed)
    client.post(feed)
    assert feed not in caplog.text and "/feeds/…" in caplog.text


def test_programs_that_ask_all_the_time_have_to_wait(client, anna, monkeypatch) -> None:
    monkeypatch.setattr(
        "notices.throttling._CalendarThrottle.THROTTLE_RATES", {"calendar": "2/min"}
    )
    feed = address(anna)
    codes = [client.get(feed, REMOTE_ADDR="10.9.8.7").status_code for _time in range(3)]
    assert codes == [200, 200, 429]
    assert client.get(feed, REMOTE_ADDR="10.9.8.6").status_code == 200


def test_without_the_cache_calendars_go_on(client, anna, settings) -> None:
    nowhere = {"BACKEND": "django.core.cache.backends.redis.RedisCache"}
    settings.CACHES = {"default": nowhere | {"LOCATION": "unix:///nowhere/valkey.sock"}}
    assert client.get(address(anna)).status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_a_calendar_costs_the_same_however_full(
    count: int, client, period, plan, north, anna, django_assert_num_queries
) -> None:
    for _number in range(count):
        make.report(period, make.task(plan, north).assignments.get())
    feed = address(anna)
    # The address, memberships, deadlines, and whether they may be named.
    with django_assert_num_queries(4):
        client.get(feed)


# The page


def test_an_address_is_shown_once_and_can_be_renewed_and_withdrawn(client, owed, anna) -> None:
    client.force_login(anna)
    page = client.post(PAGE).content.decode()
    first = CalendarFeed.objects.get().token_hash
    assert "/notices/feeds/" in page
    assert "/notices/feeds/" not in client.get(PAGE).content.decode()
    client.post(PAGE)
    assert CalendarFeed.objects.get().token_hash != first
    client.post(WITHDRAW)
    assert not CalendarFeed.objects.exists()
    verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["feed.made", "feed.made", "feed.withdrawn"]


def test_the_address_on_the_page_leads_to_the_calendar(client, owed, anna) -> None:
    client.force_login(anna)
    shown = client.post(PAGE).context["address"]
    assert client.get(shown.removeprefix("http://localhost:8000")).status_code == 200


@pytest.mark.parametrize("name", ["sam", "sue", "ada"])
def test_who_has_no_deadlines_has_no_such_page(name: str, client, request) -> None:
    client.force_login(request.getfixturevalue(name))
    assert {client.get(PAGE).status_code, client.post(WITHDRAW).status_code} == {404}
