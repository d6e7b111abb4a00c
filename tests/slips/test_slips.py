"""The life of a slip: drafted from the data, approved, sent, answered, closed."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from core.errors import Invalid, RuleBroken, Stale
from core.models import AuditEntry
from plans.models import PlanState
from slips.models import Slip, SlipStep
from slips.rules import Grade, SlipState, SlipVerb, ThingKind, Wish
from slips.services import Papers, draft_slip, move_slip, save_slip
from tests import make
from tests.slips.steps import approve, send, step

pytestmark = pytest.mark.django_db
V = SlipVerb
NEXT_WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def wish_of(slip, **changes):
    wish = Wish(slip.unit_id, Grade(slip.grade), slip.facts, slip.demand, slip.answer_due_on)
    return Wish(**vars(wish) | changes)


def test_a_slip_says_what_is_late_as_of_when(slip):
    assert slip.facts.splitlines() == [
        "“云岭市科技创新行动计划” says: “建立后备库”.",
        "The task “培育企业” was due on 30 September 2026; as of 14 October 2026 it is not finished"
        " and is 6 working days late. No percentage was reported yet.",
    ]
    assert (slip.grade, slip.unit.name, slip.office.name) == ("notice", "市科技局", "市督查室")


def test_it_proposes_a_day_by_working_days(slip):
    assert slip.answer_due_on == date(2026, 10, 21)


def test_it_keeps_what_it_was_computed_from(slip, late, now):
    late.title = "另一个题目"
    late.save(update_fields=["title"])
    kept = Slip.objects.get().basis
    assert (kept["on"], kept["due_on"], kept["days_late"]) == ("2026-10-14", "2026-09-30", 6)
    assert kept["subject"] == "培育企业"
    assert kept["proposed"]["facts"] == slip.facts


def test_what_is_not_late_gets_no_slip(task, ines, now):
    with pytest.raises(RuleBroken, match="not late any more"):
        draft_slip(kind=ThingKind.TASK, thing_id=task.pk, by=ines, now=now)


def test_one_slip_about_one_thing(slip, late, otto, now):
    with pytest.raises(RuleBroken, match="being prepared already"):
        draft_slip(kind=ThingKind.TASK, thing_id=late.pk, by=otto, now=now)
    assert Slip.objects.count() == 1


def test_an_official_changes_the_draft_but_not_to_whom_it_has_nothing_to_say(
    slip, south, city, ines, now
):
    wish = wish_of(slip, grade=Grade.WARNING, unit_id=south.pk, facts="任务逾期。")
    save_slip(slip_id=slip.pk, revision=0, wish=wish, by=ines, now=now)
    slip.refresh_from_db()
    assert (slip.grade, slip.unit, slip.facts, slip.revision) == ("warning", south, "任务逾期。", 1)
    east = make.unit("市民政局", parent=city)
    with pytest.raises(Invalid, match="has no part in this"):
        save_slip(
            slip_id=slip.pk, revision=1, wish=wish_of(slip, unit_id=east.pk), by=ines, now=now
        )


def test_the_head_returns_it_with_a_reason(slip, ines, otto, now):
    step(slip, V.SUBMIT, ines, now=now)
    with pytest.raises(Invalid, match="Write a sentence"):
        step(slip, V.RETURN, otto, now=now)
    assert step(slip, V.RETURN, otto, now=now, text="事实不清。").state == SlipState.DRAFT


def test_nobody_approves_their_own_slip(slip, otto, now):
    step(slip, V.SUBMIT, otto, now=now)
    with pytest.raises(RuleBroken, match="somebody else does"):
        step(slip, V.APPROVE, otto, now=now)


def test_approval_gives_the_number_and_keeps_every_word(slip, north, ines, otto, now):
    approved = approve(slip, ines, otto, now=now)
    assert approved.number == "S〔2026〕1号"
    north.name = "市科学技术局"
    north.save(update_fields=["name"])
    kept = Slip.objects.get().letter
    assert (kept["addressee"], kept["number"], kept["day"]) == (
        "市科技局:",
        "S〔2026〕1号",
        "14 October 2026",
    )
    assert kept["paragraphs"][-1] == (
        "Answer the supervision office in writing by 21 October 2026."
    )


def test_numbers_run_on_within_a_year_and_begin_anew(plan, north, ines, otto, now):
    def numbered(at):
        late = make.task(plan, north, due_on=date(2026, 9, 30), state="in_progress")
        drafted = draft_slip(kind=ThingKind.TASK, thing_id=late.pk, by=ines, now=at)
        return approve(drafted, ines, otto, now=at).number

    next_year = now.replace(year=2027)
    assert [numbered(now), numbered(now), numbered(next_year)] == [
        "S〔2026〕1号",
        "S〔2026〕2号",
        "S〔2027〕1号",
    ]


def test_a_withdrawn_number_is_not_given_again(plan, sent, north, ines, otto, now):
    step(sent, V.WITHDRAW, otto, now=now, text="情况有变。")
    late = make.task(plan, north, due_on=date(2026, 9, 30), state="in_progress")
    drafted = draft_slip(kind=ThingKind.TASK, thing_id=late.pk, by=ines, now=now)
    assert approve(drafted, ines, otto, now=now).number == "S〔2026〕2号"


def test_the_unit_receives_and_answers_with_files(sent, anna, now, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    step(sent, V.ACKNOWLEDGE, anna, now=now)
    file = SimpleUploadedFile("说明.pdf", b"%PDF-1.4")
    answered = step(sent, V.ANSWER, anna, now=now, text="本月底完成。", files=(file,))
    assert answered.state == SlipState.ANSWERED
    said = answered.steps.get(verb="answer")
    assert (said.text, said.is_late, said.files.get().name) == ("本月底完成。", False, "说明.pdf")


def test_an_answer_that_does_not_do_is_followed_by_another_one(sent, anna, ines, now):
    step(sent, V.ANSWER, anna, now=now, text="正在研究。")
    with pytest.raises(Invalid, match="by which day"):
        step(sent, V.REFUSE, ines, now=now, text="没有时间表。")
    refused = step(
        sent, V.REFUSE, ines, now=now, text="没有时间表。", answer_due_on=date(2026, 10, 23)
    )
    assert (refused.state, refused.answer_due_on) == (SlipState.ACKNOWLEDGED, date(2026, 10, 23))
    step(sent, V.ANSWER, anna, now=now, text="十月底前完成。")
    assert [said.text for said in sent.steps.filter(verb="answer").order_by("pk")] == [
        "正在研究。",
        "十月底前完成。",
    ]
    assert step(sent, V.CLOSE, ines, now=now).state == SlipState.CLOSED
    assert Slip.objects.get().letter["paragraphs"][-1].endswith("21 October 2026.")


def test_the_next_grade_follows_a_missed_answer(sent, late, ines, otto, anna, now):
    after = now + NEXT_WEEK + timedelta(days=1)
    second = draft_slip(kind=ThingKind.TASK, thing_id=late.pk, by=ines, now=after)
    assert (second.grade, second.follows) == ("warning", sent)
    assert "S〔2026〕1号 about the same thing was to be answered by 21 October" in second.facts
    send(second, ines, otto, now=after)
    sent.refresh_from_db()
    assert sent.state == SlipState.RAISED
    with pytest.raises(RuleBroken, match="in which this cannot be done"):
        step(sent, V.ANSWER, anna, now=after, text="已完成。")


def test_no_second_slip_while_there_is_time_to_answer(sent, late, ines, now):
    with pytest.raises(RuleBroken, match="went out"):
        draft_slip(kind=ThingKind.TASK, thing_id=late.pk, by=ines, now=now + NEXT_WEEK)


def test_a_late_answer_stops_the_next_slip(sent, late, ines, otto, anna, now):
    after = now + NEXT_WEEK + timedelta(days=1)
    second = draft_slip(kind=ThingKind.TASK, thing_id=late.pk, by=ines, now=after)
    approve(second, ines, otto, now=after)
    step(sent, V.ANSWER, anna, now=after, text="已完成。")
    assert sent.steps.get(verb="answer").is_late
    with pytest.raises(RuleBroken, match="was answered meanwhile"):
        step(second, V.SEND, ines, now=after)


def test_nothing_is_demanded_under_a_closed_plan(slip, plan, ines, now):
    plan.state = PlanState.CLOSED
    plan.save(update_fields=["state"])
    with pytest.raises(RuleBroken, match="plan is closed"):
        step(slip, V.SUBMIT, ines, now=now)


def test_an_approved_slip_whose_day_has_passed_is_not_sent(slip, ines, otto, now):
    approve(slip, ines, otto, now=now)
    with pytest.raises(Invalid, match="must lie ahead"):
        step(slip, V.SEND, ines, now=now + NEXT_WEEK)


def test_whoever_saw_an_older_slip_is_told_who_was_faster(slip, ines, otto, now):
    step(slip, V.SUBMIT, ines, now=now)
    with pytest.raises(Stale, match="Ines was faster"):
        move_slip(
            slip_id=slip.pk, verb=V.WITHDRAW, revision=0, papers=Papers("x"), by=otto, now=now
        )


def test_a_stranger_answers_nothing(sent, vera, now):
    with pytest.raises(RuleBroken, match="people of the unit"):
        step(sent, V.ANSWER, vera, now=now, text="好。")


def test_every_step_is_in_the_audit_trail(sent, anna, ines, now):
    step(sent, V.ANSWER, anna, now=now, text="好。")
    step(sent, V.CLOSE, ines, now=now)
    entries = AuditEntry.objects.filter(object_type="slips.slip").order_by("pk")
    assert [entry.verb for entry in entries] == [
        "slip.drafted",
        "slip.submitted",
        "slip.approved",
        "slip.sent",
        "slip.answered",
        "slip.closed",
    ]
    assert SlipStep.objects.count() == 6
