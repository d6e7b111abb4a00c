"""Opening, changing and waiving at once, on real PostgreSQL; each guard with its control."""

from contextlib import contextmanager
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction

from core.audit import first_break
from plans.models import Plan
from reports import services
from reports.models import Period, Report, ReportingRule
from reports.queries import Scope
from reports.rules import Rule
from reports.services import opening, periods, rhythm
from reports.services.expecting import Opening, expect_reports
from tests import make
from tests.race import rewritten, slowed
from tests.reports.test_races import at_once, broken, submitting, under

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

UNIQUE = {
    "one_report_per_assignment": "UNIQUE (period_id, assignment_id)",
    "one_report_per_target": "UNIQUE (period_id, target_id)",
}


@pytest.fixture
def plan(city):
    """Published on 14 October 2026, now is that morning."""
    return make.plan(city, published_at=make.NOW)


@contextmanager
def without_unique_reports():
    with connection.cursor() as cursor:
        for name in UNIQUE:
            cursor.execute(f"ALTER TABLE reports_report DROP CONSTRAINT {name}")
    try:
        yield
    finally:
        Report.objects.all().delete()
        with connection.cursor() as cursor:
            for name, rule in UNIQUE.items():
                cursor.execute(f"ALTER TABLE reports_report ADD CONSTRAINT {name} {rule}")


@pytest.fixture
def no_claim(monkeypatch):
    """Plans are not locked, and nobody goes on before all have read which there are."""

    def off(parties):
        together = Barrier(parties)

        def read(pks=None):
            found = Plan.objects.active() if pks is None else Plan.objects.filter(pk__in=pks)
            known = list(found.order_by("pk").values_list("pk", flat=True))
            together.wait(10)
            return known

        for module in (opening, periods, rhythm):
            monkeypatch.setattr(module, "lock_plans", read)

    return off


def opening_in(workers, now):
    # The default rule has a guard of its own, at which the workers would queue before the race.
    for plan in Plan.objects.filter(reporting_rules=None):
        ReportingRule.objects.create(plan=plan)
    return at_once(*[lambda: services.open_periods(now=now)] * workers)


def test_four_workers_open_a_period_once(plan, task, now):
    assert sorted(opening_in(4, now)) == [0, 0, 0, 2]
    assert (Period.objects.opened().count(), Report.objects.count()) == (1, 2)
    assert first_break() is None


def test_without_the_claim_the_constraint_still_keeps_reports_single(plan, task, now, no_claim):
    no_claim(4)
    assert sum(opening_in(4, now)) == Report.objects.count() == 2


def test_without_the_constraint_too_reports_are_expected_twice(plan, task, now):
    services.open_periods(now=now)
    Report.objects.all().delete()
    fresh = list(Period.objects.opened().values_list("pk", flat=True))
    run, together = Opening([plan.pk], fresh, now.date(), now), Barrier(2)

    def expect():
        with transaction.atomic():
            expect_reports(run)
            together.wait(10)  # before either has committed

    with without_unique_reports():
        at_once(expect, expect)
        assert Report.objects.count() == 4


def test_workers_that_catch_up_on_many_plans_do_not_lock_each_other_out(city, north, now):
    for _ in range(8):
        make.task(make.plan(city, published_at=now), north)
    later = now + timedelta(days=100)
    assert sum(opening_in(4, later)) == Period.objects.opened().count() == 8 * 3  # to December
    assert first_break() is None


# --- The rule changes while its period opens ---


def dates_that_overlap(plan):
    found = list(plan.periods.order_by("starts_on"))
    pairs = zip(found, found[1:], strict=False)
    return [after for before, after in pairs if after.starts_on <= before.ends_on]


def changing(plan, by, now, rule):
    return lambda: services.set_rule(scope=Scope(plan), rule=rule, by=by, now=now)


def test_a_rule_that_changes_while_its_period_opens_leaves_one_set_of_dates(plan, task, ines, now):
    ReportingRule.objects.create(plan=plan)
    acts = [lambda: services.open_periods(now=now), changing(plan, ines, now, Rule(closing_day=25))]
    assert not broken(at_once(*acts))
    services.open_periods(now=now)
    assert not dates_that_overlap(plan)
    assert Report.objects.filter(period__ends_on__gte=date(2026, 10, 14)).count() == 2


def test_without_the_claim_dates_of_two_rules_overlap(plan, task, ines, now, no_claim):
    ReportingRule.objects.create(plan=plan)
    no_claim(2)
    acts = [lambda: services.open_periods(now=now), changing(plan, ines, now, Rule(closing_day=25))]
    at_once(*acts)
    assert dates_that_overlap(plan)


def test_of_two_who_change_a_rule_the_second_replaces_the_first(plan, task, ines, otto, now):
    services.open_periods(now=now)
    acts = [
        changing(plan, ines, now, Rule(anchor_number=10)),
        changing(plan, otto, now, Rule(anchor_number=20)),
    ]
    assert not broken(at_once(*acts))
    assert plan.reporting_rules.live().count() == 1
    assert not dates_that_overlap(plan)


# --- A waiver is given while its period opens ---


def waiving(plan, by, now):
    wish: dict[str, Any] = {
        "scope": Scope(plan),
        "starts_on": date(2026, 10, 1),
        "reason": "抗洪期间免报。",
    }
    return lambda: services.give_waiver(**wish, by=by, now=now)


def test_a_waiver_that_is_given_while_its_period_opens_counts(plan, task, ines, now):
    ReportingRule.objects.create(plan=plan)
    at_once(lambda: services.open_periods(now=now), waiving(plan, ines, now))
    services.open_periods(now=now)
    assert set(Report.objects.values_list("state", flat=True)) == {"waived"}


def test_who_submits_while_the_office_waives_keeps_what_was_sent(
    plan, task, north, anna, ines, now
):
    services.open_periods(now=now)
    report = Report.objects.get(unit=north)
    outcomes = at_once(submitting(report, anna, now), waiving(plan, ines, now))
    report.refresh_from_db()
    told = broken(outcomes)
    assert report.state == ("waived" if told else "submitted")
    assert report.submissions.exists() != bool(told)


def test_without_the_lock_a_waiver_buries_what_was_sent(plan, task, north, anna, ines, now):
    """The office has seen that nothing was sent, and writes so after it was."""
    services.open_periods(now=now)
    report = Report.objects.get(unit=north)

    def careless():
        return rewritten("ORDER BY report.id FOR UPDATE OF report", "ORDER BY report.id")

    def later():
        return slowed('INSERT INTO "reports_waiver"', seconds=0.3)

    def held():
        return slowed('FOR UPDATE OF "reports_report"', seconds=0.8)

    acts = [submitting(report, anna, now), under(later, waiving(plan, ines, now))]
    assert not broken(at_once(under(held, acts[0]), under(careless, acts[1])))
    report.refresh_from_db()
    assert report.state == "waived"
    assert report.submissions.get().submitted_at is not None
