from datetime import date, timedelta
from decimal import Decimal

import pytest

from core.audit import first_break
from core.errors import RuleBroken, Stale
from core.models import AuditEntry
from indicators.models import Measurement
from plans.models import PlanState
from reports import services
from reports.models import Decision, Report, ReportState, Submission
from reports.rules import Content, Fault, Invalid, Seen, Writing
from tests import make
from units.rules import Role

GOOD = Content(percent=Decimal(60), progress="已完成入库评审。", problems="资金未到位。")


def submit(report, by, now, content=GOOD):
    report.refresh_from_db()
    seen = {"report_id": report.pk, "revision": report.revision}
    return services.submit_report(**seen, content=content, by=by, now=now)


def approve(report, by, now):
    report.refresh_from_db()
    seen = {"report_id": report.pk, "revision": report.revision}
    return services.approve_report(**seen, by=by, now=now)


def send_back(report, by, now, reason="请补充入库企业名单。"):
    report.refresh_from_db()
    seen = {"report_id": report.pk, "revision": report.revision}
    return services.return_report(**seen, reason=reason, by=by, now=now)


def test_a_draft_is_written_over_and_becomes_the_version_that_is_sent(report, anna, now):
    services.save_draft(report_id=report.pk, revision=0, content=Content(), by=anna, now=now)
    services.save_draft(report_id=report.pk, revision=1, content=GOOD, by=anna, now=now)
    submit(report, anna, now)
    sent = report.submissions.get()
    assert (sent.version, sent.content, sent.submitted_at) == (1, GOOD, now)


def test_what_was_sent_is_kept_when_the_report_is_written_anew(report, anna, rita, now):
    submit(report, anna, now)
    send_back(report, rita, now)
    submit(report, anna, now, Content(percent=Decimal(55), progress="名单附后。"))
    kept = report.submissions.order_by("version").values_list("version", "percent", "decision")
    assert list(kept) == [(1, 60, "returned"), (2, 55, "")]


def test_an_approved_report_of_the_lead_moves_the_task(report, task, anna, rita, now):
    submit(report, anna, now)
    approve(report, rita, now)
    task.refresh_from_db()
    assert (task.percent, task.percent_on) == (60, date(2026, 9, 30))


def test_a_submitted_report_moves_nothing_yet(report, task, anna, now):
    submit(report, anna, now)
    task.refresh_from_db()
    assert task.percent is None


def test_an_assisting_unit_does_not_move_the_task(period, task, vera, south, now):
    victor = make.user("victor", (south, Role.REVIEWER))
    part = make.report(period, task.assignments.get(role="assist"))
    submit(part, vera, now)
    approve(part, victor, now)
    task.refresh_from_db()
    assert task.percent is None


def test_the_first_named_lead_speaks_for_the_task(
    period, task, report, anna, rita, vera, south, now
):
    victor = make.user("victor", (south, Role.REVIEWER))
    task.assignments.filter(role="assist").update(role="lead")
    second = make.report(period, task.assignments.get(unit__name="市财政局"))
    submit(second, vera, now, Content(percent=Decimal(10), progress="已拨付。"))
    approve(second, victor, now)
    submit(report, anna, now)
    approve(report, rita, now)
    task.refresh_from_db()
    assert task.percent == 60


def test_an_approved_value_becomes_a_measurement(plan, period, north, anna, rita, now):
    target = make.target(plan, north)
    report = make.report(period, target)
    submit(report, anna, now, Content(value=Decimal(150), progress="第二批已认定。"))
    approve(report, rita, now)
    measured = Measurement.objects.get()
    assert (measured.target, measured.value) == (target, Decimal(150))
    assert (measured.period_ends_on, measured.origin) == (date(2026, 9, 30), f"report {report.pk}")


def test_the_second_person_is_told_what_the_first_did(report, anna, north, now):
    bela = make.user("bela", (north, Role.REPORTER))
    submit(report, anna, now)
    seen = {"report_id": report.pk, "revision": 0}
    with pytest.raises(Stale, match=r"Anna submitted .*培育企业.* 2026-10-14 10:00"):
        services.submit_report(**seen, content=GOOD, by=bela, now=now + timedelta(minutes=1))
    assert report.submissions.get().written_by == anna


@pytest.mark.parametrize("step", ["draft", "returned", "approved"])
def test_the_sentence_names_each_act(step, report, anna, rita, now):
    if step == "draft":
        services.save_draft(report_id=report.pk, revision=0, content=GOOD, by=anna, now=now)
    else:
        submit(report, anna, now)
        {"returned": send_back, "approved": approve}[step](report, rita, now)
    with pytest.raises(Stale, match="Anna" if step == "draft" else f"Rita {step}"):
        services.save_draft(report_id=report.pk, revision=0, content=GOOD, by=anna, now=now)


