"""Two people on one target at the same moment; each guard has a control without it."""

from datetime import date
from decimal import Decimal
from itertools import count

import pytest
from django.db import IntegrityError

from core.errors import RuleBroken
from core.models import AuditEntry
from indicators.models import Amendment, Target, TargetVerdict
from indicators.rules import AmendmentVerb, Promise
from indicators.services import (
    decide_amendment,
    record_verdicts,
    request_amendment,
)
from tests import make
from tests.indicators.values import measure, unjudge
from tests.race import rewritten, slowed, together
from units.rules import Role

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

LOCK = ' FOR UPDATE OF "indicators_target"'


@pytest.fixture
def target(city, north, plan) -> Target:
    made = make.target(plan, north)
    measure(made, 150)
    return made


def outcome(act):
    try:
        return act()
    except RuleBroken as broken:
        return broken


def ask(target, by, *, value):
    return request_amendment(
        target_id=target.pk,
        promise=Promise(Decimal(value), None, date(2026, 12, 31)),
        doc_number="云政办〔2026〕8号",
        reason="条件变化",
        by=by,
        now=make.NOW,
    )


def approvals():
    return AuditEntry.objects.filter(verb="target.amendment_applied").count()


def both_approve(target, office, rita, *under):
    asked = ask(target, rita, value=160)
    heads = [make.user(name, (office, Role.OFFICE_HEAD)) for name in ("one", "two")]
    turn = count()

    def approve():
        by = heads[next(turn)]
        return outcome(
            lambda: decide_amendment(
                amendment_id=asked.pk, verb=AmendmentVerb.APPROVE, note="", by=by, now=make.NOW
            )
        )

    return together(2, approve, *under)


def test_of_two_who_approve_at_once_one_is_told_that_it_is_decided(target, office, rita):
    results = both_approve(target, office, rita)
    assert [type(each) for each in results].count(Amendment) == 1
    assert approvals() == 1


def test_without_the_lock_both_approve(target, office, rita):
    def unlocked():
        return rewritten(LOCK, "")

    results = both_approve(target, office, rita, unlocked, _gap)
    assert [type(each) for each in results].count(Amendment) == 2
    assert approvals() == 2


def _gap():
    return slowed('FROM "indicators_amendment"', seconds=0.3)


def two_ask(target, rita, hugo, *under):
    people = [rita, hugo]
    turn = count()

    def act():
        place = next(turn)
        return outcome(lambda: ask(target, people[place], value=160 + place))

    return together(2, act, *under)


def test_of_two_who_ask_at_once_the_second_finds_the_first(target, rita, hugo):
    results = two_ask(target, rita, hugo)
    assert [type(each) for each in results].count(RuleBroken) == 1
    assert Amendment.objects.count() == 1


def test_without_the_lock_the_constraint_still_keeps_the_second_out(target, rita, hugo):
    def unlocked():
        return rewritten(LOCK, "")

    with pytest.raises(IntegrityError):
        two_ask(target, rita, hugo, unlocked, _gap)
    assert Amendment.objects.count() == 1


def test_two_workers_record_each_verdict_once(target):
    unjudge()
    assert sorted(together(2, lambda: record_verdicts(now=make.NOW))) == [0, 1]
    assert TargetVerdict.objects.count() == 1


def test_without_the_lock_two_workers_collide(target):
    def unlocked():
        return rewritten(" FOR NO KEY UPDATE", "")

    def slow():
        return slowed('FROM "indicators_targetverdict"', seconds=0.3)

    unjudge()
    with pytest.raises(IntegrityError):
        together(2, lambda: record_verdicts(now=make.NOW), unlocked, slow)
