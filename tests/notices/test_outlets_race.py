"""Four workers side by side: no message twice, no robot told more than its minute allows."""

from functools import partial

import pytest

from core.work import WorkState
from notices.models import Gate, Message
from notices.rules import MOST_A_MINUTE
from notices.services import tell_outlets
from tests import make
from tests.notices.receiver import Receiver
from tests.race import rewritten, slowed, together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
WORKERS = 4


def tell_all(*, now) -> None:
    while tell_outlets(now=now):
        pass


def trials(receiver: Receiver, *, robots: int, each: int) -> None:
    """So many messages to so many robots."""
    for number in range(robots):
        outlet = make.outlet(f"http://{receiver.host}/{number}", name=f"群{number}")
        for later in range(each):
            slot = make.NOW.replace(microsecond=later)
            make.message(outlet, is_trial=True, slot_at=slot)


def heard(receiver: Receiver) -> list[str]:
    return sorted(each.path for each in receiver.heard)


def test_each_message_goes_once(receiver, now) -> None:
    trials(receiver, robots=12, each=1)
    together(WORKERS, partial(tell_all, now=now), partial(slowed, "FOR", seconds=0.02))
    assert heard(receiver) == sorted(f"/{number}" for number in range(12))
    assert set(Message.objects.values_list("work_state", "attempts")) == {(WorkState.DONE, 1)}


def test_without_the_lock_on_rows_the_same_message_goes_twice(receiver, now) -> None:
    trials(receiver, robots=1, each=1)
    no_rows = partial(rewritten, 'FOR UPDATE OF "notices_message" SKIP LOCKED', "")
    slow = partial(slowed, '"notices_message"', seconds=0.1)
    together(WORKERS, partial(tell_outlets, now=now), no_rows, slow)
    assert len(receiver.heard) > 1


def test_all_workers_together_keep_to_a_robots_minute(receiver, now) -> None:
    trials(receiver, robots=1, each=MOST_A_MINUTE + 8)
    together(WORKERS, partial(tell_all, now=now))
    assert len(receiver.heard) == MOST_A_MINUTE
    waiting = Message.objects.filter(work_state=WorkState.QUEUED)
    assert set(waiting.values_list("attempts", flat=True)) == {0}
    assert waiting.count() == 8


def test_without_the_lock_on_the_gate_a_robot_hears_too_much(receiver, now) -> None:
    trials(receiver, robots=1, each=WORKERS)
    robot = Message.objects.select_related("outlet")[0].outlet.robot
    Gate.objects.create(robot=robot, passed=[now] * (MOST_A_MINUTE - 1))
    no_gate = partial(rewritten, "LIMIT 21 FOR UPDATE", "LIMIT 21")
    together(WORKERS, partial(tell_outlets, now=now), no_gate, partial(slowed, '"notices_gate"'))
    assert len(receiver.heard) > 1
