"""Tables whose cells were copied one a line → the places of their cells, row after row.

序号 ⏎ 工作任务 ⏎ 牵头单位 ⏎ 完成时限 ⏎ 1 ⏎ 建设平台。 ⏎ 市大数据局 ⏎ 9月底前 ⏎ 2 ⏎ …

The titles stand one a line; below them each line belongs to the column that it fits best, given
the line before it (a Viterbi path over the columns), because cells may be empty or wrapped.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from intake.reader.lines import Span, View
from intake.reader.numbers import UNIT
from intake.reader.units.names import is_body
from intake.reader.vocabulary import any_of, words

from .columns import column_kind, names_columns

TABLES = words("tables")
LONGEST_TITLE, MOST = 16, 16
SHORT = 25
DUE = re.compile(TABLES["cells"]["due"])
VALUE = re.compile(r"[\[(≥≤><约]*\d[\d.,]*[\])]*(?:以上|以下|左右|以内|[%‰倍])*")
NOTHING = re.compile("[/—–-]+|无")
SECTION = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[(][一二三四五六七八九十]{1,3}[)])[^。]{2,40}$"
)
END = re.compile(any_of(TABLES["cells"]["end"]) + "|附(?:件|表) ?\\d*:?$")
ASIDE = re.compile("[(][^()]{2,24}[)]")
# 引育龙头企业 ends like a body and is none.
THING = re.compile(any_of(TABLES["cells"]["things"]) + "$")
MEASURE = re.compile(UNIT)
NUMBER = re.compile(r"\d{1,3}")
NEVER = -1e9
LIKES, DISLIKES, GOES_ON, SKIPS, BREAKS_OFF = 3, -4, -2, -2, -3


@dataclass(frozen=True)
class Flat:
    """A table: the titles of its columns, and its rows, each cell with its lines."""

    start: int
    end: int
    titles: tuple[str, ...]
    rows: tuple[tuple[tuple[Span, ...], ...], ...]


def find_flattened(view: View) -> list[Flat]:
    """All of them, in order."""
    lines = [span for span in _lines(view) if span[0] < span[1]]
    found: list[Flat] = []
    index = 0
    while index < len(lines):
        titles = _titles(view, lines, index)
        if not titles:
            index += 1
            continue
        body = index + sum(count for _, count in titles)
        stop = _end(view, lines, body)
        found.append(_read(view, lines[index:stop], body - index, titles))
        index = stop
    return found


def cell_breaks(tables: list[Flat]) -> list[Span]:
    """The line breaks inside cells, which separate nothing."""
    return [
        (first[1], second[0])
        for table in tables
        for row in table.rows
        for cell in row
        for first, second in zip(cell, cell[1:], strict=False)
    ]


def _lines(view: View) -> Iterator[Span]:
    start = 0
    while start < len(view.plain):
        end = view.plain.find("\n", start)
        end = len(view.plain) if end < 0 else end
        yield view.trim(start, end, "|")
        start = end + 1


def _titles(view: View, lines: list[Span], index: int) -> list[tuple[str, int]]:
    """The titles of columns that stand from here on, each with how many lines it takes.

    Where the first column counts, the titles go on to the first number, known or not.
    """
    texts = [view.plain[start:end].replace(" ", "") for start, end in lines[index : index + MOST]]
    if not texts or column_kind(texts[0]) == "other":
        return []
    counts = column_kind(texts[0]) == "number"
    titles: list[tuple[str, int]] = []
    at = 0
    while at < len(texts) and _may_be_title(texts[at]):
        text, taken = _whole_title(texts, at)
        if titles and ASIDE.fullmatch(text):  # (排名第一为牵头单位) belongs to the title above it
            titles[-1] = (titles[-1][0] + text, titles[-1][1] + taken)
        elif column_kind(text) != "other" or counts:
            titles.append((text, taken))
        else:
            break
        at += taken
    known = tuple(re.sub("[(].*", "", text) for text, _ in titles)
    if "number" in [column_kind(text) for text in known][1:3]:
        return []  # the table's own title stands above its columns
    return titles if len(titles) >= 3 and names_columns(known) else []


def _may_be_title(text: str) -> bool:
    return (
        0 < len(text) <= LONGEST_TITLE
        and text[-1] not in "。;"
        and "\t" not in text
        and not (NUMBER.fullmatch(text) or SECTION.match(text))
    )


def _whole_title(texts: list[str], at: int) -> tuple[str, int]:
    """责任 ⏎ 领导 is one title over two lines."""
    pair = "".join(texts[at : at + 2])
    if column_kind(texts[at]) == "other" and column_kind(pair) != "other" and len(pair) <= 6:
        return pair, 2
    return texts[at], 1


def _end(view: View, lines: list[Span], index: int) -> int:
    while index < len(lines):
        start, end = lines[index]
        if END.match(view.plain, start, end) or "\t" in view.plain[start:end]:
            return index
        index += 1
    return index


def _read(view: View, lines: list[Span], head: int, named: list[tuple[str, int]]) -> Flat:
    titles, count = tuple(text for text, _ in named), len(named)
    printed = tuple(view.plain[start:end].replace(" ", "") for start, end in lines[:head])
    body = _without_headers(view, lines[head:], printed)
    columns = _path(view, body, [column_kind(title) for title in titles])
    rows: list[list[list[Span]]] = []
    last = count
    for span, column in zip(body, columns, strict=True):
        if column < last or column == count or last == count:
            rows.append([[] for _ in titles])
        rows[-1][0 if column == count else column].append(span)
        last = column
    end = body[-1][1] if body else lines[head - 1][1]
    kept = tuple(tuple(tuple(cell) for cell in row) for row in rows)
    return Flat(lines[0][0], end, titles, kept)


def _without_headers(view: View, lines: list[Span], titles: tuple[str, ...]) -> list[Span]:
    """The lines less the titles that are printed again on each page."""
    texts = [view.plain[start:end].replace(" ", "") for start, end in lines]
    kept, index = [], 0
    while index < len(lines):
        if tuple(texts[index : index + len(titles)]) == titles:
            index += len(titles)
        else:
            kept.append(lines[index])
            index += 1
    return kept


# ---------------------------------------------------------------- which column a line belongs to


def _path(view: View, lines: list[Span], kinds: list[str]) -> list[int]:
    """The best column for each line; their number stands for a heading across the table."""
    count = len(kinds)
    best = [0.0 if column == count else NEVER for column in range(count + 1)]
    came: list[list[int]] = []
    for position, span in enumerate(lines):
        text = view.plain[slice(*span)]
        open_cell = position > 0 and _is_open(view.plain[slice(*lines[position - 1])])
        step = [
            max(range(count + 1), key=lambda old: best[old] + _cost(old, new, count, open_cell))
            for new in range(count + 1)
        ]
        best = [
            best[old] + _cost(old, new, count, open_cell) + _fits(text, kinds, new)
            for new, old in enumerate(step)
        ]
        came.append(step)
    return _back(came, best)


def _back(came: list[list[int]], best: list[float]) -> list[int]:
    column = max(range(len(best)), key=best.__getitem__)
    path: list[int] = []
    for step in reversed(came):
        path.append(column)
        column = step[column]
    return path[::-1]


def _is_open(text: str) -> bool:
    """Whether a cell whose line ends so must go on in the next line."""
    if text.endswith(("、", ",", ";", ":")):
        return True
    return len(text) > 12 and text[-1] not in "。)" and not (_is_due(text) or _is_units(text))


def _cost(old: int, new: int, count: int, open_cell: bool) -> float:
    if new == count:
        return 0.0 if old in (count, count - 1) else BREAKS_OFF
    if old == count:
        return SKIPS * new
    if old == new:
        return 0.0 if open_cell else GOES_ON
    between = new - old - 1 if new > old else count - 1 - old + new
    return SKIPS * between + (BREAKS_OFF if open_cell else 0)


def _fits(text: str, kinds: list[str], column: int) -> float:
    if column == len(kinds):
        if SECTION.match(text):
            return LIKES
        plain = len(text) <= SHORT and not re.search("[,;、]|\\d", text) and not _is_units(text)
        return -1 if plain and not _is_due(text) else 2 * DISLIKES
    test = FITS.get(kinds[column])
    if test:
        return (1 if THING.search(text) else LIKES) if test(text) else DISLIKES
    if kinds[column] in ("other", "ignored", "past_value"):
        return 0
    thing = THING.search(text) is not None
    if kinds.count(kinds[column]) > 1 and (thing or not _is_units(text)):
        first = column == kinds.index(kinds[column])  # 重点任务 is short, 工作举措 beside it long
        return 1.5 if first == (len(text) <= SHORT) else 0.5
    others = (_is_number, _is_units, _is_due)
    return DISLIKES if any(other(text) for other in others) and not thing else 1


def _is_number(text: str) -> bool:
    return NUMBER.fullmatch(text) is not None


def _is_units(text: str) -> bool:
    names = [name for name in re.split("[、,;。 ]", text) if name]
    return NOTHING.fullmatch(text) is not None or all(
        is_body(name) or is_body(name.strip("()")) for name in names
    )


def _is_measure(text: str) -> bool:
    return MEASURE.fullmatch(text) is not None


def _is_value(text: str) -> bool:
    return VALUE.fullmatch(text) is not None or NOTHING.fullmatch(text) is not None


def _is_due(text: str) -> bool:
    return bool(DUE.fullmatch(text) or NOTHING.fullmatch(text))


FITS: dict[str, Callable[[str], bool]] = {
    "number": _is_number,
    "lead": _is_units,
    "responsible": _is_units,
    "assist": _is_units,
    "due": _is_due,
    "measure": _is_measure,
    "value": _is_value,
}
