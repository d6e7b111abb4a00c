from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from reports import services
from reports.models import Report, ReportingRule, ReportState, Submission
from reports.rules import Content
from tests import make

GOOD = Content(percent=Decimal(60), progress="已完成入库评审。", problems="资金未到位。")
TYPED = {"revision": "0", "percent": "60", "progress": "已完成入库评审。", "problems": ""}


@pytest.fixture
def as_(client):
    """Sign in as somebody and read in English."""

    def sign_in(user):
        client.cookies["django_language"] = "en"
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def sent(report, anna, now):
    """Anna's report, waiting for review."""
    seen = {"report_id": report.pk, "revision": 0}
    return services.submit_report(**seen, content=GOOD, by=anna, now=now)


@pytest.fixture
def august(plan, report, anna, rita, now):
    """What the north bureau reported a month before."""
    before = make.period(plan, starts_on=date(2026, 8, 1), ends_on=date(2026, 8, 31))
    old = make.report(before, report.assignment)
    content = Content(percent=Decimal(45), progress="已印发方案。正在评审。")
    seen = {"by": anna, "now": now}
    services.submit_report(report_id=old.pk, revision=0, content=content, **seen)
    services.approve_report(report_id=old.pk, revision=1, by=rita, now=now)
    return old


def url(name, *args):
    return reverse(f"reports:{name}", args=args)


# --- The same battery for every page ---

LISTS = {"mine": "anna", "review": "rita", "late": "ines", "list": "lena"}


@pytest.mark.parametrize(("name", "who"), LISTS.items())
def test_a_list_works(name, who, sent, as_, request):
    assert as_(request.getfixturevalue(who)).get(url(name)).status_code == 200


@pytest.mark.parametrize(("name", "who"), LISTS.items())
def test_a_list_takes_no_post(name, who, as_, request):
    assert as_(request.getfixturevalue(who)).post(url(name)).status_code == 405


@pytest.mark.parametrize("who", ["sam", "sue", "ada"])
@pytest.mark.parametrize("name", LISTS)
def test_the_three_administrators_find_no_list(name, who, as_, request):
    assert as_(request.getfixturevalue(who)).get(url(name)).status_code == 404


@pytest.mark.parametrize(("name", "who"), [("mine", "rita"), ("review", "anna")])
def test_a_first_screen_belongs_to_its_role(name, who, as_, request):
    assert as_(request.getfixturevalue(who)).get(url(name)).status_code == 404


@pytest.mark.parametrize("who", ["anna", "rita", "hugo", "ines", "otto", "lena"])
def test_those_concerned_read_a_report(who, sent, as_, request):
    page = as_(request.getfixturevalue(who)).get(url("report", sent.pk))
    assert page.status_code == 200
    assert GOOD.progress in page.content.decode()


@pytest.mark.parametrize("who", ["vera", "sam", "ada"])
def test_a_stranger_finds_no_report(who, report, as_, request):
    client = as_(request.getfixturevalue(who))
    assert client.get(url("report", report.pk)).status_code == 404
    assert client.post(url("write", report.pk), TYPED).status_code == 404
    assert client.post(url("decide", report.pk), TYPED).status_code == 404


@pytest.mark.parametrize("who", ["rita", "hugo", "ines", "otto", "lena"])
def test_a_reader_writes_nothing(who, report, as_, request):
    client = as_(request.getfixturevalue(who))
    assert client.post(url("write", report.pk), TYPED).status_code == 403
    assert 'name="act"' not in client.get(url("report", report.pk)).content.decode()
    assert not Submission.objects.exists()


@pytest.mark.parametrize("who", ["anna", "hugo", "ines", "lena"])
def test_a_reader_reviews_nothing(who, sent, as_, request):
    client = as_(request.getfixturevalue(who))
    review = {"revision": sent.revision, "decision": "approved"}
    assert client.post(url("decide", sent.pk), review).status_code == 403
    assert 'name="decision"' not in client.get(url("report", sent.pk)).content.decode()
    sent.refresh_from_db()
    assert sent.state == ReportState.SUBMITTED


@pytest.mark.parametrize("name", ["write", "decide"])
def test_acts_take_no_get(name, report, anna, as_):
    assert as_(anna).get(url(name, report.pk)).status_code == 405


