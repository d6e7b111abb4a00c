"""Programs that are told what happens, and what became of what they were told."""

from django.db.models import Count, Max, Prefetch, Q, QuerySet

from core.work import WorkState
from notices.models import NEWEST, Delivery, Subscription
from plans.models import Plan


def subscriptions() -> QuerySet[Subscription]:
    """With `last_at`, the last delivery, and how many `waiting` and `failed` there are."""
    waiting = Q(deliveries__work_state__in=[WorkState.QUEUED, WorkState.RUNNING])
    failed = Q(deliveries__work_state=WorkState.FAILED)
    plans = Prefetch("plans", Plan.objects.defer("source_text"))
    found = Subscription.objects.prefetch_related(plans).annotate(
        last_at=Max("deliveries__sent_at"),
        waiting=Count("deliveries", filter=waiting),
        failed=Count("deliveries", filter=failed),
    )
    return found.order_by("name", "pk")


def deliveries(of: Subscription) -> QuerySet[Delivery]:
    """The newest event first."""
    found = of.deliveries.select_related("event__plan", "event__unit")
    return found.defer("event__plan__source_text").order_by(*NEWEST)
