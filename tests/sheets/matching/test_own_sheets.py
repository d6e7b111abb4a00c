"""Whole sheets: where the table is, what its columns are, what its lines are about."""

import random

import pytest

from sheets.rules.matching import Header, Line, Match, claim_of, find_table, lines_of, match
from tests.sheets.matching.pages import SHEETS, OwnSheet, Page, Row, owed_by, page, read_file

NO_TABLES = read_file("no_tables")
BY_NAME = pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)


def header_of(sheet: OwnSheet) -> Header:
    header = find_table(sheet.page)
    assert header is not None
    return header


def matches_of(sheet: OwnSheet) -> dict[int, Match]:
    header = header_of(sheet)
    lines = [each for each in lines_of(sheet.page, header) if isinstance(each, Line)]
    found = match([claim_of(line, header) for line in lines], owed_by(sheet.owed))
    return {each.row: each for each in found}


def told(each: Match, expected: str) -> str:
    """The answer in the notation of `OwnSheet.about`; a rival only where one is expected."""
    if each.owed is not None:
        return str(each.owed)
    return f"?{each.rivals[0]}" if len(expected) > 1 and each.rivals else "?"


@BY_NAME
def test_the_table_begins_where_people_see_it(sheet: OwnSheet) -> None:
    header = header_of(sheet)
    assert [header.first_row, header.last_row] == sheet.header


@BY_NAME
def test_every_column_is_what_its_header_and_its_values_say(sheet: OwnSheet) -> None:
    keys = [guess.key or "-" for guess in header_of(sheet).columns.values()]
    assert " ".join(keys) == sheet.keys


@BY_NAME
def test_every_line_is_matched_or_left_to_a_person(sheet: OwnSheet) -> None:
    found = matches_of(sheet)
    answers = {row: told(each, sheet.expected.get(row, "")) for row, each in found.items()}
    assert answers == sheet.expected


@BY_NAME
def test_a_text_file_of_the_sheet_says_the_same(sheet: OwnSheet) -> None:
    """In a CSV every cell is a text."""
    if sheet.percents:
        pytest.skip("a format says what the text does not")
    typed = page(sheet.text, merges=sheet.merges, typed=False)
    found, header = find_table(typed), header_of(sheet)
    assert found is not None
    assert found.columns == header.columns
    lines = [each for each in lines_of(typed, found) if isinstance(each, Line)]
    matches = match([claim_of(line, found) for line in lines], owed_by(sheet.owed))
    assert {each.row: each for each in matches} == matches_of(sheet)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    "sheet", [each for each in SHEETS if not each.merges and "甲" not in each.text],
    ids=lambda sheet: sheet.name,
)  # fmt: skip
def test_columns_may_stand_in_any_order(sheet: OwnSheet, seed: int) -> None:
    letters = sorted(header_of(sheet).columns)
    moved = dict(zip(letters, random.Random(seed).sample(letters, len(letters)), strict=True))
    header = find_table(with_columns(sheet.page, moved))
    assert header is not None
    expected = dict(zip(letters, sheet.keys.split(), strict=True))
    keys = {letter: header.columns[moved[letter]].key or "-" for letter in letters}
    assert keys == expected


def with_columns(each: Page, moved: dict[str, str]) -> Page:
    rows = [
        Row(row.number, dict(sorted((moved[letter], cell) for letter, cell in row.cells.items())))
        for row in each.rows
        if row.cells.keys() <= moved.keys()
    ]
    return Page(each.name, rows)


def test_no_certain_match_of_all_sheets_is_wrong() -> None:
    certain = wrong = 0
    for sheet in SHEETS:
        for row, each in matches_of(sheet).items():
            certain += each.owed is not None
            wrong += each.owed is not None and str(each.owed) != sheet.expected.get(row)
    assert wrong == 0
    assert certain > 110


@pytest.mark.parametrize("name", NO_TABLES)
def test_what_is_no_table_of_lines_is_not_taken_for_one(name: str) -> None:
    assert find_table(page(NO_TABLES[name])) is None
