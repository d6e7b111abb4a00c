"""The tables of stand-ins and account requests, tried for every state, verb and actor."""

from itertools import chain, combinations, product

import pytest

from units.rules import (
    ACCOUNT_REQUESTS,
    STAND_INS,
    Actor,
    Need,
    RequestState,
    RequestVerb,
    StandInState,
    StandInVerb,
    request_after,
    stand_in_after,
)

# Everything that may happen, written down a second time on purpose.
STAND_IN_STEPS = {
    ("planned", "begin", "job"): ("running", {"first_day_come", "compatible"}),
    ("planned", "forbid", "job"): ("refused", {"first_day_come", "clashing"}),
    ("planned", "end", "job"): ("ended", {"last_day_over"}),
    ("planned", "withdraw", "head"): ("withdrawn", set()),
    ("planned", "withdraw", "security_admin"): ("withdrawn", set()),
    ("running", "end", "job"): ("ended", {"last_day_over"}),
    ("running", "withdraw", "head"): ("withdrawn", set()),
    ("running", "withdraw", "security_admin"): ("withdrawn", set()),
}
REQUEST_STEPS = {
    ("waiting", "approve", "security_admin"): ("approved", {"second_person"}),
    ("waiting", "refuse", "security_admin"): ("refused", {"second_person", "reason"}),
    ("waiting", "withdraw", "system_admin"): ("withdrawn", set()),
}
EVERY_NEED = [
    set(needs) for needs in chain(*(combinations(Need, size) for size in range(len(Need) + 1)))
]


@pytest.mark.parametrize(("state", "verb", "who"), list(product(StandInState, StandInVerb, Actor)))
def test_a_stand_in_takes_no_step_that_is_not_in_the_table(state, verb, who) -> None:
    to, needs = STAND_IN_STEPS.get((state, verb, who), (None, set()))
    for met in EVERY_NEED:
        expected = to if needs <= met else None
        assert stand_in_after(state, verb, who=who, met=met) == expected


@pytest.mark.parametrize(("state", "verb", "who"), list(product(RequestState, RequestVerb, Actor)))
def test_a_request_takes_no_step_that_is_not_in_the_table(state, verb, who) -> None:
    to, needs = REQUEST_STEPS.get((state, verb, who), (None, set()))
    for met in EVERY_NEED:
        expected = to if needs <= met else None
        assert request_after(state, verb, who=who, met=met) == expected


@pytest.mark.parametrize("table", [STAND_INS, ACCOUNT_REQUESTS])
def test_nothing_leads_out_of_an_end(table) -> None:
    begins = {state for state, _verb in table}
    ends = {step.to for step in table.values()} - begins
    assert ends
    assert not ends & begins
