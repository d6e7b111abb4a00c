"""Verdicts are kept as they were judged, and can be computed again next year."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from core.calendar import end_of
from core.errors import RuleBroken
from core.models import AuditEntry
from indicators import rules, wording
from indicators.jobs import record_verdicts as job
from indicators.models import Indicator, Kind, Measurement, Target, TargetVerdict
from indicators.queries import recompute, verdict_course
from indicators.rules import BOOKS, Lamp
from indicators.services import (
    choose_scheme,
    override_verdict,
    record_verdicts,
    withdraw_override,
)
from tests import make
from tests.indicators.values import SEP, judged, measure, unjudge

DAY = timedelta(days=1)
NEXT = make.NOW + DAY
TODAY = make.NOW.date()


def shown(target, day=TODAY):
    return judged(target, on=day).verdict


def live(target) -> TargetVerdict:
    return TargetVerdict.objects.live().get(target=target)


@pytest.fixture
def target(plan, north):
    made = make.target(plan, north)
    measure(made, 130)
    unjudge()
    return made


def override(target, by, *, band="slightly", reason="证书已获批，待发文。", now=NEXT):
    return override_verdict(target_id=target.pk, band=band, reason=reason, by=by, now=now)


def test_a_verdict_keeps_its_inputs_and_its_sentence_in_both_languages(target, now):
    assert record_verdicts(now=now) == 1
    row = live(target)
    assert (row.lamp, row.closing_on, row.rule_version) == ("red", SEP, rules.RULE_VERSION)
    assert row.sentence_zh == "9月末应达75.0%，实际30.0%，低45.0个百分点。"
    assert row.sentence_en.startswith("By the end of September 75.0% should be reached")
    assert row.inputs["readings"] == [["2026-09-30", "130.000000"]]


def test_recording_again_writes_nothing(target, now):
    record_verdicts(now=now)
    assert record_verdicts(now=now) == 0
    assert record_verdicts(now=NEXT) == 0
    assert TargetVerdict.objects.count() == 1


def test_only_what_changed_is_written(target, plan, north, now):
    measure(make.target(plan, north, name="乙"), 175)
    assert record_verdicts(now=now) == 1  # the other was judged with its value
    measure(target, 180, now=NEXT)
    assert record_verdicts(now=NEXT) == 0
    assert live(target).lamp == "green"
    assert TargetVerdict.objects.filter(target=target).count() == 2


def test_the_next_closing_date_leaves_the_last_ones_verdict_as_it_was(target, now):
    record_verdicts(now=now)
    measure(target, 190, on=date(2026, 10, 31), now=now + 20 * DAY)
    record_verdicts(now=now + 20 * DAY)
    lamps = TargetVerdict.objects.live().order_by("closing_on").values_list("lamp", flat=True)
    assert list(lamps) == ["red", "green"]


def test_targets_of_plans_that_are_over_are_not_judged_any_more(target, plan, now):
    plan.state = "closed"
    plan.save(update_fields=["state"])
    assert record_verdicts(now=now) == 0


def test_a_verdict_is_known_from_the_day_on_which_it_was_recorded(target, now):
    record_verdicts(now=now)
    measure(target, 180, now=now + 3 * DAY)
    record_verdicts(now=now + 3 * DAY)
    known = {
        days: [row.lamp for row in TargetVerdict.objects.as_known_on((now + days * DAY).date())]
        for days in (-1, 0, 2, 3)
    }
    assert known == {-1: [], 0: ["red"], 2: ["red"], 3: ["green"]}


def test_a_verdict_can_be_computed_again_after_everything_has_changed(target, plan, otto, now):
    record_verdicts(now=now)
    row = live(target)
    Measurement.objects.update(value=1)
    Indicator.objects.update(kind=Kind.RATIO)
    Target.objects.update(value=9999, baseline=None)
    choose_scheme(plan_id=plan.pk, scheme=rules.PRESETS["jinzhai"], by=otto, now=now)
    again = recompute(row)
    assert (again.lamp, again.band.code, again.reason) == (row.lamp, row.band, row.reason)
    with translation.override("zh-hans"):
        assert wording.sentence(again, "家") == row.sentence_zh


def test_a_verdict_of_an_older_version_is_computed_by_the_rules_of_its_time(plan, north, now):
    target = make.target(plan, north, every="quarter", value=3, baseline=None)
    Indicator.objects.update(kind=Kind.RECURRING)
    measure(target, 6, on=date(2026, 8, 31))
    record_verdicts(now=now)
    row = live(target)
    assert (row.lamp, recompute(row).lamp) == ("green", Lamp.GREEN)  # 6 were due by the end of June
    row.rule_version = 1  # by months elapsed, 8 of 12 were due by the end of August
    assert recompute(row).lamp is Lamp.ORANGE
    assert set(BOOKS) == set(range(1, rules.RULE_VERSION + 1))


def test_every_verdict_of_every_preset_survives_the_way_through_json(target, now):
    record_verdicts(now=now)
    row = live(target)
    for scheme in rules.PRESETS.values():
        assert rules.scheme_from_json(rules.scheme_as_json(scheme)) == scheme
    inputs = rules.inputs_from_json(row.inputs)
    aim = replace(inputs.aim, planned=((SEP, Decimal("1.50")),), reference=Decimal("2.10"))
    full = replace(inputs, aim=aim)
    assert rules.inputs_from_json(rules.inputs_as_json(full)) == full


# --- An inspector decides otherwise ---


def test_an_override_is_shown_and_the_computed_lamp_stays(target, ines):
    override(target, ines)
    verdict = shown(target, NEXT.date())
    assert (verdict.lamp, verdict.computed_lamp) == (Lamp.YELLOW, Lamp.RED)
    with translation.override("zh-hans"):
        assert wording.sentence(verdict, "家").endswith(
            "Ines于2026年10月15日改判为“略低于序时”（系统判定为“严重滞后”），理由：证书已获批，待发文。"
        )
    assert (live(target).lamp, live(target).override_band) == ("red", "slightly")


def test_the_day_before_the_override_is_shown_without_it(target, ines, now):
    record_verdicts(now=now)
    override(target, ines)
    assert shown(target, now.date()).override is None


def test_an_override_is_withdrawn_and_both_are_remembered(target, ines):
    override(target, ines)
    withdraw_override(target_id=target.pk, by=ines, now=NEXT + DAY)
    assert shown(target, (NEXT + DAY).date()).lamp is Lamp.RED
    assert shown(target, NEXT.date()).lamp is Lamp.YELLOW
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {"target.verdict_overridden", "target.override_withdrawn"} <= verbs


def test_an_override_outlives_a_corrected_figure_but_not_the_closing_date(target, ines):
    override(target, ines)
    measure(target, 131, now=NEXT)
    record_verdicts(now=NEXT)
    assert live(target).override_band == "slightly"
    measure(target, 131, on=date(2026, 10, 31), now=NEXT)
    record_verdicts(now=NEXT)
    assert shown(target, NEXT.date()).override is None


@pytest.mark.parametrize(
    ("band", "reason"),
    [("slightly", "  "), ("slightly", "长" * 1001), ("purple", "有依据"), ("far", "有依据")],
    ids=["without a reason", "with a novel", "to a lamp that is none", "to the same lamp"],
)
def test_an_override_is_refused(target, ines, band, reason):
    with pytest.raises(RuleBroken):
        override(target, ines, band=band, reason=reason)
    assert not TargetVerdict.objects.exclude(override_band="").exists()


def test_what_nobody_decided_cannot_be_withdrawn(target, ines):
    with pytest.raises(RuleBroken):
        withdraw_override(target_id=target.pk, by=ines, now=NEXT)


# --- Months that were made up later ---


def test_a_month_that_was_made_up_later_says_so_and_stays_as_recorded(target, now):
    record_verdicts(now=now)
    measure(target, 176, on=date(2026, 10, 31), now=now + 20 * DAY)
    _october, line = verdict_course(target, on=(now + 20 * DAY).date())
    assert (line.row.lamp, line.made_up_on) == ("red", date(2026, 10, 31))
    with translation.override("zh-hans"):
        assert wording.made_up(line) == "严重滞后→略低于序时（已补）"


def test_a_month_is_not_made_up_by_a_figure_that_is_still_too_low(target, now):
    record_verdicts(now=now)
    measure(target, 174, on=date(2026, 10, 31), now=now + 20 * DAY)
    _october, line = verdict_course(target, on=(now + 20 * DAY).date())
    assert line.made_up_on is None


# --- In bulk ---


@pytest.mark.parametrize("number", [1, 12])
def test_verdicts_cost_as_much_for_many_as_for_one(
    plan, north, now, number, django_assert_num_queries
):
    for place in range(number):
        measure(make.target(plan, north, name=f"指标{place}"), 130)
    unjudge()
    with django_assert_num_queries(12):
        assert record_verdicts(now=now) == number


def test_the_job_records(target, monkeypatch):
    job()
    assert TargetVerdict.objects.filter(target=target).exists()


def test_as_known_on_is_up_to_midnight_where_the_offices_are(target, now):
    late = end_of(now.date())
    measure(target, 180, now=late)
    assert shown(target, now.date()).actual == 130
    assert shown(target, now.date() + DAY).actual == 180
    assert isinstance(late, datetime)
