"""Title, issuer, document number, date, period and superior plans."""

import re
from dataclasses import dataclass, field
from datetime import date

from .dates import HAN_DIGITS, find_mentions, first_year, last_day
from .lines import Span, View
from .names import is_body
from .outline import RANK, Clause, Outline, number_value, paragraphs
from .titles import (
    DATE,
    DOC_NUMBER,
    HEADS,
    TITLE_END,
    WRAPPER,
    Title,
    find_title,
    number_start,
    printed_title,
    same_title,
    shift,
    unwrapped,
)
from .vocabulary import any_of, words

YEARS = re.compile(r"((?:19|20)\d\d)年?(?:[-—–~～至到]+)((?:19|20)\d\d)(?:年)?")
# 2024年度推进计划, though not 2035年远景目标 or 到2025年.
YEARLY = re.compile(r"(?<![到至\d])((?:19|20)\d\d)年(?:度)?(?!远景|基本|[底末前]|\d|[至到—–-])")
# 实施期限为2023年6月至2025年12月.
RUNS = re.compile(
    "(?:实施|行动|规划|计划|执行|工作|整治|创建|方案|建设)?(?:期限|周期|时间|期)"
    "(?:为|是|:|从|自|[ ]){0,3}"
    r"(?P<first>20\d\d)年?(?:(?P<from>1[0-2]|[1-9])月)?(?:\d{1,2}日)?(?:起)?(?:至|到|[-—–~～])+"
    r"(?P<last>20\d\d)年(?:(?P<to>1[0-2]|[1-9])月)?"
)
HEAD_LIMIT = 6000


@dataclass(frozen=True)
class Head:
    """What a document says about itself. `marks` are places in the view, by field."""

    title: str | None = None
    issuer: str | None = None
    doc_number: str | None = None
    issued_on: date | None = None
    start: date | None = None
    end: date | None = None
    based_on: tuple[str, ...] = ()
    explains: bool = False
    since: int | None = None
    marks: dict[str, Span] = field(default_factory=dict)

    @property
    def evidence(self) -> dict[str, str]:
        """How each field was told: see confidence.toml."""
        printed = ("issuer", "doc_number", "issued_on")
        return {
            "title": "heading" if self.title else "none",
            **{name: "printed" if name in self.marks else "none" for name in printed},
            "period": "title" if self.start else "goals" if self.end else "none",
            "based_on": "said" if self.based_on else "none",
        }

    @property
    def year(self) -> int | None:
        """The document's own year, for 年底前; None where nothing tells it."""
        if self.issued_on:
            return self.issued_on.year
        if self.doc_number:
            found = re.search(r"(?:19|20)\d\d", self.doc_number)
            return int(found[0]) if found else None
        return self.start.year if self.start else None


def read_head(view: View, outline: Outline) -> Head:
    """Everything that is not in the chapters themselves."""
    above = outline.body[0] if outline.clauses else len(view.plain)
    lines = list(paragraphs(view, 0, min(above, HEAD_LIMIT)))
    title = find_title(view, lines)
    marks: dict[str, Span] = {"title": title.span} if title else {}
    marks |= _issuer(view, lines, title, outline)
    number = _doc_number(view, lines, title)
    if number:
        marks["doc_number"] = number
    issued = None if title and title.explains else _issued(view, lines, outline)
    if issued:
        marks["issued_on"] = issued[1]
    start, end = _period(view, title.text if title else "", outline)
    return Head(
        title=title.text if title else None,
        issuer=view.words(*marks["issuer"]) if "issuer" in marks else None,
        doc_number=view.words(*number) if number else None,
        issued_on=issued[0] if issued else None,
        start=start,
        end=end,
        based_on=_based_on(view, lines, title, outline),
        explains=bool(title and title.explains),
        since=first_year(view.plain),
        marks=marks,
    )


# ---------------------------------------------------------------- issuer, number, date


def _issuer(
    view: View, lines: list[Span], title: Title | None, outline: Outline
) -> dict[str, Span]:
    if title and title.issuer:
        return {"issuer": title.issuer}
    labels = re.compile("(?:" + any_of(HEADS["issuer"]["labels"]) + ")[:】]")
    for start, end in lines:
        label = labels.search(view.plain, start, end)
        stop = view.plain.find(" ", label.end(), end) if label else -1
        if label and is_body(view.plain[label.end() : stop if stop > 0 else end]):
            return {"issuer": (label.end(), stop if stop > 0 else end)}
        if view.plain.endswith("文件", start, end) and is_body(view.plain[start : end - 2]):
            return {"issuer": (start, end - 2)}
    wrapped = [WRAPPER.search(view.plain[slice(*span)]) for span in lines]
    for (start, _), found in zip(lines, wrapped, strict=True):
        if found and is_body(found["issuer"]):
            return {"issuer": (start, start + found.end("issuer"))}
    if title and title.explains:
        return _named_in_head(view, lines)
    return _signature(view, lines, outline)


