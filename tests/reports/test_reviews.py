"""Who reviews, what a return costs, when a report is punctual, and how a figure is corrected."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from core.calendar import end_of
from core.errors import RuleBroken, Stale
from indicators.models import Measurement
from reports import services
from reports.models import Decision, Period, Report, ReportingRule, Submission
from reports.queries import Desk, waiting_for_review
from reports.rules import Content
from tests import make
from units.rules import Role

GOOD = Content(percent=Decimal(60), progress="已完成入库评审。")


@pytest.fixture
def both(period):
    """The unit's reviewer looks at each report, and then the supervision office."""
    ReportingRule.objects.update(review="both")


@pytest.fixture
def value_report(plan, period, north):
    return make.report(period, make.target(plan, north))


def fresh(report):
    report.refresh_from_db()
    return {"report_id": report.pk, "revision": report.revision}


def submit(report, by, now, content=GOOD):
    return services.submit_report(**fresh(report), content=content, by=by, now=now)


def approve(report, by, now):
    return services.approve_report(**fresh(report), by=by, now=now)


def send_back(report, by, now, **wish):
    return services.return_report(**fresh(report), reason="请补充。", by=by, now=now, **wish)


def correct(report, by, now, **fields):
    content = Content(**({"progress": "更正。", "explanation": "口径更正。"} | fields))
    return services.correct_report(
        **fresh(report), content=content, reason="统计口径更正。", by=by, now=now
    )


# --- One, two or no steps ---


def test_two_steps_wait_for_two_people(both, report, task, anna, rita, ines, now):
    submit(report, anna, now)
    assert approve(report, rita, now).state == "forwarded"
    task.refresh_from_db()
    assert task.percent is None
    assert approve(report, ines, now).state == "approved"
    sent = report.submissions.get()
    assert (sent.forwarded_by, sent.reviewed_by) == (rita, ines)
    task.refresh_from_db()
    assert task.percent == 60


def test_where_nobody_reviews_a_report_counts_at_once(value_report, anna, now):
    ReportingRule.objects.update(review="none")
    submit(value_report, anna, now, Content(value=Decimal(150), progress="已认定。"))
    sent = value_report.submissions.get()
    assert (sent.decision, sent.forwarded_at) == (Decision.APPROVED, now)
    assert Measurement.objects.get().value == 150


def test_where_only_the_office_reviews_the_report_leaves_the_unit_at_once(report, anna, otto, now):
    ReportingRule.objects.update(review="office")
    assert submit(report, anna, now).state == "forwarded"
    assert approve(report, otto, now).state == "approved"


def test_whoever_passed_it_on_does_not_adopt_it_as_well(both, report, anna, north, office, now):
    twice = make.user("twice", (north, Role.REVIEWER), (office, Role.INSPECTOR))
    submit(report, anna, now)
    approve(report, twice, now)
    with pytest.raises(RuleBroken, match="already"):
        approve(report, twice, now)


def test_the_second_person_is_told_that_it_was_passed_on(both, report, anna, rita, north, now):
    submit(report, anna, now)
    seen = fresh(report)
    approve(report, rita, now)
    rolf = make.user("rolf", (north, Role.REVIEWER))
    with pytest.raises(Stale, match="Rita approved .* for the unit"):
        services.return_report(**seen, reason="请补充。", by=rolf, now=now)


# --- Returns and punctuality ---


def test_a_return_gives_three_working_days_or_the_day_that_is_named(report, anna, rita, now):
    submit(report, anna, now)
    send_back(report, rita, now)
    returned = report.submissions.get()
    assert returned.again_on == date(2026, 10, 19)  # a Wednesday, three working days on
    submit(report, anna, now)
    send_back(report, rita, now, again_on=date(2026, 10, 30))
    newest = report.submissions.latest("version")
    assert (newest.again_on, newest.again_due_at) == (
        date(2026, 10, 30),
        end_of(date(2026, 10, 30)),
    )


@pytest.mark.parametrize("day", [date(2026, 10, 13), date(1, 1, 1), date(9999, 12, 31)])
def test_nobody_mends_in_the_past_or_in_a_thousand_years(day, report, anna, rita, now):
    submit(report, anna, now)
    with pytest.raises(RuleBroken, match="Choose a day from today on"):
        send_back(report, rita, now, again_on=day)
    report.refresh_from_db()
    assert report.state == "submitted"


EARLY = datetime.fromisoformat("2026-10-09T15:59:59+00:00")
LATE = datetime.fromisoformat("2026-10-09T16:00:01+00:00")


