"""Assisting units answer to the lead, the lead merges; 无变化 in one click."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from core.errors import RuleBroken
from indicators.rules import Kind
from reports import services
from reports.models import Report, ReportingRule, Submission
from reports.rules import Content, Fault, Invalid, Seen
from tests import make
from units.rules import Role

SAID = Content(progress="已拨付专项资金300万元。")
TYPED = {"revision": "0", "percent": "60", "progress": "已完成入库评审。", "problems": "缺地。"}


def url(name, *args):
    return reverse(f"reports:{name}", args=args)


@pytest.fixture
def victor(south):
    return make.user("victor", (south, Role.REVIEWER))


@pytest.fixture
def part(report, period, task, vera, victor, now):
    """What the south bureau answers, passed on by its reviewer."""
    owed = make.report(period, task.assignments.get(role="assist"))
    services.submit_report(report_id=owed.pk, revision=0, content=SAID, by=vera, now=now)
    return services.approve_report(report_id=owed.pk, revision=1, by=victor, now=now)


def test_a_part_waits_for_the_lead_and_counts_as_an_answer(part, now):
    assert (part.state, part.state_words) == ("forwarded", "waiting for the lead unit")
    part.assignment.refresh_from_db()
    assert part.assignment.answered_at == now


@pytest.mark.parametrize("steps", ["none", "office"])
def test_a_part_comes_to_the_lead_also_where_the_unit_does_not_review(
    steps, report, period, task, vera, now
):
    ReportingRule.objects.update(review=steps)
    owed = make.report(period, task.assignments.get(role="assist"))
    sent = services.submit_report(report_id=owed.pk, revision=0, content=SAID, by=vera, now=now)
    assert sent.state == "forwarded"


def test_an_assisting_unit_has_one_field_and_a_figure_that_may_be_empty(report, part, vera, as_):
    Report.objects.filter(pk=part.pk).update(state="open")
    text = as_(vera).get(url("report", part.pk)).content.decode()
    assert 'name="progress"' in text
    assert 'name="percent"' in text
    assert 'name="problems"' not in text
    assert "市科技局 asks what you have done" in text


def test_the_lead_merges_a_part_in_one_click_and_loses_nothing_typed(report, part, anna, as_):
    as_(anna).post(url("write", report.pk), TYPED | {"act": f"merge:{part.pk}"})
    draft = report.submissions.get()
    assert draft.progress == "已完成入库评审。\n[市财政局] 已拨付专项资金300万元。"
    assert (draft.percent, draft.problems, draft.submitted_at) == (60, "缺地。", None)
    part.refresh_from_db()
    assert part.state == "approved"


def test_all_parts_are_merged_at_once_and_none_twice(report, part, anna, as_):
    client = as_(anna)
    client.post(url("write", report.pk), TYPED | {"act": "merge"})
    again = TYPED | {"revision": "1", "progress": report.submissions.get().progress}
    client.post(url("write", report.pk), again | {"act": "merge"})
    assert report.submissions.get().progress.count("市财政局") == 1


def test_what_would_be_too_long_is_refused_and_stays_typed(report, part, anna, as_):
    typed = TYPED | {"progress": "好" * 1990, "act": "merge"}
    page = as_(anna).post(url("write", report.pk), typed)
    assert page.status_code == 422
    assert "好" * 1990 in page.content.decode()
    part.refresh_from_db()
    assert part.state == "forwarded"


def test_a_part_that_its_unit_still_reviews_is_not_merged(report, period, task, vera, anna, now):
    owed = make.report(period, task.assignments.get(role="assist"))
    services.submit_report(report_id=owed.pk, revision=0, content=SAID, by=vera, now=now)
    with pytest.raises(RuleBroken, match="passed its part"):
        services.merge_parts(
            report_id=report.pk, revision=0, content=SAID, part_ids=[owed.pk], by=anna, now=now
        )


def test_the_report_of_a_stranger_is_no_part(report, plan, period, north, anna, now):
    other = make.report(period, make.task(plan, north).assignments.get())
    for pk in (other.pk, 10**17, report.pk):
        with pytest.raises(RuleBroken, match="no answer to the unit"):
            services.merge_parts(
                report_id=report.pk, revision=0, content=SAID, part_ids=[pk], by=anna, now=now
            )


def test_the_lead_returns_a_part_with_a_reason_and_comes_back_to_its_own(report, part, anna, as_):
    wish = {"revision": part.revision, "decision": "returned", "reason": "请写明批次。"}
    answer = as_(anna).post(url("decide", part.pk), wish)
    assert answer.headers["Location"] == url("report", report.pk)
    part.refresh_from_db()
    assert part.state == "returned"
    assert part.submissions.get().reason == "请写明批次。"


def test_the_lead_reads_its_parts_with_state_and_acts(report, part, anna, hugo, as_):
    text = as_(anna).get(url("report", report.pk)).content.decode()
    assert f'value="merge:{part.pk}"' in text
    assert "waiting for the lead unit" in text
    assert (
        f'value="merge:{part.pk}"' not in as_(hugo).get(url("report", report.pk)).content.decode()
    )


def test_an_assisting_unit_does_not_decide_about_the_lead(report, anna, vera, now, as_):
    services.submit_report(
        report_id=report.pk, revision=0, content=replace(SAID, percent=Decimal(1)), by=anna, now=now
    )
    assert as_(vera).post(url("decide", report.pk), {"decision": "approved"}).status_code == 404


def test_a_request_for_coordination_is_asked_from_the_report(report, ines, anna, as_):
    as_(anna).post(url("ask", report.pk), {"text": "请协调用地指标。"})
    asked = report.assignment.task.coordinations.get()
    assert (asked.unit, asked.text) == (report.unit, "请协调用地指标。")


def test_a_request_without_words_comes_back_with_its_sentence(report, anna, as_):
    page = as_(anna).post(url("ask", report.pk), {"text": " "})
    assert page.status_code == 422
    assert "errorlist" in page.content.decode()


# --- No change ---


def owed_on_target(plan, north, period, kind):
    target = make.target(plan, north, name=f"指标{kind}")
    target.indicator.kind = kind
    target.indicator.save(update_fields=["kind"])
    known = plan.periods.filter(ends_on="2026-08-31").first()
    august = {"starts_on": date(2026, 8, 1), "ends_on": date(2026, 8, 31)}
    before = known or make.period(plan, **august)
    last = make.report(before, target, state="approved")
    Submission.objects.create(
        report=last, version=1, value=150, progress="已认定150家。", saved_at=make.NOW,
        submitted_at=make.NOW, written_by=make.user(f"w{target.pk}"), problems="缺资金。",
    )  # fmt: skip
    return make.report(period, target)


@pytest.mark.parametrize("kind", [Kind.STOCK, Kind.RATIO, Kind.CEILING, Kind.MILESTONE])
def test_what_stands_still_is_carried_over(kind, plan, period, north, anna, now):
    owed = owed_on_target(plan, north, period, kind)
    services.report_unchanged(report_id=owed.pk, revision=0, by=anna, now=now)
    sent = owed.submissions.get()
    assert (sent.value, sent.progress, sent.problems) == (150, "已认定150家。", "缺资金。")
    assert sent.no_change
    assert Report.objects.get(pk=owed.pk).state == "submitted"


@pytest.mark.parametrize("kind", [Kind.FLOW, Kind.CUMULATIVE, Kind.GROWTH_RATE, Kind.RECURRING])
def test_what_happens_in_the_period_is_asked_for(kind, plan, period, north, anna, now):
    owed = owed_on_target(plan, north, period, kind)
    seen = {"report_id": owed.pk, "revision": 0, "by": anna, "now": now}
    with pytest.raises(Invalid) as caught:
        services.report_unchanged(**seen)
    assert caught.value.faults == {owed.pk: {"value": Fault.FIGURE_OF_PERIOD}}
    services.report_unchanged(**seen, figure=Decimal(151))
    assert owed.submissions.get().value == 151


def test_the_first_report_cannot_be_unchanged(report, anna, now):
    with pytest.raises(RuleBroken, match="Write the first report"):
        services.report_unchanged(report_id=report.pk, revision=0, by=anna, now=now)


def test_all_that_are_ticked_are_sent_and_the_others_are_named(
    august, report, plan, period, north, anna, now, as_
):
    flow = owed_on_target(plan, north, period, Kind.FLOW)
    picks = [f"{report.pk}:0", f"{flow.pk}:0"]
    page = as_(anna).post(url("unchanged-ticked"), {"picks": picks}, follow=True)
    text = page.content.decode()
    assert "1 report sent as unchanged." in text
    assert "asked for in every period" in text
    assert report.submissions.get().no_change
    assert not flow.submissions.exists()


@pytest.mark.parametrize("picks", [[], ["x"], ["1:2:3"], ["9" * 30 + ":1"]])
def test_broken_ticks_change_nothing(picks, august, report, anna, as_):
    assert as_(anna).post(url("unchanged-ticked"), {"picks": picks}).status_code == 302
    assert not report.submissions.exists()


def test_ticks_of_another_unit_are_not_found(august, report, vera, as_):
    ticked = {"picks": [f"{report.pk}:0"]}
    assert as_(vera).post(url("unchanged-ticked"), ticked).status_code == 404


def test_one_click_on_the_page_of_a_report(august, report, anna, as_):
    act = {"revision": "0", "act": "unchanged", "percent": "", "progress": ""}
    assert as_(anna).post(url("write", report.pk), act).headers["Location"] == url("mine")
    assert report.submissions.get().percent == 45


def test_a_figure_that_is_missing_is_asked_for_beside_its_field(plan, period, north, anna, as_):
    owed = owed_on_target(plan, north, period, Kind.FLOW)
    act = {"revision": "0", "act": "unchanged", "value": "", "progress": ""}
    page = as_(anna).post(url("write", owed.pk), act)
    assert page.status_code == 422
    assert "value" in page.context["form"].errors


def test_no_change_that_is_stale_is_told(august, report, anna, now):
    services.save_draft(report_id=report.pk, revision=0, content=SAID, by=anna, now=now)
    (told,) = services.report_each_unchanged(items=[Seen(report.pk, 0)], by=anna, now=now)
    assert "Anna saved a draft" in told.sentence


def test_no_change_never_takes_the_place_of_a_draft(august, report, anna, now):
    content = Content(percent=Decimal(61), progress="本期新写的内容。")
    seen = {"report_id": report.pk, "by": anna, "now": now}
    services.save_draft(**seen, revision=0, content=content)
    with pytest.raises(RuleBroken, match="has a draft"):
        services.report_unchanged(**seen, revision=1)
    assert report.submissions.get().progress == "本期新写的内容。"


def test_no_change_answers_no_return(august, sent, anna, rita, now):
    revision = sent.revision
    back = services.return_report(
        report_id=sent.pk, revision=revision, reason="请列出活动名称。", by=rita, now=now
    )
    (told,) = services.report_each_unchanged(items=[Seen(sent.pk, back.revision)], by=anna, now=now)
    assert "was returned" in told.sentence


def test_what_its_period_left_behind_is_not_offered_any_more(report, period, anna, otto, as_):
    assert report.subject in as_(anna).get(url("mine")).content.decode()
    services.close_period(period_id=period.pk, by=otto, now=make.NOW + timedelta(days=30))
    assert report.subject not in as_(anna).get(url("mine")).content.decode()
