"""Accounts, rights and the first screen."""

import pytest
from django.urls import reverse

from core.errors import RuleBroken
from core.models import AuditEntry
from tests import make
from units import services
from units.models import User
from units.rules import Role


def test_a_new_account_can_sign_in_with_its_first_password(client, sam, sue, now):
    user, password = services.create_account(
        username="new", name="New", email="", phone="", by=sam, now=now
    )
    services.approve_account(request_id=user.requests.get().pk, by=sue, now=now)
    client.post(reverse("units:sign-in"), {"username": "new", "password": password})
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_closed_account_cannot_sign_in(client, sam, anna, now):
    anna.set_password("correct horse")
    anna.save(update_fields=["password"])
    services.close_account(user_id=anna.pk, by=sam, now=now)
    client.post(reverse("units:sign-in"), {"username": "anna", "password": "correct horse"})
    assert "_auth_user_id" not in client.session


def test_a_closed_account_is_signed_out_with_its_next_click(client, sam, anna, now):
    client.force_login(anna)
    services.close_account(user_id=anna.pk, by=sam, now=now)
    response = client.get(reverse("units:home"))
    assert response["Location"].startswith(reverse("units:sign-in"))


def test_nobody_closes_their_own_account(sam, now):
    with pytest.raises(RuleBroken):
        services.close_account(user_id=sam.pk, by=sam, now=now)
    assert User.objects.get(pk=sam.pk).is_active


@pytest.mark.parametrize("admin", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR])
def test_an_administrator_cannot_hold_a_business_role_as_well(admin, north, anna, sue, now):
    with pytest.raises(RuleBroken):
        services.grant_role(user_id=anna.pk, unit=north, role=admin, by=sue, now=now)
    assert anna.memberships.live().count() == 1


def test_a_reporter_may_review_elsewhere(south, anna, sue, now):
    services.grant_role(user_id=anna.pk, unit=south, role=Role.REVIEWER, by=sue, now=now)
    assert set(anna.memberships.live().values_list("role", flat=True)) == {"reporter", "reviewer"}


def test_a_role_that_ended_gives_no_rights_and_can_be_granted_again(north, anna, sue, now):
    held = anna.memberships.get()
    services.end_role(membership_id=held.pk, by=sue, now=now)
    assert User.objects.get(pk=anna.pk).roles == frozenset()
    services.grant_role(user_id=anna.pk, unit=north, role=Role.REPORTER, by=sue, now=now)
    assert User.objects.get(pk=anna.pk).roles == {Role.REPORTER}


def test_granting_leaves_an_audit_entry(north, anna, sue, now):
    services.grant_role(user_id=anna.pk, unit=north, role=Role.REVIEWER, by=sue, now=now)
    entry = AuditEntry.objects.get(verb="role.granted")
    assert (entry.actor_id, entry.details["role"]) == (sue.pk, "reviewer")


@pytest.mark.parametrize(
    ("cast", "screen"),
    [
        ("lena", "dashboards:leader"),
        ("otto", "dashboards:office"),
        ("ines", "dashboards:inbox"),
        ("rita", "reports:review"),
        ("anna", "reports:mine"),
        ("hugo", "dashboards:unit"),
        ("sam", "units:accounts"),
        ("sue", "units:grants"),
        ("ada", "units:audit"),
    ],
)
def test_the_first_screen_depends_on_the_role(client, request, cast, screen):
    client.force_login(request.getfixturevalue(cast))
    assert client.get(reverse("units:home"))["Location"] == reverse(screen)


def test_somebody_without_a_role_is_told_whom_to_ask(client, db):
    client.force_login(make.user("nobody"))
    assert client.get(reverse("units:home")).status_code == 200


def test_signing_out_ends_the_session(client, anna):
    client.force_login(anna)
    client.post(reverse("units:sign-out"))
    assert "_auth_user_id" not in client.session


def test_a_page_of_the_portal_sends_strangers_to_sign_in(client, db):
    assert client.get(reverse("units:list"))["Location"].startswith(reverse("units:sign-in"))


def test_demonstration_accounts_are_offered_only_in_the_demonstration(client, db, settings):
    settings.DEMO = False
    assert b"luoshi-demo" not in client.get(reverse("units:sign-in")).content
    settings.DEMO = True
    assert b"luoshi-demo" in client.get(reverse("units:sign-in")).content


def test_a_password_changes_only_with_the_old_one(client, anna):
    anna.set_password("correct horse")
    anna.save(update_fields=["password"])
    client.force_login(anna)
    client.post(reverse("units:password"), {"old": "wrong", "new": "battery staple 9"})
    assert User.objects.get(pk=anna.pk).check_password("correct horse")
    client.post(reverse("units:password"), {"old": "correct horse", "new": "battery staple 9"})
    assert User.objects.get(pk=anna.pk).check_password("battery staple 9")


def test_a_weak_password_is_refused_with_its_reason(client, anna):
    anna.set_password("correct horse")
    anna.save(update_fields=["password"])
    client.force_login(anna)
    response = client.post(reverse("units:password"), {"old": "correct horse", "new": "12345"})
    assert response.context["form"].errors["new"]