def sent_late(report: Report) -> bool:
    """Whether a version of it left the unit after its deadline."""
    annotated: Any = Report.objects.with_sent_late().get(pk=report.pk)
    return annotated.sent_late is True


@pytest.mark.parametrize(("left_at", "late"), [(EARLY, False), (LATE, True)])
def test_punctual_is_judged_when_the_unit_passed_it_on(
    left_at, late, both, report, anna, rita, ines
):
    submit(report, anna, EARLY - timedelta(days=1))
    approve(report, rita, left_at)
    approve(report, ines, left_at + timedelta(days=9))
    assert report.submissions.get().was_late is late
    assert sent_late(report) is late


def test_a_return_by_the_office_does_not_make_a_punctual_report_late(
    both, report, anna, rita, ines
):
    submit(report, anna, EARLY)
    approve(report, rita, EARLY)
    later = EARLY + timedelta(days=3)
    send_back(report, ines, later, again_on=date(2026, 10, 20))
    assert Report.objects.get(pk=report.pk).due_on == date(2026, 10, 20)
    assert not Report.objects.overdue(now=later + timedelta(days=1)).filter(pk=report.pk).exists()
    submit(report, anna, later + timedelta(days=2))
    approve(report, rita, later + timedelta(days=2))
    assert not sent_late(report)


def test_unless_the_new_version_misses_its_own_limit(both, report, anna, rita, ines):
    submit(report, anna, EARLY)
    approve(report, rita, EARLY)
    send_back(report, ines, EARLY + timedelta(days=1), again_on=date(2026, 10, 12))
    submit(report, anna, EARLY + timedelta(days=5))
    approve(report, rita, EARLY + timedelta(days=5))
    assert sent_late(report)


def test_a_unit_gains_no_time_by_returning_to_itself(report, anna, rita):
    submit(report, anna, EARLY)
    send_back(report, rita, EARLY, again_on=date(2026, 10, 30))
    report.refresh_from_db()
    assert report.due_on == date(2026, 10, 9)
    assert Report.objects.overdue(now=LATE).filter(pk=report.pk).exists()


def test_a_return_never_shortens_the_deadline(both, report, anna, rita, ines, now):
    Report.objects.update(due_at=end_of(date(2026, 10, 30)))
    submit(report, anna, now)
    approve(report, rita, now)
    send_back(report, ines, now, again_on=date(2026, 10, 15))
    assert Report.objects.get(pk=report.pk).due_on == date(2026, 10, 30)


@pytest.mark.parametrize(
    # The own reviewer's day, counted from the end of September.
    ("days", "says"),
    [
        (15, "They ask for it by 2026-10-15; what counts is the deadline of 2026-10-30."),
        (30, "Due again on 2026-10-30."),
        (33, "They ask for it by 2026-11-02, but the deadline of 2026-10-30 was not moved."),
    ],
)
def test_one_deadline_counts_whatever_day_the_own_reviewer_names(
    days, says, report, anna, rita, now, client
):
    Report.objects.update(due_at=end_of(date(2026, 10, 30)))
    submit(report, anna, now)
    send_back(report, rita, now, again_on=date(2026, 9, 30) + timedelta(days=days))
    client.force_login(anna)
    client.cookies["django_language"] = "en"
    for page in (client.get("/reports/mine/"), client.get(f"/reports/{report.pk}/")):
        assert says in page.text


# --- Closed periods and corrections ---


@pytest.fixture
def closed(value_report, period, anna, rita, otto, now):
    """150 was approved, and the period is closed."""
    submit(value_report, anna, now, Content(value=Decimal(150), progress="已认定。"))
    approve(value_report, rita, now)
    Period.objects.update(closed_at=now, closed_by=otto)
    return value_report


def test_a_closed_period_takes_no_writing(report, anna, otto, now):
    Period.objects.update(closed_at=now, closed_by=otto)
    for verb in (services.save_draft, services.submit_report):
        with pytest.raises(RuleBroken, match=r"2026-09 of .* was closed"):
            verb(**fresh(report), content=GOOD, by=anna, now=now)
    assert not Submission.objects.exists()


def test_what_waited_is_approved_after_the_end_but_not_returned(report, anna, rita, otto, now):
    submit(report, anna, now)
    Period.objects.update(closed_at=now, closed_by=otto)
    with pytest.raises(RuleBroken, match="is closed"):
        send_back(report, rita, now)
    assert approve(report, rita, now).state == "approved"


def test_the_old_figure_counts_until_the_correction_is_approved(closed, anna, ines, now):
    later = now + timedelta(days=1)
    assert correct(closed, anna, later, value=Decimal(152)).state == "correcting"
    assert Measurement.objects.live().get().value == 150
    approve(closed, ines, later)
    assert Measurement.objects.live().get().value == 152
    assert Measurement.objects.count() == 2
    assert Report.objects.get(pk=closed.pk).state == "approved"


