"""The lines of a department's own sheet, each with the report that it is most likely about."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sheets import queries, wording
from sheets.book import Book
from sheets.checks import Claim, Line
from sheets.checks.sources import Source
from sheets.models import Sheet
from sheets.rules.matching import Claim as Saying
from sheets.rules.matching import Doubt, Match, Owed, claim_of, match
from sheets.services.tables import Asks, Figures, Found, Note, rows_below, tables_of
from units.rules import name_key, names_in, without_place

# An office inside a unit, which no other unit is called.
OFFICES = ("科", "室", "股", "处", "组", "队")
SHOWN = 60


def foreign_source(sheet: Sheet, book: Book, *, now: datetime) -> Source:
    """Raises Asks where somebody has to say what the columns or the closing date are, Refused where
    there is no table at all.
    """
    said = {name: sheet.layout.get(name, {}) for name in ("answers", "figures")}
    found = tables_of(sheet, book, kind="reports")
    ends_on = sheet.ends_on or _printed_day(sheet, found.read)
    layout = {"tables": found.shown, **said}
    notes = found.notes + _strange_units(sheet, found.read)
    if ends_on is None or not found.is_sure:
        raise Asks(layout | {"days": queries.open_days(sheet)}, book, notes)
    owed = {each.key: each for each in queries.owed_subjects(sheet.unit_id, ends_on)}
    answers = {place: key for place, key in said["answers"].items() if key in owed}
    dropped = [place.partition(":")[2] for place in said["answers"].keys() - answers.keys()]
    if dropped:
        notes.append({"code": "decisions_dropped", "found": ", ".join(sorted(dropped, key=int))})
    return Source(
        claims=_Recogniser(sheet, owed, answers, said["figures"]).claims(found.read),
        total=sum(
            len(page.rows) for page in {each.index: each.page for each in found.read}.values()
        ),
        ends_on=ends_on,
        letter=found.read[0].letter,
        layout=layout | {"answers": answers},
        notes=notes,
    )


def _printed_day(sheet: Sheet, tables: Collection[Found]) -> date | None:
    """The closing date that stands above the tables, if the unit owes something for it."""
    printed = {each.header.above.closing_on for each in tables} - {None}
    open_days = set(queries.open_days(sheet))
    days = [day for day in printed if day is not None and day.isoformat() in open_days]
    return days[0] if len(days) == 1 else None


def _strange_units(sheet: Sheet, tables: Collection[Found]) -> list[Note]:
    """Where somebody else's name stands above a table: people send each other sheets to copy."""
    if sheet.unit is None:
        return []
    own = set(map(name_key, queries.names_of(sheet.unit_id)))
    printed = {each.header.above.unit: each for each in tables if each.header.above.unit}
    return [
        {"code": "other_unit_above", "page": table.page.name, "found": name,
         "wanted": sheet.unit.name}
        for name, table in printed.items()
        if not _names_one(name, own) and not name.endswith(OFFICES)
    ]  # fmt: skip


def _names_one(text: str, known: Collection[str]) -> bool:
    return any({key, without_place(key)} & set(known) for key in names_in(text, known))


@dataclass(frozen=True)
class _Recogniser:
    """Says of each line what it is about: as somebody said, else as it was recognised."""

    sheet: Sheet
    owed: Mapping[int, Owed]
    # Place of a line -> the report that somebody said.
    answers: Mapping[str, int]
    figures: Figures

    def claims(self, tables: Collection[Found]) -> Iterator[Claim]:
        owed = list(self.owed.values())
        # A unit writes its own offices where a city's sheet has units.
        strangers = (
            None if self.sheet.unit_id is None else queries.names_of_others(self.sheet.unit_id)
        )
        for table in tables:
            # The rows are gone through twice: what a city's sheet says fills no memory.
            sayings = self._sayings(table)
            for raw, saying, found in zip(
                rows_below(table), sayings, match(sayings, owed, strangers=strangers), strict=True
            ):
                place = f"{table.index}:{raw.row}"
                answer = self.answers.get(place)
                about = self.owed.get(answer or found.owed or 0)
                measure = about.measure if about else ""
                line = table.line(raw, wanted=measure, figures=self.figures)
                yield self._claim(line, saying, found, answer)

    def _sayings(self, table: Found) -> list[Saying]:
        """In a city's sheet a worksheet may be one unit's, as what stands above it says."""
        sayings = [claim_of(raw, table.header) for raw in rows_below(table)]
        if self.sheet.unit_id is not None:
            return sayings
        known = {name_key(name) for each in self.owed.values() for name in each.units}
        printed = (table.header.above.unit, table.page.name)
        unit = next((name for name in printed if _names_one(name, known)), "")
        return [each if each.unit or not unit else replace(each, unit=unit) for each in sayings]

    def _claim(self, line: Line, saying: Saying, found: Match, answer: int | None) -> Claim:
        key = "subject" if "subject" in line.letters else "number"
        if answer is not None:
            return Claim(line, answer, key=key)
        if found.owed is not None and found.owed not in self._taken:
            return Claim(line, found.owed, key=key)
        if found.owed is not None:
            rows = tuple(int(place.partition(":")[2]) for place in self._taken[found.owed])
            found = replace(found, rivals=(found.owed,), doubt=Doubt.TWICE, rows=rows)
        title = wording.cell(line.cells.get("subject") or line.cells.get("number"))[:SHOWN]
        trouble = line.trouble(key, _code(found), title) | self._facts(saying, found)
        return Claim(line, key=key, trouble=trouble | {"rivals": list(found.rivals)})

    @cached_property
    def _taken(self) -> Mapping[int, list[str]]:
        """Report -> the places of lines of which somebody said that they are about it."""
        taken: dict[int, list[str]] = {}
        for place, key in self.answers.items():
            taken.setdefault(key, []).append(place)
        return taken

    def _facts(self, saying: Saying, found: Match) -> dict[str, Any]:
        """What the line says, `here`, and what the portal knows, `there`."""
        if not found.rivals or found.doubt is None:
            return {}
        best = self.owed[found.rivals[0]]
        here, there = {
            Doubt.TITLE_DIFFERS: (saying.number, best.number),
            Doubt.NUMBER_DIFFERS: (saying.number, best.number),
            Doubt.UNIT_DIFFERS: (saying.unit, next(iter(best.units), "")),
            Doubt.PLAN_DIFFERS: (saying.plan, best.plan),
            Doubt.MEASURE_DIFFERS: (saying.measure, best.measure),
            Doubt.TWICE: (", ".join(map(str, found.rows)), ""),
        }.get(found.doubt, ("", ""))
        return {"wanted": best.title[:SHOWN], "here": here[:SHOWN], "there": there[:SHOWN]}


def _code(found: Match) -> str:
    """See sheets.wording.refusals."""
    if not found.rivals or found.doubt is None:
        return "unknown"
    return f"match_{found.doubt}"
