"""Robots and gateways that say yes, no, later, nothing, or something else."""

import hmac
import json
import socket
from base64 import b64encode
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.utils import timezone
from standardwebhooks import Webhook

from core.work import WorkState
from notices import calling
from notices.models import Gate, Message, Notice, Outlet, OutletKind
from notices.services import send_again, tell_outlets, try_outlet
from tests import make
from tests.notices.receiver import Receiver

MINUTE = timedelta(minutes=1)
KEY = b64encode(b"of a fictional city, 32 bytes!!!").decode()


@pytest.fixture
def message(report, outlet) -> Message:
    """To the office's own group: one report is late."""
    make.notice(report, None, outlet=outlet, role="")
    return make.message(outlet)


def signature(key: str, text: str) -> str:
    return b64encode(hmac.digest(key.encode(), text.encode(), "sha256")).decode()


def tell_all(*, now: datetime) -> None:
    while tell_outlets(now=now):
        pass


def state(message: Message) -> tuple[str, str]:
    message.refresh_from_db()
    return message.work_state, message.work_error


def tried(outlet: Outlet, *, by: Any) -> Message:
    """A trial by the real clock, by which libraries judge signatures."""
    message = try_outlet(outlet_id=outlet.pk, by=by, now=timezone.now())
    tell_all(now=timezone.now())
    message.refresh_from_db()
    return message


def test_what_was_taken_is_done(message, receiver, now) -> None:
    tell_all(now=now)
    assert state(message) == (WorkState.DONE, "")
    assert (message.sent_at, len(receiver.heard)) == (now, 1)


@pytest.mark.parametrize(
    ("status", "answer", "said"),
    [
        (200, b'{"errcode": 93000, "errmsg": "invalid webhook url"}', "93000 invalid webhook url"),
        (403, b"not here", "403 not here"),
        (302, b"", "302"),
    ],
)
def test_a_refusal_for_good_fails_at_once(status, answer, said, message, receiver, now) -> None:
    receiver.status, receiver.answer = status, answer
    tell_all(now=now)
    assert state(message) == (WorkState.FAILED, f"refused: {said}")
    tell_all(now=now + timedelta(days=1))
    assert len(receiver.heard) == 1


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (500, b"oops"),
        (503, b""),
        (200, b'{"errcode": -1, "errmsg": "system busy"}'),
        (200, b"<html>sign in</html>"),
    ],
)
def test_what_may_pass_is_tried_again_later(status, answer, message, receiver, now) -> None:
    receiver.status, receiver.answer = status, answer
    tell_all(now=now)
    assert state(message)[0] == WorkState.QUEUED
    assert message.not_before == now + 2 * MINUTE
    receiver.status, receiver.answer = 200, b'{"errcode": 0}'
    tell_all(now=now + 2 * MINUTE)
    assert state(message) == (WorkState.DONE, "")


def test_a_message_without_words_is_parked_until_somebody_mends_them(
    message, otto, receiver, settings, now
) -> None:
    portal, settings.PORTAL_URL = settings.PORTAL_URL, "https://[portal"
    tell_all(now=now)
    assert state(message) == (WorkState.FAILED, "unwritable: ValueError")
    settings.PORTAL_URL = portal
    send_again(message_id=message.pk, by=otto, now=now)
    tell_all(now=now)
    assert (state(message), len(receiver.heard)) == ((WorkState.DONE, ""), 1)


def test_what_only_a_newer_version_knows_is_left_to_it(message, receiver, now) -> None:
    Notice.objects.update(matter="of_tomorrow")
    tell_all(now=now)
    assert state(message) == (WorkState.CANCELLED, "settled")
    assert Notice.objects.get().message_id is None


def test_an_endless_failure_ends_after_ten_attempts(message, receiver, now) -> None:
    receiver.status = 500
    for _attempt in range(30):
        tell_all(now=now)
        message.refresh_from_db()
        now = max(now, message.not_before)
    assert (message.work_state, len(receiver.heard)) == (WorkState.FAILED, Message.MAX_ATTEMPTS)


