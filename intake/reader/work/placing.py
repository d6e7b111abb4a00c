"""Notes of units → the clauses whose work they answer for."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from intake.reader.lines import Span, View
from intake.reader.outline import RANK, Clause, Outline
from intake.reader.units.names import split_names
from intake.reader.units.parties import Note, Parties, first_leads_from, for_all, settle
from intake.reader.units.running import running_note

LED_CHAPTER = re.compile(
    "由?(?P<names>[^。;:]{3,80}?)(?:牵头|主办|负责)(?:落实|办理|推进|完成)?的?(?:重点|主要)?(?:任务|工作|事项|项目)"
)


@dataclass(frozen=True)
class PlacedNotes:
    """The notes of a document, by the clause in whose own text they stand."""

    by_clause: dict[int | None, list[Note]]
    below: frozenset[int]
    first_leads: int | None
    everywhere: tuple[int, tuple] | None

    @property
    def places(self) -> list[Span]:
        """Where the notes stand."""
        return sorted((note.start, note.end) for owned in self.by_clause.values() for note in owned)

    def parties(self, note: Note, above: Parties | None = None) -> Parties:
        first = self.first_leads is not None and note.end >= self.first_leads
        settled = settle(note, first_leads=first, above=above.lead if above else ())
        if self.everywhere and note.start > self.everywhere[0]:
            known = {name.text for name in (*settled.lead, *settled.assist)}
            extra = tuple(
                replace(name, how="for_all")
                for name in self.everywhere[1]
                if name.text not in known
            )
            settled = Parties(settled.lead, settled.assist + extra)
        return settled


def leads_in_headings(view: View, outline: Outline) -> Iterator[Note]:
    """二、区生态环境局牵头任务(3项): a chapter for what one unit leads."""
    for clause in outline.clauses:
        if RANK[clause.kind] <= RANK["han_paren"]:
            said = LED_CHAPTER.match(view.plain, *clause.heading)
            names = split_names(view, *said.span("names")) if said else []
            if said and names and all(name.how == "body" for name in names):
                yield Note(said.start("names"), said.end("names"), lead=tuple(names))


def placed(view: View, outline: Outline, notes: list[Note]) -> PlacedNotes:
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
    return PlacedNotes(by_clause, frozenset(below), first, for_all(view))


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
    never_each = not any(
        sum(kid.index in by_clause for kid in kids) > 1
        for parent, kids in children.items()
        if parent is not None
    )
    answered = {
        clause.index for clause in outline.clauses if _is_answered(clause, children, by_clause)
    }
    beside = Counter(outline.clauses[index].parent for index in answered)
    for clause in reversed(outline.clauses):
        kids = children.get(clause.index, [])
        if len(kids) < 2 or by_clause.get(clause.index) or RANK[clause.kind] < RANK["han"]:
            continue
        noted = [kid for kid in kids if kid.index in by_clause]
        deeper = any(kid.index in children for kid in kids)
        others = beside[clause.parent] - (clause.index in answered)
        if noted == kids[-1:] and not deeper and (others or (never_each and len(kids) > 2)):
            by_clause[clause.index] = by_clause.pop(kids[-1].index)


def _is_answered(
    clause: Clause,
    children: dict[int | None, list[Clause]],
    by_clause: dict[int | None, list[Note]],
) -> bool:
    """Whether an item carries its note itself or behind the last of its sub-items."""
    kids = children.get(clause.index, [])
    last = bool(kids) and kids[-1].index in by_clause and kids[0].index not in by_clause
    return clause.index in by_clause or last


def running_notes(view: View, outline: Outline, units: PlacedNotes) -> list[Note]:
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
