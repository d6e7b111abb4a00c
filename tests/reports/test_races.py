"""Two at once on real PostgreSQL; each guard has a control that shows what happens without it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier, Event

import pytest
from django.db import IntegrityError, connection, connections

from core.audit import first_break
from core.errors import RuleBroken
from core.models import AuditEntry
from reports import services
from reports.models import Period, Report, ReportingRule, Submission
from reports.rules import Content
from reports.services import locking
from tests import make
from tests.race import between, rewritten, slowed
from units.rules import Role

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

GOOD = Content(percent=Decimal(60), progress="已完成入库评审。")


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each act returned, or the rule that it broke; all of them start together."""
    start = Barrier(len(acts))

    def run(act):
        try:
            connection.ensure_connection()
            start.wait(10)
            return act()
        except RuleBroken as broken:
            return broken
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result(30) for future in [pool.submit(run, act) for act in acts]]


def broken(outcomes):
    return [outcome for outcome in outcomes if isinstance(outcome, RuleBroken)]


# --- Two people on one report ---


@pytest.fixture
def bela(north):
    return make.user("bela", (north, Role.REPORTER))


@pytest.fixture
def no_lock(monkeypatch):
    """Reports are read without a lock, and nobody writes before all have read."""

    def off(parties):
        together = Barrier(parties)

        def read(pks):
            reports = {
                one.pk: one for one in Report.objects.with_subject().filter(pk__in=list(pks))
            }
            together.wait(10)
            return reports

        monkeypatch.setattr(locking, "lock_reports", read)

    return off


def submitting(report, by, now, revision=0):
    seen = {"report_id": report.pk, "revision": revision}
    return lambda: services.submit_report(**seen, content=GOOD, by=by, now=now)


def test_of_two_who_submit_one_wins_and_the_other_is_told(report, anna, bela, now):
    outcomes = at_once(submitting(report, anna, now), submitting(report, bela, now))
    (told,) = broken(outcomes)
    winner = report.submissions.get().written_by
    assert str(winner) in told.sentence
    assert Report.objects.get().revision == 1


def test_without_the_lock_both_believe_that_they_submitted(report, anna, bela, now, no_lock):
    no_lock(2)
    outcomes = at_once(submitting(report, anna, now), submitting(report, bela, now))
    assert not broken(outcomes)
    assert Submission.objects.count() == 1  # one of the two texts is gone


@pytest.fixture
def rolf(north):
    return make.user("rolf", (north, Role.REVIEWER))


def approving(report, by, now):
    return lambda: services.approve_report(report_id=report.pk, revision=1, by=by, now=now)


def returning(report, by, now):
    seen = {"report_id": report.pk, "revision": 1}
    return lambda: services.return_report(**seen, reason="请附名单。", by=by, now=now)


def test_of_two_reviewers_one_decides(report, anna, rita, rolf, now):
    submitting(report, anna, now)()
    outcomes = at_once(approving(report, rita, now), returning(report, rolf, now))
    assert len(broken(outcomes)) == 1
    decision = report.submissions.get().decision
    assert Report.objects.get().state == decision


def test_without_the_lock_two_reviewers_decide_against_each_other(
    report, anna, rita, rolf, now, no_lock
):
    submitting(report, anna, now)()
    no_lock(2)
    outcomes = at_once(approving(report, rita, now), returning(report, rolf, now))
    assert not broken(outcomes)


def test_who_submits_again_while_the_reviewer_returns_is_told(report, anna, rita, bela, now):
    submitting(report, anna, now)()
    outcomes = at_once(submitting(report, bela, now), returning(report, rita, now))
    (told,) = broken(outcomes)
    assert told is outcomes[0]
    assert report.submissions.get().decision == "returned"


def test_of_a_new_draft_and_an_approval_only_the_approval_counts(report, anna, rita, bela, now):
    submitting(report, anna, now)()
    services.return_report(report_id=report.pk, revision=1, reason="请补充。", by=rita, now=now)
    seen = {"report_id": report.pk, "revision": 2}
    outcomes = at_once(
        lambda: services.submit_report(**seen, content=GOOD, by=anna, now=now),
        lambda: services.save_draft(**seen, content=Content(), by=bela, now=now),
        lambda: services.approve_report(**seen, by=rita, now=now),
    )
    assert len(broken(outcomes)) == 2
    assert Report.objects.get().revision == 3


def test_many_approvals_at_once_do_not_lock_each_other_out(plan, period, north, anna, rita, now):
    targets = [make.target(plan, north) for _ in range(6)]
    reports = [make.report(period, target) for target in targets]
    content = Content(value=Decimal(150), progress="已认定。")
    for report in reports:
        services.submit_report(report_id=report.pk, revision=0, content=content, by=anna, now=now)
    outcomes = at_once(*[approving(report, rita, now) for report in reports])
    assert not broken(outcomes)
    assert first_break() is None


# --- Drafts that save themselves ---


def saving(report, by, now, revision):
    seen = {"report_id": report.pk, "revision": revision}
    return lambda: services.save_draft(**seen, content=Content(progress="写了一半"), by=by, now=now)


def test_a_draft_that_saves_itself_never_undoes_what_was_submitted(report, anna, bela, now):
    outcomes = at_once(submitting(report, anna, now), saving(report, bela, now, 0))
    (told,) = broken(outcomes)
    version = report.submissions.get()
    winner = anna if told is outcomes[1] else bela
    assert version.written_by == winner
    assert (version.submitted_at is None) == (winner == bela)


