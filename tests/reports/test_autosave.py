"""Drafts that save themselves never overwrite, and what looks doubtful needs a word."""

from decimal import Decimal

import pytest
from django.urls import reverse

from core.models import AuditEntry
from reports import services
from reports.models import Report, ReportingRule, ReportState
from reports.rules import Content, Writing
from tests import make
from units.rules import Role

GOOD = Content(percent=Decimal(60), progress="已完成入库评审。", problems="资金未到位。")
TYPED = {"revision": "0", "percent": "60", "progress": "已完成"}


def url(name, *args):
    return reverse(f"reports:{name}", args=args)


def autosave(client, report, **typed):
    return client.post(url("autosave", report.pk), TYPED | typed, headers={"HX-Request": "true"})


def test_what_is_typed_is_kept_and_the_form_goes_on(report, anna, as_):
    client = as_(anna)
    answer = autosave(client, report).content.decode()
    assert "Saved as a draft at" in answer
    assert 'name="revision" value="1"' in answer
    assert "<html" not in answer
    assert "Saved as a draft at" in autosave(client, report, revision="1").content.decode()
    assert report.submissions.get().progress == "已完成"


def test_a_draft_that_goes_on_is_one_act(report, anna, north, as_):
    client = as_(anna)
    for revision in range(3):
        autosave(client, report, revision=str(revision))
    assert AuditEntry.objects.filter(verb="report.drafted").count() == 1
    bela = make.user("bela", (north, Role.REPORTER))
    autosave(as_(bela), report, revision="3")
    assert AuditEntry.objects.filter(verb="report.drafted").count() == 2


def test_a_form_that_is_behind_never_overwrites(report, anna, north, now, as_):
    services.save_draft(report_id=report.pk, revision=0, content=GOOD, by=anna, now=now)
    bela = make.user("bela", (north, Role.REPORTER))
    answer = autosave(as_(bela), report, progress="我的文字。").content.decode()
    assert "Anna saved a draft of" in answer
    assert GOOD.problems in answer  # what Anna saved stands beside it
    assert 'name="revision"' not in answer  # it stays behind until its writer has decided
    assert report.submissions.get().written_by == anna


def test_a_form_whose_report_was_sent_is_told(report, anna, now, as_):
    services.submit_report(report_id=report.pk, revision=0, content=GOOD, by=anna, now=now)
    assert "Anna submitted" in autosave(as_(anna), report).content.decode()
    assert report.submissions.get().submitted_at == now


@pytest.mark.parametrize("wrong", [{"percent": "6x"}, {"progress": "a" * 1_000_000}])
def test_half_typed_nonsense_waits(wrong, report, anna, as_):
    assert "Not saved yet" in autosave(as_(anna), report, **wrong).content.decode()
    assert not report.submissions.exists()


@pytest.mark.parametrize(("who", "status"), [("rita", 403), ("ines", 403), ("vera", 404)])
def test_nobody_else_saves(who, status, report, as_, request):
    assert autosave(as_(request.getfixturevalue(who)), report).status_code == status


def test_the_form_saves_itself_only_while_it_may(report, anna, rita, now, as_):
    assert f'hx-post="{url("autosave", report.pk)}"' in (
        as_(anna).get(url("report", report.pk)).content.decode()
    )
    services.submit_report(report_id=report.pk, revision=0, content=GOOD, by=anna, now=now)
    assert "hx-post" not in as_(anna).get(url("report", report.pk)).content.decode()


# --- Doubts ---

FALLS = {"revision": "0", "percent": "40", "progress": "重新核定。", "act": "submit"}


def test_what_looks_doubtful_needs_a_word_and_nothing_typed_is_lost(august, report, anna, as_):
    page = as_(anna).post(url("write", report.pk), FALLS)
    text = page.content.decode()
    assert page.status_code == 422
    assert "40 is less than the 45 of last time" in text
    assert "explain it here" in text
    assert "重新核定。</textarea>" in text
    assert not report.submissions.exists()


def test_a_word_is_enough_and_the_reviewer_reads_both(august, report, anna, rita, as_):
    as_(anna).post(url("write", report.pk), FALLS | {"explanation": "核减两项。"})
    sent = report.submissions.get()
    assert sent.warnings == {"falls": {"figure": "40", "last": "45"}}
    text = as_(rita).get(url("review")).content.decode()
    assert "40 is less than the 45 of last time" in text
    assert "核减两项。" in text


