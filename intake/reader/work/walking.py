"""Clauses and notes of units → the smallest items of work that somebody answers for."""

import re
from dataclasses import dataclass, replace

from intake.reader.head.heads import Head, chapter_kind
from intake.reader.lines import Span, View, within
from intake.reader.outline import LONGEST_HEADING_LINE, RANK, Clause, Outline, heading_span
from intake.reader.tables.rows import Table, table_work
from intake.reader.units.notes import find_notes
from intake.reader.units.parties import Note, Parties

from .bare import chapter_lines, headings_above, unnumbered
from .deadlines import before_tables, read_due
from .item import Work, numbered_work, path_of, task_title, text_follows, whole
from .placing import PlacedNotes, leads_in_headings, placed, running_notes
from .unnamed import items_without_units

QUOTE = 30


def read_work(
    view: View, outline: Outline, head: Head, tables: list[Table]
) -> tuple[list[Work], list[Span]]:
    """The tasks of a document in order, and the places of the notes that name their units."""
    inside = [(table.start, table.end) for table in tables]
    units = _notes(view, outline, tables, inside)
    listed = _listed(view, head, tables, units)
    if any(units.by_clause.values()):
        found = _with_units(view, outline, units)
    else:
        found = [] if listed else items_without_units(view, outline)
    found = [
        replace(work, due=read_due(view, before_tables(work.span, inside), head.year))
        for work in found
    ]
    # A number with nothing behind it is no item.
    named = [work for work in _together(view, found, listed) if work.title[0] < work.title[1]]
    return named, units.places


def _notes(view: View, outline: Outline, tables: list[Table], inside: list[Span]) -> PlacedNotes:
    """The notes outside tables; 由…牵头 in running text where that is how the plan names units."""
    starts = [clause.start for clause in outline.clauses]
    notes = [
        note for note in find_notes(view, starts, outline.body[1]) if not within(inside, note.start)
    ]
    notes = sorted([*notes, *leads_in_headings(view, outline)], key=lambda note: note.start)
    units = placed(view, outline, notes)
    running = running_notes(view, outline, units)
    in_tables = any(table.has_tasks for table in tables)
    usual = len(running) * 5 >= len(outline.clauses) and not in_tables
    if running and (notes or usual):
        units = placed(view, outline, sorted([*notes, *running], key=lambda note: note.start))
    return units


def _listed(view: View, head: Head, tables: list[Table], units: PlacedNotes) -> list[Work]:
    first_leads = units.first_leads is not None
    return [
        work
        for table in tables
        if table.has_tasks
        for work in table_work(view, table, head.year, first_leads=first_leads)
    ]


def _together(view: View, found: list[Work], listed: list[Work]) -> list[Work]:
    """An annex that repeats the plan's tasks in a table adds none."""
    known = {view.plain[slice(*work.title)] for work in found}
    fresh = [work for work in listed if view.plain[slice(*work.title)] not in known]
    return sorted([*found, *fresh], key=lambda work: work.span)


def _with_units(view: View, outline: Outline, units: PlacedNotes) -> list[Work]:
    walk = _Walk(view, outline, units, outline.children())
    found = _segments(view, outline, None, units) if None in units.by_clause else []
    return [*found, *(work for clause in walk.children.get(None, []) for work in walk.at(clause))]


@dataclass(frozen=True)
class _Walk:
    """From chapter to item, with what a chapter hands down."""

    view: View
    outline: Outline
    units: PlacedNotes
    children: dict[int | None, list[Clause]]

    def at(
        self, clause: Clause, inherited: Parties | None = None, above: Parties | None = None
    ) -> list[Work]:
        """`inherited` is for items without a note, `above` (a chapter's lead) for all of them."""
        own = self.units.by_clause.get(clause.index, [])
        kids = self.children.get(clause.index, [])
        heads = bool(own) and _heads_chapter(self.view, clause, own[0])
        if kids and (clause.index in self.units.below or heads):
            works = _segments(self.view, self.outline, clause, self.units) if own[1:] else []
            handed = self.units.parties(own[0], above) if own else inherited
            return works + self._below(kids, handed, handed if heads else above)
        if own:
            return _segments(self.view, self.outline, clause, self.units, above)
        if kids and inherited:
            return self._below(kids, inherited, above)
        if inherited or (not kids and self._stands_beside_items(clause)):
            parties = inherited or Parties()
            return [numbered_work(self.view, self.outline, clause, whole(clause), parties)]
        return []

    def _below(
        self, kids: list[Clause], inherited: Parties | None, above: Parties | None
    ) -> list[Work]:
        return [work for kid in kids for work in self.at(kid, inherited, above)]

    def _stands_beside_items(self, clause: Clause) -> bool:
        """An item without units among items that have some."""
        beside = clause.parent is not None and clause.parent in self.units.below
        return beside and chapter_kind(self.view, clause) is None and not clause.in_contents


def _heads_chapter(view: View, clause: Clause, note: Note) -> bool:
    """A note in the heading of a chapter counts for the items below it."""
    if RANK[clause.kind] > RANK["han_paren"] or note.start - clause.start > LONGEST_HEADING_LINE:
        return False
    between = view.plain[clause.heading[1] : note.start]
    if "\n" in between and not between.strip(" \n。:【[("):  # on the line below it
        return True
    return not re.search("[。;\n]", view.plain[clause.start : note.start])


def _segments(
    view: View,
    outline: Outline,
    clause: Clause | None,
    units: PlacedNotes,
    above: Parties | None = None,
) -> list[Work]:
    """One task for each note of a clause, each with the text before it."""
    notes = _joined(view, units.by_clause[clause.index if clause else None], units, above)
    start = clause.heading[0] if clause else 0
    found: list[Work] = []
    path = path_of(outline, clause)
    if clause:
        path = (*path, (clause.start, clause.heading[1]))
    heads: tuple[Span, ...] = ()
    for index, (span, parties) in enumerate(notes):
        end = span[1] if clause is None or len(notes) > 1 else clause.end
        if clause is None or index > 0 or _bare_heading(view, clause, notes):
            work = unnumbered(view, clause, start, span, end, parties)
            if index or clause:
                heads = headings_above(view, start, work.span[0], heads)
            else:
                heads = chapter_lines(view, work.span[0])
            found.append(replace(work, path=(*path, *heads)))
        elif span[0] <= start + 1:
            found.append(_led_in(view, outline, clause, span, parties))
        else:
            words_end = _words_end(view, clause, span)
            found.append(numbered_work(view, outline, clause, (start, words_end, end), parties))
        start = span[1]
    return found


def _words_end(view: View, clause: Clause, note: Span) -> int:
    """At its note, unless its words go on behind it (由市气象局牵头,推进…)."""
    return clause.own_end if text_follows(view, note[1], clause.own_end) else note[0]


def _led_in(view: View, outline: Outline, clause: Clause, note: Span, parties: Parties) -> Work:
    """县水利局牵头,县住建局参与,推进…: the item's words stand behind the note."""
    start, _ = view.trim(note[1], clause.own_end, ",;:。)】")
    work = numbered_work(view, outline, clause, whole(clause), parties)
    title = task_title(view, heading_span(view, start, clause.own_end), clause.own_end)
    return replace(work, title=title) if title[0] < title[1] else work


def _joined(
    view: View, notes: list[Note], units: PlacedNotes, above: Parties | None
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
