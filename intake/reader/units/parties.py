"""Who leads and who assists: what a note says, and how it is settled."""

import re
from dataclasses import dataclass

from intake.reader.lines import View
from intake.reader.vocabulary import words

from .names import Name, split_names

RULES = words("units")["rules"]
FIRST_LEADS = re.compile(RULES["first_leads"])
FOR_ALL = re.compile(RULES["for_all"])


@dataclass(frozen=True)
class Note:
    """One statement of who answers for what stands before it."""

    start: int
    end: int
    lead: tuple[Name, ...] = ()
    responsible: tuple[Name, ...] = ()
    assist: tuple[Name, ...] = ()

    def plus(self, other: "Note") -> "Note":
        """Both of them as one."""
        return Note(
            min(self.start, other.start),
            max(self.end, other.end),
            self.lead + other.lead,
            self.responsible + other.responsible,
            self.assist + other.assist,
        )

    @property
    def names(self) -> tuple[Name, ...]:
        """All of them, whatever their role."""
        return (*self.lead, *self.responsible, *self.assist)


@dataclass(frozen=True)
class Parties:
    """Who leads and who assists, settled."""

    lead: tuple[Name, ...] = ()
    assist: tuple[Name, ...] = ()


def settle(note: Note, *, first_leads: bool, above: tuple[Name, ...] = ()) -> Parties:
    """Responsible units assist beside a lead; without one they lead, or the first of them does.

    `above` are the leads that a chapter's heading names for everything below it.
    """
    lead, assist = (
        note.lead or above,
        sorted((*note.responsible, *note.assist), key=lambda name: name.start),
    )
    if not lead and note.responsible:
        lead, assist = note.responsible, list(note.assist)
        if first_leads:
            lead, assist = lead[:1], sorted((*lead[1:], *assist), key=lambda name: name.start)
    lead = _once(lead, set())
    return Parties(lead, _once(tuple(assist), {name.text for name in lead}))


def _once(names: tuple[Name, ...], seen: set[str]) -> tuple[Name, ...]:
    kept = []
    for name in names:
        if name.text not in seen:
            seen.add(name.text)
            kept.append(name)
    return tuple(kept)


def first_leads_from(view: View, notes: list[Note]) -> int | None:
    """From where on the first unit of a list leads, if the document says so anywhere."""
    said = FIRST_LEADS.search(view.plain)
    if not said:
        return None
    line = view.plain.rfind("\n", 0, said.start()) + 1
    return line if any(note.end > line for note in notes) else 0


def for_all(view: View) -> tuple[int, tuple[Name, ...]] | None:
    """Units that a sentence adds to every task below it (以下任务均需…落实)."""
    said = FOR_ALL.search(view.plain)
    if not said:
        return None
    return said.end(), tuple(split_names(view, *said.span("names")))
