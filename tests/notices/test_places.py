"""Each notice leads its person to the very place where something can be done about it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.models import TargetVerdict
from indicators.rules import Promise
from indicators.services import record_verdicts, request_amendment
from notices.models import Notice
from notices.rules import Matter
from notices.services import find_waiting
from notices.wording import place_of
from reports.models import Report, ReportingRule
from reports.rules import Content
from reports.services import approve_report, return_report, submit_report
from tasks.models import Milestone, TaskState
from tasks.rules import TaskVerb
from tasks.rules.extensions import Wish
from tasks.services import Papers, ask_for_coordination, coordinating, extending, move, refusing
from tests import make
from tests.indicators.values import measure
from tests.tasks import steps
from units.models import User
from units.rules import Role

# Late enough for every step, and before the year's end.
LATER = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
CONTENT = Content(percent=Decimal(60), progress="已完成入库评审。")
Follow = Callable[[User, Matter], str]


@pytest.fixture
def follow(client) -> Follow:
    """What the person finds from the place on to which the link of its duty leads."""

    def followed(person: User, matter: Matter) -> str:
        find_waiting(now=LATER)
        notice = Notice.objects.get(person=person, matter=matter, is_duty=True)
        address, _hash, anchor = place_of(notice).partition("#")
        client.force_login(person)
        page = client.get(address)
        before, found, after = page.content.decode().partition(f'id="{anchor}"')
        assert (page.status_code, bool(anchor and found)) == (200, True)
        assert f'id="{anchor}"' not in after
        return after

    return followed


def acting(name: str, *args: int) -> str:
    """A form that is sent there."""
    return f'action="{reverse(name, args=args)}"'


def submit(report: Report, by: User) -> Report:
    return submit_report(
        report_id=report.pk, revision=report.revision, content=CONTENT, by=by, now=make.NOW
    )


# Reports


def test_a_report_leads_to_the_form_in_which_it_is_written(follow, report, anna) -> None:
    assert 'id="content-form"' in follow(anna, Matter.REPORT)


def test_a_returned_report_as_well(follow, report, anna, rita) -> None:
    sent = submit(report, anna)
    return_report(
        report_id=report.pk, revision=sent.revision, reason="请写明进展。", by=rita, now=make.NOW
    )
    assert 'id="content-form"' in follow(anna, Matter.RETURN)


def test_a_review_leads_to_the_decision(follow, report, anna, rita) -> None:
    submit(report, anna)
    assert acting("reports:decide", report.pk) in follow(rita, Matter.REVIEW)


def test_the_offices_review_leads_to_the_decision(follow, report, anna, rita, ines) -> None:
    ReportingRule.objects.update(review="both")
    sent = submit(report, anna)
    approve_report(report_id=report.pk, revision=sent.revision, by=rita, now=make.NOW)
    assert acting("reports:decide", report.pk) in follow(ines, Matter.OFFICE_REVIEW)


def test_a_unit_without_a_reporter_leads_to_its_people(follow, report, rita, ines) -> None:
    assert "Rita" in follow(ines, Matter.VACANCY)


# Tasks


def test_a_receipt_leads_to_its_button(follow, task, anna) -> None:
    task.assignments.update(received_at=None)
    after = follow(anna, Matter.RECEIPT)
    assert acting("tasks:to-receive") in after
    assert f'value="{task.assignments.get(role="lead").pk}"' in after


def put(task, state: TaskState, **fields: object) -> None:
    for name, value in ({"state": state} | fields).items():
        setattr(task, name, value)
    task.save()


@pytest.fixture
def working(task):
    """In progress, and due in October."""
    put(task, TaskState.IN_PROGRESS, due_on=date(2026, 10, 30))
    return task


def test_a_task_past_its_date_leads_to_what_can_be_asked_for(follow, working, anna) -> None:
    assert reverse("tasks:coordination-ask", args=[working.pk]) in follow(anna, Matter.TASK)


def test_a_stage_leads_to_its_own_line(follow, working, anna) -> None:
    first, second = (
        Milestone.objects.create(task=working, title=title, due_on=day, approved_at=make.NOW)
        for title, day in {"开工": date(2026, 9, 30), "竣工": date(2027, 9, 30)}.items()
    )
    own_line, _row, _later = follow(anna, Matter.MILESTONE).partition("</tr>")
    assert acting("tasks:stage-reach", first.pk) in own_line
    assert acting("tasks:stage-reach", second.pk) not in own_line


@pytest.fixture
def extension(working, anna):
    wish = Wish(date(2026, 12, 20), reason="雨季推迟了开工。", progress="主体已完成六成。")
    return extending.request_extension(task_id=working.pk, wish=wish, by=anna, now=make.NOW)


def test_a_request_for_a_later_date_leads_to_the_signature(follow, extension, rita) -> None:
    assert acting("tasks:extension-sign", extension.pk) in follow(rita, Matter.EXTENSION)


def test_then_to_the_check_and_to_the_decision(follow, extension, rita, ines, otto) -> None:
    ids = {"extension_id": extension.pk, "now": make.NOW}
    extending.sign_extension(**ids, revision=extension.revision, note="", by=rita)
    assert acting("tasks:extension-check", extension.pk) in follow(ines, Matter.EXTENSION)
    extension.refresh_from_db()
    extending.check_extension(**ids, revision=extension.revision, note="", by=ines)
    assert acting("tasks:extension-grant", extension.pk) in follow(otto, Matter.EXTENSION)


@pytest.fixture
def request_(working, north, ines, anna):
    text = "请协调用地指标。"
    return ask_for_coordination(task_id=working.pk, unit=north, text=text, by=anna, now=make.NOW)


def test_a_request_for_coordination_leads_to_the_answer(follow, request_, ines) -> None:
    assert acting("tasks:coordination-answer", request_.pk) in follow(ines, Matter.COORDINATION)


def test_a_leader_who_holds_it_answers_from_there(
    follow, client, request_, city, lena, ines
) -> None:
    held = coordinating.hand_on(
        coordination_id=request_.pk, revision=request_.revision, to=city, text="",
        by=ines, now=make.NOW,
    )  # fmt: skip
    address = reverse("tasks:coordination-answer", args=[held.pk])
    assert f'action="{address}"' in follow(lena, Matter.COORDINATION)
    client.post(address, {"revision": held.revision, "text": "已商定由资规局解决。"})
    held.refresh_from_db()
    assert held.state == "answered"


def test_a_refused_part_leads_to_its_decision(follow, working, south, ines) -> None:
    rosa = make.user("rosa", (south, Role.REVIEWER))
    working.assignments.update(received_at=None)
    part = working.assignments.get(role="assist")
    refusal = refusing.refuse_part(
        assignment_id=part.pk, reason="不属本单位。", by=rosa, now=make.NOW
    )
    own_line, _row, _later = follow(ines, Matter.REFUSAL).partition("</tr>")
    assert reverse("tasks:part-insist", args=[refusal.pk]) in own_line


def test_a_refused_task_leads_to_the_steps_that_follow(follow, task, rita, ines) -> None:
    task.assignments.update(received_at=None)
    put(task, TaskState.DISPATCHED)
    papers = Papers(reason="不属本单位。")
    move(task_id=task.pk, verb=TaskVerb.REFUSE, by=rita, now=make.NOW, papers=papers)
    assert f"/tasks/{task.pk}/reassign/" in follow(ines, Matter.REFUSAL)


def test_a_completion_leads_to_its_decision(follow, working, anna, otto) -> None:
    steps.put(working, TaskState.COMPLETION_REQUESTED, by=anna, now=make.NOW)
    after = follow(otto, Matter.COMPLETION)
    assert f"/tasks/{working.pk}/complete/" in after


def test_a_key_item_leads_its_leader_to_the_verification(follow, working, anna, lena) -> None:
    put(working, TaskState.IN_PROGRESS, is_key=True)
    steps.put(working, TaskState.COMPLETED, by=anna, now=make.NOW)
    assert f"/tasks/{working.pk}/close/" in follow(lena, Matter.COMPLETION)


# Targets


@pytest.fixture
def target(plan, north):
    made = make.target(plan, north)
    measure(made, 101)
    return made


def test_an_amendment_leads_to_its_own_line(follow, target, plan, north, hugo, otto) -> None:
    other = make.target(plan, north, name="规上企业")
    asked = [
        request_amendment(
            target_id=each.pk, promise=Promise(Decimal(160), None, date(2026, 12, 31)),
            doc_number="云政办〔2026〕8号", reason="条件变化", by=hugo, now=make.NOW,
        )
        for each in (target, other)
    ]  # fmt: skip
    find_waiting(now=LATER)
    Notice.objects.filter(thing_id=asked[1].pk, matter=Matter.AMENDMENT).delete()
    other.delete()
    assert acting("indicators:decide", asked[0].pk) in follow(otto, Matter.AMENDMENT)


def test_a_target_off_its_pace_leads_to_the_reports_on_it(follow, target, period, anna) -> None:
    report = make.report(period, target)
    record_verdicts(now=LATER)
    row = TargetVerdict.objects.latest("closing_on")
    row.pk, row.closing_on = None, date(2026, 6, 30)
    row.save(force_insert=True)
    TargetVerdict.objects.update(lamp="red")
    assert reverse("reports:report", args=[report.pk]) in follow(anna, Matter.PACE)


# All of them


@pytest.mark.parametrize("matter", Matter)
def test_no_matter_leads_nowhere(matter: Matter) -> None:
    place = place_of(Notice(matter=matter, thing_id=7, place_id=8))
    address, _hash, anchor = place.partition("#")
    assert "8" in address and anchor and "{" not in anchor