def test_the_office_sets_the_rhythm(plan, ines, as_):
    client = as_(ines)
    assert client.get(url("rhythm", plan.pk)).status_code == 200
    assert client.post(url("rhythm", plan.pk), {"deadline_day": "20"}).status_code == 302
    assert ReportingRule.objects.get().deadline_day == 20


@pytest.mark.parametrize("day", ["", "0", "29", "²", "1e1", "NaN", "9" * 400])
def test_a_rhythm_needs_a_day_of_any_month(day, plan, otto, as_):
    page = as_(otto).post(url("rhythm", plan.pk), {"deadline_day": day})
    assert page.status_code == 200
    assert "errorlist" in page.content.decode()
    assert not ReportingRule.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("lena", 403), ("anna", 403), ("sam", 404)])
def test_nobody_else_sets_the_rhythm(who, status, plan, as_, request):
    client = as_(request.getfixturevalue(who))
    assert client.get(url("rhythm", plan.pk)).status_code == status
    assert client.post(url("rhythm", plan.pk), {"deadline_day": "20"}).status_code == status


# --- To report ---


def test_what_was_returned_comes_first_with_its_reason(
    sent, plan, period, north, anna, rita, now, as_
):
    make.report(period, make.task(plan, north, title="先到期").assignments.get())
    seen = {"report_id": sent.pk, "revision": 1}
    services.return_report(**seen, reason="请附名单。", by=rita, now=now)
    page = as_(anna).get(url("mine"))
    assert page.context["lines"][0].report == sent
    assert "Rita returned it on 2026-10-14 10:00: 请附名单。" in page.content.decode()


def test_the_reason_stays_while_the_unit_mends_its_draft(sent, anna, rita, now, as_):
    services.return_report(report_id=sent.pk, revision=1, reason="请附名单。", by=rita, now=now)
    services.save_draft(report_id=sent.pk, revision=2, content=GOOD, by=anna, now=now)
    assert "请附名单。" in as_(anna).get(url("mine")).content.decode()
    assert "请附名单。" in as_(anna).get(url("report", sent.pk)).content.decode()


def test_last_period_stands_beside_what_is_to_be_written(august, report, anna, as_):
    (line,) = as_(anna).get(url("mine")).context["lines"]
    assert (line.report, line.previous.report) == (report, august)
    assert "已印发方案" in as_(anna).get(url("report", report.pk)).content.decode()


def test_the_list_leaves_out_what_was_sent_until_it_is_asked_for(sent, anna, as_):
    assert not as_(anna).get(url("mine")).context["lines"]
    (line,) = as_(anna).get(url("mine"), {"state": "submitted"}).context["lines"]
    assert line.report == sent


def test_only_ones_own_units_are_listed(report, vera, as_):
    assert not as_(vera).get(url("mine")).context["lines"]


@pytest.mark.parametrize("name", ["plan", "unit", "task", "target", "period", "state", "page"])
@pytest.mark.parametrize(
    "nonsense", ["²", "-1", "x", "9" * 18, "9" * 400, "2026-02-30", "\x00", ""]
)
def test_nonsense_in_the_address_is_no_error(name, nonsense, report, ines, as_):
    assert as_(ines).get(url("list"), {name: nonsense}).status_code == 200


def test_filters_stand_in_the_address(plan, report, period, north, city, anna, as_):
    other = make.period(make.plan(city))
    wanted = make.report(other, make.task(other.plan, north).assignments.get())
    client = as_(anna)
    for query in ({"plan": other.plan.pk}, {"plan": other.plan.pk, "period": "2026-09-30"}):
        assert [line.report for line in client.get(url("list"), query).context["lines"]] == [wanted]
    assert not client.get(url("list"), {"period": "2026-08-31"}).context["lines"]


# --- Writing ---


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
    bela = make.user("bela", (north, "reporter"))
    page = as_(bela).post(url("write", report.pk), TYPED | {"progress": "我的文字。"})
    text = page.content.decode()
    assert "Anna saved a draft of" in text
    assert "我的文字。</textarea>" in text
    assert GOOD.problems in text  # what Anna saved stands beside it
    assert report.submissions.get().written_by == anna


