"""Messages to outlets on their way: claimed, packed, looked at once more, let through, sent."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q

from core.sealing import Unreadable
from core.work import WorkState
from core.working_days import working_calendar
from notices import groups, queries, robots, rules
from notices.models import Gate, Manner, Message, Notice, Outlet
from notices.queries import Round
from notices.rules import Hours, Matter, OutletKind, Trouble, may_go, next_try
from notices.transport import DeliveryError

log = logging.getLogger(__name__)

# Further ahead than any deadline that somebody was told of.
AHEAD = timedelta(days=120)

# Urgent messages leave the rest to the daily one.
PACK = """
UPDATE notices_notice AS notice SET message_id = message.id
FROM notices_message AS message
WHERE message.id = %s AND NOT message.is_trial AND notice.outlet_id = message.outlet_id
    AND notice.goes_out AND notice.message_id IS NULL AND notice.settled_at IS NULL
    AND (notice.is_urgent OR NOT message.is_urgent)
    -- While two versions run side by side, the old one leaves alone what only the new one knows.
    AND notice.matter = ANY(%s)
"""


def tell_outlets(*, now: datetime) -> bool:
    """Bring the next message to its outlet; False when nothing is left to do now.

    One at a time, because its robot's minute is counted from `now`.
    """
    manner = queries.manner()
    message = _claimed(manner.hours, now=now)
    if message is None:
        return False
    try:
        _send(message, manner=manner, now=now)
    except DeliveryError as error:
        _put_aside(message, error, hours=manner.hours, now=now)
    return True


@transaction.atomic
def _claimed(hours: Hours, *, now: datetime) -> Message | None:
    works = working_calendar().works
    kinds = [urgent for urgent in (True, False) if may_go(now, hours, works=works, urgent=urgent)]
    # Somebody sits before a trial and waits for it.
    due = Message.objects.filter(Q(is_urgent__in=kinds) | Q(is_trial=True)).exclude(outlet=None)
    message: Message | None = due.select_related("outlet").claim(now=now)
    if message is not None:
        with connection.cursor() as cursor:
            cursor.execute(PACK, [message.pk, list(Matter)])
    return message


def _send(message: Message, *, manner: Manner, now: datetime) -> None:
    outlet = message.outlet
    notices = [] if message.is_trial else _still_true(message, now=now)
    if outlet is None or not (notices or message.is_trial) or not outlet.is_active:
        message.cancel(Trouble.SETTLED)
        return
    try:
        ear = robots.Ear(OutletKind(outlet.kind), outlet.address, outlet.secret)
    except Unreadable:
        message.fail(Trouble.UNREADABLE)
        return
    told = _worded(message, notices, manner=manner)
    if told is None:
        return
    free = _let_through(outlet, now=now)
    if free > now:
        message.give_back(not_before=_later(message, free, hours=manner.hours))
        return
    # At least once: who dies between the other side's "ok" and the row below leaves a lease that
    # runs out, and the message goes twice, under the same key.
    robots.tell(ear, told, key=message.key, now=now)
    message.finish(sent_at=now)


def _worded(message: Message, notices: Sequence[Notice], *, manner: Manner) -> groups.Told | None:
    """None where words fail: people see it, and the other messages go out."""
    try:
        return groups.trial() if message.is_trial else groups.told_of(notices, manner=manner)
    except Exception as error:  # whatever it stumbles over, the others go out
        log.exception("message %s cannot be worded", message.pk)
        message.fail(f"{Trouble.UNWRITABLE}: {type(error).__name__}")
        return None


def _still_true(message: Message, *, now: datetime) -> list[Notice]:
    """What of it is true at this moment, and still the outlet's business; the rest is settled."""
    notices = list(message.notices.order_by("due_at", "pk"))
    rounds = {each.pk: Round(Matter(each.matter), each.thing_id, each.due_at) for each in notices}
    waiting = queries.still_waiting(set(rounds.values()), until=now + AHEAD)
    outlet = message.outlet
    theirs = [each for each in notices if outlet and outlet.unit_id in (None, each.unit_id)]
    told = [each for each in theirs if rounds[each.pk] in waiting]
    Notice.objects.settle_others(notices, told, now=now)
    return told


@transaction.atomic
def _let_through(outlet: Outlet, *, now: datetime) -> datetime:
    """When the robot may be told something; where that is `now`, this message is counted."""
    Gate.objects.bulk_create([Gate(robot=outlet.robot)], ignore_conflicts=True)
    gate = Gate.objects.select_for_update().get(robot=outlet.robot)
    free = max(rules.free_at(gate.passed, now=now), gate.closed_until or now)
    if free <= now:
        gate.passed = [*sorted(gate.passed)[1 - rules.MOST_A_MINUTE :], now]
        gate.save(update_fields=["passed"])
    return free


def _put_aside(message: Message, error: DeliveryError, *, hours: Hours, now: datetime) -> None:
    if error.wait is not None and message.outlet is not None:
        Gate.objects.filter(robot=message.outlet.robot).update(closed_until=now + error.wait)
    # Who tries an outlet waits for the answer, not for a better one tomorrow.
    if error.permanent or message.is_trial:
        message.fail(str(error))
    elif message.put_aside(str(error), now=now) and message.work_state == WorkState.QUEUED:
        moment = max(message.not_before, now + (error.wait or timedelta(0)))
        message.not_before = _later(message, moment, hours=hours)
        message.save(update_fields=["not_before"])


def _later(message: Message, moment: datetime, *, hours: Hours) -> datetime:
    """Not before `moment`, and never at night."""
    if message.is_trial:
        return moment
    works = working_calendar().works
    return next_try(moment, hours, works=works, urgent=message.is_urgent)
