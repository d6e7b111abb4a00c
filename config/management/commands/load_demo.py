from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from config.demo.city import load_city
from config.demo.plans import load_plans
from core.origin import coming_from
from units.models import Unit


class Command(BaseCommand):
    help = "Load the fictional city with its plans and what happened so far, once."

    def handle(self, *args: Any, **options: Any) -> None:
        with coming_from("command load_demo"), transaction.atomic():
            if Unit.objects.exists():
                self.stdout.write("The portal already has units; nothing was loaded.")
                return
            load_city()
            plans = load_plans(now=timezone.now())
        for plan in plans:
            self.stdout.write(f"{plan.title}: {plan.tasks.count()} tasks, {plan.targets.count()} targets")
