"""A chart described once as data: drawn in the page, written out as a table, put on paper.

    chart = Chart(_("Course"), unit="家", days=days, series=[Series("市科技局", values)])

`static/js/chart.js` draws `as_json`; `rows` are the same figures for those who read no pictures.
Plain Python.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Series:
    """A line of a chart: a value or None for each of the chart's days. What is not measured but
    planned is `dashed`."""

    name: str
    values: Sequence[Decimal | None]
    dashed: bool = False


@dataclass(frozen=True)
class Chart:
    """Lines over days. `unit` is what the values are counted in, `source` where they come from."""

    title: str
    unit: str
    days: Sequence[date]
    series: Sequence[Series]
    source: str = ""

    @property
    def as_json(self) -> dict[str, object]:
        return {
            "title": self.title,
            "unit": self.unit,
            "days": [day.isoformat() for day in self.days],
            "series": [
                {
                    "name": each.name,
                    "values": [None if v is None else float(v) for v in each.values],
                    "dashed": each.dashed,
                }
                for each in self.series
            ],
            "source": self.source,
        }

    @property
    def rows(self) -> Iterator[tuple[date, tuple[Decimal | None, ...]]]:
        """Each day with its values, in the order of the series."""
        for place, day in enumerate(self.days):
            yield day, tuple(each.values[place] for each in self.series)


@dataclass(frozen=True)
class Bars:
    """Numbers by category, one part of each bar beside or upon the other.

    `parts` are the names of what each bar is made of, `values` have a number of each for every
    category.
    """

    title: str
    unit: str
    categories: Sequence[str]
    parts: Sequence[str]
    values: Sequence[Sequence[int]]
    source: str = ""

    @property
    def as_json(self) -> dict[str, object]:
        return {
            "title": self.title,
            "unit": self.unit,
            "categories": list(self.categories),
            "parts": list(self.parts),
            "values": [list(row) for row in self.values],
            "source": self.source,
        }
