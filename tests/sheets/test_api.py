"""Sheets by the API: the same file, outcomes and verbs as on the pages."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from indicators.models import Measurement, Target
from plans.models import Plan
from reports.models import Report
from sheets import services
from sheets.models import Sheet
from tests import make
from tests.sheets.books import filled, write
from tests.sheets.bulk import table
from units.models import Unit, User

pytestmark = pytest.mark.usefixtures("english")
ROOT = "/api/v1/sheets/"
VALUES = table(["指标名称", "截至日期", "数值"], ["高新技术企业", "2026-09-30", 186])


def send(client: Client, content: bytes, **facts: Any) -> Any:
    return client.post(ROOT, {"file": SimpleUploadedFile("表.xlsx", content), **facts})


def act(client: Client, sheet: int, verb: str, body: object = None) -> Any:
    return client.post(f"{ROOT}{sheet}/{verb}/", body or {}, content_type="application/json")


def work() -> None:
    """Let a worker do what there is to do, by the clock that the API reads."""
    while services.work_on_one_sheet(now=timezone.now()):
        pass


def one(client: Client, sheet: int, part: str = "") -> Any:
    return client.get(f"{ROOT}{sheet}/{part}").json()


@pytest.fixture
def book(north: Unit, report: Report) -> bytes:
    return filled(north, lambda s: write(s, 2, percent=62.5, progress="新增12家。"))


@pytest.fixture
def target(plan: Plan, north: Unit) -> Target:
    return make.target(plan, north)


def test_a_file_is_taken_read_confirmed_and_saved(
    client: Client, book: bytes, anna: User, report: Report
) -> None:
    client.force_login(anna)
    answer = send(client, book)
    pk = answer.json()["id"]
    assert (answer.status_code, answer.json()["working"]) == (202, True)
    assert answer["Location"].endswith(f"{ROOT}{pk}/")
    work()
    assert one(client, pk)["counts"]["new"] == 1
    assert act(client, pk, "confirm", {"submit": True}).status_code == 202
    work()
    assert one(client, pk)["stage"] == "saved"
    report.refresh_from_db()
    assert report.state == "submitted"


def test_the_same_file_again_tells_what_became_of_it(
    client: Client, book: bytes, anna: User
) -> None:
    client.force_login(anna)
    first, again = send(client, book), send(client, book)
    assert (first.status_code, again.status_code) == (202, 200)
    assert first.json()["id"] == again.json()["id"]


def test_lines_have_cells_codes_and_sentences(
    client: Client, north: Unit, anna: User, report: Report
) -> None:
    client.force_login(anna)
    pk = send(client, filled(north, lambda s: write(s, 2, percent="很多"))).json()["id"]
    work()
    (line,) = one(client, pk, "lines/?show=refused")["results"]
    assert (line["row"], line["outcome"], line["troubles"][0]["cell"]) == (2, "refused", "I2")
    assert "很多" in line["troubles"][0]["sentence"]


def test_an_unknown_sort_of_lines_is_refused(client: Client, good: Sheet, anna: User) -> None:
    client.force_login(anna)
    assert client.get(f"{ROOT}{good.pk}/lines/?show=refussed").status_code == 400


def test_a_line_is_left_out_by_its_number(client: Client, good: Sheet, anna: User) -> None:
    client.force_login(anna)
    pk = good.lines.get().pk
    answer = act(client, good.pk, "decide", {"lines": [{"line": pk, "choice": "leave"}]})
    assert answer.json()["counts"]["left"] == 1
    assert act(client, good.pk, "confirm").status_code == 409


def test_values_of_targets_come_and_go(client: Client, target: Target, ines: User) -> None:
    client.force_login(ines)
    pk = send(client, VALUES, kind="measurements").json()["id"]
    work()
    act(client, pk, "confirm")
    work()
    assert Measurement.objects.live().get().value == 186
    assert act(client, pk, "withdraw").json()["stage"] == "withdrawn"
    assert not Measurement.objects.live().exists()


def test_columns_are_said(client: Client, target: Target, ines: User) -> None:
    client.force_login(ines)
    content = table(["指标名称", "截至日期", "本次结果"], ["高新技术企业", "2026-09-30", 5])
    pk = send(client, content, kind="measurements").json()["id"]
    work()
    (asked,) = one(client, pk)["tables"]
    assert len(asked["faults"]) == 1
    said = {"columns": {asked["signature"]: {"C": "value"}}}
    assert act(client, pk, "columns", said).status_code == 202
    work()
    assert one(client, pk)["counts"]["new"] == 1


def test_a_sheet_that_is_read_can_be_given_up_and_read_again(
    client: Client, good: Sheet, anna: User
) -> None:
    client.force_login(anna)
    assert act(client, good.pk, "cancel").json()["stage"] == "cancelled"
    assert act(client, good.pk, "again").json()["stage"] == "reading"


@pytest.mark.parametrize(
    ("who", "facts", "code"),
    [
        ("anna", {"kind": "measurements"}, 404),
        ("anna", {"kind": "people"}, 404),
        ("anna", {"carried_for": "王某"}, 403),
        ("anna", {"kind": "everything"}, 400),
        ("anna", {"spare": "1"}, 400),
        ("anna", {"ends_on": "someday"}, 400),
        ("ines", {"kind": "units"}, 403),
        ("ines", {}, 403),
        ("ines", {"carried_for": "王某"}, 400),
        ("ines", {"kind": "measurements", "carried_for": "王某"}, 400),
        ("sam", {"kind": "measurements"}, 403),
        ("sam", {}, 404),
        ("sam", {"kind": "people"}, 202),
        ("ines", {"kind": "city"}, 202),
    ],
)
def test_who_may_send_what(
    client: Client, request: pytest.FixtureRequest, who: str, facts: dict[str, str], code: int
) -> None:
    client.force_login(request.getfixturevalue(who))
    assert send(client, VALUES, **facts).status_code == code
    assert Sheet.objects.count() == (code == 202)


def test_another_units_sheet_is_not_there(client: Client, good: Sheet, vera: User) -> None:
    client.force_login(vera)
    assert len(client.get(ROOT).json()["results"]) == 0
    assert client.get(f"{ROOT}{good.pk}/").status_code == 404
    assert client.get(f"{ROOT}{good.pk}/lines/").status_code == 404
    assert act(client, good.pk, "confirm").status_code == 404


def test_readers_change_nothing(client: Client, good: Sheet, ines: User) -> None:
    client.force_login(ines)
    assert one(client, good.pk)["counts"]["new"] == 1
    for verb in ("confirm", "decide", "columns", "again", "cancel", "withdraw"):
        assert act(client, good.pk, verb).status_code == 403


@pytest.mark.parametrize("many", [1, 6])
def test_lists_cost_the_same_however_long(
    client: Client, north: Unit, anna: User, many: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    client.force_login(anna)
    facts = {"unit": north, "uploaded_by": anna, "uploaded_at": make.NOW, "file": "x"}
    for number in range(many):
        Sheet.objects.create(name="x", sha256=str(number), not_before=make.NOW, **facts)
    with django_assert_num_queries(4):
        assert len(client.get(ROOT).json()["results"]) == many
