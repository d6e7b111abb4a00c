"""Two people move one plan at once; the guard has a control that shows what happens without it."""

import pytest

from core.audit import first_break
from core.errors import Stale
from core.models import AuditEntry
from plans import services
from plans.models import Plan, PlanState
from tests.race import at_once, rewritten, slowed

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def closed(plan):
    Plan.objects.update(state=PlanState.CLOSED)
    return plan


def reopening(plan, by, now):
    return lambda: services.reopen_plan(plan_id=plan.pk, reason="漏报两项。", by=by, now=now)


def archiving(plan, by, now):
    return lambda: services.archive_plan(plan_id=plan.pk, by=by, now=now)


def careless(act):
    """The plan is read without a lock, and both have read before one of them writes."""

    def run():
        with rewritten("LIMIT 21 FOR UPDATE", "LIMIT 21"), slowed('FROM "plans_plan"', seconds=0.3):
            return act()

    return run


def moves():
    entries = AuditEntry.objects.filter(verb__in=["plan.reopened", "plan.archived"])
    return sorted(entries.values_list("verb", flat=True))


def test_a_closed_plan_is_reopened_or_archived(closed, otto, now):
    outcomes = at_once(reopening(closed, otto, now), archiving(closed, otto, now))
    (told,) = [each for each in outcomes if isinstance(each, Stale)]
    closed.refresh_from_db()
    reopened = told is outcomes[1]
    assert closed.state == (PlanState.ACTIVE if reopened else PlanState.ARCHIVED)
    assert moves() == ["plan.reopened" if reopened else "plan.archived"]
    assert first_break() is None


def test_without_the_lock_an_archived_plan_was_reopened_as_well(closed, otto, now):
    acts = [reopening(closed, otto, now), archiving(closed, otto, now)]
    outcomes = at_once(*[careless(act) for act in acts])
    assert all(isinstance(each, Plan) for each in outcomes)
    assert moves() == ["plan.archived", "plan.reopened"]
