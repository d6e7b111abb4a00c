"""What a line says, would change and lacks, as people read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports import wording as report_wording
from reports.rules import Doubt
from sheets.columns import KINDS, Column
from sheets.models import Sheet, SheetLine
from sheets.rules import Level
from sheets.wording.places import letters_of, place_of_doubt
from sheets.wording.refusals import error


@dataclass(frozen=True)
class Change:
    """One field of a line: what it is called, what stood there, what will stand there."""

    title: str
    before: str
    after: str


@dataclass(frozen=True)
class Offer:
    """A figure that stands in a sentence and may be what is meant."""

    figure: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class Trouble:
    """What is to be said about one cell. `level` is one of sheets.rules.Level.

    Where one of several figures may be chosen, `key` is the column that they are for.
    """

    cell: str
    sentence: str
    level: str
    key: str = ""
    offers: Sequence[Offer] = ()


@dataclass(frozen=True)
class Doubtful:
    """What looks doubtful, and in which cell that stands. `code` is one of reports.rules.Doubt."""

    cell: str
    code: str
    sentence: str


@dataclass(frozen=True)
class Told:
    """A line as the page shows it."""

    line: SheetLine
    page: str
    changes: list[Change]
    troubles: list[Trouble]
    doubts: list[Doubtful]

    @property
    def errors(self) -> list[Trouble]:
        return [each for each in self.troubles if each.level == Level.ERROR]

    @property
    def gaps(self) -> list[Trouble]:
        return [each for each in self.troubles if each.level == Level.GAP]

    @property
    def notes(self) -> list[Trouble]:
        return [each for each in self.troubles if each.level == Level.NOTE]

    @property
    def picture_cells(self) -> str:
        """Where the pictures lie that become its evidence."""
        return _(", ").join(dict.fromkeys(each["cell"] for each in self.line.pictures))

    @property
    def explanation(self) -> str:
        return str(self.line.content.get("explanation", ""))


def told(line: SheetLine, sheet: Sheet) -> Told:
    """The line with everything that is to be said about it."""
    changes = [
        Change(str(column.title), *_sides(line, column))
        for column in KINDS[sheet.columns].values()  # the database keeps no order of fields
        if column.key in line.before
    ]
    return Told(
        line=line,
        page=page_name(line, sheet),
        changes=changes,
        troubles=[trouble(facts) for facts in line.troubles],
        doubts=doubts(line, sheet),
    )


def page_name(line: SheetLine, sheet: Sheet) -> str:
    """The worksheet on which the line stands."""
    return str(sheet.pages[line.page]) if len(sheet.pages) > line.page else ""


def doubts(line: SheetLine, sheet: Sheet) -> list[Doubtful]:
    letters = letters_of(sheet, line)
    return [
        Doubtful(
            place_of_doubt(line, Doubt(code), letters),
            code,
            report_wording.doubt(Doubt(code), facts),
        )
        for code, facts in line.doubts.items()
    ]


def _sides(line: SheetLine, column: Column) -> tuple[str, str]:
    key = column.key
    sides = str(line.before[key]), str(line.content.get(key, ""))
    if column.choices:
        before, after = (_choices(column, side) for side in sides)
    elif key == "no_change":
        before, after = (_("yes") if side else "" for side in sides)
    else:
        return sides
    return before, after


def _choices(column: Column, side: str) -> str:
    return _(", ").join(column.shown(value) for value in side.split(",")) if side else ""


# What a figure in a sentence is said to be, see sheets.rules.cells.Said.
SAID: dict[str, Promise] = {
    "period": gettext_lazy("%(figure)s (in this period)"),
    "total": gettext_lazy("%(figure)s (in total)"),
    "share": gettext_lazy("%(figure)s (a share)"),
    "growth": gettext_lazy("%(figure)s (growth)"),
}


def trouble(facts: Mapping[str, Any]) -> Trouble:
    chosen = facts["wanted"] if facts["code"] == "figure_chosen" else None
    offers = [_offer(each, chosen) for each in facts.get("offers", ())]
    level = facts.get("level", Level.ERROR)
    return Trouble(facts["cell"], error(facts), level, facts.get("key", ""), offers)


def _offer(facts: Mapping[str, str], chosen: str | None) -> Offer:
    printed = facts["figure"] + facts["measure"]
    words = str(SAID.get(facts["kind"], "%(figure)s")) % {"figure": printed}
    return Offer(facts["figure"], words, printed == chosen)
