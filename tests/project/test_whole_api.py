"""Every operation of the API is asked with made-up requests by every role: no answer is a crash,
and each is as the schema says.

EXAMPLES=50 asks longer, OPERATIONS=reports only there.
"""

import os
import re
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
import requests
import schemathesis
from django.db import transaction
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.project import world
from units.models import User

# For each role; every one asks every operation.
EXAMPLES = int(os.environ.get("EXAMPLES", "1"))
OPERATIONS = os.environ.get("OPERATIONS", "")
PEOPLE = (
    *("reporter", "reviewer", "head", "inspector", "office_head", "leader"),
    *("system_admin", "security_admin", "auditor", "no_role", "anonymous"),
)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
HEADERS = {"accept", "if-none-match", "if-match", "idempotency-key"}


@pytest.fixture
def city(db: None, settings: Any, tmp_path: Any) -> world.World:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"DEFAULT_THROTTLE_CLASSES": []}
    return world.build()


@pytest.fixture
def schema() -> Any:
    return schemathesis.openapi.from_dict(SchemaGenerator().get_schema(request=None, public=True))


def test_whatever_is_asked_by_whom_the_answer_is_as_described(city, schema):
    people = cycle([_client(city.people[name]) for name in PEOPLE])
    number = EXAMPLES * len(PEOPLE)
    found: dict[str, str] = {}
    for each in schema.get_all_operations():
        operation = each.ok()
        if OPERATIONS in operation.path:
            _ask(city, operation, people, number, found)
    assert not found, "\n\n".join(f"{where}\n{what}" for where, what in sorted(found.items()))


def test_no_act_ignores_what_it_does_not_know(city):
    """Neither a field of the body nor a parameter of the address."""
    taken = []
    people = {name: _client(city.people[name]) for name in PEOPLE if name != "anonymous"}
    document = SchemaGenerator().get_schema(request=None, public=True)
    for path, method in _acts(document):
        address = path.format_map(_real(city, path))
        for name, client in people.items():
            for query, body in (("", b'{"unheard_of": 1}'), ("?unheard_of=1", b"{}")):
                with transaction.atomic():
                    told = client.generic(method, address + query, body, "application/json")
                    transaction.set_rollback(True)
                if told.status_code < 400:
                    taken.append(f"{method} {address}{query} as {name}")
    assert taken == []


def _acts(document: Any) -> Iterator[tuple[str, str]]:
    for path, methods in document["paths"].items():
        for method in methods.keys() & {"post", "put", "patch"}:
            yield path, method.upper()


def _client(user: User | None) -> Client:
    client = world.signed_in(user)
    client.raise_request_exception = False
    return client


def _ask(
    city: world.World, operation: Any, people: Iterator[Client], number: int, found: Any
) -> None:
    real = _real(city, operation.path)
    numbers = iter(range(number * 10))

    @settings(
        max_examples=number,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
    def ask(case: Any) -> None:
        if next(numbers) % 4:
            case.path_parameters = {**(case.path_parameters or {}), **real}
        try:
            case.validate_response(_answer(next(people), case), checks=CHECKS)
        except (FailureGroup, Failure) as wrong:
            for failure in getattr(wrong, "exceptions", [wrong]):
                found.setdefault(f"{operation.label}: {failure.title}", str(failure)[:600])

    ask()


def _real(city: world.World, path: str) -> dict[str, Any]:
    """Arguments that lead to something that exists."""
    route = re.sub(r"\{(\w+)\}", lambda part: f"<{'pk' if part[1] == 'id' else part[1]}>", path)
    beginnings = [known for known in city.arguments if route.startswith(known)]
    values = city.arguments[max(beginnings, key=len)] if beginnings else {}
    values = {"id": values.get("pk")} | values
    return {name: values[name] for name in re.findall(r"\{(\w+)\}", path) if values.get(name)}


def _answer(client: Client, case: Any) -> Response:
    """What the portal answers, after which everything is again as it was."""
    wanted = case.as_transport_kwargs(base_url="http://testserver")
    asked = requests.Request(
        wanted["method"],
        wanted["url"],
        params=wanted.get("params"),
        headers=wanted["headers"],
        **{
            name: wanted[name] for name in ("json", "data", "files") if wanted.get(name) is not None
        },
    ).prepare()
    kept = {name: str(value) for name, value in asked.headers.items() if name.lower() in HEADERS}
    kind = str(asked.headers.get("Content-Type", "application/json"))
    with transaction.atomic():
        told = client.generic(
            str(asked.method), asked.path_url, asked.body or b"", kind, headers=kept
        )
        transaction.set_rollback(True)
    content = b"".join(told) if told.streaming else told.content
    headers = {name: [value] for name, value in told.items()}
    return Response(told.status_code, headers, content, asked, elapsed=0.0, verify=False)
