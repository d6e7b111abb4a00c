"""What a document says about itself: small heads, each with what it says."""

import re
from datetime import date
from typing import Any

import pytest

from intake.reader.head import dating, issuers, letterhead, periods, superiors, title_lines, titles
from intake.reader.head.heads import Head, read_head
from intake.reader.lines import View, read_lines
from intake.reader.outline import read_outline

BODY = """
一、总体要求
坚持稳中求进。
二、重点任务
（一）培育企业。引进企业70家。（市科技局牵头，市财政局配合）
（二）建设平台。建成众创空间4家。（市科技局负责）
"""
SIGNED = "云岭市人民政府办公室\n2024年3月1日\n"
NAVIGATION = "网站首页 新闻中心 信息公开 办事服务 互动交流 专题专栏\n"


def read(text: str) -> tuple[View, Head]:
    """The head of a text, above two small chapters where it has none of its own."""
    text = text if "一、" in text else text + BODY
    view = read_lines(text)
    return view, read_head(view, read_outline(view, []))


def head(text: str) -> Head:
    return read(text)[1]


# ---------------------------------------------------------------- titles

TITLES = {
    "alone": ("云岭市数字乡村建设方案\n", "云岭市数字乡村建设方案"),
    "below navigation": (NAVIGATION + "云岭市数字乡村建设方案\n", "云岭市数字乡村建设方案"),
    "below a glued bar": ("首页新闻中心关于我们\n云岭市供水方案\n", "云岭市供水方案"),
    "below a page's word": ("新闻详情\n云岭市供水保障方案\n", "云岭市供水保障方案"),
    "below buttons": ("收藏 留言\n云岭市供水保障方案\n", "云岭市供水保障方案"),
    "labelled": ("标　　题：云岭市供水保障方案\n索引号：009\n", "云岭市供水保障方案"),
    "in a table above": ("公开范围 面向社会\n云岭市供水方案\n", "云岭市供水方案"),
    "in two lines": ("云岭市加强农村供水\n保障实施方案\n", "云岭市加强农村供水保障实施方案"),
    "in spaced lines": (
        "云岭市供水重点工作\n\n及排水项目实施方案\n\n各县区：\n",
        "云岭市供水重点工作及排水项目实施方案",
    ),
    "across a quoted title": (
        "松口区落实《云岭市供水\n保障方案》工作措施\n",
        "松口区落实《云岭市供水保障方案》工作措施",
    ),
    "with years below": (
        "云岭市供水行动方案\n（2024—2026年）\n",
        "云岭市供水行动方案（2024—2026年）",
    ),
    "below its issuer": ("云岭市水利局\n云岭市供水保障方案\n", "云岭市供水保障方案"),
    "that names its issuer above": (
        "云岭市人民政府\n关于加强供水保障的意见\n",
        "云岭市人民政府关于加强供水保障的意见",
    ),
    "in a letter of three lines": (
        "云岭市水利局\n关于印发云岭市供水\n保障方案的通知\n",
        "云岭市供水保障方案",
    ),
    "in a letter that ends s p a c e d": (
        "云岭市人民政府\n关于印发云岭市供水若干措施的\n通  知\n",
        "云岭市供水若干措施",
    ),
    "handed on": (
        "云岭市人民政府转发市水利局关于云岭市供水方案的通知\n",
        "关于云岭市供水方案",
    ),
    "below its letter": (
        f"云岭市人民政府办公室关于印发供水方案的通知\n{SIGNED}（此件公开发布）\n云岭市供水方案\n",
        "云岭市供水方案",
    ),
    "short in its letter": (
        "云岭市水利局关于印发2025年工作要点的通知\n云岭市2025年供水工作要点\n",
        "云岭市2025年供水工作要点",
    ),
    "cited by its letter": (
        "关于印发供水保障若干措施的通知\n《云岭市供水保障若干措施》已经同意。\n",
        "云岭市供水保障若干措施",
    ),
    "of a work report's division": (
        "云岭市关于落实《政府工作报告》\n重点工作分工的意见\n",
        "云岭市关于落实《政府工作报告》重点工作分工的意见",
    ),
    "of an annex": ("附件2\n云岭市2025年供水任务分解表\n", "云岭市2025年供水任务分解表"),
    "of unknown kind": ("云岭市低空经济场景白名单\n", "云岭市低空经济场景白名单"),
    "of an article": (
        "首页 > 解读\n《云岭市落实<云东省供水方案>措施》政策解读\n",
        "云岭市落实《云东省供水方案》措施",
    ),
}


