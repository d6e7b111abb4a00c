"""A client that a program made from our description runs the main flow, and knows nothing else."""

import importlib
import json
import subprocess
import sys
import uuid
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from reports.models import Report
from sheets.models import Sheet
from tests import make
from units.rules import Scope

NAME, HERE = "luoshi_client", "http://testserver"
# What the test client says by itself.
CARRIED = {"host", "content-type", "content-length", "cookie"}


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The package of the client, on the path."""
    folder = tmp_path_factory.mktemp("client")
    schema, config = folder / "schema.json", folder / "config.json"
    described = SchemaGenerator().get_schema(request=None, public=True)
    schema.write_text(json.dumps(described, default=str), encoding="utf-8")
    as_json = {"application/problem+json": "application/json"}
    config.write_text(json.dumps({"post_hooks": [], "content_type_overrides": as_json}))
    _generate(schema, config, folder / NAME)
    sys.path.insert(0, str(folder))
    yield importlib.import_module(NAME)
    sys.path.remove(str(folder))
    for name in [each for each in sys.modules if each.partition(".")[0] == NAME]:
        del sys.modules[name]


def _generate(schema: Path, config: Path, into: Path) -> None:
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"]
    command += ["--path", str(schema), "--config", str(config), "--output-path", str(into)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stdout, done.stdout


@pytest.fixture
def speak(generated: ModuleType) -> Any:
    """The client of a person with a token, which talks to the portal in this very process."""

    def speak(person: Any, *scopes: Scope) -> Any:
        _token, key = make.token(person, *scopes)
        made = generated.AuthenticatedClient(HERE, token=key, raise_on_unexpected_status=True)
        headers = {"Authorization": f"Bearer {key}", "Accept-Language": "en"}
        line = httpx.Client(base_url=HERE, transport=httpx.MockTransport(_ask), headers=headers)
        return made.set_httpx_client(line)

    return speak


def _ask(request: httpx.Request) -> httpx.Response:
    """Over no line: the database connection of the test is the only one that sees its rows."""
    sent = {name: value for name, value in request.headers.items() if name not in CARRIED}
    answer = Client().generic(
        request.method,
        request.url.raw_path.decode(),
        request.read(),
        content_type=request.headers.get("Content-Type", ""),
        headers=sent,
    )
    return httpx.Response(answer.status_code, headers=dict(answer.items()), content=answer.content)


def call(name: str) -> Any:
    """An operation of the client, such as `reports.reports_list`."""
    return importlib.import_module(f"{NAME}.api.{name}").sync


def model(name: str) -> Any:
    return getattr(importlib.import_module(f"{NAME}.models"), name)


def test_a_report_goes_its_way(speak, report, anna, rita, ines, lena) -> None:
    writer = speak(anna, Scope.READ, Scope.REPORT)
    (mine,) = call("reports.reports_list")(client=writer).results
    assert (mine.id, str(mine.state.value)) == (report.pk, "open")
    content = model("ContentIn")(revision=mine.revision, percent="40", progress="Site chosen.")
    sent = call("reports.reports_submit_create")(
        mine.id, client=writer, body=content, idempotency_key=str(uuid.uuid4())
    )
    assert str(sent.state.value) == "submitted"
    for person in (rita, ines):
        _approve(speak(person, Scope.READ, Scope.REVIEW), mine.id)
    report.refresh_from_db()
    assert report.state == "approved"
    overview = call("overview.overview")(client=speak(lena, Scope.READ))
    assert overview.coverage.received == 1


def _approve(client: Any, pk: int) -> None:
    shown = call("reports.reports_retrieve")(pk, client=client)
    if str(shown.state.value) != "approved":
        seen = model("RevisionIn")(revision=shown.revision)
        call("reports.reports_approve_create")(pk, client=client, body=seen)


def test_what_is_refused_is_a_problem_that_the_client_reads(speak, report, anna) -> None:
    content = model("ContentIn")(revision=0, percent="40", progress="x")
    submit = importlib.import_module(f"{NAME}.api.reports.reports_submit_create")
    answer = submit.sync(report.pk, client=speak(anna, Scope.READ), body=content)
    assert (answer.status, answer.additional_properties["scope"]) == (403, "report")
    assert Report.objects.get().state == "open"


def test_a_sheet_is_handed_in(speak, settings, tmp_path, report, anna) -> None:
    settings.MEDIA_ROOT = tmp_path
    file = importlib.import_module(f"{NAME}.types").File
    body = model("SheetIn")(
        file=file(BytesIO("序号,任务\n1,培育企业".encode()), "sheet.csv", "text/csv"),
        kind=model("SheetKind")("reports"),
        ends_on=report.period.ends_on,
    )
    taken = call("sheets.sheets_create")(client=speak(anna, Scope.READ, Scope.UPLOAD), body=body)
    assert taken.id == Sheet.objects.get().pk


def test_numbers_arrive_as_they_were_written(speak, report, anna) -> None:
    content = model("ContentIn")(revision=0, percent="33.3", progress="x")
    saved = call("reports.reports_save_create")(
        report.pk, client=speak(anna, Scope.READ, Scope.REPORT), body=content
    )
    assert Decimal(saved.draft.percent) == Decimal("33.3")
