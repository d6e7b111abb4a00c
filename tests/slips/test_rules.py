"""States, grades and days of slips, without a database."""

from datetime import date, timedelta

import pytest

from slips.rules import (
    OUT,
    PREPARED,
    TRANSITIONS,
    Actor,
    Fault,
    Grade,
    SlipState,
    SlipVerb,
    Wish,
    after,
    fault_of_deadline,
    faults_of,
    official_number,
    proposed_grade,
    verbs_of,
    who_may,
)
from tasks.rules.texts import TextFault

S, V, A = SlipState, SlipVerb, Actor
OFFICE, HEAD, UNIT = {A.INSPECTOR, A.OFFICE_HEAD}, {A.OFFICE_HEAD}, {A.UNIT}

# What an office would say: in this state, this may be done by these, and leads there.
TABLE = [
    (S.DRAFT, V.SAVE, S.DRAFT, OFFICE),
    (S.DRAFT, V.SUBMIT, S.SUBMITTED, OFFICE),
    (S.DRAFT, V.WITHDRAW, S.WITHDRAWN, OFFICE),
    (S.SUBMITTED, V.RETURN, S.DRAFT, HEAD),
    (S.SUBMITTED, V.APPROVE, S.APPROVED, HEAD),
    (S.SUBMITTED, V.WITHDRAW, S.WITHDRAWN, HEAD),
    (S.APPROVED, V.SEND, S.SENT, OFFICE),
    (S.APPROVED, V.WITHDRAW, S.WITHDRAWN, HEAD),
    (S.SENT, V.ACKNOWLEDGE, S.ACKNOWLEDGED, UNIT),
    (S.SENT, V.ANSWER, S.ANSWERED, UNIT),
    (S.SENT, V.RAISE, S.RAISED, OFFICE),
    (S.SENT, V.WITHDRAW, S.WITHDRAWN, HEAD),
    (S.ACKNOWLEDGED, V.ANSWER, S.ANSWERED, UNIT),
    (S.ACKNOWLEDGED, V.RAISE, S.RAISED, OFFICE),
    (S.ACKNOWLEDGED, V.WITHDRAW, S.WITHDRAWN, HEAD),
    (S.ANSWERED, V.REFUSE, S.ACKNOWLEDGED, OFFICE),
    (S.ANSWERED, V.CLOSE, S.CLOSED, OFFICE),
    (S.ANSWERED, V.WITHDRAW, S.WITHDRAWN, HEAD),
]


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("verb", V)
@pytest.mark.parametrize("actor", A)
def test_only_what_the_table_says_is_allowed_and_only_to_those(state, verb, actor):
    wanted = [
        to for begun, does, to, who in TABLE if (begun, does) == (state, verb) and actor in who
    ]
    step = after(state, verb)
    got = [step.to] if step is not None and actor in step.who else []
    assert got == wanted
    assert (verb in verbs_of(state, {actor})) is bool(wanted)


def test_what_is_over_stays_over():
    over = set(S) - PREPARED - OUT
    assert over == {S.CLOSED, S.RAISED, S.WITHDRAWN}
    assert not [state for state, _verb in TRANSITIONS if state in over]


def test_units_never_touch_what_the_office_prepares():
    assert not [state for state in PREPARED if verbs_of(state, {A.UNIT})]
    assert who_may(V.APPROVE) == {A.OFFICE_HEAD}


@pytest.mark.parametrize(
    ("earlier", "in_time", "wanted"),
    [
        (None, True, Grade.NOTICE),
        (Grade.NOTICE, True, Grade.NOTICE),
        (Grade.NOTICE, False, Grade.WARNING),
        (Grade.WARNING, False, Grade.FINAL),
        (Grade.FINAL, False, Grade.FINAL),
    ],
)
def test_the_grade_rises_only_after_a_missed_answer(earlier, in_time, wanted):
    assert proposed_grade(earlier, in_time=in_time) is wanted


TODAY = date(2026, 10, 14)


@pytest.mark.parametrize(
    ("day", "fault"),
    [
        (None, Fault.MISSING),
        (TODAY - timedelta(1), Fault.PAST),
        (TODAY, Fault.PAST),
        (TODAY + timedelta(1), None),
        (TODAY + timedelta(366), None),
        (TODAY + timedelta(367), Fault.TOO_FAR),
    ],
)
def test_the_day_of_the_answer_lies_ahead_and_within_a_year(day, fault):
    assert fault_of_deadline(day, on=TODAY) == fault


def test_a_draft_need_not_be_whole():
    empty = Wish(1, Grade.NOTICE, " ", "", None)
    assert faults_of(empty, on=TODAY, whole=False) == {}
    assert faults_of(empty, on=TODAY, whole=True) == {
        "facts": TextFault.MISSING,
        "demand": TextFault.MISSING,
        "answer_due_on": Fault.MISSING,
    }


def test_a_number_has_hexagonal_brackets_and_no_zeros():
    assert official_number("督", year=2026, serial=3) == "督〔2026〕3号"
