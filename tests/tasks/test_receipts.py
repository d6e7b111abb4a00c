"""Units confirm what they were given, refuse it once, or are deemed to have received it."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from core.calendar import OFFICE_TIME
from core.errors import RuleBroken
from core.models import AuditEntry
from tasks.models import Assignment, TaskState
from tasks.rules import TaskVerb
from tasks.rules.receipts import deemed_before
from tasks.services import (
    Papers,
    Part,
    answer_part,
    deem_received,
    expand_collectives,
    move,
    move_task,
    note_answers,
    receive_each,
    receive_part,
)
from tests import make
from tests.make import HOLIDAYS
from tests.tasks import steps
from units.models import GroupMember, UnitGroup
from units.rules import Role

pytestmark = pytest.mark.usefixtures("in_english")


# Today, days allowed, the first day that is spared (2026: 1 to 8 October are holidays, the 10th is
# worked).
DEEMED = [
    ("2026-10-14", 2, "2026-10-12"),
    ("2026-10-14", 1, "2026-10-13"),
    ("2026-10-12", 2, "2026-10-09"),
    ("2026-10-12", 1, "2026-10-10"),
    ("2026-10-08", 2, "2026-09-29"),
    ("2026-01-01", 2, "2025-12-30"),
    ("2028-03-01", 1, "2028-02-29"),
    ("2026-10-14", 0, "2026-10-13"),
]


@pytest.mark.parametrize(("today", "days", "spared"), DEEMED)
def test_whole_working_days_must_be_over(today: str, days: int, spared: str) -> None:
    before = deemed_before(date.fromisoformat(today), days=days, works=HOLIDAYS.works)
    assert before == date.fromisoformat(spared)


@pytest.fixture
def lead(task) -> Assignment:
    return task.assignments.get(role="lead")


@pytest.fixture
def assist(task) -> Assignment:
    return task.assignments.get(role="assist")


def test_the_receipt_of_the_lead_begins_the_work(task, lead, anna, now) -> None:
    part = receive_part(assignment_id=lead.pk, by=anna, now=now)
    task.refresh_from_db()
    assert (part.received_at, part.received_by, task.state) == (now, anna, "in_progress")
    assert task.moves.get().verb == TaskVerb.RECEIVE


def test_the_receipt_of_an_assist_is_its_own(task, assist, vera, now) -> None:
    receive_part(assignment_id=assist.pk, by=vera, now=now)
    task.refresh_from_db()
    assert task.state == TaskState.DISPATCHED
    assert list(task.assignments.filter(received_by=vera)) == [assist]
    assert AuditEntry.objects.get().verb == "task.part_received"


def test_a_second_receipt_is_told_of_the_first(lead, anna, rita, now) -> None:
    receive_part(assignment_id=lead.pk, by=anna, now=now)
    with pytest.raises(RuleBroken, match="Anna, 2026-10-14 10:00"):
        receive_part(assignment_id=lead.pk, by=rita, now=now)


@pytest.mark.parametrize("state", ["draft", "registered", "refused", "suspended", "closed"])
def test_there_is_nothing_to_receive_outside_the_work(state, task, assist, vera, now) -> None:
    task.state = state
    task.save(update_fields=["state"])
    with pytest.raises(RuleBroken, match="nothing to receive"):
        receive_part(assignment_id=assist.pk, by=vera, now=now)


def test_a_part_that_was_taken_away_is_not_received(assist, vera, now) -> None:
    Assignment.objects.filter(pk=assist.pk).update(ended_on=steps.TODAY)
    with pytest.raises(RuleBroken, match="no longer"):
        receive_part(assignment_id=assist.pk, by=vera, now=now)


def test_of_several_receipts_one_that_cannot_stops_no_other(lead, assist, anna, now) -> None:
    outcomes = receive_each(assignment_ids=[lead.pk, lead.pk, assist.pk], by=anna, now=now)
    assert [bool(outcome.sentence) for outcome in outcomes] == [False, True, False]


def give(task, moment: datetime) -> None:
    task.assignments.update(given_at=moment)


def test_what_nobody_received_in_time_is_deemed_received(task, now) -> None:
    give(task, datetime(2026, 10, 11, 23, 59, tzinfo=OFFICE_TIME))
    assert deem_received(now=now) == 2
    task.refresh_from_db()
    assert task.state == TaskState.IN_PROGRESS
    received = set(task.assignments.values_list("received_at", "received_by"))
    assert received == {(now, None)}
    assert task.moves.get().by is None


def test_a_unit_that_has_time_is_left_alone(task, now) -> None:
    give(task, datetime(2026, 10, 12, 0, 0, tzinfo=OFFICE_TIME))
    assert deem_received(now=now) == 0
    task.refresh_from_db()
    assert task.state == TaskState.DISPATCHED


def test_the_days_allowed_are_the_portals_setting(task, now, settings) -> None:
    give(task, datetime(2026, 10, 12, 9, 0, tzinfo=OFFICE_TIME))
    settings.RECEIPT_WORKING_DAYS = 1
    assert deem_received(now=now) == 2


def test_deeming_twice_changes_nothing_the_second_time(task, now) -> None:
    give(task, now - timedelta(days=30))
    assert [deem_received(now=now), deem_received(now=now)] == [2, 0]


def test_what_came_with_its_plan_was_given_when_it_was_published(plan, task, now) -> None:
    plan.published_at = now - timedelta(days=1)
    plan.save(update_fields=["published_at"])
    assert deem_received(now=now) == 0


@pytest.mark.parametrize("state", ["refused", "suspended", "registered", "cancelled", "closed"])
def test_nothing_is_deemed_received_outside_the_work(state, task, now) -> None:
    give(task, now - timedelta(days=30))
    task.state = state
    task.save(update_fields=["state"])
    assert deem_received(now=now) == 0


def test_nothing_is_deemed_received_in_a_closed_plan(plan, task, now) -> None:
    give(task, now - timedelta(days=30))
    plan.state = "closed"
    plan.save(update_fields=["state"])
    assert deem_received(now=now) == 0


def test_who_joins_a_collective_later_has_days_of_their_own(plan, task, city, now) -> None:
    towns = UnitGroup.objects.create(name="各镇", key="各镇", scope=city)
    task.assignments.create(group=towns, role="assist", order=5, as_written="各镇")
    GroupMember.objects.create(group=towns, unit=make.unit("东山镇", parent=city, scope=city))
    expand_collectives(on=steps.TODAY)
    give(task, now - timedelta(days=30))
    joined = task.assignments.exclude(expanded_from=None)
    joined.update(given_at=now)
    deem_received(now=now)
    assert joined.get().received_at is None


def refuse(task, by, now, reason: str = "不属本单位职责。"):
    return move(task_id=task.pk, verb=TaskVerb.REFUSE, by=by, now=now, papers=Papers(reason))


def test_a_unit_may_refuse_once(task, rita, ines, now) -> None:
    assert refuse(task, rita, now).state == TaskState.REFUSED
    papers = Papers(reason="职责清单第三条。")
    move(task_id=task.pk, verb=TaskVerb.DISPATCH, by=ines, now=now, papers=papers)
    with pytest.raises(RuleBroken, match="refused once already"):
        refuse(task, rita, now)


def test_a_refusal_that_was_not_accepted_gives_the_days_anew(task, lead, rita, ines, now) -> None:
    give(task, now - timedelta(days=30))
    refuse(task, rita, now)
    papers = Papers(reason="职责清单第三条。")
    move(task_id=task.pk, verb=TaskVerb.DISPATCH, by=ines, now=now, papers=papers)
    lead.refresh_from_db()
    assert (lead.given_at, deem_received(now=now)) == (now, 0)


def test_who_has_the_task_after_a_refusal_does_not_pass_it_on(task, south, rita, ines, now) -> None:
    refuse(task, rita, now)
    papers = Papers(reason="改派。", parts=(Part("lead", "市财政局", south),))
    move(task_id=task.pk, verb=TaskVerb.REASSIGN, by=ines, now=now, papers=papers)
    with pytest.raises(RuleBroken, match="refused once already"):
        refuse(task, make.user("victor", (south, Role.REVIEWER)), now)


def test_an_assist_hands_in_its_share(task, assist, vera, now) -> None:
    answer_part(assignment_id=assist.pk, answer=" 资金已拨付。 ", by=vera, now=now)
    assist.refresh_from_db()
    assert (assist.answer, assist.answered_by) == ("资金已拨付。", vera)


@pytest.mark.parametrize("answer", ["", " \n", "字" * 1_000_000, "a\x00b"])
def test_an_empty_or_endless_share_is_none(answer, assist, vera, now) -> None:
    with pytest.raises(RuleBroken):
        answer_part(assignment_id=assist.pk, answer=answer, by=vera, now=now)
    assist.refresh_from_db()
    assert assist.answered_at is None


def test_the_lead_hands_in_nothing_to_itself(lead, anna, now) -> None:
    with pytest.raises(RuleBroken, match="Only assisting units"):
        answer_part(assignment_id=lead.pk, answer="好。", by=anna, now=now)


def test_an_approved_report_of_an_assist_is_its_answer(lead, assist, now) -> None:
    later = now + timedelta(days=1)
    parts = [lead.pk, assist.pk]
    assert note_answers(assignment_ids=parts, now=now) == 1
    assert note_answers(assignment_ids=parts, now=later) == 0
    assist.refresh_from_db()
    assert assist.answered_at == now


def test_a_hundred_percent_completes_nothing(task, rita, now) -> None:
    moved = move_task(task_id=task.pk, percent=Decimal(100), on=date(2026, 9, 30), by=rita, now=now)
    assert (moved.percent, moved.state, moved.revision) == (100, TaskState.DISPATCHED, 0)
