"""Programs are told what happened, signed, once under each key; those in trouble delay no other."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from standardwebhooks import Webhook

from core.errors import RuleBroken
from core.work import WorkState
from indicators.models import TargetStanding
from notices.models import Delivery, Event, Subscription
from notices.rules import EventKind
from notices.services import (
    Wanted,
    add_subscription,
    change_subscription,
    gather_events,
    renew_secret,
    replay,
    resume_subscription,
    tell_programs,
)
from reports.rules import Content
from reports.services import approve_report, return_report, submit_report
from tests import make
from tests.notices.receiver import Receiver

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
EVERYTHING = list(EventKind)


@pytest.fixture
def subscribe(receiver, otto, now):
    """Has a program of the receiver's told; returns it with its secret."""

    def add(name: str = "board", to: Receiver = receiver, **more: Any) -> tuple[Subscription, str]:
        facts = {"kinds": EVERYTHING, "address": f"http://{to.host}/hook/{name}"} | more
        return add_subscription(wanted=Wanted(name, **facts), by=otto, now=now)

    return add


def happen(*, now: Any) -> int:
    """Gather, and tell until nothing is left; how many attempts that took."""
    gather_events(now=now)
    tries = 0
    while tell_programs(now=now):
        tries += 1
    return tries


def send(report: Any, anna: Any, now: Any) -> None:
    content = Content(percent=Decimal(40), progress="完成选址。")
    submit_report(
        report_id=report.pk, revision=report.revision, content=content, by=anna, now=now, origin=""
    )
    report.refresh_from_db()


def told(receiver: Receiver) -> list[str]:
    return [each.json["type"] for each in receiver.heard]


def test_a_report_that_was_sent_is_told_by_keys_and_links(
    subscribe, receiver, report, anna, now, settings
) -> None:
    settings.PORTAL_URL = "https://luoshi.example/"
    subscribe()
    send(report, anna, now)
    happen(now=now)
    (heard,) = receiver.heard
    assert heard.json["type"] == "report.submitted"
    data = heard.json["data"]
    assert (data["id"], data["plan"], data["unit"]) == (
        report.pk, report.period.plan_id, report.unit_id,
    )  # fmt: skip
    assert data["link"] == f"https://luoshi.example/reports/{report.pk}/"
    assert data["api"] == f"https://luoshi.example/api/v1/reports/{report.pk}/"
    assert "选址" not in heard.body.decode()


def test_what_is_told_is_signed(subscribe, receiver, report, anna) -> None:
    # The library that judges signatures asks the real clock.
    now = timezone.now()
    _subscription, secret = subscribe()
    send(report, anna, now)
    happen(now=now)
    heard = receiver.heard[0]
    assert Webhook(secret).verify(heard.body, dict(heard.headers.items()))
    with pytest.raises(Exception, match="signature"):
        Webhook(secret).verify(heard.body + b" ", dict(heard.headers.items()))


def test_each_act_is_told_once_and_in_its_order(
    subscribe, receiver, report, anna, rita, now
) -> None:
    subscribe(kinds=[EventKind.REPORT_RETURNED, EventKind.REPORT_SUBMITTED])
    send(report, anna, now)
    return_report(report_id=report.pk, revision=report.revision, reason="缺数据", by=rita, now=now)
    happen(now=now)
    happen(now=now + MINUTE)
    assert told(receiver) == ["report.submitted", "report.returned"]
    keys = [each.headers["webhook-id"] for each in receiver.heard]
    assert len(set(keys)) == 2


def test_a_report_is_late_once_by_the_clock(subscribe, receiver, report, now) -> None:
    subscribe()
    report.due_at = now + MINUTE
    report.save(update_fields=["due_at"])
    happen(now=now)
    assert told(receiver) == []
    for later in (2, 3, 60):
        happen(now=now + later * MINUTE)
    assert told(receiver) == ["report.late"]


