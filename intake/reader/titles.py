"""The plan's own title, with or without a covering letter around it."""

import re
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from .lines import Span, View
from .names import is_body
from .vocabulary import any_of, words

HEADS = words("heads")
TITLE = HEADS["title"]
ENDING = re.compile(any_of(TITLE["endings"]) + "$")
KIND = any_of(TITLE["kinds"])
TITLE_END = re.compile(f"(?:{KIND})(?:[(（〔][^()（）]{{1,24}}[)）〕])*$")
WRAPPER = re.compile(TITLE["wrapper"])
EXPLAINED = re.compile(TITLE["explained"])
BRACKETED = re.compile("[(（〔][^()（）〔〕]{2,24}[)）〕]")
DOC_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,14}(?:字)?[〔\[(【][ ]?(?:19|20)\d\d[ ]?[〕\])】](?:第)?\d{1,4}号"
)
NUMERIC_DATE = r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}"
NEARLY = 85  # per cent of the letters of two titles that are the same
DATE = re.compile(
    rf"(?:19|20)\d\d年\d{{1,2}}月\d{{1,2}}日|{NUMERIC_DATE}|[一二][〇○零O0一二三四五六七八九]{{3}}年[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}日"
)


@dataclass(frozen=True)
class Title:
    text: str
    span: Span
    issuer: Span | None = None
    explains: bool = False
    wrapped: bool = False


def find_title(view: View, lines: list[Span]) -> Title | None:
    """The plan's own title: inside a covering letter's, else the first line that ends like one."""
    found = [
        title for title in (_as_title(view, *span) for span in _candidates(view, lines)) if title
    ]
    wrapped = [title for title in found if title.wrapped or title.explains]
    if not wrapped:
        return _below_the_letter(found)
    best = next((title for title in wrapped if title.explains), wrapped[0])
    own = [t for t in found if not t.wrapped and not t.explains and same_title(t.text, best.text)]
    if own:
        return Title(own[0].text, own[0].span, best.issuer, best.explains, wrapped=True)
    return _as_cited(view, lines, best)


def _below_the_letter(found: list[Title]) -> Title | None:
    """A 通知 that does not name its plan in its title is followed by the plan under its own."""
    if len(found) > 1 and found[0].text.endswith("通知") and not found[1].text.endswith("通知"):
        return replace(found[1], issuer=found[0].issuer or found[1].issuer)
    return found[0] if found else None


def _as_cited(view: View, lines: list[Span], title: Title) -> Title:
    """《云岭市…措施》已经市政府同意: the letter's body gives the title in full."""
    for start, end in lines:
        for cited in re.finditer("《([^《》\n]{6,90})》", view.plain[start:end]):
            span = shift(start, cited.span(1))
            longer = span[1] - span[0] > len(title.text)
            if longer and fuzz.ratio(cited[1], title.text) >= NEARLY:
                return replace(title, text=printed_title(view, 0, *span), span=span)
    return title


def same_title(one: str, other: str) -> bool:
    bare = [re.sub(r"\W", "", text) for text in (one, other)]
    return bare[0] == bare[1]


def _candidates(view: View, lines: list[Span]) -> list[Span]:
    """Short lines without a full stop, and two or three such lines that make a title together."""
    spans = [span for line in lines[:3] if (span := _glued_to_number(view.plain, *line))]
    short = [
        span
        for span in lines
        if span[1] - span[0] <= 110 and not re.search("[。>]", view.plain[slice(*span)])
    ]
    for index, (start, end) in enumerate(short):
        end = _before_number(view.plain, start, end)
        for more in (2, 1):
            if index + more < len(short) and short[index + more][1] - start <= 110:
                joined = view.plain[start : short[index + more][1]]
                if not _goes_on(view.plain[start:end], joined):
                    continue
                if _touching(view.plain, short[index : index + more + 1]):
                    spans.append((start, short[index + more][1]))
        spans.append((start, end))
    return spans


