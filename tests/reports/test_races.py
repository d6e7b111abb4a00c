"""Two at once on real PostgreSQL; each guard has a control that shows what happens without it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection, connections

from core.audit import first_break
from core.errors import RuleBroken
from reports import services
from reports.models import Report, Submission
from reports.rules import Content
from reports.services import locking, reviewing, writing
from tests import make
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

        for module in (locking, reviewing, writing):
            monkeypatch.setattr(module, "lock_reports", read)

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