def _named_in_head(view: View, lines: list[Span]) -> dict[str, Span]:
    """An article names the issuer in the title of the original: …办公室关于印发…."""
    for start, end in lines:
        found = re.search("(?:^|:)(?P<issuer>[^:《》。,]{3,30}?)关于印发", view.plain[start:end])
        if found and is_body(found["issuer"]):
            return {"issuer": shift(start, found.span("issuer"))}
    return {}


def _signature(view: View, lines: list[Span], outline: Outline) -> dict[str, Span]:
    """The line above the date at the end."""
    tail = list(paragraphs(view, max(outline.body[0], outline.body[1] - 1500), len(view.plain)))
    for group in (lines, tail):
        for (start, end), (first, last) in zip(group, group[1:], strict=False):
            if _only_date(view.plain[first:last]) and is_body(view.plain[start:end]):
                return {"issuer": (start, end)}
    return {}


def _doc_number(view: View, lines: list[Span], title: Title | None) -> Span | None:
    """The document's own number: not one that is quoted behind the title of another document."""
    for start, end in lines:
        for found in DOC_NUMBER.finditer(view.plain, start, end):
            first = number_start(view.plain, *found.span())
            before = view.plain[max(start, first - 90) : first]
            quoted = re.search("《([^《》]{2,80}(?:《[^》]*》)?[^《》]*)》[(（]$", before)
            if quoted and not (title and title.explains and _contains_title(quoted[1], title.text)):
                continue
            return first, found.end()
    return None


def _contains_title(one: str, other: str) -> bool:
    bare = [re.sub(r"\W", "", text) for text in (one, other)]
    return bare[0] in bare[1] or bare[1] in bare[0]


def _issued(view: View, lines: list[Span], outline: Outline) -> tuple[date, Span] | None:
    tail = list(paragraphs(view, max(outline.body[0], outline.body[1] - 1500), len(view.plain)))
    labelled = _labelled_date(view, lines, HEADS["dates"]["issued"])
    signed = _signed_date(view, lines, tail)
    alone = next((span for span in lines if _only_date(view.plain[slice(*span)])), None)
    posted = _labelled_date(view, lines, HEADS["dates"]["posted"])
    for span in (labelled, signed, alone, posted):
        value = _date(view.plain, span) if span else None
        if span and value:
            return value, span
    return None


def _labelled_date(view: View, lines: list[Span], labels: list[str]) -> Span | None:
    pattern = re.compile(f"(?<!传)(?:{any_of(labels)})[:】]?[ |]*(?P<date>{DATE.pattern})")
    for start, end in lines:
        found = pattern.search(view.plain, start, end)
        if found:
            return found.span("date")
    return None


def _signed_date(view: View, lines: list[Span], tail: list[Span]) -> Span | None:
    """A date behind the issuer's name, on a line below it or on the same."""
    for group in (lines, tail):
        for index, (start, end) in enumerate(group):
            above = group[index - 1] if index else None
            if _only_date(view.plain[start:end]) and above and is_body(view.plain[slice(*above)]):
                return view.trim(start, end)
            found = re.search(
                f"(?P<date>{DATE.pattern})(?:\\((?:此件|公开)[^)]*\\))?(?:印发)?$",
                view.plain[start:end],
            )
            if found and is_body(
                view.plain[max(start, start + found.start() - 6) : start + found.start()]
            ):
                return shift(start, found.span("date"))
    return None


def _only_date(text: str) -> bool:
    found = DATE.search(text)
    if not found or len(text) - len(found[0]) > 3:
        return False
    return not re.search("[\u4e00-\u9fff]{2}", text.replace(found[0], ""))


def _date(text: str, span: Span) -> date | None:
    found = DATE.search(text, *span)
    if not found:
        return None
    parts = re.split("[年月日./-]", found[0])
    numbers = [int(parts[0].translate(HAN_DIGITS)), *(number_value(part) for part in parts[1:3])]
    try:
        return date(*numbers)
    except ValueError:
        return None


# ---------------------------------------------------------------- period and superior plans


