"""Lamp schemes as their places publish them. No database but at the end."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from indicators import wording
from indicators.models import LampChoice, LampScheme, Target
from indicators.queries import judged_targets, lamp_scheme_of, try_scheme
from indicators.rules import (
    DEFAULT,
    LAMPS,
    PRESETS,
    Aim,
    Comparator,
    Fault,
    Kind,
    Lamp,
    Reading,
    Standing,
    faults,
    judge,
    judge_readings,
)
from indicators.services import choose_scheme
from tests import make
from tests.indicators.values import measure

AIM = Aim(
    kind=Kind.FLOW,
    comparator=Comparator.AT_LEAST,
    value=Decimal(100),
    due_on=date(2026, 12, 31),
    starts_on=date(2026, 1, 1),
)
JUN, JUL, AUG, SEP, NOV, DEC = (
    date(2026, month, day)
    for month, day in ((6, 30), (7, 31), (8, 31), (9, 30), (11, 30), (12, 31))
)
DAY = timedelta(days=1)

# scheme, reached of 100, closing date -> the word that is shown (75.0 % should be reached in
# September)
WORDS = [
    ("default", 100, SEP, "已完成"),
    ("default", 75, SEP, "达到序时"),
    ("default", "65.1", SEP, "略低于序时"),
    ("default", 65, SEP, "低于序时"),
    ("default", 45, SEP, "低于序时"),
    ("default", "44.9", SEP, "严重滞后"),
    ("default", 99, DEC, "严重滞后"),
    ("default", None, SEP, "暂不评判"),
    ("yinchuan", 100, SEP, "绿灯"),
    ("yinchuan", 75, SEP, "绿灯"),
    ("yinchuan", "65.1", SEP, "黄灯（10个百分点以内）"),
    ("yinchuan", 65, SEP, "黄灯"),
    ("yinchuan", 45, SEP, "黄灯"),
    ("yinchuan", "44.9", SEP, "红灯"),
    ("yinchuan", None, SEP, "不亮灯"),
    ("sanya", 75, SEP, "绿牌"),
    ("sanya", 74, SEP, "黄牌"),
    ("sanya", "37.5", SEP, "黄牌"),  # half of the 75.0 that should be reached
    ("sanya", 37, SEP, "红牌"),
    ("sanya", None, SEP, "不挂牌"),
    ("jinzhai", 100, SEP, "已完成和提前完成"),
    ("jinzhai", 76, SEP, "超进度"),
    ("jinzhai", 75, SEP, "达进度"),
    ("jinzhai", 74, SEP, "欠进度"),
    ("jinzhai", 99, DEC, "欠进度"),
    ("jinzhai", None, SEP, "其它类"),
    ("slips", 100, SEP, "不发单"),
    ("slips", 80, SEP, "不发单"),
    ("slips", 74, SEP, "黄单"),
    ("slips", 99, date(2026, 12, 1), "蓝单"),
    ("slips", 92, date(2026, 12, 1), "蓝单"),
    ("slips", 92, NOV, "不发单"),
    ("slips", 99, DEC, "红单"),
    ("slips", None, SEP, "不发单"),
]


@pytest.mark.parametrize(("code", "actual", "on", "word"), WORDS)
def test_the_word_that_a_published_scheme_shows(code, actual, on, word):
    value = None if actual is None else Decimal(actual)
    assert judge(AIM, value, on=on, scheme=PRESETS[code]).band.word_zh == word


@pytest.mark.parametrize("code", PRESETS)
def test_every_preset_has_a_lamp_for_everything_and_none_is_red_unjudged(code):
    scheme = PRESETS[code]
    assert faults(scheme) == []
    for standing in set(Standing) - {Standing.DUE_SOON}:
        for distance in (None, "0.1", "9.9", "10", "30", "30.1", "50", "50.1", "1000"):
            number = None if distance is None else Decimal(distance)
            band = scheme.band_for(standing, number, days_left=400)
            assert standing is not Standing.NOT_JUDGED or band.lamp is Lamp.GREY


@pytest.mark.parametrize("code", PRESETS)
def test_a_larger_distance_is_never_a_milder_lamp(code):
    lamps = [
        PRESETS[code].band_for(Standing.BEHIND, Decimal(tenths) / 10).lamp
        for tenths in range(1, 1200)
    ]
    places = [LAMPS.index(lamp) for lamp in lamps]
    assert places == sorted(places, reverse=True)


def test_what_the_published_scheme_leaves_open_is_told_as_the_offices_choice():
    verdict = judge(AIM, Decimal(70), on=SEP, scheme=PRESETS["yinchuan"])
    with translation.override("zh-hans"):
        told = wording.sentence(verdict, "亿元")
    assert told == (
        "9月末应达75.0%，实际70.0%，低5.0个百分点。公开方案未规定这一区间，按督查室选定亮灯。"
    )
    plain = judge(AIM, Decimal(60), on=SEP, scheme=PRESETS["yinchuan"])
    with translation.override("zh-hans"):
        assert "公开方案" not in wording.sentence(plain, "亿元")


# --- Misses in a row ---


def readings(*pairs):
    return [Reading(day, Decimal(value)) for day, value in pairs]


@pytest.mark.parametrize(
    ("known", "word", "misses"),
    [
        (readings((SEP, 70)), "黄牌", 1),
        (readings((AUG, 60), (SEP, 70)), "红牌", 2),
        (readings((JUL, 50), (AUG, 60), (SEP, 70)), "红牌", 2),
        (readings((AUG, 67), (SEP, 70)), "黄牌", 1),
        (readings((AUG, 60), (SEP, 75)), "绿牌", 0),
        (readings((JUL, 50), (SEP, 70)), "红牌", 2),
    ],
    ids=[
        "the first miss",
        "the second in a row",
        "no more are looked at than the scheme asks",
        "a month on pace begins anew",
        "made up",
        "a month without a figure is neither",
    ],
)
def test_misses_in_a_row_raise_the_lamp(known, word, misses):
    verdict = judge_readings(AIM, known, on=date(2026, 10, 14), scheme=PRESETS["sanya"])
    assert (verdict.band.word_zh, verdict.misses) == (word, misses)
    assert verdict.raised == (word == "红牌")


def test_a_raised_lamp_says_why():
    known = readings((AUG, 60), (SEP, 70))
    verdict = judge_readings(AIM, known, on=date(2026, 10, 14), scheme=PRESETS["sanya"])
    with translation.override("zh-hans"):
        assert wording.sentence(verdict, "亿元").endswith("连续2期未达，按方案升级亮灯。")
    with translation.override("en"):
        assert wording.sentence(verdict, "").endswith("2 periods in a row: the lamp is raised.")


def test_raising_never_makes_a_lamp_milder():
    scheme = replace(PRESETS["sanya"], raised_to="green")
    known = readings((AUG, 10), (SEP, 10))
    assert judge_readings(AIM, known, on=date(2026, 10, 14), scheme=scheme).lamp is Lamp.RED


def test_the_default_scheme_raises_nothing():
    known = readings((JUL, 50), (AUG, 60), (SEP, 70))
    verdict = judge_readings(AIM, known, on=date(2026, 10, 14))
    assert (verdict.lamp, verdict.raised) == (Lamp.YELLOW, False)


# --- What somebody writes ---


def with_bands(*changes):
    bands = list(DEFAULT.bands)
    for place, change in changes:
        bands[place] = replace(bands[place], **change)
    return replace(DEFAULT, bands=tuple(bands))


@pytest.mark.parametrize(
    ("scheme", "fault"),
    [
        (with_bands((1, {"standing": Standing.DONE})), Fault.NO_ON_PACE),
        (with_bands((6, {"standing": Standing.DONE})), Fault.NO_NOT_JUDGED),
        (with_bands((6, {"lamp": Lamp.RED})), Fault.NOT_JUDGED_LOOKS_BEHIND),
        (with_bands((4, {"up_to": Decimal(90)})), Fault.NO_LAST_BEHIND),
        (with_bands((2, {"up_to": Decimal(30)})), Fault.LIMITS_OUT_OF_ORDER),
        (with_bands((2, {"up_to": Decimal(0)})), Fault.LIMITS_OUT_OF_ORDER),
        (with_bands((2, {"up_to": None})), Fault.LIMITS_OUT_OF_ORDER),
        (with_bands((0, {"standing": Standing.DUE_SOON})), Fault.NO_DAYS),
        (replace(DEFAULT, misses_in_a_row=2), Fault.NO_RAISED_BAND),
    ],
    ids=lambda value: value.value if isinstance(value, Fault) else "",
)
def test_a_scheme_with_a_hole_is_found_out(scheme, fault):
    assert faults(scheme) == [fault]
    for language in ("zh-hans", "en"):
        with translation.override(language):
            assert wording.fault(fault)


# --- Chosen for a plan ---


@pytest.fixture
def target(plan, north):
    made = make.target(plan, north)
    for day, value in ((AUG, 150), (SEP, 165)):
        measure(made, value, on=day)
    return made


def word(day):
    (judged,) = judged_targets(Target.objects.all(), on=day)
    return judged.verdict.band.word_zh


def test_presets_are_shipped_as_they_are_published(db):
    rows = LampScheme.objects.filter(is_preset=True).prefetch_related("bands")
    shipped = {row.code: row.as_rules() for row in rows}
    assert {code: shipped[code] for code in shipped} == {code: PRESETS[code] for code in shipped}


def test_a_plan_without_a_choice_uses_the_default(target, plan, now):
    assert lamp_scheme_of(plan, on=now.date()) == DEFAULT
    assert word(now.date()) == "低于序时"


def test_a_choice_counts_from_its_day_and_earlier_days_stay(target, plan, otto, now):
    choose_scheme(plan_id=plan.pk, scheme=PRESETS["sanya"], by=otto, now=now + 2 * DAY)
    choose_scheme(plan_id=plan.pk, scheme=PRESETS["jinzhai"], by=otto, now=now + 4 * DAY)
    shown = [word((now + days * DAY).date()) for days in (0, 2, 4)]
    assert shown == ["低于序时", "红牌", "欠进度"]


def test_the_same_choice_again_changes_nothing(plan, otto, now):
    for _ in range(2):
        choose_scheme(plan_id=plan.pk, scheme=PRESETS["sanya"], by=otto, now=now)
    assert LampChoice.objects.count() == 1
    assert LampScheme.objects.filter(code="sanya").count() == 1


def test_a_scheme_is_tried_without_being_chosen(target, plan, now):
    trial = try_scheme(plan, current=DEFAULT, other=PRESETS["slips"], on=now.date())
    assert [(each.before.band.word_zh, each.after.band.word_zh) for each in trial.changed] == [
        ("低于序时", "黄单")
    ]
    for counts in (trial.before, trial.after):
        assert sum(number for _band, number in counts) == trial.total == 1
    assert not LampChoice.objects.exists()


@pytest.mark.parametrize("number", [1, 12])
def test_own_schemes_cost_two_queries_more_however_many_targets(
    plan, north, otto, now, number, django_assert_num_queries
):
    choose_scheme(plan_id=plan.pk, scheme=PRESETS["sanya"], by=otto, now=now)
    for place in range(number):
        make.target(plan, north, name=f"指标{place}")
    with django_assert_num_queries(5):
        judged_targets(Target.objects.all(), on=now.date())
