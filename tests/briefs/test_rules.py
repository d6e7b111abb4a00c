"""What a breakdown says, as tables of examples."""

import pytest

from briefs.rules import (
    Heading,
    flowing,
    new_headings,
    pieces,
    plain,
    shared_depth,
    without_notes,
    work_of,
    wrapped,
)

NAMES = ["市科技局", "市财政局", "市科创办（市科技局）"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("建设基地。（牵头单位：市科技局；参与单位：市财政局）", "建设基地。"),
        ("建设基地。（市科技局牵头，市财政局配合）", "建设基地。"),
        ("建设基地。\n牵头单位：市科技局\n责任单位：市财政局", "建设基地。"),
        ("建设基地。\n责任单位：市科创办（市科技局）", "建设基地。"),
        ("建设基地。\n牵头单位：市科技局\n完成时限：2026年10月底前", "建设基地。"),
        ("建设基地。牵头单位：市科技局责任单位：市财政局", "建设基地。"),
        ("建设基地。（市科技局、市财政局等有关部门及各地区按职责分工负责）", "建设基地。"),
        ("建设基地。责任单位：由领导小组另行研究确定并向社会公布其名单和联系方式", None),
        ("建设基地（二期）", "建设基地（二期）"),
        ("建设基地。（含配套）", "建设基地。（含配套）"),
        ("市科技局会同市财政局建立联席会议制度，按季研究重大事项并通报结果。", None),
        ("建设基地。\n由市科技局牵头建立全市统一的需求清单和对接台账并按月更新。", None),
    ],
)
def test_notes_at_the_end_that_have_columns_of_their_own_are_left_out(text, left):
    assert without_notes(text, names=NAMES, has_due=True) == (text if left is None else left)


def test_a_deadline_stays_in_the_text_where_its_column_is_empty():
    text = "建设基地。\n完成时限：长期坚持"
    assert without_notes(text, names=NAMES, has_due=False) == text


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("建设基地。分区建设车间。", "分区建设车间。"),
        ("建设基地\n分区建设车间。", "分区建设车间。"),
        ("建设基地：分区建设车间。", "分区建设车间。"),
        ("建设基地，分区建设车间。", "建设基地，分区建设车间。"),
        ("建设基地。（市科技局牵头）", "建设基地"),
        ("", "建设基地"),
    ],
)
def test_a_heading_is_not_said_twice_and_a_sentence_stays_whole(text, work):
    assert work_of(text, title="建设基地", names=NAMES, has_due=False) == work


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("分区建\n设车间。", "分区建设车间。"),
        ("分区建设车间。\n配套管线。", "分区建设车间。\n配套管线。"),
        ("分区建设车间\n（1）配套管线", "分区建设车间\n（1）配套管线"),
        ("\n\n分区\n\n建设\n", "分区建设"),
    ],
)
def test_lines_that_a_copy_broke_are_joined(text, joined):
    assert flowing(text) == joined


def test_only_headings_that_begin_are_printed_and_never_those_above_all_tasks():
    paths = [("二、任务", "（一）平台"), ("二、任务", "（一）平台"), ("二、任务", "（二）人才")]
    shared = shared_depth(paths)
    printed = [
        list(new_headings(before, path, shared=shared))
        for before, path in zip([(), *paths], paths, strict=False)
    ]
    assert printed == [[Heading(1, "（一）平台")], [], [Heading(1, "（二）人才")]]


def test_a_section_stands_below_its_chapter():
    found = list(new_headings(("一、甲",), ("二、乙", "（一）丙"), shared=0))
    assert found == [Heading(1, "二、乙"), Heading(2, "（一）丙")]


def test_digits_take_half_the_room_of_chinese_letters():
    assert wrapped("云岭2026年", room=3) == ["云岭20", "26年"]


@pytest.mark.parametrize(
    "text", ["建设车间。" * 200, "甲" * 1000, "a" * 4000, "\n" * 90, "甲\n" * 90]
)
def test_a_text_too_long_for_a_row_is_cut_into_rows_and_nothing_is_lost(text):
    parts = pieces(text, room=20, most=10)
    assert len(parts) > 1
    assert all(len(wrapped(part, room=20)) <= 10 for part in parts)
    assert "".join(parts).replace("\n", "") == text.replace("\n", "")


def test_cuts_fall_between_sentences():
    assert all(part.endswith("。") for part in pieces("建设车间。" * 200, room=20, most=10))


def test_what_no_office_file_can_hold_is_dropped():
    assert plain("甲\x00\x08乙\ud800\v丙\r\n丁") == "甲乙\n丙\n丁"
