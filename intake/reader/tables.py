"""Tables (rows of cells between tabs) → tasks with their units, indicators with values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .dates import find_mentions, last_day
from .found import Found, comparison
from .indicators import Words
from .lines import Span, View
from .numbers import find_quantities
from .outline import heading_span
from .units import LABELS, Note, Parties, parse_list, settle
from .vocabulary import words
from .work import Due, Work, task_title

COLUMNS = {name: re.compile(pattern) for name, pattern in words("tables")["columns"].items()}
ROW = re.compile(r"(?m)^[^\n\t]*\t[^\n\t]*\t[^\n]*$")
HEADER_ROWS = 4
YEAR = re.compile(r"(20\d\d)年?")


@dataclass(frozen=True)
class Table:
    """One table: what its columns are, and the places of its cells."""

    start: int
    end: int
    columns: tuple[str, ...]
    titles: tuple[str, ...]
    rows: tuple[tuple[Span, ...], ...]

    def column(self, *kinds: str) -> list[int]:
        """The positions of the columns of those kinds."""
        return [index for index, kind in enumerate(self.columns) if kind in kinds]

    @property
    def has_tasks(self) -> bool:
        """Whether its rows say who does what."""
        return bool(
            self.column("task", "category") and self.column("lead", "responsible", "assist")
        )

    @property
    def has_indicators(self) -> bool:
        """Whether its rows say what is to be reached."""
        return bool(self.column("indicator") and self.column("value"))


def find_tables(view: View) -> list[Table]:
    """Runs of lines with at least three cells whose first lines name their columns."""
    tables: list[Table] = []
    run: list[Span] = []
    for found in ROW.finditer(view.plain):
        if run and found.start() > run[-1][1] + 2:
            tables += _table(view, run)
            run = []
        run.append(found.span())
    return tables + _table(view, run)


def _table(view: View, lines: list[Span]) -> list[Table]:
    rows = [_cells(view, *line) for line in lines]
    for index, row in enumerate(rows[:HEADER_ROWS]):
        titles = tuple(view.plain[start:end].replace(" ", "") for start, end in row)
        table = Table(
            lines[0][0], lines[-1][1], tuple(map(_kind, titles)), titles, tuple(rows[index + 1 :])
        )
        if table.has_tasks or table.has_indicators:
            return [table]
    return []


def _cells(view: View, start: int, end: int) -> tuple[Span, ...]:
    spans: list[Span] = []
    for found in re.finditer(r"[^\t]*(?:\t|$)", view.plain[start:end]):
        if found.start() < end - start or not spans:
            spans.append(view.trim(start + found.start(), start + found.end()))
    return tuple(spans)


def _kind(title: str) -> str:
    """What a column holds, by its title."""
    bare = re.sub(r"[(（].*?[)）]", "", title)
    if bare in LABELS and LABELS[bare] != "other":
        return LABELS[bare]
    for kind in ("number", "category", "measure", "due", "ignored"):
        if COLUMNS[kind].search(bare):
            return kind
    if COLUMNS["past_value"].search(bare) and not re.search("目标", bare):
        return "past_value"
    for kind in ("indicator", "value", "task"):
        if COLUMNS[kind].search(bare):
            return kind
    return "responsible" if re.search("(?:单位|部门)$", bare) else "other"


# ---------------------------------------------------------------- tasks


def table_work(view: View, table: Table, year: int | None, *, first_leads: bool) -> Iterator[Work]:
    """One task a row. A row whose cells all say the same is a heading for those below it."""
    title_column, above_columns = _title_columns(view, table)
    section: Span | None = None
    for row in table.rows:
        if len(row) <= title_column:
            continue
        filled = {view.plain[start:end] for start, end in row if start < end}
        if len(filled) <= 1:
            section = next((span for span in row if span[0] < span[1]), section)
            continue
        if row[title_column][0] >= row[title_column][1]:
            continue
        path = [section] if section else []
        path += [row[index] for index in above_columns if row[index][0] < row[index][1]]
        yield _row_work(view, table, row, title_column, tuple(path), year, first_leads)


def _title_columns(view: View, table: Table) -> tuple[int, list[int]]:
    """The column of titles is the first whose cells are not repeated down the table."""
    candidates = table.column("category", "task")
    for position, index in enumerate(candidates):
        texts = [view.plain[slice(*row[index])] for row in table.rows if len(row) > index]
        if len(set(texts)) == len(texts):
            return index, candidates[:position]
    return candidates[-1], candidates[:-1]


def _row_work(
    view: View,
    table: Table,
    row: tuple[Span, ...],
    title_column: int,
    path: tuple[Span, ...],
    year: int | None,
    first_leads: bool,
) -> Work:
    numbers = [row[index] for index in table.column("number") if index < len(row)]
    number_span = numbers[0] if numbers and numbers[0][0] < numbers[0][1] else None
    cell = row[title_column]
    title = task_title(view, heading_span(view, *cell), cell[1])
    return Work(
        clause=None,
        number=view.words(*number_span) if number_span else None,
        number_span=number_span,
        title=title,
        path=path,
        span=(cell[0], row[-1][1]),
        parties=_parties(view, table, row, first_leads),
        due=_row_due(view, table, row, year),
        text_end=cell[1],
    )


def _parties(view: View, table: Table, row: tuple[Span, ...], first_leads: bool) -> Parties:
    together = Note(row[0][0], row[-1][1])
    for index in table.column("lead", "responsible", "assist"):
        if index < len(row) and row[index][0] < row[index][1]:
            together = together.plus(
                parse_list(view, row[index][0], row[index], table.columns[index])
            )
    return settle(together, first_leads=first_leads)


def _row_due(view: View, table: Table, row: tuple[Span, ...], year: int | None) -> Due | None:
    for index in table.column("due"):
        if index < len(row):
            for mention in find_mentions(view.plain, *row[index], year=year):
                if mention.due:
                    return Due(mention.due, (mention.start, mention.end), "cell")
    return None


# ---------------------------------------------------------------- indicators


def table_targets(view: View, table: Table) -> Iterator[Found]:
    """One target a row: the last column with a year or a target value."""
    value_column = table.column("value")[-1]
    name_column = table.column("indicator")[-1]
    year = YEAR.search(table.titles[value_column])
    due = last_day(int(year[1])) if year else None
    for row in table.rows:
        if len(row) > max(value_column, name_column):
            yield from _row_target(view, table, row, name_column, value_column, due)


def _row_target(
    view: View,
    table: Table,
    row: tuple[Span, ...],
    name_column: int,
    value_column: int,
    due: date | None,
) -> Iterator[Found]:
    quantities = find_quantities(view, *row[value_column])
    name, measure = _measure(view.words(*row[name_column]))
    if len(quantities) != 1 or not name:
        return
    for index in table.column("measure"):
        measure = view.words(*row[index]) or measure
    quantity = quantities[0]
    taken = Words(row[value_column][0], quantity.start)
    op = comparison(view, taken, quantity, name)
    unit = quantity.unit or measure
    marks = {"indicator": row[name_column], **quantity.marks}
    evidence = dict.fromkeys(("indicator", "value", "unit", "op", "due"), "cell")
    yield Found(
        row[0][0],
        row[-1][1],
        name,
        quantity.value,
        quantity.high,
        unit,
        op,
        due,
        None,
        marks=marks,
        evidence=evidence,
    )


def _measure(name: str) -> tuple[str, str | None]:
    """研发投入强度(%) names its unit behind it."""
    found = re.search(r"^(.*?)[(（]([^()（）]{1,8})[)）]$", name)
    return (found[1].strip(), found[2]) if found else (name.strip(), None)
