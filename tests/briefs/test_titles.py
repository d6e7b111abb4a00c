"""Titles of several lines: trapezoids and diamonds, as tables of examples."""

import pytest

from briefs.rules import hanging_lines, printed_width, title_lines

# How many letters of a title stand between the margins.
ROOM = 20.1
LONG = (
    "云岭市人民政府关于贯彻落实省委省政府决策部署推进全市高质量发展重点任务民生实事"
    "重大项目2026年上半年进展情况及下一步工作安排的通报"
)


@pytest.mark.parametrize(
    "lines",
    [
        ["关于全市重点任务落实情况的通报"],
        ["关于2026年第三季度", "全市重点工作落实情况的通报"],
        ["关于《2026年云岭市政府工作报告》", "重点任务第三季度落实情况的督查通报"],
        ["云岭市人民政府办公室关于2026年1—9月", "主要经济指标和重点任务完成情况的通报"],
        ["关于截至2026年9月30日", "主要目标任务完成情况的通报"],
    ],
)
def test_a_title_breaks_where_its_sense_does(lines):
    assert title_lines("".join(lines), room=ROOM) == lines


@pytest.mark.parametrize(
    "title", [LONG, "督" * 23, "督" * 41, "督" * 59, "督" * 97, f"{LONG}{LONG}"]
)
def test_lines_differ_and_never_shrink_and_grow_again(title):
    lines = title_lines(title, room=ROOM)
    wide = [printed_width(line) for line in lines]
    assert "".join(lines) == title
    assert max(wide) <= ROOM and min(wide) >= 4
    steps = [after - before for before, after in zip(wide, wide[1:], strict=False)]
    grown = [step for step in steps if step > 0]
    assert steps[: len(grown)] == grown


@pytest.mark.parametrize("length", range(21, 36))
def test_no_letter_is_left_over(length):
    lines = title_lines("督" * length, room=ROOM)
    assert len(lines) == 2
    assert abs(len(lines[0]) - len(lines[1])) >= 1 and min(map(len, lines)) >= 4


@pytest.mark.parametrize(
    "whole",
    [
        "《2026年云岭市政府工作报告》",
        "“十五五”",
        "12000人",
        "6.5%",
        "1—9月",
        "2026年6月底前",
        "第3期",
    ],
)
def test_names_and_numbers_with_their_units_stay_whole(whole):
    for before in range(4, 30):
        title = f"关于{'督' * before}{whole}{'办' * 9}情况的通报"
        assert any(whole in line for line in title_lines(title, room=ROOM)), title


def test_a_name_that_no_line_holds_is_broken_all_the_same():
    title = "关于更正《关于2026年第三季度全市重点工作落实情况的通报》有关数据的通知"
    lines = title_lines(title, room=ROOM)
    assert "".join(lines) == title and len(lines) == 2
    assert not any(line.startswith("》") or line.endswith("《") for line in lines)


def test_marks_stay_with_the_word_before_them():
    for length in range(12, 24):
        title = f"{'督' * length}、{'办' * 9}的、{'查' * 9}的通报"
        lines = title_lines(title, room=ROOM)
        assert not any(line[0] in "、的" for line in lines), lines


def test_lines_of_the_writer_are_kept():
    assert title_lines("关于重点任务的\n督查通报", room=ROOM) == ["关于重点任务的", "督查通报"]


@pytest.mark.parametrize(
    "title", ["", " ", "A" * 200, "9" * 200, "《" * 200, "的" * 200, "、" * 50]
)
def test_nonsense_keeps_its_letters(title):
    assert "".join(title_lines(title, room=ROOM)) == title.strip()


def test_copies_hang_below_their_first_name():
    text = "抄送：市委办公室，市财政局、市人力资源和社会保障局、市住房和城乡建设局、市文旅局。"
    assert hanging_lines(text, room=27) == [
        "抄送：市委办公室，市财政局、市人力资源和社会保障局、",
        "\u3000\u3000\u3000市住房和城乡建设局、市文旅局。",
    ]
    assert hanging_lines("抄送：" + "督" * 40 + "。", room=27) == [
        "抄送：" + "督" * 24,
        "\u3000\u3000\u3000" + "督" * 16 + "。",
    ]
