"""A unit asks for a later due date, and what becomes of it."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from core.errors import RuleBroken, Stale
from core.models import AuditEntry
from plans.models import PlanState
from tasks.models import Extension, ExtensionState, ExtensionStep, TaskState
from tasks.rules.extensions import ExtensionVerb, Wish
from tasks.services import extending
from tasks.services.extending import InvalidWish
from tests import make
from units.rules import Role

DUE = date(2026, 10, 31)
LATER = date(2026, 12, 31)
WISH = Wish(LATER, "雨季推迟了开工。", "主体已完成六成。")
S, V = ExtensionState, ExtensionVerb


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def task(plan, north, south):
    """In progress and due on 31 October."""
    return make.task(plan, north, south, due_on=DUE, state=TaskState.IN_PROGRESS)


@pytest.fixture
def asked(task, anna):
    return extending.request_extension(task_id=task.pk, wish=WISH, by=anna, now=make.NOW)


def act(verb, extension, by, *, at=make.NOW, **more):
    """One step on the request as it stands."""
    extension.refresh_from_db()
    facts = {"extension_id": extension.pk, "revision": extension.revision, "by": by, "now": at}
    if verb == V.GRANT:
        more = {"granted_due_on": LATER} | more
    if verb == V.REFUSE:
        more = {"note": "按原计划可以完成。"} | more
    return getattr(extending, f"{verb}_extension")(**facts, **more)


@pytest.fixture
def checked(asked, rita, ines):
    act(V.SIGN, asked, rita)
    return act(V.CHECK, asked, ines, note="情况属实。")


def test_a_request_keeps_the_old_date_and_moves_nothing(asked, task):
    task.refresh_from_db()
    assert (asked.old_due_on, asked.asked_due_on, task.due_on) == (DUE, LATER, DUE)
    assert asked.state == S.REQUESTED
    assert [step.verb for step in asked.steps.all()] == ["request"]


def test_the_due_date_moves_at_the_grant_and_not_before(checked, task, otto):
    task.refresh_from_db()
    assert task.due_on == DUE
    granted = act(V.GRANT, checked, otto, granted_due_on=date(2026, 11, 30))
    task.refresh_from_db()
    assert task.due_on == granted.granted_due_on == date(2026, 11, 30)
    assert (granted.old_due_on, granted.asked_due_on) == (DUE, LATER)
    assert granted.decided_at == make.NOW


def test_a_refusal_leaves_the_date_and_says_why(checked, task, otto):
    act(V.REFUSE, checked, otto, note="按原计划可以完成。")
    task.refresh_from_db()
    assert task.due_on == DUE
    assert checked.steps.last().note == "按原计划可以完成。"


def test_every_step_leaves_its_entry(checked, otto, task):
    act(V.GRANT, checked, otto)
    entries = AuditEntry.objects.filter(object_id=task.pk, verb__startswith="extension.")
    done = [entry.verb.split(".")[1] for entry in entries.order_by("pk")]
    assert done == ["requested", "signed", "checked", "granted"]
    assert entries.last().details == {
        "old": "2026-10-31",
        "asked": "2026-12-31",
        "granted": "2026-12-31",
    }


# --- Every state, every verb, every person ---

WHO = {
    "anna": {V.WITHDRAW},
    "rita": {V.SIGN, V.WITHDRAW},
    "hugo": {V.SIGN, V.WITHDRAW},
    "vera": set(),
    "ines": {V.CHECK},
    "otto": {V.GRANT, V.REFUSE},
    "lena": {V.GRANT, V.REFUSE},
    "sam": set(),
}
FROM = {
    V.SIGN: {S.REQUESTED},
    V.CHECK: {S.SIGNED},
    V.GRANT: {S.CHECKED},
    V.REFUSE: {S.CHECKED},
    V.WITHDRAW: {S.REQUESTED, S.SIGNED, S.CHECKED},
}
LEADS_TO = {
    V.SIGN: S.SIGNED,
    V.CHECK: S.CHECKED,
    V.GRANT: S.GRANTED,
    V.REFUSE: S.REFUSED,
    V.WITHDRAW: S.WITHDRAWN,
}


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("verb", V)
@pytest.mark.parametrize("who", WHO)
def test_each_step_is_for_its_people_in_its_state(state, verb, who, request, task):
    person = request.getfixturevalue(who)
    extension = a_request(task, state)
    if state in FROM[verb] and verb in WHO[who]:
        assert act(verb, extension, person).state == LEADS_TO[verb]
        return
    with pytest.raises(RuleBroken):
        act(verb, extension, person)
    task.refresh_from_db()
    assert Extension.objects.get().state == state
    assert (task.due_on, ExtensionStep.objects.count()) == (DUE, 0)


def a_request(task, state):
    """In that state, by whatever way it came there."""
    waits = state in (S.REQUESTED, S.SIGNED, S.CHECKED)
    return Extension.objects.create(
        task=task,
        state=state,
        old_due_on=DUE,
        asked_due_on=LATER,
        granted_due_on=LATER if state == S.GRANTED else None,
        reason="雨季推迟了开工。",
        progress="主体已完成六成。",
        asked_by=make.user("someone"),
        asked_at=make.NOW,
        decided_at=None if waits else make.NOW,
    )


# --- What is refused ---


def broken(wish=WISH, *, task, by, at=make.NOW):
    """The sentence with which a request was refused; nothing was written."""
    with pytest.raises(RuleBroken) as caught:
        extending.request_extension(task_id=task.pk, wish=wish, by=by, now=at)
    assert not Extension.objects.exclude(task=None).filter(asked_at=at).exists()
    return caught.value


@pytest.mark.parametrize("who", ["rita", "hugo", "vera", "ines", "otto", "lena"])
def test_only_those_who_report_for_the_lead_unit_ask(who, request, task):
    assert "report for the lead unit" in str(broken(task=task, by=request.getfixturevalue(who)))


def test_on_the_day_itself_it_is_still_in_time_and_a_second_later_it_is_not(task, anna):
    midnight = datetime(2026, 10, 31, 16, tzinfo=UTC)  # 1 November in Beijing
    assert "2026-10-31" in str(broken(task=task, by=anna, at=midnight))
    last_moment = datetime(2026, 10, 31, 15, 59, 59, tzinfo=UTC)
    facts = {"task_id": task.pk, "wish": WISH, "by": anna}
    assert extending.request_extension(**facts, now=last_moment).pk


@pytest.mark.parametrize(
    "state", sorted(set(TaskState) - {"dispatched", "in_progress", "returned"})
)
def test_a_task_that_nobody_works_on_takes_no_request(state, task, anna):
    task.state = state
    task.save(update_fields=["state"])
    assert "while the task is being worked on" in str(broken(task=task, by=anna))


def test_a_closed_plan_takes_no_request(task, anna):
    task.plan.state = PlanState.CLOSED
    task.plan.save(update_fields=["state"])
    assert "while the task is being worked on" in str(broken(task=task, by=anna))


def test_the_second_request_is_told_of_the_first(asked, task, anna):
    with pytest.raises(RuleBroken, match="Anna has asked already for 2026-12-31"):
        extending.request_extension(task_id=task.pk, wish=WISH, by=anna, now=make.NOW)


@pytest.mark.parametrize(
    ("wish", "fields"),
    [
        (Wish(None, "", ""), {"asked_due_on", "reason", "progress"}),
        (Wish(date.min, "原因", "进展"), {"asked_due_on"}),
        (Wish(date.max, "原因", "进展"), {"asked_due_on"}),
        (Wish(LATER, "长" * 10**6, "进\x00展"), {"reason", "progress"}),
    ],
)
def test_bad_input_names_its_fields_and_changes_nothing(wish, fields, task, anna):
    refused = broken(wish, task=task, by=anna)
    assert isinstance(refused, InvalidWish)
    assert set(refused.faults) == fields


def test_nobody_signs_what_they_asked_for(task, north):
    both = make.user("both", (north, Role.REPORTER), (north, Role.REVIEWER))
    asked = extending.request_extension(task_id=task.pk, wish=WISH, by=both, now=make.NOW)
    with pytest.raises(RuleBroken, match="somebody else must take this one"):
        act(V.SIGN, asked, both)


def test_nobody_decides_what_they_checked(asked, rita, office):
    both = make.user("both", (office, Role.INSPECTOR), (office, Role.OFFICE_HEAD))
    act(V.SIGN, asked, rita)
    act(V.CHECK, asked, both)
    with pytest.raises(RuleBroken, match="somebody else must take this one"):
        act(V.GRANT, asked, both)


def test_a_second_extension_is_for_a_leader(checked, task, anna, rita, ines, otto, lena):
    act(V.GRANT, checked, otto)
    second = Wish(date(2027, 3, 31), "再次推迟。", "已完成八成。")
    again = extending.request_extension(task_id=task.pk, wish=second, by=anna, now=make.NOW)
    act(V.SIGN, again, rita)
    act(V.CHECK, again, ines)
    with pytest.raises(RuleBroken, match="for a leader to decide"):
        act(V.GRANT, again, otto, granted_due_on=date(2027, 3, 31))
    act(V.GRANT, again, lena, granted_due_on=date(2027, 3, 31))
    task.refresh_from_db()
    assert task.due_on == date(2027, 3, 31)


def test_a_refused_request_does_not_count_as_an_extension(checked, task, anna, rita, ines, otto):
    act(V.REFUSE, checked, otto)
    again = extending.request_extension(task_id=task.pk, wish=WISH, by=anna, now=make.NOW)
    act(V.SIGN, again, rita)
    act(V.CHECK, again, ines)
    assert act(V.GRANT, again, otto).state == S.GRANTED


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (None, "Choose the new date"),
        (date.min, "after the due date so far"),
        (DUE, "after the due date so far"),
        (date.max, "Check the year"),
    ],
)
def test_a_grant_needs_a_sound_date(day, says, checked, otto):
    with pytest.raises(InvalidWish, match=says):
        act(V.GRANT, checked, otto, granted_due_on=day)


def test_a_grant_that_comes_late_names_no_day_that_has_passed(checked, otto):
    december = datetime(2026, 12, 1, tzinfo=UTC)
    with pytest.raises(InvalidWish, match="passed already"):
        act(V.GRANT, checked, otto, at=december, granted_due_on=date(2026, 11, 15))


def test_a_refusal_needs_its_reason(checked, otto):
    with pytest.raises(InvalidWish, match="Say why"):
        act(V.REFUSE, checked, otto, note="  ")


def test_a_stale_page_is_told_who_was_faster(asked, rita, hugo):
    seen = {"extension_id": asked.pk, "revision": asked.revision}
    act(V.SIGN, asked, rita)
    with pytest.raises(Stale, match="Rita signed this request on 2026-10-14 10:00"):
        extending.sign_extension(**seen, by=hugo, now=make.NOW)


@pytest.mark.parametrize("state", ["completed", "closed", "suspended", "cancelled", "archived"])
def test_a_task_that_ended_meanwhile_is_not_extended(state, checked, task, otto):
    task.state = state
    task.save(update_fields=["state"])
    with pytest.raises(RuleBroken, match="no longer being worked on"):
        act(V.GRANT, checked, otto)
    assert act(V.REFUSE, checked, otto).state == S.REFUSED


def test_a_due_date_that_moved_meanwhile_voids_the_request(checked, task, otto):
    task.due_on = date(2026, 11, 15)
    task.save(update_fields=["due_on"])
    with pytest.raises(RuleBroken, match="The due date became 2026-11-15 meanwhile"):
        act(V.GRANT, checked, otto)
