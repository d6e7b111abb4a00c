"""People say what they do not want letters about where it is not their duty."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from core import audit
from notices import access
from notices.models import Mute, Notice
from notices.rules import Matter
from units.models import User


@transaction.atomic
def mute(*, matters: Collection[Matter], by: User, now: datetime) -> None:
    """No letters to the person about these matters, and about no others, unless it must act.

    What waits for the next letter stays at home as well; the inbox keeps it.
    """
    # Told people are referred to by every sweep, so no stronger lock than this.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    wanted = {matter.value for matter in matters}
    mutes = access.own_mutes(by)
    if wanted == set(mutes.values_list("matter", flat=True)):
        return
    mutes.exclude(matter__in=wanted).delete()
    rows = [Mute(person=by, matter=matter) for matter in sorted(wanted)]
    Mute.objects.bulk_create(rows, ignore_conflicts=True)
    unpacked = Notice.objects.filter(person=by, goes_out=True, message=None, settled_at=None)
    unpacked.filter(is_duty=False, matter__in=wanted).update(goes_out=False)
    audit.record("mutes.changed", by, by=by, now=now, details={"matters": sorted(wanted)})
