"""A kept document tells what counting everything anew would tell, whatever has changed."""

import json
import random
from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from rest_framework.renderers import JSONRenderer

from core.kept import Fresh, kept, thin_out_marks
from core.models import ChangeMark, KeptBody
from dashboards.queries import Scope
from dashboards.queries.duties import duties_counted
from dashboards.queries.leader import overview_counted
from dashboards.serializers import OverviewOut, UnitOverviewOut
from indicators.models import Forecast, ForecastMethod, Target
from indicators.services import classify_indicator, override_verdict, withdraw_override
from plans.models import Plan, PlanState
from reports.models import Period, Report, ReportState, ReportTally
from tasks.models import Assignment
from tasks.services import move_task
from tests import make
from tests.dashboards import city as small_city
from tests.race import at_once
from units.models import Unit

CHANGES = ("measure", "decide", "withdraw", "reports", "due", "period", "task", "part", "plan",
           "rename", "target", "family", "forecast", "fold", "nothing")  # fmt: skip
SECOND = timedelta(seconds=1)


@pytest.fixture
def live(plan, north, south, vera):
    small_city.fill(plan, north, south, vera, times=3, period=small_city.last_month(plan))
    other = make.plan(plan.issuer, title="另一个方案")
    small_city.fill(other, south, north, vera, period=small_city.last_month(other))
    return plan


@pytest.fixture
def asking(client, lena):
    def ask(address: str, **query: object) -> dict:
        client.force_login(lena)
        return client.get(f"/api/v1/overview/{address}", query).json()

    return ask


def counted(lena, plan: Plan | None = None) -> dict:
    """From the rows themselves."""
    now = timezone.now()
    with translation.override(settings.LANGUAGE_CODE):
        scope = Scope(lena, timezone.localdate(now), now, plan=plan)
        return as_told(OverviewOut(overview_counted(scope)).data)


def unit_counted(lena, unit: Unit) -> dict:
    now = timezone.now()
    with translation.override(settings.LANGUAGE_CODE):
        scope = Scope(lena, timezone.localdate(now), now)
        return as_told(UnitOverviewOut(duties_counted(scope, unit)).data)


def as_told(data: dict) -> dict:
    """Through JSON, as the answers are."""
    return json.loads(JSONRenderer().render(data))


@pytest.mark.parametrize("seed", range(6))
def test_after_any_change_the_documents_tell_what_the_rows_say(seed, live, asking, lena, ines):
    chance = random.Random(seed)
    units = list(Unit.objects.filter(assignments__isnull=False).distinct().order_by("pk"))
    for _ in range(15):
        act = chance.choice(CHANGES)
        change(act, chance, ines)
        assert asking("") == counted(lena), act
        assert asking("", plan=live.pk) == counted(lena, live), act
        for unit in units:
            unit.refresh_from_db()
            assert asking(f"units/{unit.pk}/") == unit_counted(lena, unit), act


def change(act: str, chance: random.Random, ines) -> None:
    plan = chance.choice(list(Plan.objects.order_by("pk")))
    target = chance.choice(list(plan.targets.order_by("pk")))
    task = chance.choice(list(plan.tasks.order_by("pk")))
    now = timezone.now()
    some = Report.objects.filter(period__plan=plan).order_by("?")[:2].values("pk")
    match act:
        case "measure":
            small_city.measure(target, chance.randrange(100, 201), on=small_city.SEP)
        case "decide" | "withdraw" if plan.state == PlanState.ACTIVE:
            decide(act, target, chance, ines, now)
        case "reports":
            Report.objects.filter(pk__in=some).update(state=chance.choice(list(ReportState)))
        case "due":
            days = chance.choice([-40, -2, 2, 40])
            Report.objects.filter(pk__in=some).update(due_at=now + timedelta(days=days))
        case "period":
            closed = chance.choice([None, now - SECOND])
            by = ines if closed else None
            Period.objects.filter(plan=plan).update(closed_at=closed, closed_by=by)
        case "task":
            percent = Decimal(chance.randrange(101))
            move_task(task_id=task.pk, percent=percent, on=small_city.SEP, by=None, now=now)
        case "part":
            part = chance.choice(list(task.assignments.order_by("pk")))
            day = chance.choice([None, timezone.localdate() - timedelta(days=3)])
            Assignment.objects.filter(pk=part.pk, role="assist").update(ended_on=day)
        case "plan":
            title = f"方案{chance.randrange(9)}"
            Plan.objects.filter(pk=plan.pk).update(title=title)
        case "rename":
            Unit.objects.filter(pk=target.lead_unit_id).update(name=f"局{chance.randrange(99)}")
        case "target":
            make.target(plan, target.lead_unit, name=f"新{chance.random()}")
            make.judge()
        case "family":
            family = chance.choice(["economic", "counted"])
            classify_indicator(indicator_id=target.indicator_id, family=family, by=ines, now=now)
        case "forecast":
            forecast(target, point=chance.randrange(100, 201), now=now)
        case "fold":
            ReportTally.objects.fold()
            thin_out_marks()


