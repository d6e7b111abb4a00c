"""Two of the office at once about one instruction, a leader who sends twice; each guard has its
control."""

import pytest

from core.errors import Stale
from instructions.models import Instruction
from instructions.rules import InstructionVerb
from instructions.services import Papers, move_instruction
from tasks.models import Task
from tests.instructions import steps
from tests.race import rewritten, slowed, together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
# What keeps the second one waiting until the first one is done, and what is read behind it.
LOCK, READ = "FOR NO KEY UPDATE", 'FROM "instructions_instruction"'


def taking_up(given, ines, north, now):
    """Each thread makes another task of it; what stopped it is its answer."""
    titles = ["专题调度", "现场督导"]

    def act():
        papers = Papers(task=steps.task_of(north, titles.pop()))
        facts = {"instruction_id": given.pk, "verb": InstructionVerb.MAKE_TASK, "revision": 0}
        try:
            return move_instruction(**facts, papers=papers, by=ines, now=now).state
        except Stale as stopped:
            return type(stopped)

    return act


def test_of_two_who_take_it_up_one_is_told_of_the_other(given, ines, north, now):
    act = taking_up(given, ines, north, now)
    outcomes = together(2, act, lambda: slowed(READ))
    assert sorted(map(str, outcomes)) == sorted(["taken_up", str(Stale)])
    assert Task.objects.count() == 1


def test_without_the_lock_both_make_a_task_of_it(given, ines, north, now):
    act = taking_up(given, ines, north, now)
    outcomes = together(2, act, lambda: rewritten(LOCK, ""), lambda: slowed(READ))
    assert outcomes == ["taken_up", "taken_up"]
    assert Task.objects.count() == 2


def giving(target, lena, now):
    return lambda: steps.give(target, lena, now=now).pk


def test_a_double_click_is_one_instruction(target, lena, now):
    assert len(set(together(2, giving(target, lena, now), lambda: slowed(READ)))) == 1


def test_without_the_lock_it_would_be_two(target, lena, now):
    off = (lambda: rewritten(LOCK, ""), lambda: slowed(READ))
    assert len(set(together(2, giving(target, lena, now), *off))) == 2
    assert Instruction.objects.count() == 2
