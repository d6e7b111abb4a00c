"""Feedback is chased by its day, in the office only; no letter says what a leader wrote.

The instruction was given on Wednesday, 14 October 2026; feedback is due on Friday, the 16th.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from instructions.rules import InstructionVerb as Verb
from notices.models import Manner, Message, Notice
from notices.rules import Fault, Matter, Party, Step, faults_of
from notices.services import deliver_letters, find_waiting, plan_letters
from notices.transport import Line
from notices.wording import heading, place_of
from plans.models import PlanState
from tests.instructions import steps

pytestmark = pytest.mark.django_db


def morning(day: int) -> datetime:
    """Nine o'clock in Beijing."""
    return datetime(2026, 10, day, 1, 0, tzinfo=UTC)


@pytest.fixture
def wanted(target, lena, now):
    return steps.give(target, lena, now=now, due_on=date(2026, 10, 16))


def told():
    notices = Notice.objects.filter(matter="instruction").select_related("person")
    return {(notice.person.username, notice.step) for notice in notices}


def test_the_office_is_told_before_and_after_the_day(wanted, ines, otto, lena, lars, anna):
    find_waiting(now=morning(14))
    assert told() == set()
    find_waiting(now=morning(16))
    assert told() == {("ines", -1), ("otto", -1)}
    find_waiting(now=morning(19))
    assert told() >= {("ines", 1), ("otto", 1)}
    find_waiting(now=morning(29))
    assert {person for person, _step in told()} == {"ines", "otto"}


def test_what_a_unit_works_on_is_chased_as_well(wanted, ines, otto, north, now):
    steps.step(wanted, Verb.MAKE_TASK, ines, now=now, task=steps.task_of(north))
    find_waiting(now=morning(19))
    assert {person for person, _step in told()} == {"ines", "otto"}


def test_an_answer_settles_it(wanted, ines, now):
    find_waiting(now=morning(19))
    steps.step(wanted, Verb.ANSWER, ines, now=morning(19), text="已约谈。")
    find_waiting(now=morning(19) + timedelta(hours=1))
    assert not Notice.objects.filter(matter="instruction", settled_at=None).exists()


def test_nobody_is_told_under_a_closed_plan(wanted, plan, ines):
    plan.state = PlanState.CLOSED
    plan.save(update_fields=["state"])
    find_waiting(now=morning(19))
    assert told() == set()


def test_the_notice_leads_to_the_form(wanted, ines):
    find_waiting(now=morning(19))
    notice = Notice.objects.get(matter="instruction", person=ines)
    assert place_of(notice) == f"/instructions/{wanted.pk}/#acts"
    assert heading(notice)


@pytest.mark.parametrize("names_things", [False, True])
def test_no_letter_says_what_the_leader_wrote(wanted, ines, otto, names_things):
    Manner.objects.update_or_create(pk=1, defaults={"names_things": names_things})
    find_waiting(now=morning(19))
    plan_letters(now=morning(19))
    with Line() as line:
        while deliver_letters(line=line, now=morning(20)):
            pass
    letters = [str(message.message()) + message.body for message in mail.outbox]
    assert len(letters) == Message.objects.count() == 2
    assert not [letter for letter in letters if steps.TEXT in letter]


def test_no_ladder_tells_other_leaders():
    step = Step(Matter.INSTRUCTION, 1, frozenset({Party.HOLDER, Party.LEADER}))
    assert faults_of([step]) == {0: {Fault.NO_LEADER}}
