"""Every column gives back what it wrote, cell by cell and through a whole workbook."""

import json
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.signing import Signer
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from core.workbooks import About, Page, Row, Style, Styles, write_book
from core.workbooks import Column as BookColumn
from sheets.book import pages_of
from sheets.columns import (
    BY_KEY,
    COLUMNS,
    KINDS,
    LINE_SALT,
    MARK,
    OPEN,
    Amount,
    Cell,
    Check,
    Column,
    Mark,
    Term,
    Unreadable,
    Written,
    clean,
)
from sheets.columns.definition import in_every_language
from sheets.parsing import table_of
from sheets.reader.__main__ import read_workbook
from sheets.rules.matching.vocabulary import vocabulary
from sheets.rules.matching.wordings import read_wording
from sheets.writing import VERSION, Line, Stamp, write_workbook
from tests import make
from tests.sheets.books import CLOSING
from units.models import RoleChoice, UnitKind, UnitLevel

TEXTS = st.text(max_size=60).map(clean) | st.sampled_from(
    ["=1+1", "+1", "-1", "@SUM(A1)", "_x0041_", "0123", "95%", "#DIV/0!", "TRUE", "2026-09-30"]
)
PERCENTS = st.none() | st.decimals(0, 100, places=2)
VALUES = st.none() | st.decimals(Decimal(-(10**17)), Decimal(10**17), places=6)
FIELDS: dict[str, Any] = {
    "mark": st.builds(
        Mark, st.integers(1, 2**40), st.integers(0, 10**6), st.sampled_from(["", "0a1b2c3d"])
    ),
    "plan": TEXTS,
    "number": TEXTS,
    "subject": TEXTS,
    "quote": TEXTS,
    "unit_of_measure": TEXTS,
    "last_figure": VALUES,
    "last_text": TEXTS,
    "percent": PERCENTS,
    "value": VALUES,
    "progress": TEXTS,
    "problems": TEXTS,
    "next_steps": TEXTS,
    "no_change": st.booleans(),
    "explanation": TEXTS,
}
AMOUNTS = st.none() | st.builds(
    Amount,
    st.decimals(0, 10**9, places=2),
    high=st.none(),
    told=st.just(False),
    op=st.sampled_from(["", "≥", "≤", ">", "<", "≈"]),
    measure=st.sampled_from(["", "%", "家", "万元", "件/万人", "亿千瓦时"]),
)
DAYS = st.none() | st.dates(date(1950, 1, 1), date(2150, 12, 31))
NAMES = st.sampled_from(
    ["市科技局", "市科学技术局", "市委、市政府", "市科技局（市外专局）", "市教育局"]
)
OTHERS: dict[str, dict[str, Any]] = {
    "reports": {
        "unit": TEXTS,
        "category": TEXTS,
        "planned": AMOUNTS,
        "period_value": VALUES,
        "rate": st.none() | st.decimals(0, 1000, places=2),
        "coordination": TEXTS,
        "due": DAYS | st.just(Term.ROLLING),
        "remarks": TEXTS,
        "reporter": TEXTS,
        "phone": TEXTS,
        "written_on": DAYS,
    },
    "measurements": {
        **dict.fromkeys(["plan", "indicator", "unit", "unit_of_measure", "source"], TEXTS),
        "ends_on": DAYS,
        "value": VALUES,
    },
    "units": {
        **dict.fromkeys(["name", "short_name", "parent"], TEXTS),
        "kind": st.sampled_from(["", *UnitKind.values]),
        "level": st.sampled_from(["", *UnitLevel.values]),
        "aliases": st.lists(NAMES, unique=True, max_size=4).map(tuple),
    },
    "people": {
        **dict.fromkeys(["username", "name", "unit", "phone", "email"], TEXTS),
        "roles": st.lists(st.sampled_from(RoleChoice.values), unique=True).map(tuple),
    },
}
VALUES_OF = OTHERS | {"reports": FIELDS | OTHERS["reports"]}
LINES = st.builds(Line, **FIELDS, open_keys=st.just(frozenset(column.key for column in OPEN)))
STAMP = Stamp(1, CLOSING, VERSION, make.NOW)


def as_told(written: Written) -> Cell:
    """What the reader of the file tells of a cell that was written so."""
    if isinstance(written, date):
        return {"is": "date", "found": written.isoformat()}
    return written


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_has_a_strategy(kind: str) -> None:
    assert set(KINDS[kind]) == set(VALUES_OF[kind])


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(("kind", "key"), [(kind, key) for kind in KINDS for key in KINDS[kind]])
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_a_column_reads_what_it_wrote(
    kind: str, key: str, language: str, data: st.DataObject
) -> None:
    value = data.draw(VALUES_OF[kind][key])
    with translation.override(language):
        written = as_told(KINDS[kind][key].write(value))
    with translation.override("zh-hans"):
        assert KINDS[kind][key].read(written) == value


