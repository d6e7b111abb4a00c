"""A passage of units (市科技局、市财政局等部门及各县、区人民政府) → names, one per entry."""

import re
from dataclasses import dataclass

from intake.reader.lines import Span, View
from intake.reader.vocabulary import any_of, words

UNITS = words("units")
NAMES = UNITS["names"]

SUFFIX = re.compile(any_of(NAMES["suffixes"]) + "$")
COLLECTIVE = re.compile(any_of(NAMES["collectives"]))
NEVER = re.compile(any_of(NAMES["never"]) + "|^" + any_of(NAMES["never_first"]))
PLACE_HEAD = re.compile(NAMES["place_head"])
PLACE_TAIL = re.compile(NAMES["place_tail"])
ETC = re.compile(
    "".join(f"(?<!{word[:-1]})" for word in NAMES["with_etc"])
    + "等(?=$|[ ,、;)）\\d一二三四五六七八九十]|"
    + any_of(NAMES["after_etc"])
    + ")"
)
AND = re.compile("以及|及(?!其)|和|与|并(?!由)|暨")
OPENER = re.compile(any_of(UNITS["openers"]["words"]))
CLOSER = re.compile(any_of(UNITS["openers"]["closers"]) + "$")
# A body proper, so that 和 behind it is an "and" and not a part of 工业和信息化局.
BODY_END = re.compile(
    "(?:[局委办部厅院会府处室心司团队所站行协]|部门|单位|地区|乡镇|街道|各[县市区]|[)）])$"
)
BRACKETS_OPEN, BRACKETS_CLOSE = "(（[【〔", ")）]】〕"
LONGEST = 28


@dataclass(frozen=True)
class Name:
    """A unit as printed, or as restored where letters are lost in the copy."""

    text: str
    start: int
    end: int
    how: str = "body"  # how it was told: see confidence.toml


def is_body(text: str) -> bool:
    """Whether the words look like the name of a unit or of a group of units."""
    base = re.sub(r"[(（][^()（）]*[)）]$", "", text) or text
    if (
        not 2 <= len(base) <= LONGEST
        or NEVER.search(base)
        or not re.search("[\u4e00-\u9fff]{2}", base)
    ):
        return False
    return bool(COLLECTIVE.match(base) or SUFFIX.search(base)) and base not in (
        "部门",
        "单位",
        "机构",
    )


def is_entry(text: str) -> bool:
    """Whether the words may stand in a list that is announced as one of units."""
    base = re.sub(r"[(（][^()（）]*[)）]$", "", text) or text
    return (
        2 <= len(base) <= LONGEST
        and not NEVER.search(text)
        and bool(re.search("[\u4e00-\u9fff]{2}", text))
    )


def split_names(view: View, start: int, end: int) -> list[Name]:
    """The names between two places, in order."""
    pieces = _join_places(view.plain, _tokens(view.plain, start, end))
    found: list[Name] = []
    for piece in pieces:
        for span in _apart(view.plain, *piece):
            span = _strip(view, *span)
            if span[0] < span[1] and is_entry(view.plain[span[0] : span[1]]):
                text = view.words(*span)
                found.append(
                    Name(text, *span, "body" if is_body(view.plain[slice(*span)]) else "other")
                )
    return found


def _tokens(text: str, start: int, end: int) -> list[Span]:
    """What stands between separators outside brackets."""
    spans, depth, begin = [], 0, start
    for at in range(start, end):
        char = text[at]
        if char in BRACKETS_OPEN:
            depth += 1
        elif char in BRACKETS_CLOSE:
            depth = max(0, depth - 1)
        elif char in "、,;。/|\n\t .:" and depth == 0:
            if char != ":":  # what stands before a colon is a label, known or not
                spans.append((begin, at))
            begin = at + 1
    return [span for span in [*spans, (begin, end)] if span[0] < span[1]]


def _join_places(text: str, tokens: list[Span]) -> list[Span]:
    """各县、区人民政府 is one entry although a 、 stands in it."""
    joined: list[Span] = []
    for start, end in tokens:
        if joined and start - joined[-1][1] == 1 and text[start - 1] == "、":
            head = text[joined[-1][0] : joined[-1][1]]
            if PLACE_HEAD.match(head.replace("、", "")) and PLACE_TAIL.match(text[start:end]):
                joined[-1] = (joined[-1][0], end)
                continue
        joined.append((start, end))
    return joined


def _apart(text: str, start: int, end: int) -> list[Span]:
    """Names joined by 和 or 及, or run together, less the collective behind 等."""
    for found in AND.finditer(text, start, end):
        left, right = text[start : found.start()], text[found.end() : end]
        left = OPENER.sub("", left, count=1) if OPENER.match(left) else left
        if (
            len(left) >= 2
            and BODY_END.search(left)
            and len(right) >= 3
            and is_body(right.strip(")）"))
        ):
            return [*_apart(text, start, found.start()), *_apart(text, found.end(), end)]
    etc = ETC.search(text, start, end)
    if etc and text[start : etc.start()].count("(") == text[start : etc.start()].count(")"):
        end = etc.start()
    cut = _run_together(text[start:end])
    if cut:
        return [(start, start + cut), *_apart(text, start + cut, end)]
    return [(start, end)]


def _run_together(name: str) -> int:
    """Where the second of two names begins that lost what stood between them (区发改委区统计局)."""
    if not name or name[0] not in UNITS["names"]["levels"] or "(" in name:
        return 0
    for at in range(3, len(name) - 2):
        if name[at] == name[0] and BODY_END.search(name[:at]) and is_body(name[at:]):
            return at
    return 0


def _strip(view: View, start: int, end: int) -> Span:
    start, end = view.trim(start, end, "“”\"'。.;:、,·-—")
    opener = OPENER.match(view.plain, start, end)
    if opener and end - opener.end() >= 2:
        start = opener.end()
    closer = CLOSER.search(view.plain[start:end])
    if closer and closer.start() >= 2:
        end = start + closer.start()
    while end > start and view.plain[end - 1] in BRACKETS_OPEN:
        end -= 1
    while end > start and view.plain[end - 1] in ")）]】" and not _balanced(view.plain[start:end]):
        end -= 1
    while end > start and view.plain[start] in "(（[【" and not _balanced(view.plain[start:end]):
        start += 1
    return view.trim(start, end)


def _balanced(text: str) -> bool:
    return sum(text.count(char) for char in BRACKETS_OPEN) == sum(
        text.count(char) for char in BRACKETS_CLOSE
    )
