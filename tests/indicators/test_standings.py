"""What is kept of targets is what judging them would give, whatever happened to them."""

import random
from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.timezone import localtime

from core.calendar import last_day_of_month
from core.errors import RuleBroken
from indicators.models import Target, TargetStanding, TargetTally
from indicators.queries import judged_targets
from indicators.rules import PRESETS, AmendmentVerb, Promise, pace_count
from indicators.services import (
    Measured,
    choose_scheme,
    classify_indicator,
    decide_amendment,
    override_verdict,
    recall_measurements,
    record_measurements,
    record_verdicts,
    request_amendment,
    withdraw_override,
)
from tests import make
from tests.indicators.values import measure

DAY = timedelta(days=1)
HAPPENINGS = (
    "measure",
    "many",
    "override",
    "withdraw",
    "amend",
    "scheme",
    "family",
    "pass",
    "fold",
)


@pytest.fixture
def target(plan, north):
    return make.target(plan, north)


def kept(plan) -> Counter[str]:
    found: Counter[str] = Counter()
    for row in TargetTally.objects.filter(plan=plan):
        found[row.lamp] += row.number
    return +found


def test_a_value_moves_the_lamp_in_its_own_transaction(target, plan):
    measure(target, 190)
    before = kept(plan)
    measure(target, 101, now=make.NOW + DAY)
    assert (before, kept(plan)) == ({"green": 1}, {"red": 1})


def test_the_lamp_before_is_kept_beside_the_one_that_counts(target):
    measure(target, 190)
    measure(target, 101, on=date(2026, 10, 31), now=make.NOW + 20 * DAY)
    assert (target.standing.was, target.standing.lamp) == ("green", "red")


def test_who_was_never_judged_before_has_not_changed(target):
    measure(target, 101)
    assert target.standing.was == target.standing.lamp


def test_how_it_counted_before_is_kept_as_well(target):
    measure(target, 190)
    alone = target.standing.counted
    measure(target, 101, on=date(2026, 10, 31), now=make.NOW + 20 * DAY)
    target.standing.refresh_from_db()
    assert (alone, target.standing.counted, target.standing.counts) == ("", "met", "missed")


def test_a_decided_lamp_counts_until_it_is_withdrawn(target, plan, ines):
    measure(target, 101)
    seen = {"target_id": target.pk, "by": ines, "now": make.NOW}
    override_verdict(band="slightly", reason="证书已获批。", **seen)
    decided = kept(plan)
    withdraw_override(**seen)
    assert (decided, kept(plan)) == ({"yellow": 1}, {"red": 1})


def test_writing_down_what_stands_writes_nothing(target, django_assert_num_queries):
    measure(target, 190)
    TargetTally.objects.fold()
    record_verdicts(now=make.NOW)
    assert not TargetTally.objects.filter(is_folded=False).exists()


def test_a_number_once_promised_counts_from_the_same_moment(target, plan, city):
    measure(target, 190)
    other = make.plan(city)
    assert kept(other) == {}
    assert (kept(plan), TargetStanding.objects.count()) == ({"green": 1}, 1)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_the_kept_lamps_are_those_that_judging_gives(
    seed, plan, north, south, ines, otto
):
    chance, now = random.Random(seed), make.NOW
    for unit in (north, south, north, None):
        make.target(plan, unit, name=f"指标{unit and unit.pk}")
    record_verdicts(now=now)
    for _ in range(25):
        with suppress(RuleBroken):
            now = happen(chance, plan, now, ines=ines, otto=otto)
        compare(plan, on=localtime(now).date())


def happen(chance, plan, now, *, ines, otto):
    target = chance.choice(list(plan.targets.all()))
    value, on = (
        Decimal(chance.randrange(90, 220)),
        last_day_of_month(now.date() - chance.randrange(70) * DAY),
    )
    match chance.choice(HAPPENINGS):
        case "measure":
            measure(target, value, on=on, now=now)
        case "many":
            rows = [Measured(each.pk, on, value) for each in plan.targets.all()]
            told = {"origin": "sheet 1", "by": ines, "now": now}
            record_measurements(rows=rows, **told)
            if chance.random() < 0.5:
                pks = [row.target_id for row in rows]
                recall_measurements(
                    target_ids=pks, recorded_at=now, **told | {"now": now + DAY / 1200}
                )
        case "override":
            band = chance.choice(["slightly", "seriously", "done"])
            override_verdict(target_id=target.pk, band=band, reason="据实", by=ines, now=now)
        case "withdraw":
            withdraw_override(target_id=target.pk, by=ines, now=now)
        case "amend":
            promise = Promise(value, None, now.date() + chance.randrange(200) * DAY)
            asked = request_amendment(
                target_id=target.pk, promise=promise, reason="上级调整",
                doc_number="云政〔2026〕1号", by=ines, now=now,
            )  # fmt: skip
            decide_amendment(
                amendment_id=asked.pk, verb=AmendmentVerb.APPROVE, note="同意", by=otto, now=now
            )
        case "scheme":
            scheme = chance.choice(list(PRESETS.values()))
            choose_scheme(plan_id=plan.pk, scheme=scheme, by=otto, now=now)
        case "family":
            family = chance.choice(["economic", "counted"])
            classify_indicator(indicator_id=target.indicator_id, family=family, by=ines, now=now)
        case "pass":
            now += chance.randrange(1, 40) * DAY
            record_verdicts(now=now)
        case "fold":
            TargetTally.objects.fold()
    return now + DAY / 600


def compare(plan, *, on) -> None:
    judged = judged_targets(Target.objects.filter(plan=plan), on=on)
    rows = TargetStanding.objects.in_bulk()
    assert {each.target.pk: each.verdict.lamp for each in judged} == {
        pk: row.lamp for pk, row in rows.items()
    }
    assert {each.target.pk: each.verdict.on for each in judged} == {
        pk: row.closing_on for pk, row in rows.items()
    }
    assert kept(plan) == Counter(each.verdict.lamp.value for each in judged)
    assert TargetTally.objects.wrong() == 0
    assert {each.target.pk: each.target.indicator.family for each in judged} == {
        pk: row.family for pk, row in rows.items()
    }
    met = sum(row.number for row in TargetTally.objects.filter(counts="met"))
    assert met == pace_count(each.verdict for each in judged).met