def test_nobody_reviews_their_own_report(report, north, now):
    both = make.user("bea", (north, Role.REPORTER), (north, Role.REVIEWER))
    submit(report, both, now)
    with pytest.raises(RuleBroken, match="wrote"):
        approve(report, both, now)
    with pytest.raises(RuleBroken, match="wrote"):
        send_back(report, both, now)


@pytest.mark.parametrize("reason", ["", " \n", "长" * 2001, "a\x00"])
def test_a_return_needs_a_readable_reason(reason, report, anna, rita, now):
    submit(report, anna, now)
    with pytest.raises(RuleBroken):
        send_back(report, rita, now, reason=reason)
    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED


@pytest.mark.parametrize("state", [PlanState.CLOSED, PlanState.ARCHIVED])
def test_a_closed_plan_takes_no_reports(state, plan, report, anna, now):
    type(plan).objects.update(state=state)
    with pytest.raises(RuleBroken, match="closed"):
        submit(report, anna, now)
    assert not Submission.objects.exists()


def test_each_act_has_its_entry_in_the_audit_trail(report, anna, rita, now):
    services.save_draft(report_id=report.pk, revision=0, content=GOOD, by=anna, now=now)
    submit(report, anna, now)
    send_back(report, rita, now)
    submit(report, anna, now)
    approve(report, rita, now)
    verbs = AuditEntry.objects.filter(object_type="reports.report").order_by("pk")
    assert [verb.partition(".")[2] for verb in verbs.values_list("verb", flat=True)] == [
        "drafted",
        "submitted",
        "returned",
        "submitted",
        "approved",
    ]
    assert first_break() is None


@pytest.fixture
def workbook(plan, period, north):
    """Five tasks and five targets of the north bureau, and a content for each."""
    leads = [make.task(plan, north).assignments.get() for _ in range(5)]
    targets = [make.target(plan, north) for _ in range(5)]
    value = Content(value=Decimal(150), progress="已认定。")
    on_tasks = [Writing(make.report(period, lead).pk, 0, GOOD) for lead in leads]
    on_targets = [Writing(make.report(period, target).pk, 0, value) for target in targets]
    return [*on_tasks, *on_targets]


def apply(items, by, now):
    return services.apply_contents(items=items, submit=True, origin="sheet 12", by=by, now=now)


def test_a_workbook_is_written_in_one_go(workbook, anna, now):
    written = apply(workbook, anna, now)
    assert [report.pk for report in written] == [item.report_id for item in workbook]
    assert set(Submission.objects.values_list("origin", "version")) == {("sheet 12", 1)}
    assert set(Report.objects.values_list("state", "revision")) == {("submitted", 1)}
    assert AuditEntry.objects.filter(verb="report.submitted").count() == 10
    assert first_break() is None


def test_one_stale_line_holds_back_the_whole_workbook(workbook, anna, now):
    services.save_draft(
        report_id=workbook[7].report_id, revision=0, content=Content(), by=anna, now=now
    )
    with pytest.raises(Stale, match="Anna saved"):
        apply(workbook, anna, now)
    assert Submission.objects.count() == 1


def test_faults_name_the_lines_and_nothing_is_half_saved(workbook, anna, now):
    items = [*workbook[:3], workbook[3]._replace(content=Content()), *workbook[4:]]
    with pytest.raises(Invalid, match="percent: Say how much") as caught:
        apply(items, anna, now)
    assert caught.value.faults == {
        workbook[3].report_id: {
            "percent": Fault.PERCENT_MISSING,
            "progress": Fault.PROGRESS_MISSING,
        }
    }
    assert not Submission.objects.exists()


@pytest.mark.parametrize("size", [2, 10])
def test_the_number_of_statements_does_not_grow(
    size, workbook, anna, now, django_assert_num_queries
):
    # Periods, lock, newest versions, plans' rules, files; what was said before, in three; rights;
    # submissions, reports, audit lock, last entry, entries; savepoints.
    with django_assert_num_queries(15):
        apply(workbook[:size], anna, now)


def test_drafts_and_new_reports_mix_in_a_workbook(workbook, anna, now):
    first = workbook[0]
    services.save_draft(
        report_id=first.report_id, revision=0, content=Content(progress="草稿"), by=anna, now=now
    )
    apply([first._replace(revision=1), *workbook[1:]], anna, now)
    assert Submission.objects.filter(version=1, origin="sheet 12").count() == 10


def test_a_review_in_bulk_goes_on_after_a_report_that_changed(workbook, anna, rita, now):
    apply(workbook[:3], anna, now)
    items = [Seen(item.report_id, 1) for item in workbook[:3]]
    approve(Report.objects.get(pk=items[1].report_id), rita, now)
    outcomes = services.review_each(items=items, decision=Decision.APPROVED, by=rita, now=now)
    assert [bool(outcome.sentence) for outcome in outcomes] == [False, True, False]
    assert Report.objects.filter(state="approved").count() == 3