def test_without_the_lock_a_draft_undoes_what_was_submitted(report, anna, bela, now, no_lock):
    no_lock(2)
    assert not broken(at_once(submitting(report, anna, now), saving(report, bela, now, 0)))
    assert report.submissions.count() == 1  # one of the two is gone, and nobody was told


# --- Sending against what the office does ---


@pytest.fixture
def slow():
    """Whoever has looked at the period waits before going on, so that it closes in between."""
    return lambda: slowed("FOR SHARE", seconds=0.3)


def closing(period, by, now):
    return lambda: services.close_period(period_id=period.pk, by=by, now=now)


def under(switch, act):
    def run():
        with switch():
            return act()

    return run


def was_sent_in_time(report):
    """What the audit trail says: nothing was submitted after the period closed."""
    verbs = AuditEntry.objects.filter(verb__in=["report.submitted", "period.closed"])
    return list(verbs.order_by("pk").values_list("verb", flat=True))


def test_nothing_is_sent_into_a_period_that_closes(report, period, anna, otto, now, slow):
    sending = under(slow, submitting(report, anna, now))
    outcomes = at_once(sending, closing(period, otto, now))
    told = was_sent_in_time(report)
    assert told in (["report.submitted", "period.closed"], ["period.closed"])
    assert len(broken(outcomes)) == 2 - len(told)


def test_without_the_shared_lock_a_report_comes_after_the_end(report, period, anna, otto, now):
    """The reader looks at the period, the office closes it, and then the report is sent."""

    looked, closed = Event(), Event()

    def careless():
        return rewritten("ORDER BY id FOR SHARE", "ORDER BY id")

    def late():
        return between("FOR UPDATE OF", said=looked, awaited=closed)

    def closing_meanwhile():
        assert looked.wait(10)
        closing(period, otto, now)()
        closed.set()

    sending = under(careless, under(late, submitting(report, anna, now)))
    assert not broken(at_once(sending, closing_meanwhile))
    assert was_sent_in_time(report) == ["period.closed", "report.submitted"]


def test_a_correction_and_the_end_of_its_period_do_not_hinder_each_other(
    report, period, anna, rita, otto, now
):
    submitting(report, anna, now)()
    approving(report, rita, now)()
    seen = {"report_id": report.pk, "revision": 2, "by": anna, "now": now}
    content = Content(percent=Decimal(62), progress="更正为62。")
    outcomes = at_once(
        lambda: services.correct_report(**seen, content=content, reason="漏报。"),
        closing(period, otto, now),
    )
    assert not broken(outcomes)
    assert Report.objects.get().state == "correcting"
    assert first_break() is None


def test_of_two_who_correct_one_is_told(report, anna, bela, rita, now):
    submitting(report, anna, now)()
    approving(report, rita, now)()
    seen = {"report_id": report.pk, "revision": 2, "reason": "漏报。", "now": now}
    content = Content(percent=Decimal(62), progress="更正为62。")
    acts = [
        lambda by=by: services.correct_report(**seen, content=content, by=by) for by in (anna, bela)
    ]
    (told,) = broken(at_once(*acts))
    winner = report.submissions.latest("version").written_by
    assert str(winner) in told.sentence
    assert report.submissions.count() == 2


def test_without_the_lock_two_corrections_meet_the_database_instead_of_a_sentence(
    report, anna, bela, rita, now, no_lock
):
    submitting(report, anna, now)()
    approving(report, rita, now)()
    no_lock(2)
    seen = {"report_id": report.pk, "revision": 2, "reason": "漏报。", "now": now}
    content = Content(percent=Decimal(62), progress="更正为62。")
    acts = [
        lambda by=by: services.correct_report(**seen, content=content, by=by) for by in (anna, bela)
    ]
    with pytest.raises(IntegrityError):
        at_once(*acts)
    assert report.submissions.count() == 2


def test_who_submits_what_is_being_withdrawn_is_told_or_was_first(report, task, anna, north, now):
    """The unit's part in the task ends at the moment when it sends its report."""
    task.assignments.filter(unit=north).update(ended_on=now.date())
    outcomes = at_once(submitting(report, anna, now), lambda: services.open_periods(now=now))
    state = Report.objects.get(pk=report.pk).state
    assert (state, len(broken(outcomes))) in {("submitted", 0), ("withdrawn", 1)}
    assert report.submissions.count() == (1 if state == "submitted" else 0)


def test_of_the_units_and_the_offices_act_only_the_one_that_is_due_counts(
    report, anna, rita, ines, now
):
    """The office presses its button while the report is on its way out of the unit."""
    ReportingRule.objects.update(review="both")
    submitting(report, anna, now)()
    outcomes = at_once(approving(report, rita, now), approving(report, ines, now))
    assert len(broken(outcomes)) == 1
    assert broken(outcomes)[0] is outcomes[1]
    assert Report.objects.get().state == "forwarded"


def test_many_who_send_into_one_period_do_not_wait_for_each_other(plan, period, north, anna, now):
    """Where nobody reviews, each of them moves a task and writes into the audit trail."""
    ReportingRule.objects.update(review="none")
    owed = [make.report(period, make.task(plan, north).assignments.get()) for _ in range(6)]
    assert not broken(at_once(*[submitting(report, anna, now) for report in owed]))
    assert Report.objects.filter(state="approved").count() == 6
    assert Period.objects.get().closed_at is None
    assert first_break() is None