@pytest.mark.parametrize(("text", "title"), TITLES.values(), ids=TITLES)
def test_the_plan_has_its_own_title(text: str, title: str):
    assert head(text).title == title


@pytest.mark.parametrize(
    "text",
    ["为保障供水，现提出以下措施。\n", "目录\n工作任务\n各县区人民政府：\n", "2024年3月1日\n"],
)
def test_what_is_no_title_is_none(text: str):
    assert head(text).title is None


# ---------------------------------------------------------------- issuers and numbers

PLAN = "云岭市供水保障方案\n"
ISSUERS = {
    "a letter": ("云岭市水利局关于印发供水保障方案的通知\n", "云岭市水利局"),
    "a letter of two": (
        "中共云岭市委办公室  云岭市人民政府办公室\n印发《云岭市供水保障方案》的通知\n",
        "中共云岭市委办公室 云岭市人民政府办公室",
    ),
    "a label": ("发文机关：云岭市水利局  主题分类：水利\n" + PLAN, "云岭市水利局"),
    "a label without a colon": ("发布机构 云岭市水利局\n" + PLAN, "云岭市水利局"),
    "a letterhead": ("云岭市水利局文件\n" + PLAN, "云岭市水利局"),
    "a signature": (PLAN + SIGNED, "云岭市人民政府办公室"),
    "the last lines": (PLAN + BODY + "云岭市水利局\n二〇二四年三月一日\n", "云岭市水利局"),
    "two signatures": (
        PLAN + "云岭市水利局\n云岭市财政局\n2024年3月1日\n",
        "云岭市水利局 云岭市财政局",
    ),
    "the full name where signed": (
        "区人民政府关于印发供水保障方案的通知\n松口区人民政府\n2024年3月1日\n",
        "松口区人民政府",
    ),
    "no place": ("松口区关于保障供水的若干举措\n", None),
    "a bracket": (PLAN + "（云岭市人民政府2024年3月1日印发）\n", "云岭市人民政府"),
    "a line with the number": (
        PLAN + "云岭市水利局　云水〔2024〕2号　2024年3月1日\n",
        "云岭市水利局",
    ),
    "a sentence": (PLAN + "经研究，市水利局印发了《云岭市供水保障方案》。\n", "市水利局"),
    "the title's beginning": ("云岭市水利局2025年工作安排\n", "云岭市水利局"),
    "no column": (PLAN + "牵头单位\n", None),
}


@pytest.mark.parametrize(("text", "issuer"), ISSUERS.values(), ids=ISSUERS)
def test_the_issuer_is_told_by(text: str, issuer: str | None):
    assert head(text).issuer == issuer


NUMBERS = {
    "below the title": (PLAN + "云水〔2024〕2号\n", "云水〔2024〕2号"),
    "glued to it": ("关于印发供水方案的通知云水〔2024〕2号\n", "云水〔2024〕2号"),
    "of another document": (PLAN + "根据《云东省供水规划》（云政发〔2023〕1号），制定。\n", None),
    "quoted by an article": (
        "《云岭市供水保障方案》解读\n印发了《云岭市供水保障方案》（云水〔2024〕2号）。\n",
        "云水〔2024〕2号",
    ),
}


@pytest.mark.parametrize(("text", "number"), NUMBERS.values(), ids=NUMBERS)
def test_the_number_is_the_documents_own(text: str, number: str | None):
    assert head(text).doc_number == number


