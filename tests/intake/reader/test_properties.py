"""What holds for any text whatever: it is read, in time that grows with its length, and every
place that the reading names is a place in the text.
"""

import re
import time
from collections.abc import Callable
from itertools import chain
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.reader import Reading, read_text
from intake.reader.vocabulary import known_words

from .generator import LAYOUTS, make

# Words of the reader's own vocabularies, less those that are patterns.
KNOWN = sorted(word for word in known_words() if re.fullmatch("[\u4e00-\u9fff]{1,8}", word))
SIGNS = [
    *"，。、；：！？,.;:（）()【】〔〕《》“”|/-—–·①②Ⅰ%％#*",
    *("\n", "\t", " ", "\u3000", "\u200b", "\ufeff"),
]
NUMBERS = [
    "一、",
    "（一）",
    "1.",
    "1、",
    "第一条",
    "一是",
    "十二",
    "2025年",
    "3",
    "12.5",
    "1,200",
    "２０",
]
OFFICES = ["市科技局", "各乡镇", "县、区人民政府", "市委科创办（市科技局）", "云岭市工作方案"]

anything = st.text(max_size=300)
composed = st.lists(
    st.sampled_from(KNOWN) | st.sampled_from(SIGNS) | st.sampled_from(NUMBERS + OFFICES),
    max_size=120,
).map("".join)
# A document cut into pieces that are put together in another order.
shuffled = st.builds(
    lambda name, seed, order: cut_up(make(LAYOUTS[name], seed).text, order),
    st.sampled_from(sorted(LAYOUTS)),
    st.integers(0, 3),
    st.randoms(use_true_random=False),
)
any_text = given(text=anything | composed | shuffled)
often = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)


def cut_up(text: str, order: Any) -> str:
    pieces = re.split("(?<=[，。\n、（）])", text[:1500])
    order.shuffle(pieces)
    return "".join(pieces)


# ---------------------------------------------------------------- any text


@often
@any_text
def test_every_quote_is_what_the_text_says_there(text: str):
    reading = read_text(text)
    assert reading.text == text
    entries: list[Any] = [*reading.tasks, *reading.targets]
    for entry in entries:
        assert entry.quote == text[entry.start : entry.end] != ""


@often
@any_text
def test_every_mark_lies_inside_the_text(text: str):
    reading = read_text(text)
    for start, end in places(reading):
        assert 0 <= start < end <= len(text)


def places(reading: Reading) -> list[tuple[int, int]]:
    entries: list[Any] = [reading, *reading.tasks, *reading.targets]
    fields = chain.from_iterable(entry.marks.values() for entry in entries)
    units = ((mark.start, mark.end) for task in reading.tasks for mark in task.unit_marks)
    return [*filter(None, fields), *units]


@often
@any_text
def test_reading_twice_gives_the_same(text: str):
    assert read_text(text).as_json() == read_text(text).as_json()


@often
@any_text
def test_clauses_nest_and_stand_in_order(text: str):
    known: dict[str, Any] = {}
    before = -1
    for clause in read_text(text).clauses:
        assert before <= clause.start <= clause.end <= len(text)
        above = known.get(clause.parent or "")
        assert (clause.parent is None) == (above is None)
        if above:
            assert above.start <= clause.start <= clause.end <= above.end
            assert above.level < clause.level
        before, known[clause.id] = clause.start, clause


@often
@any_text
def test_targets_refer_to_tasks_and_clauses_that_are_there(text: str):
    reading = read_text(text)
    tasks = {task.id: task.title for task in reading.tasks}
    clauses = {clause.id for clause in reading.clauses}
    for target in reading.targets:
        assert target.task == (tasks[target.task_id] if target.task_id else None)
        assert target.clause is None or target.clause in clauses
        if target.value_high is not None:
            assert target.value is not None
            assert target.value < target.value_high


# ---------------------------------------------------------------- time