def test_a_correction_that_is_returned_leaves_everything_as_it_was(closed, anna, ines, now):
    correct(closed, anna, now, value=Decimal(152))
    assert send_back(closed, ines, now).state == "approved"
    assert Measurement.objects.get().value == 150
    assert Submission.objects.standing().get().value == 150
    assert correct(closed, anna, now, value=Decimal(151)).submissions.count() == 3


def test_a_correction_needs_a_second_person(closed, north, office, now):
    alone = make.user("alone", (north, Role.REPORTER), (office, Role.OFFICE_HEAD))
    correct(closed, alone, now, value=Decimal(152))
    with pytest.raises(RuleBroken, match="wrote"):
        approve(closed, alone, now)


def test_the_units_own_reviewer_does_not_change_what_counts(closed, anna, rita, now):
    correct(closed, anna, now, value=Decimal(152))
    with pytest.raises(RuleBroken, match="waits for the supervision office"):
        approve(closed, rita, now)


@pytest.mark.parametrize("reason", ["", " \n", "长" * 2001, "a\x00"])
def test_a_correction_needs_a_readable_reason(reason, closed, anna, now):
    with pytest.raises(RuleBroken):
        services.correct_report(
            **fresh(closed), content=Content(value=Decimal(152)), reason=reason, by=anna, now=now
        )
    assert closed.submissions.count() == 1


def test_a_correction_is_no_late_report(closed, anna, ines, now):
    correct(closed, anna, now + timedelta(days=60), value=Decimal(152))
    approve(closed, ines, now + timedelta(days=61))
    assert not closed.submissions.latest("version").was_late


# --- As known on a day, and who must act ---


def known(report, day):
    return Report.objects.as_known_on(date.fromisoformat(day)).get(pk=report.pk)


def test_a_report_is_told_as_it_was_known_on_each_day(both, report, anna, rita, ines):
    submit(report, anna, datetime.fromisoformat("2026-10-08T02:00:00+00:00"))
    approve(report, rita, datetime.fromisoformat("2026-10-10T02:00:00+00:00"))
    at = datetime.fromisoformat("2026-10-12T15:59:59+00:00")  # the last second of the 12th
    send_back(report, ines, at, again_on=date(2026, 10, 14))
    days = ["2026-10-07", "2026-10-08", "2026-10-11", "2026-10-12", "2026-10-14", "2026-10-15"]
    told = [(one.known_state, one.known_overdue) for one in (known(report, day) for day in days)]
    assert told == [
        ("open", False),
        ("submitted", False),
        ("forwarded", False),
        ("returned", False),
        ("returned", False),  # punctual until its very end
        ("returned", True),
    ]


def test_a_decision_made_later_does_not_show(report, anna, rita, now):
    submit(report, anna, now)
    approve(report, rita, now + timedelta(days=2))
    versions: Any = Submission.objects.as_known_on(date(2026, 10, 14))
    assert list(versions.values_list("known_decision", "known_forwarded_at")) == [("", None)]
    assert not Submission.objects.as_known_on(date(2026, 10, 13)).exists()


def test_a_correction_is_known_as_one(closed, anna, ines, now):
    correct(closed, anna, now + timedelta(days=1), value=Decimal(152))
    send_back(closed, ines, now + timedelta(days=2))
    days = ["2026-10-14", "2026-10-15", "2026-10-16"]
    states = [known(closed, day).known_state for day in days]
    assert states == ["approved", "correcting", "approved"]


def test_nothing_is_expected_before_its_period_opened(report):
    assert not Report.objects.as_known_on(date(2026, 8, 31)).exists()
    assert known(report, "2026-09-01").known_state == "open"


def test_who_must_act_and_since_when(both, report, period, task, anna, vera, rita, now):
    part = make.report(period, task.assignments.get(role="assist"))
    ReportingRule.objects.update(review="office")
    submit(part, vera, now)
    ReportingRule.objects.update(review="both")
    submit(report, anna, now)
    later = now + timedelta(hours=1)
    waiting: Any = waiting_for_review(now=later)
    told = {(one.pk, one.waits_for, one.waits_since) for one in waiting}
    assert told == {(part.pk, Desk.LEAD, now), (report.pk, Desk.UNIT, now)}
    approve(report, rita, later)
    assert waiting.all().get(pk=report.pk).waits_for == Desk.OFFICE
    assert not waiting_for_review(now=now).filter(pk=report.pk).exists()
