"""A plan is closed, reopened and archived; nothing else moves it."""

from collections.abc import Callable
from itertools import product

import pytest
from django.urls import reverse

from core.errors import RuleBroken, Stale
from core.models import AuditEntry
from plans import services
from plans.models import Plan, PlanState
from plans.rules import TRANSITIONS, PlanVerb
from tasks.models import Task
from tests import make

SERVICES: dict[PlanVerb, Callable[..., Plan]] = {
    PlanVerb.CLOSE: services.close_plan,
    PlanVerb.REOPEN: services.reopen_plan,
    PlanVerb.ARCHIVE: services.archive_plan,
}


@pytest.mark.parametrize(("state", "verb"), list(product(PlanState, PlanVerb)))
def test_whatever_is_not_in_the_table_is_refused(state, verb, plan, otto, now) -> None:
    plan.state = state
    plan.save(update_fields=["state"])
    step = TRANSITIONS.get((state, verb))
    wish = {"plan_id": plan.pk, "reason": "年度任务完成。", "by": otto, "now": now}
    if step is None:
        with pytest.raises(Stale):
            SERVICES[verb](**wish)
    else:
        SERVICES[verb](**wish)
    plan.refresh_from_db()
    assert plan.state == (step.to if step else state)
    assert AuditEntry.objects.count() == (1 if step else 0)


@pytest.mark.parametrize("reason", ["", " \n", "字" * 1_000_000, "a\x00b"])
def test_a_plan_is_closed_with_a_reason_that_can_be_kept(reason, plan, otto, now) -> None:
    with pytest.raises(RuleBroken):
        services.close_plan(plan_id=plan.pk, reason=reason, by=otto, now=now)
    plan.refresh_from_db()
    assert plan.state == PlanState.ACTIVE


def test_the_head_of_the_office_closes_a_plan_on_its_page(client, plan, task, otto) -> None:
    client.force_login(otto)
    page = client.get(reverse("tasks:plan-close", args=[plan.pk]))
    assert page.context["open"] == 1
    client.post(reverse("tasks:plan-close", args=[plan.pk]), {"reason": "完成。"})
    plan.refresh_from_db()
    assert plan.state == PlanState.CLOSED


def test_what_was_typed_stays_when_the_plan_has_moved(client, plan, otto) -> None:
    plan.state = "archived"
    plan.save(update_fields=["state"])
    client.force_login(otto)
    page = client.post(reverse("tasks:plan-close", args=[plan.pk]), {"reason": "年度完成。"})
    assert page.status_code == 422
    assert "年度完成。" in page.content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("anna", 403), ("ines", 403), ("lena", 403), ("sam", 404)]
)
def test_nobody_else_closes_a_plan(who, status, client, plan, request) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.post(reverse("tasks:plan-close", args=[plan.pk])).status_code == status


def test_reports_are_not_awaited_on_tasks_of_a_closed_plan(city, north) -> None:
    make.task(make.plan(city, state="closed"), north)
    assert not Task.objects.reportable().filter(plan__state="active").exists()
