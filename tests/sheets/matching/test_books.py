"""The same through a real file: written by openpyxl, read in the throw-away process."""

from pathlib import Path

from openpyxl import Workbook

from sheets.book import open_book
from sheets.rules.matching import Line, claim_of, lines_of, match, survey
from tests.sheets.matching.pages import SHEETS, OwnSheet, owed_by

MERGED = next(sheet for sheet in SHEETS if sheet.name.startswith("two header rows"))
PARTS = next(sheet for sheet in SHEETS if sheet.name == "the same with merged cells")


def written(folder: Path, *sheets: OwnSheet) -> str:
    book = Workbook()
    for number, sheet in enumerate(sheets):
        page = book.create_sheet(f"表{number}", number)
        for row in sheet.page.rows:
            for letter, cell in row.cells.items():
                page[f"{letter}{row.number}"] = cell
        for merge in sheet.page.merges:
            page.merge_cells(merge)
    path = folder / "own.xlsx"
    book.save(path)
    return str(path)


def test_merged_headers_and_items_come_through_the_reader(tmp_path: Path) -> None:
    with open_book(written(tmp_path, MERGED, PARTS)) as book:
        found = survey(book.pages)
        assert [len(each.headers) for each in found] == [1, 1, 0]
        for sheet, page, each in zip((MERGED, PARTS), book.pages, found, strict=False):
            (header,) = each.headers
            lines = [line for line in lines_of(page, header) if isinstance(line, Line)]
            claims = [claim_of(line, header) for line in lines]
            answers = {one.row: str(one.owed) for one in match(claims, owed_by(sheet.owed))}
            assert answers == sheet.expected
