"""Clauses and notes of units → the smallest items of work that somebody answers for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .dates import find_mentions
from .heads import Head, chapter_kind
from .lines import Span, View, within
from .names import split_names
from .outline import (
    LONGEST_HEADING_LINE,
    RANK,
    Clause,
    Outline,
    heading_span,
    number_value,
    paragraphs,
)
from .tables import Table, table_work
from .units import Note, Parties, find_notes, first_leads_from, for_all, running_note, settle
from .work import Due, Work, split_clauses, task_title, text_follows

DUE_LABEL = re.compile(
    "(?:完成时限|完成时间|时间节点|时限要求|时间要求|办结时限|时间安排|完成期限)[:】]?"
)
LISTED = re.compile(
    r"(?P<count>\d{1,2}|[一二三四五六七八九十]{1,3})(?:项|个|条)(?:重点|主要|具体|工作)*(?:任务|举措|措施|工作)[。,:;]?"
    "(?:主要|分别)?(?:包括|包含|是|为|即)[:,]?(?P<items>[^。\n]{6,400})"
)
LED_CHAPTER = re.compile(
    "由?(?P<names>[^。;:]{3,80}?)(?:牵头|主办|负责)(?:落实|办理|推进|完成)?的?(?:重点|主要)?(?:任务|工作|事项|项目)"
)
QUOTE = 30
ORDINAL = "ordinal"
LONGEST_BARE_HEADING = 30


@dataclass(frozen=True)
class _Units:
    """The notes of a document, by the clause in whose own text they stand."""

    by_clause: dict[int | None, list[Note]]
    below: frozenset[int]
    first_leads: int | None
    everywhere: tuple[int, tuple] | None

    def parties(self, note: Note, above: Parties | None = None) -> Parties:
        first = self.first_leads is not None and note.end >= self.first_leads
        settled = settle(note, first_leads=first, above=above.lead if above else ())
        if self.everywhere and note.start > self.everywhere[0]:
            known = {name.text for name in (*settled.lead, *settled.assist)}
            extra = tuple(name for name in self.everywhere[1] if name.text not in known)
            settled = Parties(settled.lead, settled.assist + extra)
        return settled


def read_work(
    view: View, outline: Outline, head: Head, tables: list[Table]
) -> tuple[list[Work], list[Span]]:
    """The tasks of a document in order, and the places of the notes that name their units."""
    notes = find_notes(view, [clause.start for clause in outline.clauses], outline.body[1])
    inside = [(table.start, table.end) for table in tables]
    notes = [note for note in notes if not within(inside, note.start)]
    notes = sorted([*notes, *_leads_in_headings(view, outline)], key=lambda note: note.start)
    units = _placed(view, outline, notes)
    running = _running_notes(view, outline, units)
    with_tasks = any(table.has_tasks for table in tables)
    if (
        running
        and not (with_tasks and not notes)
        and (notes or len(running) * 5 >= len(outline.clauses))
    ):
        units = _placed(view, outline, sorted([*notes, *running], key=lambda note: note.start))
    listed = [
        work
        for table in tables
        if table.has_tasks
        for work in table_work(view, table, head.year, first_leads=units.first_leads is not None)
    ]
    if any(units.by_clause.values()):
        found = _with_units(view, outline, units)
    else:
        found = [] if listed else _without_units(view, outline)
    found = [replace(work, due=_due(view, _before(work.span, inside), head.year)) for work in found]
    places = sorted((note.start, note.end) for owned in units.by_clause.values() for note in owned)
    return _together(view, found, listed), places


def _together(view: View, found: list[Work], listed: list[Work]) -> list[Work]:
    """An annex that repeats the plan's tasks in a table adds none."""
    known = {view.plain[slice(*work.title)] for work in found}
    fresh = [work for work in listed if view.plain[slice(*work.title)] not in known]
    return sorted([*found, *fresh], key=lambda work: work.span)


# ---------------------------------------------------------------- which clause a note belongs to


def _leads_in_headings(view: View, outline: Outline) -> Iterator[Note]:
    """二、区生态环境局牵头任务(3项): a chapter for what one unit leads."""
    for clause in outline.clauses:
        if RANK[clause.kind] <= RANK["han_paren"]:
            said = LED_CHAPTER.match(view.plain, *clause.heading)
            names = split_names(view, *said.span("names")) if said else []
            if said and names and all(name.how == "body" for name in names):
                yield Note(said.start("names"), said.end("names"), lead=tuple(names))


def _placed(view: View, outline: Outline, notes: list[Note]) -> _Units:
    by_clause: dict[int | None, list[Note]] = {}
    clauses, index = outline.clauses, -1
    for note in notes:
        while index + 1 < len(clauses) and clauses[index + 1].start <= note.start:
            index += 1
        owner = _owner(view, clauses, index, note)
        by_clause.setdefault(owner, []).append(note)
    _lift(view, outline, by_clause)
    below = {
        parent.index
        for owner in by_clause
        if owner is not None
        for parent in outline.ancestors(clauses[owner])
    }
    first = first_leads_from(view, notes)
    return _Units(by_clause, frozenset(below), first, for_all(view))