@pytest.mark.parametrize(("kind", "key"), [(kind, key) for kind in KINDS for key in KINDS[kind]])
def test_what_a_column_wrote_leaves_no_doubt(kind: str, key: str) -> None:
    column = KINDS[kind][key]
    if column.example is not None:
        reading = column.taken(as_told(column.write(column.example)))
        assert reading.value == column.example
        assert not reading.doubts


@pytest.mark.parametrize("number", ["0.65", "1", "0", "100"])
def test_a_percentage_that_was_written_here_is_never_asked_about(number: str) -> None:
    column = BY_KEY["percent"]
    assert column.taken(as_told(column.write(Decimal(number)))).doubts == ()


@pytest.mark.parametrize(("kind", "key"), [(kind, key) for kind in KINDS for key in KINDS[kind]])
def test_what_the_portal_calls_a_column_is_known_as_a_header(kind: str, key: str) -> None:
    known = vocabulary(kind).known
    for title in in_every_language(KINDS[kind][key].title):
        assert key in known[read_wording(title).bare]


def test_a_choice_is_read_in_any_language_and_nothing_else_is() -> None:
    kind = KINDS["units"]["kind"]
    assert {kind.read("乡镇（街道）"), kind.read("township")} == {"township"}
    with pytest.raises(Unreadable, match="not_a_choice"):
        kind.read("局")


def test_a_measurement_has_a_day() -> None:
    with pytest.raises(Unreadable, match="not_a_date"):
        KINDS["measurements"]["ends_on"].read("长期")


def test_only_the_portal_can_have_written_a_mark() -> None:
    assert MARK.write(Mark(17, 2)) == Signer(salt=LINE_SALT).sign("17.2")
    for cell in ("17.2:forged", "17.2", Decimal(17), MARK.write(Mark(17, 2))[:-1]):
        with pytest.raises(Unreadable, match="tampered_line"):
            MARK.read(cell)
    with pytest.raises(Unreadable, match="no_token"):
        MARK.read(None)


@settings(deadline=None, max_examples=40)  # the machine may be busy
@given(st.lists(LINES, min_size=1, max_size=4))
def test_a_workbook_gives_back_every_value_of_every_column(lines: list[Line]) -> None:
    content = write_workbook(lines, unit_name="市科技局", stamp=STAMP)
    printed = "\n".join(json.dumps(line) for line in read_workbook(content))
    _page, table = table_of(pages_of(printed.encode()))
    for line, row in zip(lines, table.rows, strict=True):
        for column in COLUMNS:
            told = column.read(table.cell(row, column.key))
            assert told == getattr(line, column.key), column.key


def in_a_workbook(columns: Collection[Column], values: dict[str, Any]) -> dict[str, Cell]:
    """The cells of one line after they went through a file, by the keys of their columns."""
    styles = Styles()
    plain, day = styles.place(Style()), styles.place(Style(form="yyyy-mm-dd"))
    places = tuple(day if column.check is Check.DATE else plain for column in columns)
    line = Row([column.write(values[column.key]) for column in columns], places)
    head = Row([column.key for column in columns], (plain,) * len(columns))
    page = Page("页", [BookColumn(12)] * len(columns), [head, line])
    file = BytesIO()
    write_book(file, [page], styles=styles, about=About("试", made_at=make.NOW))
    printed = "\n".join(json.dumps(line) for line in read_workbook(file.getvalue()))
    rows = list(pages_of(printed.encode())[0].rows)
    cells = rows[1].cells if len(rows) > 1 else {}
    return {str(key): cells.get(letter) for letter, key in rows[0].cells.items()}


@pytest.mark.parametrize("kind", KINDS)
@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_every_kind_of_sheet_comes_back_from_a_file(kind: str, data: st.DataObject) -> None:
    values = data.draw(st.fixed_dictionaries(VALUES_OF[kind]))
    cells = in_a_workbook(KINDS[kind].values(), values)
    assert {key: column.read(cells[key]) for key, column in KINDS[kind].items()} == values


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_heading_is_recognised_in_the_language_of_whoever_downloaded_it(language: str) -> None:
    with translation.override(language):
        content = write_workbook([], unit_name="市科技局", stamp=STAMP)
    printed = "\n".join(json.dumps(line) for line in read_workbook(content))
    other = "en" if language == "zh-hans" else "zh-hans"
    with translation.override(other):
        assert set(table_of(pages_of(printed.encode()))[1].letters) == set(BY_KEY)


def test_headings_are_chinese_for_a_chinese_reader() -> None:
    with translation.override("zh-hans"):
        assert str(BY_KEY["progress"].title) == "进展情况"
