"""What stands in a breakdown of tasks (任务分解表), and how long its texts are. Plain Python.

The columns are those that published breakdowns have in common: number, task, work, who leads, who
assists, by when. A column for the leader in charge (牵头领导) is left out: the portal does not know
it, and an empty column takes the room that the work needs.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

CLOSERS, OPENERS = ")）】]", "(（【["
HEADING_END = "。:： \u3000\n"
SENTENCE_END = "。；：！？;:!?…”"
# A line of its own that begins so is an item of a list, whatever the line before it ends with.
ITEM = re.compile(r"\s*(?:[(（]?[0-9一二三四五六七八九十]{1,3}[)）.．、]|[①-⑳]|[—\-•·●])")
# A note that only says by when (完成时限：2026年10月底前).
TIME_LIMIT = re.compile(r"[(（【\[]?\s*(?:完成|办结)?(?:时限|时间|期限)(?:要求)?\s*[:：]")
# A label of units in the middle of a line (…建成。牵头单位：市科技局), where a copy lost the break.
LABEL = re.compile(
    r"(?:牵头|主办|主责|责任|配合|参与|参加|协办|协同|承办|落实)(?:责任)?(?:单位|部门)\s*[:：]"
)
# How many Chinese letters a note of units may have besides the names (按职责分工负责), at least and
# for each letter of a name.
LABELS, SHARE = 16, 0.6
HAN = re.compile("[\u4e00-\u9fff]")
# What neither Word nor Excel can hold.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Heading:
    """A chapter or section above the tasks that follow; level 1 is the outermost."""

    level: int
    text: str


@dataclass(frozen=True)
class Item:
    """One task, ready for print."""

    number: int
    title: str
    work: str
    leads: str
    assists: str
    due: str


@dataclass(frozen=True)
class Breakdown:
    """The whole table. `issuer` and `title` go into the file's properties as well."""

    title: str
    note: str
    issuer: str
    rows: tuple[Heading | Item, ...]


def plain(text: str) -> str:
    """The text without characters that no office file can hold; line breaks stay."""
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n"))


def new_headings(before: Sequence[str], path: Sequence[str], *, shared: int) -> Iterator[Heading]:
    """The headings that begin between two tasks; the first `shared` ones hold for all of them."""
    same = 0
    while same < min(len(before), len(path)) and before[same] == path[same]:
        same += 1
    for depth in range(max(same, shared), len(path)):
        yield Heading(depth - shared + 1, path[depth])


def shared_depth(paths: Iterable[Sequence[str]]) -> int:
    """How many outermost headings stand above every task; they would part nothing."""
    shared: Sequence[str] | None = None
    for path in paths:
        if shared is None:
            shared = path
            continue
        depth = 0
        while depth < min(len(shared), len(path)) and shared[depth] == path[depth]:
            depth += 1
        shared = shared[:depth]
    return len(shared or ())


def work_of(text: str, *, title: str, names: Sequence[str], has_due: bool) -> str:
    """A task's own words without what has a column of its own: its heading, units and deadline."""
    rest = _behind_heading(text.strip(), title)
    return flowing(without_notes(rest, names=names, has_due=has_due)) or title


def _behind_heading(text: str, title: str) -> str:
    """Where the title is the beginning of a sentence and no heading, the sentence stays whole."""
    rest = text.removeprefix(title)
    return rest.lstrip(HEADING_END) if len(rest) < len(text) and rest[:1] in HEADING_END else text


def without_notes(text: str, *, names: Sequence[str], has_due: bool) -> str:
    """Takes the brackets or lines off the end that say only who answers and by when."""
    while True:
        text = text.rstrip()
        start = _last_part(text)
        if start is None or not _is_note(text[start:], names=names, has_due=has_due):
            break
        text = text[:start]
    for label in LABEL.finditer(text):
        if _is_note(text[label.start() :], names=names, has_due=False):
            return text[: label.start()].rstrip()
    return text


def _last_part(text: str) -> int | None:
    """Where the last bracket, if the text ends with one, or else the last of its lines begins."""
    end = text.rstrip("。；;")
    if not end.endswith(tuple(CLOSERS)):
        line = text.rfind("\n") + 1
        return line or None
    depth = 0
    for at in range(len(end) - 1, -1, -1):
        depth += (end[at] in CLOSERS) - (end[at] in OPENERS)
        if depth == 0:
            line = text.rfind("\n") + 1
            # A whole line may end with a bracket: 责任单位：市科创办（市科技局）
            return at if end[at - 1 : at] in ("。", "；", ";", "\n", "") else line or None
    return None


def _is_note(part: str, *, names: Sequence[str], has_due: bool) -> bool:
    if has_due and TIME_LIMIT.match(part):
        return True
    rest = part
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(name, "")
    named = len(part) - len(rest)
    return named > 0 and len(HAN.findall(rest)) <= max(LABELS, SHARE * named)


def flowing(text: str) -> str:
    """Lines that a copy broke in the middle of a sentence are joined again."""
    joined: list[str] = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        if joined and joined[-1][-1] not in SENTENCE_END and not ITEM.match(line):
            joined[-1] += line
        else:
            joined.append(line)
    return "\n".join(joined)


# --- How much room a text takes -------------------------------------------------------------------


def width(text: str) -> float:
    """In Chinese letters; Latin ones and digits take half of one."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def wrapped(text: str, *, room: float) -> list[str]:
    """The lines into which a cell that is `room` Chinese letters wide breaks a text."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, used = "", 0.0
        for char in paragraph:
            wide = width(char)
            if used + wide > room and line:
                lines.append(line)
                line, used = "", 0.0
            line, used = line + char, used + wide
        lines.append(line)
    return lines


def pieces(text: str, *, room: float, most: int) -> list[str]:
    """The text in parts of at most `most` lines each, where one row cannot hold it."""
    lines = wrapped(text, room=room)
    if len(lines) <= most:
        return [text]
    parts, rest = [], text
    while rest:
        # No more than this can fit, however narrow its letters are.
        taken, at = wrapped(rest[: int(2 * room + 1) * most], room=room)[:most], 0
        for line in taken:
            at += len(line) + (rest[at + len(line) : at + len(line) + 1] == "\n")
        cut = _sentence_before(rest, at) if at < len(rest) else at
        parts.append(rest[:cut].strip("\n"))
        rest = rest[cut:]
    return parts


def _sentence_before(text: str, end: int) -> int:
    """The end of the last whole sentence; where the first one is longer than that, `end`."""
    stops = [text.rfind(mark, 0, end) for mark in "。；\n"]
    return max(stops) + 1 or end
