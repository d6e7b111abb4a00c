"""The pages of a workbook written by openpyxl and by XlsxWriter: the same cells, styles, checks."""

from collections.abc import Sequence
from typing import IO, Any

import xlsxwriter
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from core.workbooks import Check, Page, Style, Styles, letter_of

FELL, FELL_COLOUR = "FEF3C7", "92400E"
STARTS = ("=", "+", "-", "@")
# How XlsxWriter calls the kinds of a check.
KINDS = {"decimal": "decimal", "textLength": "length", "list": "list", "date": "date"}
ALLOWED = {
    "formatCells": "format_cells",
    "formatColumns": "format_columns",
    "formatRows": "format_rows",
    "insertRows": "insert_rows",
    "deleteRows": "delete_rows",
    "sort": "sort",
    "autoFilter": "autofilter",
}

# ------------------------------------------------------------------------------------- openpyxl


def with_openpyxl(file: IO[bytes], pages: Sequence[Page], styles: Styles) -> None:
    book = Workbook()
    book.remove(book.active)
    for page in pages:
        sheet = book.create_sheet(page.title)
        sheet.sheet_state = page.visibility.value
        _columns(sheet, page)
        last = _rows(sheet, page, styles)
        _around(sheet, page, last)
    book.security = WorkbookProtection(lockStructure=True)
    book.save(file)


def _columns(sheet: Worksheet, page: Page) -> None:
    for number, column in enumerate(page.columns):
        place = sheet.column_dimensions[letter_of(number)]
        place.width, place.hidden = column.width, column.hidden


def _rows(sheet: Worksheet, page: Page, styles: Styles) -> int:
    """Returns the last row's number."""
    last, looks = 0, list[Any]()
    for last, row in enumerate(page.rows, start=1):
        for number, (value, place) in enumerate(zip(row.values, row.styles, strict=True), start=1):
            cell = sheet.cell(last, number, value)
            if isinstance(value, str) and value.startswith(STARTS):
                place = styles.quoted(place)
                cell.data_type = "s"
            # Styles are placed while rows are made.
            while len(looks) < len(styles):
                looks.append(_look(sheet, list(styles)[len(looks)]))
            # Much quicker than to set font, fill and so on of each cell.
            cell._style = looks[place]
        if row.height:
            sheet.row_dimensions[last].height = row.height
    return last


def _look(sheet: Worksheet, style: Style) -> Any:
    """The style as openpyxl keeps it with a cell."""
    cell = Cell(sheet)
    cell.font = Font(name=style.font, sz=style.size, bold=style.bold, color=style.colour or None)
    cell.alignment = Alignment(
        horizontal=style.horizontal or None, vertical=style.vertical, wrap_text=style.wrap
    )
    cell.protection = Protection(locked=style.locked)
    cell.number_format = style.form
    cell.quotePrefix = style.quoted
    if style.fill:
        cell.fill = PatternFill("solid", fgColor=style.fill)
    if style.border:
        side = Side(style="thin", color=style.border)
        cell.border = Border(left=side, right=side, top=side, bottom=side)
    return cell._style


def _around(sheet: Worksheet, page: Page, last: int) -> None:
    first, right = page.head + 1, letter_of(len(page.columns) - 1)
    if page.head or page.kept:
        sheet.freeze_panes = f"{letter_of(page.kept)}{first}"
    if page.filtered:
        sheet.auto_filter.ref = f"A{page.head}:{right}{last}"
    for column, check in page.checks.items():
        validation = _validation(check)
        validation.add(f"{letter_of(column)}{first}:{letter_of(column)}{last}")
        sheet.add_data_validation(validation)
    for each in page.highlights:
        cells = f"{letter_of(each.columns[0])}{first}:{letter_of(each.columns[1])}{last}"
        rule = FormulaRule(
            formula=[each.formula.format(row=first)],
            fill=PatternFill(bgColor=FELL),
            font=Font(color=FELL_COLOUR),
        )
        sheet.conditional_formatting.add(cells, rule)
    if page.protection:
        sheet.protection.sheet = True
        for name in page.protection.allowed:
            setattr(sheet.protection, name, False)
    if page.paper:
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", page.paper.value
        sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
        sheet.print_title_rows = f"1:{page.head}"
        sheet.oddHeader.center.text = page.header