SHORT, TIMES = 1_500, 4
SLACK = 2.0  # a cost that grew with the square would be TIMES times too high
ROUNDS = 4  # on a machine that others use, one quiet round of several proves enough
ADVERSARIES = {
    "open brackets": lambda n: "（" * n,
    "open square brackets": lambda n: "〔" * n,
    "open titles": lambda n: "《" * n,
    "open quotes": lambda n: "“" * n,
    "pairs of brackets": lambda n: "（）" * (n // 2),
    "brackets in brackets": lambda n: "（" * (n // 2) + "）" * (n // 2),
    "open brackets and names": lambda n: "（市科技局、" * (n // 6),
    "分别": lambda n: "分别" * (n // 2),
    "numbers apart": lambda n: "分别达到10家、" * (n // 8),
    "numbers apart and one end": lambda n: "甲、乙分别达到" + "1家、" * (n // 3),
    "one line": lambda n: "培育企业" * (n // 4),
    "one line of numbers": lambda n: "建成企业10家" * (n // 7),
    "short lines": lambda n: "工作\n" * (n // 3),
    "lines of one letter": lambda n: "甲\n" * (n // 2),
    "digits": lambda n: "1" * n,
    "digits between points": lambda n: "1." * (n // 2),
    "digits between commas": lambda n: "1,000," * (n // 6),
    "chapters": lambda n: "一、" * (n // 2),
    "chapters on lines": lambda n: "一、\n" * (n // 3),
    "chapters of items": lambda n: "一、甲\n（一）乙。\n（二）丙。\n" * (n // 15),
    "areas": lambda n: "（一）" * (n // 3),
    "circled": lambda n: "①" * n,
    "ordinals": lambda n: "一是" * (n // 2),
    "decimals": lambda n: "1.1 工作\n" * (n // 7),
    "tabs": lambda n: "\t" * n,
    "rows": lambda n: "序号\t任务\t牵头单位\n" + "1\t建设\t市科技局\n" * (n // 10),
    "rows of bars": lambda n: "|" * n,
    "spaces": lambda n: " " * n,
    "gaps": lambda n: "甲  乙  丙\n" * (n // 8),
    "empty lines": lambda n: "\n" * n,
    "labels": lambda n: "牵头单位：" * (n // 5),
    "labels and names": lambda n: "牵头单位：市科技局\n" * (n // 10),
    "leads": lambda n: "由市科技局牵头，" * (n // 8),
    "names": lambda n: "市科技局、" * (n // 5),
    "names run together": lambda n: "（牵头单位：" + "市科技局" * (n // 4),
    "and": lambda n: "（牵头单位：" + "市科技局和" * (n // 5),
    "stops": lambda n: "。" * n,
    "commas": lambda n: "，" * n,
    "years": lambda n: "到2025年" * (n // 6),
    "rhythms": lambda n: "每年" * (n // 2),
    "Chinese numbers": lambda n: "一" * n,
    "hundreds": lambda n: "百" * n,
    "verbs": lambda n: "建成" * (n // 2),
    "comparators": lambda n: "达到" * (n // 2),
    "dashes": lambda n: "-" * n,
    "hashes": lambda n: "#" * n,
    "stars": lambda n: "*" * n,
    "titles": lambda n: "关于印发" * (n // 4),
    "quoted titles": lambda n: "《方案》" * (n // 4),
    "落实": lambda n: "贯彻落实" * (n // 4),
    "numbers of documents": lambda n: "云政发〔2025〕1号" * (n // 11),
    "flat table": lambda n: "序号\n重点任务\n牵头单位\n完成时限\n" + "1\n建设\n" * (n // 5),
    "titles of columns": lambda n: "序号\n任务\n牵头单位\n" * (n // 10),
    "lists of goals": lambda n: "包括甲、" * (n // 4) + "3个目标",
    "rules": lambda n: "列第一位的为牵头单位" * (n // 10),
    "restored names": lambda n: "".join(
        f"（市{chr(0x4E00 + i)}经济信息化）" for i in range(n // 9)
    ),
    "different names": lambda n: "".join(f"（{chr(0x4E00 + i)}局负责）" for i in range(n // 6)),
    "same goals": lambda n: (
        "一、主要目标\n" + "".join(f"{chr(0x4E00 + i % 9000)}企业达到10家。" for i in range(n // 8))
    ),
}


@pytest.mark.parametrize("name", ADVERSARIES)
def test_four_times_the_text_takes_four_times_the_time(name: str):
    assert grows_no_faster(lambda size: everywhere(ADVERSARIES[name](size)), SHORT, TIMES)


@pytest.mark.parametrize(
    "name", ["one line", "one line of numbers", "short lines", "labels", "chapters of items"]
)
def test_a_text_of_many_characters_costs_no_more_for_each_of_them(name: str):
    assert grows_no_faster(ADVERSARIES[name], 20_000, 10)


def test_a_cost_that_grows_with_the_square_is_noticed():
    def squared(text: str) -> None:
        for _ in text:
            text.count("。" * 2)

    assert not grows_no_faster(lambda size: "。" * size, 3_000, TIMES, squared)


def everywhere(text: str) -> str:
    """The text where goals are read, where an item says what is to be done, and in its note."""
    return f"一、主要目标\n{text}达到10家。\n二、任务\n（一）建设。{text}。（牵头单位：{text}）\n"


def grows_no_faster(
    text: Callable[[int], str], size: int, times: int, reader: Callable[[str], object] = read_text
) -> bool:
    short, long = text(size), text(size * times)
    reader(short)  # vocabularies are loaded once
    return any(
        spent(reader, long) < spent(reader, short) * times * SLACK + 0.02 for _ in range(ROUNDS)
    )


def spent(reader: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    reader(text)
    return time.process_time() - start
