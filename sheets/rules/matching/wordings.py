"""One header cell taken apart: its words, the unit of measure, the percent sign, the time."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from sheets.rules.matching.vocabulary import header_key
from sheets.rules.words import any_of, file
from units.rules import name_key


class Time(NamedTuple):
    """Which months a header speaks of. A single month or quarter may be that one alone."""

    year: int | None
    # First and last month; 0 where none is said.
    first: int
    last: int
    cumulative: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """`bare` is what the vocabulary is asked for."""

    bare: str
    measure: str = ""
    percent: bool = False
    time: Time | None = None


_BRACKETS = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_MONTHS = re.compile(
    r"(?:截[至止]到?)?(?:(?P<year>20\d\d)年?度?)?"
    r"(?:(?P<first>1[0-2]|0?[1-9])月?(?:份)?[-—–~～至到](?P<last>1[0-2]|0?[1-9])月(?:份)?"
    r"|(?P<month>1[0-2]|0?[1-9])月(?:份)?"
    r"|第?(?P<quarter>[一二三四1-4])季度?"
    r"|(?P<half>[上下])半年|(?P<three>前三季度))"
    r"(?P<end>(?:\d{1,2}日|底|末))?(?:止)?"
)
_YEAR = re.compile(r"(?:截[至止]到?)?(?P<year>20\d\d)年?(?:度|底|末)?")
_LONGEST = 26


@lru_cache(maxsize=4096)
def read_wording(text: str) -> Wording:
    """A header's words without brackets, time and unit of measure."""
    plain = unicodedata.normalize("NFKC", name_key(text)).lower()
    signs = file("signs")["headers"]
    percent = any(sign in plain for sign in signs["percent_signs"])
    measure, plain = _without_measure(plain)
    time, plain = _without_time(plain)
    bare = header_key(_BRACKETS.sub("", plain)) or header_key(plain)
    bare = bare.replace("%", "") or bare
    return Wording(bare[:_LONGEST], measure, percent, time)


def is_measure(text: str) -> bool:
    """Whether nothing but a unit of measure stands here."""
    return bool(text) and _measures().fullmatch(header_key(text)) is not None


@cache
def _measures() -> re.Pattern[str]:
    known = file("measures")
    return re.compile(any_of(known["scales"]) + "?" + any_of(map(header_key, known["words"])))


def _without_measure(text: str) -> tuple[str, str]:
    """The unit of measure in brackets, or behind a colon, a slash or `unit:`."""
    for found in _BRACKETS.finditer(text):
        inner = re.sub(r"^(?:计量)?单位:?", "", found[1])
        if is_measure(inner):
            return inner, text[: found.start()] + text[found.end() :]
    behind = re.fullmatch(r"(?P<words>.{2,}?)[:/,](?:单位:?)?(?P<measure>[^:/]{1,6})", text)
    if behind and is_measure(behind["measure"]):
        return behind["measure"], behind["words"]
    return ("%", text) if "%" in text else ("", text)


def _without_time(text: str) -> tuple[Time | None, str]:
    found = _MONTHS.search(text) or _YEAR.search(text)
    if found is None:
        return None, text
    groups = found.groupdict()
    first, last = _months(groups)
    signs = file("signs")["headers"]["cumulative"]
    whole = first == 1 or groups.get("end") or any(sign in text for sign in signs)
    year = int(groups["year"]) if groups["year"] else None
    rest = text[: found.start()] + text[found.end() :]
    return Time(year, first, last, bool(whole)), re.sub(r"\(\)|^[的止-]|^年", "", rest)


def _months(groups: dict[str, str | None]) -> tuple[int, int]:
    if groups.get("first"):
        return int(groups["first"] or 0), int(groups["last"] or 0)
    if month := int(groups.get("month") or 0):
        return month, month
    if groups.get("quarter"):
        last = 3 * _QUARTERS[groups["quarter"] or ""]
        return last - 2, last
    if groups.get("three"):
        return 1, 9
    return {"上": (1, 6), "下": (7, 12)}.get(groups.get("half") or "", (0, 0))
