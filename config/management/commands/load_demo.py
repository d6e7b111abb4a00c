from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from config.demo.circulars import issue_circulars
from config.demo.city import load_city
from config.demo.instructions import give_instructions
from config.demo.plans import load_draft, load_plans
from config.demo.sheets import send_sheets
from config.demo.slips import issue_slips
from core.origin import coming_from
from units import demo
from units.models import Unit, User


class Command(BaseCommand):
    help = "Load the fictional city with its plans and what happened so far, once."

    def handle(self, *args: Any, **options: Any) -> None:
        with coming_from("command load_demo"), transaction.atomic():
            if not Unit.objects.exists():
                now = timezone.now()
                load_city()
                load_plans(now=now)
                load_draft(now=now)
                send_sheets(now=now)
                issue_slips(now=now)
                give_instructions(now=now)
                issue_circulars(now=now)
        self._introduce()

    def _introduce(self) -> None:
        """The accounts to sign in with; nothing where the portal has a real city."""
        accounts = demo.demo_accounts()
        here = set(
            User.objects.filter(username__in=[account.login for account in accounts]).values_list(
                "username", flat=True
            )
        )
        if here:
            self.stdout.write(f"Accounts of the demonstration (password {demo.PASSWORD}):")
        for account in accounts:
            if account.login in here:
                who = f"{account.post} {account.name}"
                self.stdout.write(f"  {account.login:<14} {account.role:<15} {who}")
