"""Who gets how many letters a month: to see who drowns in them, not who is good at anything."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from core.calendar import add_months
from notices.models import Message
from units.models import Membership, User

# What the table can be sorted by.
ORDERS = {
    "this": ("-this_month", "-last_month"),
    "last": ("-last_month", "-this_month"),
    "name": ("name",),
}


class Months(NamedTuple):
    """When this month and the last one began."""

    this: datetime
    last: datetime


class Letters(NamedTuple):
    this_month: int
    last_month: int


def months(*, now: datetime) -> Months:
    this = timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    before = add_months(this.date(), -1)
    return Months(this, this.replace(year=before.year, month=before.month))


def letters_by_person(asked: str, *, now: datetime) -> QuerySet[User]:
    """People whom letters went to in this month or the last, with `this_month`, `last_month`."""
    this, last = months(now=now)
    people = User.objects.filter(messages__sent_at__gte=last).annotate(
        this_month=Count("messages", filter=Q(messages__sent_at__gte=this)),
        last_month=Count("messages", filter=Q(messages__sent_at__lt=this)),
    )
    posts = Prefetch("memberships", Membership.objects.live().select_related("unit"))
    order = ORDERS.get(asked, ORDERS["this"])
    return people.prefetch_related(posts).order_by(*order, "pk")


def letters_to(user: User, *, now: datetime) -> Letters:
    """One's own figures. One query."""
    return _counted(Message.objects.filter(person=user), now=now)


def letters_to_all(*, now: datetime) -> Letters:
    return _counted(Message.objects.exclude(person=None), now=now)


def _counted(messages: QuerySet[Message], *, now: datetime) -> Letters:
    this, last = months(now=now)
    counted = messages.filter(sent_at__gte=last).aggregate(
        this_month=Count("pk", filter=Q(sent_at__gte=this)),
        last_month=Count("pk", filter=Q(sent_at__lt=this)),
    )
    return Letters(**counted)