def _period(view: View, title: str, outline: Outline) -> tuple[date | None, date | None]:
    """What the plan covers: the years of its title or a heading, or 到2025年 in its goals."""
    years = YEARS.search(title)
    if years:
        return date(int(years[1]), 1, 1), last_day(int(years[2]))
    yearly = YEARLY.search(title)
    if yearly:
        return date(int(yearly[1]), 1, 1), last_day(int(yearly[1]))
    plan = re.search(any_of(words("dates")["plans"]), title)
    if plan:
        first, last = words("dates")["plans"][plan[0]]
        return date(first, 1, 1), last_day(last)
    for mention in find_mentions(title, 0, len(title), year=None):
        if mention.due and mention.governs != "nothing":
            first = mention.first_year or mention.due.year
            return date(first, 1, 1), mention.due
    said = RUNS.search(view.plain, 0, min(len(view.plain), HEAD_LIMIT))
    if said:
        first, last = (int(said[name]) for name in ("first", "last"))
        start = date(first, int(said["from"] or 1), 1)
        return start, last_day(last, int(said["to"] or 12))
    for clause in outline.clauses:
        heading = view.plain[slice(*clause.heading)]
        yearly = re.match(r"((?:19|20)\d\d)年(?:度)?(?:工作|主要|重点)(?!情况|回顾|总结)", heading)
        if yearly and not re.search("情况|回顾|总结|完成", heading):
            return date(int(yearly[1]), 1, 1), last_day(int(yearly[1]))
    return None, _last_goal(view, outline)


def _last_goal(view: View, outline: Outline) -> date | None:
    """The furthest 到2025年 of the goals; where they give none, of the chapters above them."""
    for kind in ("goals", "general"):
        dues = [
            mention.due
            for clause in outline.clauses
            if chapter_kind(view, clause) == kind
            for mention in find_mentions(view.plain, *clause.own, year=None)
            if mention.due and mention.governs == "paragraph" and not mention.deadline
        ]
        if dues:
            return max(dues)
    return None


def _based_on(
    view: View, lines: list[Span], title: Title | None, outline: Outline
) -> tuple[str, ...]:
    chapters = re.compile(any_of(HEADS["based_on"]["chapters"]))
    spans = [span for span in lines if not title or span[1] > title.span[1]]
    spans += [
        clause.own
        for clause in outline.clauses
        if chapters.search(view.plain[slice(*clause.heading)])
    ]
    found: list[str] = []
    if title and title.text.count("《"):
        found += re.findall("落实《(.+?)》", title.text)
    for start, end in spans:
        found += _implemented(view, start, end)
    own = title.text if title else ""
    once = dict.fromkeys(unwrapped(text) for text in found)
    return tuple(
        text
        for text in once
        if len(text) >= 6
        and not re.search(HEADS["based_on"]["never"], text)
        and not same_title(text, own)
    )


def _implemented(view: View, start: int, end: int) -> list[str]:
    """贯彻落实《A》《B》, or without 《》: 贯彻落实…关于印发A的通知和…有关精神."""
    found: list[str] = []
    said = re.compile(any_of(HEADS["based_on"]["verbs"]) + "(?P<rest>[^。;\n]{4,400})")
    for sentence in re.finditer("[^。\n]+", view.plain[start:end]):
        match = said.search(view.plain, start + sentence.start(), start + sentence.end())
        if not match:
            continue
        first, last = match.span("rest")
        stop = re.search("(?:精神|要求|部署|规定)(?=[,。;和及]|$)", view.plain[first:last])
        last = first + stop.start() if stop else last
        titles = [shift(first, title) for title in _quoted(view.plain[first:last])]
        if titles:
            found += [
                printed_title(view, 0, *title)
                for title in titles
                if TITLE_END.search(view.plain[slice(*title)])
            ]
        elif stop:
            found += re.findall(
                "[^、和,]{2,30}?关于.+?的(?:通知|意见|方案|决定)", view.words(first, last)
            )
    return found


def _quoted(text: str) -> list[Span]:
    """The titles in 《》, outermost."""
    spans, depth, begin = [], 0, 0
    for at, char in enumerate(text):
        if char == "《":
            begin = at + 1 if depth == 0 else begin
            depth += 1
        elif char == "》" and depth:
            depth -= 1
            if depth == 0:
                spans.append((begin, at))
    return spans


CHAPTERS = {
    kind: re.compile(any_of(words("outline")["chapters"][kind]))
    for kind in ("past", "safeguards", "goals", "general")
}


def chapter_kind(view: View, clause: Clause) -> str | None:
    """past, safeguards, goals or general, told by the heading."""
    heading = view.plain[slice(*clause.heading)][:40]
    found = [kind for kind, pattern in CHAPTERS.items() if pattern.search(heading)]
    if RANK[clause.kind] > RANK["han_paren"]:  # an item is called so for what it does
        found = [kind for kind in found if kind not in ("past", "safeguards")]
    # 现状与目标 tells what was and what shall be.
    return "goals" if "goals" in found and "past" in found else next(iter(found), None)
