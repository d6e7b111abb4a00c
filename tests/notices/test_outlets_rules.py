"""Where messages may go, what answers mean and how titles are made harmless, as tables."""

from datetime import UTC, datetime, timedelta

import pytest

from notices.rules import (
    MOST_A_MINUTE,
    WINDOW,
    AddressFault,
    Allowed,
    OutletKind,
    Reply,
    endpoint_of,
    free_at,
    harmless,
    judged,
    masked,
    may_connect,
    patience,
)

NOW = datetime(2026, 10, 12, 1, 0, tzinfo=UTC)
ROBOTS = Allowed.of(["qyapi.weixin.qq.com"], ["http://10.1.2.3:8080", "gateway.yunling:8443"])


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1", None),
        ("https://QYAPI.weixin.qq.com.:443/send", None),
        ("http://10.1.2.3:8080/in", None),
        ("https://gateway.yunling:8443/in", None),
        ("https://gateway.yunling/in", AddressFault.NOT_LISTED),
        ("http://10.1.2.3/in", AddressFault.NOT_HTTPS),
        ("http://qyapi.weixin.qq.com/send", AddressFault.NOT_HTTPS),
        ("https://qyapi.weixin.qq.com:8443/send", AddressFault.NOT_LISTED),
        ("https://qyapi.weixin.qq.com.example.org/", AddressFault.NOT_LISTED),
        ("https://example.org/?qyapi.weixin.qq.com", AddressFault.NOT_LISTED),
        ("https://127.0.0.1/", AddressFault.NOT_LISTED),
        ("https://0x7f000001/", AddressFault.NOT_LISTED),
        ("https://[::ffff:10.0.0.1]/", AddressFault.NOT_LISTED),
        ("https://qyapi.weixin.qq.com@example.org/", AddressFault.NO_ADDRESS),
        ("https://anna:secret@qyapi.weixin.qq.com/", AddressFault.NO_ADDRESS),
        ("https://example.org\\@qyapi.weixin.qq.com/", AddressFault.NO_ADDRESS),
        ("https://qyapi.weixin.qq.com/a\r\nHost: b", AddressFault.NO_ADDRESS),
        ("https://qyapi.weixin.qq.com/#a", AddressFault.NO_ADDRESS),
        ("https://ｑyapi.weixin.qq.com/", AddressFault.NO_ADDRESS),
        ("https://qyapi.weixin.qq.com:99999/", AddressFault.NO_ADDRESS),
        ("file:///etc/passwd", AddressFault.NO_ADDRESS),
        ("gopher://qyapi.weixin.qq.com/", AddressFault.NO_ADDRESS),
        ("https://[::1", AddressFault.NO_ADDRESS),
        ("", AddressFault.NO_ADDRESS),
    ],
)
def test_only_listed_hosts_are_told(address: str, fault: AddressFault | None) -> None:
    assert ROBOTS.fault_of(address) == fault


@pytest.mark.parametrize("entry", ["http://qyapi.weixin.qq.com", "a b", "https://a/path", ""])
def test_what_is_no_public_host_stops_the_portal(entry: str) -> None:
    with pytest.raises(ValueError, match="no host"):
        Allowed.of([entry], [])


@pytest.mark.parametrize(
    ("ip", "public", "local"),
    [
        ("8.8.8.8", True, True),
        ("2400:3200::1", True, True),
        ("10.0.0.1", False, True),
        ("172.16.0.1", False, True),
        ("192.168.1.1", False, True),
        ("127.0.0.1", False, True),
        ("::1", False, True),
        ("fd00::1", False, True),
        ("100.64.0.1", False, True),
        ("::ffff:10.0.0.1", False, True),
        ("2002:a00:1::1", False, True),
        ("64:ff9b::a00:1", False, True),
        ("64:ff9b::808:808", True, True),
        ("169.254.169.254", False, False),
        ("::ffff:169.254.169.254", False, False),
        ("fe80::1%eth0", False, False),
        ("0.0.0.0", False, False),
        ("::", False, False),
        ("224.0.0.1", False, False),
        ("255.255.255.255", False, True),
    ],
)
def test_public_names_lead_to_public_addresses_only(ip: str, public: bool, local: bool) -> None:
    assert (may_connect(ip, local=False), may_connect(ip, local=True)) == (public, local)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (
            "https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef",
            "https://oapi.dingtalk.com/…cdef",
        ),
        ("https://gateway.yunling:8443/in", "https://gateway.yunling:8443/…"),
        ("http://[fd00::1]:80/very/long/path/with/many/parts", "http://[fd00::1]/…arts"),
        ("gateway-1", "gateway-1"),
        ("no address", "…"),
    ],
)
def test_an_address_is_shown_without_its_key(address: str, shown: str) -> None:
    assert masked(address) == shown


OK, TAKEN = b'{"errcode": 0}', (True, False)
PASSING, FINAL = (False, False), (False, True)


