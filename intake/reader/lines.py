"""Source text → a clean view of it in which every character knows where it was printed.

Everything after this stage searches `plain` (one width, no page numbers, no broken lines) and
hands spans back; `View.span` and `View.words` say where and how the words are printed.
"""

import re
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from .script import simplified
from .vocabulary import any_of, words

Span = tuple[int, int]

UNIT_LABELS = [
    label for role in ("lead", "assist", "responsible") for label in words("units")["roles"][role]
]

# One width for letters, digits and punctuation. One character stays one character, so that
# positions hold; ① and ㈠ are left alone because compatibility folding would lengthen them.
WIDTH: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
WIDTH |= {ord(char): " " for char in "\u00a0\u2002\u2003\u2009\u200a\u3000"}
WIDTH |= {ord("\r"): "\n", ord("\v"): "\n", ord("\f"): "\n", 0x2028: "\n", 0x2029: "\n"}
WIDTH |= {ord("〔"): "[", ord("〕"): "]", ord("﹝"): "[", ord("﹞"): "]"}
WIDTH |= {ord("﹒"): ".", ord("﹪"): "%", ord("﹑"): "、", ord("∶"): ":", ord("﹕"): ":"}
INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u2060\ufeff\ufffe]+")

# A point behind Chinese words ends their sentence: some offices type half width throughout.
POINT = re.compile('(?<=[\u3400-\u9fff)”"%》])[.](?=[\u3400-\u9fff(“"\n《]|$)')
# Markdown: | rows |, the rule below their titles, headings and quotes, emphasis.
BARRED = re.compile(r"(?m)^(?P<head>[ \t]*\|)?(?=[^\n]*\|[^\n]*\|)[^\n]*?(?P<tail>\|[ \t]*)$")
RULED = re.compile(r"(?m)^[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*\n?")
HASHES = re.compile(r"(?m)^(?P<mark>[ \t]{0,3}(?:#{1,6}|>)[ \t]+)")
EMPHASIS = re.compile(r"\*\*|__")
GAP = re.compile(r"(?<=[^\s:])[ ]{2,}(?=\S)")
FEWEST_GAPS, FEWEST_ROWS = 2, 3
SENTENCE_END = "。!?;:"
BOTTOM_LINE = re.compile(
    r"(?:^|\n)[ \t]*(?:第 ?\d{1,4} ?页(?:[ /,]*共 ?\d{1,4} ?页)?|共 ?\d{1,4} ?页"
    r"|[-—–·] ?\d{1,4} ?[-—–·]|\d{1,4} ?/ ?\d{1,4})[ \t]*(?=\n|$)"
)
PAGE_NUMBER = re.compile(r"\n[ \t]*(\d{1,4})(?:、|(?=[ \t]*\n))")
SHORT_LINE = 22  # a line shorter than this was ended on purpose: a heading, a date
SLACK = 6  # half characters by which a full line may be short: punctuation is not split off
# What opens a new paragraph even when the line before it stopped in the middle of a sentence.
OPENING = re.compile(
    r"[ \t]*(?:第?[一二三四五六七八九十百]{1,3}(?:、|[章节条部篇]|是)"
    r"|[(（][一二三四五六七八九十\d]{1,3}[)）]"
    r"|\d{1,2} ?[.、,](?!\d)|[①-⑳]|[-—–●•·■◆★*]|附件|[【(]?" + any_of(UNIT_LABELS) + "[:】])"
)
LABELLED = re.compile(any_of(UNIT_LABELS) + "[:】]")
CHINESE = "\u3400-\u9fff"
# A line break within a name separates nothing.
JOINED = re.compile(rf"(?<=[{CHINESE}()（）])[ \t]*\n\s*(?=[{CHINESE}()（）])")
LOOSE_SPACE = re.compile(rf"(?<![A-Za-z{CHINESE})]) +| +(?![A-Za-z{CHINESE} ])|(?<= ) +")
SPACED_OUT = re.compile(rf"(?:[{CHINESE}] ){{4}}|(?:^|(?<=\n))[{CHINESE}](?: [{CHINESE}]){{3,}} ?:")