def forecast(target, *, point: int, now) -> None:
    Forecast.objects.live().filter(target=target).update(superseded_at=now)
    Forecast.objects.create(
        target=target,
        recorded_at=now,
        method=ForecastMethod.PACE,
        ends_on=target.due_on,
        wanted=target.value,
        measured_on=small_city.SEP,
        point=point,
        low=point - 5,
        high=point + 5,
        probability=Decimal("0.37"),
        origins=6,
        hits=5,
    )


def decide(act, target, chance, ines, now) -> None:
    decided = target.verdicts.live().exclude(override_band="").exists()
    if act == "decide" and not decided:
        live = target.verdicts.live().latest("closing_on")
        band = next(each for each in ("slightly", "done") if each != live.band)
        reason = {"band": band, "reason": "据实"}
        override_verdict(target_id=target.pk, **reason, by=ines, now=now)
    elif act == "withdraw" and decided:
        withdraw_override(target_id=target.pk, by=ines, now=now)


def test_a_new_forecast_is_told_at_once_in_all_documents_that_have_its_target(live, asking):
    pk = asking("")["behind"][0]["target"]
    target = Target.objects.get(pk=pk)
    documents = [("", {}), ("", {"plan": target.plan_id}), (f"units/{target.lead_unit_id}/", {})]

    def told() -> list[object]:
        rows = [asking(address, **query)["behind"] for address, query in documents]
        return [row["forecast"] for each in rows for row in each if row["target"] == pk]

    assert told() == [None] * 3
    forecast(target, point=163, now=timezone.now())
    for row in told():
        assert (Decimal(row["point"]), Decimal(row["low"]), Decimal(row["high"])) == (163, 158, 168)
        assert (Decimal(row["probability"]), row["hits"], row["origins"]) == (Decimal("0.37"), 5, 6)
        assert "37%" in row["sentence"]
    Forecast.objects.live().update(refusal="too_few")
    assert told() == [None] * 3


# --- The keeping itself ---


def making(*bodies: str, until=None):
    """A maker that tells the next of these each time."""
    waiting = list(bodies)
    tomorrow = timezone.now() + timedelta(days=1)
    return lambda: Fresh({"en": waiting.pop(0)}, until or tomorrow)


def told(make, *, now=None) -> str:
    return kept("portal", make, language="en", now=now or timezone.now()).body


def test_a_document_is_made_once(db, django_assert_num_queries):
    maker = making("one", "two")
    assert told(maker) == "one"
    with django_assert_num_queries(1):
        assert told(maker) == "one"


def test_a_mark_makes_it_old(db):
    maker = making("one", "two")
    told(maker)
    ChangeMark.objects.create(scope="plan:1")
    assert told(maker) == "one"
    ChangeMark.objects.create(scope="portal")
    assert (told(maker), told(maker)) == ("two", "two")


def test_time_makes_it_old(db):
    now = timezone.now()
    maker = making("one", "two", until=now + SECOND)
    assert [told(maker, now=now), told(maker, now=now + SECOND)] == ["one", "two"]


def test_a_change_that_is_rolled_back_makes_nothing_old(live, asking):
    before = asking("")
    with transaction.atomic():
        Report.objects.update(state=ReportState.APPROVED)
        transaction.set_rollback(True)
    assert not ChangeMark.objects.filter(scope="portal").exists()
    assert asking("") == before


def test_one_mark_is_left_for_what_nobody_reads(db):
    ChangeMark.objects.bulk_create(ChangeMark(scope=f"plan:{n % 3}") for n in range(30))
    assert (thin_out_marks(), ChangeMark.objects.count()) == (27, 3)


def test_a_change_outside_of_all_plans_disturbs_no_other_plan(live, asking, lena):
    other = Plan.objects.exclude(pk=live.pk).get()
    asking("", plan=live.pk)
    Report.objects.filter(period__plan=other).update(state=ReportState.APPROVED)
    assert not ChangeMark.objects.filter(scope=f"plan:{live.pk}").exists()
    assert ChangeMark.objects.filter(scope=f"plan:{other.pk}").exists()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_who_asks_at_once_gets_one_document(db):
    maker = making("one", "two", "three", "four")
    assert set(at_once(*[lambda: told(maker)] * 4)) == {"one"}
    assert KeptBody.objects.get().body == "one"
