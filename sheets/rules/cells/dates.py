"""Days as people write them; a span of time means its last day."""

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache

from sheets.rules.cells.around import ALONE, Around
from sheets.rules.cells.found import Cell, Doubt, Nothing, Reading, Unreadable, as_seen, plain
from sheets.rules.cells.numerals import numeral
from sheets.rules.cells.plainly import nothing_in, tight
from sheets.rules.cells.serials import day_of, is_early
from sheets.rules.cells.spans import Span, span_in
from sheets.rules.cells.texts import visible
from sheets.rules.words import any_of, file


class Term(StrEnum):
    """What takes the place of a day."""

    ROLLING = "rolling"


_ISO = re.compile(r"([0-9]{4})-([0-9][0-9])-([0-9][0-9])")
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
# Behind a day, in brackets or not.
_WEEKDAY = re.compile("[(]?(?:周|星期|礼拜)[一二三四五六日天][)]?$")
_HAN = re.compile("[〇○零一二三四五六七八九十]+(?=个?[年月日号季])")
_TO = re.compile(
    r"(?P<since>[0-9年月日号./季度上下半第前底末旬初份q-]+?)(?:[-~—–]+|至|到)(?P<until>.+)"
)
_SHORT_YEAR = re.compile(r"'?[0-9][0-9](?:年.*|[-/.][0-9]{1,2}[-/.][0-9]{1,2})")
_YEAR_LAST = re.compile(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}")
_SHOWN = 100
# No day with its words is longer.
_LONGEST, _FARTHEST = 60, 200


def read_date(cell: Cell, around: Around = ALONE) -> Reading:
    """A day, or Term.ROLLING for what goes on for good."""
    if cell is None:
        return Reading(None, None, (), Nothing.EMPTY)
    if isinstance(cell, dict):
        return _read_odd(cell, around)
    if isinstance(cell, Decimal):
        return _read_counted(plain(cell), cell, around)
    if nothing := nothing_in(cell):
        return Reading(None, cell, (), nothing)
    bare = tight(cell[:_FARTHEST]).lower()
    if bare in file("cells")["dates"]["rolling"]:
        return Reading(Term.ROLLING, cell)
    if bare in file("cells")["dates"]["recurring"]:
        return Reading(Term.ROLLING, cell, (Doubt("recurs", cell.strip()),))
    if _SERIAL.fullmatch(bare):
        return _read_counted(bare, cell, around)
    return _read_written(bare, cell, around)


def _read_odd(cell: dict[str, object], around: Around) -> Reading:
    seen = as_seen(cell)
    iso = _ISO.match(seen) if cell["is"] == "date" else None
    if iso is None:
        unfit = cell["is"] in ("percent", "logical", "date")
        raise Unreadable("not_a_date" if unfit else str(cell["is"]), seen[:_SHOWN])
    day = _within(date(int(iso[1]), int(iso[2]), int(iso[3])), seen, around)
    early = is_early(seen, date1904=around.date1904)
    return Reading(day, cell, (Doubt("early_date", seen),) if early else ())


def _read_counted(text: str, cell: Cell, around: Around) -> Reading:
    """A number: 2025, 202503, 20250305, 2025.3, or a day as spreadsheets count it."""
    whole = text.partition(".")[0]
    if len(whole) != len("45930"):
        if isinstance(cell, Decimal) and text.endswith(".1"):
            # 2025.1 and 2025.10 are one number.
            raise Unreadable("ambiguous_date", text)
        return _read_written(text, cell, around)
    day = day_of(int(whole), date1904=around.date1904)
    if day is None:
        raise Unreadable("not_a_date", text)
    day = _within(day, text, around)
    return Reading(day, cell, (Doubt("serial", text, day.isoformat()),))


def _read_written(bare: str, cell: Cell, around: Around) -> Reading:
    found = visible(as_seen(cell))[:_SHOWN]
    if len(bare) > _LONGEST:
        raise Unreadable("not_a_date", found)
    core, before = _core_of(_WEEKDAY.sub("", bare))
    try:
        # 年内 is a span, though 内 may stand behind any other.
        span = _span(bare, around.year) or _span(core, around.year)
    except ValueError as error:
        raise Unreadable("no_such_day", found) from error
    if span is None:
        raise Unreadable(_why_not(core), found)
    day = _within(span.last, found, around)
    doubts = []
    if span.year_given is False:
        doubts.append(Doubt("year_assumed", found, day.isoformat()))
    if before and span.open_end:
        doubts.append(Doubt("before_span", found, day.isoformat()))
    return Reading(day, cell, tuple(doubts))


def _core_of(text: str) -> tuple[str, bool]:
    """The day itself without 力争 and 前完成; and whether it says before."""
    before, behind = _around()
    if (start := before.match(text)) and start.end() < len(text):
        text = text[start.end() :]
    end = behind.search(text)
    if end is None or end.start() == 0:
        return text, False
    return text[: end.start()], "前" in end[0] or end[0] == "before"


def _span(text: str, year: int | None) -> Span | None:
    """The span that a text is, or the last one of two: 2025年3-6月."""
    text = _HAN.sub(_counted, text)
    if found := span_in(text, year):
        return found
    both = _TO.fullmatch(text)
    if both is None:
        return None
    own_year = re.match(r"[0-9]{4}", both["since"])
    found = span_in(both["until"], int(own_year[0]) if own_year else year)
    return found._replace(year_given=True) if found and own_year else found


def _counted(match: re.Match[str]) -> str:
    """Raises Unreadable for 二五年, of which nobody knows the century."""
    try:
        return plain(numeral(match[0]))
    except ValueError as error:
        raise Unreadable("two_digit_year", match.string[:_SHOWN]) from error


def _within(day: date, found: str, around: Around) -> date:
    if not around.first_year <= day.year <= around.last_year:
        span = f"{around.first_year}–{around.last_year}"
        raise Unreadable("year_out_of_span", found[:_SHOWN], span)
    return day


def _why_not(text: str) -> str:
    if _YEAR_LAST.fullmatch(text):
        return "ambiguous_date"
    if _SHORT_YEAR.fullmatch(text):
        return "two_digit_year"
    # With any year it would have been one.
    return "year_missing" if _could_be(text) else "not_a_date"


def _could_be(text: str) -> bool:
    try:
        return _span(text, 2000) is not None
    except (Unreadable, ValueError):
        return False


@cache
def _around() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = file("cells")["dates"]
    return re.compile(f"{any_of(words['before'])}+"), re.compile(f"{any_of(words['behind'])}$")