def test_who_asks_for_patience_gets_it_for_all_messages_of_that_robot(
    message, outlet, otto, receiver, now
) -> None:
    receiver.status, receiver.headers = 429, {"Retry-After": "1800"}
    tell_all(now=now)
    assert state(message)[0] == WorkState.QUEUED
    assert message.not_before == now + 30 * MINUTE
    trial = try_outlet(outlet_id=outlet.pk, by=otto, now=now + MINUTE)
    tell_all(now=now + MINUTE)
    trial.refresh_from_db()
    assert (trial.not_before, trial.attempts) == (now + 30 * MINUTE, 0)
    assert len(receiver.heard) == 1


def test_patience_until_after_hours_means_tomorrow(message, receiver, now) -> None:
    receiver.status, receiver.headers = 429, {"Retry-After": str(10 * 3600)}
    tell_all(now=now)
    state(message)
    assert message.not_before == datetime.fromisoformat("2026-10-15T09:00+08:00")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "PATIENCE", 0.2)
    monkeypatch.setattr(calling, "DEADLINE", 0.4)


def test_who_hangs_is_left_and_asked_again(impatient, message, receiver, now) -> None:
    receiver.pause = 2
    tell_all(now=now)
    assert state(message) == (WorkState.QUEUED, "no answer: TimeoutError")


def test_who_answers_letter_by_letter_is_cut_off(impatient, message, receiver, now) -> None:
    receiver.drips = True
    begun = timezone.now()
    tell_all(now=now)
    assert timezone.now() - begun < timedelta(seconds=2)
    assert state(message)[0] == WorkState.QUEUED


def test_who_drops_the_line_may_have_heard_and_is_told_under_the_same_key(
    report, otto, receiver, now
) -> None:
    webhook = make.outlet(f"http://{receiver.host}/in", kind=OutletKind.WEBHOOK, secret=KEY)
    make.notice(report, None, outlet=webhook, role="")
    message = make.message(webhook)
    receiver.drops = True
    tell_all(now=now)
    assert state(message) == (WorkState.QUEUED, "no answer: RemoteDisconnected")
    receiver.drops = False
    tell_all(now=now + 2 * MINUTE)
    first, second = (each.headers["webhook-id"] for each in receiver.heard)
    assert first == second == message.key


@pytest.mark.parametrize(
    "garbage",
    [
        b"220 mail.example ready\r\n",
        b"HTTP/1.1 99999 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 300,
        b"\xff" * 100_000,
    ],
)
def test_who_speaks_no_http_is_asked_again(garbage, message, receiver, now) -> None:
    receiver.garbage = garbage
    tell_all(now=now)
    assert state(message)[0] == WorkState.QUEUED
    assert message.work_error.startswith(("no answer: ", "refused: 200"))


def test_nobody_listens(message, receiver, now) -> None:
    receiver.stop()
    tell_all(now=now)
    assert state(message) == (WorkState.QUEUED, "unreachable: NewConnectionError")


def test_a_redirect_leads_nowhere(message, receiver, now) -> None:
    elsewhere = Receiver()
    receiver.status, receiver.headers = 302, {"Location": f"http://{elsewhere.host}/"}
    tell_all(now=now)
    assert (state(message)[0], elsewhere.heard) == (WorkState.FAILED, [])
    elsewhere.stop()


def test_a_long_answer_is_read_only_so_far(message, receiver, now) -> None:
    receiver.status, receiver.answer = 500, b"x" * 5_000_000
    tell_all(now=now)
    assert len(state(message)[1]) < 250


def test_what_they_say_is_kept_without_the_key(message, receiver, now) -> None:
    receiver.status, receiver.answer = 403, b"no robot 0123456789abcdef <b>here</b>"
    tell_all(now=now)
    assert state(message)[1] == "refused: 403 no robot … <b>here</b>"


