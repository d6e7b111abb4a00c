"""A whole sheet at once does what as many single acts would do."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from core.errors import RuleBroken
from indicators.models import Measurement
from plans.models import PlanState
from reports import queries, rules, services
from reports.models import Decision, Evidence, Report, ReportingRule, Submission
from reports.rules import Content, Filed, ReviewSteps, Writing
from tasks.models import Assignment, Progress, Task
from tests import make

# Statements of a sheet whose lines count, and are judged, as soon as they are sent.
COUNTING = 81
TOLD = Content(
    percent=Decimal("62.5"), progress="已完成\t入库评审\\N。\n名单附后。", problems="资金"
)
VALUE = Content(value=Decimal("120.25"), progress="累计认定一百二十家。", explanation="补报上月。")


@pytest.fixture
def desk(plan, north, south, anna, rita, now):
    """Reports of one unit in every state that may be written, on tasks, targets and as a part."""
    period = make.period(plan)
    open_, draft, returned, older = (
        make.report(period, make.task(plan, north, number=str(n)).assignments.get())
        for n in range(4)
    )
    target = make.report(period, make.target(plan, north))
    part = make.report(period, make.task(plan, south, north).assignments.get(unit=north))
    facts = {"by": anna, "now": now}
    old = Content(percent=Decimal(10), progress="旧稿。")
    services.save_draft(report_id=draft.pk, revision=0, content=old, **facts)
    for report in (returned, older):
        services.submit_report(report_id=report.pk, revision=0, content=old, **facts)
        services.return_report(report_id=report.pk, revision=1, reason="请补充。", by=rita, now=now)
    services.save_draft(report_id=older.pk, revision=2, content=old, **facts)
    return Report.objects.filter(
        pk__in=[r.pk for r in (open_, draft, returned, older, target, part)]
    )


def filed(reports, **also):
    return [
        Filed(each.pk, each.revision, (VALUE if each.target_id else TOLD), also.get("warnings", {}))
        for each in reports
    ]


def as_pages_do(reports, *, submit, by, now):
    items = [Writing(each.report_id, each.revision, each.content) for each in filed(reports)]
    services.apply_contents(items=items, submit=submit, origin="sheet 7", by=by, now=now)


def as_sheets_do(reports, *, submit, by, now):
    services.apply_batch(items=filed(reports), submit=submit, origin="sheet 7", by=by, now=now)


def left_behind(work, **facts):
    """Everything that the work leaves in the tables."""
    with transaction.atomic():
        work(**facts)
        hidden = ("id", "warnings")
        versions = [
            {name: value for name, value in row.items() if name not in hidden}
            for row in Submission.objects.order_by("report", "version").values()
        ]
        reports = list(Report.objects.order_by("pk").values())
        values = list(Measurement.objects.order_by("target").values("target", "value", "origin"))
        tasks = list(Task.objects.order_by("pk").values("pk", "percent", "percent_on"))
        known = list(Progress.objects.order_by("task").values("task", "percent", "closing_on"))
        answers = list(Assignment.objects.order_by("pk").values("pk", "answered_at"))
        transaction.set_rollback(True)
    return versions, reports, values, tasks, known, answers


@pytest.mark.parametrize("submit", [False, True])
@pytest.mark.parametrize("review", ReviewSteps)
def test_it_leaves_what_the_pages_would_leave(desk, plan, anna, now, review, submit):
    ReportingRule.objects.own().filter(plan=plan).update(review=review)
    later = now + timedelta(hours=1)
    facts = {"reports": desk, "submit": submit, "by": anna, "now": later}
    assert left_behind(as_sheets_do, **facts) == left_behind(as_pages_do, **facts)


@pytest.mark.parametrize("size", [3, 30])
def test_many_lines_that_count_at_once_cost_no_more_than_few(
    size, plan, north, south, anna, now, django_assert_num_queries
):
    period = make.period(plan)
    ReportingRule.objects.own().filter(plan=plan).update(review=ReviewSteps.NONE)
    for _ in range(size):
        make.report(period, make.task(plan, north).assignments.get())
        make.report(period, make.task(plan, south, north).assignments.get(unit=north))
        make.report(period, make.target(plan, north))
    items = filed(Report.objects.all())
    with django_assert_num_queries(COUNTING):
        services.apply_batch(items=items, submit=True, origin="sheet 7", by=anna, now=now)
    assert Task.objects.filter(percent=TOLD.percent).count() == size


def test_a_changed_report_stops_the_whole_sheet(desk, anna, now):
    items = filed(desk)
    desk.filter(pk=items[1].report_id).update(revision=9)
    with pytest.raises(services.Overtaken) as refused:
        services.apply_batch(items=items, submit=False, origin="sheet 7", by=anna, now=now)
    assert refused.value.reports == [items[1].report_id]
    assert not Submission.objects.filter(origin="sheet 7").exists()


def test_nobody_writes_for_another_unit(desk, vera, now):
    with pytest.raises(RuleBroken):
        services.apply_batch(items=filed(desk), submit=True, origin="sheet 7", by=vera, now=now)


def test_the_office_carries_in_what_a_unit_could_not_send(desk, ines, now):
    facts = {"submit": True, "origin": "sheet 7", "by": ines, "now": now}
    with pytest.raises(RuleBroken):
        services.apply_batch(items=filed(desk), **facts)
    assert services.apply_batch(items=filed(desk), carried=True, **facts) == 6


def test_a_closed_plan_or_period_takes_nothing(desk, plan, anna, ines, now):
    plan.periods.update(closed_at=now, closed_by=ines)
    with pytest.raises(RuleBroken):
        services.apply_batch(items=filed(desk), submit=True, origin="sheet 7", by=anna, now=now)
    plan.periods.update(closed_at=None, closed_by=None)
    type(plan).objects.filter(pk=plan.pk).update(state=PlanState.CLOSED)
    with pytest.raises(RuleBroken):
        services.apply_batch(items=filed(desk), submit=True, origin="sheet 7", by=anna, now=now)


def test_doubts_are_kept_for_the_reviewer(desk, anna, now):
    items = filed(desk, warnings={"falls": {"figure": "1", "last": "2"}})
    services.apply_batch(items=items, submit=True, origin="sheet 7", by=anna, now=now)
    assert desk.with_doubts().filter(doubtful=True).count() == 6


def test_what_nobody_has_seen_can_be_taken_back(desk, anna, now):
    pks = [report.pk for report in desk]
    services.apply_batch(items=filed(desk), submit=True, origin="sheet 7", by=anna, now=now)
    taken = services.recall_batch(report_ids=pks, origin="sheet 7", by=anna, now=now)
    assert taken == set(pks)
    states = dict(desk.order_by("pk").values_list("pk", "state"))
    assert sorted(states.values()) == ["open", "open", "open", "open", "returned", "returned"]
    assert not Submission.objects.sent().filter(origin="sheet 7").exists()


def test_drafts_of_a_sheet_vanish_when_they_are_taken_back(desk, anna, now):
    pks = [report.pk for report in desk]
    services.apply_batch(items=filed(desk), submit=False, origin="sheet 7", by=anna, now=now)
    services.recall_batch(report_ids=pks, origin="sheet 7", by=anna, now=now)
    assert not Submission.objects.filter(origin="sheet 7").exists()


def test_what_somebody_has_looked_at_cannot_be_taken_back(desk, anna, rita, now):
    pks = [report.pk for report in desk]
    services.apply_batch(items=filed(desk), submit=True, origin="sheet 7", by=anna, now=now)
    first = desk.get(pk=pks[0])
    services.approve_report(report_id=first.pk, revision=first.revision, by=rita, now=now)
    with pytest.raises(RuleBroken):
        services.recall_batch(report_ids=pks, origin="sheet 7", by=anna, now=now)
    assert Submission.objects.filter(decision=Decision.RECALLED).count() == 0


def test_what_was_written_over_since_stays(desk, anna, now):
    report = desk.first()
    services.apply_batch(items=filed([report]), submit=False, origin="sheet 7", by=anna, now=now)
    own = Content(progress="改在网页上写。")
    services.save_draft(report_id=report.pk, revision=1, content=own, by=anna, now=now)
    facts = {"report_ids": [report.pk], "origin": "sheet 7", "by": anna, "now": now}
    assert services.recall_batch(**facts) == set()
    assert report.submissions.get().progress == own.progress


def test_files_go_on_with_the_next_version(desk, anna, now):
    report = desk.get(state="draft")
    proof = Evidence.objects.create(
        report=report,
        name="名单.pdf",
        file="x.pdf",
        size=1,
        sha256="0" * 64,
        added_by=anna,
        added_at=now,
    )
    report.submissions.get().evidence.add(proof)
    services.apply_batch(items=filed([report]), submit=True, origin="sheet 7", by=anna, now=now)
    assert list(report.submissions.get().evidence.all()) == [proof]


def test_many_reports_stand_as_each_one_does(desk, anna, now):
    """The lean rows say the same as what pages read about single reports."""
    today = now.date()
    lean = queries.standings([report.pk for report in desk], today=today)
    for report in desk.with_subject():
        newest = Submission.objects.newest_of([report.pk]).first()
        content = newest.content if newest else Content()
        known = queries.backgrounds([report], {report.pk: content}, with_evidence=(), now=now)
        assert lean[report.pk].content == (newest.content if newest else None)
        one, other = lean[report.pk].background, known[report.pk]
        for name in ("about", "kind", "measure", "baseline", "course", "last_text", "closing_on"):
            assert getattr(one, name) == getattr(other, name), name
        assert rules.doubts(content, one) == rules.doubts(content, other)


def test_history_tells_each_version_as_it_was_written(desk, anna, now):
    drafts = set(Submission.objects.filter(submitted_at=None).values_list("pk", flat=True))
    as_sheets_do(desk, submit=True, by=anna, now=now)
    written = Submission.objects.filter(origin="sheet 7")
    kept = {version.pk: version.events.latest("pgh_id") for version in written}  # type: ignore[attr-defined]  # pghistory adds it
    assert {pk for pk, event in kept.items() if event.pgh_label == "update"} == drafts
    assert {event.pgh_label for event in kept.values()} == {"insert", "update"}
    for version in written:
        event = kept[version.pk]
        assert (event.progress, event.value) == (version.progress, version.value)
        assert (event.report_id, event.version) == (version.report_id, version.version)
