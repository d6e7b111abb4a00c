"""Words that an official chooses in the source. No database."""

import pytest

from intake import passages, rules
from tests.intake import sample


def span(words: str) -> tuple[int, int]:
    start = sample.TEXT.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("农村电商年销售额达到6亿元", ("农村电商年销售额", "6", "亿元", "2028-12-31", None, None)),
        ("新建乡村基站300座", ("乡村基站", "300", "座", "2028-12-31", None, "t1")),
        ("每年举办2场现场会", ("现场会", "2", "场", "2028-12-31", "year", "t2")),
        ("引导合作社使用传感设备", ("引导合作社使用传感设备", None, None, None, None, "t2")),
    ],
)
def test_what_a_target_says_is_read_from_its_words(words: str, expected: tuple) -> None:
    found = passages.target_in(sample.reading(), span(words))
    fields = ("indicator", "value", "unit", "due", "every", "task_id")
    assert tuple(found.get(name) for name in fields) == expected
    assert found["quote"] == words


@pytest.mark.parametrize(
    ("words", "title", "number"),
    [
        ("加快基站向村组延伸", "加快基站向村组延伸", None),
        ("2.发展数字农业。引导合作社", "发展数字农业", "2"),
        (",到2028年新建乡村基站300座。", "到2028年新建乡村基站300座", None),
    ],
)
def test_what_a_task_says_is_read_from_its_words(words, title, number) -> None:
    found = passages.task_in(sample.reading(), span(words))
    assert (found["title"], found["number"]) == (title, number)


def test_a_whole_item_brings_its_units() -> None:
    start, end = span("1.建好乡村网络")[0], span("\n\n2.发展")[0]
    found = passages.task_in(sample.reading(), (start, end))
    assert found["lead_units"] == ["市科技局"]
    assert found["assist_units"] == ["市财政局", "各乡镇政府"]


def test_several_names_are_several_units_each_at_its_place() -> None:
    marks = passages.unit_marks(sample.TEXT, span("市财政局、各乡镇政府"), "assist")
    assert [mark["name"] for mark in marks] == ["市财政局", "各乡镇政府"]
    assert all(sample.TEXT[mark["start"] : mark["end"]] == mark["name"] for mark in marks)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("0-3", (0, 3)), ("0-0", None), ("", None), ("a-b", None), ("5", None),
        ("0-99999999", None), ("99999999999-99999999999", None), ("-3--1", None),
    ],
)  # fmt: skip
def test_a_place_of_an_address_is_read_or_refused(place: str, expected) -> None:
    assert passages.span_of("一二三四" * 1000, place) == expected


def test_a_place_is_taken_without_white_space_around_it() -> None:
    assert passages.span_of(" 建网 \n", "0-5") == (1, 3)


# --- Places ---------------------------------------------------------------------------------------


def test_the_source_is_cut_without_losing_a_letter() -> None:
    read = rules.corrected(sample.reading(), {})
    cut = rules.passages(read, (0, len(sample.TEXT)))
    assert "".join(passage.text for passage in cut) == sample.TEXT
    entries = {passage.text: passage.entry for passage in cut}
    assert entries["农村电商年销售额达到6亿元"] == "targets-g3"
    assert entries["市农业农村局"] == "tasks-t2"


def test_a_target_has_its_words_inside_its_task() -> None:
    read = rules.corrected(sample.reading(), {})
    target, task = read["targets"][3], read["tasks"][0]
    assert task["start"] < target["start"] < task["end"]
    cut = rules.passages(read, (target["start"], target["end"]))
    assert {passage.entry for passage in cut} == {"targets-g4"}


@pytest.mark.parametrize(
    ("words", "near", "expected"),
    [
        ("建网", 0, (0, 2)), ("建网", 9, (6, 8)), ("建 网", 9, (6, 8)), ("网修路", 0, (1, 6)),
        ("无", 0, None), ("", 0, None), ("  ", 0, None), (".", 0, None),
    ],
)  # fmt: skip
def test_words_are_found_where_lines_break_otherwise(words: str, near: int, expected) -> None:
    assert rules.find_words("建网\n\n修路建网", words, near=near) == expected


@pytest.mark.parametrize(
    ("words", "task"),
    [
        ("培育数字农业基地12个,农村", None),
        ("加快基站", "t1"),
        ("市委科创办", "t2"),
        ("云岭市", None),
    ],
)
def test_words_stand_in_the_task_that_began_last(words: str, task: str | None) -> None:
    found = rules.task_at(sample.reading(), span(words)[0])
    assert (found["id"] if found else None) == task