# Signatures


def test_programs_can_check_who_spoke(outlet, otto, receiver) -> None:
    webhook = make.outlet(
        f"http://{receiver.host}/in", name="网关", kind=OutletKind.WEBHOOK, secret=KEY
    )
    assert tried(webhook, by=otto).work_state == WorkState.DONE
    (heard,) = receiver.heard
    said = Webhook(KEY).verify(heard.body, dict(heard.headers))
    assert (said["type"], said["data"]["count"]) == ("notices.waiting", 0)


def test_dingtalk_is_signed_in_the_address(otto, receiver) -> None:
    robot = make.outlet(
        f"http://{receiver.host}/robot/send?access_token=1", kind=OutletKind.DINGTALK, secret="SEC1"
    )
    assert tried(robot, by=otto).work_state == WorkState.DONE
    asked = dict(parse_qsl(urlsplit(receiver.heard[0].path).query))
    assert asked["access_token"] == "1"
    assert asked["sign"] == signature("SEC1", f"{asked['timestamp']}\nSEC1")


def test_feishu_is_signed_in_the_body(otto, receiver) -> None:
    receiver.answer = b'{"code": 0}'
    robot = make.outlet(f"http://{receiver.host}/hook/1", kind=OutletKind.FEISHU, secret="s1")
    assert tried(robot, by=otto).work_state == WorkState.DONE
    body = receiver.heard[0].json
    assert body["sign"] == signature(f"{body['timestamp']}\ns1", "")
    assert body["content"]["text"].startswith("【落实】")


# Files


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.OUTLET_FOLDER = tmp_path
    return tmp_path / "gateway-1"


@pytest.fixture
def dropped(report, folder) -> Message:
    """For a gateway that collects files."""
    outlet = make.outlet("gateway-1", kind=OutletKind.FOLDER)
    make.notice(report, None, outlet=outlet, role="")
    return make.message(outlet)


def test_a_gateway_finds_one_whole_file_for_each_message(dropped, folder, now) -> None:
    tell_all(now=now)
    (file,) = folder.iterdir()
    said = json.loads(file.read_text())
    assert (file.name, said["id"]) == (f"{dropped.key}.json", dropped.key)
    assert (said["data"]["count"], said["data"]["kinds"][0]["matter"]) == (1, "report")


def test_a_folder_that_leads_elsewhere_is_not_followed(dropped, folder, tmp_path, now) -> None:
    (elsewhere := tmp_path / "elsewhere").mkdir()
    folder.symlink_to(elsewhere)
    tell_all(now=now)
    assert state(dropped)[0] == WorkState.QUEUED
    assert list(elsewhere.iterdir()) == []


def test_without_the_folder_the_message_waits(dropped, settings, tmp_path, now) -> None:
    settings.OUTLET_FOLDER = tmp_path / "not mounted"
    tell_all(now=now)
    assert state(dropped) == (WorkState.QUEUED, "unreachable: No such file or directory")


def test_a_folder_that_is_switched_off_takes_nothing(dropped, settings, now) -> None:
    settings.OUTLET_FOLDER = None
    tell_all(now=now)
    assert state(dropped) == (WorkState.FAILED, "forbidden")


# Where messages may go


def test_a_host_that_is_no_longer_listed_is_not_called(message, settings, receiver, now) -> None:
    settings.OUTLET_LOCAL_HOSTS = []
    tell_all(now=now)
    assert (state(message), receiver.heard) == ((WorkState.FAILED, "forbidden"), [])


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "0x7f000001", "2130706433", "localhost", "[::1]", "[::ffff:10.0.0.1]"]
)
def test_public_names_that_lead_inside_are_not_called(host, report, settings, now) -> None:
    settings.OUTLET_HOSTS = [host]
    outlet = make.outlet(f"https://{host}/send")
    make.notice(report, None, outlet=outlet, role="")
    message = make.message(outlet)
    tell_all(now=now)
    assert state(message) == (WorkState.FAILED, "forbidden: inside")