@dataclass(frozen=True)
class View:
    """`plain[i]` is the normal form of `source[at[i]]`; both only ever lose characters."""

    source: str
    plain: str
    at: "array[int]"

    @classmethod
    def of(cls, source: str) -> "View":
        """The view that has lost nothing yet."""
        plain = POINT.sub("。", simplified(source).translate(WIDTH))
        return cls(source, plain, array("I", range(len(source))))

    def without(self, spans: Iterable[Span]) -> "View":
        """The view less some spans, given in order."""
        pieces, kept, done = [], array("I"), 0
        for start, end in [*spans, (len(self.plain), len(self.plain))]:
            if start > done or start == len(self.plain):
                pieces.append(self.plain[done:start])
                kept.extend(self.at[done:start])
            done = max(done, end)
        return View(self.source, "".join(pieces), kept)

    @cached_property
    def printed(self) -> str:
        """As long as `plain`, with the characters as the document prints them."""
        return "".join(map(self.source.__getitem__, self.at))

    def trim(self, start: int, end: int, extra: str = "") -> Span:
        """The span less the blanks (and the extra characters) at its ends."""
        edge = " \t\n" + extra
        while start < end and self.plain[start] in edge:
            start += 1
        while end > start and self.plain[end - 1] in edge:
            end -= 1
        return start, end

    def span(self, start: int, end: int) -> Span:
        """Where that stands in the source; never empty-handed, an empty span stays a point."""
        if start >= end:
            place = self.at[start] if start < len(self.at) else len(self.source)
            return place, place
        return self.at[start], self.at[end - 1] + 1

    def words(self, start: int, end: int) -> str:
        """What is printed there, on one line and without page noise."""
        return " ".join(JOINED.sub("", self.printed[start:end]).split())

    def quote(self, start: int, end: int) -> str:
        """The source from the first of those characters to the last, page noise included."""
        first, last = self.span(start, end)
        return self.source[first:last]


def within(spans: list[Span], place: int) -> bool:
    """Whether a place lies in one of some spans that are in order and do not overlap."""
    index = bisect_right(spans, (place, sys.maxsize)) - 1
    return index >= 0 and place < spans[index][1]


def read_lines(source: str) -> View:
    """The clean view of a document's text."""
    view = View.of(source)
    view = view.without(found.span() for found in INVISIBLE.finditer(view.plain))
    view = _with_columns(_without_markdown(view))
    view = view.without(_page_noise(view.plain))
    view = view.without(_loose_spaces(view.plain))
    return view.without(_soft_breaks(view.plain))


def _without_markdown(view: View) -> View:
    """Headings, quotes and emphasis without their marks; rows between bars as rows between tabs."""
    bars = [found.span() for found in BARRED.finditer(view.plain)]
    if not bars and not HASHES.search(view.plain):
        return view
    plain = list(view.plain)
    for start, end in bars:
        plain[start:end] = view.plain[start:end].replace("|", "\t")
    edges = [
        found.span(group)
        for found in BARRED.finditer(view.plain)
        for group in ("head", "tail")
        if found[group]
    ]
    rules = [found.span() for found in RULED.finditer(view.plain)]
    hashes = [found.span("mark") for found in HASHES.finditer(view.plain)]
    emphasis = [found.span() for found in EMPHASIS.finditer(view.plain)]
    tabbed = View(view.source, "".join(plain), view.at)
    return tabbed.without(sorted([*edges, *rules, *hashes, *emphasis]))


def _with_columns(view: View) -> View:
    """Rows whose cells stand apart by several spaces as rows between tabs."""
    plain, extra, run = list(view.plain), list[Span](), list[list[Span]]()
    for line in [*_lines(view.plain), (len(view.plain), len(view.plain))]:
        gaps = [found.span() for found in GAP.finditer(view.plain, *line)]
        if len(gaps) >= FEWEST_GAPS:
            run.append(gaps)
            continue
        if line[0] == line[1] and line[0] < len(view.plain):
            continue  # an empty line within a table ends it no more than a page does
        if len(run) >= FEWEST_ROWS:
            for start, end in (gap for row in run for gap in row):
                plain[start] = "\t"
                extra.append((start + 1, end))
        run = []
    return View(view.source, "".join(plain), view.at).without(extra) if extra else view


