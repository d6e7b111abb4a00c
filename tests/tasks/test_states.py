"""The table of a task's life: what is in it, and that nothing else goes through."""

from itertools import product

import pytest

from tasks.rules import (
    ENDED_STATES,
    OPEN_STATES,
    PREPARED_STATES,
    REPORTING_STATES,
    RUNNING_STATES,
    TRANSITIONS,
    Actor,
    Need,
    Refusal,
    Refused,
    TaskState,
    TaskVerb,
    after,
    allowed_verbs,
    who_may,
)

EVERYTHING = frozenset(Need)
BACK = TaskState.RETURNED
# The published workflow (domain: 立项 to 销号), a line an official could check:
# from, step, to, who may.
PUBLISHED = """
draft                propose            pending              inspector office_head
pending              register           registered           office_head leader
pending              send_back          draft                office_head leader
registered           dispatch           dispatched           inspector office_head
dispatched           receive            in_progress          lead_reporter lead_reviewer
dispatched           deem_received      in_progress          job
dispatched           refuse             refused              lead_reviewer
refused              reassign           dispatched           inspector office_head
refused              dispatch           dispatched           inspector office_head
in_progress          reassign           dispatched           office_head
in_progress          request_completion completion_requested lead_reviewer
returned             request_completion completion_requested lead_reviewer
completion_requested withdraw_request   in_progress          lead_reviewer
completion_requested return             returned             inspector office_head
completion_requested complete           completed            office_head
completed            close              closed               inspector office_head leader
completed            return             returned             office_head
closed               reopen             in_progress          office_head
closed               archive            archived             inspector office_head
cancelled            archive            archived             inspector office_head
in_progress          suspend            suspended            office_head leader
suspended            resume             returned             office_head leader
suspended            cancel             cancelled            office_head leader
in_progress          merge              cancelled            office_head leader
in_progress          roll               in_progress          office_head
in_progress          decompose          in_progress          inspector office_head
in_progress          propose_shares     in_progress          lead_reviewer
in_progress          amend_due          in_progress          office_head leader
draft                cancel             cancelled            inspector office_head
"""


@pytest.mark.parametrize("line", PUBLISHED.split("\n")[1:-1])
def test_the_published_workflow_is_in_the_table(line: str) -> None:
    state, verb, to, *who = line.split()
    allowed = {actor for actor in Actor if leads_to(state, verb, actor, EVERYTHING) == to}
    assert allowed == set(who)


def leads_to(state: str, verb: str, actor: Actor, met: frozenset[Need]) -> str | Refusal:
    try:
        return after(TaskState(state), TaskVerb(verb), actors={actor}, met=met, back_to=BACK)
    except Refused as refused:
        return refused.why


@pytest.mark.parametrize("state", TaskState)
def test_whatever_is_not_in_the_table_is_refused(state: TaskState) -> None:
    for verb, actor in product(TaskVerb, Actor):
        step = TRANSITIONS.get((state, verb))
        got = leads_to(state, verb, actor, EVERYTHING)
        if step is None:
            assert got is Refusal.NOT_FROM_HERE, verb
        elif actor not in step.who:
            assert got is Refusal.NOT_YOURS, (verb, actor)
        else:
            assert got == (step.to or BACK), (verb, actor)


@pytest.mark.parametrize("key", TRANSITIONS, ids=lambda key: "-".join(key))
def test_each_need_that_is_not_met_stops_the_step(key: tuple[TaskState, TaskVerb]) -> None:
    step = TRANSITIONS[key]
    for need in step.needs:
        with pytest.raises(Refused) as refused:
            after(*key, actors=step.who, met=step.needs - {need}, back_to=BACK)
        assert refused.value.missing == (need,)


def test_everything_that_is_missing_is_told_in_one_order() -> None:
    with pytest.raises(Refused) as refused:
        after(
            TaskState.IN_PROGRESS,
            TaskVerb.REQUEST_COMPLETION,
            actors={Actor.LEAD_REVIEWER},
            met={Need.DONE_ON, Need.ASSISTS_ANSWERED, Need.CHILDREN_DONE},
        )
    assert refused.value.missing == (Need.REASON, Need.MILESTONES_DONE, Need.EVIDENCE)


@pytest.mark.parametrize("back_to", [None, *sorted(set(TaskState) - RUNNING_STATES)])
def test_a_suspended_task_goes_back_to_nothing_but_its_work(back_to: TaskState | None) -> None:
    with pytest.raises(Refused):
        after(
            TaskState.SUSPENDED,
            TaskVerb.RESUME,
            actors={Actor.LEADER},
            met=EVERYTHING,
            back_to=back_to,
        )


@pytest.mark.parametrize(("state", "actor"), list(product(TaskState, Actor)))
def test_what_is_offered_is_what_the_table_allows(state: TaskState, actor: Actor) -> None:
    offered = set(allowed_verbs(state, {actor}))
    allowed = {
        verb for verb in TaskVerb if isinstance(leads_to(state, verb, actor, EVERYTHING), TaskState)
    }
    assert offered == allowed


def test_nobody_without_a_part_is_offered_anything() -> None:
    assert {allowed_verbs(state, frozenset()) for state in TaskState} == {()}


def test_every_state_can_be_reached_and_every_verb_is_used() -> None:
    reached = {step.to for step in TRANSITIONS.values()} | {TaskState.DRAFT}
    assert reached - {None} == set(TaskState)
    assert {verb for _state, verb in TRANSITIONS} == set(TaskVerb)
    assert all(who_may(verb) for verb in TaskVerb)


def test_only_an_archived_task_is_at_its_end() -> None:
    beginnings = {state for state, _verb in TRANSITIONS}
    assert set(TaskState) - beginnings == {TaskState.ARCHIVED}


def test_jobs_do_nothing_but_deem_receipts() -> None:
    assert {verb for verb in TaskVerb if Actor.JOB in who_may(verb)} == {TaskVerb.DEEM_RECEIVED}


def test_each_state_belongs_to_one_room() -> None:
    rooms = [PREPARED_STATES, RUNNING_STATES, ENDED_STATES, {TaskState.SUSPENDED}]
    assert sorted(state for room in rooms for state in room) == sorted(TaskState)
    assert REPORTING_STATES < OPEN_STATES == RUNNING_STATES | {TaskState.REGISTERED}