def _validation(check: Check) -> DataValidation:
    return DataValidation(
        type=check.kind,
        formula1=check.first,
        formula2=check.second or None,
        allow_blank=True,
        showInputMessage=True,
        showErrorMessage=True,
        promptTitle=check.title[:32],
        prompt=check.prompt,
        errorTitle=check.title[:32],
        error=check.error,
    )


# ------------------------------------------------------------------------------------ XlsxWriter


def with_xlsxwriter(file: IO[bytes], pages: Sequence[Page], styles: Styles) -> None:
    """In constant memory, as long lists have to be written."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        for page in pages:
            sheet = book.add_worksheet(page.title)
            _write_page(book, sheet, page, styles)
            if page.visibility == "hidden":
                sheet.hide()
            elif page.visibility == "veryHidden":
                sheet.very_hidden()


def _write_page(book: Any, sheet: Any, page: Page, styles: Styles) -> None:
    for number, column in enumerate(page.columns):
        sheet.set_column(number, number, column.width, None, {"hidden": column.hidden})
    last, looks = 0, list[Any]()
    for last, row in enumerate(page.rows):
        while len(looks) < len(styles):
            looks.append(book.add_format(_format(list(styles)[len(looks)])))
        if row.height:
            sheet.set_row(last, row.height)
        for number, (value, place) in enumerate(zip(row.values, row.styles, strict=True)):
            if value is None or value == "":
                sheet.write_blank(last, number, None, looks[place])
            elif isinstance(value, str):
                sheet.write_string(last, number, value, looks[place])
            else:
                sheet.write_number(last, number, value, looks[place])
    _finish(book, sheet, page, last)


def _format(style: Style) -> dict[str, Any]:
    look: dict[str, Any] = {
        "font_name": style.font,
        "font_size": style.size,
        "bold": style.bold,
        "valign": {"center": "vcenter"}.get(style.vertical, style.vertical),
        "text_wrap": style.wrap,
        "locked": style.locked,
        "num_format": style.form,
        "quote_prefix": style.quoted,
    }
    if style.colour:
        look["font_color"] = f"#{style.colour}"
    if style.fill:
        look["bg_color"] = f"#{style.fill}"
    if style.border:
        look |= {"border": 1, "border_color": f"#{style.border}"}
    return look


def _finish(book: Any, sheet: Any, page: Page, last: int) -> None:
    first = page.head
    if page.head or page.kept:
        sheet.freeze_panes(first, page.kept)
    if page.filtered:
        sheet.autofilter(page.head - 1, 0, last, len(page.columns) - 1)
    for column, check in page.checks.items():
        sheet.data_validation(first, column, last, column, _options(check))
    for each in page.highlights:
        look = book.add_format({"bg_color": f"#{FELL}", "font_color": f"#{FELL_COLOUR}"})
        rule = {"type": "formula", "criteria": f"={each.formula.format(row=first + 1)}"}
        sheet.conditional_format(
            first, each.columns[0], last, each.columns[1], rule | {"format": look}
        )
    if page.protection:
        sheet.protect("", {ALLOWED[name]: True for name in page.protection.allowed})
    if page.paper:
        sheet.set_landscape()
        sheet.set_paper(page.paper.value)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, page.head - 1)
        sheet.set_header(f"&C{page.header}")


def _options(check: Check) -> dict[str, Any]:
    told = {
        "input_title": check.title[:32],
        "input_message": check.prompt,
        "error_title": check.title[:32],
        "error_message": check.error,
    }
    if check.kind == "list":
        return told | {"validate": "list", "source": f"={check.first}"}
    limits = {"minimum": float(check.first), "maximum": float(check.second)}
    return told | {"validate": KINDS[check.kind], "criteria": "between", **limits}
