from decimal import Decimal

import pytest
from django.urls import reverse

from reports import services
from reports.models import Report, ReportState, Submission
from reports.rules import Content
from tests import make
from units.rules import Role

GOOD = Content(percent=Decimal(60), progress="已完成入库评审。", problems="资金未到位。")


def url(name, *args):
    return reverse(f"reports:{name}", args=args)


def test_the_queue_shows_what_changed_since_last_period(august, report, anna, rita, now, as_):
    content = Content(Decimal(40), progress="已印发方案。新入库12家。", explanation="核减重复。")
    seen = {"report_id": report.pk, "revision": 0}
    services.submit_report(**seen, content=content, by=anna, now=now)
    page = as_(rita).get(url("review"))
    (line,) = page.context["lines"]
    assert line.change == -5
    assert [sentence.new for sentence in line.fresh] == [False, True]
    assert '<mark class="fresh">新入库12家。</mark>' in page.content.decode()


def test_a_version_that_was_returned_is_nobodys_last_period(august, report, anna, as_):
    august.submissions.update(decision="returned", reason="请补充。")
    (line,) = as_(anna).get(url("mine"), {"period": "2026-09-30"}).context["lines"]
    assert line.previous is None


def test_the_same_text_as_last_period_is_called_so(august, report, anna, rita, now, as_):
    content = Content(percent=Decimal(45), progress="正在评审。 已印发方案。")
    services.submit_report(report_id=report.pk, revision=0, content=content, by=anna, now=now)
    assert "Same text as last period" in as_(rita).get(url("review")).content.decode()


def test_what_was_not_sent_is_not_called_the_same(august, report, anna, as_):
    (line,) = as_(anna).get(url("mine")).context["lines"]
    assert not line.says_nothing_new


def test_no_words_are_not_called_the_same(august, sent, rita, as_):
    Submission.objects.update(progress="")
    (line,) = as_(rita).get(url("review")).context["lines"]
    assert (line.previous, line.says_nothing_new) == (august.submissions.get(), False)


def test_a_reviewer_approves_from_the_list(sent, rita, as_):
    review = {"revision": 1, "decision": "approved"}
    answer = as_(rita).post(url("decide", sent.pk), review)
    assert answer.headers["Location"] == url("review")
    sent.refresh_from_db()
    assert sent.state == ReportState.APPROVED


def test_a_return_without_a_reason_comes_back_with_a_sentence(sent, rita, as_):
    page = as_(rita).post(url("decide", sent.pk), {"revision": 1, "decision": "returned"})
    assert page.status_code == 422
    assert "Say why you return" in page.content.decode()


def test_a_reviewer_whose_page_is_old_is_told_and_keeps_the_reason(sent, rita, now, north, as_):
    second = make.user("rolf", (north, Role.REVIEWER))
    services.approve_report(report_id=sent.pk, revision=1, by=second, now=now)
    review = {"revision": 1, "decision": "returned", "reason": "请附名单。"}
    page = as_(rita).post(url("decide", sent.pk), review)
    assert "Rolf approved" in page.content.decode()
    assert sent.submissions.get().decision == "approved"


@pytest.mark.parametrize("decision", ["", "maybe", "submitted"])
def test_an_unknown_decision_changes_nothing(decision, sent, rita, as_):
    page = as_(rita).post(url("decide", sent.pk), {"revision": 1, "decision": decision})
    assert page.status_code == 422
    sent.refresh_from_db()
    assert sent.state == ReportState.SUBMITTED


@pytest.fixture
def three(plan, period, north, anna, now):
    """Three reports of the north bureau that wait for review."""
    reports = []
    for _ in range(3):
        owed = make.report(period, make.task(plan, north).assignments.get())
        sent = services.submit_report(report_id=owed.pk, revision=0, content=GOOD, by=anna, now=now)
        reports.append(sent)
    return reports


def ticks(reports):
    return [f"{report.pk}:{report.revision}" for report in reports]


def test_several_are_approved_at_once(three, rita, as_):
    ticked = {"picks": ticks(three[:2]), "decision": "approved"}
    page = as_(rita).post(url("review-ticked"), ticked, follow=True)
    assert "2 reports reviewed." in page.content.decode()
    assert Report.objects.filter(state=ReportState.APPROVED).count() == 2


def test_several_are_returned_with_one_reason(three, rita, as_):
    ticked = {"picks": ticks(three), "decision": "returned", "reason": "请附名单。"}
    as_(rita).post(url("review-ticked"), ticked)
    assert set(Submission.objects.values_list("decision", "reason")) == {("returned", "请附名单。")}


def test_ticks_stay_when_the_reason_is_missing(three, rita, as_):
    ticked = {"picks": ticks(three[:2]), "decision": "returned"}
    page = as_(rita).post(url("review-ticked"), ticked)
    assert page.status_code == 422
    assert page.content.decode().count(" checked") == 2


def test_the_one_that_changed_is_named_and_the_others_are_done(three, rita, north, now, as_):
    rolf = make.user("rolf", (north, Role.REVIEWER))
    services.approve_report(report_id=three[0].pk, revision=1, by=rolf, now=now)
    ticked = {"picks": ticks(three), "decision": "approved"}
    text = as_(rita).post(url("review-ticked"), ticked, follow=True).content.decode()
    assert "Rolf approved" in text
    assert "2 reports reviewed." in text


@pytest.mark.parametrize("picks", [[], ["x"], ["1"], ["1:2:3"], ["²:1"], ["9" * 30 + ":1"], [":"]])
def test_broken_ticks_change_nothing(picks, three, rita, as_):
    page = as_(rita).post(url("review-ticked"), {"picks": picks, "decision": "approved"})
    assert page.status_code == 422
    assert not Report.objects.filter(state=ReportState.APPROVED).exists()


def test_ticks_of_another_unit_are_not_found(three, south, as_):
    victor = make.user("victor", (south, Role.REVIEWER))
    ticked = {"picks": ticks(three), "decision": "approved"}
    assert as_(victor).post(url("review-ticked"), ticked).status_code == 404
    assert not Report.objects.filter(state=ReportState.APPROVED).exists()


@pytest.mark.parametrize(("who", "status"), [("anna", 404), ("ines", 302), ("sam", 404)])
def test_only_reviewers_review_what_is_ticked(who, status, three, as_, request):
    ticked = {"picks": ticks(three), "decision": "approved"}
    client = as_(request.getfixturevalue(who))
    assert client.post(url("review-ticked"), ticked).status_code == status
    assert not Report.objects.filter(state=ReportState.APPROVED).exists()
    assert client.get(url("review-ticked")).status_code == 405
