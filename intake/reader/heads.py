"""Title, issuer, document number, date, period and superior plans."""

import re
from dataclasses import dataclass, field
from datetime import date

from .dates import HAN_DIGITS, find_mentions, last_day
from .lines import Span, View
from .names import is_body
from .outline import Clause, Outline, number_value, paragraphs
from .vocabulary import any_of, words

HEADS = words("heads")
TITLE = HEADS["title"]
ENDING = re.compile(any_of(TITLE["endings"]) + "$")
KIND = any_of(TITLE["kinds"])
TITLE_END = re.compile(f"(?:{KIND})(?:[(（〔][^()（）]{{1,24}}[)）〕])*$")
WRAPPER = re.compile(TITLE["wrapper"])
EXPLAINED = re.compile(TITLE["explained"])
DOC_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,14}(?:字)?[〔\[(【][ ]?(?:19|20)\d\d[ ]?[〕\])】](?:第)?\d{1,4}号")
NUMERIC_DATE = r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}"
DATE = re.compile(rf"(?:19|20)\d\d年\d{{1,2}}月\d{{1,2}}日|{NUMERIC_DATE}|[一二][〇○零O0一二三四五六七八九]{{3}}年[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}日")
YEARS = re.compile(r"((?:19|20)\d\d)年?(?:[-—–~～至到]+)((?:19|20)\d\d)(?:年)?")
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
    marks: dict[str, Span] = field(default_factory=dict)

    @property
    def year(self) -> int | None:
        """The document's own year, for 年底前; None where nothing tells it."""
        if self.issued_on:
            return self.issued_on.year
        if self.doc_number:
            found = re.search(r"(?:19|20)\d\d", self.doc_number)
            return int(found[0]) if found else None
        return self.start.year if self.start else None


@dataclass(frozen=True)
class _Title:
    text: str
    span: Span
    issuer: Span | None = None
    explains: bool = False
    wrapped: bool = False


def read_head(view: View, outline: Outline) -> Head:
    """Everything that is not in the chapters themselves."""
    lines = list(paragraphs(view, 0, min(outline.body[0], HEAD_LIMIT) or min(HEAD_LIMIT, len(view.plain))))
    title = _title(view, lines)
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
        marks=marks,
    )


# ---------------------------------------------------------------- title


def _title(view: View, lines: list[Span]) -> _Title | None:
    """The plan's own title: inside a covering letter's, else the first line that ends like one."""
    found = [title for title in (_as_title(view, *span) for span in _candidates(view, lines)) if title]
    wrapped = [title for title in found if title.wrapped or title.explains]
    if not wrapped:
        return found[0] if found else None
    best = next((title for title in wrapped if title.explains), wrapped[0])
    own = [t for t in found if not t.wrapped and not t.explains and _same(t.text, best.text)]
    return _Title(own[0].text, own[0].span, best.issuer, best.explains, wrapped=True) if own else best


def _same(one: str, other: str) -> bool:
    bare = [re.sub(r"\W", "", text) for text in (one, other)]
    return bare[0] == bare[1]


def _candidates(view: View, lines: list[Span]) -> list[Span]:
    """Short lines without a full stop, and two or three such lines that make a title together."""
    spans: list[Span] = []
    short = [span for span in lines if span[1] - span[0] <= 110 and not re.search("[。>]", view.plain[slice(*span)])]
    for index, (start, end) in enumerate(short):
        end = _before_number(view.plain, start, end)
        for more in (2, 1):
            if index + more < len(short) and short[index + more][1] - start <= 110:
                joined = view.plain[start : short[index + more][1]]
                if "《" in joined or re.search("[,:;]$", view.plain[start:end]) or _stands_alone(view.plain[start:end]):
                    continue
                if _touching(view.plain, short[index : index + more + 1]):
                    spans.append((start, short[index + more][1]))
        spans.append((start, end))
    return spans


def _stands_alone(line: str) -> bool:
    return bool(TITLE_END.search(line) or DATE.search(line) or DOC_NUMBER.search(line))