@pytest.mark.parametrize("typed", ["-5", "−5", "－５"])
def test_a_count_below_nothing_needs_a_word(typed, plan, period, north, anna, as_):
    report = make.report(period, make.target(plan, north))
    wish = {"revision": "0", "value": typed, "progress": "已核定。", "act": "submit"}
    page = as_(anna).post(url("write", report.pk), wish)
    assert (page.status_code, "-5 is less than nothing" in page.text) == (422, True)
    as_(anna).post(url("write", report.pk), wish | {"explanation": "扣减上年重复计算。"})
    assert report.submissions.get().warnings == {"negative": {"figure": "-5"}}


def test_the_doubtful_come_first_on_the_desk(august, report, plan, period, north, anna, rita, as_):
    plain = make.report(period, make.task(plan, north, title="无疑点").assignments.get())
    Report.objects.filter(pk=plain.pk).update(due_at="2026-01-01T00:00Z")
    client = as_(anna)
    typed = {"revision": "0", "percent": "5", "progress": "已起步。", "act": "submit"}
    client.post(url("write", plain.pk), typed)
    client.post(url("write", report.pk), FALLS | {"explanation": "核减两项。"})
    waiting = [line.report for line in as_(rita).get(url("review")).context["lines"]]
    assert waiting == [report, plain]


def test_workbooks_are_sent_without_a_word_and_the_doubts_are_kept(august, report, anna, now):
    content = Content(percent=Decimal(40), progress="重新核定。")
    services.apply_contents(
        items=[Writing(report.pk, 0, content)], submit=True, origin="sheet 1", by=anna, now=now
    )
    assert set(report.submissions.get().warnings) == {"falls"}


# --- The office's desk ---


@pytest.fixture
def forwarded(report, period, anna, rita, now):
    ReportingRule.objects.update(review="both")
    services.submit_report(report_id=report.pk, revision=0, content=GOOD, by=anna, now=now)
    return services.approve_report(report_id=report.pk, revision=1, by=rita, now=now)


@pytest.mark.parametrize("who", ["ines", "otto"])
def test_the_office_adopts_what_units_passed_on(who, forwarded, as_, request):
    client = as_(request.getfixturevalue(who))
    page = client.get(url("office-review"))
    assert [line.report for line in page.context["lines"]] == [forwarded]
    ticked = {"picks": [f"{forwarded.pk}:2"], "decision": "approved", "desk": "office"}
    answer = client.post(url("review-ticked"), ticked)
    assert answer.headers["Location"] == url("office-review")
    forwarded.refresh_from_db()
    assert forwarded.state == ReportState.APPROVED


def test_the_office_returns_with_a_day(forwarded, ines, as_):
    wish = {"decision": "returned", "reason": "请附名单。", "again_on": "2099-01-01"}
    client = as_(ines)
    page = client.post(url("decide", forwarded.pk), wish | {"revision": "2"})
    assert page.status_code == 422
    assert "Choose a day from today on" in page.content.decode()
    assert "请附名单。" in page.content.decode()


@pytest.mark.parametrize("day", ["0000-01-01", "2026-02-30", "²", "9" * 400, "10000-01-01"])
def test_a_day_that_is_none_gets_its_sentence(day, forwarded, ines, as_):
    wish = {"revision": "2", "decision": "returned", "reason": "请附名单。", "again_on": day}
    page = as_(ines).post(url("decide", forwarded.pk), wish)
    assert page.status_code == 422
    assert "Write the day as year-month-day" in page.content.decode()


@pytest.mark.parametrize("who", ["anna", "rita", "hugo", "lena", "sam"])
def test_the_offices_desk_is_the_offices(who, as_, request):
    assert as_(request.getfixturevalue(who)).get(url("office-review")).status_code == 404


def test_a_correction_is_asked_for_and_decided_on_pages(forwarded, anna, ines, now, as_):
    services.approve_report(report_id=forwarded.pk, revision=2, by=ines, now=now)
    form = as_(anna).get(url("report", forwarded.pk), {"correct": ""}).context["form"]
    assert form["percent"].value() == "60"
    typed = {"revision": "3", "percent": "62", "progress": "更正为62。", "reason": ""}
    page = as_(anna).post(url("correct", forwarded.pk), typed)
    assert (page.status_code, "reason" in page.context["form"].errors) == (422, True)
    as_(anna).post(url("correct", forwarded.pk), typed | {"reason": "漏报一项。"})
    text = as_(ines).get(url("office-review")).content.decode()
    assert "漏报一项。" in text
    as_(ines).post(url("decide", forwarded.pk), {"revision": "4", "decision": "approved"})
    forwarded.assignment.task.refresh_from_db()
    assert forwarded.assignment.task.percent == 62
