"""docker-compose.yml without a container engine: its commands run here, its promises are read."""

import json
import os
import re
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from django.db import connection

from tools.processes import Processes
from tools.servers import ROOT, Servers

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
# What the operator writes into .env.
OPERATOR = {
    "SECRET_KEY": "only-for-this-test-and-long-enough-for-every-check-there-is",
    "POSTGRES_PASSWORD": "unused",
    "REDIS_PASSWORD": "unused",
    "PORTAL_HOST": "luoshi.example",
    "PORTAL_URL": "https://luoshi.example",
}
VARIABLE = re.compile(r"(?<!\$)\$\{(\w+)(?::([-?])([^}]*))?\}")
each_service = pytest.mark.parametrize("name", SERVICES)


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[str]:
    """A broker for this test alone: a worker of a portal that runs beside must not answer."""
    servers = Servers(local=tmp_path)
    servers.up(database=False)
    yield servers.environment()["REDIS_URL"]
    servers.down()


@pytest.fixture
def processes() -> Iterator[Processes]:
    processes = Processes()
    yield processes
    processes.stop()


def filled_in(text: str) -> str:
    """The text as compose would read it with the operator's .env."""

    def value(match: re.Match[str]) -> str:
        name, sign, rest = match.groups()
        return OPERATOR[name] if sign == "?" else OPERATOR.get(name, rest or "")

    return VARIABLE.sub(value, text).replace("$$", "$")


def database_address() -> str:
    place = connection.settings_dict
    person = f"{place['USER']}:{quote(place['PASSWORD'] or '', safe='')}"
    host = quote(place["HOST"], safe="")
    port = f":{place['PORT']}" if place["PORT"] else ""
    return f"postgres://{person}@{host}{port}/{place['NAME']}"


def environment(name: str, **replaced: str) -> dict[str, str]:
    written = {key: filled_in(value) for key, value in SERVICES[name]["environment"].items()}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {"PATH": path, "HOME": replaced["LOCAL_DIR"], "LANG": "C.UTF-8", **written, **replaced}


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def health(port: str) -> dict[str, str]:
    try:
        answer = urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=10)
    except urllib.error.HTTPError as error:
        answer = error
    except OSError as error:
        return {"web": str(error)}
    return dict(json.load(answer))


def health_within(seconds: float, *, port: str, processes: Processes) -> dict[str, str]:
    deadline = time.monotonic() + seconds
    while (found := health(port)) and set(found.values()) != {"alive"}:
        ended = processes.ended()
        if ended or time.monotonic() > deadline:
            return {**found, "ended": str(ended)}
        time.sleep(0.3)
    return found


@pytest.mark.faults
@pytest.mark.django_db(transaction=True)
def test_the_commands_of_web_worker_and_beat_bring_the_portal_to_life(
    broker: str, processes: Processes, tmp_path: Path
) -> None:
    port = free_port()
    places = {"DATABASE_URL": database_address(), "REDIS_URL": broker}
    for name in ("web", "worker", "beat"):
        env = environment(name, LOCAL_DIR=str(tmp_path), **places)
        env.update({"PORT": port} if name == "web" else {})
        processes.start(name, [filled_in(word) for word in SERVICES[name]["command"]], env=env)
    assert health_within(60, port=port, processes=processes) == dict.fromkeys(
        ("database", "broker", "worker", "beat", "audit", "jobs"), "alive"
    )


@each_service
def test_every_service_runs_as_somebody_who_is_not_root(name: str) -> None:
    user = SERVICES[name]["user"].split(":")[0]
    assert user not in ("", "root", "0")
    assert "no-new-privileges:true" in SERVICES[name]["security_opt"]
    assert SERVICES[name]["cap_drop"] == ["ALL"]


def test_the_image_ends_as_somebody_who_is_not_root() -> None:
    users = re.findall(r"^USER (\S+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert users
    assert users[-1] not in ("root", "0")


@each_service
def test_every_service_has_a_health_check_that_asks_something(name: str) -> None:
    assert len(SERVICES[name]["healthcheck"]["test"]) > 1
    assert "disable" not in SERVICES[name]["healthcheck"]


@each_service
def test_no_secret_is_written_down(name: str) -> None:
    for key, value in SERVICES[name].get("environment", {}).items():
        if re.search("SECRET|PASSWORD|TOKEN", key):
            # Either it must be given, or there is none.
            assert re.fullmatch(r"\$\{\w+:(\?[^}]+|-)\}", value), key
        assert not re.search(r"://[^/$]*:[^/$@]+@", value), key


def test_only_the_proxy_is_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert SERVICES["db"]["networks"] == SERVICES["broker"]["networks"] == ["inside"]


def test_the_broker_forgets_nothing() -> None:
    command = " ".join(SERVICES["broker"]["command"])
    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command


def test_every_variable_of_the_compose_file_is_explained_in_the_example() -> None:
    asked = {name for name, _, _ in VARIABLE.findall((ROOT / "docker-compose.yml").read_text())}
    example = (ROOT / ".env.example").read_text()
    assert {name for name in asked if f"{name}=" not in example} == set()
