"""Two at once about one number or one thing; each guard has a control."""

from datetime import date

import pytest
from django.db import IntegrityError, connection

from core.errors import RuleBroken
from slips.models import Slip
from slips.rules import SlipVerb, ThingKind
from slips.services import draft_slip
from tests import make
from tests.race import rewritten, slowed, together
from tests.slips.steps import step

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
# What stands between the last number and the next one.
LOCK, COUNTED = "FOR NO KEY UPDATE", "MAX("


@pytest.fixture
def submitted(plan, north, ines, otto, now):
    slips = []
    for _ in range(4):
        late = make.task(plan, north, due_on=date(2026, 9, 30), state="in_progress")
        slips.append(draft_slip(kind=ThingKind.TASK, thing_id=late.pk, by=ines, now=now))
        step(slips[-1], SlipVerb.SUBMIT, ines, now=now)
    return slips


def approving(submitted, otto, now):
    """Each thread takes another slip; what stopped it is its answer."""
    left = list(submitted)

    def act():
        try:
            return step(left.pop(), SlipVerb.APPROVE, otto, now=now).serial
        except (RuleBroken, IntegrityError) as stopped:
            return type(stopped)

    return act


def test_four_approvals_at_once_get_four_numbers_without_a_gap(submitted, otto, now):
    act = approving(submitted, otto, now)
    serials = together(4, act, lambda: slowed(COUNTED))
    assert sorted(serials) == [1, 2, 3, 4]


def test_without_the_lock_two_get_the_same_number_and_one_fails(submitted, otto, now):
    act = approving(submitted, otto, now)
    serials = together(4, act, lambda: rewritten(LOCK, ""), lambda: slowed(COUNTED))
    assert IntegrityError in serials


def drafting(late, ines, now):
    def act():
        try:
            return draft_slip(kind=ThingKind.TASK, thing_id=late.pk, by=ines, now=now).state
        except (RuleBroken, IntegrityError) as stopped:
            connection.close()
            return type(stopped)

    return act


def test_of_two_drafts_about_one_thing_one_is_told_of_the_other(plan, north, ines, now):
    late = make.task(plan, north, due_on=date(2026, 9, 30), state="in_progress")
    outcomes = together(2, drafting(late, ines, now), lambda: slowed('FROM "slips_slip"'))
    assert sorted(map(str, outcomes)) == sorted(["draft", str(RuleBroken)])
    assert Slip.objects.count() == 1


def test_without_the_lock_only_the_database_keeps_them_apart(plan, north, ines, otto, now):
    earlier = make.task(plan, north, due_on=date(2026, 9, 30), state="in_progress")
    draft_slip(kind=ThingKind.TASK, thing_id=earlier.pk, by=ines, now=now)
    late = make.task(plan, north, due_on=date(2026, 9, 30), state="in_progress")
    off = (lambda: rewritten(LOCK, ""), lambda: slowed('FROM "slips_slip"', seconds=0.3))
    outcomes = together(2, drafting(late, ines, now), *off)
    assert IntegrityError in outcomes