def test_another_lamp_is_told_with_the_one_before(subscribe, receiver, plan, north, now) -> None:
    target = make.target(plan, north)
    shown: dict[str, Any] = {"plan": plan, "unit": north, "closing_on": now.date()}
    standing = TargetStanding(target=target, lamp="green", was="green", counts="x", **shown)
    standing.save(force_insert=True)
    subscribe()
    happen(now=now)
    happen(now=now + MINUTE)
    assert told(receiver) == []
    TargetStanding.objects.update(lamp="red")
    happen(now=now + 2 * MINUTE)
    happen(now=now + 3 * MINUTE)
    (heard,) = receiver.heard
    data = heard.json["data"]
    assert (heard.json["type"], data["id"]) == ("target.lamp_changed", target.pk)
    assert (data["was"], data["lamp"]) == ("green", "red")


def test_who_asked_for_other_kinds_or_plans_is_not_told(
    subscribe, receiver, report, anna, now, city
) -> None:
    other = make.plan(city, title="另一个方案")
    subscribe("slips", kinds=[EventKind.SLIP_SENT])
    subscribe("elsewhere", plans=[other])
    subscribe("here", plans=[report.period.plan])
    send(report, anna, now)
    happen(now=now)
    assert [each.path for each in receiver.heard] == ["/hook/here"]


def test_while_nobody_asks_nothing_is_written(report, anna, now) -> None:
    send(report, anna, now)
    assert gather_events(now=now) == 0
    assert not Event.objects.exists()


def test_who_asks_first_is_told_of_the_last_days(subscribe, receiver, report, anna, now) -> None:
    send(report, anna, now - 2 * DAY)
    subscribe()
    happen(now=now)
    assert told(receiver) == ["report.submitted"]


def test_one_in_trouble_delays_no_other(subscribe, receiver, report, anna, rita, now) -> None:
    receiver.status = 500
    subscribe("sick")
    send(report, anna, now)
    happen(now=now)
    receiver.status = 200
    subscribe("well")
    return_report(report_id=report.pk, revision=report.revision, reason="缺", by=rita, now=now)
    happen(now=now)
    assert [each.path for each in receiver.heard] == ["/hook/sick", "/hook/well"]


@pytest.mark.parametrize("status", [500, 429, 408])
def test_it_is_tried_again_later_and_later(status, subscribe, receiver, report, anna, now) -> None:
    receiver.status = status
    subscription, _secret = subscribe()
    send(report, anna, now)
    for minutes in (0, 1, 2, 3, 5, 6):
        happen(now=now + minutes * MINUTE)
    assert len(receiver.heard) == 3
    receiver.status = 200
    happen(now=now + 30 * MINUTE)
    assert Delivery.objects.get().work_state == WorkState.DONE
    subscription.refresh_from_db()
    assert subscription.failures == 0
    assert len({each.headers["webhook-id"] for each in receiver.heard}) == 1


def test_it_waits_as_long_as_it_was_asked_to(subscribe, receiver, report, anna, now) -> None:
    receiver.status, receiver.headers = 429, {"Retry-After": "3600"}
    subscribe()
    send(report, anna, now)
    for minutes in (0, 10, 59):
        happen(now=now + minutes * MINUTE)
    assert len(receiver.heard) == 1
    happen(now=now + 61 * MINUTE)
    assert len(receiver.heard) == 2


@pytest.mark.parametrize(("status", "said"), [(400, "400"), (404, "404"), (302, "302")])
def test_what_is_refused_for_good_is_put_aside_and_the_next_one_goes(
    status, said, subscribe, receiver, report, anna, rita, now
) -> None:
    receiver.status, receiver.answer = status, b""
    receiver.headers = {"Location": "http://127.0.0.1:1/inside"}
    subscribe()
    send(report, anna, now)
    happen(now=now)
    (failed,) = Delivery.objects.all()
    assert (failed.work_state, failed.work_error) == (WorkState.FAILED, f"refused: {said}")
    receiver.status = 200
    return_report(report_id=report.pk, revision=report.revision, reason="缺", by=rita, now=now)
    happen(now=now)
    assert told(receiver) == ["report.submitted", "report.returned"]


