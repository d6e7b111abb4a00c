"""Letters on their way: claimed, packed, looked at once more, sent, written down."""

import logging
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain

from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.utils.translation import gettext as _

from core import audit
from core.calendar import Works
from core.errors import RuleBroken
from core.work import WorkState
from core.working_days import working_calendar
from notices import emails, queries
from notices.models import Manner, Message, Notice, NoticeQuerySet
from notices.queries import Round
from notices.rules import Hours, Matter, Trouble, may_go, next_try
from notices.transport import DeliveryError, Line
from units.models import User

log = logging.getLogger(__name__)

# So many letters share the look-ups.
BATCH = 100
# Who has waited so long for the server leaves the rest of the batch to others: before the lease
# runs out, with two minutes to spare for the letter that the server has just then.
PATIENCE = Message.LEASE / 2
# Further ahead than any deadline that somebody was told of.
AHEAD = timedelta(days=120)

# What the letters of these people take along. Urgent letters leave the rest to the daily one.
PACK = """
UPDATE notices_notice AS notice SET message_id = message.id
FROM notices_message AS message
WHERE message.id = ANY(%s) AND notice.person_id = message.person_id
    AND notice.goes_out AND notice.message_id IS NULL AND notice.settled_at IS NULL
    AND (notice.is_urgent OR NOT message.is_urgent)
    -- While two versions run side by side, the old one leaves alone what only the new one knows.
    AND notice.matter = ANY(%s)
"""

# `Message.finish` in plain words: the ORM takes longer to find them than the database to follow
# them. Nor does anybody wait for the disk: should the database lose power in the same second, the
# letters of that second go again under their names.
SENT = """
UPDATE notices_message SET work_state = 'done', work_error = '', leased_until = NULL, sent_at = %s
FROM (SELECT set_config('synchronous_commit', 'off', true)) AS at_leisure
WHERE id = %s AND work_state = 'running' AND attempts = %s
"""


def deliver_letters(*, line: Line, now: datetime) -> bool:
    """Bring the next letters to the mail server.

    False when nothing is left to do now, or no mail server is there to do it.
    """
    manner, works = queries.manner(), working_calendar().works
    kinds = [
        urgent for urgent in (True, False) if may_go(now, manner.hours, works=works, urgent=urgent)
    ]
    letters = _claimed(kinds, now=now) if kinds else []
    if not letters:
        return False
    told = _still_true(letters, now=now)
    patience = line.waited + PATIENCE
    for place, letter in enumerate(letters):
        if line.waited > patience:
            _give_back(letters[place:])
            return True
        try:
            _send(letter, told[letter.pk], manner=manner, line=line, now=now)
        except DeliveryError as error:
            _put_aside(letter, error, hours=manner.hours, works=works, now=now)
            if error.server_away:
                _give_back(letters[place + 1 :])
                return False
    return True


@transaction.atomic
def _claimed(kinds: Collection[bool], *, now: datetime) -> list[Message]:
    """Letters leased to this worker, urgent ones or others, with what they take along."""
    mails = Message.objects.filter(outlet=None, is_urgent__in=kinds).select_related("person")
    letters: list[Message] = mails.filter(attempts=0).claim_all(now=now, limit=BATCH)
    # What was tried before goes alone: should it kill its worker, it takes no other along.
    letters = letters or mails.claim_all(now=now, limit=1)
    if letters:
        with connection.cursor() as cursor:
            cursor.execute(PACK, [[letter.pk for letter in letters], list(Matter)])
    return letters


def _still_true(letters: list[Message], *, now: datetime) -> dict[int, list[Notice]]:
    """Letter -> what of it is true at this moment; the rest is settled.

    Since a notice was written its report may have been sent, its deadline moved, and the person
    may have changed post.
    """
    notices = list(_of(letters))
    rounds = {_round(notice) for notice in notices}
    waiting = queries.still_waiting(rounds, until=now + AHEAD)
    told: dict[int, list[Notice]] = {letter.pk: [] for letter in letters}
    for notice in notices:
        if _round(notice) in waiting and notice.message_id is not None:
            told[notice.message_id].append(notice)
    Notice.objects.settle_others(notices, chain.from_iterable(told.values()), now=now)
    return told


def _of(letters: list[Message]) -> Iterator[Notice]:
    people = {letter.pk: letter.person for letter in letters}
    notices: NoticeQuerySet = Notice.objects.filter(message__in=people).in_force()
    for notice in notices.order_by("message", "due_at", "pk"):
        person = people[notice.message_id or 0]
        if person is not None and person.is_active:
            notice.person = person
            yield notice


def _round(notice: Notice) -> Round:
    return Round(Matter(notice.matter), notice.thing_id, notice.due_at)


def _send(
    letter: Message, told: list[Notice], *, manner: Manner, line: Line, now: datetime
) -> None:
    person = letter.person
    if not told or person is None:
        letter.cancel(Trouble.SETTLED)
    elif not person.email:
        letter.fail(Trouble.NO_ADDRESS)
    else:
        mail = _worded(letter, person, told, manner=manner)
        if mail is None:
            return
        # At least once: who dies between the server's "250 OK" and the row below leaves a lease
        # that runs out, and the letter goes twice. A second letter does less harm than none.
        line.send(mail)
        with connection.cursor() as cursor:
            cursor.execute(SENT, [now, letter.pk, letter.attempts])


def _worded(
    letter: Message, person: User, told: list[Notice], *, manner: Manner
) -> EmailMessage | None:
    """None where words fail: people see it, and the other letters go out."""
    try:
        return emails.letter_about(person, told, manner=manner, key=str(letter.pk))
    except Exception as error:  # whatever it stumbles over, the others go out
        log.exception("letter %s cannot be worded", letter.pk)
        letter.fail(f"{Trouble.UNWRITABLE}: {type(error).__name__}")
        return None


def _give_back(letters: Iterable[Message]) -> None:
    for unsent in letters:
        unsent.give_back()


def _put_aside(
    letter: Message, error: DeliveryError, *, hours: Hours, works: Works, now: datetime
) -> None:
    if error.permanent:
        letter.fail(str(error))
    elif letter.put_aside(str(error), now=now) and letter.work_state == WorkState.QUEUED:
        letter.not_before = next_try(letter.not_before, hours, works=works, urgent=letter.is_urgent)
        letter.save(update_fields=["not_before"])


@transaction.atomic
def send_again(*, message_id: int, by: User, now: datetime) -> Message:
    """Give a failed letter all its attempts anew, after somebody mended the reason."""
    message = Message.objects.select_for_update().get(pk=message_id)
    if message.work_state != WorkState.FAILED:
        raise RuleBroken(_("This message is on its way or has arrived: nothing is left to repeat."))
    message.work_state, message.attempts, message.not_before = WorkState.QUEUED, 0, now
    message.save(update_fields=["work_state", "attempts", "not_before"])
    audit.record("message.repeated", message, by=by, now=now)
    return message
