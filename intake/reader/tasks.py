"""Clauses and notes of units → the smallest items of work that somebody answers for."""

import re
from dataclasses import dataclass, replace
from datetime import date

from .dates import find_mentions
from .heads import Head, chapter_kind
from .lines import Span, View
from .outline import RANK, Clause, Outline, heading_span, number_value, paragraphs
from .units import Note, Parties, find_notes, first_leads_from, for_all, running_note, settle
from .vocabulary import any_of, words

UNIT_WORDS = words("units")
DUE_LABEL = re.compile("(?:完成时限|完成时间|时间节点|时限要求|时间要求|办结时限|时间安排|完成期限)[:】]?")
NOTE_BRACKET = re.compile(r"[(（【\[][^()（）【】\[\]]{0,300}(?:牵头|负责|配合|单位|部门)[^()（）]{0,300}[)）】\]]$")
# A clause that only says under what circumstances the work is done; the next one says the work.
CIRCUMSTANCE = re.compile("^(?:针对|根据|按照|围绕|结合|鉴于|对照|聚焦|立足|为了)")
LISTED = re.compile(
    r"(?P<count>\d{1,2}|[一二三四五六七八九十]{1,3})(?:项|个|条)(?:重点|主要|具体|工作)*(?:任务|举措|措施|工作)[。,:;]?"
    "(?:主要|分别)?(?:包括|包含|是|为|即)[:,]?(?P<items>[^。\n]{6,400})"
)
LONGEST_SENTENCE_TITLE = 34
QUOTE = 30
ORDINAL = "ordinal"


@dataclass(frozen=True)
class Work:
    """One item of work. Spans are places in the view."""

    clause: Clause | None
    number: str | None
    title: Span
    path: tuple[Span, ...]
    span: Span
    parties: Parties
    due: date | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Units:
    """The notes of a document, by the clause in whose own text they stand."""

    by_clause: dict[int | None, list[Note]]
    below: frozenset[int]
    first_leads: int | None
    everywhere: tuple[int, tuple] | None

    def parties(self, note: Note) -> Parties:
        first = self.first_leads is not None and note.end >= self.first_leads
        settled = settle(note, first_leads=first)
        if self.everywhere and note.start > self.everywhere[0]:
            known = {name.text for name in (*settled.lead, *settled.assist)}
            extra = tuple(name for name in self.everywhere[1] if name.text not in known)
            settled = Parties(settled.lead, settled.assist + extra)
        return settled


def read_work(view: View, outline: Outline, head: Head) -> list[Work]:
    """The tasks of a document, in order."""
    notes = find_notes(view, [clause.start for clause in outline.clauses], outline.body[1])
    units = _placed(view, outline, notes)
    if not any(units.by_clause.values()):
        running = _running_notes(view, outline)
        units = _placed(view, outline, running if len(running) * 5 >= len(outline.clauses) else [])
    if any(units.by_clause.values()):
        found = _with_units(view, outline, units)
    else:
        found = _without_units(view, outline)
    return [replace(work, due=_due(view, work.span, head.year)) for work in found]


# ---------------------------------------------------------------- which clause a note belongs to


def _placed(view: View, outline: Outline, notes: list[Note]) -> _Units:
    by_clause: dict[int | None, list[Note]] = {}
    clauses, index = outline.clauses, -1
    for note in notes:
        while index + 1 < len(clauses) and clauses[index + 1].start <= note.start:
            index += 1
        owner = _owner(clauses, index, note)
        by_clause.setdefault(owner, []).append(note)
    _lift(view, outline, by_clause)
    below = set()
    for owner in by_clause:
        while owner is not None and clauses[owner].parent is not None:
            owner = clauses[owner].parent
            below.add(owner)
    first = first_leads_from(view, notes)
    return _Units(by_clause, frozenset(below), first, for_all(view))


def _owner(clauses: list[Clause], index: int, note: Note) -> int | None:
    while index >= 0 and note.start >= clauses[index].end:
        parent = clauses[index].parent
        index = -1 if parent is None else parent
    return index if index >= 0 else None


def _lift(view: View, outline: Outline, by_clause: dict[int | None, list[Note]]) -> None:
    """A note behind the last of several sub-items answers for the item, not for that sub-item."""
    children = outline.children()
    for clause in reversed(outline.clauses):
        kids = children.get(clause.index, [])
        if len(kids) < 2 or by_clause.get(clause.index) or RANK[clause.kind] < RANK["han"]:
            continue
        noted = [kid for kid in kids if kid.index in by_clause]
        deeper = any(kid.index in children for kid in kids)
        if noted == kids[-1:] and not deeper and _siblings_noted(outline, children, clause, by_clause):
            by_clause[clause.index] = by_clause.pop(kids[-1].index)


