"""Collective entries and who belongs to them."""

import pytest
from django.urls import reverse

from tasks.models import Assignment
from tasks.services import expand_collectives
from tests import make
from units.models import UnitGroup
from units.rules import name_key


@pytest.fixture
def towns(city):
    return UnitGroup.objects.create(name="各乡镇政府", key=name_key("各乡镇政府"), scope=city)


@pytest.fixture
def named(towns, task):
    """The towns assist the task, though nobody belongs to them yet."""
    return Assignment.objects.create(
        task=task, group=towns, role="assist", order=5, as_written=towns.name
    )


def join(client, group, unit):
    return client.post(reverse("units:add-member", args=[group.pk]), {"unit": unit.pk}, follow=True)


def test_whoever_joins_a_collective_gets_its_tasks(client, sam, towns, named, city, now):
    town = make.unit("青石镇政府", scope=city)
    client.force_login(sam)
    join(client, towns, town)
    assert expand_collectives(on=now.date()) == 0  # joined only today, which is later than that
    assert expand_collectives(on=towns.memberships.get().valid_from) == 1
    assert named.expansions.get().unit == town


def test_a_part_is_given_once_however_often_it_runs(client, sam, towns, named, city):
    client.force_login(sam)
    join(client, towns, make.unit("青石镇政府", scope=city))
    today = towns.memberships.get().valid_from
    assert [expand_collectives(on=today), expand_collectives(on=today)] == [1, 0]


def test_a_unit_that_is_named_itself_gets_no_second_part(client, sam, towns, named, south):
    client.force_login(sam)
    join(client, towns, south)
    assert expand_collectives(on=towns.memberships.get().valid_from) == 0


def test_a_unit_joins_once(client, sam, towns, north):
    client.force_login(sam)
    join(client, towns, north)
    assert "各乡镇政府" in str(next(iter(join(client, towns, north).context["messages"])))
    assert towns.memberships.count() == 1


def test_a_unit_that_left_belongs_no_longer(client, sam, towns, north):
    client.force_login(sam)
    join(client, towns, north)
    client.post(reverse("units:end-member", args=[towns.memberships.get().pk]))
    page = client.get(reverse("units:groups")).context["page"]
    assert [group.today for group in page] == [[]]


def test_only_the_system_administrator_changes_members(client, otto, towns, north):
    client.force_login(otto)
    assert join(client, towns, north).status_code == 404
    assert not towns.memberships.exists()


@pytest.mark.parametrize("size", [2, 20])
def test_the_list_costs_the_same_for_many(client, lena, city, size, django_assert_num_queries):
    for number in range(size):
        group = UnitGroup.objects.create(name=f"第{number}组", key=f"第{number}组", scope=city)
        group.memberships.create(unit=city)
    client.force_login(lena)
    with django_assert_num_queries(7):
        client.get(reverse("units:groups"))
