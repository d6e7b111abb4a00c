"""What a line says about a report, read cell by cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from reports.queries import Standing
from reports.rules import CARRIED, Content, Subject
from sheets.checks.lines import Line, Trouble
from sheets.columns import FIGURES, OPEN, Unreadable
from sheets.rules import Level
from sheets.rules.cells import Around, Nothing, plain


@dataclass
class Told:
    """The cells of a line that people fill in."""

    fields: dict[str, Any] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return any(each["level"] == Level.ERROR for each in self.troubles)

    @property
    def content(self) -> Content:
        return Content(**self.fields)


def read(line: Line, standing: Standing, *, above: Mapping[str, str], around: Around) -> Told:
    """All cells of the line, with everything that is wrong in them; never a stop at the first.

    `above` are the texts of the line before, for 同上.
    """
    told = Told()
    for column in OPEN:
        cell = line.cells.get(column.key)
        if cell is None:
            continue  # an empty content is what no cell says anything to
        try:
            reading = column.taken(cell, _around(column.key, line, standing, around))
        except Unreadable as error:
            measure = standing.measure if column.key == "value" else "%"
            _choose(told, line, column.key, line.unreadable(column.key, error, measure=measure))
            continue
        value = reading.value
        if reading.nothing is Nothing.SAME_AS_ABOVE:
            value = above.get(column.key, "")
            if column.key in FIGURES or not value:
                told.troubles.append(line.trouble(column.key, "same_as_above", reading.raw))
                continue
        if column.key == "progress" and reading.nothing is not None:
            continue  # a dash is no progress; 无 as a problem says that there is none
        for doubt in reading.doubts:
            told.troubles.append(
                line.trouble(
                    column.key, doubt.code, doubt.found, wanted=doubt.wanted, level=Level.NOTE
                )
            )
        if value is not None:
            told.fields[column.key] = value
    _carry_on(told, standing)
    return told


def in_percent(line: Line, standing: Standing) -> Line:
    """Departments keep one column of what was achieved (累计完成（%）) for tasks and targets: of a
    task, what stands under such a heading is its percentage."""
    if standing.about is not Subject.TASK or "value" not in line.percents:
        return line
    if "percent" in line.letters:
        return line
    cells = {("percent" if key == "value" else key): cell for key, cell in line.cells.items()}
    letters = {("percent" if key == "value" else key): at for key, at in line.letters.items()}
    also = frozenset({"percent"})
    fractions = line.fractions | (also if "value" in line.fractions else frozenset())
    return line._replace(
        cells=cells, letters=letters, percents=line.percents | also, fractions=fractions
    )


def _around(key: str, line: Line, standing: Standing, around: Around) -> Around:
    if key not in FIGURES:
        return around
    measure = standing.measure if key == "value" else ""
    return _beside(around, measure, key in line.percents, key in line.fractions)


@lru_cache
def _beside(around: Around, measure: str, percent: bool, fractions: bool) -> Around:
    """A sheet has few measures and ten thousand lines."""
    return around._replace(measure=measure, percent=percent, fractions=fractions)


def _choose(told: Told, line: Line, key: str, trouble: Trouble) -> None:
    """What cannot be taken counts where somebody chose one of its figures."""
    figure = line.chosen_for(trouble)
    if figure is not None:
        told.fields[key] = figure
        trouble |= {"code": "figure_chosen", "level": Level.NOTE.value}
        trouble["wanted"] = next(
            f"{each['figure']}{each['measure']}"
            for each in trouble["offers"]
            if each["figure"] == plain(figure)
        )
    told.troubles.append(trouble)


def _carry_on(told: Told, standing: Standing) -> None:
    """无变化: last period's words again, and its figure where that stands still by itself."""
    known = standing.background
    if not told.fields.get("no_change") or told.is_refused:
        return
    if not told.fields.get("progress"):
        told.fields["progress"] = known.last_text
    key = "percent" if standing.about is Subject.TASK else "value"
    stays = standing.about is Subject.TASK or known.kind in CARRIED
    if key not in told.fields and stays and known.course:
        told.fields[key] = known.course[-1][1]
