"""The writers that are compared write the same book."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from benchmarks import sheet_export


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A short book by each writer."""
    found = tmp_path_factory.mktemp("books")
    for writer in sheet_export.WRITERS:
        with sheet_export._file(found, writer).open("wb") as file:
            sheet_export._work(writer, 30)(file)
    return found


def test_their_cells_are_the_same(folder: Path) -> None:
    sheet_export._require_same_cells(30, folder)


def test_a_difference_is_noticed(folder: Path, tmp_path: Path) -> None:
    for writer in sheet_export.WRITERS:
        content = sheet_export._file(folder, writer).read_bytes()
        sheet_export._file(tmp_path, writer).write_bytes(content)
    book = load_workbook(sheet_export._file(folder, "openpyxl"))
    book.worksheets[0]["D5"] = "other"
    book.save(sheet_export._file(tmp_path, "openpyxl"))
    with pytest.raises(AssertionError, match="differ"):
        sheet_export._require_same_cells(30, tmp_path)


def test_they_check_lock_and_hide_the_same(folder: Path) -> None:
    books = [load_workbook(sheet_export._file(folder, name)) for name in sheet_export.WRITERS]
    told = set()
    for book in books:
        sheet = book.worksheets[0]
        checks = sorted(str(each.sqref) for each in sheet.data_validations.dataValidation)
        locked = tuple(cell.protection.locked for cell in sheet[3])
        states = tuple(each.sheet_state for each in book)
        told.add((*checks, locked, states, sheet.freeze_panes, sheet.auto_filter.ref))
    assert len(told) == 1
