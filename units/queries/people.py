"""Page-shaped reads on accounts, rights and the audit trail."""

from collections.abc import Mapping

from django.db.models import Prefetch, Q, QuerySet

from core.models import AuditEntry
from units.models import Membership, User
from units.queries.asking import asked


def accounts(query: Mapping[str, str]) -> QuerySet[User]:
    """People with their live memberships prefetched as `held`."""
    live = Membership.objects.live().select_related("unit").order_by("role")
    people = User.objects.prefetch_related(Prefetch("memberships", live, to_attr="held"))
    if wanted := asked(query, "q"):
        people = people.filter(Q(name__icontains=wanted) | Q(username__icontains=wanted))
    return people.order_by("username")


def grants(query: Mapping[str, str]) -> QuerySet[Membership]:
    live = Membership.objects.live().select_related("user", "unit")
    if wanted := asked(query, "q"):
        live = live.filter(Q(user__name__icontains=wanted) | Q(unit__name__icontains=wanted))
    if role := asked(query, "role"):
        live = live.filter(role=role)
    return live.order_by("unit__protocol_order", "unit__name", "role", "user__name")


def audit_entries(query: Mapping[str, str]) -> QuerySet[AuditEntry]:
    """Newest first."""
    entries = AuditEntry.objects.order_by("-pk")
    if wanted := asked(query, "q"):
        entries = entries.filter(
            Q(actor_name__icontains=wanted) | Q(object_name__icontains=wanted) | Q(verb=wanted)
        )
    return entries
