"""What stands over a table: its title, whose it is, in what it counts, up to which day."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from unicodedata import normalize

from sheets.rules.matching.wordings import is_measure, read_wording
from sheets.rules.words import file


@dataclass(frozen=True, slots=True)
class Above:
    """The rows over a header; empty and None where nothing is printed."""

    title: str = ""
    unit: str = ""
    measure: str = ""
    closing_on: date | None = None


def read_above(rows: Sequence[Sequence[str]]) -> Above:
    """`rows` are the texts of the rows from the first to the one over the header."""
    texts = [normalize("NFKC", text) for row in rows for text in dict.fromkeys(row)]
    title = next((text for text in texts if ":" not in text and len(text) > 3), "")
    whole = "\n".join(texts)
    measure, unit = _sign("measure").search(whole), _units(whole)
    return Above(
        title,
        unit,
        measure["found"] if measure and is_measure(measure["found"]) else "",
        _closing(texts),
    )


def stands_above(text: str) -> bool:
    """Whether a text belongs over a table rather than into its header: 单位：万元, 截至日期：…"""
    plain = normalize("NFKC", text)
    said = _sign("closing").match(plain)
    if said and _day(plain[said.end() :], 2000):
        return True
    written = _sign("written").match(plain)
    colon = plain.find(":") + 1
    labelled = any(_sign(name).match(plain) for name in ("unit", "measure"))
    return labelled or bool(written and colon and plain[colon:])


def _units(text: str) -> str:
    found = (each["found"] for each in _sign("unit").finditer(text))
    return next((name for name in found if not is_measure(name)), "")


@cache
def _sign(name: str) -> re.Pattern[str]:
    return re.compile(file("signs")["above"][name], re.IGNORECASE)


_DAY = re.compile(r"(20\d\d)[-./年](\d{1,2})[-./月](\d{1,2})")
_MONTH_DAY = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})日?")


def _closing(texts: Sequence[str]) -> date | None:
    """The day up to which the table tells; a day on which it was written is another one."""
    year = next(
        (int(found[1]) for text in texts if (found := re.search(r"(20\d\d)年?", text))), None
    )
    for text in texts:
        if _sign("written").search(text):
            continue
        said = _sign("closing").search(text)
        rest = text[said.end() :] if said else text
        if said and (day := _day(rest, year)):
            return day
    for text in texts:
        if not _sign("written").search(text) and (day := _last_of_time(text, year)):
            return day
    return None


def _day(text: str, year: int | None) -> date | None:
    if found := _DAY.match(text):
        return _valid(int(found[1]), int(found[2]), int(found[3]))
    if (found := _MONTH_DAY.match(text)) and year:
        return _valid(year, int(found[1]), int(found[2]))
    return _last_of_time(text, year)


def _last_of_time(text: str, year: int | None) -> date | None:
    time = read_wording(text).time
    if time is None or not time.last or not (time.year or year):
        return None
    whole = time.year or year or 0
    return date(whole, time.last, calendar.monthrange(whole, time.last)[1])


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
