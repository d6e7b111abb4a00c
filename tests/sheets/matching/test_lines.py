"""Which rows are lines, what merged cells mean for them, and which worksheets are read."""

from datetime import date
from decimal import Decimal

import pytest

from sheets.rules.matching import Line, Skipped, Unread, Why, claim_of, find_table, lines_of, survey
from tests.sheets.matching.pages import Page, Row, page

HEAD = "序号|工作任务|责任单位|目标值|累计完成|推进情况\n"


def read(text: str, merges: str = "") -> list[Line | Skipped]:
    sheet = page(HEAD + text, merges=merges)
    header = find_table(sheet)
    assert header is not None
    return list(lines_of(sheet, header))


def lines(text: str, merges: str = "") -> list[Line]:
    return [each for each in read(text, merges) if isinstance(each, Line)]


FIRST = "1|建设城市创新平台|市科技局|6|4|新增平台4个，正在推进第三批认定工作。\n"
SECOND = "2|培育高新技术企业||8|6|组织辅导6场，入库企业58家，持续跟进。\n"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("合计|||14|10|", Why.TOTAL),
        ("一、小计|||14|10|", Why.TOTAL),
        ("注：数据截至9月底。", Why.NOTE),
        ("填报人：李明||审核人：周强", Why.NOTE),
        ("二、民生实事", Why.HEADING),
        ("（二）|民生实事", Why.HEADING),
        ("序号|工作任务|责任单位|目标值|累计完成|推进情况", Why.HEADER),
        ("|\u200b|", Why.EMPTY),
    ],
)
def test_rows_that_are_no_lines_are_skipped_with_the_reason(row: str, why: Why) -> None:
    found = read(FIRST + row + "\n" + SECOND)
    assert [each for each in found if isinstance(each, Skipped)] == [Skipped(3, why)]
    assert [each.row for each in found if isinstance(each, Line)] == [2, 4]


def test_a_second_table_with_other_columns_is_not_read_as_the_first() -> None:
    second = "序号|指标名称|计量单位|累计完成|目标值|备注\n1|技术合同成交额|亿元|19.4|26|\n"
    found = read(FIRST + second)
    assert [(each.row, getattr(each, "why", None)) for each in found] == [
        (2, None), (3, Why.OTHER_TABLE), (4, Why.OTHER_TABLE),
    ]  # fmt: skip


def test_a_unit_is_filled_down_where_a_merge_says_so_and_only_there() -> None:
    merged = lines(FIRST + SECOND, merges="C2:C3")
    assert merged[1].cells["unit"] == "市科技局"
    assert merged[1].filled == {"unit"}
    assert "unit" not in lines(FIRST + SECOND)[1].cells


def test_figures_and_sentences_are_never_filled_down() -> None:
    second = "2|培育高新技术企业|市科技局|||\n"
    cells = lines(FIRST + second, merges="D2:D3 E2:E3 F2:F3")[1].cells
    assert not cells.keys() & {"planned", "value", "progress"}


def test_a_merge_over_a_million_rows_costs_nothing() -> None:
    found = lines(FIRST + SECOND, merges="C2:C1048576 nonsense B2")
    assert found[1].cells["unit"] == "市科技局"


def test_the_same_as_above_is_taken_for_names_and_never_for_figures() -> None:
    second = "2|培育高新技术企业|同上|8|同上|〃\n"
    cells = lines(FIRST + second)[1].cells
    assert (cells["unit"], cells["value"], cells["progress"]) == ("市科技局", "同上", "〃")


def test_a_heading_across_the_table_is_the_category_below_it() -> None:
    found = lines("一、科技创新\n" + FIRST)
    assert found[0].cells["category"] == "一、科技创新"


def test_parts_of_an_item_speak_with_their_own_words() -> None:
    sheet = page(
        "序号|项目名称|目标任务|累计完成\n5|农村公路提升工程|新建农村公路30公里|21\n||改造农村公路55公里|44\n"
    )
    header = find_table(sheet)
    assert header is not None
    first, second = (
        claim_of(each, header) for each in lines_of(sheet, header) if isinstance(each, Line)
    )
    assert (first.title, first.context) == ("新建农村公路30公里", "农村公路提升工程")
    assert (second.title, second.number) == ("改造农村公路55公里", "")


def test_rows_are_taken_one_by_one() -> None:
    def endless():
        yield Row(1, {"A": "工作任务", "B": "推进情况", "C": "备注"})
        for number in range(2, 10**9):
            yield Row(number, {"A": f"任务{number}", "B": "正在推进，已完成前期工作。"})

    class Endless(Page):
        rows = property(lambda self: endless(), lambda self, rows: None)

    sheet = Endless("台账", [])
    header = find_table(sheet)
    assert header is not None
    found = lines_of(sheet, header)
    assert [next(found).row for _ in range(500)] == list(range(2, 502))


def test_wide_and_long_rows_are_read_in_bounds() -> None:
    wide = {
        f"{one}{two}": "工作任务" * 4000
        for one in "ABCDEFG"
        for two in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    }
    rows = [Row(number, wide | {"A": Decimal(number)}) for number in range(1, 200)]
    assert find_table(Page("宽", rows)) is None


MONTH = HEAD + FIRST


@pytest.mark.parametrize(
    ("on", "names"),
    [(date(2026, 8, 31), ["8月"]), (date(2026, 12, 31), ["9月"]), (None, ["9月"])],
)
def test_of_worksheets_by_month_one_is_read(on, names) -> None:
    book = [page(MONTH), page(MONTH), page("填报说明\n请于10日前报送"), page("\n")]
    for sheet, name in zip(book, ("8月", "9月", "说明", "空"), strict=True):
        sheet.name = name
    found = survey(book, on=on)
    assert [each.name for each in found if each.headers] == names
    assert {each.why for each in found} == {None, Unread.OTHER_MONTH, Unread.NO_TABLE, Unread.EMPTY}


def test_worksheets_by_unit_are_all_read() -> None:
    book = [page(MONTH), page(MONTH)]
    book[0].name, book[1].name = "市科技局", "市财政局"
    assert all(each.headers for each in survey(book))
