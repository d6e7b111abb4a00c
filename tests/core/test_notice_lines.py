"""Lines as people write holidays down, and what is taken from them."""

from datetime import date, timedelta

import pytest

from core.notice_lines import Fault, read

NOTICE = """云岭市人民政府办公室转发2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月6日（农历正月初一、周六）至12日（周五）放假调休，共7天。1月30日（周六）、2月14日（周日）上班。
七、国庆节、中秋节：10月1日（星期五）至7日放假，10月9日上班，共7天。
节假日期间，各单位要安排好值班和安全保卫。
"""


def taken(text: str, *, year: int = 2027) -> str:
    """Days in short: - for rest, + for work."""
    days = read(text, year=year).days.values()
    return " ".join(f"{'+' if day.works else '-'}{day.on:%m%d}" for day in days)


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("2027-01-01 休 元旦", "-0101"),
        ("2027-1-1 休", "-0101"),
        ("2027/1/4,班,元旦", "+0104"),
        ("2027.02.06 放假 春节", "-0206"),
        ("元旦 2027-01-01 休", "-0101"),
        ("2027-01-01\t休\t元旦", "-0101"),
        ("２０２７年１月１日　休", "-0101"),
        ("2027年1月1日至3日放假", "-0101 -0102 -0103"),
        ("2027年1月1日—1月3日放假", "-0101 -0102 -0103"),
        ("1月1日至3日，放假3天", "-0101 -0102 -0103"),
        ("5月1日至2日放假调休，5月8日（周六）、5月9日（周日）上班", "-0501 -0502 +0508 +0509"),
        ("2027-10-01 rest National Day", "-1001"),
        ("2027-10-09 work", "+1009"),
        ("2028-02-29 休", "-0229"),
        ("各单位安排好值班。", ""),
        ("", ""),
    ],
)
def test_a_line_in_many_hands(line: str, days: str) -> None:
    reading = read(line, year=2027)
    assert (taken(line), reading.unread) == (days, [])


def test_the_notice_as_it_is_printed() -> None:
    assert taken(NOTICE, year=2026) == (
        "-0101 -0102 -0103 -0206 -0207 -0208 -0209 -0210 -0211 -0212 +0130 +0214 "
        "-1001 -1002 -1003 -1004 -1005 -1006 -1007 +1009"
    )
    assert {day.on.year for day in read(NOTICE, year=2026).days.values()} == {2027}


def test_each_day_knows_its_holiday() -> None:
    days = read(NOTICE, year=2026).days
    names = [days[date(2027, month, 1)].name for month in (1, 10)]
    assert names == ["元旦", "国庆节、中秋节"]
    assert days[date(2027, 2, 14)].name == "春节"


def test_a_notice_without_line_breaks_says_the_same() -> None:
    assert taken(NOTICE.replace("\n", ""), year=2026) == taken(NOTICE, year=2026)


def test_a_holiday_over_the_years_turn() -> None:
    days = read("2026年12月31日至2027年1月2日放假", year=2026).days
    assert list(days) == [date(2026, 12, 31) + timedelta(days=offset) for offset in range(3)]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("2027-02-30 休", Fault.NO_SUCH_DAY),
        ("2027-02-29 休", Fault.NO_SUCH_DAY),
        ("0000-01-01 休", Fault.NO_SUCH_DAY),
        ("0001-01-01 休", Fault.NO_SUCH_DAY),
        ("9999-12-31 休", Fault.NO_SUCH_DAY),
        ("99999-01-01 休", Fault.NO_SUCH_DAY),
        ("13月1日放假", Fault.NO_SUCH_DAY),
        ("2027年1月1日（周六）放假", Fault.WRONG_WEEKDAY),
        ("2027年1月3日至1日放假", Fault.WRONG_ORDER),
        ("2027年1月1日至12月31日放假", Fault.TOO_LONG),
        ("2027-03-12 植树节", Fault.NO_WORD),
        ("放假 5月1日", Fault.NO_WORD),
        ("2027 放假", Fault.NO_SUCH_DAY),
        ("7天放假", Fault.NO_DAY),
        ("2027-01-01 休" + "。" * 500, Fault.LINE_TOO_LONG),
    ],
)
def test_nothing_is_taken_from_a_line_that_cannot_be_right(line: str, fault: Fault) -> None:
    reading = read(f"{line}\n2027-05-01 休", year=2027)
    assert [unread.fault for unread in reading.unread] == [fault]
    assert list(reading.days) == [date(2027, 5, 1)]


def test_lines_that_contradict_one_another() -> None:
    reading = read("2027-01-01 休 元旦\n2027-01-01 班 元旦", year=2027)
    assert [(each.line, each.fault) for each in reading.unread] == [(2, Fault.CONTRADICTION)]
    assert not reading.days[date(2027, 1, 1)].works


@pytest.mark.parametrize("piece", ["(", "1月", "1月1日至", "休", "、", "1月1日(周", "2027年"])
def test_repeated_pieces_do_not_hold_the_reader_up(piece: str) -> None:
    read(piece * 4000, year=2027)
