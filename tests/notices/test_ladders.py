"""The office decides who is told what, when and how; everything is written into the trail."""

from dataclasses import replace
from datetime import time

import pytest

from core.errors import RuleBroken
from core.models import AuditEntry
from notices.models import Ladder, LadderStep, Manner
from notices.queries import ladders
from notices.rules import Channel, Hours, Matter, Party, Preset, Step, preset
from notices.services import choose_preset, drop_ladder, set_manner, set_steps

ONE = Step(Matter.REPORT, 2, frozenset({Party.HOLDER, Party.HEAD}), words="请按时报送。")


def test_without_a_choice_the_usual_ladder_holds(db) -> None:
    assert ladders() == {None: preset(Preset.USUAL)}


def test_other_steps_for_one_matter_leave_the_other_matters_as_they_were(otto, now) -> None:
    set_steps(plan_id=None, matter=Matter.REPORT, steps=[ONE], by=otto, now=now)
    held = ladders()[None]
    assert [step for step in held if step.matter is Matter.REPORT] == [ONE]
    usual = [step for step in preset(Preset.USUAL) if step.matter is not Matter.REPORT]
    assert set(usual) == set(held) - {ONE}


def test_a_plans_own_ladder_begins_as_what_held_for_it(plan, otto, now) -> None:
    choose_preset(plan_id=None, preset=Preset.STRICT, by=otto, now=now)
    set_steps(plan_id=plan.pk, matter=Matter.REPORT, steps=[ONE], by=otto, now=now)
    strict = {step for step in preset(Preset.STRICT) if step.matter is not Matter.REPORT}
    assert set(ladders()[plan.pk]) == {*strict, ONE}
    assert set(ladders()[None]) == set(preset(Preset.STRICT))


def test_a_plan_gives_its_own_ladder_up(plan, otto, now) -> None:
    choose_preset(plan_id=plan.pk, preset=Preset.MILD, by=otto, now=now)
    drop_ladder(plan_id=plan.pk, by=otto, now=now)
    assert set(ladders()) == {None}
    assert not Ladder.objects.filter(plan=plan).exists()


def test_what_is_stored_is_what_was_said(otto, now) -> None:
    step = replace(ONE, by=frozenset({Channel.EMAIL, Channel.GROUP}), urgent=True)
    set_steps(plan_id=None, matter=Matter.REPORT, steps=[step], by=otto, now=now)
    stored = LadderStep.objects.get(matter="report").as_step
    assert (stored, stored.words) == (step, ONE.words)


def test_a_ladder_that_contradicts_itself_is_refused_and_nothing_is_kept(otto, now) -> None:
    fewer = Step(Matter.REPORT, 5, frozenset({Party.HOLDER}))
    with pytest.raises(RuleBroken):
        set_steps(plan_id=None, matter=Matter.REPORT, steps=[ONE, fewer], by=otto, now=now)
    assert not Ladder.objects.exists()


def test_no_steps_mean_that_nobody_is_told(otto, now) -> None:
    set_steps(plan_id=None, matter=Matter.PACE, steps=[], by=otto, now=now)
    assert not [step for step in ladders()[None] if step.matter is Matter.PACE]


def test_the_hours_of_letters_are_the_offices(otto, now) -> None:
    for hour in (8, 10):
        hours = Hours(daily_at=time(hour))
        set_manner(hours=hours, names_things=hour == 10, by=otto, now=now)
    assert Manner.objects.get().hours == Hours(daily_at=time(10))
    assert Manner.objects.get().names_things


def test_every_choice_is_in_the_trail(plan, otto, now) -> None:
    set_steps(plan_id=plan.pk, matter=Matter.REPORT, steps=[ONE], by=otto, now=now)
    choose_preset(plan_id=plan.pk, preset=Preset.MILD, by=otto, now=now)
    drop_ladder(plan_id=plan.pk, by=otto, now=now)
    set_manner(hours=Hours(), names_things=False, by=otto, now=now)
    verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["ladder.changed", "ladder.chosen", "ladder.dropped", "manner.changed"]
