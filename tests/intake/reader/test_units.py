"""Notes of units as offices write them → who leads and who assists."""

import pytest

from intake.reader import read_text

NOTES = [
    ("（牵头单位：市科技局；责任单位：市教育局、市财政局）", "市科技局", "市教育局 市财政局"),
    ("牵头单位：市科技局\n配合单位：各县、区人民政府", "市科技局", "各县、区人民政府"),
    ("责任单位：市科技局、市财政局", "市科技局 市财政局", ""),
    ("贵任单位：市科技局", "市科技局", ""),
    ("（市科技局牵头，市财政局、市人社局按职责分工负责）", "市科技局", "市财政局 市人社局"),
    ("（市科技局、市财政局分别牵头）", "市科技局 市财政局", ""),
    ("（市科技局会同市财政局、市教育局落实）", "市科技局", "市财政局 市教育局"),
    ("（市科技局、市财政局）", "市科技局 市财政局", ""),
    (
        "（市科技局、市财政局等部门及各区人民政府按职责分工负责）",
        "市科技局 市财政局 各区人民政府",
        "",
    ),
    ("（市科技局等有关部门和单位负责）", "市科技局", ""),
    ("（各有关部门和单位负责）", "各有关部门和单位", ""),
    ("【牵头单位】市科技局【配合单位】市财政局", "市科技局", "市财政局"),
    (
        "（牵头单位：市委科创办（市科技局），配合单位：市财政局）",
        "市委科创办（市科技局）",
        "市财政局",
    ),
    (
        "责任单位为市工业和信息化局和市人力资源和社会保障局。",
        "市工业和信息化局 市人力资源和社会保障局",
        "",
    ),
    ("责任单位：区发改委区统计局", "区发改委 区统计局", ""),
    ("责任单位：市科技局 市财政局", "市科技局 市财政局", ""),
    ("牵头领导：王某某；责任单位：市科技局；完成时限：2024年6月", "市科技局", ""),
    (
        "（责任单位：市科技局，配合单位：市财政局、高等教育服务中心）",
        "市科技局",
        "市财政局 高等教育服务中心",
    ),
]


def plan(note: str, *, before: str = "") -> str:
    first = f"1.开展试验。有序推进各项试验工作。{note}\n"
    second = "2.总结经验。形成可以推广的做法。（市档案局负责）\n"
    return f"云岭市试验工作方案\n{before}一、主要任务\n{first}{second}"


@pytest.mark.parametrize(("note", "lead", "assist"), NOTES)
def test_a_note_says_who_leads_and_who_assists(note: str, lead: str, assist: str):
    task = read_text(plan(note)).tasks[0]
    assert (" ".join(task.lead_units), " ".join(task.assist_units)) == (lead, assist)


def test_a_rule_stated_once_makes_the_first_unit_lead_from_there_on():
    reading = read_text(plan("（市科技局、市财政局负责。列第一位的为牵头单位，下同）"))
    assert reading.tasks[0].lead_units == ("市科技局",)
    assert reading.tasks[0].assist_units == ("市财政局",)


def test_a_sentence_can_add_units_to_all_tasks_below_it():
    before = "以下任务均需各区政府、开发区管委会落实，不再一一列出。\n"
    reading = read_text(plan("（牵头单位：市科技局）", before=before))
    assert reading.tasks[0].assist_units == ("各区政府", "开发区管委会")


def test_a_name_cut_off_in_the_copy_is_completed_and_doubted():
    text = plan("责任单位：市经济和信息化").replace("市档案局", "市经济和信息化局")
    task = read_text(text).tasks[0]
    assert task.lead_units == ("市经济和信息化局",)
    assert [doubt.code for doubt in task.doubts] == ["name_restored"]


def test_two_notes_in_one_item_are_two_tasks():
    note = "（市科技局负责）建立专家库，组织专家评估。（市教育局负责）"
    tasks = read_text(plan(note)).tasks
    assert [task.title for task in tasks[:2]] == ["开展试验", "建立专家库"]
    assert [task.lead_units for task in tasks[:2]] == [("市科技局",), ("市教育局",)]


def test_a_note_behind_the_last_sub_item_answers_for_the_whole_item():
    item = "（{}）开展试点。\n1.选定地点。全面摸清情况。\n2.组织评估。及时总结经验。（市{}负责）\n"
    text = "云岭市试点方案\n一、任务\n" + item.format("一", "科技局") + item.format("二", "教育局")
    assert [task.number for task in read_text(text).tasks] == ["（一）", "（二）"]


def test_an_item_without_units_beside_items_that_have_some_is_doubted():
    task = read_text(plan("")).tasks[0]
    assert (task.title, task.lead_units) == ("开展试验", ())
    assert [doubt.code for doubt in task.doubts] == ["no_units"]


def test_enterprises_that_work_together_in_the_text_answer_for_nothing():
    text = "云岭市攻关方案\n一、任务\n1.组织攻关。由龙头企业牵头，高校院所参与，开展联合攻关。\n"
    assert read_text(text).tasks[0].lead_units == ()
