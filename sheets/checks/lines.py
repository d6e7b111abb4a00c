"""Lines on their way from a worksheet to what becomes of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from sheets.columns import Cell, Unreadable
from sheets.rules import Level, Outcome
from sheets.rules.cells import plain

Trouble = dict[str, Any]
_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Line(NamedTuple):
    """A line of a worksheet: its cells by the keys of their columns, wherever these stand."""

    page: int
    row: int
    cells: Mapping[str, Cell]
    # Key of a column -> its letter.
    letters: Mapping[str, str]
    # Nobody sees it in Excel: hidden by hand or by a filter.
    hidden: bool = False
    # Keys of columns whose headers say percent.
    percents: frozenset[str] = frozenset()
    # Keys of columns of which somebody said that 0.65 stands for 65 % there.
    fractions: frozenset[str] = frozenset()
    # Key of a column -> the figure that somebody chose in its sentence, and that sentence.
    chosen: Mapping[str, Mapping[str, str]] = _NOTHING

    def trouble(
        self, key: str, code: str, found: str = "", *, wanted: str = "", level: Level = Level.ERROR
    ) -> Trouble:
        """What is wrong in the column `key` of this line, by its address."""
        told: Trouble = {
            "cell": f"{self.letters.get(key, 'A')}{self.row}",
            "code": code,
            "found": found,
        }
        if wanted:
            told["wanted"] = wanted
        return told | {"level": level.value}

    def unreadable(self, key: str, error: Unreadable, *, measure: str = "") -> Trouble:
        """What is wrong in a cell that cannot be taken, with the figures that stand in it and may
        be meant where the line counts in `measure`."""
        told = self.trouble(key, error.code, error.found, wanted=error.wanted)
        offers = {
            plain(each.value): {
                "figure": plain(each.value), "measure": each.measure, "kind": each.kind,
            }
            for each in error.proposals
            if each.measure in ("", measure)
        }  # fmt: skip
        return told | {"key": key, "offers": list(offers.values())} if offers else told

    def chosen_for(self, trouble: Trouble) -> Decimal | None:
        """The figure that somebody chose, as long as the cell still offers it."""
        said = self.chosen.get(trouble.get("key", ""))
        if said is None or said["found"] != trouble["found"]:
            return None
        offers = [each["figure"] for each in trouble["offers"]]
        return Decimal(said["figure"]) if said["figure"] in offers else None


@dataclass
class Judged:
    """What becomes of a line; the fields are those of SheetLine."""

    line: Line
    outcome: Outcome = Outcome.REFUSED
    about_id: int | None = None
    subject: str = ""
    revision: int | None = None
    content: dict[str, Any] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    was_draft: bool = False
    troubles: list[Trouble] = field(default_factory=list)
    doubts: dict[str, Any] = field(default_factory=dict)
    # Those that become its evidence, unless it is refused.
    pictures: list[dict[str, Any]] = field(default_factory=list)

    def refuse(self, *troubles: Trouble) -> "Judged":
        self.outcome = Outcome.REFUSED
        self.troubles = [*troubles, *self.troubles]
        self.content, self.before, self.doubts = {}, {}, {}
        return self

    def row(self, sheet_id: int) -> tuple[Any, ...]:
        """In the order of STORED."""
        line = self.line
        return (
            sheet_id, line.page, line.row, self.about_id, self.subject, self.outcome.value,
            self.revision, self.content, self.before, self.was_draft, self.troubles, self.doubts,
            "", self.pictures,
        )  # fmt: skip


STORED = (
    *("sheet_id", "page", "row", "about_id", "subject", "outcome", "revision", "content"),
    *("before", "was_draft", "troubles", "doubts", "choice", "pictures"),
)