# ---------------------------------------------------------------- days

DAYS = {
    "signed, not labelled": ("成文日期：2024-03-05\n" + PLAN + SIGNED, "2024-03-01"),
    "decided, not generated": (
        "生成日期 2024-03-05\n" + PLAN + "（2024年3月1日县委常委会会议审议通过）\n",
        "2024-03-01",
    ),
    "not posted": ("成文日期：2024-03-01 发布日期：2024-03-09\n" + PLAN, "2024-03-01"),
    "beside the number": (PLAN + "云水〔2024〕2号  2024年3月1日\n", "2024-03-01"),
    "alone with an hour": (PLAN + "2024-03-01 14:17\n", "2024-03-01"),
    "of one digit and an hour": (PLAN + "发布时间：2024-3-1 14:17\n", "2024-03-01"),
    "alone at the end": (PLAN + BODY + "二〇二四年三月一日\n", "2024-03-01"),
    "glued to the signature": (
        PLAN + "请认真落实。云岭市人民政府2024年3月1日（此件公开发布）\n",
        "2024-03-01",
    ),
    "printed at the foot": (PLAN + BODY + "云岭市水利局 2024年3月1日印发\n", "2024-03-01"),
    "beside who posted it": (PLAN + "云岭水利  2024-03-01 18:30  发表于云东\n", "2024-03-01"),
    "not of a copy": (PLAN + "上传人:云*** 上传时间:2024-03-01\n", None),
    "not of an article": ("《云岭市供水保障方案》解读\n发布日期：2024-03-01\n", None),
    "not impossible": (PLAN + "云岭市水利局\n2024年13月41日\n", None),
}


@pytest.mark.parametrize(("text", "day"), DAYS.values(), ids=DAYS)
def test_the_day_of_issue_is(text: str, day: str | None):
    assert head(text).issued_on == (date.fromisoformat(day) if day else None)


# ---------------------------------------------------------------- periods

STEPS = """云岭市油烟整治方案
一、工作目标
安装率达到100%。
二、实施步骤
（一）启动阶段（2023年9月至12月）。召开动员会。
（二）推进阶段（2024年1月—2025年6月）。开展检查。
"""
GOALS = "云岭市供水方案\n一、总体目标\n{}\n二、重点任务\n1.建厂。建成水厂2座。\n"
PERIODS = {
    "years": ("云岭市供水方案（2024－2026年）\n", "2024-01-01", "2026-12-31"),
    "full-width years": ("云岭市供水方案（２０２４—２０２６年）\n", "2024-01-01", "2026-12-31"),
    "a year": ("云岭市2025年供水工作要点\n", "2025-01-01", "2025-12-31"),
    "the coming year": ("水利局2024年工作总结和2025年工作安排\n", "2025-01-01", "2025-12-31"),
    "a five-year plan": ("云岭市“十四五”供水规划\n", "2021-01-01", "2025-12-31"),
    "a quarter": ("供水保障责任清单\n\n（2024年第一季度）\n", "2024-01-01", "2024-03-31"),
    "so said": (
        PLAN + "本方案实施期限为2023年6月至2025年11月。\n",
        "2023-06-01",
        "2025-11-30",
    ),
    "said to the day": (
        PLAN + "行动时间自2024年4月10日至7月20日。\n",
        "2024-04-10",
        "2024-07-20",
    ),
    "in force until": (
        PLAN + "自2024年7月1日起施行，有效期至2026年12月31日。\n",
        "2024-07-01",
        "2026-12-31",
    ),
    "in force for": (PLAN + "自2023年3月1日起施行，有效期3年。\n", "2023-03-01", "2026-02-28"),
    "announced": (
        PLAN + "现就我市2021—2023年有关工作制定如下方案。\n",
        "2021-01-01",
        "2023-12-31",
    ),
    "steps": (STEPS, "2023-09-01", "2025-06-30"),
    "years from one": (PLAN + "从2024年起，用三年时间完成改造。\n", "2024-01-01", "2026-12-31"),
    "this year": (
        "关于落实《政府工作报告》重点工作分工的意见\n云岭市人民政府\n2024年3月1日\n",
        "2024-01-01",
        "2024-12-31",
    ),
    "the last goal": (
        GOALS.format("到2025年，普及率达到95%；到2027年，普及率达到98%。"),
        None,
        "2027-12-31",
    ),
    "an outlook in figures": (
        GOALS.format("到2025年，普及率达到95%；展望2030年，普及率达到99%。"),
        None,
        "2030-12-31",
    ),
    "no outlook without": (GOALS.format("到2025年达到95%。到2035年全面建成。"), None, "2025-12-31"),
    "goals below a bare heading": (
        PLAN + "行动目标\n到2024年底，普及率达到95%。\n",
        None,
        "2024-12-31",
    ),
    "nothing": (PLAN, None, None),
}


