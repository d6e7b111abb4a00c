from decimal import Decimal

import pytest
from django.urls import reverse

from reports import services
from reports.models import ReportState, Submission
from reports.rules import Content
from tests import make
from units.rules import Role

GOOD = Content(percent=Decimal(60), progress="已完成入库评审。", problems="资金未到位。")
TYPED = {"revision": "0", "percent": "60", "progress": "已完成入库评审。", "problems": ""}


def url(name, *args):
    return reverse(f"reports:{name}", args=args)


def test_a_reporter_submits(report, anna, as_):
    answer = as_(anna).post(url("write", report.pk), TYPED | {"act": "submit"})
    assert answer.headers["Location"] == url("mine")
    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED
    assert report.submissions.get().percent == 60


def test_a_draft_is_found_again(report, anna, as_):
    typed = TYPED | {"percent": "６０．５％", "act": "save", "progress": "第一行\r\n第二行"}
    as_(anna).post(url("write", report.pk), typed)
    assert report.submissions.get().progress == "第一行\n第二行"
    page = as_(anna).get(url("report", report.pk)).content.decode()
    assert 'value="60.5"' in page
    assert "第二行</textarea>" in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"percent": "NaN"}, "This is not a number"),
        ({"percent": "1e400"}, "This is not a number"),
        ({"percent": "100.5"}, "between 0 and 100"),
        ({"percent": ""}, "how much of the task is done"),
        ({"progress": ""}, "what was done in this period"),
        ({"progress": "a" * 1_000_000}, "Shorten it to 2000"),
        ({"revision": "x"}, "no longer complete"),
        ({"revision": "9" * 40}, "no longer complete"),
    ],
)
def test_bad_input_gets_its_sentence_and_stays_in_the_form(wrong, sentence, report, anna, as_):
    typed = TYPED | {"problems": "资金未到位。", "act": "submit"} | wrong
    page = as_(anna).post(url("write", report.pk), typed)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert "资金未到位。</textarea>" in page.content.decode()
    assert not Submission.objects.exists()


def test_the_second_person_keeps_what_they_typed(report, anna, north, now, as_):
    services.save_draft(report_id=report.pk, revision=0, content=GOOD, by=anna, now=now)
    bela = make.user("bela", (north, Role.REPORTER))
    page = as_(bela).post(url("write", report.pk), TYPED | {"progress": "我的文字。"})
    text = page.content.decode()
    assert "Anna saved a draft of" in text
    assert "我的文字。</textarea>" in text
    assert GOOD.problems in text  # what Anna saved stands beside it
    assert report.submissions.get().written_by == anna


def test_who_was_told_may_save_over_the_other_draft(report, anna, north, now, as_):
    services.save_draft(report_id=report.pk, revision=0, content=GOOD, by=anna, now=now)
    bela = make.user("bela", (north, Role.REPORTER))
    told = as_(bela).post(url("write", report.pk), TYPED).context["form"]
    again = TYPED | {"revision": told["revision"].value()}
    assert as_(bela).post(url("write", report.pk), again).status_code == 302
    assert report.submissions.get().written_by == bela


def test_a_form_with_a_fault_does_not_hide_that_it_is_stale(report, anna, north, now, as_):
    services.save_draft(report_id=report.pk, revision=0, content=GOOD, by=anna, now=now)
    page = as_(make.user("bela", (north, Role.REPORTER))).post(
        url("write", report.pk), TYPED | {"percent": "x"}
    )
    assert page.context["form"]["revision"].value() == "0"


def test_text_for_a_report_that_was_submitted_meanwhile_can_still_be_copied(sent, anna, as_):
    page = as_(anna).post(url("write", sent.pk), TYPED | {"progress": "我的文字。"})
    text = page.content.decode()
    assert "Anna submitted" in text
    assert "我的文字。</textarea>" in text
    assert 'name="act"' not in text


def test_last_periods_text_may_be_the_beginning_but_never_its_figure(august, report, anna, as_):
    form = as_(anna).get(url("report", report.pk), {"copy": ""}).context["form"]
    assert form["progress"].value() == "已印发方案。正在评审。"
    assert not form["percent"].value()


def test_a_target_asks_for_its_value_in_its_unit_of_measure(plan, period, north, anna, as_):
    report = make.report(period, make.target(plan, north))
    text = as_(anna).get(url("report", report.pk)).content.decode()
    assert 'name="value"' in text
    assert 'name="percent"' not in text
    assert "<span>家</span>" in text


def test_a_report_opens_its_words_in_the_source(report, task, anna, as_):
    text = as_(anna).get(url("report", report.pk)).content.decode()
    source = reverse("dashboards:source", args=[task.plan_id])
    assert f"{source}?mark=21-32#clause-1" in text


def test_the_lead_reads_what_the_assisting_units_sent(report, period, task, anna, vera, now, as_):
    part = make.report(period, task.assignments.get(role="assist"))
    seen = {"report_id": part.pk, "by": vera, "now": now}
    services.save_draft(revision=0, content=Content(progress="草稿不示人。"), **seen)
    assert "草稿不示人" not in as_(anna).get(url("report", report.pk)).content.decode()
    services.submit_report(revision=1, content=GOOD, **seen)
    assert GOOD.progress in as_(anna).get(url("report", report.pk)).content.decode()
    assert as_(anna).get(url("report", part.pk)).status_code == 200


def test_an_assisting_unit_learns_who_leads_but_not_what_they_wrote(sent, period, task, vera, as_):
    part = make.report(period, task.assignments.get(role="assist"))
    text = as_(vera).get(url("report", part.pk)).content.decode()
    assert "市科技局 leads this task" in text
    assert GOOD.progress not in text


def test_a_draft_is_nobody_elses_business(report, anna, rita, now, as_):
    services.save_draft(report_id=report.pk, revision=0, content=GOOD, by=anna, now=now)
    assert GOOD.progress not in as_(rita).get(url("report", report.pk)).content.decode()


def test_what_people_write_is_shown_as_text(report, anna, rita, now, as_):
    content = Content(percent=Decimal(1), progress="<script>alert(1)</script>")
    seen = {"report_id": report.pk, "revision": 0}
    services.submit_report(**seen, content=content, by=anna, now=now)
    for page in (url("report", report.pk), url("review")):
        assert "<script>alert" not in as_(rita).get(page).content.decode()
