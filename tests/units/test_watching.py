"""Which units a leader answers for."""

import pytest
from django.urls import reverse

from core.errors import RuleBroken
from tests import make
from units import services
from units.models import User
from units.queries import watched_unit_ids
from units.rules import Role


def watched(user: User) -> set[int] | None:
    return watched_unit_ids(User.objects.get(pk=user.pk))


def test_a_leader_without_a_field_watches_all(lena):
    assert watched(lena) is None


def test_a_leader_with_a_field_watches_its_units(north, south, lena, sue, now):
    membership = lena.memberships.get()
    services.watch_units(membership_id=membership.pk, units=[north], by=sue, now=now)
    assert watched(lena) == {north.pk}


def test_two_posts_add_their_fields(city, office, north, south, lena, sue, now):
    first = lena.memberships.get()
    services.watch_units(membership_id=first.pk, units=[north], by=sue, now=now)
    services.grant_role(
        user_id=lena.pk, unit=office, role=Role.LEADER, watched_units=[south], by=sue, now=now
    )
    assert watched(lena) == {north.pk, south.pk}


def test_the_office_watches_all_and_units_watch_none(ines, otto, anna, sam):
    assert [watched(user) for user in (ines, otto, anna, sam)] == [None, None, set(), set()]


def test_asking_twice_costs_one_query(north, lena, django_assert_num_queries):
    lena.memberships.get().watched_units.set([north])
    user = User.objects.get(pk=lena.pk)
    with django_assert_num_queries(2):  # roles and fields
        assert watched_unit_ids(user) == watched_unit_ids(user) == {north.pk}


def test_only_leaders_have_a_field(north, anna, sue, now):
    with pytest.raises(RuleBroken):
        services.watch_units(
            membership_id=anna.memberships.get().pk, units=[north], by=sue, now=now
        )


def test_the_security_administrator_sets_the_field_on_its_page(client, north, south, lena, sue):
    client.force_login(sue)
    page = reverse("units:watched-units", args=[lena.memberships.get().pk])
    client.post(page, {"units": [north.pk]})
    assert watched(lena) == {north.pk}
    client.post(page, {})
    assert watched(lena) is None


def test_a_field_is_given_together_with_the_role(client, city, north, sue):
    client.force_login(sue)
    lola = make.user("lola")
    wish = {"user": lola.pk, "unit": city.pk, "role": "leader", "watched_units": [north.pk]}
    client.post(reverse("units:grants"), wish)
    assert watched(lola) == {north.pk}
