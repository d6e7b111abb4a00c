"""Told on messages, the simplest work there is."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import pytest
from django.db import connection

from core import work
from core.jobs import sweep
from core.work import WorkState
from notices.models import Channel, Message
from tests import make
from tests.race import rewritten, slowed, together

MINUTE = timedelta(minutes=1)


@pytest.fixture
def item(anna) -> Message:
    return make.letter(anna)


def claim(*, now: datetime) -> Message:
    """What one worker gets."""
    item = Message.objects.claim(now=now)
    assert isinstance(item, Message)
    return item


def die(item: Message, *, times: int) -> None:
    """As if so many workers had claimed it, each to die during its lease."""
    Message.objects.filter(pk=item.pk).update(
        work_state=WorkState.RUNNING, attempts=times, leased_until=make.NOW + Message.LEASE
    )


def test_a_claim_leases_the_work_to_one_worker(item, now) -> None:
    claimed = claim(now=now)
    assert (claimed, claimed.work_state, claimed.attempts) == (item, WorkState.RUNNING, 1)
    item.refresh_from_db()
    assert (item.work_state, item.leased_until) == (WorkState.RUNNING, now + Message.LEASE)
    assert Message.objects.claim(now=now) is None


def test_the_oldest_work_comes_first(item, rita, now) -> None:
    younger = make.letter(rita)
    claimed = [Message.objects.claim(now=now) for _ in range(3)]
    assert claimed == [item, younger, None]


def test_several_rows_are_claimed_at_once_up_to_a_limit(item, rita, hugo, now) -> None:
    younger = make.letter(rita)
    make.letter(hugo)
    claimed = Message.objects.all().claim_all(now=now, limit=2)
    assert claimed == [item, younger]
    assert [each.attempts for each in claimed] == [1, 1]
    assert Message.objects.filter(work_state=WorkState.RUNNING).count() == 2


def test_a_claim_keeps_to_the_rows_it_was_asked_for(item, now) -> None:
    assert Message.objects.filter(channel=Channel.GROUP).claim(now=now) is None


def test_work_waits_for_its_moment(anna, now) -> None:
    make.letter(anna, not_before=now + MINUTE)
    assert Message.objects.claim(now=now) is None
    assert Message.objects.claim(now=now + MINUTE) is not None


@pytest.mark.parametrize("state", ["done", "failed", "cancelled"])
def test_finished_work_is_claimed_by_nobody(state: str, anna, now) -> None:
    make.letter(anna, work_state=state)
    assert Message.objects.claim(now=now + timedelta(days=9)) is None


def test_a_dead_workers_work_is_free_when_its_lease_has_run_out(item, now) -> None:
    claim(now=now)
    assert Message.objects.claim(now=now + Message.LEASE) is None
    again = claim(now=now + Message.LEASE + MINUTE)
    assert (again, again.attempts) == (item, 2)


@pytest.mark.parametrize("verdict", ["finish", "fail", "put_aside", "cancel", "give_back"])
def test_who_lost_the_lease_cannot_undo_what_the_next_one_does(verdict: str, item, now) -> None:
    late = claim(now=now)
    claim(now=now + Message.LEASE + MINUTE)
    verdicts: dict[str, Callable[[], bool]] = {
        "finish": late.finish,
        "fail": partial(late.fail, "refused"),
        "put_aside": partial(late.put_aside, "refused", now=now),
        "cancel": partial(late.cancel, "settled"),
        "give_back": late.give_back,
    }
    assert verdicts[verdict]() is False
    item.refresh_from_db()
    assert (item.work_state, item.attempts, item.work_error) == (WorkState.RUNNING, 2, "")


def test_finished_work_keeps_what_was_written_with_it(item, now) -> None:
    claimed = claim(now=now)
    assert claimed.finish(sent_at=now)
    item.refresh_from_db()
    assert (item.work_state, item.sent_at, item.leased_until) == (WorkState.DONE, now, None)
    assert claimed.finish() is False


def test_cancelled_work_says_why(item, now) -> None:
    assert claim(now=now).cancel("settled")
    item.refresh_from_db()
    assert (item.work_state, item.work_error) == (WorkState.CANCELLED, "settled")


def test_work_that_was_not_begun_is_given_back_without_counting_as_an_attempt(item, now) -> None:
    claimed = claim(now=now)
    assert claimed.give_back()
    again = claim(now=now)
    assert (again, again.attempts) == (item, 1)


def test_work_put_aside_waits_twice_as_long_each_time(item, now) -> None:
    waits = []
    for _attempt in range(3):
        claimed = claim(now=now)
        assert claimed.put_aside("refused", now=now)
        waits.append(claimed.not_before - now)
        now = claimed.not_before
    assert waits == [2 * MINUTE, 4 * MINUTE, 8 * MINUTE]


def test_the_last_attempt_put_aside_fails_for_good(item, now) -> None:
    Message.objects.filter(pk=item.pk).update(attempts=Message.MAX_ATTEMPTS - 1)
    assert claim(now=now).put_aside("refused", now=now)
    item.refresh_from_db()
    assert (item.work_state, item.work_error) == (WorkState.FAILED, "refused")


def test_work_that_kills_its_workers_is_given_up_and_says_so(item, now) -> None:
    die(item, times=Message.MAX_ATTEMPTS)
    later = now + Message.LEASE + MINUTE
    assert Message.objects.claim(now=later) is None
    assert Message.objects.bury(now=later) == 1
    item.refresh_from_db()
    assert (item.work_state, item.work_error) == (WorkState.FAILED, work.WORKER_DIED)


def test_work_with_attempts_left_or_a_live_lease_is_not_given_up(item, now) -> None:
    die(item, times=Message.MAX_ATTEMPTS)
    assert Message.objects.bury(now=now) == 0
    die(item, times=Message.MAX_ATTEMPTS - 1)
    assert Message.objects.bury(now=now + Message.LEASE + MINUTE) == 0


def test_the_sweep_looks_at_every_table_of_work(item) -> None:
    die(item, times=Message.MAX_ATTEMPTS)
    sweep()
    item.refresh_from_db()
    assert item.work_state == WorkState.FAILED
    assert {table.__name__ for table in work.work_tables()} >= {"Message", "Sheet", "Document"}


def test_unfinished_work_is_found_by_its_small_index(anna, now) -> None:
    done = {"channel": Channel.EMAIL, "not_before": now, "work_state": WorkState.DONE}
    Message.objects.bulk_create(
        Message(person=anna, slot_at=now + number * MINUTE, **done) for number in range(3000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE notices_message")
    assert "notices_message_work" in Message.objects.claimable(now=now).explain()


@pytest.fixture
def twenty_items(db) -> None:
    for number in range(20):
        make.letter(make.user(f"user{number}"))


def claim_until_empty(now) -> list[int]:
    claimed = []
    while (item := Message.objects.claim(now=now)) is not None:
        claimed.append(item.pk)
    return claimed


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_many_workers_claim_each_row_once(twenty_items, now) -> None:
    slow = partial(slowed, "FOR UPDATE", seconds=0.005)
    claims = together(5, partial(claim_until_empty, now), slow)
    assert sorted(sum(claims, [])) == sorted(Message.objects.values_list("pk", flat=True))
    assert sum(1 for each in claims if each) > 1  # they worked side by side


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_the_row_lock_workers_claim_the_same_row(twenty_items, now) -> None:
    unlocked = partial(rewritten, 'FOR UPDATE OF "notices_message" SKIP LOCKED', "")
    slow = partial(slowed, "SELECT")
    claims = together(5, lambda: claim(now=now).pk, unlocked, slow)
    assert len(set(claims)) < 5
