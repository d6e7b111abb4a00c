"""Several tables one below the other on a worksheet."""

import pytest

from sheets.rules.matching import Line, find_tables, lines_of
from tests.sheets.matching.pages import page

FIRST = """
一、重点任务
序号|工作任务|完成率（%）|推进情况
1|建设人工智能实验室|60|主体封顶。
2|引进高层次人才|35|签约八人。
合计||48|
"""
SECOND = """
二、主要指标
单位：万元
指标名称|计量单位|累计完成|进展情况
固定资产投资|亿元|1.9|按计划推进。
科技型企业|家|120|稳步增长。
"""
GROUPED = """
附表
|任务情况|任务情况|进展情况
序号|责任单位|重点任务|推进情况
1|市科技局|办好科技活动周|筹备。
"""
# It says what a line is about, and nothing that can be saved.
CONTACTS = """
序号|工作任务|责任单位|联系电话
1|引进高层次人才|市科技局|0850-1234567
"""


def rows(text: str) -> list[list[int]]:
    """The rows that are lines of each table."""
    sheet = page(text)
    return [
        [each.row for each in lines_of(sheet, header) if isinstance(each, Line)]
        for header in find_tables(sheet).headers
    ]


def test_a_table_below_another_one_is_read_with_its_own_columns() -> None:
    found = find_tables(page(FIRST.strip("\n") + SECOND))
    assert [header.letter("subject") for header in found.headers] == ["B", "A"]
    assert [header.letter("value") for header in found.headers] == [None, "C"]
    assert found.unread == ()


def test_each_table_has_its_own_lines_and_its_own_title() -> None:
    text = FIRST.strip("\n") + SECOND
    assert rows(text) == [[3, 4], [9, 10]]
    assert find_tables(page(text)).headers[1].above.measure == "万元"


def test_a_header_of_two_rows_belongs_to_its_table() -> None:
    assert rows(FIRST.strip("\n") + GROUPED) == [[3, 4], [9]]


def test_a_table_that_cannot_be_read_is_told_by_its_cell() -> None:
    found = find_tables(page(FIRST.strip("\n") + CONTACTS))
    assert (len(found.headers), found.unread) == (1, ("A6",))
    assert rows(FIRST.strip("\n") + CONTACTS) == [[3, 4]]


def test_what_stands_below_a_table_that_cannot_be_read_is_read() -> None:
    assert rows(FIRST.strip("\n") + CONTACTS.rstrip("\n") + SECOND) == [[3, 4], [11, 12]]


def test_the_same_header_on_the_next_printed_page_begins_no_table() -> None:
    again = "\n".join(FIRST.strip("\n").split("\n")[1:4])
    assert rows(f"{FIRST.strip()}\n{again}") == [[3, 4, 7, 8]]


def test_the_same_words_over_other_columns_begin_a_table() -> None:
    moved = "工作任务|序号|推进情况|完成率（%）\n办好科技活动周|3|筹备。|5"
    found = find_tables(page(f"{FIRST.strip()}\n{moved}"))
    assert [header.letter("percent") for header in found.headers] == ["C", "D"]


@pytest.mark.parametrize("needed", [frozenset({"indicator"}), frozenset({"ends_on"})])
def test_a_table_without_what_is_needed_is_not_read(needed: frozenset[str]) -> None:
    found = find_tables(page(FIRST.strip("\n") + SECOND), needed=needed)
    assert len(found.headers) == 1
