"""The command that opens a new portal."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from units.models import Unit, User
from units.rules import Role

OPENING = ["first_administrators", "--government", "云岭市政府", "--office", "市督查室"]


def test_a_new_portal_gets_its_three_administrators(db, client):
    said = StringIO()
    call_command(*OPENING, stdout=said)
    roles = {user.username: set(user.roles) for user in User.objects.all()}
    assert roles == {
        "system": {Role.SYSTEM_ADMIN},
        "security": {Role.SECURITY_ADMIN},
        "audit": {Role.AUDITOR},
    }
    username, password = re.search(r"^(system) +(\S+)", said.getvalue(), re.MULTILINE).groups()
    client.post(reverse("units:sign-in"), {"username": username, "password": password})
    assert "_auth_user_id" in client.session


def test_a_portal_with_administrators_gets_no_others(sam):
    with pytest.raises(CommandError):
        call_command(*OPENING)
    assert User.objects.count() == 1


def test_the_office_stands_below_its_government(db):
    call_command(*OPENING, stdout=StringIO())
    assert Unit.objects.get(kind="office").parent == Unit.objects.get(kind="government")
