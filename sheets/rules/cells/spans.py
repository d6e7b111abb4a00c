"""Days, months, quarters, halves and years in a text that is nothing else."""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from core.calendar import last_day_of_month


class Span(NamedTuple):
    """`last` is its last day; `open_end` is said of 3月, whose end is not named, unlike 3月底."""

    last: date
    year_given: bool = True
    open_end: bool = False


_YEAR = r"(?P<year>[0-9]{4})"
_TIME = r"(?:[ t]?[0-9]{1,2}:[0-9][0-9](?::[0-9][0-9](?:\.[0-9]+)?)?)?"
_END = "(?P<end>[底末])?"
_MAYBE_YEAR = rf"(?:{_YEAR}(?:年度?)?[-/. ]?|今年|本年度?|当年)?"
_TENS = {"初": 10, "上旬": 10, "中旬": 20}


def span_in(text: str, year: int | None) -> Span | None:
    """What the whole text is; `year` is that of spans without one.

    None where it is no span, or has no year and none is known. Raises ValueError for the 31st of
    February.
    """
    for pattern, read in _READERS:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        groups = match.groupdict()
        own = groups.get("year") or groups.get("year2")
        if not own and year is None:
            return None
        last = read(int(own) if own else year or 0, groups)
        spoken = "end" in groups and not groups["end"] and not groups.get("tens")
        return Span(last, bool(own), spoken)
    return None


Groups = dict[str, str | None]


def _day(year: int, groups: Groups) -> date:
    return date(year, int(groups["month"] or 0), int(groups["day"] or 0))


def _month(year: int, groups: Groups) -> date:
    first = date(year, int(groups["month"] or 0), 1)
    tens = _TENS.get(groups.get("tens") or "")
    return first.replace(day=tens) if tens else last_day_of_month(first)


def _quarter(year: int, groups: Groups) -> date:
    number = groups["quarter"] or groups.get("quarters") or ""
    return last_day_of_month(date(year, int(number) * 3, 1))


def _half(year: int, groups: Groups) -> date:
    first = groups["half"] in ("上半年", "h1", "年中")
    return date(year, 6, 30) if first else date(year, 12, 31)


def _whole(year: int, _groups: Groups) -> date:
    return date(year, 12, 31)


_READERS: tuple[tuple[re.Pattern[str], Callable[[int, Groups], date]], ...] = (
    (re.compile(rf"{_YEAR}年(?P<month>[0-9]{{1,2}})月(?P<day>[0-9]{{1,2}})[日号]?{_TIME}"), _day),
    (re.compile(rf"{_YEAR}[-/.](?P<month>[0-9]{{1,2}})[-/.](?P<day>[0-9]{{1,2}})日?{_TIME}"), _day),
    (re.compile(rf"{_YEAR}(?P<month>[0-9][0-9])(?P<day>[0-9][0-9])"), _day),
    (re.compile(r"(?:今年|本年)?(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})[日号]?"), _day),
    (re.compile(r"(?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})"), _day),
    (
        re.compile(
            rf"(?:{_YEAR}年|{_YEAR.replace('year', 'year2')}[-/.]|今年|本年)?"
            rf"(?P<month>[0-9]{{1,2}})月份?(?:(?P<tens>初|上旬|中旬)|(?P<end>月?[底末]|下旬))?"
        ),
        _month,
    ),
    (re.compile(rf"{_YEAR}[-/.](?P<month>[0-9]{{1,2}}){_END}"), _month),
    (re.compile(rf"{_YEAR}(?P<month>0[1-9]|1[0-2]){_END}"), _month),
    (
        re.compile(
            rf"{_MAYBE_YEAR}(?:第?(?P<quarter>[1-4])个?季度?|前(?P<quarters>[1-3])个?季度){_END}"
        ),
        _quarter,
    ),
    (re.compile(rf"{_MAYBE_YEAR}q(?P<quarter>[1-4]){_END}"), _quarter),
    (re.compile(rf"q(?P<quarter>[1-4])[-/. ]?{_YEAR}{_END}"), _quarter),
    (re.compile(rf"{_MAYBE_YEAR}(?P<half>上半年|下半年|年中|h1|h2){_END}"), _half),
    (re.compile(rf"{_YEAR}(?:年度?)?(?P<end>年?[底末内]|全年)?"), _whole),
    (re.compile(r"(?:今年|本年度?|当年)(?P<end>年?[底末内]|全年)?"), _whole),
    (re.compile(r"(?P<end>年[底末内终]|全年)"), _whole),
)
