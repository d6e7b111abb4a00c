"""Verbs on notices: find what is late, tell it, mark it as read, tell it again."""

from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.calendar import end_of
from core.errors import RuleBroken
from core.work import WorkState
from core.working_days import working_calendar
from notices import access, emails, rules, transport
from notices.models import Channel, Delivery
from reports.access import visible_reports
from reports.rules import UNSENT
from units.models import User
from units.rules import Role

# More late reports than this make a second letter.
LETTER_LIMIT = 1000

# One statement a step, whatever their number: who answers for the late reports, who of them was
# not told this or a higher step yet, and by which channels they can be reached.
TELL_STEP = """
WITH late AS (
    SELECT report.id, report.unit_id, report.due_at FROM reports_report AS report
    JOIN reports_period AS period ON period.id = report.period_id
    -- A closed plan takes no more reports, so none of its are awaited.
    JOIN plans_plan AS plan ON plan.id = period.plan_id AND plan.state = 'active'
    WHERE report.state = ANY(%(unsent)s) AND report.due_at < %(now)s
        AND report.due_at > %(due_after)s AND report.due_at <= %(due_until)s
), holders AS (
    SELECT membership.unit_id, membership.user_id AS person_id,
        array_position(%(chain)s, membership.role::text) AS link
    FROM units_membership AS membership
    JOIN units_user AS person ON person.id = membership.user_id AND person.is_active
    WHERE membership.ended_on IS NULL AND membership.role = ANY(%(chain)s)
), answering AS (
    SELECT unit_id, person_id, link FROM holders WHERE link < %(office)s
    UNION ALL
    -- The office answers for every unit.
    SELECT unit.unit_id, holders.person_id, holders.link
    FROM (SELECT DISTINCT unit_id FROM late) AS unit
    CROSS JOIN holders WHERE holders.link = %(office)s
), ranked AS (
    SELECT *, min(link) OVER (PARTITION BY unit_id) AS nearest FROM answering
), told AS (
    INSERT INTO notices_notice (report_id, due_at, step, person_id, written_at)
    SELECT DISTINCT late.id, late.due_at, %(step)s, ranked.person_id, %(now)s::timestamptz
    FROM late JOIN ranked USING (unit_id)
    WHERE ranked.link <= greatest(%(reach)s, ranked.nearest)
        AND NOT EXISTS (
            SELECT FROM notices_notice AS known
            WHERE known.report_id = late.id AND known.person_id = ranked.person_id
                AND known.due_at = late.due_at AND known.step >= %(step)s
        )
    -- In one order, so that two workers never wait for each other's rows in a ring.
    ORDER BY late.id, ranked.person_id
    ON CONFLICT DO NOTHING
    RETURNING id, person_id
), sent AS (
    INSERT INTO notices_delivery
        (notice_id, channel, work_state, attempts, not_before, work_error)
    SELECT told.id, channel, 'queued', 0, %(now)s, ''
    FROM told
    JOIN units_user AS person ON person.id = told.person_id
    CROSS JOIN unnest(%(channels)s) AS channel
    WHERE channel <> 'email' OR person.email <> ''
)
SELECT count(*) FROM told
"""


@transaction.atomic
def find_overdue(*, now: datetime) -> int:
    """Write down who is to be told about which late reports; returns how many notices that makes.

    Safe to run at any time, twice, at once in many workers, or after a week of silence: only the
    highest step reached is told, once.
    """
    today = timezone.localtime(now).date()
    works = working_calendar().works
    bounds = [rules.latest_deadline(step, on=today, works=works) for step in rules.LADDER]
    # A step ends where the next higher one begins.
    moments = [*(end_of(day) for day in bounds), datetime.min.replace(tzinfo=UTC)]
    told = 0
    with connection.cursor() as cursor:
        for step, until, after in zip(rules.LADDER, moments, moments[1:], strict=False):
            cursor.execute(TELL_STEP, _wanted(step, now=now, until=until, after=after))
            told += cursor.fetchone()[0]
    return told


def _wanted(step: rules.Step, *, now: datetime, until: datetime, after: datetime) -> dict[str, Any]:
    return {
        "step": step.working_days,
        "reach": step.reach,
        "office": rules.CHAIN.index(Role.INSPECTOR) + 1,
        "chain": [role.value for role in rules.CHAIN],
        "channels": [channel.value for channel in rules.Channel],
        "unsent": [state.value for state in UNSENT],
        "now": now,
        "due_until": until,
        "due_after": after,
    }