@pytest.mark.parametrize(("text", "start", "end"), PERIODS.values(), ids=PERIODS)
def test_the_period_is_told_by(text: str, start: str | None, end: str | None):
    said = head(text)
    found = [day.isoformat() if day else None for day in (said.start, said.end)]
    assert found == [start, end]


# ---------------------------------------------------------------- superior plans

BASED = {
    "for its verb": ("为贯彻落实《云东省供水规划》，制定本方案。", ["云东省供水规划"]),
    "for its second verb": (
        "为深入贯彻新发展理念，根据《云东省供水规划》，结合实际，制定本方案。",
        ["云东省供水规划"],
    ),
    "for its purpose": ("为完成《云东省供水规划》年度任务，制定本计划。", ["云东省供水规划"]),
    "out of its letter": (
        "根据《云东省人民政府关于印发云东省供水规划的通知》精神，制定本方案。",
        ["云东省供水规划"],
    ),
    "out of a short letter": (
        "根据《省委办公厅印发关于加强供水的意见》，制定本方案。",
        ["关于加强供水的意见"],
    ),
    "one after the other": (
        "根据《云东省供水规划》《云东省节水方案》要求，制定本方案。",
        ["云东省供水规划", "云东省节水方案"],
    ),
    "without marks behind marked": (
        "落实《云东省供水规划》、云东省城市节水实施方案和关于加强供水的意见，保障供水。",
        ["云东省供水规划", "云东省城市节水实施方案", "关于加强供水的意见"],
    ),
    "without any marks": (
        "为落实省政府关于印发云东省供水规划的通知和市政府关于节约用水的通知有关精神，制定本方案。",
        ["云东省供水规划", "市政府关于节约用水的通知"],
    ),
    "beside the spirit of a meeting": (
        "贯彻落实会议精神和《云东省供水规划》。",
        ["云东省供水规划"],
    ),
    "in a note": ("说明：本表根据《云东省供水规划》制定。", ["云东省供水规划"]),
    "no law": ("根据《中华人民共和国水法》，制定本方案。", []),
    "not the plan itself": ("请按照《云岭市供水保障方案》执行，贯彻落实。", []),
    "not what readers are asked": ("请按照《供水任务分工方案》抓好落实。", []),
    "not what is replaced": ("为保障供水，对《云岭市供水办法》作了修改，制定本办法。", []),
}


@pytest.mark.parametrize(("text", "plans"), BASED.values(), ids=BASED)
def test_a_superior_plan_is_named(text: str, plans: list[str]):
    assert list(head(PLAN + text + "\n").based_on) == plans


@pytest.mark.parametrize(
    ("title", "plan"),
    [
        ("松口区落实《云岭市供水保障规划》工作措施", "云岭市供水保障规划"),
        ("2024年《政府工作报告》重点任务分工方案", "政府工作报告"),
    ],
)
def test_a_title_names_its_superior_plan(title: str, plan: str):
    assert head(title + "\n").based_on == (plan,)


# ---------------------------------------------------------------- places, and rules that are off

