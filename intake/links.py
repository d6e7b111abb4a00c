"""Addresses of pages that stand above intake."""

from django.conf import settings
from django.urls import reverse

from plans.models import Plan


def plan_path(plan: Plan) -> str:
    return reverse("dashboards:plan", args=[plan.pk])


def plan_address(plan: Plan) -> str:
    """The whole address, for where no page is around the link."""
    return f"{settings.PORTAL_URL.rstrip('/')}{plan_path(plan)}"
