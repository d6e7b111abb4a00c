"""What was misread once, each by the smallest text that showed it."""

import json

from intake.reader import Reading, read_text


def plan(item: str) -> Reading:
    return read_text(f"云岭市行动方案（2026—2028年）\n一、重点任务\n（一）做事。{item}\n")


def test_a_unit_behind_huitong_assists():
    (task,) = plan("由市数据局会同市公安局、市税务局负责。").tasks
    assert task.lead_units == ("市数据局",)
    assert task.assist_units == ("市公安局", "市税务局")


def test_targets_behind_a_note_are_read():
    reading = plan("牵头部门：县应急局。\n目标任务：入园率提高到95%。")
    assert [target.indicator for target in reading.targets] == ["入园率"]


def test_a_list_that_brings_the_rule_of_the_first_is_a_list():
    (task,) = plan("建站3个。（市交通局、市科技局；列第一位的为牵头单位，下同）").tasks
    assert (task.lead_units, task.assist_units) == (("市交通局",), ("市科技局",))


def test_what_a_promise_starts_from_is_no_part_of_its_indicator():
    (target,) = plan("毕业生留县率由42%提高至50%。").targets
    assert (target.indicator, str(target.value)) == ("毕业生留县率", "50")


def test_a_ratio_opens_no_item():
    reading = plan("车桩比优于2.5∶1，万人拥有桩达15个。（市科技局牵头）")
    assert [task.number for task in reading.tasks] == ["（一）"]


def test_the_last_of_some_stages_is_the_deadline():
    (task,) = plan("时间节点：3月底前完成设计；6月底前开工；11月底前完工。（市科技局牵头）").tasks
    assert str(task.due) == "2026-11-30"


def test_what_stands_before_a_colon_is_no_unit():
    (task,) = plan("建站3个。（包抓单位：高新区管委会）").tasks
    assert task.lead_units == ("高新区管委会",)


def test_a_clause_without_an_end_is_not_repeated_with_every_target():
    reading = plan("建成" + "企业10家、" * 2000)
    assert len(json.dumps(reading.as_json())) < 400 * len(reading.text)