@pytest.mark.parametrize(
    ("kind", "reply", "meant"),
    [
        (OutletKind.WECOM, Reply(200, OK), TAKEN),
        (OutletKind.WECOM, Reply(200, b'{"errcode": 93000, "errmsg": "no such"}'), FINAL),
        (OutletKind.WECOM, Reply(200, b'{"errcode": 45009, "errmsg": "too fast"}'), PASSING),
        (OutletKind.WECOM, Reply(200, b'{"errcode": -1, "errmsg": "busy"}'), PASSING),
        (OutletKind.WECOM, Reply(200, b'{"errcode": 77777, "errmsg": "new"}'), PASSING),
        (OutletKind.WECOM, Reply(200, b'{"errcode": false}'), PASSING),
        (OutletKind.WECOM, Reply(200, b'{"errcode": "0"}'), PASSING),
        (OutletKind.WECOM, Reply(200, b"[0]"), PASSING),
        (OutletKind.WECOM, Reply(200, b"<html>sign in</html>"), PASSING),
        (OutletKind.WECOM, Reply(200, b"[" * 20_000), PASSING),
        (OutletKind.WECOM, Reply(200, b"\xff\xfe"), PASSING),
        (OutletKind.DINGTALK, Reply(200, OK), TAKEN),
        (OutletKind.DINGTALK, Reply(200, b'{"errcode": 310000, "errmsg": "sign"}'), FINAL),
        (OutletKind.DINGTALK, Reply(200, b'{"errcode": 300005, "errmsg": "token"}'), FINAL),
        (OutletKind.DINGTALK, Reply(200, b'{"errcode": 410100, "errmsg": "fast"}'), PASSING),
        (OutletKind.FEISHU, Reply(200, b'{"code": 0, "msg": "success"}'), TAKEN),
        (OutletKind.FEISHU, Reply(200, b'{"code": 19021, "msg": "sign"}'), FINAL),
        (OutletKind.FEISHU, Reply(200, b'{"code": 19024, "msg": "keyword"}'), FINAL),
        (OutletKind.FEISHU, Reply(200, b'{"code": 11232, "msg": "frequency"}'), PASSING),
        (OutletKind.FEISHU, Reply(200, OK), PASSING),
        (OutletKind.WEBHOOK, Reply(200, b"anything"), TAKEN),
        (OutletKind.WEBHOOK, Reply(204), TAKEN),
        (OutletKind.WEBHOOK, Reply(302, b""), FINAL),
        (OutletKind.WEBHOOK, Reply(400, b"bad"), FINAL),
        (OutletKind.WEBHOOK, Reply(404), FINAL),
        (OutletKind.WEBHOOK, Reply(410), FINAL),
        (OutletKind.WEBHOOK, Reply(408), PASSING),
        (OutletKind.WEBHOOK, Reply(429), PASSING),
        (OutletKind.WEBHOOK, Reply(500), PASSING),
        (OutletKind.WEBHOOK, Reply(503), PASSING),
    ],
)
def test_what_an_answer_means(kind: OutletKind, reply: Reply, meant: tuple[bool, bool]) -> None:
    verdict = judged(kind, reply, now=NOW)
    assert (verdict.taken, verdict.permanent) == meant
    assert verdict.taken or verdict.said


def test_who_was_told_too_much_is_left_alone_for_ten_minutes() -> None:
    verdict = judged(OutletKind.DINGTALK, Reply(200, b'{"errcode": 410100}'), now=NOW)
    assert verdict.wait == timedelta(minutes=10)


@pytest.mark.parametrize(
    ("asked", "wait"),
    [
        ("", None),
        ("120", timedelta(minutes=2)),
        ("Mon, 12 Oct 2026 01:05:00 GMT", timedelta(minutes=5)),
        ("Mon, 12 Oct 2026 00:00:00 GMT", timedelta(0)),
        ("99999999999999999999", timedelta(hours=12)),
        ("-5", None),
        ("soon", None),
        ("１２", None),
    ],
)
def test_patience_is_what_they_ask_for_within_reason(asked: str, wait: timedelta | None) -> None:
    assert patience(asked, now=NOW) == wait


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("推进 GDP 增长 5.5%", "推进 GDP 增长 5.5%"),
        ("[点此领奖](http://evil.example/x)", "［点此领奖］（http：//evil．example/x）"),
        ('<at user_id="all">所有人</at>', '＜at user_id="all"＞所有人＜/at＞'.replace("_", "＿")),
        ("@all **加急** `rm`", "＠all ＊＊加急＊＊ ｀rm｀"),
        ("登录 evil.example 核对", "登录 evil．example 核对"),
        ("一行\r\n# 二行\u2028三行", "一行 ＃ 二行 三行"),
        ("\u202e反过来\u200b", "反过来"),
    ],
)
def test_no_title_is_a_link_a_mention_or_mark_up(title: str, said: str) -> None:
    assert harmless(title) == said


def test_long_titles_are_cut() -> None:
    assert harmless("长" * 200) == "长" * 79 + "…"


def test_twenty_go_in_a_minute_and_the_next_one_when_the_first_is_a_minute_old() -> None:
    passed = [NOW - timedelta(seconds=30 - each) for each in range(MOST_A_MINUTE)]
    assert free_at(passed[1:], now=NOW) == NOW
    assert free_at(passed, now=NOW) == passed[0] + WINDOW
    assert free_at(passed, now=passed[0] + WINDOW) == passed[0] + WINDOW


def test_an_address_of_the_web_is_taken_apart() -> None:
    assert endpoint_of("https://[FD00::1]/x") == ("https", "fd00::1", 443)
