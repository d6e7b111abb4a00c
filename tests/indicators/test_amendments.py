"""What a target promises changes only by a document and a second person."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from django.utils import translation

from core.errors import RuleBroken
from indicators import wording
from indicators.models import Amendment, Target
from indicators.queries import promise_of
from indicators.rules import (
    TRANSITIONS,
    AmendmentActor,
    AmendmentNeed,
    AmendmentState,
    AmendmentVerb,
    Lamp,
    Promise,
    step,
)
from indicators.services import decide_amendment, request_amendment
from tests import make
from tests.indicators.values import judged, measure
from units.rules import Role

DAY = timedelta(days=1)
REQUESTED, APPLIED = AmendmentState.REQUESTED, AmendmentState.APPLIED
EASIER = Promise(Decimal(160), None, date(2026, 12, 31))
CASES = list(product(AmendmentState, AmendmentVerb, AmendmentActor))


@pytest.mark.parametrize(("state", "verb", "actor"), CASES)
def test_every_step_that_is_not_in_the_table_is_refused(state, verb, actor):
    known = TRANSITIONS.get((state, verb))
    allowed = known is not None and actor in known.who
    assert (step(state, verb, {actor}) is not None) == allowed


def test_the_table_ends_where_somebody_decided():
    ends = {AmendmentState.APPLIED, AmendmentState.REFUSED, AmendmentState.WITHDRAWN}
    assert {state for state, _verb in TRANSITIONS} & ends == set()
    assert {each.to for each in TRANSITIONS.values()} == ends | {REQUESTED}
    second = {verb for (_s, verb), each in TRANSITIONS.items() if _SECOND in each.needs}
    assert second == {AmendmentVerb.APPROVE, AmendmentVerb.REFUSE}


_SECOND = AmendmentNeed.SECOND_PERSON


@pytest.fixture
def target(plan, north):
    made = make.target(plan, north)
    measure(made, 150)
    return made


def ask(target, by, *, promise=EASIER, number="云政办〔2026〕8号", reason="条件变化", now=make.NOW):
    return request_amendment(
        target_id=target.pk, promise=promise, doc_number=number, reason=reason, by=by, now=now
    )


def decide(asked, by, verb=AmendmentVerb.APPROVE, *, note="同意", now=make.NOW):
    return decide_amendment(amendment_id=asked.pk, verb=verb, note=note, by=by, now=now)


def state(asked):
    asked.refresh_from_db()
    return asked.state


def value(target):
    return Target.objects.get(pk=target.pk).value


def test_nothing_changes_before_a_second_person_approves(target, ines, otto):
    asked = ask(target, ines)
    assert (state(asked), value(target)) == (REQUESTED, 200)
    decide(asked, otto)
    assert (state(asked), value(target)) == (APPLIED, 160)


def test_who_asked_cannot_approve(target, otto):
    asked = ask(target, otto)
    with pytest.raises(RuleBroken, match="不能审批自己"), translation.override("zh-hans"):
        decide(asked, otto)
    assert value(target) == 200


def test_the_lead_unit_asks_and_another_unit_cannot(target, rita, south, otto):
    stranger = make.user("sven", (south, Role.REVIEWER))
    with pytest.raises(RuleBroken):
        ask(target, stranger)
    decide(ask(target, rita), otto)
    assert value(target) == 160


def test_a_reporter_cannot_ask(target, anna):
    with pytest.raises(RuleBroken):
        ask(target, anna)


def test_an_inspector_cannot_approve_but_refuses_with_a_reason(target, rita, ines):
    asked = ask(target, rita)
    for verb, note in ((AmendmentVerb.APPROVE, "同意"), (AmendmentVerb.REFUSE, " ")):
        with pytest.raises(RuleBroken):
            decide(asked, ines, verb, note=note)
    decide(asked, ines, AmendmentVerb.REFUSE, note="依据不足")
    assert (state(asked), value(target)) == (AmendmentState.REFUSED, 200)


def test_only_who_asked_withdraws(target, rita, hugo):
    asked = ask(target, rita)
    with pytest.raises(RuleBroken):
        decide(asked, hugo, AmendmentVerb.WITHDRAW)
    decide(asked, rita, AmendmentVerb.WITHDRAW, note="")
    assert state(asked) == AmendmentState.WITHDRAWN


def test_what_is_decided_stays_decided(target, rita, otto, lena):
    asked = ask(target, rita)
    decide(asked, otto)
    for verb in (AmendmentVerb.APPROVE, AmendmentVerb.REFUSE, AmendmentVerb.WITHDRAW):
        with pytest.raises(RuleBroken):
            decide(asked, lena, verb)


def test_a_second_request_waits_for_the_first(target, rita, ines, otto):
    first = ask(target, rita)
    with pytest.raises(RuleBroken):
        ask(target, ines)
    decide(first, otto)
    assert ask(target, ines, promise=Promise(Decimal(170), None, EASIER.due_on)).old_value == 160


@pytest.mark.parametrize(
    ("promise", "number", "reason"),
    [
        (Promise(Decimal(200), None, date(2026, 12, 31)), "文", "因"),
        (EASIER, " ", "因"),
        (EASIER, "文", " "),
        (EASIER, "文", "长" * 2001),
        (Promise(None, None, date(2026, 12, 31)), "文", "因"),
        (Promise(Decimal("NaN"), None, date(2026, 12, 31)), "文", "因"),
        (Promise(Decimal("1e400"), None, date(2026, 12, 31)), "文", "因"),
        (Promise(Decimal(160), None, date(1, 1, 1)), "文", "因"),
    ],
    ids=["same", "no number", "no reason", "novel", "no value", "NaN", "1e400", "year 1"],
)
def test_a_request_is_refused(target, ines, promise, number, reason):
    with pytest.raises(RuleBroken):
        ask(target, ines, promise=promise, number=number, reason=reason)
    assert not Amendment.objects.exists()


def test_a_range_keeps_its_upper_value_above_the_lower(plan, north, ines):
    target = make.target(plan, north, comparator="range", value_high=Decimal(220))
    with pytest.raises(RuleBroken):
        ask(target, ines, promise=Promise(Decimal(230), Decimal(220), date(2026, 12, 31)))


def test_pace_is_shown_against_the_original_and_the_amended_value(target, rita, otto, now):
    decide(ask(target, rita), otto, now=now)
    shown = judged(target, on=now.date())
    assert (shown.verdict.expected, shown.verdict.lamp) == (145, Lamp.GREEN)
    assert (shown.original.expected, shown.original.lamp) == (175, Lamp.ORANGE)
    assert shown.original and shown.first
    with translation.override("zh-hans"):
        told = wording.amended(
            shown.original, first=shown.first, now=promise_of(shown.target), unit_of_measure="家"
        )
    assert told == (
        "原定2026年12月末达到200家，现调整为2026年12月末达到160家。"
        "按原定目标：9月末应达75.0%，实际50.0%，低25.0个百分点。"
    )


def test_a_day_before_the_amendment_knows_the_promise_of_that_day(target, rita, otto, now):
    decide(ask(target, rita), otto, now=now + 2 * DAY)
    decide(ask(target, rita, promise=replaced(155)), otto, now=now + 4 * DAY)
    promised = {}
    for days in (0, 2, 4):
        each = judged(target, on=(now + days * DAY).date())
        promised[days] = (each.target.value, each.first.value if each.first else None)
    assert promised == {0: (200, None), 2: (160, 200), 4: (155, 200)}


def replaced(number):
    return Promise(Decimal(number), None, EASIER.due_on)
