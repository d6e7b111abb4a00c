"""A cell that holds a sentence offers its figures, and somebody chooses the one that is meant."""

import pytest
from django.test import Client

from core.models import AuditEntry
from indicators.models import Target
from plans.models import Plan
from reports.models import Period, Report
from sheets import exports, services
from sheets.jobs import read_sheets
from sheets.models import Sheet
from tests import make
from tests.sheets.books import errors, filled, outcomes, read, upload, worked, write
from tests.sheets.tables import rows_of
from units.models import Unit, User

SENTENCE = "增长约50家，其中高新12家，占比20%"
HEAD = ["指标名称", "累计完成", "推进情况"]


@pytest.fixture
def counted(plan: Plan, north: Unit, target_report: Report) -> Report:
    """What is reported is counted in 家."""
    target = Target.objects.select_related("indicator").get(reports=target_report)
    target.indicator.unit_of_measure = "家"
    target.indicator.save(update_fields=["unit_of_measure"])
    return target_report


@pytest.fixture
def asked(north: Unit, anna: User, counted: Report, period: Period) -> Sheet:
    """A department's own sheet with a sentence in B2, which was read."""
    assert counted.target is not None
    name = counted.target.indicator.name
    sheet = upload(rows_of(HEAD, [name, SENTENCE, "按计划推进。"]), north, anna)
    (table,) = worked(sheet).layout["tables"]
    # A sentence is no sign of a value.
    columns = {table["signature"]: {"B": "value"}}
    services.answer_sheet(
        sheet_id=sheet.pk, ends_on=period.ends_on, columns=columns, by=anna, now=make.NOW
    )
    return worked(sheet)


def choose(sheet: Sheet, by: User, figure: str, place: str = "0:2") -> Sheet:
    services.answer_sheet(
        sheet_id=sheet.pk, figures={place: {"value": figure}}, by=by, now=make.NOW
    )
    return worked(sheet)


def test_only_figures_of_the_lines_measure_are_offered(asked: Sheet) -> None:
    (trouble,) = asked.lines.get().troubles
    assert (trouble["cell"], trouble["code"]) == ("B2", "several_numbers")
    assert [each["figure"] for each in trouble["offers"]] == ["50", "12"]


def test_the_figure_that_was_chosen_counts(asked: Sheet, anna: User) -> None:
    line = choose(asked, anna, "12").lines.get()
    assert (line.outcome, line.content["value"]) == ("new", "12")


def test_another_figure_may_be_chosen_afterwards(asked: Sheet, anna: User) -> None:
    choose(asked, anna, "12")
    assert choose(asked, anna, "50").lines.get().content["value"] == "50"


def test_the_choice_stays_when_the_sheet_is_read_again(asked: Sheet, anna: User) -> None:
    choose(asked, anna, "12")
    services.read_again(sheet_id=asked.pk, by=anna, now=make.NOW)
    assert worked(asked).lines.get().content["value"] == "12"


def test_what_is_not_offered_cannot_be_chosen(asked: Sheet, anna: User) -> None:
    assert errors(choose(asked, anna, "99")) == [("B2", "several_numbers")]


def test_who_chose_stands_in_the_audit_trail(asked: Sheet, anna: User) -> None:
    choose(asked, anna, "12")
    entry = AuditEntry.objects.filter(verb="sheet.answered").latest("pk")
    assert (entry.actor, entry.details) == (anna, {"figures": "B2 = 12"})


def test_the_marked_copy_says_what_was_chosen(asked: Sheet, anna: User) -> None:
    marks = exports.marks_of(choose(asked, anna, "12"))
    assert [each.cell for each in marks if "12家" in each.sentence] == ["B2"]


def test_the_portals_own_workbook_offers_them_as_well(
    north: Unit, anna: User, counted: Report
) -> None:
    sheet = read(filled(north, lambda s: write(s, 2, value=SENTENCE, progress="好。")), north, anna)
    assert choose(sheet, anna, "12").lines.get().content["value"] == "12"


def test_the_page_offers_figures_and_keeps_what_else_was_decided(asked: Sheet, anna: User) -> None:
    client = Client()
    client.force_login(anna)
    page = client.get(f"/sheets/{asked.pk}/").content.decode()
    assert 'name="figure-0:2/value" value="12"' in page
    client.post(f"/sheets/{asked.pk}/lines/", {"figure-0:2/value": "12"})
    read_sheets()
    assert outcomes(asked) == {2: "new"}
    assert "已选定其中的12家" in client.get(f"/sheets/{asked.pk}/").content.decode()


def test_a_system_chooses_a_figure_as_well(asked: Sheet, anna: User) -> None:
    client = Client()
    client.force_login(anna)
    (line,) = client.get(f"/api/v1/sheets/{asked.pk}/lines/").json()["results"]
    assert line["troubles"][0]["offers"][1] == {
        "figure": "12", "words": "12家", "is_chosen": False,
    }  # fmt: skip
    said = {"figures": {"0:2": {"value": "12"}}}
    address = f"/api/v1/sheets/{asked.pk}/columns/"
    assert client.post(address, said, content_type="application/json").status_code == 202
    read_sheets()
    assert asked.lines.get().content["value"] == "12"
