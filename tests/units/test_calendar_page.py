"""The working calendar on its page: Otto and Ines of the office keep it, and Sam."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.translation import override

from core.models import AuditEntry, SpecialDay
from core.working_days import working_calendar
from units import queries, services

PAGE = "/calendar/"
IMPORT = "/calendar/import/"
LINES = "2027-01-01 休 元旦\n2027-01-09 班 元旦\n2027年10月1日至7日放假 国庆节"


@pytest.fixture
def keeper(client, ines):
    client.force_login(ines)
    return client


@pytest.mark.parametrize(
    ("cast", "status"),
    [("ines", 200), ("otto", 200), ("sam", 200), ("anna", 404), ("lena", 404), ("ada", 404)],
)
def test_the_office_and_the_system_administrator_keep_it(client, request, cast, status):
    client.force_login(request.getfixturevalue(cast))
    assert client.get(PAGE).status_code == status
    assert client.post(IMPORT, {"text": LINES}).status_code == status


def test_the_year_shows_rest_days_and_days_worked_in_exchange(keeper):
    sheet = keeper.get(PAGE, {"year": "2026"}).context["sheet"]
    cells = {
        cell.on.day: cell for week in sheet.months[9].weeks for cell in week if cell is not None
    }
    assert [cells[day].works for day in (7, 8, 10, 11)] == [False, True, True, False]
    assert sheet.known
    assert len(cells) == 31


def test_the_names_of_holidays_are_in_the_language_of_the_page(keeper):
    chinese = keeper.get(PAGE, {"year": "2026"}).text
    keeper.cookies["django_language"] = "en"
    english = keeper.get(PAGE, {"year": "2026"}).text
    assert ("国庆节" in chinese, "National Day" in chinese) == (True, False)
    assert ("国庆节" in english, "National Day" in english) == (False, True)


@pytest.mark.parametrize("year", ["", "x", "0", "1999", "2101", "99999", "²²²²", "-026"])
def test_a_year_that_nobody_plans_shows_this_one(keeper, year):
    assert keeper.get(PAGE, {"year": year}).context["sheet"].number == timezone.localdate().year


@pytest.mark.parametrize("year", [2000, 2099])
def test_the_first_and_the_last_year_have_pages(keeper, year):
    assert keeper.get(PAGE, {"year": year}).context["sheet"].number == year


@pytest.mark.parametrize("year", ["2026", "2050"])
def test_a_year_costs_the_same_with_and_without_holidays(keeper, year, django_assert_num_queries):
    with django_assert_num_queries(6):
        keeper.get(PAGE, {"year": year})


def test_an_import_is_read_before_it_is_saved(keeper):
    shown = keeper.post(IMPORT, {"text": LINES}).context["preview"]
    assert (shown.changes, len(shown.lines)) == (9, 9)
    assert not SpecialDay.objects.filter(on__year=2027).exists()
    keeper.post(IMPORT, {"text": LINES, "save": "1"})
    calendar = working_calendar()
    assert calendar.knows(2027)
    assert calendar.works(date(2027, 1, 9))
    assert not calendar.works(date(2027, 10, 4))
    assert AuditEntry.objects.get().verb == "calendar.imported"


def test_the_same_import_twice_changes_nothing_more(keeper):
    for _ in range(2):
        keeper.post(IMPORT, {"text": LINES, "save": "1"})
    assert AuditEntry.objects.filter(verb="calendar.imported").count() == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_is_read_as_offices_save_it(keeper, encoding):
    file = SimpleUploadedFile("节假日.txt", LINES.encode(encoding))
    preview = keeper.post(IMPORT, {"file": file}).context["preview"]
    assert (preview.changes, preview.unread) == (9, [])


BAD_FILES = {
    "an image": b"\xff\xd8\xff\xe0\x00\x10JFIF\x80",
    "a big one": b"2027-01-01 x\n" * 10_000,
    "NUL": b"2027-01-01\x00 x",
}


@pytest.mark.parametrize("data", BAD_FILES.values(), ids=BAD_FILES)
def test_a_file_that_is_no_list_is_refused(keeper, data):
    answer = keeper.post(IMPORT, {"file": SimpleUploadedFile("x.txt", data), "save": "1"})
    assert answer.status_code == 422
    assert not SpecialDay.objects.filter(on__year=2027).exists()


@pytest.mark.parametrize("text", ["", "  ", "x" * 20_001])
def test_nothing_or_too_much_is_no_import(keeper, text):
    assert keeper.post(IMPORT, {"text": text}).status_code == 422


def test_lines_that_cannot_be_read_are_shown_with_the_reason(keeper):
    page = keeper.post(IMPORT, {"text": "2027-02-30 休"}, headers={"Accept-Language": "en"})
    (line,) = page.context["unread"]
    assert (line["number"], line["text"]) == (1, "2027-02-30 休")
    assert page.context["preview"].lines == []


def test_one_day_is_set_by_hand(keeper):
    keeper.post(PAGE, {"on": "2027-03-03", "works": "no", "name": "市民节"})
    assert not working_calendar().works(date(2027, 3, 3))
    assert AuditEntry.objects.get().verb == "calendar.day_set"


def test_a_day_of_the_library_that_was_struck_out_stays_so(keeper, now):
    keeper.post(PAGE, {"on": "2026-10-10", "works": "no", "name": ""})
    assert not working_calendar().works(date(2026, 10, 10))
    assert SpecialDay.objects.get(on=date(2026, 10, 10)).origin == "page"


@pytest.mark.parametrize("on", ["0000-01-01", "0001-01-01", "9999-12-31", "x", "", "2027-02-29"])
def test_a_day_that_nobody_plans_is_refused(keeper, on):
    before = SpecialDay.objects.count()
    keeper.post(PAGE, {"on": on, "works": "no", "name": ""})
    assert SpecialDay.objects.count() == before


@pytest.mark.parametrize(
    ("on", "year"),
    [
        (date(2026, 10, 31), None),
        (date(2026, 11, 1), 2027),
        (date(2026, 12, 31), 2027),
        (date(2027, 1, 1), 2027),
        (date(2028, 2, 29), 2028),
        (date(9999, 12, 31), 9999),
    ],
)
def test_the_office_is_warned_in_time(db, on, year, django_assert_num_queries):
    with override("en"), django_assert_num_queries(1):
        warning = queries.calendar_warning(on)
    assert (f"calendar of {year} is missing" in warning) is (year is not None)


def test_nobody_is_warned_of_a_year_that_is_there(otto, now):
    services.set_day(on=date(2027, 10, 1), works=False, name="国庆节", by=otto, now=now)
    assert queries.calendar_warning(date(2026, 11, 22)) == ""
