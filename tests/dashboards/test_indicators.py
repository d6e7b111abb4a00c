"""One indicator over all plans and units: what is counted alike, and what is not."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.models import Indicator, IndicatorDefinition
from tests import make
from tests.dashboards import city as small_city

LAST = date(2026, 12, 31)


@pytest.fixture
def target(plan, north):
    return make.target(plan, north)


@pytest.fixture
def indicator(target):
    return target.indicator


def define(indicator, day, text="认定且在有效期内"):
    return IndicatorDefinition.objects.create(
        indicator=indicator, valid_from=day, text=text, recorded_at=make.NOW
    )


def page(client, user, indicator, **query):
    client.force_login(user)
    return client.get(reverse("dashboards:indicator", args=[indicator.pk]), query)


def plans(response):
    return [line.target.origin.plan for line in response.context["page"].object_list]


def test_targets_of_all_plans_and_units_stand_together(client, lena, indicator, city, south):
    make.target(make.plan(city, title="另一方案"), south)
    response = page(client, lena, indicator)
    assert sorted(plans(response)) == ["云岭市科技创新行动计划", "另一方案"]
    assert response.context["sheet"].promised_in == 1


def test_what_is_defined_otherwise_stands_apart_with_the_reason(
    client, lena, indicator, plan, city, south
):
    old, new = define(indicator, date(2020, 1, 1)), define(indicator, date(2026, 3, 1), "新口径")
    make.target(make.plan(city, title="新方案", issued_on=date(2026, 4, 1)), south)
    response = page(client, lena, indicator)
    lines = response.context["page"].object_list
    assert [line.counting[1] for line in lines] == [new.pk, old.pk]
    assert response.context["sheet"].promised_in == 2
    assert plans(page(client, lena, indicator, definition=old.pk)) == [plan.title]


def test_another_unit_of_measure_is_another_number(client, lena, indicator, plan, north):
    other = Indicator.objects.create(key=indicator.key, name=indicator.name, unit_of_measure="%")
    twin = make.target(plan, north)
    twin.indicator = other
    twin.save(update_fields=["indicator"])
    response = page(client, lena, indicator)
    assert [each.unit_of_measure for each in response.context["sheet"].countings] == ["家", "%"]
    assert response.context["sheet"].promised_in == 2


def test_a_figure_counted_otherwise_than_promised_is_told(client, lena, indicator, target):
    define(indicator, date(2026, 6, 1))
    small_city.measure(target, 120)
    [line] = page(client, lena, indicator, as_of="2026-10-20").context["page"].object_list
    assert line.recounted == date(2026, 6, 1)
    assert line.counting[1] == 0


@pytest.mark.parametrize("query", [{"of": "x"}, {"definition": "-1"}, {"lamp": "pink"}])
def test_nonsense_in_the_address_shows_everything(client, lena, indicator, query):
    assert len(plans(page(client, lena, indicator, **query))) == 1


def test_every_figure_opens_so_many_targets(client, lena, indicator, target, city, south):
    define(indicator, date(2026, 3, 1))
    make.target(make.plan(city, title="新方案", issued_on=date(2026, 4, 1)), south)
    small_city.measure(target, 120)
    sheet = page(client, lena, indicator).context["sheet"]
    for each in sheet.countings:
        listed = page(client, lena, indicator, of=each.indicator, definition=each.code)
        assert listed.context["page"].paginator.count == each.targets
    for each in sheet.lamps:
        assert len(plans(page(client, lena, indicator, lamp=each.lamp))) == each.count


def test_an_indicator_that_nobody_promises_says_so(client, lena):
    bare = Indicator.objects.create(name="空", key="空", unit_of_measure="")
    response = page(client, lena, bare)
    assert response.status_code == 200
    assert plans(response) == []


def test_the_catalogue_is_found_by_name_kind_and_certifier(client, lena, indicator, north, city):
    Indicator.objects.create(name="城镇化率", key="城镇化率", kind="ratio", certifying_unit=north)
    client.force_login(lena)

    def names(**query):
        rows = client.get(reverse("dashboards:indicators"), query).context["page"].object_list
        return [row.name for row in rows]

    assert names(q="城镇") == names(kind="ratio") == names(certifier=north.pk) == ["城镇化率"]
    assert len(names(kind="nonsense")) == 2


def test_local_parts_are_added_where_they_are_counted_alike(client, lena, indicator, city, south):
    above = make.plan(city, title="上级方案")
    whole = make.target(above, value=Decimal(500))
    for place in ("甲县", "乙县"):
        local = make.plan(make.unit(place), title=f"{place}方案")
        local.superior_plans.add(above)
        make.target(local, south)
    make.target(local, south, due_on=date(2027, 12, 31))
    response = page(client, lena, indicator)
    [found] = response.context["parts"]
    assert (found.pk, found.sum.promised, found.missing) == (whole.pk, 400, 100)
    assert [left.plan for left in found.left] == ["乙县方案"]
    assert len(plans(page(client, lena, indicator, parts_of=whole.pk))) == 2


def test_the_chart_has_a_line_for_each_unit_that_reported(
    client, lena, indicator, target, plan, south
):
    other = make.target(plan, south)
    small_city.measure(target, 120)
    small_city.measure(other, 30, on=date(2026, 8, 31))
    chart = page(client, lena, indicator, as_of="2026-10-20").context["course"]
    assert {each.name for each in chart.series} == {"市科技局", "市财政局"}
    assert chart.days == [date(2026, 8, 31), small_city.SEP]


def test_the_page_on_a_past_day_knows_nothing_of_what_came_later(client, lena, indicator, target):
    small_city.measure(target, 120)
    response = page(client, lena, indicator, as_of="2026-02-01")
    [line] = response.context["page"].object_list
    assert (line.target.value, line.source) == (None, None)
    before = page(client, lena, indicator, as_of="2025-01-01")
    assert plans(before) == []
