"""Plans that name no units at all: their smallest numbered items of work are the tasks."""

import re

from intake.reader.head.heads import chapter_kind
from intake.reader.lines import Span, View
from intake.reader.outline import RANK, Clause, Outline, number_value
from intake.reader.units.parties import Parties

from .item import Work, numbered_work, split_clauses, text_follows, whole

LISTED = re.compile(
    r"(?P<count>\d{1,2}|[一二三四五六七八九十]{1,3})(?:项|个|条)(?:重点|主要|具体|工作)*(?:任务|举措|措施|工作)[。,:;]?"
    "(?:主要|分别)?(?:包括|包含|是|为|即)[:,]?(?P<items>[^。\n]{6,400})"
)
ORDINAL = "ordinal"
FEWEST = 3


def items_without_units(view: View, outline: Outline) -> list[Work]:
    listed = [work for clause in outline.clauses for work in _listed(view, clause)]
    if listed:
        return listed
    children = outline.children()
    found: list[Work] = []
    for clause in children.get(None, []):
        found += _leaves(view, outline, clause, children)
    return found or _bare_list(view, outline, children.get(None, []))


def _bare_list(view: View, outline: Outline, chapters: list[Clause]) -> list[Work]:
    """一、解决农村安全饮水问题。二、…: a list whose items have no text below them."""
    bare = [
        clause
        for clause in chapters
        if chapter_kind(view, clause) is None and not clause.in_contents
    ]
    if len(bare) < FEWEST or len(bare) < len(chapters):
        return []
    return [numbered_work(view, outline, clause, whole(clause), Parties()) for clause in bare]


def _listed(view: View, clause: Clause) -> list[Work]:
    """…方面提出3项任务。包括A,B,C: an article that only lists what the plan asks for."""
    said = LISTED.search(view.plain, *clause.own)
    if not said:
        return []
    spans = [
        view.trim(start, end, "、,;。以及和")
        for start, end in split_clauses(view.plain, *said.span("items"))
        if start < end
    ]
    count = int(said["count"]) if said["count"].isdigit() else number_value(said["count"])
    area = view.trim(clause.heading[0], said.start("count"), ",;。")
    area = _cut(
        view.plain, area, "^从|^(?:在)?", "(?:等)?(?:方面|领域)?(?:提出|部署|明确|安排)(?:了)?$"
    )
    works = [Work(clause, None, span, (area,), span, Parties(), span[1]) for span in spans]
    return works if len(works) == count else []


def _cut(text: str, span: Span, head: str, tail: str) -> Span:
    start, end = span
    front = re.match(head, text[start:end])
    start += len(front[0]) if front else 0
    back = re.search(tail, text[start:end])
    return start, end - (len(back[0]) if back else 0)


def _leaves(
    view: View, outline: Outline, clause: Clause, children: dict[int | None, list[Clause]]
) -> list[Work]:
    if chapter_kind(view, clause) is not None:
        return []
    kids = [kid for kid in children.get(clause.index, []) if not kid.in_contents]
    if kids and (kids[0].kind != ORDINAL or _are_items(view, kids)):
        return [work for kid in kids for work in _leaves(view, outline, kid, children)]
    if (
        clause.in_contents
        or clause.parent is None
        and RANK[clause.kind] <= RANK["han"]
        and not text_follows(view, clause.heading[1], clause.end)
    ):
        return []
    return [numbered_work(view, outline, clause, whole(clause), Parties())]


def _are_items(view: View, kids: list[Clause]) -> bool:
    """一是 opens an item where a heading with a full stop and a text of its own follow it."""
    headed = sum(
        kid.heading[1] - kid.heading[0] <= 40 and text_follows(view, kid.heading[1], kid.own_end)
        for kid in kids
    )
    return headed * 2 >= len(kids)