def _siblings_noted(
    outline: Outline,
    children: dict[int | None, list[Clause]],
    clause: Clause,
    by_clause: dict[int | None, list[Note]],
) -> bool:
    """Whether items beside this one carry their notes themselves or behind their last sub-item."""
    for other in children[clause.parent]:
        kids = children.get(other.index, [])
        if other.index != clause.index and (
            other.index in by_clause or (kids and kids[-1].index in by_clause and kids[0].index not in by_clause)
        ):
            return True
    return len(children[clause.parent]) == 1


def _running_notes(view: View, outline: Outline) -> list[Note]:
    """由…牵头 in the text of clauses, for documents that know no labels and no brackets."""
    children = outline.children()
    found = [running_note(view, *clause.own) for clause in outline.clauses if clause.index not in children]
    return [note for note in found if note]


# ---------------------------------------------------------------- plans that name units


def _with_units(view: View, outline: Outline, units: _Units) -> list[Work]:
    children = outline.children()
    found: list[Work] = []
    if None in units.by_clause:
        found += _segments(view, outline, None, units)
    for clause in children.get(None, []):
        found += _visit(view, outline, clause, units, children, None)
    return found


def _visit(
    view: View,
    outline: Outline,
    clause: Clause,
    units: _Units,
    children: dict[int | None, list[Clause]],
    inherited: Parties | None,
) -> list[Work]:
    own = units.by_clause.get(clause.index, [])
    kids = children.get(clause.index, [])
    if kids and (clause.index in units.below or (own and _heads_chapter(view, clause, own[0]))):
        handed = units.parties(own[0]) if own else inherited
        works: list[Work] = []
        if len(own) > 1:
            works = _segments(view, outline, clause, units)
        for kid in kids:
            works += _visit(view, outline, kid, units, children, handed)
        return works
    if own:
        return _segments(view, outline, clause, units, inherited)
    if kids and inherited:
        return [work for kid in kids for work in _visit(view, outline, kid, units, children, inherited)]
    if inherited:
        return [_work(view, outline, clause, clause.heading[0], clause.end, inherited)]
    beside = clause.parent is not None and clause.parent in units.below
    if beside and not kids and chapter_kind(view, clause) is None and not clause.in_contents:
        return [_work(view, outline, clause, clause.heading[0], clause.end, Parties())]
    return []


def _heads_chapter(view: View, clause: Clause, note: Note) -> bool:
    """A note in the heading of a chapter counts for the items below it."""
    line = view.plain.find("\n", clause.start, clause.own_end)
    line = clause.own_end if line < 0 else line
    return RANK[clause.kind] <= RANK["han_paren"] and note.end <= line + 1 and note.start - clause.start < 80


def _segments(
    view: View, outline: Outline, clause: Clause | None, units: _Units, inherited: Parties | None = None
) -> list[Work]:
    """One task for each note of a clause, each with the text before it."""
    notes = _joined(view, units.by_clause[clause.index if clause else None], units)
    start = clause.heading[0] if clause else 0
    found: list[Work] = []
    for index, (span, parties) in enumerate(notes):
        if inherited and not parties.lead:
            parties = Parties(inherited.lead, parties.assist or inherited.assist)
        end = span[1] if clause is None or len(notes) > 1 else clause.end
        whole = clause is not None and index == 0 and not _bare_heading(view, clause, notes)
        if whole:
            found.append(_work(view, outline, clause, start, end, parties))
        else:
            found.append(_unnumbered(view, outline, clause, start, span, end, parties))
        start = span[1]
    return found


def _joined(view: View, notes: list[Note], units: _Units) -> list[tuple[Span, Parties]]:
    """Notes with no words between them are one."""
    joined: list[tuple[Span, Parties]] = []
    for note in notes:
        parties = units.parties(note)
        between = view.plain[joined[-1][0][1] : note.start] if joined else ""
        if joined and len(re.findall("[\u4e00-\u9fff]", between)) < 4:
            (first, _), before = joined[-1]
            merged = Parties(before.lead + parties.lead, before.assist + parties.assist)
            joined[-1] = ((first, note.end), merged)
        else:
            joined.append(((note.start, note.end), parties))
    return joined


def _bare_heading(view: View, clause: Clause, notes: list[tuple[Span, Parties]]) -> bool:
    """A chapter's heading above paragraphs that each have a note of their own is no task."""
    if len(notes) < 2 or RANK[clause.kind] >= RANK["arabic"]:
        return False
    line = view.plain.find("\n", clause.start, clause.own_end)
    return 0 <= line < notes[0][0][0] and clause.heading[1] >= line - 1


def _unnumbered(
    view: View, outline: Outline, clause: Clause | None, start: int, note: Span, end: int, parties: Parties
) -> Work:
    if clause and start == clause.heading[0]:
        start = clause.heading[1]
    lines = list(paragraphs(view, start, note[0]))
    if clause is None and lines:
        lines = [line for line in lines if line[1] - line[0] > 12][-1:] or lines[-1:]
    first = view.trim(lines[0][0] if lines else start, note[0], "。;:、)】—·")[0]
    path = (*_path(outline, clause), (clause.start, clause.heading[1])) if clause else ()
    heading = heading_span(view, first, note[0])
    return Work(clause, None, task_title(view, heading, first, note[0]), path, (first, end), parties)


