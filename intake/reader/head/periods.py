"""What a plan covers: from which day to which."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from intake.reader.chapters import CHAPTERS, chapter_kind
from intake.reader.dates import find_mentions, last_day
from intake.reader.lines import Span
from intake.reader.outline import paragraphs
from intake.reader.vocabulary import any_of, words

from .frame import Frame

DATES = words("dates")
PERIODS = words("heads")["period"]
YEAR = r"(?:19|20)\d\d"
COUNT = r"\d{1,2}(?!\d)|[一二两三四五六七八九十]"
TO = "(?:至|到|[-—–~～])+"
YEARS = re.compile(rf"(?P<first>{YEAR})年?{TO}(?P<last>{YEAR})年?")
# 2024年度推进计划, though not 2035年远景目标, 到2025年, or the year of which only a summary tells.
YEARLY = re.compile(
    rf"(?<![到至\d])(?P<year>{YEAR})年(?:度)?(?!远景|基本|[底末前]|\d|[至到—–-]"
    f"|[^,、和及与\\d]{{0,6}}{any_of(PERIODS['past'])})"
)
PART = re.compile(
    rf"(?P<year>{YEAR})年(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>上半年|下半年))"
)
MONTH = "(?:(?P<{0}>1[0-2]|0?[1-9])月)"
DAY = r"(?:(?P<{0}>\d{{1,2}})日)"
FROM = f"(?P<first>{YEAR})年?{MONTH.format('from_month')}?{DAY.format('from_day')}?"
UNTIL = f"(?:(?P<last>{YEAR})年)?{MONTH.format('to_month')}?{DAY.format('to_day')}?(?:底|末)?"
# 实施期限为2023年6月至2025年12月.
RUNS = re.compile(
    f"{any_of(PERIODS['runs'])}(?:为|是|:|从|自|[ ]){{0,3}}{FROM}(?:起|开始)?,?{TO}{UNTIL}"
)
# 自2024年7月1日起施行,有效期至2026年12月31日.
IN_FORCE = re.compile(
    f"自{FROM}起(?:施行|实施|执行|生效)[,;。]?(?:本[^,。]{{1,8}})?有效期(?:限)?(?:为|至|到|:)*"
    f"(?:(?P<years>{COUNT})年|{UNTIL})"
)
STEP = re.compile(f"{FROM}(?:起)?{TO}{UNTIL}")
STEP_NAME = re.compile(any_of(PERIODS["steps"]))
HEADING_YEAR = re.compile(rf"(?P<year>{YEAR})年(?:度)?(?:工作|主要|重点)")
PAST = re.compile(any_of(PERIODS["past"]))
ANNOUNCED = re.compile(any_of(PERIODS["announced"]) + "[^。\n]{0,120}")
THIS_YEAR = re.compile(any_of(PERIODS["this_year"]))
YEARLY_TITLE = re.compile(any_of(PERIODS["yearly"]))
# 2012年起5年内; 从2024年起,用三年时间.
SINCE = re.compile(
    rf"(?P<first>{YEAR})年(?:\d{{1,2}}月)?(?:起|开始),?(?:在|用|利用|力争用)?"
    f"(?P<years>{COUNT})年(?:左右)?(?:的)?(?:时间|内)"
)
OUTLOOK = re.compile("展望(?:到)?$")
FIGURE = re.compile(r"[\d一二三四五六七八九十]")
FEWEST_STEPS = 2
BEFORE = 4  # the letters of 展望到
TASK_HEADING = 60  # the words at the head of a step that give its months


@dataclass(frozen=True)
class Period:
    """`mark` is where it is printed; None where the day of issue tells what 今年 is."""

    start: date | None = None
    end: date | None = None
    mark: Span | None = None


def find_period(frame: Frame, year: int | None) -> Period:
    """Said in the title, in so many words, by steps, or by the goals. `year` is that of issue."""
    for told in (_in_title, _in_words, _announced, _by_steps, _in_headings, _from_a_year):
        period = told(frame)
        if period:
            return period
    return _this_year(frame, year) or _last_goal(frame) or Period()


# ---------------------------------------------------------------- the title


def _in_title(frame: Frame) -> Period | None:
    """The years of the title, or of the bracket below it."""
    if not frame.title:
        return None
    start, end = frame.title.span
    spans = [(start, end)]
    spans += [line for line in frame.under_title[:1] if frame.text[line[0]] == "("]
    for span in spans:
        period = _years(frame.text, *span)
        if period:
            return period
    return _mentioned(frame.text, start, end)


def _years(text: str, start: int, end: int) -> Period | None:
    """2023—2025年, 2024年第一季度, 2024年度, “十四五”."""
    step = STEP.search(text, start, end)
    if step and step["from_month"] and step["to_month"]:
        return _between(step)
    years = YEARS.search(text, start, end)
    if years:
        first, last = int(years["first"]), int(years["last"])
        return Period(date(first, 1, 1), last_day(last), years.span())
    part = PART.search(text, start, end)
    if part:
        return _part(part)
    yearly = YEARLY.search(text, start, end)
    if yearly:
        year = int(yearly["year"])
        return Period(date(year, 1, 1), last_day(year), yearly.span())
    plan = re.compile(any_of(DATES["plans"])).search(text, start, end)
    if plan:
        first, last = DATES["plans"][plan[0]]
        return Period(date(first, 1, 1), last_day(last), plan.span())
    return None


def _part(found: re.Match[str]) -> Period:
    """A quarter or a half of a year."""
    year = int(found["year"])
    if found["half"]:
        first, months = (1 if found["half"] == "上半年" else 7), 6
    else:
        quarter = "一二三四".find(found["quarter"]) + 1 or int(found["quarter"])
        first, months = 3 * quarter - 2, 3
    return Period(date(year, first, 1), last_day(year, first + months - 1), found.span())


def _mentioned(text: str, start: int, end: int) -> Period | None:
    for mention in find_mentions(text, start, end, year=None):
        if mention.due and mention.governs != "nothing":
            first = mention.first_year or mention.due.year
            return Period(date(first, 1, 1), mention.due, (mention.start, mention.end))
    return None


# ---------------------------------------------------------------- said in the text


def _in_words(frame: Frame) -> Period | None:
    """实施期限为…, or the days from which and until which it is in force."""
    for start, end in (*frame.near, *frame.tail):
        runs = RUNS.search(frame.text, start, end)
        if runs and (runs["last"] or runs["to_month"]):
            return _between(runs)
        force = IN_FORCE.search(frame.text, start, end)
        if force and force["years"]:
            return _some_years(force)
        if force and (force["last"] or force["to_month"]):
            return _between(force)
    return None


def _between(found: re.Match[str]) -> Period | None:
    """From the first day named to the last, each rounded to whole months where no day is named."""
    first = int(found["first"])
    last = int(found["last"] or first)
    try:
        start = date(first, int(found["from_month"] or 1), int(found["from_day"] or 1))
        end = last_day(last, int(found["to_month"] or 12))
        end = end.replace(day=int(found["to_day"])) if found["to_day"] else end
    except ValueError:
        return None
    return Period(start, end, (found.start("first"), found.end())) if start <= end else None


def _some_years(found: re.Match[str]) -> Period | None:
    """2023年起三年内; 自2023年3月1日起施行,有效期3年: to the day before that date comes again."""
    first, count = int(found["first"]), found["years"].replace("两", "二")
    years = int(count) if count.isdigit() else "一二三四五六七八九十".index(count) + 1
    named = found.groupdict()
    try:
        start = date(first, int(named.get("from_month") or 1), int(named.get("from_day") or 1))
        end = start.replace(year=first + years) - timedelta(days=1)
    except ValueError:
        return None
    return Period(start, end, found.span())


def _announced(frame: Frame) -> Period | None:
    """现将2025年…任务分解如下; 现就我市2021—2023年有关工作制定如下方案."""
    after = frame.title.span[1] if frame.title else 0
    for start, end in frame.above:
        if start < after:
            continue
        for found in ANNOUNCED.finditer(frame.text, start, end):
            period = _years(frame.text, *found.span())
            if period and "如下" in found[0]:
                return period
    return None


def _by_steps(frame: Frame) -> Period | None:
    """启动阶段(2023年9月至12月) … 总结阶段(2026年1月至12月)."""
    found = []
    for clause in frame.outline.clauses:
        start, end = clause.own[0], min(clause.own[1], clause.own[0] + TASK_HEADING)
        step = STEP.search(frame.text, start, end)
        if step and STEP_NAME.search(frame.text, start, end):
            period = _between(step)
            if period:
                found.append(period)
    if len(found) < FEWEST_STEPS:
        return None
    starts, ends = [p.start for p in found if p.start], [p.end for p in found if p.end]
    return Period(min(starts), max(ends), found[0].mark)


def _in_headings(frame: Frame) -> Period | None:
    """二、2024年重点工作, below a chapter about the year before."""
    for clause in frame.outline.clauses:
        found = HEADING_YEAR.match(frame.text, *clause.heading)
        if found and not PAST.search(frame.text, *clause.heading):
            year = int(found["year"])
            return Period(date(year, 1, 1), last_day(year), found.span("year"))
    return None


def _from_a_year(frame: Frame) -> Period | None:
    """2012年起5年内."""
    for start, end in frame.near:
        found = SINCE.search(frame.text, start, end)
        if found:
            return _some_years(found)
    return None


def _this_year(frame: Frame, year: int | None) -> Period | None:
    """The year of issue, where the plan is made for one year and says 今年 only."""
    if year is None or not frame.title:
        return None
    yearly = YEARLY_TITLE.search(frame.text, *frame.title.span)
    said = any(THIS_YEAR.search(frame.text, *clause.heading) for clause in frame.outline.clauses)
    return Period(date(year, 1, 1), last_day(year)) if yearly or said else None


# ---------------------------------------------------------------- goals


def _last_goal(frame: Frame) -> Period | None:
    """The furthest 到2025年 of the goals; where they give none, of the chapters above them."""
    for spans in (_goals(frame, "goals"), _headless_goals(frame), _goals(frame, "general")):
        dues = [due for span in spans for due in _dues(frame.text, *span)]
        if dues:
            end, mark = max(dues)
            return Period(None, end, mark)
    return None


def _goals(frame: Frame, kind: str) -> Iterator[Span]:
    for clause in frame.outline.clauses:
        if chapter_kind(frame.view, clause) == kind:
            yield clause.own


def _headless_goals(frame: Frame) -> Iterator[Span]:
    """The paragraphs below 行动目标 where the headings carry no numbers."""
    lines = list(paragraphs(frame.view, 0, frame.near[-1][1] if frame.near else 0))
    for heading, below in zip(lines, lines[1:], strict=False):
        if CHAPTERS["goals"].fullmatch(frame.text, *heading):
            yield below


def _dues(text: str, start: int, end: int) -> Iterator[tuple[date, Span]]:
    """The years by which something is promised in figures: an outlook without any is no goal."""
    mentions = find_mentions(text, start, end, year=None)
    for mention, following in zip_longest(mentions, mentions[1:]):
        until = following.start if following else end
        stop = text.find("。", mention.end, until)
        before = text[max(start, mention.start - BEFORE) : mention.start]
        governs = mention.governs == "paragraph" or OUTLOOK.search(before)
        counted = FIGURE.search(text, mention.end, stop if stop > 0 else until)
        if mention.due and governs and counted and not mention.deadline:
            yield mention.due, (mention.start, mention.end)
