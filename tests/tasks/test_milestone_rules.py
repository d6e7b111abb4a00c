"""The stages of a task, without a database."""

from datetime import date
from decimal import Decimal

import pytest

from tasks.rules import Actor
from tasks.rules.milestones import (
    MOST_STAGES,
    StageFault,
    StageLine,
    StageState,
    StageVerb,
    after,
    fault_of_done_on,
    fault_of_weights,
    faults_of_lines,
)
from tasks.rules.texts import TextFault

S, V, A, F = StageState, StageVerb, Actor, StageFault
UNIT, OFFICE = {A.LEAD_REPORTER, A.LEAD_REVIEWER}, {A.INSPECTOR, A.OFFICE_HEAD}
TABLE = [
    (S.PLANNED, V.PLAN, S.PLANNED, UNIT),
    (S.PLANNED, V.APPROVE, S.APPROVED, {A.LEAD_REVIEWER}),
    (S.APPROVED, V.REACH, S.REACHED, UNIT),
    (S.REACHED, V.TAKE_BACK, S.APPROVED, UNIT),
    (S.APPROVED, V.WAIVE, S.WAIVED, OFFICE),
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


ON, DUE = date(2026, 1, 20), date(2026, 12, 31)
FIRST, SECOND = ("完成立项", date(2026, 3, 31)), ("主体封顶", date(2026, 9, 30))


def line(of, weight=None):
    return StageLine(of[0], of[1], None if weight is None else Decimal(weight))


LINES = [
    ("two without weights", [line(FIRST), line(SECOND)], {}),
    ("two that make 100", [line(FIRST, 40), line(SECOND, 60)], {}),
    ("halves of percent", [line(FIRST, "33.5"), line(SECOND, "66.5")], {}),
    ("none at all", [], {}),
    ("90 together", [line(FIRST, 40), line(SECOND, 50)], {(None, "lines"): F.WEIGHTS_NOT_FULL}),
    ("one weight", [line(FIRST, 40), line(SECOND)], {(None, "lines"): F.WEIGHT_MISSING}),
    ("no name", [StageLine(" ", DUE)], {(0, "title"): TextFault.MISSING}),
    ("a million letters", [StageLine("长" * 10**6, DUE)], {(0, "title"): TextFault.TOO_LONG}),
    ("no day", [StageLine("完成立项", None)], {(0, "due_on"): F.NO_DATE}),
    ("after the task", [StageLine("验收", date(2027, 1, 1))], {(0, "due_on"): F.AFTER_DUE}),
    ("year 1", [StageLine("验收", date.min)], {(0, "due_on"): F.TOO_FAR}),
    ("twice", [line(FIRST), line(FIRST)], {(0, "title"): F.TWICE, (1, "title"): F.TWICE}),
    ("zero", [line(FIRST, 0), line(SECOND, 100)], {(0, "weight"): F.WEIGHT_OUT_OF_RANGE}),
    ("too fine", [line(FIRST, "0.001")], {(0, "weight"): F.WEIGHT_TOO_FINE}),
]


@pytest.mark.parametrize(("what", "lines", "wanted"), LINES, ids=[each[0] for each in LINES])
def test_a_plan_of_stages_is_sound_or_says_what_is_wrong(what, lines, wanted):
    found = faults_of_lines(lines, fixed=[], due_on=DUE, on=ON)
    assert {place: fault for place, fault in found.items() if place in wanted} == wanted
    assert bool(found) == bool(wanted)


def test_weights_and_names_count_together_with_the_fixed_stages():
    fixed = [line(FIRST, 40)]
    assert faults_of_lines([line(SECOND, 60)], fixed=fixed, due_on=DUE, on=ON) == {}
    found = faults_of_lines([line(FIRST, 60)], fixed=fixed, due_on=DUE, on=ON)
    assert found == {(0, "title"): F.TWICE}


def test_there_is_an_end_to_stages():
    lines = [StageLine(f"节点{n}", DUE) for n in range(MOST_STAGES + 1)]
    assert faults_of_lines(lines, fixed=[], due_on=DUE, on=ON) == {(None, "lines"): F.TOO_MANY}


@pytest.mark.parametrize("weight", ["NaN", "Infinity", "-5", "1e400", "100.01"])
def test_a_weight_is_a_share(weight):
    found = faults_of_lines([line(FIRST, weight)], fixed=[], due_on=DUE, on=ON)
    assert found[0, "weight"] is F.WEIGHT_OUT_OF_RANGE


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        (ON, None),
        (date(2025, 6, 1), None),
        (date(2026, 1, 21), F.FUTURE),
        (date.max, F.FUTURE),
        (date.min, F.LONG_AGO),
        (None, F.NO_DATE),
    ],
)
def test_what_was_reached_has_a_day(day, wanted):
    assert fault_of_done_on(day, on=ON) is wanted


def test_no_weights_are_a_choice():
    assert fault_of_weights([None, None]) is None
