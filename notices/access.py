"""The only doors to notices for a user."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from notices.models import Notice, NoticeQuerySet
from reports.access import visible_reports
from units.models import User


def visible_notices(user: User) -> NoticeQuerySet:
    """What arrived in the person's inbox, about reports that they may still open.

    Who changed post keeps no notices about the old unit's reports.
    """
    mine = Notice.objects.in_inbox().filter(person=user)
    return mine.filter(report__in=visible_reports(user).values("pk"))


def visible_notice(user: User, pk: int) -> Notice:
    """Raises Http404 for everybody but the person it was written to."""
    notices: QuerySet[Notice] = visible_notices(user)
    return get_object_or_404(notices, pk=pk)
