"""What a line says about a report, read cell by cell; and how it is kept until it is saved."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from reports.queries import Standing
from reports.rules import CARRIED, TEXTS, WORDS, Content, Subject
from sheets.checks.lines import Line, Trouble
from sheets.columns import OPEN, Unreadable, plain
from sheets.rules import Level
from sheets.rules.cells import Around, Nothing

FIGURES = ("percent", "value")


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
        if column.key not in line.letters:
            continue
        cell = line.cells.get(column.key)
        try:
            reading = column.taken(cell, _around(column.key, line, standing, around))
        except Unreadable as error:
            told.troubles.append(line.unreadable(column.key, error))
            continue
        value = reading.value
        if reading.nothing is Nothing.SAME_AS_ABOVE:
            value = above.get(column.key, "")
            if column.key in FIGURES or not value:
                told.troubles.append(line.trouble(column.key, "same_as_above", reading.raw))
                continue
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


def _around(key: str, line: Line, standing: Standing, around: Around) -> Around:
    if key not in FIGURES:
        return around
    measure = standing.measure if key == "value" else ""
    return around._replace(measure=measure, percent=key in line.percents)


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


def texts(content: Content, about: Subject) -> dict[str, str]:
    """Field -> text, of the fields that a report asks for and of what was given beside them."""
    asked = "percent" if about is Subject.TASK else "value"
    kept = {}
    for key in FIGURES:
        figure = getattr(content, key)
        if figure is not None or key == asked:
            kept[key] = "" if figure is None else plain(figure)
    for key in TEXTS:
        kept[key] = getattr(content, key)
    if content.no_change:
        kept["no_change"] = "1"
    if content.explanation:
        kept["explanation"] = content.explanation
    return kept


def content_of(kept: Mapping[str, str]) -> Content:
    """The content that was kept as texts; the opposite of `texts`."""
    fields: dict[str, Any] = {key: kept[key] for key in WORDS if key in kept}
    fields |= {key: Decimal(kept[key]) for key in FIGURES if kept.get(key)}
    return Content(**fields, no_change=bool(kept.get("no_change")))