def _work(view: View, outline: Outline, clause: Clause, start: int, end: int, parties: Parties) -> Work:
    title = task_title(view, clause.heading, clause.heading[0], clause.own_end)
    doubts = () if parties.lead else ("no_units",) if not parties.assist else ("no_lead",)
    if any(name.restored for name in (*parties.lead, *parties.assist)):
        doubts = (*doubts, "name_restored")
    return Work(clause, clause.number, title, _path(outline, clause), (start, end), parties, doubts=doubts)


def _path(outline: Outline, clause: Clause | None) -> tuple[Span, ...]:
    above = outline.ancestors(clause) if clause else []
    return tuple((parent.start, parent.heading[1]) for parent in above)


# ---------------------------------------------------------------- titles


def task_title(view: View, heading: Span, start: int, end: int) -> Span:
    """The heading; where the item has none, its first clause."""
    start, stop = heading
    note = NOTE_BRACKET.search(view.plain[start:stop])
    if note:
        stop = start + note.start()
    text = view.plain[start:stop]
    behind = view.plain[stop : stop + 1]
    alone = behind in ("\n", "")
    if (alone and len(text) <= 60) or len(text) <= LONGEST_SENTENCE_TITLE and _text_follows(view, heading[1], end):
        return view.trim(start, stop, "。;:")
    clauses = _clauses(view.plain, start, stop)
    first = clauses[0]
    if len(clauses) > 1 and CIRCUMSTANCE.match(text) and first[1] - first[0] < len(text) - 4:
        first = clauses[1]
    return view.trim(*first, "。;:")


def _text_follows(view: View, start: int, end: int) -> bool:
    """Whether more than a note of units stands behind the heading."""
    rest = re.sub(r"[(（【][^()（）【】]*[)）】]|" + any_of(UNIT_WORDS["roles"]["lead"]) + "[:].*", "", view.plain[start:end][:200])
    return len(re.findall("[\u4e00-\u9fff]", rest)) > 6


def _clauses(text: str, start: int, end: int) -> list[Span]:
    spans, depth, begin = [], 0, start
    for at in range(start, end):
        char = text[at]
        depth += (char in "“《(") - (char in "”》)")
        if depth <= 0 and char in ",;:":
            spans.append((begin, at))
            begin = at + 1
    return [*spans, (begin, end)]


def _due(view: View, span: Span, year: int | None) -> date | None:
    """A labelled deadline, else the last 前 or 底 in the item's text."""
    mentions = find_mentions(view.plain, *span, year=year)
    for label in DUE_LABEL.finditer(view.plain, *span):
        after = [m.due for m in mentions if 0 <= m.start - label.end() <= 6 and m.due]
        if after:
            return after[0]
    return max((m.due for m in mentions if m.deadline and m.due), default=None)


# ---------------------------------------------------------------- plans without any units


def _without_units(view: View, outline: Outline) -> list[Work]:
    listed = [work for clause in outline.clauses for work in _listed(view, clause)]
    if listed:
        return listed
    children = outline.children()
    found: list[Work] = []
    for clause in children.get(None, []):
        found += _leaves(view, outline, clause, children)
    return found


def _listed(view: View, clause: Clause) -> list[Work]:
    """…方面提出3项任务。包括A,B,C: an article that only lists what the plan asks for."""
    said = LISTED.search(view.plain, *clause.own)
    if not said:
        return []
    spans = [
        view.trim(start, end, "、,;。以及和") for start, end in _clauses(view.plain, *said.span("items")) if start < end
    ]
    count = int(said["count"]) if said["count"].isdigit() else number_value(said["count"])
    area = view.trim(clause.heading[0], said.start("count"), ",;。")
    area = _cut(view.plain, area, "^从|^(?:在)?", "(?:等)?(?:方面|领域)?(?:提出|部署|明确|安排)(?:了)?$")
    works = [Work(clause, None, span, (area,), span, Parties()) for span in spans]
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
    if clause.in_contents or clause.parent is None and RANK[clause.kind] <= RANK["han"] and not _text_follows(view, clause.heading[1], clause.end):
        return []
    return [_work(view, outline, clause, clause.heading[0], clause.end, Parties())]


def _are_items(view: View, kids: list[Clause]) -> bool:
    """一是 opens an item where a heading with a full stop and a text of its own follow it."""
    headed = sum(
        kid.heading[1] - kid.heading[0] <= 40 and _text_follows(view, kid.heading[1], kid.own_end) for kid in kids
    )
    return headed * 2 >= len(kids)
