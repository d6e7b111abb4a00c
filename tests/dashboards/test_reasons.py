"""What units say stands in the way, beside what the rules say."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reports.models import Submission
from reports.queries import reasons_of_targets, reasons_of_tasks
from tests import make
from tests.dashboards.city import approve, last_month, measure, send_back

RAIN = "雨季推迟了开工，地块尚未交付。"


@pytest.fixture
def behind(plan, north):
    """A target far behind by the real clock, and the report on it that is due."""
    period = last_month(plan)
    target = make.target(plan, north, due_on=timezone.localdate() + timedelta(days=1))
    measure(target, 101, on=period.ends_on)
    return make.report(period, target)


def reasons(user, report, **facts):
    return reasons_of_targets(user, [report.target_id], **facts)


def test_the_newest_report_says_what_stands_in_the_way(behind, anna, lena):
    older = make.period(behind.period.plan, ends_on=date(2026, 3, 31), starts_on=date(2026, 3, 1))
    approve(make.report(older, behind.target), anna, problems="资金未到位。")
    assert reasons(lena, behind)[behind.target_id].text == "资金未到位。"
    approve(behind, anna, problems=RAIN)
    told = reasons(lena, behind)[behind.target_id]
    assert (told.text, told.report_pk) == (RAIN, behind.pk)
    assert told.closing_on == behind.period.ends_on


def test_who_names_no_problem_any_more_is_not_quoted_with_an_old_one(behind, anna, lena):
    older = make.period(behind.period.plan, ends_on=date(2026, 3, 31), starts_on=date(2026, 3, 1))
    approve(make.report(older, behind.target), anna, problems=RAIN)
    approve(behind, anna, problems=" ")
    assert reasons(lena, behind) == {}


def test_what_was_returned_is_not_quoted(behind, anna, lena):
    send_back(behind, anna)
    Submission.objects.update(problems=RAIN)
    assert reasons(lena, behind) == {}


def test_a_past_day_knows_only_what_had_been_sent(behind, anna, lena):
    approve(behind, anna, problems=RAIN)
    day = timezone.localdate(make.NOW)
    assert reasons(lena, behind, on=day - timedelta(days=1)) == {}
    assert reasons(lena, behind, on=day)[behind.target_id].text == RAIN


def test_of_a_task_those_who_lead_it_are_quoted(plan, task, period, anna, vera, lena):
    led, assisted = task.assignments.order_by("order")
    approve(make.report(period, assisted), vera, problems="未收到名单。")
    assert reasons_of_tasks(lena, [task.pk]) == {}
    approve(make.report(period, led), anna, problems=RAIN)
    assert reasons_of_tasks(lena, [task.pk])[task.pk].text == RAIN


def test_other_units_do_not_read_it(behind, anna, vera):
    approve(behind, anna, problems=RAIN)
    assert reasons(vera, behind) == {}


def test_the_leader_reads_it_in_the_red_list_and_can_open_the_report(client, behind, anna, lena):
    approve(behind, anna, problems=RAIN + "长" * 60)
    client.force_login(lena)
    page = client.get(reverse("dashboards:leader")).text
    assert RAIN in page and "长" * 30 not in page
    assert reverse("reports:report", args=[behind.pk]) in page


@pytest.mark.parametrize("number", [1, 12])
def test_many_cost_as_much_as_one(
    number, plan, north, period, anna, lena, django_assert_num_queries
):
    targets = [make.target(plan, north, name=f"指标{place}") for place in range(number)]
    for target in targets:
        approve(make.report(period, target), anna, problems=RAIN)
    assert lena.roles  # known before the count
    with django_assert_num_queries(1):
        assert len(reasons_of_targets(lena, [each.pk for each in targets])) == number
