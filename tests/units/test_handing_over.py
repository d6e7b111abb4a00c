"""Anna leaves the north bureau; Nora follows her."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from django.utils.translation import override

from core.errors import RuleBroken
from core.models import AuditEntry
from tests import make
from units import services
from units.models import StandIn, User
from units.rules import Role
from units.services import Absence


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def nora(db: None) -> User:
    return make.user("nora")


def hand_over(leaver: User, successor: User, *units, by: User, now) -> None:
    services.hand_over(leaver_id=leaver.pk, successor_id=successor.pk, units=units, by=by, now=now)


def held(person: User) -> set[tuple[str, str]]:
    return {(m.unit.name, m.role) for m in person.memberships.live().select_related("unit")}


def test_every_role_in_the_unit_goes_over_in_one_act(north, south, anna, nora, sue, now):
    services.grant_role(user_id=anna.pk, unit=north, role=Role.REVIEWER, by=sue, now=now)
    services.grant_role(user_id=anna.pk, unit=south, role=Role.REVIEWER, by=sue, now=now)
    hand_over(anna, nora, north, by=sue, now=now)
    assert held(nora) == {("市科技局", "reporter"), ("市科技局", "reviewer")}
    assert held(anna) == {("市财政局", "reviewer")}
    entries = AuditEntry.objects.filter(verb="role.handed_over")
    assert {entry.object_name for entry in entries} == {"Anna", "Nora"}


def test_a_role_that_the_successor_holds_already_just_ends(north, anna, rita, sue, now):
    services.grant_role(user_id=rita.pk, unit=north, role=Role.REPORTER, by=sue, now=now)
    hand_over(anna, rita, north, by=sue, now=now)
    assert held(rita) == {("市科技局", "reporter"), ("市科技局", "reviewer")}
    assert held(anna) == set()


def test_where_one_role_is_excluded_none_goes_over(city, north, anna, sue, now):
    otis = make.user("otis", (city, Role.AUDITOR))
    with pytest.raises(RuleBroken, match="excludes"):
        hand_over(anna, otis, north, by=sue, now=now)
    assert held(anna) == {("市科技局", "reporter")}


def test_administrators_hand_over_to_somebody_without_a_role_only(city, sam, anna, nora, sue, now):
    with pytest.raises(RuleBroken, match="excludes"):
        hand_over(sam, anna, city, by=sue, now=now)
    hand_over(sam, nora, city, by=sue, now=now)
    assert held(nora) == {("云岭市政府", "system_admin")}


def test_nobody_hands_over_to_or_from_themselves(city, north, anna, nora, sue, now):
    for leaver, successor in ((sue, nora), (anna, sue), (anna, anna)):
        with pytest.raises(RuleBroken):
            hand_over(leaver, successor, city, north, by=sue, now=now)
    assert held(sue) == {("云岭市政府", "security_admin")}


def test_stand_ins_of_the_leaver_end(north, anna, rita, nora, hugo, sue, now):
    today = now.date()
    leave = Absence(north, anna, rita, today, today, "休假")
    services.give_stand_in(leave, by=hugo, now=now)
    hand_over(anna, nora, north, by=sue, now=now)
    assert StandIn.objects.get().state == "withdrawn"
    assert held(rita) == {("市科技局", "reviewer")}


def test_a_leaders_field_goes_over(city, north, lena, nora, sue, now):
    lena.memberships.get().watched_units.set([north])
    hand_over(lena, nora, city, by=sue, now=now)
    assert set(nora.memberships.get().watched_units.all()) == {north}


def test_the_page_shows_the_roles_before_it_hands_them_over(client, north, anna, nora, sue):
    client.force_login(sue)
    chosen = {"leaver": anna.pk, "successor": nora.pk}
    page = client.get(reverse("units:hand-over"), chosen)
    assert [m.role for m in page.context["held"]] == ["reporter"]
    client.post(reverse("units:hand-over"), chosen | {"unit": [north.pk]})
    assert held(nora) == {("市科技局", "reporter")}


@pytest.mark.parametrize("unit", ["", "x", "²", "9" * 30, "0"])
def test_nonsense_hands_nothing_over(client, anna, nora, sue, unit):
    client.force_login(sue)
    wish = {"leaver": anna.pk, "successor": nora.pk, "unit": unit}
    assert client.post(reverse("units:hand-over"), wish).status_code == 422
    assert held(anna) == {("市科技局", "reporter")}
