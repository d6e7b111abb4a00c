"""How long a sheet may be: a unit's own 20,000 lines, a whole city's 200,000."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from core.workbooks import About, Column, Page, Row, Styles, write_book
from reports.models import Report
from sheets.book import OFFICE_LINES, UNIT_LINES, open_book
from sheets.models import Sheet
from sheets.reader.refusals import Refused
from tests import make
from tests.sheets.books import CLOSING, upload, worked
from units.models import Unit, User

HEAD = ("序号", "完成进度（%）")


def rows(count: int) -> Iterator[Row]:
    """A title, a heading, and so many lines."""
    yield Row(("全市进展", None), (0, 0))
    yield Row(HEAD, (0, 0))
    yield from (Row((number, number % 101), (0, 0)) for number in range(count))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "book.xlsx"


def written(path: Path, *counts: int) -> str:
    """A workbook with a worksheet for each count."""
    styles = Styles()
    columns = (Column(8), Column(8))
    pages = [Page(f"表{n}", columns, rows(count)) for n, count in enumerate(counts)]
    with path.open("wb") as file:
        write_book(file, pages, styles=styles, about=About("表", made_at=make.NOW))
    return str(path)


@pytest.mark.parametrize("lines", [UNIT_LINES, OFFICE_LINES], ids=["unit", "city"])
def test_as_many_lines_as_are_allowed_are_read(path: Path, lines: int) -> None:
    with open_book(written(path, lines), lines=lines) as book:
        [page] = book.pages
        assert len(page.rows) == lines + 2
        *_all, last = page.rows
    assert (last.number, last.cells["A"]) == (lines + 2, lines - 1)


@pytest.mark.parametrize("lines", [UNIT_LINES, OFFICE_LINES], ids=["unit", "city"])
def test_a_longer_table_is_refused_with_how_long_it_may_be(path: Path, lines: int) -> None:
    with (
        pytest.raises(Refused) as refused,
        open_book(written(path, lines + 100), lines=lines),
    ):
        pass
    assert (refused.value.code, refused.value.facts) == ("too_many_lines", {"found": str(lines)})


def test_worksheets_together_may_be_no_longer(
    path: Path, north: Unit, anna: User, report: Report, settings: Settings
) -> None:
    settings.MEDIA_ROOT = path.parent
    written(path, *[UNIT_LINES // 2 + 100] * 2)
    sheet = upload(path.read_bytes(), north, anna)
    Sheet.objects.filter(pk=sheet.pk).update(ends_on=CLOSING)
    sheet = worked(sheet)
    assert sheet.refusal == {"code": "too_many_lines", "found": str(UNIT_LINES)}
    assert not sheet.lines.exists()
