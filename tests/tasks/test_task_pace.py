"""The lamp of a task: each line is one that an official could check."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from indicators.rules import PRESETS, Lamp, Standing
from tasks.rules import TaskState
from tasks.rules.pace import Stage, TaskFacts, TaskReason, judge_task, overridden
from tasks.wording.pace import task_sentence

S, R, L = TaskState, TaskReason, Lamp


def day(text):
    return date.fromisoformat(text)


# In progress through 2026, due at its end.
YEAR = TaskFacts(S.IN_PROGRESS, day("2026-12-31"), starts_on=day("2026-01-01"))
OCTOBER = "2026-10-14"


def said(percent, on="2026-09-30"):
    return {"percent": Decimal(percent), "percent_on": day(on)}


def stages(*lines):
    return {
        "stages": tuple(
            Stage(title, day(due), weight and Decimal(weight), done and day(done))
            for title, due, weight, done in lines
        )
    }


LATE = {"due_on": day("2026-09-30")}
ASKED = {"asked_due_on": day("2026-12-31")}
FOUR = [
    ("立项", "2026-03-31", None, "2026-03-20"),
    ("开工", "2026-06-30", None, "2026-07-02"),
    ("封顶", "2026-09-30", None, None),
    ("验收", "2026-12-31", None, None),
]
WEIGHED = [
    ("立项", "2026-03-31", "20", "2026-03-20"),
    ("开工", "2026-06-30", "30", "2026-07-02"),
    ("验收", "2026-12-31", "50", None),
]

TABLE = [
    # Pace by percent: months elapsed ÷ 12 at the closing date, as circulars print it.
    ({**said(75)}, OCTOBER, L.GREEN, R.ON_PACE, "9月末应完成75.0%，实际75.0%，与序时持平。"),
    ({**said(80)}, OCTOBER, L.GREEN, R.ON_PACE, "9月末应完成75.0%，实际80.0%，高5.0个百分点。"),
    (
        {**said("62.6")},
        OCTOBER,
        L.ORANGE,
        R.BEHIND,
        "9月末应完成75.0%，实际62.6%，低12.4个百分点。",
    ),
    ({**said("65.1")}, OCTOBER, L.YELLOW, R.BEHIND, "9月末应完成75.0%，实际65.1%，低9.9个百分点。"),
    ({**said(65)}, OCTOBER, L.ORANGE, R.BEHIND, "9月末应完成75.0%，实际65.0%，低10.0个百分点。"),
    ({**said(45)}, OCTOBER, L.ORANGE, R.BEHIND, "9月末应完成75.0%，实际45.0%，低30.0个百分点。"),
    ({**said(40)}, OCTOBER, L.RED, R.BEHIND, "9月末应完成75.0%，实际40.0%，低35.0个百分点。"),
    ({**said(0)}, OCTOBER, L.RED, R.BEHIND, "9月末应完成75.0%，实际0.0%，低75.0个百分点。"),
    (
        {**said(25, "2026-03-31")},
        "2026-04-10",
        L.GREEN,
        R.ON_PACE,
        "3月末应完成25.0%，实际25.0%，与序时持平。",
    ),
    (
        {**said(50, "2026-06-30")},
        "2026-07-10",
        L.GREEN,
        R.ON_PACE,
        "6月末应完成50.0%，实际50.0%，与序时持平。",
    ),
    (
        {**said(90, "2026-11-30")},
        "2026-12-10",
        L.YELLOW,
        R.BEHIND,
        "11月末应完成91.7%，实际90.0%，低1.7个百分点。",
    ),
    (
        {**said(92, "2026-11-30")},
        "2026-12-25",
        L.GREEN,
        R.ON_PACE,
        "11月末应完成91.7%，实际92.0%，高0.3个百分点。",
    ),
    # The running month's figure counts as soon as it is approved, against its own date.
    (
        {**said(80, "2026-10-31")},
        OCTOBER,
        L.YELLOW,
        R.BEHIND,
        "10月末应完成83.3%，实际80.0%，低3.3个百分点。",
    ),
    # Who falls silent is held against the month before the last closed one.
    (
        {**said(50, "2026-05-31")},
        OCTOBER,
        L.ORANGE,
        R.BEHIND,
        "8月末应完成66.7%，最近一次填报（5月末）为50.0%，低16.7个百分点。",
    ),
    # Near its date and behind: what is missing of the whole counts.
    (
        {**said(85, "2026-11-30")},
        "2026-12-20",
        L.ORANGE,
        R.NEAR_AND_BEHIND,
        "11月末应完成91.7%，实际85.0%，低6.7个百分点。距完成时限（2026-12-31）还有11天。",
    ),
    (
        {**said(60, "2026-11-30")},
        "2026-12-31",
        L.RED,
        R.NEAR_AND_BEHIND,
        "11月末应完成91.7%，实际60.0%，低31.7个百分点。距完成时限（2026-12-31）还有0天。",
    ),
    (
        {**said(85, "2026-11-30")},
        "2026-12-15",
        L.YELLOW,
        R.BEHIND,
        "11月末应完成91.7%，实际85.0%，低6.7个百分点。",
    ),
    # Two years' work.
    (
        {"due_on": day("2027-12-31"), **said(40)},
        OCTOBER,
        L.GREEN,
        R.ON_PACE,
        "9月末应完成37.5%，实际40.0%，高2.5个百分点。",
    ),
    # It began in July.
    (
        {"starts_on": day("2026-07-01"), **said(40)},
        OCTOBER,
        L.ORANGE,
        R.BEHIND,
        "9月末应完成50.0%，实际40.0%，低10.0个百分点。",
    ),
    # No day of its own to begin: the year of its due date.
    (
        {"starts_on": None, **said(75)},
        OCTOBER,
        L.GREEN,
        R.ON_PACE,
        "9月末应完成75.0%，实际75.0%，与序时持平。",
    ),
    ({"starts_on": day("2026-11-01")}, OCTOBER, L.GREY, R.NOT_BEGUN, "任务自2026-11-01起实施。"),
    # All is reported, nothing is claimed.
    ({**said(100)}, OCTOBER, L.GREEN, R.REPORTED_DONE, "已报全部完成，待申请办结。"),
    (
        {**LATE, **said(100)},
        OCTOBER,
        L.YELLOW,
        R.UNCLAIMED,
        "已报全部完成，但至完成时限2026-09-30仍未申请办结，已过14天。",
    ),
    # No data is its own answer.
    ({}, OCTOBER, L.GREY, R.NO_DATA, "尚无审核通过的进度；9月末应完成75.0%。"),
    ({"state": S.DISPATCHED}, OCTOBER, L.GREY, R.NO_DATA, "尚无审核通过的进度；9月末应完成75.0%。"),
    ({}, "2026-01-20", L.GREY, R.NO_DATA, "尚无审核通过的进度；12月末应完成0.0%。"),
    # Overdue is red, with days; the day itself is not over yet.
    (
        {**LATE, **said(90)},
        OCTOBER,
        L.RED,
        R.OVERDUE,
        "应于2026-09-30完成，已逾期14天；最近一次填报（9月末）为90.0%。",
    ),
    (
        {**LATE},
        OCTOBER,
        L.RED,
        R.OVERDUE,
        "应于2026-09-30完成，已逾期14天；尚无审核通过的进度。",
    ),
    (
        {**LATE, **said(90, "2026-08-31")},
        "2026-10-01",
        L.RED,
        R.OVERDUE,
        "应于2026-09-30完成，已逾期1天；最近一次填报（8月末）为90.0%。",
    ),
    (
        {**LATE, **said(80, "2026-08-31")},
        "2026-09-30",
        L.ORANGE,
        R.NEAR_AND_BEHIND,
        "8月末应完成88.9%，实际80.0%，低8.9个百分点。距完成时限（2026-09-30）还有0天。",
    ),
    (
        {**LATE, "state": S.RETURNED, **said(95)},
        OCTOBER,
        L.RED,
        R.OVERDUE,
        "应于2026-09-30完成，已逾期14天；最近一次填报（9月末）为95.0%。",
    ),
    # An extension counts when it is granted, not when it is asked for.
    (
        {**LATE, **said(90), **ASKED},
        OCTOBER,
        L.RED,
        R.OVERDUE,
        "应于2026-09-30完成，已逾期14天；最近一次填报（9月末）为90.0%。"
        "延期至2026-12-31的申请审批中，批准前仍按原时限计。",
    ),
    (
        {"due_on": day("2026-10-31"), **said(90), **ASKED},
        "2026-10-10",
        L.GREEN,
        R.ON_PACE,
        "9月末应完成90.0%，实际90.0%，与序时持平。"
        "延期至2026-12-31的申请审批中，批准前仍按原时限计。",
    ),
    # Completion was asked for: while the office checks, the days are not the unit's.
    (
        {**LATE, "state": S.COMPLETION_REQUESTED, "claimed_on": day("2026-09-28")},
        OCTOBER,
        L.GREEN,
        R.AWAITS_CHECK,
        "已于2026-09-28按时申请办结，待督查室核查。",
    ),
    (
        {**LATE, "state": S.COMPLETION_REQUESTED, "claimed_on": day("2026-10-05")},
        OCTOBER,
        L.RED,
        R.OVERDUE,
        "应于2026-09-30完成，2026-10-05申请办结，逾期5天，正在核查。",
    ),
    # Done: early, on the day, late.
    (
        {**LATE, "state": S.COMPLETED, "completed_on": day("2026-09-20")},
        OCTOBER,
        L.BLUE,
        R.DONE_EARLY,
        "2026-09-20办结，提前10天。",
    ),
    (
        {**LATE, "state": S.CLOSED, "completed_on": day("2026-09-30")},
        OCTOBER,
        L.BLUE,
        R.DONE,
        "2026-09-30按期办结。",
    ),
    (
        {**LATE, "state": S.CLOSED, "completed_on": day("2026-10-05")},
        OCTOBER,
        L.BLUE,
        R.DONE_LATE,
        "2026-10-05办结，逾期5天。",
    ),
    ({"state": S.COMPLETED}, OCTOBER, L.BLUE, R.DONE, "已办结。"),
    (
        {"state": S.ARCHIVED, "completed_on": day("2026-12-01")},
        "2027-01-10",
        L.BLUE,
        R.DONE_EARLY,
        "2026-12-01办结，提前30天。",
    ),
    # What nobody can be held against.
    ({**LATE, "state": S.SUSPENDED}, OCTOBER, L.GREY, R.SUSPENDED, "任务已暂停。"),
    ({**LATE, "state": S.CANCELLED}, OCTOBER, L.GREY, R.CANCELLED, "任务已撤销。"),
    ({**LATE, "state": S.ARCHIVED}, OCTOBER, L.GREY, R.CANCELLED, "任务已撤销。"),
    ({**LATE, "state": S.REFUSED}, OCTOBER, L.GREY, R.REFUSED, "单位已退件，待督查室处理。"),
    ({"state": S.DRAFT}, OCTOBER, L.GREY, R.NOT_HANDED_OUT, "任务尚未交办。"),
    ({"state": S.PENDING}, OCTOBER, L.GREY, R.NOT_HANDED_OUT, "任务尚未交办。"),
    ({"state": S.REGISTERED}, OCTOBER, L.GREY, R.NOT_HANDED_OUT, "任务尚未交办。"),
    (
        {"due_on": None, "is_rolling": True, **said(60)},
        OCTOBER,
        L.GREY,
        R.ROLLING,
        "任务长期坚持，不设完成时限。",
    ),
    (
        {"due_on": None, **said(60)},
        OCTOBER,
        L.GREY,
        R.NO_DATE,
        "方案未写明完成时限，不评判序时进度。",
    ),
    # Stages: each is due on its day.
    (
        stages(*FOUR),
        "2026-09-30",
        L.GREEN,
        R.STAGES_KEPT,
        "到期节点均已完成（按节点计50.0%）；下一节点“封顶”应于2026-09-30完成。",
    ),
    (
        stages(*FOUR),
        OCTOBER,
        L.ORANGE,
        R.STAGE_OVERDUE,
        "节点“封顶”应于2026-09-30完成，已逾期14天；按节点应完成75.0%，实际50.0%。",
    ),
    (
        stages(*WEIGHED),
        OCTOBER,
        L.GREEN,
        R.STAGES_KEPT,
        "到期节点均已完成（按节点计50.0%）；下一节点“验收”应于2026-12-31完成。",
    ),
    (
        stages(("立项", "2026-03-31", "5", None), ("验收", "2026-12-31", "95", None)),
        OCTOBER,
        L.YELLOW,
        R.STAGE_OVERDUE,
        "节点“立项”应于2026-03-31完成，已逾期197天；按节点应完成5.0%，实际0.0%。",
    ),
    (
        {**stages(*FOUR), **said(95)},
        OCTOBER,
        L.ORANGE,
        R.STAGE_OVERDUE,
        "节点“封顶”应于2026-09-30完成，已逾期14天；按节点应完成75.0%，实际50.0%。",
    ),
    (
        stages(("立项", "2026-03-31", None, "2026-03-20")),
        OCTOBER,
        L.GREEN,
        R.STAGES_KEPT,
        "各节点均已完成，待申请办结。",
    ),
    (
        {"due_on": None, "is_rolling": True, **stages(*FOUR)},
        OCTOBER,
        L.ORANGE,
        R.STAGE_OVERDUE,
        "节点“封顶”应于2026-09-30完成，已逾期14天；按节点应完成75.0%，实际50.0%。",
    ),
    (
        {**LATE, **stages(("立项", "2026-03-31", None, "2026-03-20"))},
        OCTOBER,
        L.RED,
        R.OVERDUE,
        "应于2026-09-30完成，已逾期14天；尚无审核通过的进度。",
    ),
    # 29 February, and the year's turn.
    (
        {"due_on": day("2028-02-29"), "starts_on": day("2028-01-01"), **said(50, "2028-01-31")},
        "2028-02-10",
        L.GREEN,
        R.ON_PACE,
        "1月末应完成50.0%，实际50.0%，与序时持平。",
    ),
    (
        {"due_on": day("2028-02-29"), "starts_on": day("2028-01-01")},
        "2028-03-01",
        L.RED,
        R.OVERDUE,
        "应于2028-02-29完成，已逾期1天；尚无审核通过的进度。",
    ),
    (
        {**said(100, "2026-12-31")},
        "2027-01-01",
        L.YELLOW,
        R.UNCLAIMED,
        "已报全部完成，但至完成时限2026-12-31仍未申请办结，已过1天。",
    ),
]


@pytest.mark.parametrize(("facts", "on", "lamp", "reason", "sentence"), TABLE)
def test_line(facts, on, lamp, reason, sentence):
    verdict = judge_task(replace(YEAR, **facts), on=day(on))
    with translation.override("zh-hans"):
        told = task_sentence(verdict)
    assert (verdict.lamp, verdict.reason, told) == (lamp, reason, sentence)


def test_the_table_is_long_enough_and_meets_every_reason_and_state():
    met = {judge_task(replace(YEAR, **line[0]), on=day(line[1])).reason for line in TABLE}
    states = {line[0].get("state", S.IN_PROGRESS) for line in TABLE}
    assert (len(TABLE) >= 40, met, states) == (True, set(R), set(S))


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("percent", [None, Decimal(0), Decimal(50), Decimal(100)])
@pytest.mark.parametrize("due_on", [None, day("2026-09-30"), day("2026-12-31")])
def test_every_case_has_a_lamp_and_a_sentence_in_both_languages(state, percent, due_on):
    on = day("2026-09-30") if percent is not None else None
    facts = replace(YEAR, state=state, due_on=due_on, percent=percent, percent_on=on)
    verdict = judge_task(facts, on=day(OCTOBER))
    assert verdict.lamp in Lamp
    for language in ("en", "zh-hans"):
        with translation.override(language):
            told = task_sentence(verdict)
            assert told and "%(" not in told and "None" not in told


def test_only_the_due_date_turns_silence_red():
    reds = [line for line in TABLE if line[2] is L.RED and "percent" not in line[0]]
    assert {line[3] for line in reds} == {R.OVERDUE}


def test_a_plan_says_it_in_the_words_of_its_own_lamps():
    far = replace(YEAR, **said("62.6"))
    verdicts = {code: judge_task(far, on=day(OCTOBER), scheme=PRESETS[code]) for code in PRESETS}
    words = {code: verdict.band.word_zh for code, verdict in verdicts.items()}
    assert words["jinzhai"] == "欠进度"
    assert words["yinchuan"] == "黄灯"
    assert {verdict.standing for verdict in verdicts.values()} == {Standing.BEHIND}


def test_an_overridden_lamp_keeps_the_computed_one_beside_it():
    verdict = judge_task(replace(YEAR, **said(40)), on=day(OCTOBER))
    green = PRESETS["default"].bands[1]
    at = datetime(2026, 10, 14, tzinfo=UTC)
    decided = overridden(verdict, green, reason="进度按新口径计算。", by="王督查", at=at)
    assert (decided.lamp, decided.computed_lamp) == (L.GREEN, L.RED)
    with translation.override("zh-hans"):
        assert task_sentence(decided).endswith(
            "王督查将亮灯由“严重滞后”改为“达到序时”，理由：进度按新口径计算。"
        )
