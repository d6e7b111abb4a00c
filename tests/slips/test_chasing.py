"""Slips are chased like everything else: the receipt from the sending on, the answer by its day.

The slip went out on Wednesday, 14 October 2026; its answer is due on Wednesday, the 21st.
"""

from datetime import UTC, date, datetime

import pytest

from notices.models import Notice
from notices.services import find_waiting
from notices.wording import heading, place_of
from plans.models import PlanState
from slips.rules import SlipVerb
from tests.slips.steps import approve, step

pytestmark = pytest.mark.django_db


def morning(day: int) -> datetime:
    """Nine o'clock in Beijing."""
    return datetime(2026, 10, day, 1, 0, tzinfo=UTC)


def told(matter):
    notices = Notice.objects.filter(matter=matter).select_related("person")
    return {(notice.person.username, notice.step) for notice in notices}


def test_nobody_is_told_of_a_slip_that_is_prepared(slip, anna, rita, hugo, ines, otto, now):
    approve(slip, ines, otto, now=now)
    find_waiting(now=morning(22))
    assert told("slip_receipt") | told("slip") == set()


def test_the_whole_unit_is_told_to_receive_it(sent, anna, rita, hugo, vera):
    find_waiting(now=morning(15))
    assert told("slip_receipt") == {("anna", 1), ("rita", 1), ("hugo", 1)}


def test_what_was_received_waits_for_its_answer_only(sent, anna, rita, hugo, now):
    step(sent, SlipVerb.ACKNOWLEDGE, anna, now=now)
    find_waiting(now=morning(20))
    assert told("slip_receipt") == set()
    assert told("slip") == {("anna", -1), ("rita", -1), ("hugo", -1)}


def test_a_week_late_the_inspector_is_told_as_well(sent, anna, ines, now):
    find_waiting(now=datetime(2026, 10, 30, 1, 0, tzinfo=UTC))
    assert told("slip") == {("anna", 7), ("ines", 7)}


def test_the_heads_approval_is_waited_for_and_told(slip, anna, ines, otto, now):
    step(slip, SlipVerb.SUBMIT, ines, now=now)
    find_waiting(now=morning(16))
    assert told("slip_office") == {("otto", 2)}
    step(slip, SlipVerb.APPROVE, otto, now=morning(16))
    find_waiting(now=morning(16))
    assert not Notice.objects.filter(matter="slip_office", settled_at=None).exists()


def test_an_answer_waits_for_the_office_until_it_is_judged(sent, anna, ines, otto, now):
    step(sent, SlipVerb.ANSWER, anna, now=morning(20), text="十月底完成。")
    find_waiting(now=morning(22))
    assert told("slip_office") == {("ines", 2), ("otto", 2)}
    assert place_of(Notice.objects.filter(matter="slip_office")[0]).endswith("#acts")
    step(sent, SlipVerb.CLOSE, ines, now=morning(22))
    find_waiting(now=morning(22))
    assert not Notice.objects.filter(matter="slip_office", settled_at=None).exists()


def test_an_answer_settles_it_and_a_refused_one_begins_anew(sent, anna, ines, now):
    find_waiting(now=morning(20))
    step(sent, SlipVerb.ANSWER, anna, now=morning(20), text="十月底完成。")
    find_waiting(now=morning(20))
    assert not Notice.objects.filter(matter="slip", settled_at=None).exists()
    new_day = date(2026, 10, 28)
    step(sent, SlipVerb.REFUSE, ines, now=morning(20), text="无措施。", answer_due_on=new_day)
    find_waiting(now=morning(27))
    assert Notice.objects.filter(matter="slip", settled_at=None, person=anna).count() == 1


def test_nobody_is_told_under_a_closed_plan(sent, plan, anna):
    plan.state = PlanState.CLOSED
    plan.save(update_fields=["state"])
    find_waiting(now=morning(22))
    assert told("slip_receipt") | told("slip") == set()


def test_the_notice_leads_to_the_very_form(sent, anna, client):
    find_waiting(now=morning(20))
    receipt, answer = Notice.objects.filter(person=anna, matter__startswith="slip").order_by(
        "-matter"
    )
    assert place_of(receipt) == f"/slips/{sent.pk}/#receipt"
    assert place_of(answer) == f"/slips/{sent.pk}/#answer"
    assert heading(answer)
    client.force_login(anna)
    page = client.get(f"/slips/{sent.pk}/").content.decode()
    assert 'id="receipt"' in page and 'id="answer"' in page
