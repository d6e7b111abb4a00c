"""One worksheet as XML, in the order of elements that the format prescribes."""

from collections.abc import Iterable, Iterator

from core.workbooks.cells import CellWriter
from core.workbooks.page import (
    LONGEST_ERROR,
    LONGEST_PROMPT,
    LONGEST_TITLE,
    MOST_ROWS,
    Check,
    Highlight,
    Page,
    Paper,
    Protection,
    Row,
    letter_of,
)
from core.workbooks.styles import Styles
from core.workbooks.text import attribute, escaped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# How many rows become one piece of text: fewer cost calls, more cost memory.
BATCH = 100
HIDDEN = ' hidden="1"'


class TooManyRows(Exception):
    """A worksheet cannot hold what was to be written."""


class Worksheet:
    """A worksheet that is being written; `last_row` is known when all pieces were taken."""

    def __init__(self, page: Page, styles: Styles) -> None:
        self._page = page
        self._styles = styles
        self.last_row = page.head + 1

    def pieces(self, *, first: bool) -> Iterator[str]:
        """The XML as text. What comes behind the rows is made when their number is known."""
        yield f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}">'
        yield _before(self._page, first=first)
        for last, piece in _rows(self._page, self._styles):
            self.last_row = max(last, self.last_row)
            yield piece
        yield _behind(self._page, self.last_row)
        yield "</worksheet>"


def _before(page: Page, *, first: bool) -> str:
    fits = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' if page.paper else ""
    selected = ' tabSelected="1"' if first else ""
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{column.width}" style="{column.style}"'
        f'{HIDDEN if column.hidden else ""} customWidth="1"/>'
        for number, column in enumerate(page.columns, start=1)
    )
    return (
        f'{fits}<sheetViews><sheetView{selected} workbookViewId="0">{_pane(page)}</sheetView>'
        f'</sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>'
    )


def _pane(page: Page) -> str:
    if not page.head and not page.kept:
        return ""
    down = f' ySplit="{page.head}"' if page.head else ""
    across = f' xSplit="{page.kept}"' if page.kept else ""
    pane = {(True, True): "bottomRight", (True, False): "bottomLeft", (False, True): "topRight"}[
        bool(page.head), bool(page.kept)
    ]
    corner = f"{letter_of(page.kept)}{page.head + 1}"
    return (
        f'<pane{across}{down} topLeftCell="{corner}" activePane="{pane}" state="frozen"/>'
        f'<selection pane="{pane}" activeCell="{corner}" sqref="{corner}"/>'
    )


def _rows(page: Page, styles: Styles) -> Iterator[tuple[int, str]]:
    """The rows' numbers and XML, many at a time."""
    writer = CellWriter([letter_of(number) for number in range(len(page.columns))], styles)
    pieces: list[str] = []
    number = 0
    for number, row in enumerate(page.rows, start=1):
        if number > MOST_ROWS:
            raise TooManyRows
        pieces.append(_row(number, row, writer))
        if len(pieces) == BATCH:
            yield number, "".join(pieces)
            pieces.clear()
    yield number, "".join(pieces)


def _row(number: int, row: Row, writer: CellWriter) -> str:
    height = f' ht="{row.height}" customHeight="1"' if row.height else ""
    return f'<row r="{number}"{height}>{writer.cells(number, row.values, row.styles)}</row>'


def _behind(page: Page, last: int) -> str:
    """Everything after the rows."""
    return "".join(
        (
            "</sheetData>",
            _protection(page.protection) if page.protection else "",
            f'<autoFilter ref="{filtered_cells(page, last)}"/>' if page.filtered else "",
            *_highlights(page.highlights, first=page.head + 1, last=last),
            _checks(page, last),
            '<pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3"'
            ' footer="0.3"/>',
            _print(page.paper, page.header) if page.paper else "",
        )
    )


def filtered_cells(page: Page, last: int, *, fixed: str = "") -> str:
    """The last row of the head and all below it; `fixed` is $ where the address must not move."""
    right = letter_of(len(page.columns) - 1)
    return f"{fixed}A{fixed}{page.head}:{fixed}{right}{fixed}{last}"


def _protection(protection: Protection) -> str:
    # In the format, 0 allows.
    allowed = "".join(f' {name}="0"' for name in protection.allowed)
    return f'<sheetProtection sheet="1" objects="1" scenarios="1"{allowed}/>'


def _highlights(highlights: Iterable[Highlight], *, first: int, last: int) -> Iterator[str]:
    for priority, each in enumerate(highlights, start=1):
        left, right = (letter_of(column) for column in each.columns)
        formula = escaped(each.formula.format(row=first))
        yield (
            f'<conditionalFormatting sqref="{left}{first}:{right}{last}"><cfRule type="expression"'
            f' dxfId="{each.difference}" priority="{priority}"><formula>{formula}</formula>'
            "</cfRule></conditionalFormatting>"
        )


def _checks(page: Page, last: int) -> str:
    if not page.checks:
        return ""
    checks = "".join(
        _check(check, f"{letter_of(column)}{page.head + 1}:{letter_of(column)}{last}")
        for column, check in page.checks.items()
    )
    return f'<dataValidations count="{len(page.checks)}">{checks}</dataValidations>'


def _check(check: Check, cells: str) -> str:
    formulas = "".join(
        f"<formula{number}>{escaped(formula)}</formula{number}>"
        for number, formula in enumerate((check.first, check.second), start=1)
        if formula
    )
    title = attribute(check.title[:LONGEST_TITLE])
    prompt, error = check.prompt[:LONGEST_PROMPT], check.error[:LONGEST_ERROR]
    return (
        f'<dataValidation type="{check.kind}" allowBlank="1" showInputMessage="1"'
        f' showErrorMessage="1" errorTitle="{title}" error="{attribute(error)}"'
        f' promptTitle="{title}" prompt="{attribute(prompt)}"'
        f' sqref="{cells}">{formulas}</dataValidation>'
    )


def _print(paper: Paper, header: str) -> str:
    # In headers & begins a code.
    title = attribute("&C" + header.replace("&", "&&"))
    return (
        f'<pageSetup paperSize="{paper.value}" fitToHeight="0" orientation="landscape"/>'
        f"<headerFooter><oddHeader>{title}</oddHeader><oddFooter>&amp;C&amp;P / &amp;N</oddFooter>"
        "</headerFooter>"
    )
