"""A bell is rung on a broker of the tests' own, which they may stop and freeze."""

import json
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from celery import current_app
from django.db import transaction

from core import health
from core.bell import ring
from core.models import Heartbeat
from tests.make import NOW
from tools import servers

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]


class Broker:
    def __init__(self, folder: Path) -> None:
        self.socket = folder / "broker.sock"
        self.start()

    def start(self) -> None:
        server = [str(servers._valkey_binary()), "--port", "0", "--save", ""]
        self.process = subprocess.Popen(
            [*server, "--unixsocket", str(self.socket), "--dir", str(self.socket.parent)],
            stdout=subprocess.DEVNULL,
        )
        self.client = redis.Redis(unix_socket_path=str(self.socket), socket_timeout=3)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            try:
                self.client.ping()
                return
            except redis.ConnectionError:
                time.sleep(0.02)
        raise AssertionError("the broker of the tests does not start")

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()

    def rung(self) -> list[str]:
        messages = (json.loads(message) for message in self.client.lrange("celery", 0, -1))
        return [message["headers"]["task"] for message in messages]


@pytest.fixture
def broker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Broker]:
    running = Broker(tmp_path)
    address = f"redis+socket://{running.socket}?virtual_host=0"
    monkeypatch.setenv("CELERY_BROKER_WRITE_URL", address)
    assert current_app.conf.broker_write_url == address
    yield running
    running.process.send_signal(signal.SIGCONT)
    running.stop()


def test_a_bell_reaches_the_broker(broker: Broker) -> None:
    ring("notices.deliver")
    assert broker.rung() == ["notices.deliver"]


def test_a_bell_waits_for_the_commit(broker: Broker) -> None:
    with transaction.atomic():
        ring("notices.deliver")
        assert broker.rung() == []
    assert broker.rung() == ["notices.deliver"]


def test_what_is_rolled_back_rings_no_bell(broker: Broker) -> None:
    with transaction.atomic():
        ring("notices.deliver")
        transaction.set_rollback(True)
    assert broker.rung() == []


def seconds_to_ring() -> float:
    begin = time.monotonic()
    ring("notices.deliver")
    return time.monotonic() - begin


def test_a_broker_that_is_away_costs_the_caller_nothing(broker: Broker, caplog) -> None:
    broker.stop()
    assert seconds_to_ring() < 1
    assert "bell for notices.deliver not rung" in caplog.text


def test_a_frozen_broker_costs_the_caller_little(broker: Broker, caplog) -> None:
    broker.process.send_signal(signal.SIGSTOP)
    assert seconds_to_ring() < 2.5
    assert "bell for notices.deliver not rung" in caplog.text


def test_a_broker_that_refuses_to_write_breaks_nothing(broker: Broker, caplog) -> None:
    broker.client.config_set("maxmemory", 1)
    ring("notices.deliver")
    assert "bell for notices.deliver not rung" in caplog.text


def test_a_broker_that_came_back_is_rung_again(broker: Broker) -> None:
    ring("notices.deliver")
    broker.stop()
    ring("notices.deliver")
    broker.start()
    ring("notices.deliver")
    assert broker.rung() == ["notices.deliver"]


def pulse(name: str) -> health.Pulse:
    return next(each for each in health.pulses(now=NOW) if each.name == name)


def test_database_and_broker_are_alive_and_the_rest_is_named(broker: Broker) -> None:
    pulses = health.pulses(now=NOW)
    assert [each.name for each in pulses if each.alive] == ["database", "broker", "audit"]
    assert pulses[2:4] == [
        health.Pulse("worker", alive=False, note="no worker answers"),
        health.Pulse("beat", alive=False, note="never seen"),
    ]


@pytest.mark.parametrize("what", [signal.SIGSTOP, signal.SIGKILL])
def test_a_broker_in_trouble_is_named_within_seconds(what: signal.Signals, broker: Broker) -> None:
    # Who asked before may hold connections to a broker that has gone since.
    assert pulse("broker").alive
    broker.process.send_signal(what)
    begin = time.monotonic()
    names = [each.name for each in health.pulses(now=NOW) if not each.alive]
    assert names == ["broker", "worker", "beat", "jobs"]
    assert time.monotonic() - begin < 5


@pytest.mark.parametrize(("silence", "alive"), [(0.5, True), (1, False), (60, False)])
def test_beat_is_alive_while_it_leaves_marks(silence: float, alive: bool, broker: Broker) -> None:
    health.mark_seen("beat", now=NOW - silence * health.SILENCE)
    assert pulse("beat").alive is alive
    assert Heartbeat.objects.count() == 1


def test_the_health_page_answers_503_and_says_who_is_missing(broker: Broker, client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["database"] == "alive"
    assert answer.json()["worker"] == "no worker answers"