def _touching(text: str, spans: list[Span]) -> bool:
    return all(b - a <= 2 and "\n\n" not in text[a:b] for (_, a), (b, _) in zip(spans, spans[1:], strict=False))


def _before_number(text: str, start: int, end: int) -> int:
    """A document number glued to the end of a title."""
    found = re.search(DOC_NUMBER.pattern + "$", text[start:end])
    cut = _number_start(text, start + found.start(), end) if found else end
    return cut if cut - start > 8 else end


def _as_title(view: View, start: int, end: int) -> _Title | None:
    text = view.plain[start:end]
    ending = ENDING.search(text)
    if ending:
        end -= len(ending[0])
        text = view.plain[start:end]
    flat = re.sub("[ \n]", "", text)
    explained = EXPLAINED.search(text)
    if explained:
        return _Title(_printed(view, start, *explained.span("title")), _shift(start, explained.span("title")), explains=True)
    wrapper = WRAPPER.match(text)
    if wrapper:
        inner = _inside(view, start, wrapper)
        issuer = view.trim(start + wrapper["issuer"].rfind(":") + 1, start + wrapper.end("issuer"), "、")
        named = is_body(view.plain[slice(*issuer)])
        return _Title(_printed(view, 0, *inner), inner, issuer if named else None, wrapped=True)
    if not 6 <= len(flat) <= 90 or not TITLE_END.search(flat) or re.search("[;!?]|[:,]$", flat) or flat in TITLE["kinds"]:
        return None
    about = flat.find("关于")
    issuer = view.trim(start, start + text.find("关于")) if about > 1 and is_body(flat[:about]) else None
    start, end = view.trim(start, end, "《》")
    return _Title(_printed(view, 0, start, end), (start, end), issuer)


def _printed(view: View, offset: int, start: int, end: int) -> str:
    """The title as printed, on one line; <…> inside 《…》 are titles too."""
    text = view.printed[offset + start : offset + end].replace("\n", "").strip()
    return text.replace("<", "《").replace(">", "》").replace("＜", "《").replace("＞", "》")


def _shift(offset: int, span: Span) -> Span:
    return offset + span[0], offset + span[1]


def _inside(view: View, offset: int, wrapper: re.Match[str]) -> Span:
    start, end = _shift(offset, wrapper.span("rest"))
    if view.plain[start] == "《" and view.plain[end - 1] == "》":
        start, end = start + 1, end - 1
    elif view.plain[start] == "《" and "》" in view.plain[start:end] and view.plain[start:end].count("《") == 1:
        start, end = start + 1, view.plain.index("》", start)
    return view.trim(start, end)


# ---------------------------------------------------------------- issuer, number, date


def _issuer(view: View, lines: list[Span], title: _Title | None, outline: Outline) -> dict[str, Span]:
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
            return {"issuer": _shift(start, found.span("issuer"))}
    return {}


def _signature(view: View, lines: list[Span], outline: Outline) -> dict[str, Span]:
    """The line above the date at the end."""
    tail = list(paragraphs(view, max(outline.body[0], outline.body[1] - 1500), len(view.plain)))
    for group in (lines, tail):
        for (start, end), (first, last) in zip(group, group[1:], strict=False):
            if _only_date(view.plain[first:last]) and is_body(view.plain[start:end]):
                return {"issuer": (start, end)}
    return {}


def _doc_number(view: View, lines: list[Span], title: _Title | None) -> Span | None:
    """The document's own number: not one that is quoted behind the title of another document."""
    for start, end in lines:
        for found in DOC_NUMBER.finditer(view.plain, start, end):
            first = _number_start(view.plain, *found.span())
            before = view.plain[max(start, first - 90) : first]
            quoted = re.search("《([^《》]{2,80}(?:《[^》]*》)?[^《》]*)》[(（]$", before)
            if quoted and not (title and title.explains and _same_title(quoted[1], title.text)):
                continue
            return first, found.end()
    return None


