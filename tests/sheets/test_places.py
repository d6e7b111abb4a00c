"""What is said about a sheet names the cell that it is about."""

from typing import Any

import pytest

from reports.models import Report
from reports.rules import Doubt
from sheets import exports, wording
from sheets.models import Sheet, SheetLine
from sheets.wording import places
from tests.sheets.books import LETTERS, confirmed, filled, read, write
from units.models import Unit, User

HERE = {"rows": [1, 2], "skipped": False}
FELL = {"figure": "1", "last": "2"}


def lined(doubts: dict[str, Any], **layout: Any) -> tuple[SheetLine, Sheet]:
    sheet = Sheet(layout=layout, pages=["填报"])
    return SheetLine(row=7, content={"value": "1"}, doubts=doubts), sheet


def test_every_doubt_is_about_a_column() -> None:
    assert set(places.CONCERNS) == set(Doubt)


@pytest.mark.parametrize(
    ("doubts", "cell"),
    [
        ({"falls": FELL}, "E7"),
        ({"same_text": {}}, "F7"),
        ({"date_ahead": {"day": "2026-12-31"}}, "F7"),
    ],
)
def test_a_doubt_is_said_where_its_figure_or_its_text_stands(
    doubts: dict[str, Any], cell: str
) -> None:
    letters = {"subject": "B", "value": "E", "progress": "F"}
    line, sheet = lined(doubts, own={"page": 0, "letters": letters})
    assert [each.cell for each in wording.doubts(line, sheet)] == [cell]
    columns = [{"key": key, "letter": letter} for key, letter in letters.items()]
    line, sheet = lined(doubts, tables=[{"page": 0, "columns": columns, **HERE}])
    assert [each.cell for each in wording.doubts(line, sheet)] == [cell]


def test_of_several_tables_on_a_worksheet_the_line_stands_in_the_last_above_it() -> None:
    tables = [
        {
            "page": 0,
            "rows": [row, row],
            "skipped": row == 4,
            "columns": [{"key": "value", "letter": at}],
        }
        for row, at in ((1, "C"), (3, "E"), (4, "F"), (8, "G"))
    ]
    line, sheet = lined({"falls": FELL}, tables=tables)
    assert [each.cell for each in wording.doubts(line, sheet)] == ["E7"]


def test_where_the_column_is_missing_it_is_said_at_the_subject() -> None:
    line, sheet = lined({"falls": FELL}, own={"page": 0, "letters": {"subject": "B"}})
    assert [each.cell for each in wording.doubts(line, sheet)] == ["B7"]


def test_a_doubt_that_is_explained_is_not_complained_about(
    north: Unit, anna: User, report: Report
) -> None:
    said = {"percent": 100, "progress": "全部建成。"}
    sheet = read(filled(north, lambda s: write(s, 2, **said)), north, anna)
    assert [each.cell for each in exports.complaints(sheet)] == [f"{LETTERS['percent']}2"]
    explained = said | {"explanation": "材料另报。"}
    again = read(filled(north, lambda s: write(s, 2, **explained)), north, anna)
    assert list(exports.complaints(again)) == []
    assert confirmed(again, anna, submit=True).stage == "saved"
