from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from config.demo.city import load_city
from config.demo.plans import load_plans
from core.origin import coming_from
from units import demo
from units.models import Unit


class Command(BaseCommand):
    help = "Load the fictional city with its plans and what happened so far, once."

    def handle(self, *args: Any, **options: Any) -> None:
        with coming_from("command load_demo"), transaction.atomic():
            if Unit.objects.exists():
                self.stdout.write("The portal already has units; nothing was loaded.")
            else:
                self._load()
        # make run shows this below the address, the first time and every other time.
        self.stdout.write(f"\nDemonstration accounts, all with the password {demo.PASSWORD}:")
        for account in demo.demo_accounts():
            self.stdout.write(f"  {account.login:<14}{account.name} {account.post}")

    def _load(self) -> None:
        load_city()
        for plan in load_plans(now=timezone.now()):
            tasks, targets = plan.tasks.count(), plan.targets.count()
            self.stdout.write(f"{plan.title}: {tasks} tasks, {targets} targets")
