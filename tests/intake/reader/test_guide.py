"""The worked sentence of docs/reader.md, read as that page says."""

import re
from pathlib import Path

from intake.reader import read_text
from intake.reader.lines import read_lines

GUIDE = Path(__file__).parents[3] / "docs" / "reader.md"


def sentence() -> str:
    blocks = re.findall("```\n(.*?)```", GUIDE.read_text("utf-8"), re.S)
    return next(block for block in blocks if "建好乡村网络" in block)


def test_the_page_shows_what_every_stage_searches():
    assert read_lines(sentence()).plain.splitlines()[-1] in GUIDE.read_text("utf-8")


def test_the_task_of_the_worked_sentence_is_read_as_the_page_says():
    (task,) = read_text(sentence()).tasks
    assert (task.number, task.title, task.path) == ("（一）", "建好乡村网络", ("二、重点任务",))
    assert (task.lead_units, task.assist_units) == (("市科技局",), ("市财政局",))


def test_the_target_of_the_worked_sentence_is_read_as_the_page_says():
    (target,) = read_text(sentence()).targets
    assert (target.indicator, target.value, target.unit) == ("乡村基站", 300, "座")
    assert target.op == "at_least"
    assert str(target.due) == "2028-12-31"
    assert (target.quote[:2], target.quote[-1]) == ("新建", "座")
    assert "- 3 -" in target.quote


def test_every_module_and_vocabulary_that_the_page_names_is_there():
    reader = GUIDE.parents[1] / "intake" / "reader"
    tests = GUIDE.parents[1] / "tests" / "intake" / "reader"
    named = re.findall(r"`(?:\w+/)*(\w+\.(?:py|toml))", GUIDE.read_text("utf-8"))
    places = (reader, tests, reader.parent / "rules")
    missing = {name for name in named if not any([*place.rglob(name)] for place in places)}
    assert len(named) > 30
    assert missing <= {"manage.py"}