def _owner(view: View, clauses: list[Clause], index: int, note: Note) -> int | None:
    """The clause in which a note stands. One on a line of its own belongs to what opened a line."""
    before = view.plain[max(0, note.start - 3) : note.start].rstrip("【[( ")
    apart = before.endswith("\n") or not before
    while index >= 0 and (
        note.start >= clauses[index].end or (apart and not _opens_line(view, clauses[index]))
    ):
        parent = clauses[index].parent
        index = -1 if parent is None else parent
    return index if index >= 0 else None


def _opens_line(view: View, clause: Clause) -> bool:
    """Whether a clause begins a line, or at least a glued heading of some rank."""
    before = view.plain[clause.start - 1 : clause.start]
    return before in ("\n", "") or RANK[clause.kind] <= RANK["han_paren"]


def _lift(view: View, outline: Outline, by_clause: dict[int | None, list[Note]]) -> None:
    """A note behind the last of several sub-items answers for the item, not for that sub-item."""
    children = outline.children()
    for clause in reversed(outline.clauses):
        kids = children.get(clause.index, [])
        if len(kids) < 2 or by_clause.get(clause.index) or RANK[clause.kind] < RANK["han"]:
            continue
        noted = [kid for kid in kids if kid.index in by_clause]
        deeper = any(kid.index in children for kid in kids)
        if (
            noted == kids[-1:]
            and not deeper
            and _siblings_noted(outline, children, clause, by_clause)
        ):
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
            other.index in by_clause
            or (kids and kids[-1].index in by_clause and kids[0].index not in by_clause)
        ):
            return True
    return False


def _running_notes(view: View, outline: Outline, units: _Units) -> list[Note]:
    """由…牵头 in the text of items that have no label and no bracket.

    Where other items have one, only their neighbours are searched.
    """
    children = outline.children()
    found = []
    for clause in outline.clauses:
        beside = not units.by_clause or clause.parent in units.below
        if beside and clause.index not in children and clause.index not in units.by_clause:
            found.append(running_note(view, *clause.own))
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
    above: Parties | None = None,
) -> list[Work]:
    """`inherited` is for items without a note, `above` (a chapter's lead) for all of them."""
    own = units.by_clause.get(clause.index, [])
    kids = children.get(clause.index, [])
    if kids and (clause.index in units.below or (own and _heads_chapter(view, clause, own[0]))):
        handed = units.parties(own[0], above) if own else inherited
        if own and _heads_chapter(view, clause, own[0]):
            above = handed
        works: list[Work] = []
        if len(own) > 1:
            works = _segments(view, outline, clause, units)
        for kid in kids:
            works += _visit(view, outline, kid, units, children, handed, above)
        return works
    if own:
        return _segments(view, outline, clause, units, above)
    if kids and inherited:
        return [
            work
            for kid in kids
            for work in _visit(view, outline, kid, units, children, inherited, above)
        ]
    if inherited:
        return [_work(view, outline, clause, _whole(clause), inherited)]
    beside = clause.parent is not None and clause.parent in units.below
    if beside and not kids and chapter_kind(view, clause) is None and not clause.in_contents:
        return [_work(view, outline, clause, _whole(clause), Parties())]
    return []


def _heads_chapter(view: View, clause: Clause, note: Note) -> bool:
    """A note in the heading of a chapter counts for the items below it."""
    if RANK[clause.kind] > RANK["han_paren"] or note.start - clause.start > LONGEST_HEADING_LINE:
        return False
    between = view.plain[clause.heading[1] : note.start]
    if "\n" in between and not between.strip(" \n。:【[("):  # on the line below it
        return True
    return not re.search("[。;\n]", view.plain[clause.start : note.start])


def _segments(
    view: View, outline: Outline, clause: Clause | None, units: _Units, above: Parties | None = None
) -> list[Work]:
    """One task for each note of a clause, each with the text before it."""
    notes = _joined(view, units.by_clause[clause.index if clause else None], units, above)
    start = clause.heading[0] if clause else 0
    found: list[Work] = []
    path = _path(outline, clause)
    if clause:
        path = (*path, (clause.start, clause.heading[1]))
    above: tuple[Span, ...] = ()
    for index, (span, parties) in enumerate(notes):
        end = span[1] if clause is None or len(notes) > 1 else clause.end
        if clause is None or index > 0 or _bare_heading(view, clause, notes):
            work = _unnumbered(view, clause, start, span, end, parties)
            if index or clause:
                above = _headings_above(view, start, work.span[0], above)
            else:
                above = _chapter_lines(view, work.span[0])
            found.append(replace(work, path=(*path, *above)))
        elif span[0] <= start + 1:
            found.append(_led_in(view, outline, clause, span, parties))
        else:
            found.append(_work(view, outline, clause, (start, span[0], end), parties))
        start = span[1]
    return found