def _same_title(one: str, other: str) -> bool:
    bare = [re.sub(r"\W", "", text) for text in (one, other)]
    return bare[0] in bare[1] or bare[1] in bare[0]


def _number_start(text: str, start: int, end: int) -> int:
    """Words glued before the number (…的通知国办发〔2020〕43号, 文号:…) are no part of it."""
    head = text[start:end]
    glued = re.match(r".*(?:通知|意见|方案|计划|决定|办法|措施|文号|字号)(?=[\u4e00-\u9fff]{2})", head)
    return start + glued.end() if glued else start


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
    pattern = re.compile(f"(?<!传)(?:{any_of(labels)})[:】]?(?P<date>{DATE.pattern})")
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
            found = re.search(f"(?P<date>{DATE.pattern})(?:\\((?:此件|公开)[^)]*\\))?(?:印发)?$", view.plain[start:end])
            if found and is_body(view.plain[max(start, start + found.start() - 6) : start + found.start()]):
                return _shift(start, found.span("date"))
    return None


def _only_date(text: str) -> bool:
    found = DATE.search(text)
    return bool(found) and len(text) - len(found[0]) <= 3 and not re.search("[\u4e00-\u9fff]{2}", text.replace(found[0], ""))


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
    """What the plan covers: the years of its title, of a chapter's heading, or 到2025年 in its goals."""
    years = YEARS.search(title)
    if years:
        return date(int(years[1]), 1, 1), last_day(int(years[2]))
    for mention in find_mentions(title, 0, len(title), year=None):
        if mention.due and mention.governs != "nothing":
            first = mention.first_year or mention.due.year
            return date(first, 1, 1), mention.due
    goals = re.compile(any_of(words("outline")["chapters"]["goals"]))
    for clause in outline.clauses:
        heading = view.plain[slice(*clause.heading)]
        yearly = re.match(r"((?:19|20)\d\d)年(?:度)?(?:工作|主要|重点)(?!情况|回顾|总结)", heading)
        if yearly and not re.search("情况|回顾|总结|完成", heading):
            return date(int(yearly[1]), 1, 1), last_day(int(yearly[1]))
        if goals.search(heading):
            for mention in find_mentions(view.plain, *clause.own, year=None):
                if mention.due and mention.governs == "paragraph":
                    return None, mention.due
    return None, None


def _based_on(view: View, lines: list[Span], title: _Title | None, outline: Outline) -> tuple[str, ...]:
    chapters = re.compile(any_of(HEADS["based_on"]["chapters"]))
    spans = [span for span in lines if not title or span[1] > title.span[1]]
    spans += [clause.own for clause in outline.clauses if chapters.search(view.plain[slice(*clause.heading)])]
    found: list[str] = []
    if title and title.text.count("《"):
        found += re.findall("落实《(.+?)》", title.text)
    for start, end in spans:
        found += _implemented(view, start, end)
    own = title.text if title else ""
    once = dict.fromkeys(_unwrapped(text) for text in found)
    return tuple(text for text in once if len(text) >= 6 and not re.search(HEADS["based_on"]["never"], text) and not _same(text, own))


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
        titles = [_shift(first, title) for title in _quoted(view.plain[first:last])]
        if titles:
            found += [_printed(view, 0, *title) for title in titles if TITLE_END.search(view.plain[slice(*title)])]
        elif stop:
            found += re.findall("[^、和,]{2,30}?关于.+?的(?:通知|意见|方案|决定)", view.words(first, last))
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


def _unwrapped(title: str) -> str:
    wrapper = WRAPPER.match(title)
    return wrapper["rest"].strip("《》") if wrapper else title.removeprefix("和")


def chapter_kind(view: View, clause: Clause) -> str | None:
    """goals, general, past or safeguards, told by the heading."""
    heading = view.plain[slice(*clause.heading)][:40]
    for kind in ("past", "safeguards", "goals", "general"):
        if re.search(any_of(words("outline")["chapters"][kind]), heading):
            return kind
    return None
