"""Main economic indicators and counted targets are told apart, and the office has the last word."""

import time
from contextlib import ExitStack
from functools import partial

import pytest

from core.errors import RuleBroken
from indicators.models import Indicator, TargetStanding
from indicators.rules import family_of
from indicators.services import NewTarget, add_targets, classify_indicator
from tests import make
from tests.indicators.values import measure
from tests.race import at_once, rewritten, slowed


@pytest.mark.parametrize(
    ("name", "measure", "family"),
    [
        ("地区生产总值增速", "%", "economic"),
        ("GDP", "亿元", "economic"),
        ("规模以上工业增加值增长", "%", "economic"),
        ("固定资产投资", "亿元", "economic"),
        ("社会消费品零售总额", "亿元", "economic"),
        ("一般公共预算收入", "万元", "economic"),
        ("城镇居民人均可支配收入", "元", "economic"),
        ("农村居民人均可支配收入增速", "%", "economic"),
        ("外贸进出口总额", "亿美元", "economic"),
        ("R & D 投入强度", "%", "economic"),
        ("研发投入占 gdp 比重", "%", "economic"),
        ("城镇登记失业率", "%", "economic"),
        # Named after the economy, but no measure of it.
        ("单位GDP能耗下降", "%", "counted"),
        ("亿元地区生产总值生产安全事故死亡率", "%", "counted"),
        ("规模以上工业企业", "家", "counted"),
        ("固定资产投资项目开工", "个", "counted"),
        # Counted, whatever is counted in.
        ("高新技术企业", "家", "counted"),
        ("技术合同成交额", "亿元", "counted"),
        ("", "", "counted"),
    ],
)
def test_the_name_and_the_measure_say_the_family(name, measure, family):
    assert family_of(name, measure) == family


@pytest.fixture
def target(plan, north):
    return make.target(plan, north)


def test_a_new_indicator_has_its_family_from_the_start(plan, city):
    wishes = [
        NewTarget("固定资产投资", "亿元", "flow", "at_least", None),
        NewTarget("科技小院", "个", "stock", "at_least", None),
    ]
    add_targets(plan=plan, wishes=wishes, by=None, now=make.NOW)
    found = dict(Indicator.objects.values_list("name", "family"))
    assert found == {"固定资产投资": "economic", "科技小院": "counted"}
    kept = dict(TargetStanding.objects.values_list("target__indicator__name", "family"))
    assert kept == found


def test_the_office_moves_an_indicator_with_all_that_is_kept_of_it(target, ines):
    measure(target, 190)
    moved = {"indicator_id": target.indicator_id, "by": ines, "now": make.NOW}
    classify_indicator(family="economic", **moved)
    assert TargetStanding.objects.get().family == "economic"


def test_what_is_no_family_is_refused(target, ines):
    with pytest.raises(RuleBroken):
        classify_indicator(indicator_id=target.indicator_id, family="tasks", by=ines, now=make.NOW)


# --- The office moves an indicator while one of its targets is judged ---

LOCK = " FOR NO KEY UPDATE"
JUDGED = "scheme_key"


def move_while_it_is_judged(target, ines, *guards) -> TargetStanding:
    def judge():
        with slowed(JUDGED, seconds=0.6):
            measure(target, 150)

    def move():
        time.sleep(0.2)  # the other has read the family, and has not written it down
        with ExitStack() as off:
            for guard in guards:
                off.enter_context(guard())
            moved = {"indicator_id": target.indicator_id, "by": ines, "now": make.NOW}
            classify_indicator(family="economic", **moved)

    measure(target, 190)
    at_once(judge, move)
    return TargetStanding.objects.get()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_who_judges_meanwhile_keeps_no_old_family(target, ines):
    assert move_while_it_is_judged(target, ines).family == "economic"


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_the_old_family_is_kept(target, ines):
    unlocked = partial(rewritten, LOCK, "")
    assert move_while_it_is_judged(target, ines, unlocked).family == "counted"
