"""Printed numbers (一、 (一) 1. ① 第一条 一是) → a tree of clauses with their places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .lines import LABELLED, Span, View, within
from .vocabulary import any_of, words

VALUES = {char: value for value, char in enumerate("〇一二三四五六七八九十")} | {
    "零": 0,
    "百": 100,
    "两": 2,
}
VALUES |= {char: value for value, char in enumerate("壹贰叁肆伍陆柒捌玖拾", 1)}
# Signs that print a number and its brackets or its point as one: the first of each row.
SIGNS = "①㈠⑴⒈Ⅰ"
HAN = "[一二三四五六七八九十百]{1,4}"
FORMAL = "(?:[壹贰叁肆伍陆柒捌玖]|拾[壹贰叁肆伍陆柒捌玖]?)"
MARK = re.compile(
    rf"(?P<chapter>第{HAN}(?:章|篇|编|部分))[ 、:]?"
    rf"|(?P<section>第{HAN}节)[ 、:]?"
    rf"|(?P<article>第{HAN}条)[ 、:]?"
    rf"|(?P<han>(?<![第一二三四五六七八九十百、]){HAN})[、,.](?![一二三四五六七八九十百]+[、大是类])"
    rf"|[(](?P<han_paren>{HAN})[)][、.]?"
    r"|(?P<arabic>(?<![\d.])(?<!\d:)\d{1,3}) ?[.、,](?!\d(?!\d{3}年))"
    r"|(?P<decimal>(?<![\d.])\d{1,2}[.-]\d{1,2})(?:[ 、.]|(?=[\u4e00-\u9fff“]))"
    r"|(?P<closed>(?<![\d(.])\d{1,2})[)](?=[ \u4e00-\u9fff“\"])"
    r"|(?P<dotted>(?<![\d.])\d{1,3})\.(?=\d{2,4}[\u4e00-\u9fff“])"
    r"|(?P<digit>(?<![\d.])\d{1,2})(?= ?[\u4e00-\u9fff“])"
    r"|[(](?P<arabic_paren>\d{1,2})[)][、.]?"
    r"|(?P<circled>[①-⑳])"
    rf"|(?P<nth>第(?:\d{{1,3}}|{HAN})项)[、: ]"
    rf"|(?P<formal>{FORMAL})、"
    r"|(?P<roman>[Ⅰ-Ⅻ])[、. ]"
    r"|(?P<han_sign>[㈠-㈩])[、.]?"
    r"|(?P<paren_sign>[⑴-⒇])[、.]?"
    r"|(?P<point_sign>[⒈-⒛])"
    rf"|(?P<ordinal>{HAN}是)(?:要)?"
)
# Depth of each kind of number; a number closes all clauses as deep as itself or deeper.
KINDS = [
    "chapter",
    "section",
    "han",
    "article",
    "han_paren",
    "arabic",
    "decimal",
    "arabic_paren",
    "circled",
    "ordinal",
]
# Kinds that are printed otherwise and count like another.
SAME_AS = {
    "formal": "chapter",
    "roman": "chapter",
    "closed": "arabic",
    "nth": "arabic",
    "han_sign": "han_paren",
    "paren_sign": "arabic_paren",
    "point_sign": "arabic",
}
RANK = {kind: rank for rank, kind in enumerate(KINDS)}
# 3推进… and 2.12建设…: read as numbers only where they continue a list exactly.
UNUSUAL = ("digit", "dotted")
# 第十条第(二)项 cites a clause and opens none.
CITED = re.compile(r"[(][一二三四五六七八九十\d]{1,3}[)][项款点条](?![目件子])")
NOTE = re.compile(r"尾?注\d{1,3}:")
STOPS = "。!?;:”）)】》.…"
CONTENTS_LINE = re.compile(r"(?:\.{3,}|…+|·{3,})[ \d()-]*$")
LONGEST_HEADING_LINE = 60
LONGEST_GLUED = 80


@dataclass(frozen=True)
class Mark:
    """A printed number: its kind, what it counts to, and its place in the view."""

    kind: str
    value: int
    start: int
    end: int


@dataclass(frozen=True)
class Clause:
    """A numbered passage. `end` includes what is numbered below it, `own_end` does not."""

    index: int
    parent: int | None
    level: int
    kind: str
    value: int
    number: str
    start: int
    heading: Span
    own_end: int
    end: int
    in_contents: bool = False

    @property
    def own(self) -> Span:
        """Everything after the number up to the first sub-item."""
        return self.heading[0], self.own_end


@dataclass
class Outline:
    """The clauses of a document in order."""

    clauses: list[Clause] = field(default_factory=list)
    body: Span = (0, 0)

    def ancestors(self, clause: Clause) -> list[Clause]:
        """The clauses above this one, outermost first."""
        found: list[Clause] = []
        while clause.parent is not None:
            clause = self.clauses[clause.parent]
            found.append(clause)
        return found[::-1]

    def children(self) -> dict[int | None, list[Clause]]:
        """The clauses directly below each one (None: at the top)."""
        below: dict[int | None, list[Clause]] = {}
        for clause in self.clauses:
            below.setdefault(clause.parent, []).append(clause)
        return below


def number_value(text: str) -> int:
    """What a printed number counts to: 十二, 12, ⑫ are 12."""
    if text.isdecimal() and text.isascii():
        return int(text)
    for sign in SIGNS:
        if sign <= text[0] < chr(ord(sign) + 20) and not "\u4e00" <= text[0] <= "\u9fff":
            return ord(text[0]) - ord(sign) + 1
    total, digit = 0, 0
    for char in text:
        if char in "十百拾":
            total += (digit or 1) * (100 if char == "百" else 10)
            digit = 0
        else:
            digit = VALUES[char]
    return total + digit


def read_outline(view: View, tables: list[Span]) -> Outline:
    """The tree of numbered clauses; numbers inside tables open none."""
    end = body_end(view.plain)
    marks = [m for m in find_marks(view.plain, end) if not within(tables, m.start)]
    return Outline(build(view, marks, end), (marks[0].start if marks else 0, end))


def body_end(text: str) -> int:
    """Where the document stops and the page around it goes on."""
    furniture = re.compile(r"\n" + any_of(words("outline")["furniture"]["after"]))
    text = text[: _notes_start(text)]
    floor = len(text) // 2  # navigation above the document uses the same words
    for found in furniture.finditer(text, floor):
        # 主办单位: is printed below a page once; as the label of a plan's units it comes again.
        if text.count(found[0].strip()) == 1 or not found[0].endswith(":"):
            return found.start()
    return len(text)


def _notes_start(text: str) -> int:
    """Where the footnotes begin that stand behind the text."""
    end = len(text.rstrip())
    while (start := text.rfind("\n", 0, end)) >= 0 and NOTE.match(text, start + 1):
        end = start
    return end


# ---------------------------------------------------------------- marks


def find_marks(text: str, end: int) -> list[Mark]:
    """The numbers that open a clause, told from numbers that stand in a sentence."""
    marks: list[Mark] = []
    last: dict[str, int] = {}  # of each kind, below the clauses that are open
    ever: dict[str, int] = {}  # of each kind: (一)…(十五) may run on through 一、 to 五、
    for found in MARK.finditer(text, 0, end):
        mark = _mark(found)
        if _opens_a_clause(text, mark, marks, last, ever):
            if mark.kind in UNUSUAL:
                mark = Mark("arabic", mark.value, mark.start, mark.end)
            marks.append(mark)
            last[mark.kind] = ever[mark.kind] = mark.value
            for kind, rank in RANK.items():
                if rank > RANK[mark.kind]:
                    last.pop(kind, None)
    return marks


def _mark(found: re.Match[str]) -> Mark:
    kind = str(found.lastgroup)
    digits = re.sub("[第章节条项篇编部分是]", "", found[kind])
    digits = re.split("[.-]", digits)[-1]
    return Mark(SAME_AS.get(kind, kind), number_value(digits), found.start(), found.end())


def _opens_a_clause(
    text: str, mark: Mark, marks: list[Mark], last: dict[str, int], ever: dict[str, int]
) -> bool:
    start = mark.start
    before = text[start - 1] if start else "\n"
    at_line = before == "\n"
    if text[mark.end - 1] == ")" and text[mark.start].isdigit():
        return at_line
    if mark.kind == "decimal":
        return at_line and _continues(text, mark, last)
    if mark.kind in UNUSUAL:
        follows = mark.value == last.get("arabic", -1) + 1 or _opens_decimals(text, mark)
        return at_line and follows and _heads_a_line(text, mark)
    step = mark.value - last.get(mark.kind, 0)
    if mark.kind in ("chapter", "section", "article"):
        return at_line and not _in_contents_line(text, start)
    if CITED.match(text, mark.start):
        return False
    if text[mark.end - 1] == "." and mark.kind == "han" and not at_line:
        return False
    if text[mark.end - 1] == "," and (step != 1 or (mark.kind == "han" and not at_line)):
        return False
    if at_line:
        return not _in_contents_line(text, start)
    runs_on = mark.value == ever.get(mark.kind, -1) + 1
    if not (mark.value == 1 or 1 <= step <= 3 or runs_on):
        return False
    if mark.kind == "ordinal":
        return before in '。!?;:、】”,"' or before == ")"
    if before in STOPS:
        return not (before == "." and text[start - 2 : start - 1].isdigit())
    return mark.kind in ("han", "han_paren", "arabic") and _glued(text, mark, marks)


def _continues(text: str, mark: Mark, last: dict[str, int]) -> bool:
    """Whether 2.1 opens the first item of 2, or follows another such number; 2.5亿元 does not."""
    first = text[mark.start : mark.end].strip(" 、.").endswith((".1", "-1"))
    return (first or "decimal" in last) and _heads_a_line(text, mark)


def _opens_decimals(text: str, mark: Mark) -> bool:
    """Whether 1.1 comes next: then the 1 in front of a heading without a point is a number too."""
    below = text[mark.end : mark.end + 300]
    return below[:1] == " " and re.search(rf"\n{mark.value}[.-]1", below) is not None


def _heads_a_line(text: str, mark: Mark) -> bool:
    """Whether what follows is no unit of measure: 3个…, 2.5亿元."""
    return not re.match(r"[\d.]*[年月日个家项%万亿名件次天]", text[mark.end : mark.end + 8])


def _in_contents_line(text: str, start: int) -> bool:
    end = text.find("\n", start)
    return CONTENTS_LINE.search(text[start : end if end >= 0 else len(text)][:200]) is not None


def _glued(text: str, mark: Mark, marks: list[Mark]) -> bool:
    """Whether the words before it are a heading or a list of units that lost its line break."""
    heading = marks[-1].end if marks else 0
    before = text[max(heading, mark.start - 200) : mark.start]
    label = None
    for label in LABELLED.finditer(before):  # noqa: B007 - the last one is wanted
        pass
    if label and not re.search("[。\n]", before[label.end() :]):
        return True
    if not marks or mark.start - heading > LONGEST_GLUED:
        return False
    # A (一) in the middle of a sentence is rare, so commas may stand in the heading before it.
    stops = "[。\n]" if mark.kind == "han_paren" else "[。,;:\n]"
    return RANK[marks[-1].kind] < RANK[mark.kind] and not re.search(stops, before)


# ---------------------------------------------------------------- tree


def build(view: View, marks: list[Mark], end: int) -> list[Clause]:
    """Hang each mark below the nearest one before it that counts higher things."""
    contents = _contents(view.plain, marks)
    parents, levels, ends = _nest(marks, end)
    clauses = []
    for index, mark in enumerate(marks):
        own_end = marks[index + 1].start if index + 1 < len(marks) else end
        first = index + 1 < len(marks) and parents[index + 1] == index
        clauses.append(
            Clause(
                index=index,
                parent=parents[index],
                level=levels[index],
                kind=mark.kind,
                value=mark.value,
                number=view.words(*_bare_number(view.plain, mark)),
                start=mark.start,
                heading=heading_span(view, mark.end, own_end),
                own_end=own_end if first else ends[index],
                end=ends[index],
                in_contents=contents[0] <= mark.start < contents[1],
            )
        )
    return clauses


def _nest(marks: list[Mark], end: int) -> tuple[list[int | None], list[int], list[int]]:
    parents: list[int | None] = []
    levels, ends = [], [end] * len(marks)
    stack: list[int] = []
    for index, mark in enumerate(marks):
        while stack and RANK[marks[stack[-1]].kind] >= RANK[mark.kind]:
            ends[stack.pop()] = mark.start
        parents.append(stack[-1] if stack else None)
        stack.append(index)
        levels.append(len(stack))
    return parents, levels, ends


def _bare_number(text: str, mark: Mark) -> Span:
    """The number without the point behind it: 1. is printed as 1, (一) keeps its brackets."""
    end = mark.end
    if mark.kind == "ordinal" and text[end - 1] == "要":
        end -= 1
    while end > mark.start and text[end - 1] in " .、,:":
        end -= 1
    return mark.start, end


def _contents(text: str, marks: list[Mark]) -> Span:
    """The list of contents: from its title to its end, or to where the numbers start again."""
    title = re.search(r"(?:^|\n)" + any_of(words("outline")["furniture"]["contents"]), text[:20000])
    if not title or not marks:
        return 0, 0
    line_end = text.find("\n", title.end())
    if line_end > title.end() + 20:
        return title.end(), line_end
    inside = [mark for mark in marks if mark.start > title.end()]
    again = [m for m in inside[1:] if (m.kind, m.value) == (inside[0].kind, inside[0].value)]
    return (title.end(), again[0].start) if again else (0, 0)


# ---------------------------------------------------------------- headings


def heading_span(view: View, start: int, end: int) -> Span:
    """The heading behind a number: a line of its own, or the first sentence when it is short."""
    text = view.plain
    start, _ = view.trim(start, end, "、.:")
    line = text.find("\n", start, end)
    line = line if line >= 0 else end
    stop = _sentence_end(text, start, line)
    if stop == line and line - start <= LONGEST_HEADING_LINE:
        return view.trim(start, line, "。:;")
    return view.trim(start, stop, "。:;")


def _sentence_end(text: str, start: int, end: int) -> int:
    """The first 。 or ; that is not inside quotes or brackets, else the end."""
    depth = 0
    for at in range(start, end):
        char = text[at]
        if char in "“《(【":
            depth += 1
        elif char in "”》)】":
            depth = max(0, depth - 1)
        elif char in "。;!?" and (depth == 0 or char == "。"):
            return at
    return end


def paragraphs(view: View, start: int, end: int) -> Iterator[Span]:
    """The lines between two places that are not empty, trimmed."""
    while start < end:
        stop = view.plain.find("\n", start, end)
        stop = end if stop < 0 else stop
        span = view.trim(start, stop)
        if span[0] < span[1]:
            yield span
        start = stop + 1