WHOLE = f"""云岭市人民政府办公室关于印发云岭市供水方案（2024—2026年）的通知
云政办发〔2024〕8号
{SIGNED}云岭市供水方案（2024—2026年）
根据《云东省供水规划》，制定本方案。
"""


def test_every_field_knows_where_it_is_printed():
    view, said = read(WHOLE)
    assert {name: view.words(*place) for name, place in said.marks.items()} == {
        "title": "云岭市供水方案（2024—2026年）",
        "issuer": "云岭市人民政府办公室",
        "doc_number": "云政办发〔2024〕8号",
        "issued_on": "2024年3月1日",
        "period": "2024—2026年",
        "based_on": "云东省供水规划",
    }


def test_what_is_not_printed_has_no_place():
    said = head("关于落实《政府工作报告》重点工作分工的意见\n云岭市人民政府\n2024年3月1日\n")
    assert said.start == date(2024, 1, 1)
    assert "period" not in said.marks


def test_evidence_tells_what_was_found():
    found = {name for name, how in head(WHOLE).evidence.items() if how != "none"}
    assert found == set(head(WHOLE).marks)
    assert set(head("第一条\n").evidence.values()) == {"none"}


NOTHING = re.compile(r"(?!)")
RULES: dict[str, tuple[Any, str, str, str]] = {
    "navigation": (letterhead, "PAGE_FIRST", "首页新闻中心关于我们\n云岭市供水方案\n", "title"),
    "page rows": (letterhead, "PAGE_ROW", "公开范围 面向社会\n云岭市供水方案\n", "title"),
    "page words": (letterhead, "PAGE_WORD", TITLES["below a page's word"][0], "title"),
    "joined lines": (title_lines, "CARRIES_ON", TITLES["in spaced lines"][0], "title"),
    "annexes": (titles, "ANNEX", "附件1：云岭市供水任务分解表\n", "title"),
    "articles": (titles, "EXPLAINED", TITLES["of an article"][0], "title"),
    "places": (issuers, "PLACE", ISSUERS["no place"][0], "issuer"),
    "sentences": (issuers, "ISSUED_BY", ISSUERS["a sentence"][0], "issuer"),
    "columns": (letterhead, "NO_ISSUER", ISSUERS["no column"][0], "issuer"),
    "quoted numbers": (issuers, "QUOTED", NUMBERS["of another document"][0], "doc_number"),
    "decisions": (dating, "PASSED", DAYS["decided, not generated"][0], "issued_on"),
    "footers": (dating, "FOOTER", DAYS["beside the number"][0], "issued_on"),
    "postings": (dating, "POSTED_BESIDE", DAYS["beside who posted it"][0], "issued_on"),
    "terms": (periods, "RUNS", PERIODS["so said"][0], "start"),
    "validity": (periods, "IN_FORCE", PERIODS["in force until"][0], "start"),
    "steps": (periods, "STEP_NAME", STEPS, "start"),
    "outlooks": (periods, "OUTLOOK", PERIODS["an outlook in figures"][0], "end"),
    "laws": (superiors, "NEVER", PLAN + "按照《云东省供水任务清单》实施。\n", "based_on"),
    "purposes": (superiors, "PURPOSE", PLAN + BASED["for its purpose"][0] + "\n", "based_on"),
    "requests": (superiors, "ASKED", PLAN + "请按照《云东省供水方案》落实。\n", "based_on"),
    "renewals": (
        superiors,
        "REPLACED",
        PLAN + "对《云东省供水办法》作了修改，制定本办法。\n",
        "based_on",
    ),
}


@pytest.mark.parametrize(("module", "rule", "text", "field"), RULES.values(), ids=RULES)
def test_without_its_rule_a_field_is_read_otherwise(
    module: Any, rule: str, text: str, field: str, monkeypatch: pytest.MonkeyPatch
):
    before = getattr(head(text), field)
    monkeypatch.setattr(module, rule, NOTHING)
    assert getattr(head(text), field) != before