def deliver_one(*, now: datetime) -> bool:
    """Bring one notice to the inbox or one letter to the mail server.

    False when nothing is left to do, or no mail server is there to do it.
    """
    # The inbox first: it needs nobody else, and a slow mail server must not hold it up.
    inbox = Delivery.objects.filter(channel=Channel.INBOX).select_related("notice__person")
    delivery = inbox.claim(now=now)
    if delivery is not None:
        if _still_late([delivery], now=now):
            delivery.finish(delivered_at=now)
        return True
    letter = _claim_letter(now=now)
    return bool(letter) and _send_letter(letter, now=now)


def _claim_letter(*, now: datetime) -> list[Delivery]:
    """All e-mails that wait for one person: ten late reports make one letter.

    The lock on the person keeps two workers from making a letter each. Who loses that race may
    come away empty-handed although others wait; the winner goes on to them.
    """
    mails = Delivery.objects.filter(channel=Channel.EMAIL)
    waiting = mails.claimable(now=now).filter(notice__person=OuterRef("pk"))
    people = User.objects.select_for_update(skip_locked=True, no_key=True)
    with transaction.atomic():
        person = people.filter(Exists(waiting)).order_by("pk").first()
        if person is None:
            return []
        theirs = mails.filter(notice__person=person).select_related("notice__person")
        return theirs.claim_all(now=now, limit=LETTER_LIMIT)


def _still_late(deliveries: list[Delivery], *, now: datetime) -> list[Delivery]:
    """Those of one person's deliveries that are still true; the others are cancelled.

    Since a notice was written its report may have been sent, its deadline moved, and the person
    may have changed post.
    """
    person = deliveries[0].notice.person
    reports = visible_reports(person).overdue(now=now)
    asked = [delivery.notice.report_id for delivery in deliveries]
    late = set(
        reports.filter(pk__in=asked).values_list("pk", flat=True) if person.is_active else ()
    )
    for delivery in deliveries:
        if delivery.notice.report_id not in late:
            delivery.cancel(rules.Trouble.SETTLED)
    return [delivery for delivery in deliveries if delivery.notice.report_id in late]


def _send_letter(letter: list[Delivery], *, now: datetime) -> bool:
    told = _still_late(letter, now=now)
    if not told:
        return True
    person = told[0].notice.person
    if not person.email:
        for delivery in told:
            delivery.fail(rules.Trouble.NO_ADDRESS)
        return True
    key = " ".join(str(delivery.pk) for delivery in told)
    message = emails.overdue_letter(person, [each.notice for each in told], key=key)
    # At least once: who dies between the server's "250 OK" and the rows below leaves a lease
    # that runs out, and the letter goes twice. A second letter does less harm than none.
    try:
        transport.send(message)
    except transport.DeliveryError as error:
        _put_aside(told, error, now=now)
        return not error.server_away
    for delivery in told:
        delivery.finish(delivered_at=now)
    return True


def _put_aside(
    deliveries: list[Delivery], error: transport.DeliveryError, *, now: datetime
) -> None:
    for delivery in deliveries:
        if error.permanent:
            delivery.fail(str(error))
        else:
            delivery.put_aside(str(error), now=now)


def mark_read(*, by: User, now: datetime, notice_id: int | None = None) -> int:
    """Mark one of the person's notices as read, or all that wait; returns how many."""
    notices = access.visible_notices(by).filter(read_at=None)
    if notice_id is not None:
        notices = notices.filter(pk=notice_id)
    return notices.update(read_at=now)


@transaction.atomic
def send_again(*, delivery_id: int, by: User, now: datetime) -> Delivery:
    """Give a failed delivery all its attempts anew, after somebody mended the reason."""
    delivery = Delivery.objects.select_for_update().get(pk=delivery_id)
    if delivery.work_state != WorkState.FAILED:
        raise RuleBroken(_("This message is on its way or has arrived: nothing is left to repeat."))
    delivery.work_state, delivery.attempts, delivery.not_before = WorkState.QUEUED, 0, now
    delivery.save(update_fields=["work_state", "attempts", "not_before"])
    audit.record("delivery.repeated", delivery, by=by, now=now)
    return delivery