def test_who_was_told_may_save_over_the_other_draft(report, anna, north, now, as_):
    services.save_draft(report_id=report.pk, revision=0, content=GOOD, by=anna, now=now)
    bela = make.user("bela", (north, "reporter"))
    told = as_(bela).post(url("write", report.pk), TYPED).context["form"]
    again = TYPED | {"revision": told["revision"].value()}
    assert as_(bela).post(url("write", report.pk), again).status_code == 302
    assert report.submissions.get().written_by == bela


def test_a_form_with_a_fault_does_not_hide_that_it_is_stale(report, anna, north, now, as_):
    services.save_draft(report_id=report.pk, revision=0, content=GOOD, by=anna, now=now)
    page = as_(make.user("bela", (north, "reporter"))).post(
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


# --- Review ---


def test_the_queue_shows_what_changed_since_last_period(august, report, anna, rita, now, as_):
    content = Content(percent=Decimal(40), progress="已印发方案。新入库12家。")
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
    second = make.user("rolf", (north, "reviewer"))
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
        seen = {"report_id": owed.pk, "revision": 0}
        reports.append(services.submit_report(**seen, content=GOOD, by=anna, now=now))
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
    rolf = make.user("rolf", (north, "reviewer"))
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
    victor = make.user("victor", (south, "reviewer"))
    ticked = {"picks": ticks(three), "decision": "approved"}
    assert as_(victor).post(url("review-ticked"), ticked).status_code == 404
    assert not Report.objects.filter(state=ReportState.APPROVED).exists()


@pytest.mark.parametrize(("who", "status"), [("anna", 404), ("ines", 404), ("sam", 404)])
def test_only_reviewers_review_what_is_ticked(who, status, three, as_, request):
    ticked = {"picks": ticks(three), "decision": "approved"}
    client = as_(request.getfixturevalue(who))
    assert client.post(url("review-ticked"), ticked).status_code == status
    assert client.get(url("review-ticked")).status_code == 405


# --- Late ---


def test_late_reports_stand_by_unit(report, period, task, ines, as_):
    make.report(
        period, task.assignments.get(role="assist"), due_at=datetime(2026, 9, 1, tzinfo=UTC)
    )
    by_unit = as_(ines).get(url("late")).context["by_unit"]
    assert {(unit.name, unit.reports) for unit in by_unit} == {("市科技局", 1), ("市财政局", 1)}


def test_what_waits_for_review_is_not_late(sent, ines, as_):
    assert not as_(ines).get(url("late")).context["lines"]


def test_a_unit_sees_only_its_own_late_reports(report, hugo, vera, as_):
    assert [line.report for line in as_(hugo).get(url("late")).context["lines"]] == [report]
    assert not as_(vera).get(url("late")).context["lines"]


# --- What the pages cost ---


@pytest.mark.parametrize("rows", [2, 20])
@pytest.mark.parametrize(
    ("name", "who", "queries"),
    [("mine", "anna", 11), ("review", "rita", 10), ("late", "ines", 12), ("list", "ines", 11)],
)
def test_a_list_costs_the_same_however_long(
    name, who, queries, rows, city, north, anna, rita, ines, now, as_, django_assert_num_queries
):
    state = ReportState.SUBMITTED if name == "review" else ReportState.OPEN
    for _ in range(rows):
        period = make.period(make.plan(city))
        about = make.task(period.plan, north).assignments.get()
        owed = make.report(period, about, state=state, due_at=datetime(2026, 10, 1, tzinfo=UTC))
        facts = {"version": 1, "saved_at": now, "submitted_at": now, "written_by": anna}
        Submission.objects.create(report=owed, **facts)
    client = as_({"anna": anna, "rita": rita, "ines": ines}[who])
    with django_assert_num_queries(queries):
        assert len(client.get(url(name)).context["lines"]) == rows


@pytest.mark.parametrize("parts", [1, 8])
def test_a_report_costs_the_same_however_many_units_assist(
    parts, plan, period, north, city, anna, as_, django_assert_num_queries
):
    units = [make.unit(f"第{n}街道", scope=city) for n in range(parts)]
    task = make.task(plan, north, *units)
    reports = [make.report(period, part) for part in task.assignments.order_by("order")]
    client = as_(anna)
    with django_assert_num_queries(13):
        assert client.get(url("report", reports[0].pk)).status_code == 200
