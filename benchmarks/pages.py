"""What an answer costs: asked again and again inside this process, or by many at once over HTTP."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from statistics import median, quantiles

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import path
from rest_framework.response import Response
from rest_framework.views import APIView

from benchmarks.measure import seconds
from config.urls import urlpatterns as portal
from dashboards.access import require_business
from units.http import ApiRequest
from units.models import User

ASKED = 200
CONNECTIONS = 32
SECONDS = 3
ROUNDS = 5
EMPTY = "/api/v1/nothing/"


class Nothing(APIView):
    """The floor: what the API does for each request, and nothing else.

    That is to find out who asks, and in which posts.
    """

    def get(self, request: ApiRequest) -> Response:
        require_business(request.user)
        return Response({})


urlpatterns = [path(EMPTY.lstrip("/"), Nothing.as_view()), *portal]


@dataclass(frozen=True)
class Asked:
    """Milliseconds, and queries of one request."""

    median: float
    p95: float
    queries: int


def asked(user: User, addresses: Sequence[str]) -> dict[str, Asked]:
    """What each address takes, asked for in turns, when all of them have been asked for before."""
    with override_settings(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], DEBUG=False):
        client = Client()
        client.force_login(user)
        queries = {address: _queries(client, address) for address in addresses}
        times: dict[str, list[float]] = {address: [] for address in addresses}
        for _ in range(ASKED):
            for address in addresses:
                times[address].append(1000 * seconds(partial(client.get, address)))
    return {
        address: Asked(median(taken), quantiles(taken, n=20)[18], queries[address])
        for address, taken in times.items()
    }


def _queries(client: Client, address: str) -> int:
    for _ in range(3):
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code, answer.content[:300])
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def served(user: User, addresses: Sequence[str]) -> dict[str, float]:
    """Requests that a server answers in a second, 32 connections asking; nothing without `wrk`."""
    if not shutil.which("wrk"):
        print("wrk is not on this machine: no requests per second", file=sys.stderr)
        return {}
    with override_settings(ROOT_URLCONF=__name__):
        client = Client()
        client.force_login(user)
        cookie = (
            f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
        )
    with _server() as host:
        found: dict[str, list[float]] = {address: [] for address in addresses}
        for address in addresses:
            _wrk(host, address, cookie, seconds=1)
        for _ in range(ROUNDS):
            for address in addresses:
                found[address].append(_wrk(host, address, cookie, seconds=SECONDS))
    return {address: median(rates) for address, rates in found.items()}


def _wrk(host: str, address: str, cookie: str, *, seconds: int) -> float:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-H", f"Cookie: {cookie}"]
    told = subprocess.run([*command, host + address], capture_output=True, text=True, check=True)
    assert "Non-2xx" not in told.stdout, told.stdout
    return float(re.search(r"Requests/sec:\s+([0-9.]+)", told.stdout)[1])  # type: ignore[index]  # always printed


@contextmanager
def _server() -> Iterator[str]:
    """The portal as it is served, with the floor beside it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "benchmarks.served", "--bind", f"127.0.0.1:{port}"]
    command += ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--preload"]
    # Half of the connections each: left to chance, one worker gets most and the other idles.
    command += ["--worker-connections", str(CONNECTIONS // 2)]
    base, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
    environment = os.environ | {
        "DATABASE_URL": f"{base}/{connection.settings_dict['NAME']}",
        "DEBUG": "0",
    }
    process = subprocess.Popen([*command, "--no-control-socket"], env=environment)
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.1)
    raise TimeoutError("the server did not start")