def _glued_to_number(text: str, start: int, end: int) -> Span | None:
    """A title at the head of a text that lost its line breaks: up to the document's number."""
    found = DOC_NUMBER.search(text, start, min(end, start + 130))
    if not found or end - start <= 130:
        return None
    cut = number_start(text, found.start(), found.end())
    return (start, cut) if cut - start > 8 else None


def _goes_on(line: str, joined: str) -> bool:
    """Whether a line is only the beginning of the title that it makes with the next ones."""
    if BRACKETED.fullmatch(joined[len(line) :].strip()):
        return True
    if line.count("《") > line.count("》"):
        return joined.count("《") == joined.count("》")
    return not ("《" in joined or re.search("[,:;]$", line) or _stands_alone(line))


def _stands_alone(line: str) -> bool:
    return bool(TITLE_END.search(line) or DATE.search(line) or DOC_NUMBER.search(line))


def _touching(text: str, spans: list[Span]) -> bool:
    return all(
        b - a <= 2 and "\n\n" not in text[a:b]
        for (_, a), (b, _) in zip(spans, spans[1:], strict=False)
    )


def _before_number(text: str, start: int, end: int) -> int:
    """A document number glued to the end of a title."""
    found = re.search(DOC_NUMBER.pattern + "$", text[start:end])
    cut = number_start(text, start + found.start(), end) if found else end
    return cut if cut - start > 8 else end


def _as_title(view: View, start: int, end: int) -> Title | None:
    text = view.plain[start:end]
    ending = ENDING.search(text)
    if ending:
        end -= len(ending[0])
        text = view.plain[start:end]
    flat = re.sub("[ \n]", "", text)
    explained = EXPLAINED.search(text)
    if explained:
        return Title(
            printed_title(view, start, *explained.span("title")),
            shift(start, explained.span("title")),
            explains=True,
        )
    if text.count("《") != text.count("》"):
        return None
    wrapper = WRAPPER.match(text.replace("\n", " "))
    if wrapper:
        inner = _inside(view, start, wrapper)
        named = view.trim(
            start + wrapper["issuer"].rfind(":") + 1, start + wrapper.end("issuer"), "、"
        )
        by = named if is_body(view.plain[slice(*named)]) else None
        return Title(printed_title(view, 0, *inner), inner, by, wrapped=True)
    if (
        not 6 <= len(flat) <= 90
        or not TITLE_END.search(flat)
        or re.search("[;!?]|[:,]$", flat)
        or flat in TITLE["kinds"]
    ):
        return None
    about = flat.find("关于")
    issuer = (
        view.trim(start, start + text.find("关于")) if about > 1 and is_body(flat[:about]) else None
    )
    start, end = view.trim(start, end, "《》")
    return Title(printed_title(view, 0, start, end), (start, end), issuer)


def printed_title(view: View, offset: int, start: int, end: int) -> str:
    """The title as printed, on one line; <…> inside 《…》 are titles too."""
    text = view.printed[offset + start : offset + end].replace("\n", "").strip()
    return text.replace("<", "《").replace(">", "》").replace("＜", "《").replace("＞", "》")


def shift(offset: int, span: Span) -> Span:
    return offset + span[0], offset + span[1]


def _inside(view: View, offset: int, wrapper: re.Match[str]) -> Span:
    start, end = shift(offset, wrapper.span("rest"))
    if view.plain[start] == "《" and view.plain[end - 1] == "》":
        start, end = start + 1, end - 1
    elif (
        view.plain[start] == "《"
        and "》" in view.plain[start:end]
        and view.plain[start:end].count("《") == 1
    ):
        start, end = start + 1, view.plain.index("》", start)
    return view.trim(start, end)


def number_start(text: str, start: int, end: int) -> int:
    """Words glued before the number (…的通知国办发〔2020〕43号, 文号:…) are no part of it."""
    head = text[start:end]
    glued = re.match(
        r".*(?:通知|意见|方案|计划|决定|办法|措施|文号|字号)(?=[\u4e00-\u9fff]{2})", head
    )
    return start + glued.end() if glued else start


def unwrapped(title: str) -> str:
    wrapper = WRAPPER.match(title)
    return wrapper["rest"].strip("《》") if wrapper else title.removeprefix("和")
