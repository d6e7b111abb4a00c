"""The office's and the administrators' sheets on their pages and by the API, kind by kind."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from plans.models import Plan
from sheets import wording
from sheets.columns import KINDS
from sheets.jobs import read_sheets
from sheets.models import Kind, Sheet
from sheets.writing import blank_columns, write_blank
from tests import make
from tests.sheets.books import confirmed, opened
from tests.sheets.bulk import sent, table
from units.models import Unit, User


@dataclass(frozen=True)
class Case:
    """A kind of sheet: who brings it, a good line, one that stands twice, what the pages say."""

    kind: str
    who: str
    head: tuple[str, ...]
    good: tuple[object, ...]
    wrong: tuple[object, ...]
    # (cell, words) of what is wrong, in Chinese.
    trouble: tuple[str, str]
    confirming: str
    saved: str
    twice: str
    stays: str = ""


CASES = [
    Case(
        "measurements",
        "ines",
        ("指标名称", "截至日期", "完成值", "数据来源"),
        ("高新技术企业", "2026-09-30", 186, "市统计局"),
        ("高新技术企业", "2026-08-31", "", "市统计局"),
        ("C3", "该行缺少“数值”"),
        "保存后数值即生效",
        "数值已生效。",
        "同一目标同一日期的数值",
    ),
    Case(
        "units",
        "sam",
        ("单位名称", "上级单位", "别名", "统一社会信用代码"),
        ("市水利局", "云岭市政府", "市水务局", "11530000MB0000000X"),
        ("市能源局", "", "", ""),
        ("B3", "该行缺少“上级单位”"),
        "新单位和新名称保存后即可使用",
        "单位和名称现可使用。",
        "是同一单位",
        "不能随表格撤回",
    ),
    Case(
        "people",
        "sam",
        ("登录名", "姓名", "单位", "角色"),
        ("lili", "李丽", "市科技局", "填报员"),
        ("wang", "", "市科技局", "填报员"),
        ("B3", "该行缺少“姓名”"),
        "由安全管理员开通账号并授予角色",
        "人员等待安全管理员开通账号。",
        "登录名相同",
        "不能随表格撤回",
    ),
]
EACH = pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind)


@pytest.fixture
def by(request: pytest.FixtureRequest, case: Case, plan: Plan, city: Unit, north: Unit) -> User:
    make.target(plan, north)
    user: User = request.getfixturevalue(case.who)
    return user


def read(case: Case, by: User, *rows: tuple[object, ...]) -> Sheet:
    return sent(table(list(case.head), *map(list, rows or (case.good,))), Kind(case.kind), by)


def shown(client: Client, sheet: Sheet) -> str:
    client.force_login(sheet.uploaded_by)
    return client.get(reverse("sheets:sheet", args=[sheet.pk])).content.decode()


@EACH
def test_the_page_says_what_saving_does_and_what_it_did(
    client: Client, case: Case, by: User
) -> None:
    sheet = read(case, by)
    page = shown(client, sheet)
    assert case.confirming in page
    assert "草稿" not in page
    client.post(reverse("sheets:confirm", args=[sheet.pk]), {"then": "submit"})
    read_sheets()
    page = shown(client, sheet)
    assert case.saved in page
    assert "草稿" not in page


@EACH
def test_only_what_can_be_taken_back_has_a_button_for_it(
    client: Client, case: Case, by: User
) -> None:
    page = shown(client, confirmed(read(case, by), by))
    assert ("全部撤回" in page) is not bool(case.stays)
    assert case.stays in page


@EACH
def test_a_mistake_is_told_with_the_title_of_its_column(
    client: Client, case: Case, by: User
) -> None:
    sheet = read(case, by, case.good, case.wrong)
    cell, words = case.trouble
    page = " ".join(shown(client, sheet).split())
    assert f'<b class="figure">{cell}</b> {words}' in page
    client.cookies["django_language"] = "en"
    assert "is missing in this line" in shown(client, sheet)


@EACH
def test_two_lines_about_one_thing_are_told_in_its_own_words(
    client: Client, case: Case, by: User, sam: User
) -> None:
    if case.kind == "units":
        make.unit("市水利局", parent=Unit.objects.get(name="云岭市政府"))
        Unit.objects.filter(name="市水利局").update(scope=Unit.objects.get(name="云岭市政府"))
    sheet = read(case, by, case.good, case.good)
    assert set(sheet.lines.values_list("outcome", flat=True)) == {"refused"}
    assert case.twice in shown(client, sheet)


@EACH
def test_a_template_that_nobody_filled_in_is_no_sheet(case: Case, by: User) -> None:
    empty = write_blank(blank_columns(case.kind), title="表", now=make.NOW)
    sheet = sent(empty, Kind(case.kind), by)
    assert (sheet.stage, sheet.refusal["code"]) == ("refused", "nothing_filled_in")
    assert "逐行填写" in wording.refusal(sheet.refusal)


@EACH
def test_a_sheet_of_something_else_is_told_to_use_the_template(case: Case, by: User) -> None:
    sheet = sent(table(["甲", "乙", "丙"], ["一", "二", "三"]), Kind(case.kind), by)
    assert (sheet.stage, sheet.refusal["code"]) == ("refused", "no_known_columns")
    assert "空白模板" in wording.refusal(sheet.refusal)


@EACH
def test_the_api_tells_the_same(client: Client, case: Case, by: User) -> None:
    sheet = read(case, by, case.good, case.wrong)
    client.force_login(by)
    lines: list[dict[str, Any]] = client.get(f"/api/v1/sheets/{sheet.pk}/lines/").json()["results"]
    assert [line["outcome"] for line in lines] == ["new", "refused"]
    assert set(lines[0]["before"]) <= set(KINDS[case.kind])
    assert (lines[1]["troubles"][0]["cell"], lines[1]["troubles"][0]["level"]) == (
        case.trouble[0],
        "error",
    )
    sent_off = client.post(
        f"/api/v1/sheets/{sheet.pk}/confirm/", {"only_good": True}, "application/json"
    )
    assert sent_off.status_code == 202
    read_sheets()
    assert client.get(f"/api/v1/sheets/{sheet.pk}/").json()["stage"] == "saved"


def test_a_column_that_is_needed_is_asked_for_by_its_title(
    client: Client, plan: Plan, north: Unit, ines: User
) -> None:
    make.target(plan, north)
    case = CASES[0]
    sheet = sent(
        table([case.head[0], "甲", *case.head[2:]], list(case.good)), Kind(case.kind), ines
    )
    assert sheet.stage == "asking"
    with translation.override("zh-hans"):
        fault = {"code": "column_needed", "key": "ends_on"}
        assert wording.column_fault(fault, kind="measurements") in shown(client, sheet)


@EACH
def test_its_template_has_an_example_of_each_required_column(case: Case, by: User) -> None:
    with translation.override("zh-hans"):
        book = opened(write_blank(blank_columns(case.kind), title="表", now=make.NOW))
    how = {row[0]: row[2] for row in book.worksheets[1].iter_rows(values_only=True) if row[0]}
    needed = [column for column in KINDS[case.kind].values() if column.required]
    with translation.override("zh-hans"):
        assert all(how[f"{column.title}（必填）"] is not None for column in needed)


def test_units_of_a_sheet_stay_when_somebody_asks_by_the_api(
    client: Client, city: Unit, sam: User
) -> None:
    case = CASES[1]
    sheet = confirmed(read(case, sam), sam)
    client.force_login(sam)
    answer = client.post(f"/api/v1/sheets/{sheet.pk}/withdraw/")
    assert (answer.status_code, "不能随表格撤回" in answer.content.decode()) == (409, True)
