"""The deadline that is stated for a task itself."""

import re
from datetime import date

from intake.reader.dates import find_mentions
from intake.reader.lines import Span, View

from .item import Due

DUE_LABEL = re.compile(
    "(?:完成时限|完成时间|时间节点|时限要求|时间要求|办结时限|时间安排|完成期限)[:】]?"
)
# 11月底前全部完成。 is about the item, 年底前建成站点60个 about a number in it.
DONE = re.compile(
    "(?:全部|基本|全面|如期)?(?:完成|办结|落实|到位|投入运行|投入使用|投用|建成|印发|出台|实施|启动)?(?:到位)?(?=[,;。)）、】\\]]|\n|$)"
)


def before_tables(span: Span, tables: list[Span]) -> Span:
    """An item's text without the table that an annex below it holds."""
    return span[0], min([span[1], *(start for start, _ in tables if span[0] < start < span[1])])


def read_due(view: View, span: Span, year: int | None) -> Due | None:
    """A labelled deadline, else the last one by which the whole item is to be done."""
    mentions = find_mentions(view.plain, *span, year=year)
    for label in DUE_LABEL.finditer(view.plain, *span):
        line = view.plain.find("\n", label.end(), span[1])
        stop = line if line >= 0 else span[1]
        near = [m for m in mentions if m.due and label.end() <= m.start < stop]
        if near and near[0].start - label.end() <= 6:
            stages = [near[0], *(m for m in near[1:] if m.deadline)]
            last = max(stages, key=lambda mention: mention.due or date.min)
            return Due(last.due or date.min, (last.start, last.end), "labelled")
    said = [
        Due(m.due, (m.start, m.end), "last")
        for m in mentions
        if m.deadline and m.due and DONE.match(view.plain, m.end, span[1])
    ]
    return max(said, key=lambda due: due.on, default=None)
