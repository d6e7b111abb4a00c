"""The table of a request for coordination, and its clock; without a database."""

from datetime import date
from itertools import product

import pytest

from tasks.rules.coordination import (
    LEADS_TO,
    TRANSITIONS,
    CoordinationNeed,
    CoordinationState,
    CoordinationVerb,
    Side,
    answer_due_on,
    days_left,
    verbs_of,
    who_may,
)
from tests.make import HOLIDAYS

WORKS = HOLIDAYS.works

# What the table must say, written out a second time: state, verb, side -> state.
ALLOWED = {
    ("open", "hand_on", "office"): "open",
    ("open", "hand_back", "holder"): "open",
    ("open", "answer", "holder"): "answered",
    ("open", "withdraw", "asker"): "withdrawn",
    ("answered", "settle", "asker"): "settled",
    ("answered", "ask_again", "asker"): "open",
}
EVERY = list(product(CoordinationState, CoordinationVerb, Side))


@pytest.mark.parametrize(("state", "verb", "side"), EVERY)
def test_only_what_is_written_here_is_allowed(state, verb, side):
    step = TRANSITIONS.get((state, verb))
    to = step.to if step is not None and side in step.who else None
    assert to == ALLOWED.get((state, verb, side))
    assert (verb in verbs_of(state, {side})) is ((state, verb, side) in ALLOWED)


def test_every_verb_leads_to_one_state_and_asking_opens():
    assert LEADS_TO[CoordinationVerb.ASK] == CoordinationState.OPEN
    assert set(LEADS_TO) == set(CoordinationVerb)
    assert all(LEADS_TO[verb] == step.to for (_state, verb), step in TRANSITIONS.items())


def test_each_verb_belongs_to_one_side_so_that_a_refusal_can_name_it():
    assert all(len(who_may(verb)) == 1 for verb in CoordinationVerb if verb != "ask")


def test_who_gives_something_back_says_why():
    silent = {verb for (_state, verb), step in TRANSITIONS.items() if not step.needs}
    assert silent == {CoordinationVerb.WITHDRAW, CoordinationVerb.SETTLE}
    step = TRANSITIONS[CoordinationState.OPEN, CoordinationVerb.HAND_ON]
    assert step.needs == {CoordinationNeed.NEW_HOLDER}


@pytest.mark.parametrize(
    ("since", "days", "due"),
    [
        # A week from Wednesday: the weekend does not count.
        (date(2026, 11, 18), 5, date(2026, 11, 25)),
        # Asked on Friday before National Day week (1 to 7 October are free).
        (date(2026, 9, 25), 5, date(2026, 10, 9)),
        # 10 October 2026 is a Saturday on which people work.
        (date(2026, 10, 9), 1, date(2026, 10, 10)),
        # Asked on a Sunday: the clock begins on Monday.
        (date(2026, 11, 22), 1, date(2026, 11, 23)),
        # Over the turn of the year; 1 January is free.
        (date(2025, 12, 31), 1, date(2026, 1, 4)),
        # Leap day 2028 is a Tuesday.
        (date(2028, 2, 28), 1, date(2028, 2, 29)),
        (date.max, 5, date.max),
    ],
)
def test_the_clock_counts_working_days(since, days, due):
    assert answer_due_on(since, days=days, works=WORKS) == due


@pytest.mark.parametrize(
    ("on", "left"),
    [
        (date(2026, 11, 20), 3),
        (date(2026, 11, 25), 0),
        (date(2026, 11, 26), -1),
        (date(2026, 11, 27), -2),
        # On the rest days behind it, it is late by the days that people worked.
        (date(2026, 11, 29), -2),
    ],
)
def test_what_is_left_of_it(on, left):
    assert days_left(date(2026, 11, 25), on=on, works=WORKS) == left


def test_a_clock_that_ran_out_on_friday_is_late_on_saturday():
    assert days_left(date(2026, 11, 27), on=date(2026, 11, 28), works=WORKS) == -1
