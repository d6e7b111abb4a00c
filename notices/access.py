"""The only doors to notices for a user."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from notices.models import Mute, Notice, NoticeQuerySet
from units.models import User
from units.rules import BUSINESS_ROLES


def visible_notices(user: User) -> NoticeQuerySet:
    """What the person was told in a post that they still hold."""
    if not user.has_role(BUSINESS_ROLES):
        return Notice.objects.none()
    return Notice.objects.filter(person=user).in_force()


def visible_notice(user: User, pk: int) -> Notice:
    """Raises Http404 for everybody but the person it was written to."""
    notices: NoticeQuerySet = visible_notices(user)
    return get_object_or_404(notices, pk=pk)


def own_mutes(user: User) -> QuerySet[Mute]:
    """What the person does not want letters about; nobody else's business."""
    return Mute.objects.filter(person=user)
