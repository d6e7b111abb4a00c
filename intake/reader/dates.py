"""Dates and rhythms in running text: what is due when, and what recurs."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from .vocabulary import any_of, words

DATES = words("dates")
YEAR = "(?:19|20)\\d\\d"
HAN_YEAR = "[一二][〇○零一二三四五六七八九O0]{3}"
QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
WITHIN = (
    "(?:(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>3[01]|[12]\\d|0?[1-9])日|(?P<part>底|末|上旬|中旬|下旬|份)*)"
    "|(?P<half>上半年|下半年)|前(?P<quarters>[一二三])(?:个)?季度|第?(?P<quarter>[一二三四1-4])季度)(?:底|末)?"
)
OWN_WITHIN = WITHIN.replace("(?P<", "(?P<own_")
COUNT = "(?:\\d{1,2}|[一二两三四五六七八九十])"
# From when a number of years runs: 2023年起3年内, 自2023年起,用三年时间.
SINCE = re.compile(
    f"(?P<since>{YEAR})年(?:\\d{{1,2}}月)?(?:起|开始),?(?:在|用|利用|力争用)?(?P<span>{COUNT})年(?:左右)?(?:的)?(?:时间|内)"
)
MENTION = re.compile(
    f"(?P<years>{SINCE.pattern})|(?<!\\d)(?:用)?(?P<within>{COUNT})年(?:左右)?(?:的?时间|内)"
    f"|(?P<every>{any_of(DATES['every'])})"
    f"|(?P<lead>力争到|争取到|确保到|到|至|截至|截止)?(?:(?P<from>{YEAR})年?[-—–~～至到]+)?(?P<year>{YEAR}|{HAN_YEAR})年"
    f"(?:年(?=[底末]))?(?P<bottom>底|末|年底|年末)?(?:{WITHIN})?(?P<before>之前|以前|前|内)?"
    f"|(?P<lead2>到|至)?“?(?P<plan>{any_of(DATES['plans'])})”?(?:规划)?(?P<plan_end>期末|末期?|期间|时期|中期)"
    f"|(?P<this>今年|本年|当年|年)(?P<bottom2>年底|年末|底|末|内)(?P<before2>之前|以前|前)?"
    f"|(?P<whole>全年|今年(?!以来|来))(?![级龄均度制]|(?:的)?[1一]?[0-9一二三四五六七八九十]{{1,2}}月)"
    f"|(?<![\\d年])(?:今年|本年)?{OWN_WITHIN}(?P<before3>之前|以前|前)"
    f"|(?<![\\d年每前第度])(?P<bare>第?(?P<bare_quarter>[一二三四])季度末?|(?P<bare_half>上半年|下半年)"
    f"|(?P<bare_month>1[0-2]|[1-9])月(?:底|末))(?![度均])"
)
# A year that is compared with, or from which something runs, is no deadline.
BASE_BEFORE = re.compile("(?:(?<!占)比|较|与|从|自|以|相比|超过|高于|低于)$")
BASE_AFTER = re.compile(
    "(?:度?(?:起|以来|为基|的基础|基数|同期|水平|相比|年末数)|第|〕|\\]|的(?=[^,;。]{0,12}\\d))"
)
TIME_WORD = re.compile("[年月季期末]")
# 改造2000年底前建成的老旧小区: the date says which ones.
ATTRIBUTE = re.compile(
    "(?:建成|建设|开工|竣工|投产|认定|入库|登记|取得|出生|注册)(?:并[^,;。的]{2,6})?的"
)
HAN_DIGITS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")


@dataclass(frozen=True)
class Mention:
    """A date or a rhythm in the text.

    `governs` tells how far it holds: a deadline to the end of its paragraph, a bare year to the
    end of its sentence, a base year not at all, a span without a beginning (三年内) only ends a
    rhythm. `deadline` is said of 前 and 底: by then.
    """

    start: int
    end: int
    due: date | None = None
    every: str | None = None
    governs: str = "paragraph"
    deadline: bool = False
    first_year: int | None = None


def find_mentions(
    text: str, start: int, end: int, *, year: int | None, since: int | None = None
) -> list[Mention]:
    """All of them between two places.

    `year` is the document's, for 年底前 and 三季度; `since` the year from which 5年内 runs.
    """
    found: list[Mention] = []
    if not TIME_WORD.search(text, start, end):  # most clauses name no time: look closer at few
        return found
    for match in MENTION.finditer(text, start, end):
        mention = _read(text, match, year, since)
        if mention:
            found.append(mention)
    return found


def last_day(year: int, month: int = 12) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def first_year(text: str) -> int | None:
    """The year from which the document counts its years (2023年起3年内)."""
    found = SINCE.search(text)
    return int(found["since"]) if found else None


def _read(text: str, match: re.Match[str], year: int | None, since: int | None) -> Mention | None:
    start, end = match.span()
    if match["years"]:
        since = int(match["since"])
    if match["years"] or match["within"]:
        count = _count(match["span"] or match["within"])
        if not since:
            return Mention(start, end, governs="rhythm")
        return Mention(start, end, last_day(since + count - 1), first_year=since)
    if match["every"]:
        return Mention(start, end, every=DATES["every"][match["every"]])
    if match["plan"]:
        first, last = DATES["plans"][match["plan"]]
        return Mention(start, end, last_day(last), first_year=first, deadline=False)
    if match["year"]:
        return _dated(text, match)
    if year is None:
        return None
    if match["this"] or match["whole"]:
        return Mention(start, end, last_day(year), deadline=bool(match["this"]))
    if match["bare"]:
        return Mention(start, end, _bare(match, year), governs="sentence")
    return Mention(start, end, _within(match, year, "own_"), deadline=True)


def _dated(text: str, match: re.Match[str]) -> Mention:
    start, end = match.span()
    year = int(match["year"].translate(HAN_DIGITS))
    due = _within(match, year, "") if match["month"] or _has_quarter(match, "") else last_day(year)
    if ATTRIBUTE.match(text, end):
        return Mention(start, end, due, governs="nothing", first_year=year)
    firm = bool(match["lead"] or match["bottom"] or match["before"] or match["from"])
    base = not firm and (
        BASE_BEFORE.search(text[max(0, start - 2) : start]) or BASE_AFTER.match(text, end)
    )
    if base or match["lead"] in ("截至", "截止"):
        return Mention(start, end, due, governs="nothing", first_year=year)
    first = int(match["from"]) if match["from"] else year
    deadline = bool(match["before"]) or (
        not match["lead"] and bool(match["bottom"] or match["part"])
    )
    governs = "paragraph" if firm or deadline else "sentence"
    return Mention(start, end, due, governs=governs, deadline=deadline, first_year=first)


def _bare(match: re.Match[str], year: int) -> date:
    """一季度集中开工30个: a part of the document's year."""
    if match["bare_month"]:
        return last_day(year, int(match["bare_month"]))
    if match["bare_half"]:
        return last_day(year, 6 if match["bare_half"] == "上半年" else 12)
    return last_day(year, 3 * QUARTERS[match["bare_quarter"]])


def _count(text: str) -> int:
    return (
        int(text)
        if text.isdecimal()
        else "一二三四五六七八九十".index(text.replace("两", "二")) + 1
    )


def _has_quarter(match: re.Match[str], prefix: str) -> bool:
    return any(match[prefix + name] for name in ("half", "quarters", "quarter"))


def _within(match: re.Match[str], year: int, prefix: str) -> date | None:
    if match[prefix + "month"]:
        month = int(match[prefix + "month"])
        if match[prefix + "day"]:
            day = int(match[prefix + "day"])
            return date(year, month, day) if day <= monthrange(year, month)[1] else None
        part = match[prefix + "part"]
        if part in ("上旬", "中旬"):
            return date(year, month, 10 if part == "上旬" else 20)
        return last_day(year, month)
    if match[prefix + "half"]:
        return last_day(year, 6 if match[prefix + "half"] == "上半年" else 12)
    quarter = match[prefix + "quarters"] or match[prefix + "quarter"]
    return last_day(year, 3 * QUARTERS[quarter])