def test_one_that_hangs_is_hung_up_on(subscribe, receiver, report, anna, now, monkeypatch) -> None:
    monkeypatch.setattr("notices.calling.PATIENCE", 0.2)
    receiver.pause = 2
    subscribe()
    send(report, anna, now)
    happen(now=now)
    assert Delivery.objects.get().work_error.startswith("no answer")


def test_an_address_that_is_no_longer_allowed_is_not_called_and_waits(
    subscribe, receiver, report, anna, now, settings
) -> None:
    subscription, _secret = subscribe()
    settings.OUTLET_LOCAL_HOSTS = []
    send(report, anna, now)
    assert happen(now=now) == 1
    assert receiver.heard == []
    subscription.refresh_from_db()
    assert subscription.parked_at == now
    assert Delivery.objects.get().work_state == WorkState.QUEUED


def test_who_never_listens_is_parked_until_a_person_looks(
    subscribe, receiver, report, anna, otto, now
) -> None:
    receiver.status = 503
    subscription, _secret = subscribe()
    send(report, anna, now)
    for hours in range(60):
        happen(now=now + timedelta(hours=hours))
    subscription.refresh_from_db()
    assert (subscription.failures, subscription.parked_at is not None) == (10, True)
    receiver.status, before = 200, len(receiver.heard)
    resume_subscription(subscription_id=subscription.pk, by=otto, now=now + 3 * DAY)
    happen(now=now + 3 * DAY)
    assert told(receiver)[before:] == ["report.submitted"]


def test_the_last_days_are_told_again_under_the_same_keys(
    subscribe, receiver, report, anna, otto, now
) -> None:
    subscription, _secret = subscribe()
    send(report, anna, now)
    happen(now=now)
    assert replay(subscription_id=subscription.pk, by=otto, now=now + DAY) == 1
    happen(now=now + DAY)
    first, second = (each.headers["webhook-id"] for each in receiver.heard)
    assert first == second


def test_what_is_older_is_not_told_again(subscribe, report, anna, otto, now) -> None:
    subscription, _secret = subscribe()
    send(report, anna, now)
    happen(now=now)
    later = now + 8 * DAY
    assert replay(subscription_id=subscription.pk, by=otto, now=later) == 0


def test_a_new_secret_signs_from_then_on(subscribe, receiver, report, anna, otto) -> None:
    now = timezone.now()
    subscription, old = subscribe()
    _same, new = renew_secret(subscription_id=subscription.pk, by=otto, now=now)
    send(report, anna, now)
    happen(now=now)
    heard = receiver.heard[0]
    assert new != old
    assert Webhook(new).verify(heard.body, dict(heard.headers.items()))


@pytest.mark.parametrize(
    "address", ["", "http://127.0.0.1:1/", "https://evil.example/", "ftp://x/", "nonsense"]
)
def test_only_allowed_addresses_are_kept(address, db, otto, now) -> None:
    with pytest.raises(RuleBroken):
        add_subscription(wanted=Wanted("x", EVERYTHING, address=address), by=otto, now=now)
    assert not Subscription.objects.exists()


def test_who_is_not_in_use_is_told_nothing(subscribe, receiver, report, anna, otto, now) -> None:
    subscription, _secret = subscribe()
    off = Wanted("board", EVERYTHING, is_active=False)
    change_subscription(subscription_id=subscription.pk, wanted=off, by=otto, now=now)
    send(report, anna, now)
    assert happen(now=now) == 0
    assert receiver.heard == []


def test_an_approved_report_is_told(subscribe, receiver, report, anna, rita, ines, now) -> None:
    subscribe(kinds=[EventKind.REPORT_APPROVED])
    send(report, anna, now)
    for person in (rita, ines):
        report.refresh_from_db()
        if report.state != "approved":
            approve_report(report_id=report.pk, revision=report.revision, by=person, now=now)
    happen(now=now)
    assert told(receiver) == ["report.approved"]
