"""The office excuses units for a time, and closes what is over."""

from datetime import UTC, date, datetime

import pytest

from core.errors import RuleBroken
from core.models import AuditEntry
from reports import services
from reports.models import Period, Report, ReviewSteps, Waiver
from reports.queries import Scope
from reports.rules import Rule
from tests import make

LATER = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
OCTOBER, NOVEMBER = date(2026, 10, 31), date(2026, 11, 30)


@pytest.fixture
def plan(city):
    """Published on 14 October 2026, now is that morning."""
    return make.plan(city, published_at=make.NOW)


@pytest.fixture
def opened(plan, task, north, now):
    """October is open: the north bureau owes two reports, the south bureau one."""
    make.target(plan, north)
    services.open_periods(now=now)
    return Period.objects.opened().get()


def waive(plan, by, now, *, ends_on=None, starts_on=OCTOBER, **scope):
    wish = {"starts_on": starts_on, "ends_on": ends_on, "reason": "抗洪期间免报。"}
    return services.give_waiver(scope=Scope(plan, **scope), **wish, by=by, now=now)


def waived(**of):
    return Report.objects.filter(state="waived", **of).count()


@pytest.mark.parametrize(
    ("of", "count"), [("plan", 3), ("north", 2), ("task", 2), ("target", 1), ("part", 1)]
)
def test_a_waiver_excuses_what_it_names(of, count, opened, plan, task, north, ines, now):
    scopes = {
        "plan": {},
        "north": {"unit": north},
        "task": {"task": task},
        "target": {"target": plan.targets.get()},
        "part": {"task": task, "unit": north},
    }
    waiver = waive(plan, ines, now, **scopes[of])
    assert waived(waiver=waiver, excused_at=now, revision=1) == count


def test_what_opens_later_is_waived_until_the_waiver_ends(opened, plan, north, ines, now):
    waive(plan, ines, now, unit=north, starts_on=NOVEMBER, ends_on=NOVEMBER)
    assert waived() == 0
    services.open_periods(now=LATER)
    services.open_periods(now=datetime(2026, 12, 1, 2, 0, tzinfo=UTC))
    assert waived() == waived(period__ends_on=NOVEMBER, unit=north) == 2


def test_what_was_sent_is_not_waived(opened, plan, north, ines, now):
    Report.objects.filter(unit=north).update(state="submitted")
    waive(plan, ines, now)
    assert waived() == 1


def test_an_ended_waiver_asks_again_for_what_is_not_due(opened, plan, north, ines, now):
    waiver = waive(plan, ines, now)
    services.end_waiver(waiver_id=waiver.pk, by=ines, now=now)
    assert set(Report.objects.values_list("state", "waiver", "excused_at")) == {
        ("open", None, None)
    }


def test_what_fell_due_under_a_waiver_stays_excused(opened, plan, ines, now):
    waiver = waive(plan, ines, now)
    services.end_waiver(waiver_id=waiver.pk, by=ines, now=datetime(2026, 12, 1, tzinfo=UTC))
    assert waived() == 3


def test_another_waiver_goes_on_when_one_ends(opened, plan, north, ines, now):
    all_of_it, of_north = waive(plan, ines, now), waive(plan, ines, now, unit=north)
    services.end_waiver(waiver_id=all_of_it.pk, by=ines, now=now)
    assert waived() == waived(waiver=of_north) == 2


def test_giving_and_ending_are_recorded(opened, plan, ines, now):
    waiver = waive(plan, ines, now)
    services.end_waiver(waiver_id=waiver.pk, by=ines, now=now)
    given = AuditEntry.objects.get(verb="waiver.given")
    assert (given.details["reports"], given.details["reason"]) == (3, "抗洪期间免报。")
    assert AuditEntry.objects.get(verb="waiver.ended").details == {"reports": 3}
    assert AuditEntry.objects.filter(verb="report.waived").count() == 3


@pytest.mark.parametrize("reason", ["", "  ", "字" * 2001, "\x00"])
def test_a_waiver_needs_a_reason(reason, plan, ines, now):
    wish = {"scope": Scope(plan), "starts_on": OCTOBER, "reason": reason}
    with pytest.raises(RuleBroken):
        services.give_waiver(**wish, by=ines, now=now)
    assert not Waiver.objects.exists()


