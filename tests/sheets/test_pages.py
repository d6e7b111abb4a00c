"""The pages of workbooks, for those who may see them and those who may not."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from core.work import WorkState
from plans.models import Plan
from reports.models import Period, Report, ReportState
from sheets import services
from sheets.jobs import read_sheets
from sheets.models import Sheet
from sheets.writing import MIME
from tests import make
from tests.sheets import books, ugly
from tests.sheets.books import confirmed, drafted, filled, read, upload, write
from units.models import Unit, User
from units.rules import Role

INDEX = "/sheets/"
VERBS = ("confirm", "again", "decide", "lines", "cancel", "withdraw")


@pytest.fixture
def twin(north: Unit, south: Unit) -> User:
    """Reports for both bureaus."""
    return make.user("twin", (north, Role.REPORTER), (south, Role.REPORTER))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, content: bytes, unit: Unit, name: str = "填报.xlsx") -> Sheet:
    data = {"unit": unit.pk, "file": SimpleUploadedFile(name, content)}
    response = client.post("/sheets/upload/", data)
    assert response.status_code == 302
    return Sheet.objects.get(pk=response["Location"].split("/")[-2])


def download_url(unit: Unit, day: date = books.CLOSING) -> str:
    return reverse("sheets:download", args=[unit.pk, day])


# --- The whole way -------------------------------------------------------------------------------


def test_a_reporter_downloads_fills_in_uploads_and_confirms(
    north: Unit, anna: User, report: Report
) -> None:
    client = signed_in(anna)
    book = books.opened(client.get(download_url(north)).content)
    write(book.worksheets[0], 2, percent=62.5, progress="新增12家。")
    sheet = send(client, books.saved(book), north)
    assert "等待读取" in client.get(f"/sheets/{sheet.pk}/").content.decode()
    read_sheets()
    assert "1行可以保存" in client.get(f"/sheets/{sheet.pk}/").content.decode()
    client.post(f"/sheets/{sheet.pk}/confirm/", {"then": "submit"})
    assert "各行等待保存" in client.get(f"/sheets/{sheet.pk}/").content.decode()
    read_sheets()
    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED


def test_the_page_offers_the_open_closing_dates(north: Unit, anna: User, report: Report) -> None:
    page = signed_in(anna).get(INDEX).content.decode()
    assert download_url(north) in page
    assert "2026-10-09" in page
    assert "1项，共1项" in page


def test_nothing_left_to_report_is_said(anna: User) -> None:
    assert "没有待填报的内容" in signed_in(anna).get(INDEX).content.decode()


def test_the_workbook_is_named_after_unit_and_day(north: Unit, anna: User, report: Report) -> None:
    response = signed_in(anna).get(download_url(north))
    assert response["Content-Type"] == MIME
    assert "2026-09-30.xlsx" in response["Content-Disposition"]


def test_a_closing_date_without_reports_has_no_workbook(north: Unit, anna: User) -> None:
    assert signed_in(anna).get(download_url(north)).status_code == 404
    assert signed_in(anna).get(f"/sheets/download/{north.pk}/2026-13-45/").status_code == 404


def test_an_upload_without_a_file_is_answered_on_the_page(north: Unit, anna: User) -> None:
    response = signed_in(anna).post("/sheets/upload/", {"unit": north.pk})
    assert response.status_code == 422
    assert "请先选择文件" in response.content.decode()


def test_the_same_file_leads_to_its_first_upload(north: Unit, anna: User) -> None:
    client = signed_in(anna)
    first = send(client, b"a,b", north)
    assert send(client, b"a,b", north, "other.xlsx") == first
    assert "上传过同一文件" in client.get(f"/sheets/{first.pk}/").content.decode()


def test_the_original_is_given_back_byte_for_byte(good: Sheet, anna: User) -> None:
    response = signed_in(anna).get(f"/sheets/{good.pk}/original/")
    with good.file.open("rb") as file:
        assert b"".join(response.streaming_content) == file.read()  # type: ignore[attr-defined]  # the test client's response has no types for streams
    assert "filename*=" in response["Content-Disposition"]


# --- While it is read ----------------------------------------------------------------------------


def test_htmx_asks_for_the_progress_alone(north: Unit, anna: User) -> None:
    sheet = upload(b"x", north, anna)
    Sheet.objects.filter(pk=sheet.pk).update(
        work_state=WorkState.RUNNING, lines_total=40, lines_read=10
    )
    part = signed_in(anna).get(f"/sheets/{sheet.pk}/", headers={"HX-Request": "true"})
    assert "已完成10行，共40行" in part.content.decode()
    assert "<html" not in part.content.decode()


def test_htmx_loads_the_page_anew_once_it_is_read(good: Sheet, anna: User) -> None:
    response = signed_in(anna).get(f"/sheets/{good.pk}/", headers={"HX-Request": "true"})
    assert response["HX-Refresh"] == "true"


def test_without_a_script_a_link_looks_again(north: Unit, anna: User) -> None:
    sheet = upload(b"x", north, anna)
    page = signed_in(anna).get(f"/sheets/{sheet.pk}/").content.decode()
    assert f'href="/sheets/{sheet.pk}/"' in page
    assert "<html" in page


# --- What was found ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "文件是空的"),
        (b"a,b\n1,2", "表头"),
        (ugly.protected(), "打开密码"),
        (ugly.archive({"word/document.xml": b"<w/>"}), "Word文档"),
        (ugly.stray_cell(), "XFD1048576"),
    ],
)
def test_a_refused_workbook_says_what_to_do(
    content: bytes, words: str, north: Unit, anna: User
) -> None:
    sheet = read(content, north, anna)
    page = signed_in(anna).get(f"/sheets/{sheet.pk}/").content.decode()
    assert words in page
    assert "保存并提交审核" not in page


def test_a_refused_line_is_told_by_its_cell_and_bars_the_way(
    north: Unit, anna: User, report: Report
) -> None:
    sheet = read(filled(north, lambda s: write(s, 2, percent="一半")), north, anna)
    page = signed_in(anna).get(f"/sheets/{sheet.pk}/").content.decode()
    assert f"{books.LETTERS['percent']}2" in page
    assert "“一半”不是数字" in page
    assert "/confirm/" not in page


def test_a_change_shows_old_and_new(good: Sheet, north: Unit, anna: User) -> None:
    confirmed(good, anna)
    sheet = read(filled(north, lambda s: write(s, 2, percent=70)), north, anna)
    page = signed_in(anna).get(f"/sheets/{sheet.pk}/").content.decode()
    assert "<del>62.5</del>" in page
    assert "<ins>70</ins>" in page


def test_lines_are_chosen_by_outcome_in_the_address(good: Sheet, anna: User) -> None:
    client = signed_in(anna)
    assert "培育企业" in client.get(f"/sheets/{good.pk}/?show=new").content.decode()
    assert "没有这一类的行" in client.get(f"/sheets/{good.pk}/?show=refused").content.decode()
    assert "培育企业" in client.get(f"/sheets/{good.pk}/?show=nonsense").content.decode()


def test_what_people_wrote_is_shown_as_text(north: Unit, anna: User, report: Report) -> None:
    text = "<script>alert(1)</script>{{ 7 }}"
    sheet = read(filled(north, lambda s: write(s, 2, progress=text)), north, anna)
    page = signed_in(anna).get(f"/sheets/{sheet.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_who_was_slower_is_told_and_decides_between_both_texts(
    good: Sheet, anna: User, twin: User, report: Report
) -> None:
    client = signed_in(anna)
    drafted(report, twin)
    client.post(f"/sheets/{good.pk}/confirm/", {"then": "draft"})
    read_sheets()
    page = client.get(f"/sheets/{good.pk}/").content.decode()
    assert "他人已先修改" in page
    assert "平台现有内容由Twin于" in page
    assert "建立后备库。" in page
    assert "新增12家。" in page
    assert "请先处理他人已修改的行" in page
    choice = {f"choice-{good.lines.get().pk}": "take"}
    client.post(f"/sheets/{good.pk}/decide/", choice)
    client.post(f"/sheets/{good.pk}/confirm/", {"then": "draft"})
    read_sheets()
    assert report.submissions.get().progress == "新增12家。"


def test_what_looks_doubtful_is_explained_on_the_page(
    north: Unit, anna: User, report: Report
) -> None:
    sheet = read(filled(north, lambda s: write(s, 2, percent=100, progress="完成。")), north, anna)
    client = signed_in(anna)
    page = client.get(f"/sheets/{sheet.pk}/?show=doubtful").content.decode()
    assert "存疑" in page
    line = sheet.lines.get()
    client.post(f"/sheets/{sheet.pk}/decide/?show=doubtful", {f"explain-{line.pk}": "提前完成。"})
    page = client.get(f"/sheets/{sheet.pk}/").content.decode()
    assert 'value="提前完成。"' in page
    assert "存疑" not in page


def test_a_line_that_was_left_out_is_not_saved(good: Sheet, anna: User, report: Report) -> None:
    client = signed_in(anna)
    client.post(f"/sheets/{good.pk}/decide/", {f"choice-{good.lines.get().pk}": "leave"})
    page = client.get(f"/sheets/{good.pk}/").content.decode()
    assert "/confirm/" not in page
    assert "没有需要保存的" in page


def test_reading_is_broken_off(north: Unit, anna: User) -> None:
    sheet = upload(b"x", north, anna)
    page = signed_in(anna).post(f"/sheets/{sheet.pk}/cancel/", follow=True)
    assert "已放弃" in page.content.decode()
    assert not services.work_on_one_sheet(now=make.NOW)


def test_everything_is_taken_back(good: Sheet, anna: User, report: Report) -> None:
    confirmed(good, anna)
    page = signed_in(anna).post(f"/sheets/{good.pk}/withdraw/", follow=True)
    assert "Anna已于" in page.content.decode()
    assert not report.submissions.exists()


def test_a_workbook_that_killed_its_workers_says_so(north: Unit, anna: User) -> None:
    sheet = upload(b"x", north, anna)
    Sheet.objects.filter(pk=sheet.pk).update(work_state=WorkState.FAILED)
    page = signed_in(anna).get(f"/sheets/{sheet.pk}/").content.decode()
    assert "多次读取中断" in page
    assert f"/sheets/{sheet.pk}/again/" in page


def test_a_confirmed_workbook_offers_nothing_more(good: Sheet, anna: User) -> None:
    confirmed(good, anna)
    page = signed_in(anna).get(f"/sheets/{good.pk}/").content.decode()
    assert "Anna已于" in page
    assert "/confirm/" not in page
    assert "/again/" not in page
    assert "/withdraw/" in page


# --- Who may -------------------------------------------------------------------------------------


def test_a_stranger_finds_nothing(good: Sheet, north: Unit, vera: User) -> None:
    client = signed_in(vera)
    assert client.get(download_url(north)).status_code == 404
    for page in ("", "original/"):
        assert client.get(f"/sheets/{good.pk}/{page}").status_code == 404
    for verb in VERBS:
        assert client.post(f"/sheets/{good.pk}/{verb}/").status_code == 404


def test_a_stranger_cannot_upload_for_the_unit(north: Unit, vera: User) -> None:
    data = {"unit": north.pk, "file": SimpleUploadedFile("a.xlsx", b"x")}
    response = signed_in(vera).post("/sheets/upload/", data)
    assert response.status_code == 422
    assert not Sheet.objects.exists()


@pytest.mark.parametrize("who", ["rita", "hugo", "ines", "otto", "lena"])
def test_a_reader_may_look_but_not_act(
    who: str, good: Sheet, north: Unit, request: pytest.FixtureRequest
) -> None:
    client = signed_in(request.getfixturevalue(who))
    page = client.get(f"/sheets/{good.pk}/")
    assert page.status_code == 200
    assert "/confirm/" not in page.content.decode()
    assert client.get(INDEX).status_code == 403
    # The office fetches the workbook of a unit that cannot reach the portal.
    expected = 200 if who in ("ines", "otto") else 403
    assert client.get(download_url(north)).status_code == expected
    assert client.post("/sheets/upload/").status_code == 403
    for verb in VERBS:
        assert client.post(f"/sheets/{good.pk}/{verb}/").status_code == 403


def test_looking_is_no_acting(good: Sheet, anna: User) -> None:
    client = signed_in(anna)
    for verb in VERBS:
        assert client.get(f"/sheets/{good.pk}/{verb}/").status_code == 405
    assert client.get("/sheets/upload/").status_code == 405


def test_who_reports_for_two_units_chooses(south: Unit, twin: User, report: Report) -> None:
    page = signed_in(twin).get(INDEX).content.decode()
    assert "<select" in page
    assert send(signed_in(twin), b"x", south).unit == south


# --- What it costs -------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 12])
def test_the_index_costs_the_same_for_many_uploads(
    count: int,
    north: Unit,
    anna: User,
    report: Report,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        upload(b"%d" % number, north, anna)
    client = signed_in(anna)
    with django_assert_num_queries(INDEX_QUERIES):
        client.get(INDEX)


@pytest.mark.parametrize("count", [1, 60])
def test_a_sheet_costs_the_same_for_many_lines(
    count: int,
    north: Unit,
    anna: User,
    plan: Plan,
    period: Period,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(count):
        make.report(period, make.task(plan, north).assignments.get())
    book = books.opened(books.downloaded(north))
    for row in range(count):
        write(book.worksheets[0], row + 2, percent=5)
    sheet = read(books.saved(book), north, anna)
    client = signed_in(anna)
    with django_assert_num_queries(SHEET_QUERIES):
        client.get(f"/sheets/{sheet.pk}/")


# Session, person, roles, inbox; units, closing dates, the page's size, its uploads.
INDEX_QUERIES = 8
# Session, person, roles, inbox; the sheet, its counts, the page's size, its lines.
SHEET_QUERIES = 8
