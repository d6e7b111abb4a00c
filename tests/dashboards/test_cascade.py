"""A superior plan against its local plans, as a table, as a list and clause by clause."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from indicators.models import IndicatorDefinition
from plans.models import Plan
from tests import make
from units.models import UnitKind, UnitLevel


@pytest.fixture
def above(city):
    """The province promises enterprises, stations and one item of work."""
    province = make.unit("岚州省政府", kind=UnitKind.GOVERNMENT, level=UnitLevel.PROVINCE)
    plan = make.plan(province, title="岚州省行动计划")
    make.target(plan, name="研发经费强度", value=Decimal(200))
    make.target(plan, name="院士工作站", value=Decimal(60))
    make.task(plan, province, title="建设算力平台", due_on=date(2026, 12, 31))
    return plan


def below(above, place, **fields):
    local = make.plan(make.unit(place), title=f"{place}方案")
    local.superior_plans.add(above)
    make.target(local, name="研发经费强度", **fields)
    return local


def page(client, user, plan, **query):
    client.force_login(user)
    return client.get(reverse("dashboards:cascade", args=[plan.pk]), query)


def table(response):
    return {
        row.superior.name: [cell.kind.kind if cell else None for cell in row.cells]
        for row in response.context["page"].object_list
    }


def test_an_earlier_day_is_said_and_kept(client, lena, above):
    below(above, "甲市")
    day = timezone.localdate() - timedelta(days=1)
    shown = page(client, lena, above, as_of=day).content.decode()
    assert f'name="as_of" value="{day}"' in shown
    links = re.findall(r'href="(/(?:plans|targets|tasks)/\d+/\?[^"]*)"', shown.split("<main")[1])
    assert links
    assert not [link for link in links if f"as_of={day}" not in link]


def test_each_promise_stands_against_each_local_plan(client, lena, above):
    same, raised = below(above, "甲市"), below(above, "乙市", value=Decimal(300))
    make.task(raised, raised.issuer, title="建设算力平台", due_on=date(2026, 6, 30))
    response = page(client, lena, above)
    assert [column.pk for column in response.context["sheet"].columns] == [raised.pk, same.pk]
    assert table(response) == {
        "研发经费强度": ["raised", "same"],
        "院士工作站": ["missing", "missing"],
        "建设算力平台": ["sooner", "missing"],
    }


def test_a_later_date_is_no_lower_number(client, lena, above):
    below(above, "甲市", due_on=date(2027, 6, 30))
    assert table(page(client, lena, above))["研发经费强度"] == ["later"]


def test_what_is_defined_otherwise_is_not_called_higher(client, lena, above):
    local = below(above, "甲市", value=Decimal(300))
    Plan.objects.filter(pk=local.pk).update(issued_on=date(2026, 5, 1))
    indicator = local.targets.get().indicator
    for day, words in ((date(2020, 1, 1), "旧口径"), (date(2026, 4, 1), "新口径")):
        IndicatorDefinition.objects.create(
            indicator=indicator, valid_from=day, text=words, recorded_at=make.NOW
        )
    assert table(page(client, lena, above))["研发经费强度"] == ["redefined"]


def test_a_plan_that_only_cites_the_superior_is_not_compared(client, lena, above, city):
    below(above, "甲市")
    make.plan(make.unit("乙市"), title="乙市方案", based_on=["岚州省行动计划"])
    cells = table(page(client, lena, above))["研发经费强度"]
    assert sorted(cells, key=str) == [None, "same"]


def test_every_figure_opens_a_list_of_that_length(client, lena, above):
    below(above, "甲市")
    below(above, "乙市", value=Decimal(300))
    sheet = page(client, lena, above).context["sheet"]
    lines = reverse("dashboards:cascade-lines", args=[above.pk])
    for kind in sheet.kinds:
        listed = client.get(lines, {"outcome": kind.kind}).context["page"].paginator.count
        assert (kind.kind, listed) == (kind.kind, kind.count)
    for kinds in sheet.column_kinds:
        for column, count in kinds.counts:
            address = reverse("dashboards:superior", args=[column.pk])
            listed = client.get(address, {"superior": above.pk, "kind": kinds.kind.kind})
            assert listed.context["page"].paginator.count == count


def test_a_cell_opens_both_clauses_with_their_words_marked(client, lena, above):
    local = below(above, "甲市")
    key = above.targets.first().pk
    address = reverse("dashboards:beside", args=[above.pk, local.pk, "targets", key])
    client.force_login(lena)
    response = client.get(address)
    for half in (response.context["sheet"].superior, response.context["sheet"].ours):
        assert [p.text for p in half.pieces if p.marked] == ["高新技术企业达到200"]
    assert response.text.count('<mark class="quote">') == 2


def test_where_nothing_is_promised_the_other_half_says_so(client, lena, above):
    local = below(above, "甲市")
    key = above.targets.last().pk
    client.force_login(lena)
    address = reverse("dashboards:beside", args=[above.pk, local.pk, "targets", key])
    sheet = client.get(address).context["sheet"]
    assert (sheet.line.kind.kind, sheet.ours.promised, sheet.ours.mention) == (
        "missing", None, False,
    )  # fmt: skip


@pytest.mark.parametrize(("of", "key"), [("targets", 10**9), ("nonsense", 1), ("tasks", 10**17)])
def test_a_pair_that_is_none_is_not_found(client, lena, above, of, key):
    local = below(above, "甲市")
    client.force_login(lena)
    address = reverse("dashboards:beside", args=[above.pk, local.pk, of, key])
    assert client.get(address).status_code == 404


def test_a_plan_without_promises_or_local_plans_has_a_page(client, lena, above, city):
    assert page(client, lena, above).status_code == 200
    bare = make.plan(city, title="空方案")
    make.plan(make.unit("甲市"), title="甲市方案").superior_plans.add(bare)
    assert table(page(client, lena, bare)) == {}


@pytest.mark.parametrize("columns", ["2", "99999999999", "x", ""])
def test_more_plans_than_fit_have_pages(client, lena, above, columns):
    for number in range(13):
        below(above, f"第{number}市")
    shown = page(client, lena, above, columns=columns).context["sheet"].columns
    assert len(shown) == (1 if columns in ("2", "99999999999") else 12)


@pytest.mark.parametrize("many", [1, 9])
def test_the_table_costs_the_same_for_every_number_of_plans(client, lena, above, many):
    for number in range(many):
        below(above, f"第{number}市")
    page(client, lena, above)
    with CaptureQueriesContext(connection) as queries:
        assert page(client, lena, above).status_code == 200
    assert len(queries) == 18


def test_the_table_comes_as_a_file_with_its_filters(client, lena, above):
    below(above, "甲市")
    client.force_login(lena)
    address = reverse("dashboards:cascade-csv", args=[above.pk])
    text = b"".join(client.get(address, {"outcome": "missing"}).streaming_content).decode()
    assert text.count("甲市方案") == 2
