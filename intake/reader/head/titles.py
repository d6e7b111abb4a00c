"""The plan's own title, with or without a covering letter around it."""

import re
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from intake.reader.lines import Span, View
from intake.reader.vocabulary import any_of, words

from .letterhead import are_bodies, is_letterhead, letters, shift
from .title_lines import ANNEX, TITLE, TITLE_END, short_lines, title_lines

FILE_NAME = re.compile(any_of(TITLE["endings"]) + "$")
WRAPPER = re.compile(TITLE["wrapper"])
EXPLAINED = re.compile(TITLE["explained"])
CHAPTER = re.compile(
    any_of(word for kind in ("goals", "general") for word in words("outline")["chapters"][kind])
)
# 转发市水利局关于…方案的通知: the bodies that drafted the plan are no part of its title.
DRAFTED = re.compile("(?P<by>[^《》\n]{3,30}?)(?=关于)")
NEARLY = 85  # per cent of the letters of two titles that are the same
SHORTEST, LONGEST = 6, 90
WEAK = 6  # so few letters name a column or a chapter more often than a plan


@dataclass(frozen=True)
class Title:
    text: str
    span: Span
    issuer: Span | None = None
    explains: bool = False
    wrapped: bool = False


def find_title(view: View, lines: list[Span]) -> Title | None:
    """The plan's own title: inside a covering letter's, else the first line that ends like one."""
    found = [title for span in title_lines(view, lines) if (title := _as_title(view, *span))]
    strong = [title for title in found if len(letters(title.text)) > WEAK]
    wrapped = [title for title in found if title.wrapped or title.explains]
    if not wrapped:
        title = _below_the_letter(strong) or _alone(view, lines)
        return title or (found[0] if found else None)
    best = next((title for title in wrapped if title.explains), wrapped[0])
    own = [t for t in strong if not t.wrapped and not t.explains and _longer(t.text, best.text)]
    if own:
        return Title(own[0].text, own[0].span, best.issuer, best.explains, wrapped=True)
    return _as_cited(view, lines, best)


def _below_the_letter(found: list[Title]) -> Title | None:
    """A 通知 that does not name its plan in its title is followed by the plan under its own."""
    if len(found) > 1 and found[0].text.endswith("通知"):
        below = next((t for t in found[1:] if t.span[0] >= found[0].span[1]), None)
        if below and not below.text.endswith("通知"):
            return replace(below, issuer=found[0].issuer or below.issuer)
    return found[0] if found else None


def _alone(view: View, lines: list[Span]) -> Title | None:
    """A title whose kind is unknown: the first short line above all sentences."""
    sentence = next((a for a, b in lines if "。" in view.plain[a:b]), len(view.plain))
    for start, end in short_lines(view, lines):
        text = view.plain[start:end]
        if start > sentence:
            return None
        if (
            WEAK < len(letters(text)) <= 40
            and not re.search("[,:;!?|\t]", text)
            and not is_letterhead(text)
            and not CHAPTER.search(text)
        ):
            return Title(printed_title(view, 0, start, end), (start, end))
    return None


def _as_cited(view: View, lines: list[Span], title: Title) -> Title:
    """《云岭市…措施》已经市政府同意: the letter's body gives the title in full."""
    for start, end in lines:
        for cited in re.finditer("《([^《》\n]{6,90})》", view.plain[start:end]):
            span = shift(start, cited.span(1))
            longer = span[1] - span[0] > len(title.text)
            if longer and _nearly(cited[1], title.text):
                return replace(title, text=printed_title(view, 0, *span), span=span)
    return title


def _nearly(one: str, other: str) -> bool:
    return fuzz.ratio(one, other) >= NEARLY or _longer(one, other)


def _longer(full: str, short: str) -> bool:
    """Whether a title says in full what a letter says in short: 关于印发2025年工作要点的通知."""
    rest = iter(letters(full))
    same_kind = letters(full)[-2:] == letters(short)[-2:]
    return same_kind and all(letter in rest for letter in letters(short))


def same_title(one: str, other: str) -> bool:
    return letters(one) == letters(other)


def _as_title(view: View, start: int, end: int) -> Title | None:
    file_name = FILE_NAME.search(view.plain[start:end])
    end -= len(file_name[0]) if file_name else 0
    annex = ANNEX.match(view.plain, start, end)
    start = annex.end() if annex else start
    text = view.plain[start:end]
    explained = EXPLAINED.search(text)
    if explained:
        span = shift(start, explained.span("title"))
        return Title(printed_title(view, 0, *span), span, explains=True)
    if text.count("《") != text.count("》"):
        return None
    wrapper = WRAPPER.match(text.replace("\n", " "))
    return _wrapped(view, start, wrapper) if wrapper else _bare(view, start, end)


def _wrapped(view: View, start: int, wrapper: re.Match[str]) -> Title:
    """…关于印发X的通知: X is the title, and who prints the letter issues it."""
    inner = _inside(view, start, wrapper)
    drafted = DRAFTED.match(view.plain, *inner) if "转" in wrapper[0] else None
    if drafted and are_bodies(drafted["by"]):
        inner = drafted.end("by"), inner[1]
    by = view.trim(start + wrapper["issuer"].rfind(":") + 1, start + wrapper.end("issuer"), "、")
    issuer = by if are_bodies(view.plain[slice(*by)]) else None
    return Title(printed_title(view, 0, *inner), inner, issuer, wrapped=True)


def _bare(view: View, start: int, end: int) -> Title | None:
    text = view.plain[start:end]
    flat = re.sub("[ \n]", "", text)
    if (
        not SHORTEST <= len(flat) <= LONGEST
        or not TITLE_END.search(flat)
        or re.search("[;!?]|[:,]$", flat)
        or flat in TITLE["kinds"]
    ):
        return None
    by = view.trim(start, start + max(0, text.find("关于")))
    issuer = by if are_bodies(view.plain[slice(*by)]) else None
    if text.startswith("《") and text.endswith("》") and text.count("《") == 1:
        start, end = view.trim(start, end, "《》")
    return Title(printed_title(view, 0, start, end), (start, end), issuer)


def printed_title(view: View, offset: int, start: int, end: int) -> str:
    """The title as printed, on one line; <…> inside 《…》 are titles too."""
    text = view.printed[offset + start : offset + end].replace("\n", "").strip()
    return text.replace("<", "《").replace(">", "》").replace("＜", "《").replace("＞", "》")


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


def unwrapped(title: str) -> str:
    """A superior plan's own title: without 关于印发…的通知 around it."""
    wrapper = WRAPPER.match(title) or re.match("(?P<issuer>.+?)印发(?P<rest>关于.+)", title)
    return wrapper["rest"].strip("《》") if wrapper else title.removeprefix("和")