def test_not_even_local_hosts_may_be_the_machines_own_keeper(report, settings, now) -> None:
    settings.OUTLET_LOCAL_HOSTS = ["http://169.254.169.254"]
    outlet = make.outlet("http://169.254.169.254/latest")
    make.notice(report, None, outlet=outlet, role="")
    message = make.message(outlet)
    tell_all(now=now)
    assert state(message) == (WorkState.FAILED, "forbidden: inside")


def looked_up(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """What robot.example leads to when it is asked, one answer after another."""
    left, look_up = list(answers), socket.getaddrinfo

    def answer(host: str, *rest: Any, **more: Any) -> Any:
        return look_up(left.pop(0) if host == "robot.example" else host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return left


def test_the_address_that_was_checked_is_the_one_that_is_called(
    db, receiver, settings, monkeypatch, now
) -> None:
    """Whoever answers for the name changes his mind after the check."""
    port = receiver.server_address[1]
    settings.OUTLET_LOCAL_HOSTS = [f"http://robot.example:{port}"]
    left = looked_up(monkeypatch, "127.0.0.1", "169.254.169.254")
    make.message(make.outlet(f"http://robot.example:{port}/"), is_trial=True)
    tell_all(now=now)
    assert left == ["169.254.169.254"]
    assert [each.headers["Host"] for each in receiver.heard] == [f"robot.example:{port}"]


# Certificates


@pytest.mark.parametrize(
    ("names", "trusted", "said"),
    [
        (["localhost"], True, ""),
        (["localhost"], False, "unreachable: SSLCertVerificationError"),
        (["robot.example"], True, "unreachable: SSLCertVerificationError"),
    ],
)
def test_a_certificate_must_be_the_names_and_trusted(
    names, trusted, said, db, receiver, settings, monkeypatch, tmp_path, now
) -> None:
    certificate = receiver.speak_tls(tmp_path, names)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    address = f"localhost:{receiver.server_address[1]}"
    settings.OUTLET_LOCAL_HOSTS = [address]
    message = make.message(make.outlet(f"https://{address}/"), is_trial=True)
    tell_all(now=now)
    assert state(message)[1] == said
    assert len(receiver.heard) == (not said)


def test_an_outlet_sealed_under_a_key_that_is_gone_says_so(
    message, settings, receiver, now
) -> None:
    settings.SECRET_KEY = "another one, since the old one was lost"
    tell_all(now=now)
    assert (state(message), receiver.heard) == ((WorkState.FAILED, "unreadable"), [])


def test_a_retired_key_still_opens_what_it_sealed(message, settings, receiver, now) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another one, since the old one was retired"
    tell_all(now=now)
    assert state(message)[0] == WorkState.DONE


# A robot's minute


def test_the_twenty_first_message_of_a_minute_waits(outlet, otto, receiver, now) -> None:
    for number in range(21):
        try_outlet(outlet_id=outlet.pk, by=otto, now=now + timedelta(seconds=number))
    tell_all(now=now + timedelta(seconds=21))
    assert len(receiver.heard) == 20
    waiting = Message.objects.get(work_state=WorkState.QUEUED)
    assert (waiting.attempts, len(Gate.objects.get().passed)) == (0, 20)
    tell_all(now=waiting.not_before)
    assert len(receiver.heard) == 21


def test_two_groups_of_one_robot_share_its_minute(outlet, otto, receiver, now) -> None:
    second = make.outlet(outlet.address, name="第二个群")
    for number in range(11):
        for each in (outlet, second):
            try_outlet(outlet_id=each.pk, by=otto, now=now + timedelta(seconds=number))
    tell_all(now=now + timedelta(seconds=30))
    assert len(receiver.heard) == 20
