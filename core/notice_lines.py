"""Special days as people write them down: lists, and the lines of the State Council's notice.

    2027-01-01 休 元旦
    2027年1月1日至3日放假
    二、春节：2月6日（周六）至12日放假调休，共7天。1月30日（周六）上班。

Plain Python.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from core.calendar import YEARS

# No holiday is longer; a slip of the pen easily is.
LONGEST_DAYS = 16
LONGEST_TEXT = 20_000
LONGEST_LINE = 500
LONGEST_NAME = 60


class Fault(StrEnum):
    NO_SUCH_DAY = "no_such_day"
    WRONG_WEEKDAY = "wrong_weekday"
    WRONG_ORDER = "wrong_order"
    TOO_LONG = "too_long"
    NO_WORD = "no_word"
    NO_DAY = "no_day"
    LINE_TOO_LONG = "line_too_long"
    CONTRADICTION = "contradiction"


@dataclass(frozen=True)
class Day:
    on: date
    works: bool
    name: str


@dataclass(frozen=True)
class Unread:
    """A line of which nothing was taken, and why."""

    line: int
    text: str
    fault: Fault


@dataclass
class Reading:
    days: dict[date, Day] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)


class _Unreadable(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


_FULL_WIDTH = str.maketrans("０１２３４５６７８９（）：；，．／－～\u3000", "0123456789():;,./-~ ")
_WEEKDAYS = "一二三四五六日"
_DAY = r"""
    (?:(?P<{0}year>\d{{4}})\s*[年./-]\s*)?
    (?:(?P<{0}month>\d{{1,2}})\s*[月./-]\s*)?
    (?P<{0}day>\d{{1,2}})\s*(?P<{0}mark>日|号|(?<=\d)(?![\d天年月]))
    (?:\s*\([^()]*?(?:周|星期|礼拜)(?P<{0}weekday>[一二三四五六日天])[^()]*\))?
    (?:\s*\([^()]*\))?
"""
_TOKEN = re.compile(
    rf"""
    (?P<span>{_DAY.format("from_")}(?:\s*(?:至|到|—|–|-|~)+\s*{_DAY.format("to_")})?)
    |(?P<rest>放假|休息|不上班|休(?!息)|rest\b|off\b)
    |(?P<work>照常上班|上班|补班|工作日|班|work(?:s|ing)?\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
# A date, or a number together with a word for rest or work.
_TELLING = re.compile(r"\d\s*月\s*\d|\d\s*[./-]\s*\d|\d.*(?:休|班|放假)")
# A notice that lost its line breaks on the way.
_NEXT_HOLIDAY = re.compile(r"([。;])\s*(?=[一二三四五六七八九十]{1,3}、)")
_YEAR = re.compile(r"(\d{4})\s*年")
_NUMBER = r"(?:[一二三四五六七八九十]+\s*[、.]|\d+\s*[、.](?!\d)|\(\w+\))?"
_HEAD = re.compile(rf"^\s*{_NUMBER}\s*([^\d:,;]{{1,30}}?)\s*:")
_SPACES = re.compile(r"[\s,;:、]+")


def read(text: str, *, year: int) -> Reading:
    """The days that the lines name; where no year is printed, the last one named, or `year`."""
    reading = Reading()
    lines = _NEXT_HOLIDAY.sub(r"\1\n", text.translate(_FULL_WIDTH)).splitlines()
    for number, raw in enumerate(lines, start=1):
        line = raw.strip("\ufeff \t")
        if len(line) > LONGEST_LINE:
            reading.unread.append(Unread(number, f"{line[:200]}…", Fault.LINE_TOO_LONG))
            continue
        named = _YEAR.search(line)
        year = int(named[1]) if named else year
        if not _TELLING.search(line):
            continue  # a heading or a sentence about something else
        try:
            _take(reading, list(_days(line, year)))
        except _Unreadable as trouble:
            reading.unread.append(Unread(number, raw.strip()[:200], trouble.fault))
    return reading


def _take(reading: Reading, days: list[Day]) -> None:
    """All days of a line or none."""
    found = dict(reading.days)
    for day in days:
        known = found.get(day.on)
        if known is not None and known.works != day.works:
            raise _Unreadable(Fault.CONTRADICTION)
        found[day.on] = day
    reading.days = found


def _days(line: str, year: int) -> Iterator[Day]:
    """Dates wait for the word that follows them, or take the one before them in a list."""
    head = _HEAD.match(line)
    waiting: list[date] = []
    tokens = list(_TOKEN.finditer(line, head.end() if head else 0))
    if not any(token["span"] for token in tokens):
        raise _Unreadable(Fault.NO_DAY)
    name = (head[1] if head else _name(line, tokens))[:LONGEST_NAME]
    for token in tokens:
        if token["span"]:
            waiting += _span(token, year)
            continue
        yield from (Day(on, token["work"] is not None, name) for on in waiting)
        waiting = []
    if waiting:
        raise _Unreadable(Fault.NO_WORD)


def _name(line: str, tokens: list[re.Match[str]]) -> str:
    """What a line of a list says besides its date and its word: the holiday's name."""
    rest = line
    for token in tokens:
        rest = rest.replace(token[0], " ", 1)
    return _SPACES.sub(" ", re.sub(r"调休|共?\s*\d+\s*天|[。.()]", " ", rest)).strip(" -~")


def _span(token: re.Match[str], year: int) -> list[date]:
    first = _day(token, "from_", year, None)
    if token["to_day"] is None:
        return [first]
    last = _day(token, "to_", first.year, first.month)
    days = (last - first).days + 1
    if days < 1:
        raise _Unreadable(Fault.WRONG_ORDER)
    if days > LONGEST_DAYS:
        raise _Unreadable(Fault.TOO_LONG)
    return [first + timedelta(days=offset) for offset in range(days)]


def _day(token: re.Match[str], part: str, year: int, month: int | None) -> date:
    parts = [token[f"{part}{name}"] for name in ("year", "month", "day", "weekday")]
    if parts[1] is None and month is None:
        raise _Unreadable(Fault.NO_SUCH_DAY)
    try:
        day = date(int(parts[0] or year), int(parts[1] or month or 0), int(parts[2]))
    except ValueError as wrong:
        raise _Unreadable(Fault.NO_SUCH_DAY) from wrong
    if day.year not in YEARS:
        raise _Unreadable(Fault.NO_SUCH_DAY)
    if parts[3] and _WEEKDAYS.index(parts[3].replace("天", "日")) != day.weekday():
        raise _Unreadable(Fault.WRONG_WEEKDAY)
    return day
