"""Anna is away; Rita, who reviews in the same bureau, stands in for her."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from core.errors import RuleBroken
from core.models import AuditEntry
from tests import make
from tests.race import at_once, rewritten, slowed, together
from units import services
from units.models import Membership, StandIn, User
from units.rules import Role
from units.services import Absence, keep_stand_ins

TODAY = date(2026, 10, 14)  # make.NOW
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


def absence(unit, principal, deputy, *, first: date = TODAY, days: int = 3, **fields) -> Absence:
    last = first + DAY * (days - 1)
    return Absence(unit, principal, deputy, first, fields.pop("ends_on", last), "培训", **fields)


def give(unit, principal, deputy, *, by, now, **fields) -> StandIn:
    return services.give_stand_in(absence(unit, principal, deputy, **fields), by=by, now=now)


def roles(person: User) -> set[Role]:
    return set(User.objects.get(pk=person.pk).roles)


def verbs() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))


def test_a_deputy_holds_the_roles_from_the_first_day_to_the_last(north, anna, rita, hugo, now):
    give(north, anna, rita, by=hugo, now=now, first=TODAY + DAY, days=2)
    seen = []
    for day in range(5):
        keep_stand_ins(now=now + DAY * day)
        seen.append(Role.REPORTER in roles(rita))
    assert seen == [False, True, True, False, False]
    assert verbs() == ["stand_in.given", "stand_in.begun", "stand_in.ended"]


def test_a_stand_in_that_begins_today_begins_at_once(north, anna, rita, hugo, now):
    stand_in = give(north, anna, rita, by=hugo, now=now)
    assert stand_in.state == "running"
    assert roles(rita) == {Role.REPORTER, Role.REVIEWER}
    assert User.objects.get(pk=rita.pk).stands_in == "Anna"


def test_the_job_may_run_twice_or_late(north, anna, rita, hugo, now):
    give(north, anna, rita, by=hugo, now=now, first=TODAY + DAY)
    assert [keep_stand_ins(now=now + DAY) for _ in range(3)] == [1, 0, 0]
    assert [keep_stand_ins(now=now + DAY * 30) for _ in range(2)] == [1, 0]
    assert Membership.objects.filter(stand_in__isnull=False).count() == 1


def test_a_job_that_slept_through_all_days_opens_nothing(north, anna, rita, hugo, now):
    stand_in = give(north, anna, rita, by=hugo, now=now, first=TODAY + DAY)
    keep_stand_ins(now=now + DAY * 30)
    stand_in.refresh_from_db()
    assert stand_in.state == "ended"
    assert not Membership.objects.filter(stand_in=stand_in).exists()


def test_a_clock_that_jumps_back_ends_nothing_and_opens_nothing_again(north, anna, rita, hugo, now):
    stand_in = give(north, anna, rita, by=hugo, now=now)
    keep_stand_ins(now=now - DAY * 5)
    assert Role.REPORTER in roles(rita)
    keep_stand_ins(now=now + DAY * 3)
    assert keep_stand_ins(now=now) == 0
    stand_in.refresh_from_db()
    assert (stand_in.state, roles(rita)) == ("ended", {Role.REVIEWER})


def test_withdrawing_takes_the_rights_at_once(north, anna, rita, hugo, now):
    stand_in = give(north, anna, rita, by=hugo, now=now)
    services.withdraw_stand_in(stand_in_id=stand_in.pk, by=hugo, now=now)
    assert roles(rita) == {Role.REVIEWER}
    with pytest.raises(RuleBroken, match="over already"):
        services.withdraw_stand_in(stand_in_id=stand_in.pk, by=hugo, now=now)


def test_what_the_deputy_holds_anyway_stays_when_the_stand_in_ends(north, anna, hugo, now):
    alma = make.user("alma", (north, Role.REPORTER))
    stand_in = give(north, anna, alma, by=hugo, now=now)
    services.withdraw_stand_in(stand_in_id=stand_in.pk, by=hugo, now=now)
    assert roles(alma) == {Role.REPORTER}
    assert alma.memberships.count() == 1


def test_a_role_that_is_granted_for_good_outlives_the_stand_in(north, anna, rita, hugo, sue, now):
    give(north, anna, rita, by=hugo, now=now)
    services.grant_role(user_id=rita.pk, unit=north, role=Role.REPORTER, by=sue, now=now)
    keep_stand_ins(now=now + DAY * 9)
    assert roles(rita) == {Role.REPORTER, Role.REVIEWER}


def test_a_role_that_the_principal_loses_leaves_the_deputy_too(north, anna, rita, hugo, sue, now):
    give(north, anna, rita, by=hugo, now=now)
    services.end_role(membership_id=anna.memberships.get().pk, by=sue, now=now)
    assert roles(rita) == {Role.REVIEWER}


def test_a_role_that_the_principal_gains_reaches_the_deputy_with_the_next_run(
    north, anna, rita, hugo, sue, now
):
    give(north, anna, rita, by=hugo, now=now)
    services.grant_role(user_id=anna.pk, unit=north, role=Role.HEAD, by=sue, now=now)
    keep_stand_ins(now=now)
    assert roles(rita) == {Role.REPORTER, Role.REVIEWER, Role.HEAD}


def test_borrowed_roles_are_not_lent_again(north, anna, rita, hugo, now):
    give(north, anna, rita, by=hugo, now=now)
    alma = make.user("alma", (north, Role.HEAD))
    give(north, rita, alma, by=hugo, now=now)
    assert roles(alma) == {Role.HEAD, Role.REVIEWER}


def test_a_borrowed_role_is_not_ended_by_hand(north, anna, rita, hugo, sue, now):
    give(north, anna, rita, by=hugo, now=now)
    borrowed = rita.memberships.get(role="reporter")
    with pytest.raises(RuleBroken, match="Withdraw the stand-in"):
        services.end_role(membership_id=borrowed.pk, by=sue, now=now)


def test_only_the_roles_in_that_unit_are_handed_on(north, south, anna, rita, hugo, sue, now):
    services.grant_role(user_id=anna.pk, unit=south, role=Role.REVIEWER, by=sue, now=now)
    give(north, anna, rita, by=hugo, now=now)
    assert {m.unit for m in rita.memberships.live()} == {north}


def test_a_leaders_deputy_watches_the_same_units(city, north, lena, sue, now):
    lena.memberships.get().watched_units.set([north])
    lola = make.user("lola", (north, Role.HEAD))
    give(city, lena, lola, by=sue, now=now)
    assert set(lola.memberships.get(role="leader").watched_units.all()) == {north}


WRONG = {
    "begins yesterday": ({"first": TODAY - DAY}, "today or later"),
    "ends before it begins": ({"ends_on": TODAY - DAY}, "before the first"),
    "lasts too long": ({"days": 367}, "366 days at most"),
    "has no end": ({"ends_on": date.max}, "366 days at most"),
}


@pytest.mark.parametrize(("fields", "sentence"), WRONG.values(), ids=WRONG)
def test_days_that_make_no_sense_are_refused(fields, sentence, north, anna, rita, hugo, now):
    with pytest.raises(RuleBroken, match=sentence):
        give(north, anna, rita, by=hugo, now=now, **fields)
    assert not StandIn.objects.exists()


def test_a_stand_in_needs_a_reason(north, anna, rita, hugo, now):
    silent = Absence(north, anna, rita, TODAY, TODAY, "  ")
    with pytest.raises(RuleBroken, match="Say why"):
        services.give_stand_in(silent, by=hugo, now=now)


def test_the_longest_stand_in_spans_the_years_turn(north, anna, rita, hugo, now):
    assert give(north, anna, rita, by=hugo, now=now, days=366).ends_on == date(2027, 10, 14)


def test_people_who_cannot_stand_in(north, anna, rita, hugo, vera, ines, sue, now):
    pairs = {
        (anna, anna, hugo): "nobody stands in for themselves",
        (anna, hugo, hugo): "rights to themselves",
        (anna, vera, hugo): "does not belong to this unit",
        (vera, rita, hugo): "holds no role in this unit",
    }
    for (principal, deputy, by), sentence in pairs.items():
        with pytest.raises(RuleBroken, match=sentence):
            give(north, principal, deputy, by=by, now=now)
    assert give(north, anna, vera, by=sue, now=now).state == "running"


def test_a_closed_account_stands_in_for_nobody(north, anna, rita, hugo, sam, now):
    services.close_account(user_id=rita.pk, by=sam, now=now)
    rita.refresh_from_db()
    with pytest.raises(RuleBroken, match="is closed"):
        give(north, anna, rita, by=hugo, now=now)


def test_whoever_is_away_stands_in_for_nobody(north, anna, rita, hugo, now):
    alma = make.user("alma", (north, Role.REPORTER))
    give(north, rita, alma, by=hugo, now=now)
    with pytest.raises(RuleBroken, match="away in these days"):
        give(north, anna, rita, by=hugo, now=now, first=TODAY + DAY * 2)


def test_one_deputy_at_a_time(north, anna, rita, hugo, now):
    alma = make.user("alma", (north, Role.REPORTER))
    first = give(north, anna, rita, by=hugo, now=now, days=3)
    with pytest.raises(RuleBroken, match="already"):
        give(north, anna, alma, by=hugo, now=now, first=first.ends_on)
    give(north, anna, alma, by=hugo, now=now, first=first.ends_on + DAY)
    assert StandIn.objects.count() == 2


def test_a_withdrawn_stand_in_leaves_its_days_free(north, anna, rita, hugo, now):
    stand_in = give(north, anna, rita, by=hugo, now=now)
    services.withdraw_stand_in(stand_in_id=stand_in.pk, by=hugo, now=now)
    assert give(north, anna, rita, by=hugo, now=now).state == "running"


@pytest.mark.parametrize("admin", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR])
def test_no_administrator_acts_for_somebody_who_works(admin, city, north, anna, sue, now):
    other = make.user("other", (city, admin))
    with pytest.raises(RuleBroken, match="excludes"):
        give(north, anna, other, by=sue, now=now)


@pytest.mark.parametrize("admin", [Role.SYSTEM_ADMIN, Role.AUDITOR])
def test_nobody_who_works_acts_for_an_administrator(admin, city, anna, sue, now):
    other = make.user("other", (city, admin))
    with pytest.raises(RuleBroken, match="excludes"):
        give(city, other, anna, by=sue, now=now)
    fresh = make.user("fresh")
    assert give(city, other, fresh, by=sue, now=now).state == "running"
    assert roles(fresh) == {admin}


def test_a_stand_in_that_has_become_incompatible_is_refused_on_its_day(city, sam, sue, north, now):
    fresh = make.user("fresh")
    stand_in = give(city, sam, fresh, by=sue, now=now, first=TODAY + DAY)
    services.grant_role(user_id=fresh.pk, unit=north, role=Role.REPORTER, by=sue, now=now)
    keep_stand_ins(now=now + DAY)
    stand_in.refresh_from_db()
    assert (stand_in.state, roles(fresh)) == ("refused", {Role.REPORTER})


def test_whoever_acts_for_an_administrator_is_granted_nothing_else(city, sam, sue, north, now):
    fresh = make.user("fresh")
    give(city, sam, fresh, by=sue, now=now)
    with pytest.raises(RuleBroken, match="excludes"):
        services.grant_role(user_id=fresh.pk, unit=north, role=Role.REPORTER, by=sue, now=now)


def test_what_a_deputy_writes_says_for_whom(north, south, anna, vera, sue, now):
    give(north, anna, vera, by=sue, now=now)
    acting = User.objects.get(pk=vera.pk)
    group = services.create_group("各乡镇政府", scope=None, by=acting, now=now)
    assert AuditEntry.objects.latest("pk").details == {"stands_in_for": "Anna"}
    assert acting.stands_in_for(Membership(unit=north)) == "Anna"
    # In her own bureau Vera acts in her own right.
    assert acting.stands_in_for(Membership(unit=south)) == ""
    assert acting.stands_in_for(group) == "Anna"


def test_the_database_itself_keeps_the_days_apart(north, anna, rita, hugo, now):
    first = give(north, anna, rita, by=hugo, now=now)
    with pytest.raises(IntegrityError, match="one_deputy_at_a_time"), transaction.atomic():
        StandIn.objects.create(**vars(absence(north, anna, hugo)), given_at=now)
    StandIn.objects.filter(pk=first.pk).update(state="ended")
    StandIn.objects.create(**vars(absence(north, anna, hugo)), given_at=now)


@pytest.mark.parametrize("size", [2, 20])
def test_the_page_costs_the_same_however_long(
    client, north, hugo, now, size, django_assert_num_queries
):
    for number in range(size):
        people = [make.user(f"{name}{number}", (north, Role.REPORTER)) for name in "ab"]
        give(north, *people, by=hugo, now=now, first=TODAY + DAY)
    client.force_login(hugo)
    with django_assert_num_queries(9):
        client.get(reverse("units:stand-ins"), headers={"Accept-Language": "en"})


def test_a_head_arranges_and_ends_a_stand_in_on_the_page(client, north, anna, rita, hugo):
    client.force_login(hugo)
    today = timezone.localdate()
    wish = {"unit": north.pk, "principal": anna.pk, "deputy": rita.pk, "reason": "休假"}
    wish |= {"starts_on": today, "ends_on": today}
    assert client.post(reverse("units:stand-ins"), wish).status_code == 302
    client.force_login(rita)
    assert (
        "for Anna"
        in client.get(reverse("units:password"), headers={"Accept-Language": "en"}).content.decode()
    )
    client.force_login(hugo)
    client.post(reverse("units:withdraw-stand-in", args=[StandIn.objects.get().pk]))
    assert roles(rita) == {Role.REVIEWER}


def test_a_head_offers_and_sees_the_own_unit_only(client, north, south, anna, vera, hugo, sue, now):
    elsewhere = give(south, vera, anna, by=sue, now=now)
    client.force_login(hugo)
    page = client.get(reverse("units:stand-ins"))
    assert not page.context["page"].object_list
    assert vera not in page.context["form"].fields["deputy"].queryset
    ending = client.post(reverse("units:withdraw-stand-in", args=[elsewhere.pk]))
    assert ending.status_code == 404


AS_MANY = 4


def begin_side_by_side(now, *under) -> list[int]:
    slow = partial(slowed, 'FROM "units_standin"', seconds=0.05)
    return together(AS_MANY, lambda: keep_stand_ins(now=now + DAY), *under, slow)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_many_workers_begin_a_stand_in_once(north, anna, rita, hugo, now):
    give(north, anna, rita, by=hugo, now=now, first=TODAY + DAY)
    assert sorted(begin_side_by_side(now)) == [0, 0, 0, 1]
    assert verbs().count("stand_in.begun") == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_the_locks_workers_begin_it_again(north, anna, rita, hugo, now):
    give(north, anna, rita, by=hugo, now=now, first=TODAY + DAY)
    unlocked = (
        partial(rewritten, ' FOR UPDATE OF "units_standin"', ""),
        partial(rewritten, " FOR UPDATE", ""),
    )
    assert sum(begin_side_by_side(now, *unlocked)) > 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_grant_and_a_stand_in_at_once_do_not_slip_past_the_exclusion(city, north, sam, sue, now):
    fresh = make.user("fresh")
    at_once(
        lambda: give(city, sam, fresh, by=sue, now=now),
        lambda: services.grant_role(
            user_id=fresh.pk, unit=north, role=Role.REPORTER, by=sue, now=now
        ),
    )
    assert len(roles(fresh)) == 1