def _led_in(view: View, outline: Outline, clause: Clause, note: Span, parties: Parties) -> Work:
    """县水利局牵头,县住建局参与,推进…: the item's words stand behind the note."""
    start, _ = view.trim(note[1], clause.own_end, ",;:。)】")
    work = _work(view, outline, clause, _whole(clause), parties)
    title = task_title(view, heading_span(view, start, clause.own_end), clause.own_end)
    return replace(work, title=title) if title[0] < title[1] else work


def _joined(
    view: View, notes: list[Note], units: _Units, above: Parties | None
) -> list[tuple[Span, Parties]]:
    """Notes with no words between them are one."""
    joined: list[tuple[Span, Parties]] = []
    for note in notes:
        parties = units.parties(note, above)
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
    view: View, clause: Clause | None, start: int, note: Span, end: int, parties: Parties
) -> Work:
    """An item without a number: the text from the note before it to its own note."""
    if clause and start == clause.heading[0]:
        start = clause.heading[1]
    lines = list(paragraphs(view, start, note[0]))
    head = _heading_line(view, lines)
    if head is not None:
        lines = lines[head:]
    elif clause is None and lines:
        lines = [line for line in lines if line[1] - line[0] > 12][-1:] or lines[-1:]
    first = view.trim(lines[0][0] if lines else start, note[0], "。;:、)】—·")[0]
    title = (
        lines[0]
        if head is not None
        else task_title(view, heading_span(view, first, note[0]), note[0])
    )
    return Work(clause, None, title, (), (first, end), parties, note[0])


def _heading_line(view: View, lines: list[Span]) -> int | None:
    """Which of the lines is the heading of those below it: the last short one above a sentence."""
    for index in range(len(lines) - 2, -1, -1):
        if _is_heading(view, lines[index]):
            return index
    return None


def _is_heading(view: View, line: Span) -> bool:
    text = view.plain[slice(*line)]
    return (
        line[1] - line[0] <= LONGEST_BARE_HEADING
        and len(re.findall("[\u4e00-\u9fff]", text)) >= 4
        and not re.search("[。;!?,:、]$|[。;]", text)
    )


def _chapter_lines(view: View, stop: int) -> tuple[Span, ...]:
    """The headings straight above the first item of a plan without numbers."""
    found: list[Span] = []
    for line in reversed(list(paragraphs(view, max(0, stop - 200), stop))):
        if not _is_heading(view, line):
            break
        found.insert(0, line)
    return tuple(found[-2:])


def _headings_above(view: View, start: int, stop: int, above: tuple[Span, ...]) -> tuple[Span, ...]:
    """The headings without numbers that stand above an item: those just before it, or before."""
    fresh = [line for line in paragraphs(view, start, stop) if _is_heading(view, line)]
    kept = above[: -len(fresh)] if len(fresh) < len(above) else ()
    return (*kept, *fresh) if fresh else above


def _whole(clause: Clause) -> tuple[int, int, int]:
    return clause.heading[0], clause.own_end, clause.end


def _work(
    view: View, outline: Outline, clause: Clause, places: tuple[int, int, int], parties: Parties
) -> Work:
    """A numbered item: where it begins, where its words end and its note begins, where it ends."""
    start, words_end, end = places
    title = task_title(view, clause.heading, words_end)
    doubts = () if parties.lead else ("no_units",) if not parties.assist else ("no_lead",)
    if any(name.how == "restored" for name in (*parties.lead, *parties.assist)):
        doubts = (*doubts, "name_restored")
    path = _path(outline, clause)
    return Work(
        clause,
        clause.number,
        title,
        path,
        (start, end),
        parties,
        words_end,
        doubts=doubts,
        number_span=(clause.start, clause.start + len(clause.number)),
    )


def _path(outline: Outline, clause: Clause | None) -> tuple[Span, ...]:
    above = outline.ancestors(clause) if clause else []
    return tuple((parent.start, parent.heading[1]) for parent in above)


# ---------------------------------------------------------------- deadlines


def _before(span: Span, tables: list[Span]) -> Span:
    """An item's text without the table that an annex below it holds."""
    return span[0], min([span[1], *(start for start, _ in tables if span[0] < start < span[1])])


def _due(view: View, span: Span, year: int | None) -> Due | None:
    """A labelled deadline, else the last 前 or 底 in the item's text."""
    mentions = find_mentions(view.plain, *span, year=year)
    for label in DUE_LABEL.finditer(view.plain, *span):
        for mention in mentions:
            if mention.due and 0 <= mention.start - label.end() <= 6:
                return Due(mention.due, (mention.start, mention.end), "labelled")
    said = [Due(m.due, (m.start, m.end), "last") for m in mentions if m.deadline and m.due]
    return max(said, key=lambda due: due.on, default=None)


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
    return [_work(view, outline, clause, _whole(clause), Parties())]


def _are_items(view: View, kids: list[Clause]) -> bool:
    """一是 opens an item where a heading with a full stop and a text of its own follow it."""
    headed = sum(
        kid.heading[1] - kid.heading[0] <= 40 and text_follows(view, kid.heading[1], kid.own_end)
        for kid in kids
    )
    return headed * 2 >= len(kids)
