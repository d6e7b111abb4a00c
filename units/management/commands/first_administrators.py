from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from core.origin import coming_from
from units.models import Membership, Unit, UnitKind, UnitLevel
from units.rules import ADMIN_ROLES, Role
from units.services import create_account, create_unit, grant_role

ACCOUNTS = {
    "system": Role.SYSTEM_ADMIN,
    "security": Role.SECURITY_ADMIN,
    "audit": Role.AUDITOR,
}


class Command(BaseCommand):
    help = "Open the three administrators' accounts of a new portal and print their passwords."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--government", required=True, help="the government's short name")
        parser.add_argument("--office", required=True, help="its supervision office's short name")
        parser.add_argument("--level", choices=UnitLevel.values, default=UnitLevel.CITY)

    def handle(self, *args: Any, **options: Any) -> None:
        with coming_from("command first_administrators"), transaction.atomic():
            if Membership.objects.live().filter(role__in=ADMIN_ROLES).exists():
                raise CommandError(
                    "The portal has administrators already. "
                    "They open further accounts on its pages."
                )
            government = self._unit(options["government"], UnitKind.GOVERNMENT, None, options)
            self._unit(options["office"], UnitKind.OFFICE, government, options)
            for username, role in ACCOUNTS.items():
                self._open(username, role, government)
        self.stdout.write("Each password is shown only here. Change it after signing in.")

    def _unit(self, name: str, kind: str, parent: Unit | None, options: dict[str, Any]) -> Unit:
        known = Unit.objects.filter(name=name, kind=kind).first()
        return known or create_unit(
            name, kind=kind, level=options["level"], parent=parent, by=None, now=timezone.now()
        )

    def _open(self, username: str, role: Role, government: Unit) -> None:
        now = timezone.now()
        user, password = create_account(
            username=username, name=username, email="", phone="", by=None, now=now
        )
        grant_role(user_id=user.pk, unit=government, role=role, by=None, now=now)
        self.stdout.write(f"{username}  {password}  {role}")