def test_a_waiver_ends_once_and_not_before_it_begins(plan, ines, now):
    with pytest.raises(RuleBroken, match="before it begins"):
        waive(plan, ines, now, starts_on=NOVEMBER, ends_on=OCTOBER)
    waiver = waive(plan, ines, now)
    services.end_waiver(waiver_id=waiver.pk, by=ines, now=now)
    with pytest.raises(RuleBroken, match="already"):
        services.end_waiver(waiver_id=waiver.pk, by=ines, now=now)


# --- Closing a period ---


def test_the_office_closes_what_is_over_and_opens_it_again(opened, ines, now):
    services.close_period(period_id=opened.pk, by=ines, now=LATER)
    opened.refresh_from_db()
    assert (opened.closed_at, opened.closed_by) == (LATER, ines)
    services.reopen_period(period_id=opened.pk, reason=" 漏收。 ", by=ines, now=LATER)
    opened.refresh_from_db()
    assert (opened.closed_at, opened.closed_by) == (None, None)
    assert AuditEntry.objects.get(verb="period.closed").details == {"missing": 3}
    assert AuditEntry.objects.get(verb="period.reopened").details == {"reason": "漏收。"}


def test_a_running_period_is_not_closed(opened, ines, now):
    with pytest.raises(RuleBroken, match="2026-10-31"):
        services.close_period(period_id=opened.pk, by=ines, now=now)


def test_a_period_closes_once_and_only_what_opened(opened, plan, ines):
    services.close_period(period_id=opened.pk, by=ines, now=LATER)
    with pytest.raises(RuleBroken, match="closed already"):
        services.close_period(period_id=opened.pk, by=ines, now=LATER)
    coming = Period.objects.filter(opened_at=None).first()
    with pytest.raises(RuleBroken, match="not opened"):
        services.close_period(period_id=coming.pk, by=ines, now=LATER)


def test_reopening_needs_a_closed_period_and_a_reason(opened, ines):
    with pytest.raises(RuleBroken, match="is open"):
        services.reopen_period(period_id=opened.pk, reason="漏收。", by=ines, now=LATER)
    services.close_period(period_id=opened.pk, by=ines, now=LATER)
    with pytest.raises(RuleBroken, match="Say why"):
        services.reopen_period(period_id=opened.pk, reason=" ", by=ines, now=LATER)


def test_in_a_closed_period_nothing_is_chased_waived_or_withdrawn(opened, plan, task, ines):
    services.close_period(period_id=opened.pk, by=ines, now=LATER)
    waive(plan, ines, LATER)
    type(task).objects.update(state="suspended")
    services.open_periods(now=LATER)
    december = datetime(2026, 12, 1, tzinfo=UTC)
    late = Report.objects.filter(period=opened).overdue(now=december)
    assert set(opened.reports.values_list("state", flat=True)) == {"open"}
    assert not late.exists()


# --- Rules that cannot be ---


@pytest.mark.parametrize("number", [0, 32, -1, 10**30, None])
def test_a_rule_without_dates_is_refused(number, plan, ines, now):
    with pytest.raises(RuleBroken, match="Choose a number from 1 to 31"):
        services.set_rule(scope=Scope(plan), rule=Rule(anchor_number=number), by=ines, now=now)


def test_a_plan_cannot_do_without_a_rule(opened, plan, ines, now):
    with pytest.raises(RuleBroken, match="cannot do without"):
        services.end_rule(rule_id=plan.reporting_rules.get().pk, by=ines, now=now)


def test_setting_a_rule_is_recorded_with_what_counted_before(opened, plan, ines, now):
    services.set_rule(scope=Scope(plan), rule=Rule(anchor_number=20), by=ines, now=now)
    entry = AuditEntry.objects.get(verb="rhythm.set")
    told = (entry.details["rule"]["anchor_number"], entry.details["before"]["anchor_number"])
    assert told == ("20", "5")


def test_who_reviews_is_changed_without_touching_a_date(opened, plan, ines, now):
    before = list(Period.objects.values_list("pk", "due_at"))
    rule = plan.reporting_rules.get().as_rule
    services.set_rule(scope=Scope(plan), rule=rule, review=ReviewSteps.BOTH, by=ines, now=now)
    assert plan.reporting_rules.get().review == "both"
    assert list(Period.objects.values_list("pk", "due_at")) == before