def _loose_spaces(text: str) -> list[Span]:
    """Spaces that separate nothing. One between two Chinese words may separate names, and stays."""
    spans = [found.span() for found in LOOSE_SPACE.finditer(text)]
    for line in _lines(text):
        if SPACED_OUT.search(text, *line):
            spans += [(at, at + 1) for at in range(*line) if text[at] == " "]
    return sorted(spans)


def _lines(text: str) -> Iterable[Span]:
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


# ---------------------------------------------------------------- page numbers


def _page_noise(text: str) -> list[Span]:
    """Page numbers, with the line breaks around them where they cut a sentence in two."""
    spans = [found.span() for found in BOTTOM_LINE.finditer(text)] + _numbered_pages(text)
    return sorted(_with_breaks(text, span) for span in spans)


def _numbered_pages(text: str) -> list[Span]:
    """Numbers that open lines, one more each time, and mostly in the middle of a sentence."""
    run: list[re.Match[str]] = []
    for found in PAGE_NUMBER.finditer(text):
        number = int(found[1])
        if number == (int(run[-1][1]) + 1 if run else number if number in (1, 2) else -1):
            run.append(found)
    cuts = sum(_cuts_a_sentence(text, found.start()) for found in run)
    if len(run) < 3 or cuts * 2 < len(run):
        return []
    return [found.span() for found in run]


def _cuts_a_sentence(text: str, at: int) -> bool:
    """Whether the line before stops in running words: no heading, no list of units."""
    end = at
    while end and text[end - 1] in " \t\n":
        end -= 1
    start = text.rfind("\n", 0, end) + 1
    line = text[start:end]
    if len(line) < SHORT_LINE or line[-1] in SENTENCE_END + ")】”":
        return False
    tail = line[max(line.rfind(mark) for mark in SENTENCE_END) + 1 :]
    last_stop = line.rfind("。")
    return last_stop >= 0 and not LABELLED.search(line, last_stop) and tail != ""


def _with_breaks(text: str, span: Span) -> Span:
    """The page number, and the line breaks around it unless a paragraph ends there."""
    start, end = span
    before, after = start, end
    while before and text[before - 1] in " \t\n":
        before -= 1
    while after < len(text) and text[after] in " \t\n":
        after += 1
    line = before - (text.rfind("\n", 0, before) + 1)
    ends = before == 0 or text[before - 1] in SENTENCE_END or line < SHORT_LINE
    return (start, end) if ends or OPENING.match(text, after) else (before, after)


# ---------------------------------------------------------------- broken lines


def _soft_breaks(text: str) -> list[Span]:
    """Line breaks that end no paragraph."""
    lines = list(_lines(text))
    width = _wrap_width([_wide(text, *line) for line in lines if _is_open(text, *line)])
    spans = []
    for (start, end), (following, stop) in zip(lines, lines[1:], strict=False):
        opens = stop == following or OPENING.match(text, following) or "\t" in text[following:stop]
        if end > start and not opens and _runs_on(text, start, end, width):
            spans.append((end, following))
    return spans


def _is_open(text: str, start: int, end: int) -> bool:
    """Whether a line may go on in the next: it ends no sentence, and names no units."""
    return (
        end > start and text[end - 1] not in SENTENCE_END and not LABELLED.search(text, start, end)
    )


def _wrap_width(lengths: list[int]) -> int | None:
    """The width that lines were wrapped at, if they were: most of them are then about as long."""
    if len(lengths) < 8:
        return None
    width = sorted(lengths)[int(len(lengths) * 0.9)]
    full = sum(width - SLACK <= length <= width + 2 for length in lengths)
    return width if 30 <= width <= 160 and full >= 0.35 * len(lengths) else None


def _wide(text: str, start: int, end: int) -> int:
    """How wide a line is printed, in half characters."""
    return 2 * (end - start) - len(text[start:end].encode("ascii", "ignore"))


def _runs_on(text: str, start: int, end: int, width: int | None) -> bool:
    last = text[end - 1]
    if last in SENTENCE_END or "\t" in text[start:end]:
        return False
    if last in ",、":
        return True
    if width is not None:
        return _wide(text, start, end) >= width - SLACK
    stop = text.rfind("。", start, end)
    return (
        end - start > 40
        and stop >= 0
        and last not in ")】”》"
        and not LABELLED.search(text, stop, end)
    )
