"""A file as rows and cells: taken from the child's output as they are asked for."""

from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from itertools import islice
from pathlib import Path

import pytest

from sheets.book import Book, book_of, open_book, pages_of
from sheets.reader.refusals import Refused
from tests.sheets.ugly import pictures, table
from tests.sheets.ugly.table import PERCENT, Number, Sheet, rows


@pytest.fixture
def upload(tmp_path: Path):
    """Writes an upload; its name tells nothing."""

    def write(content: bytes) -> str:
        file = tmp_path / "upload"
        file.write_bytes(content)
        return str(file)

    return write


def numbered(lines: int) -> bytes:
    return rows(*[(f"第{n}项", n, n / 8) for n in range(1, lines + 1)])


def test_rows_come_with_their_numbers_and_letters(upload) -> None:
    content = rows(("任务",), (), (None, "市科技局", 1.5, Number("0.5", PERCENT)))
    with open_book(upload(content)) as book:
        told = {row.number: row.cells for row in book.pages[0].rows}
    half = {"is": "percent", "found": Decimal("0.5")}
    assert told == {1: {"A": "任务"}, 3: {"B": "市科技局", "C": Decimal("1.5"), "D": half}}


def test_rows_can_be_gone_through_again_and_by_several_at_once(upload) -> None:
    with open_book(upload(numbered(700))) as book:
        found = book.pages[0].rows
        pairs = list(zip(found, found, strict=True))
        assert len(pairs) == len(found) == 700
        assert all(one == other for one, other in pairs)
        assert [row.number for row in islice(found, 3)] == [1, 2, 3]


def test_rows_behave_like_a_list(upload) -> None:
    with open_book(upload(numbered(700))) as book:
        found = book.pages[0].rows
        every = list(found)
        assert found[0] == every[0]
        assert found[-1] == every[-1]
        assert list(found[:20]) == every[:20]
        assert list(found[650:]) == every[650:]
        assert list(found[600:][40:60]) == every[640:660]
        assert len(found[699:]) == 1
        assert list(found[::-1]) == every[::-1]
        with pytest.raises(IndexError):
            found[700]


def test_a_long_sheet_costs_its_reader_no_memory(upload) -> None:
    with open_book(upload(numbered(15_000))) as book:
        before = resident()
        assert sum(1 for _ in book.pages[0].rows) == 15_000
        assert resident() - before < 8


def resident() -> float:
    """Megabytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


def test_an_output_that_ends_too_early_is_no_book() -> None:
    line = b'[1,["a"],["b"]]\n'
    last = (
        b'{"end":2,"format":"csv","pages":[{"name":"","state":"visible","batches":1,"rows":2}]}\n'
    )
    assert len(pages_of(line + last)[0].rows) == 2
    for output in (b"", line, last, line + line + last, line + last.replace(b"2", b"3")):
        with pytest.raises(Refused):
            list(book_of(BytesIO(output)).pages[0].rows)


def test_an_output_with_fewer_rows_than_it_says_is_not_read_to_the_end() -> None:
    output = (
        b'[1,["a"]]\n'
        b'{"end":2,"format":"csv","pages":[{"name":"","state":"visible","batches":1,"rows":2}]}\n'
    )
    book = book_of(BytesIO(output))
    with pytest.raises(Refused):
        list(book.pages[0].rows)


def with_pictures() -> bytes:
    media = {"1.png": pictures.PNG, "2.jpg": pictures.JPEG, "3.png": b"MZ"}
    marks = {"ID_A": "1.png", "ID_B": "2.jpg", "ID_C": "1.png", "ID_D": "3.png"}
    line = ("甲", *[pictures.shown(mark) for mark in marks])
    return table.book(Sheet([line]), extra=pictures.in_cells(marks, media))


def test_pictures_are_copied_out_as_they_are_by_the_prints_of_their_content(
    upload, tmp_path
) -> None:
    folder = tmp_path / "pictures"
    png, jpeg = (sha256(each).hexdigest() for each in (pictures.PNG, pictures.JPEG))
    with open_book(upload(with_pictures()), pictures=folder) as book:
        files = [(each.cell, each.file, each.sha256) for each in book.pictures]
    first = (f"{png}.png", png)
    assert files == [("B1", *first), ("C1", f"{jpeg}.jpeg", jpeg), ("D1", *first), ("E1", "", "")]
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == {
        f"{png}.png": pictures.PNG,
        f"{jpeg}.jpeg": pictures.JPEG,
    }


def test_pictures_stay_in_the_file_unless_somebody_wants_them(upload) -> None:
    with open_book(upload(with_pictures())) as book:
        assert [each.file for each in book.pictures] == [""] * 4


@pytest.mark.parametrize(
    ("lines", "code"), [(25_000, "too_many_lines"), (200_000, None)], ids=["unit", "office"]
)
def test_the_office_may_send_more_lines_than_a_unit(upload, lines: int, code: str | None) -> None:
    file = upload(("甲,1\n" * 30_000).encode())
    assert code_of(file, lines) == code


def code_of(file: str, lines: int) -> str | None:
    try:
        with open_book(file, lines=lines) as book:
            assert isinstance(book, Book)
            return None
    except Refused as refused:
        return refused.code
