"""Tables (rows of cells between tabs) → tasks with their units, indicators with values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from intake.reader.dates import find_mentions, last_day
from intake.reader.lines import Span, View
from intake.reader.numbers import find_quantities
from intake.reader.outline import heading_span
from intake.reader.targets.found import Found, comparison
from intake.reader.targets.indicators import Words
from intake.reader.units.parties import Note, Parties, settle
from intake.reader.units.roles import parse_list
from intake.reader.work.item import Due, Work, task_title

from .columns import column_kind, names_columns
from .flattened import Flat, cell_breaks, find_flattened

ROW = re.compile(r"(?m)^[^\n\t]*\t[^\n\t]*\t[^\n]*$")
HEADER_ROWS = 4
LONGEST_SECTION = 40
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


def read_tables(view: View) -> tuple[View, list[Table]]:
    """The tables of a document, and the view less the line breaks inside their cells."""
    flat = find_flattened(view)
    if flat:
        view = view.without(cell_breaks(flat))
        flat = find_flattened(view)
    tables = [*_tabbed(view), *map(_unflattened, flat)]
    return view, sorted(tables, key=lambda table: table.start)


def _unflattened(flat: Flat) -> Table:
    rows = tuple(
        tuple((cell[0][0], cell[-1][1]) if cell else (flat.start, flat.start) for cell in row)
        for row in flat.rows
    )
    return Table(flat.start, flat.end, tuple(map(column_kind, flat.titles)), flat.titles, rows)


def _tabbed(view: View) -> list[Table]:
    """Runs of lines with at least three cells, headings between them included."""
    tables: list[Table] = []
    run: list[Span] = []
    for found in ROW.finditer(view.plain):
        if run:
            between = view.trim(run[-1][1], found.start())
            if not _continues(view.plain[slice(*between)]):
                tables += _table(view, run)
                run = []
            elif between[0] < between[1]:
                run.append(between)
        run.append(found.span())
    return tables + _table(view, run)


def _continues(between: str) -> bool:
    """Whether what stands between two rows is nothing, or a heading of the rows below it."""
    return len(between) <= LONGEST_SECTION and not re.search("[\n。:]|附[件表]|表$", between)


def _table(view: View, lines: list[Span]) -> list[Table]:
    """The tables in a run of rows; one ends where the titles of another are printed."""
    rows = [_cells(view, *line) for line in lines]
    heads = [index for index, row in enumerate(rows) if names_columns(_titles(view, row))]
    if not heads or heads[0] >= HEADER_ROWS:
        return []
    tables: list[Table] = []
    for head, stop in zip(heads, [*heads[1:], len(rows)], strict=True):
        titles, below = _titles(view, rows[head]), tuple(rows[head + 1 : stop])
        if tables and tables[-1].titles == titles:  # printed again on the next page
            whole = replace(tables[-1], end=lines[stop - 1][1], rows=tables[-1].rows + below)
            tables[-1] = whole
            continue
        start = lines[0][0] if not tables else lines[head][0]
        kinds = tuple(map(column_kind, titles))
        tables.append(Table(start, lines[stop - 1][1], kinds, titles, below))
    return tables


def _titles(view: View, row: tuple[Span, ...]) -> tuple[str, ...]:
    return tuple(view.plain[start:end].replace(" ", "") for start, end in row)


def _cells(view: View, start: int, end: int) -> tuple[Span, ...]:
    spans: list[Span] = []
    for found in re.finditer(r"[^\t]*(?:\t|$)", view.plain[start:end]):
        if found.start() < end - start or not spans:
            spans.append(view.trim(start + found.start(), start + found.end()))
    return tuple(spans)


# ---------------------------------------------------------------- tasks


def table_work(view: View, table: Table, year: int | None, *, first_leads: bool) -> Iterator[Work]:
    """One task a row. A row whose cells all say the same is a heading for those below it."""
    title_column, above_columns = _title_columns(view, table)
    section: Span | None = None
    for row in table.rows:
        if len(row) <= title_column:
            continue
        if _filled(view, row) <= 1:
            section = next((span for span in row if span[0] < span[1]), section)
            continue
        if row[title_column][0] >= row[title_column][1]:
            continue
        path = [section] if section else []
        path += [row[index] for index in above_columns if row[index][0] < row[index][1]]
        yield _row_work(view, table, row, title_column, tuple(path), year, first_leads)


def _title_columns(view: View, table: Table) -> tuple[int, list[int]]:
    """The column of titles is the first whose cells are neither empty nor repeated below."""
    candidates = table.column("category", "task")
    rows = [row for row in table.rows if _filled(view, row) > 1]
    for position, index in enumerate(candidates):
        texts = [view.plain[slice(*row[index])] for row in rows if len(row) > index]
        if len(set(texts)) == len(texts) and all(texts):
            return index, candidates[:position]
    return candidates[-1], candidates[:-1]


def _filled(view: View, row: tuple[Span, ...]) -> int:
    """How many different texts the cells of a row hold: a heading across the table holds one."""
    return len({view.plain[start:end] for start, end in row if start < end})


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


def table_targets(view: View, table: Table, issued_on: date | None) -> Iterator[Found]:
    """One target for each row and each column with a year to come or a target value."""
    name_column = table.column("indicator")[-1]
    for row in table.rows:
        for value_column in table.column("value"):
            year = YEAR.search(table.titles[value_column])
            due = last_day(int(year[1])) if year else None
            if due and issued_on and due < issued_on:
                continue
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
