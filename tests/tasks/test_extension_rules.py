"""The chain of a request for a later due date, without a database."""

from datetime import date

import pytest

from tasks.rules import Actor
from tasks.rules.extensions import (
    TRANSITIONS,
    WAITING,
    DateFault,
    ExtensionState,
    ExtensionVerb,
    Wish,
    after,
    faults_of_wish,
)
from tasks.rules.texts import TextFault

S, V, A = ExtensionState, ExtensionVerb, Actor
UNIT, DECIDERS = {A.LEAD_REPORTER, A.LEAD_REVIEWER}, {A.OFFICE_HEAD, A.LEADER}

# What an office would say: in this state, this may be done by these, and leads there.
TABLE = [
    (S.REQUESTED, V.SIGN, S.SIGNED, {A.LEAD_REVIEWER}),
    (S.REQUESTED, V.WITHDRAW, S.WITHDRAWN, UNIT),
    (S.SIGNED, V.CHECK, S.CHECKED, {A.INSPECTOR}),
    (S.SIGNED, V.WITHDRAW, S.WITHDRAWN, UNIT),
    (S.CHECKED, V.GRANT, S.GRANTED, DECIDERS),
    (S.CHECKED, V.REFUSE, S.REFUSED, DECIDERS),
    (S.CHECKED, V.WITHDRAW, S.WITHDRAWN, UNIT),
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


def test_what_is_decided_stays_decided():
    decided = set(S) - set(WAITING)
    assert decided == {S.GRANTED, S.REFUSED, S.WITHDRAWN}
    assert not [state for state, _verb in TRANSITIONS if state in decided]


DUE = date(2026, 10, 31)
GOOD = Wish(date(2026, 12, 31), "雨季推迟了开工。", "主体已完成六成。")

WISHES = [
    ("filed in time", {}, date(2026, 10, 14), {}),
    ("filed on the last day", {}, DUE, {}),
    ("filed a day late", {}, date(2026, 11, 1), {"asked_due_on": DateFault.TOO_LATE}),
    ("no new date", {"asked_due_on": None}, DUE, {"asked_due_on": DateFault.MISSING}),
    ("the same date", {"asked_due_on": DUE}, DUE, {"asked_due_on": DateFault.NOT_LATER}),
    (
        "an earlier date",
        {"asked_due_on": date(2026, 9, 30)},
        DUE,
        {"asked_due_on": DateFault.NOT_LATER},
    ),
    ("year 1", {"asked_due_on": date.min}, DUE, {"asked_due_on": DateFault.NOT_LATER}),
    ("year 9999", {"asked_due_on": date.max}, DUE, {"asked_due_on": DateFault.TOO_FAR}),
    ("five years later", {"asked_due_on": date(2031, 10, 31)}, DUE, {}),
    (
        "five years and a day later",
        {"asked_due_on": date(2031, 11, 1)},
        DUE,
        {"asked_due_on": DateFault.TOO_FAR},
    ),
    ("no reason", {"reason": " \n"}, DUE, {"reason": TextFault.MISSING}),
    ("no progress", {"progress": ""}, DUE, {"progress": TextFault.MISSING}),
    ("a million characters", {"reason": "长" * 10**6}, DUE, {"reason": TextFault.TOO_LONG}),
    ("a NUL", {"progress": "a\x00b"}, DUE, {"progress": TextFault.UNREADABLE}),
    ("half a character", {"progress": "a\ud800b"}, DUE, {"progress": TextFault.UNREADABLE}),
]


@pytest.mark.parametrize(("what", "fields", "on", "wanted"), WISHES, ids=[w[0] for w in WISHES])
def test_a_wish_is_sound_or_says_what_is_wrong(what, fields, on, wanted):
    assert faults_of_wish(GOOD.__class__(**(vars(GOOD) | fields)), due_on=DUE, on=on) == wanted


def test_a_task_without_a_due_date_has_nothing_to_extend():
    found = faults_of_wish(GOOD, due_on=None, on=DUE)
    assert found == {"asked_due_on": DateFault.NO_DUE_DATE}


def test_the_end_of_the_calendar_is_no_trap():
    found = faults_of_wish(GOOD, due_on=date.max, on=DUE)
    assert found == {"asked_due_on": DateFault.NOT_LATER}
