"""Blank templates of the office's sheets come back and are understood without a question."""

from typing import Any

import pytest
from django.utils import translation

from plans.models import Plan
from reports.models import Period
from sheets.columns import KINDS
from sheets.models import Kind, Stage
from sheets.writing import blank_columns, write_blank
from tests import make
from tests.sheets.books import opened, outcomes, saved
from tests.sheets.bulk import sent, told
from units.models import Unit, User

CONTENT: dict[str, tuple[str, dict[str, Any]]] = {
    "measurements": ("ines", {"indicator": "高新技术企业", "ends_on": "2026-09-30", "value": 7}),
    "units": ("sam", {"name": "市水利局", "parent": "云岭市政府"}),
    "people": ("sam", {"username": "li", "name": "李丽", "unit": "市科技局", "phone": "8-123"}),
}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("kind", CONTENT)
def test_a_filled_template_is_read_at_once(
    request: pytest.FixtureRequest, plan: Plan, north: Unit, kind: str, language: str
) -> None:
    make.target(plan, north)
    who, cells = CONTENT[kind]
    by: User = request.getfixturevalue(who)
    with translation.override(language):
        if kind == "people":
            cells = cells | {"roles": str(dict(KINDS[kind]["roles"].choices)["reporter"])}
        book = opened(write_blank(blank_columns(kind), title="表", now=make.NOW))
        keys = [column.key for column in blank_columns(kind)]
        for key, value in cells.items():
            book.worksheets[0].cell(2, keys.index(key) + 1).value = value
    sheet = sent(saved(book), Kind(kind), by)
    assert (sheet.stage, told(sheet)) == (Stage.CHECKED, [])
    assert outcomes(sheet) == {2: "new"}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_template_of_a_citys_own_table_knows_whose_its_lines_are(
    plan: Plan, period: Period, north: Unit, south: Unit, ines: User, language: str
) -> None:
    tasks = [make.task(plan, unit, title="优化营商环境") for unit in (north, south)]
    owed = [make.report(period, task.assignments.get()) for task in tasks]
    with translation.override(language):
        book = opened(write_blank(blank_columns("city"), title="表", now=make.NOW))
    keys = [column.key for column in blank_columns("city")]
    for row, unit in enumerate(("市财政局", "市科技局"), start=2):
        cells = {"unit": unit, "subject": "优化营商环境", "percent": 40, "progress": "完成四成。"}
        for key, value in cells.items():
            book.worksheets[0].cell(row, keys.index(key) + 1).value = value
    sheet = sent(saved(book), Kind.CITY, ines, ends_on=period.ends_on)
    assert (sheet.stage, told(sheet)) == (Stage.CHECKED, [])
    about = sheet.lines.order_by("row").values_list("about_id", flat=True)
    assert list(about) == [owed[1].pk, owed[0].pk]
