"""The sentence of every lamp, in both languages. No database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from indicators.rules import (
    Aim,
    Comparator,
    Kind,
    PaceRule,
    Reading,
    Reason,
    judge,
    judge_readings,
)
from indicators.wording import amount, closing_words, figure, sentence

SEP, DEC = date(2026, 9, 30), date(2026, 12, 31)
AIM = Aim(
    kind=Kind.STOCK,
    comparator=Comparator.AT_LEAST,
    value=Decimal(200),
    due_on=DEC,
    starts_on=date(2026, 1, 1),
    baseline=Decimal(100),
)
RATE = replace(AIM, kind=Kind.GROWTH_RATE, value=Decimal(7), baseline=None)
RANGE = replace(AIM, comparator=Comparator.RANGE, value_high=Decimal(220))
STAGES = replace(
    AIM,
    kind=Kind.MILESTONE,
    value=Decimal(3),
    baseline=None,
    planned=tuple(
        (date(2026, month, 30), Decimal(stage)) for stage, month in enumerate((4, 6, 11), start=1)
    ),
)
LIMIT = replace(AIM, kind=Kind.CEILING, value=Decimal("4.5"), baseline=None)

# aim, reached, closing date, unit of measure, 中文, English
SENTENCES = [
    (AIM, "162.6", SEP, "家", "9月末应达75.0%，实际62.6%，低12.4个百分点。",
     "By the end of September 75.0% should be reached; 62.6% is reached, "
     "12.4 percentage points short."),
    (AIM, "180", SEP, "家", "9月末应达75.0%，实际80.0%，高5.0个百分点。",
     "By the end of September 75.0% should be reached; 80.0% is reached, "
     "5.0 percentage points ahead."),
    (AIM, "175", SEP, "家", "9月末应达75.0%，实际75.0%，与进度持平。",
     "By the end of September 75.0% should be reached; 75.0% is reached, just as planned."),
    (AIM, "1061", SEP, "家", "截至9月末，实际1061家，已达到200家的目标。",
     "By the end of September, 1061家 is reached: the promise of 200家 is kept."),
    (AIM, "199", DEC, "家", "期限已到：应达到200家，实际199家，相差1家。",
     "Time is up: 200家 was promised; 199家 is reached, off by 1家."),
    (RATE, "5", SEP, "%", "9月末应达7%，实际5%，低2.0个百分点（幅度28.6%）。",
     "By the end of September 7% should be reached; 5% is reached, "
     "2.0 percentage points (28.6%) short."),
    (RATE, "-0.25", SEP, "%", "9月末应达7%，实际-0.25%，低7.25个百分点（幅度103.6%）。",
     "By the end of September 7% should be reached; -0.25% is reached, "
     "7.25 percentage points (103.6%) short."),
    (LIMIT, "3.57", SEP, "%", "截至9月末，实际3.57%，未超过4.5%的上限。",
     "By the end of September, 3.57% is reached, within the limit of 4.5%."),
    (LIMIT, "6", SEP, "天", "截至9月末，实际6天，比4.5天的上限高1.5天（幅度33.3%）。",
     "By the end of September, 6天 is reached, over the limit of 4.5天 by 1.5天 (33.3%)."),
    (LIMIT, "4", DEC, "天", "截至12月末，实际4天，未超过4.5天的上限，目标已完成。",
     "By the end of December, 4天 is reached: the limit of 4.5天 is kept, the target reached."),
    (LIMIT, "5", DEC, "天", "期限已到：上限为4.5天，实际5天，高出0.5天。",
     "Time is up: the limit was 4.5天; 5天 is reached, over it by 0.5天."),
    (RANGE, "230", DEC, "家", "截至12月末，实际230家，已超出200至220家的区间。",
     "By the end of December, 230家 is reached, above the range of 200 to 220家."),
    (STAGES, "1", SEP, "个",
     "9月末应达66.7%，实际33.3%，低33.4个百分点。应于2026年6月30日完成的节点已逾期。",
     "By the end of September 66.7% should be reached; 33.3% is reached, "
     "33.4 percentage points short. The stage due on 30 June 2026 is overdue."),
    (replace(AIM, kind=Kind.RELATIVE, value=Decimal(0)), "6.2", SEP, "%",
     "目前为6.2%。比较值尚未录入，暂不评判。",
     "6.2% is reached so far. The figure to compare with has not been entered yet."),
    (replace(AIM, value=Decimal(0), baseline=None), None, SEP, "家",
     "目标值为0，无法计算完成率，不判断进度。",
     "The promised value is zero: there is no rate, so no pace either."),
    (replace(STAGES, planned=()), "0", SEP, "个", "目前为0个。未到判断时点，到时再判断。",
     "0个 is reached so far. The target is judged when its time has come, not before."),
    (replace(LIMIT, value=Decimal(0)), "1", SEP, "起", "截至9月末，实际1起，比0起的上限高1起。",
     "By the end of September, 1起 is reached, over the limit of 0起 by 1起."),
    (AIM, None, SEP, "家", "尚未收到数据，9月末应达175家。",
     "No figure has come in yet; by the end of September 175家 should be reached."),
    (replace(AIM, pace_rule=PaceRule.NONE), "150", SEP, "家",
     "目前为150家。年度指标，年内不判断序时进度，不计入统计。",
     "150家 is reached so far. Known once a year: no pace within the year, and in no count."),
    (replace(AIM, pace_rule=PaceRule.NONE), None, SEP, "家",
     "年度指标，年内不判断序时进度，不计入统计。",
     "Known once a year: no pace within the year, and in no count."),
    (replace(AIM, due_on=None), "150", SEP, "家", "目前为150家。方案未写明期限，不判断进度。",
     "150家 is reached so far. The plan names no date, so its pace is not judged."),
    (replace(AIM, value=None), None, SEP, "家", "方案未给出数值，不判断进度。",
     "The plan names no number, so its pace is not judged."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("promise", "actual", "on", "unit", "chinese", "english"),
    SENTENCES,
    ids=[line[4] for line in SENTENCES],
)
def test_sentence(promise, actual, on, unit, chinese, english):
    verdict = judge(promise, None if actual is None else Decimal(actual), on=on)
    with translation.override("zh-hans"):
        assert sentence(verdict, unit) == chinese
    with translation.override("en"):
        assert sentence(verdict, unit) == english


def test_every_reason_has_its_sentence():
    judged = {
        judge(line[0], None if line[1] is None else Decimal(line[1]), on=line[2]).reason
        for line in SENTENCES
    }
    assert judged == set(Reason)


def test_an_old_figure_is_told_with_its_date():
    verdict = judge_readings(AIM, [Reading(date(2026, 6, 30), Decimal(150))], on=date(2026, 10, 14))
    with translation.override("zh-hans"):
        assert (
            sentence(verdict, "家") == "8月末应达66.7%，最近数据（6月末）为50.0%，低16.7个百分点。"
        )


def test_last_years_figure_is_told_with_its_year():
    verdict = judge_readings(
        AIM, [Reading(date(2025, 12, 31), Decimal(150))], on=date(2026, 10, 14)
    )
    with translation.override("zh-hans"):
        assert "最近数据（2025年12月末）为50.0%" in sentence(verdict, "家")


def test_a_closing_date_inside_a_month_is_told_by_its_day():
    with translation.override("zh-hans"):
        assert closing_words(date(2026, 9, 14)) == "2026年9月14日"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("200.000000", "200"),
        ("0.500000", "0.5"),
        ("166.666667", "166.67"),
        ("0.123456", "0.1235"),
        ("1000000", "1000000"),
        ("-3.10", "-3.1"),
        ("0", "0"),
    ],
)
def test_figures_are_written_as_people_write_them(value, words):
    assert figure(Decimal(value)) == words


def test_no_value_is_a_dash_and_no_zero():
    assert amount(None, "家") == "—"
