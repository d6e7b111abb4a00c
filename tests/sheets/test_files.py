"""Files about a sheet: what is wrong in it as a list, and blank templates."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from reports.models import Report
from sheets.models import Sheet
from sheets.writing import blank_columns
from tests.sheets.books import LETTERS, filled, read, write
from units.models import Unit, User


@pytest.fixture
def wrong(north: Unit, anna: User, report: Report) -> Sheet:
    """Anna's workbook with a figure that nobody can take."""
    return read(
        filled(north, lambda s: write(s, 2, percent="很多", progress="新增12家。")), north, anna
    )


@pytest.fixture(autouse=True)
def english_pages(client: Client) -> None:
    client.cookies["django_language"] = "en"


def opened(answer: Any) -> Workbook:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return load_workbook(BytesIO(content))


def test_everything_wrong_comes_as_a_list(client: Client, wrong: Sheet, anna: User) -> None:
    client.force_login(anna)
    answer = client.get(reverse("sheets:troubles-xlsx", args=[wrong.pk]))
    sheet = opened(answer).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    [row] = [row for row in rows if row[2] == f"{LETTERS['percent']}2"]
    assert row[1] == 2
    assert "很多" in row[5]


def test_the_page_offers_both(client: Client, wrong: Sheet, anna: User) -> None:
    client.force_login(anna)
    page = client.get(reverse("sheets:sheet", args=[wrong.pk])).content.decode()
    assert reverse("sheets:make-copy", args=[wrong.pk]) in page
    assert reverse("sheets:troubles-csv", args=[wrong.pk]) in page


@pytest.mark.parametrize("times", [1, 20])
def test_the_queries_of_a_file_do_not_grow(
    client: Client, wrong: Sheet, anna: User, django_assert_num_queries: Any, times: int
) -> None:
    line = wrong.lines.get()
    for number in range(1, times):
        line.pk, line.row, line._state.adding = None, line.row + number, True
        line.save()
    client.force_login(anna)
    address = reverse("sheets:troubles-csv", args=[wrong.pk])
    client.get(address)  # what is kept between requests is kept now
    with django_assert_num_queries(5):
        assert client.get(address).status_code == 200


def test_strangers_get_no_list(client: Client, wrong: Sheet, vera: User) -> None:
    client.force_login(vera)
    assert client.get(reverse("sheets:troubles-csv", args=[wrong.pk])).status_code == 404


@pytest.mark.parametrize("kind", ["city", "measurements"])
def test_the_office_gets_the_templates_of_what_it_brings(
    client: Client, ines: User, kind: str
) -> None:
    client.force_login(ines)
    sheet = opened(client.get(reverse("sheets:blank", args=[kind]))).worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    assert titles == [str(column.title) for column in blank_columns(kind)]


@pytest.mark.parametrize(
    ("who", "kind", "status"),
    [
        ("anna", "reports", 200),
        ("anna", "city", 404),
        ("ines", "reports", 403),
        ("ines", "people", 404),
        ("sam", "people", 200),
        ("sam", "reports", 404),
        ("ines", "nonsense", 404),
    ],
)
def test_a_template_is_for_those_who_would_bring_it(
    client: Client, request: pytest.FixtureRequest, who: str, kind: str, status: int
) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse("sheets:blank", args=[kind])).status_code == status


def test_words_to_choose_from_stand_in_the_hidden_sheet(client: Client, sam: User) -> None:
    client.force_login(sam)
    book = opened(client.get(reverse("sheets:blank", args=["units"])))
    checks = {
        str(each.sqref)[0]: each for each in book.worksheets[0].data_validations.dataValidation
    }
    columns = [column.key for column in blank_columns("units")]
    kind = checks["ABCDEFGH"[columns.index("kind")]]
    assert (kind.type, kind.formula1) == ("list", "'Dictionary'!$A$1:$A$" + kind.formula1[-1:])
    assert book["Dictionary"].sheet_state == "hidden"
    assert book["Dictionary"]["B1"].value
