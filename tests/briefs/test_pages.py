"""Fetching the breakdown: who may, under which name, at what cost."""

from urllib.parse import unquote

import pytest
from django.urls import reverse

from briefs import excel, paper
from briefs.queries import breakdown
from plans.models import PlanState
from tests import make

FILES = {"workbook": (excel.MIME, ".xlsx"), "document": (paper.MIME, ".docx")}


@pytest.mark.parametrize("name", FILES)
def test_whoever_sees_the_plan_gets_its_breakdown(client, task, anna, name):
    client.force_login(anna)
    response = client.get(reverse(f"briefs:{name}", args=[task.plan_id]))
    kind, ending = FILES[name]
    assert (response.status_code, response["Content-Type"]) == (200, kind)
    assert f"云岭市科技创新行动计划任务分解表{ending}" in unquote(response["Content-Disposition"])


@pytest.mark.parametrize("name", FILES)
def test_strangers_and_drafts_do_not_exist(client, plan, sam, anna, city, name):
    draft = make.plan(city, state=PlanState.DRAFT)
    for user, pk in ((sam, plan.pk), (anna, draft.pk), (anna, 0)):
        client.force_login(user)
        assert client.get(reverse(f"briefs:{name}", args=[pk])).status_code == 404


def test_the_page_of_a_plan_leads_to_both_files(client, task, anna):
    client.force_login(anna)
    page = client.get(reverse("dashboards:plan", args=[task.plan_id])).content.decode()
    for name in FILES:
        assert reverse(f"briefs:{name}", args=[task.plan_id]) in page


@pytest.mark.parametrize("times", [1, 10])
def test_a_breakdown_costs_the_same_for_every_size(
    lena, plan, north, south, times, django_assert_num_queries
):
    for _each in range(times):
        make.task(plan, north, south).targets.add(make.target(plan, north, name=f"指标{_each}"))
    assert lena.roles
    with django_assert_num_queries(3):
        breakdown(lena, plan)


def test_a_task_is_due_when_its_targets_are_where_it_names_no_date(lena, plan, north):
    make.task(plan, north).targets.add(make.target(plan, north))
    assert breakdown(lena, plan).rows[0].due == "2026年底"


def test_a_task_that_was_added_by_hand_has_its_title_for_its_work(lena, plan, north):
    make.task(plan, north, clause=None, quote="", quote_start=None, quote_end=None)
    assert breakdown(lena, plan).rows[0].work == "培育企业"
