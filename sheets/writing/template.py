"""The workbook that goes out: one line for each report that a unit owes for a closing date."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import IO

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.workbooks import (
    About,
    Highlight,
    Page,
    Paper,
    Protection,
    Row,
    Style,
    Styles,
    Visibility,
    letter_of,
    write_book,
)
from core.workbooks import Column as BookColumn
from sheets.columns import COLUMNS, MARK, Column, Mark
from sheets.writing import looks
from sheets.writing.checks import checks_of, words_page
from sheets.writing.instructions import instructions_page, steps_of_template
from sheets.writing.stamps import STAMP_SHEET, Stamp

# What a line is about; the columns behind tell what was reported last.
ABOUT_KEYS = frozenset({"mark", "unit", "plan", "number", "subject"})
# Up to here the columns stay in sight.
LAST_KEPT = "subject"
HEAD_HEIGHT = 30


@dataclass(frozen=True)
class Line:
    """What the workbook shows about one report. Field names are the keys of the columns."""

    mark: Mark
    plan: str
    number: str
    subject: str
    quote: str
    unit_of_measure: str
    last_figure: Decimal | None
    last_text: str
    percent: Decimal | None
    value: Decimal | None
    progress: str
    problems: str
    next_steps: str
    no_change: bool
    explanation: str
    # Which of the open columns this line may fill; none once the report was sent.
    open_keys: frozenset[str]
    # Whose line it is, in a workbook of many units.
    unit: str = ""


def write_workbook(lines: Iterable[Line], *, unit_name: str, stamp: Stamp) -> bytes:
    """The finished .xlsx file, in the language of the person who asked for it."""
    buffer = BytesIO()
    stream_workbook(buffer, lines, unit_name=unit_name, stamp=stamp)
    return buffer.getvalue()


def stream_workbook(
    file: IO[bytes],
    lines: Iterable[Line],
    *,
    unit_name: str,
    stamp: Stamp,
    columns: Sequence[Column] = COLUMNS,
) -> None:
    """The same into a file, in memory that does not grow with the lines."""
    styles, title = Styles(), title_of(unit_name, stamp)
    pages = template_pages(lines, styles, title=title, stamp=stamp, columns=columns)
    about = About(title, made_at=stamp.made_at, maker=unit_name)
    write_book(file, pages, styles=styles, about=about, locked=True)


def template_pages(
    lines: Iterable[Line],
    styles: Styles,
    *,
    title: str,
    stamp: Stamp,
    columns: Sequence[Column] = COLUMNS,
) -> tuple[Page, ...]:
    """What people fill in, how, what they may choose, and what the portal knows it by."""
    steps = steps_of_template(many_units=stamp.unit_id is None)
    how = instructions_page(
        styles, title=title, made_at=stamp.made_at, columns=columns, steps=steps
    )
    page = _lines_page(lines, styles, title=title, columns=columns)
    return page, how, words_page(columns), _stamp_page(stamp)


def _lines_page(
    lines: Iterable[Line], styles: Styles, *, title: str, columns: Sequence[Column]
) -> Page:
    keys = [column.key for column in columns]
    return Page(
        title=pgettext("sheet title", "Report"),
        columns=[_column(column, styles) for column in columns],
        rows=_rows(lines, styles, columns),
        kept=keys.index(LAST_KEPT) + 1,
        filtered=True,
        checks=checks_of(columns),
        highlights=_fallen(styles, keys),
        protection=Protection(),
        paper=Paper.A3,
        header=title,
    )


def _column(column: Column, styles: Styles) -> BookColumn:
    # Lines of their own below the table can be typed as well.
    style = styles.place(looks.OPEN if column.open else looks.KNOWN)
    return BookColumn(column.width, hidden=column is MARK, style=style)


def _rows(lines: Iterable[Line], styles: Styles, columns: Sequence[Column]) -> Iterator[Row]:
    heading = styles.place(looks.HEADING)
    titles = [str(column.title) for column in columns]
    yield Row(titles, (heading,) * len(columns), height=HEAD_HEIGHT)
    writers = [(column.key, column.write) for column in columns]
    # A few dozen combinations at most, however many lines.
    places: dict[frozenset[str], tuple[int, ...]] = {}
    for line in lines:
        keys = line.open_keys
        if keys not in places:
            places[keys] = tuple(styles.place(_style(column, keys)) for column in columns)
        yield Row([write(getattr(line, key)) for key, write in writers], places[keys])


def _style(column: Column, open_keys: frozenset[str]) -> Style:
    if column.key in open_keys:
        return looks.OPEN
    return looks.KNOWN if column.key in ABOUT_KEYS else looks.LAST


def _fallen(styles: Styles, keys: Sequence[str]) -> list[Highlight]:
    """A figure lower than the last one: often right, often the period's own in place of the sum."""
    last, look = f"${letter_of(keys.index('last_figure'))}{{row}}", looks.fell(styles)
    found = []
    for place in (keys.index("percent"), keys.index("value")):
        this = f"${letter_of(place)}{{row}}"
        formula = f"AND(ISNUMBER({this}),ISNUMBER({last}),{this}<{last})"
        found.append(Highlight((place, place), formula, look))
    return found


def _stamp_page(stamp: Stamp) -> Page:
    rows = [Row([stamp.seal()], (0,))]
    return Page(STAMP_SHEET, [BookColumn(40)], rows, head=0, visibility=Visibility.VERY_HIDDEN)


def title_of(unit_name: str, stamp: Stamp) -> str:
    return _("%(unit)s, progress up to %(day)s") % {
        "unit": unit_name,
        "day": date_format(stamp.ends_on),
    }
