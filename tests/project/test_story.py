"""What the demonstration tells on a day in its own years is what the samples mean."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.test import override_settings

from config.demo.city import load_city
from config.demo.files import histories
from config.demo.plans import load_draft, load_plans
from indicators.models import Target
from indicators.queries import judged_targets
from intake.queries import strangers
from intake.queries.superior import side_of_plan
from intake.rules import to_settle
from intake.superior.aligning import align, counts
from intake.superior.comparing import Kind
from notices.models import Notice
from plans.models import Plan, PlanState
from reports.models import Report, ReportState
from tasks.queries.extensions import waiting_for
from units.models import User

LAMPS_OF = {
    "ahead": {"green", "blue"},
    "on_pace": {"green", "blue"},
    "finished": {"blue"},
    "behind": {"yellow", "orange"},
    "far_behind": {"orange", "red"},
    "yearly": {"grey", "green"},
    "not_due": {"grey"},
}


# The plans have years of their own, and their lamps mean something only in them.
THEN = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def loaded_then(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[list[str]]:
    """The city as of that day, loaded once: every test undoes only what it did itself."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), media, transaction.atomic():
        load_city()
        yield load_plans(now=THEN)
        transaction.set_rollback(True)


@pytest.fixture
def samples(loaded_then, db) -> list[str]:
    """What the day of loading did not allow."""
    return loaded_then


def test_everything_that_the_samples_promise_is_there(samples):
    told = {(len(history["task"]), len(history["target"])) for history in histories()}
    loaded = {
        # The desks add tasks that stand in no document.
        (plan.tasks.exclude(quote="").count(), plan.targets.count())
        for plan in Plan.objects.active()
    }
    assert loaded == told
    assert set(Report.objects.values_list("state", flat=True)) == set(ReportState)
    assert Report.objects.overdue(now=THEN).exists()
    assert Notice.objects.exists()


def test_the_day_allows_everything_that_lies_on_the_desks(samples):
    assert samples == []


def test_a_leader_of_the_demonstration_has_an_extension_to_decide(samples):
    leader, office = (User.objects.get(username=name) for name in ("luqinghe", "guyanping"))
    [asked] = waiting_for(leader)
    assert [step.verb for step in asked.steps.order_by("pk")] == ["request", "sign", "check"]
    assert not waiting_for(office).exists()


def test_the_lamps_show_what_the_samples_mean(samples):
    stories = {entry["words"]: entry["story"] for each in histories() for entry in each["target"]}
    wrong = []
    for judged in judged_targets(
        Target.objects.filter(plan__in=Plan.objects.active()), on=THEN.date()
    ):
        words = next(words for words in stories if _same_place(judged.target, words))
        if judged.verdict.lamp not in LAMPS_OF[stories[words]]:
            wrong.append((words, stories[words], judged.verdict.lamp))
    assert wrong == []


def test_the_citys_plan_is_every_kind_of_different_from_the_provinces(samples):
    plan = Plan.objects.exclude(superior_plans=None).get()
    superior = plan.superior_plans.get()
    rows = align(side_of_plan(superior), side_of_plan(plan), below=True)
    assert (superior.issuer.name, superior.state) == ("省政府", PlanState.ARCHIVED)
    assert {kind for kind, count in counts(rows).items() if count} == set(Kind)
    assert not Report.objects.filter(period__plan=superior).exists()  # nobody here owes it one


def test_a_draft_waits_with_doubts_that_an_official_can_settle(samples):
    draft = load_draft(now=THEN)
    found = {doubt.code for doubt in to_settle(draft.reading)}
    assert found >= {"two_values", "no_units", "due_after_end"}
    assert {each.name for each in strangers(draft, draft.reading, on=THEN.date())} == {
        "市企业服务中心",
        "市教体局",
    }
    assert draft.plan is None


def _same_place(target: Target, words: str) -> bool:
    start = target.plan.source_text.find(words)
    assert target.quote_start is not None
    assert target.quote_end is not None
    return start >= 0 and start < target.quote_end and target.quote_start < start + len(words)
