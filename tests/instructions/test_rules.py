"""States, days and wishes of instructions, without a database."""

from datetime import date, timedelta

import pytest

from instructions.rules import (
    DECIDED,
    OWED,
    TRANSITIONS,
    Actor,
    Fault,
    InstructionState,
    InstructionVerb,
    Urgency,
    Wish,
    after,
    fault_of_day,
    faults_of,
    usual_day,
    verbs_of,
    who_may,
)
from tasks.rules.texts import TEXT_LIMIT, TextFault
from tests.make import HOLIDAYS

S, V, A = InstructionState, InstructionVerb, Actor

# What an office would say: in this state, this may be done by these, and leads there.
TABLE = [
    (S.GIVEN, V.MAKE_TASK, S.TAKEN_UP, A.OFFICE),
    (S.GIVEN, V.SEND_SLIP, S.TAKEN_UP, A.OFFICE),
    (S.GIVEN, V.ANSWER, S.ANSWERED, A.OFFICE),
    (S.GIVEN, V.WITHDRAW, S.WITHDRAWN, A.LEADER),
    (S.TAKEN_UP, V.ANSWER, S.ANSWERED, A.OFFICE),
    (S.ANSWERED, V.SEE, S.SEEN, A.LEADER),
    (S.ANSWERED, V.FURTHER, S.SEEN, A.LEADER),
]


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("verb", V)
@pytest.mark.parametrize("actor", A)
def test_only_what_the_table_says_is_allowed_and_only_to_those(state, verb, actor):
    wanted = [to for begun, does, to, who in TABLE if (begun, does, who) == (state, verb, actor)]
    step = after(state, verb)
    got = [step.to] if step is not None and actor in step.who else []
    assert got == wanted
    assert (verb in verbs_of(state, {actor})) is bool(wanted)


def test_what_is_settled_stays_settled():
    assert not [state for state, _verb in TRANSITIONS if state in DECIDED]
    assert set(S) == OWED | DECIDED | {S.ANSWERED}


def test_nobody_answers_for_the_office_or_sees_for_the_leader():
    assert who_may(V.ANSWER) == {A.OFFICE}
    assert who_may(V.SEE) == {A.LEADER}


TODAY = date(2026, 10, 14)


@pytest.mark.parametrize(
    ("urgency", "on", "wanted"),
    [
        (Urgency.URGENT, TODAY, date(2026, 10, 19)),
        (Urgency.ORDINARY, TODAY, date(2026, 10, 29)),
        (Urgency.HARD, TODAY, date(2026, 11, 13)),
        # A Saturday waits for Monday, a holiday for its end.
        (Urgency.URGENT, date(2026, 10, 19), date(2026, 10, 26)),
        (Urgency.URGENT, date(2026, 9, 28), date(2026, 10, 8)),
    ],
)
def test_the_urgency_says_by_when(urgency, on, wanted):
    assert usual_day(urgency, on=on, works=HOLIDAYS.works) == wanted


@pytest.mark.parametrize(
    ("day", "fault"),
    [
        (None, None),
        (TODAY - timedelta(1), Fault.PAST),
        (TODAY, None),
        (TODAY + timedelta(366), None),
        (TODAY + timedelta(367), Fault.TOO_FAR),
    ],
)
def test_the_day_of_the_feedback_is_not_over_and_within_a_year(day, fault):
    assert fault_of_day(day, on=TODAY) == fault


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("请研究。", {}),
        (" \n", {"text": TextFault.MISSING}),
        ("长" * (TEXT_LIMIT + 1), {"text": TextFault.TOO_LONG}),
        ("a\0", {"text": TextFault.UNREADABLE}),
    ],
)
def test_an_instruction_says_something(text, faults):
    assert faults_of(Wish(text), on=TODAY) == faults
