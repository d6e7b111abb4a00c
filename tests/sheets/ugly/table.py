"""Workbooks written as programs write them, from rows of plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from tests.sheets.ugly.xml import MAIN, OFFICE, PACKAGE, archive

# The number formats of the styles 0, 1, 2 …
FORMATS = (
    "General", "0%", "0.0%", '0"%"', "yyyy-mm-dd", 'yyyy"年"m"月"', "[h]:mm", "yyyy-mm-dd hh:mm",
    "@", "#,##0.00",
)  # fmt: skip
PERCENT, PERCENT_1, LITERAL_PERCENT, DAY, MONTH, HOURS, MOMENT, TEXT, MONEY = range(1, 10)


@dataclass(frozen=True)
class Number:
    """A number as it stands in the file, in a style."""

    written: str
    style: int = 0


@dataclass(frozen=True)
class Formula:
    """A formula and what was calculated, if it was."""

    formula: str
    cached: str | None = None
    kind: str = ""
    style: int = 0


@dataclass(frozen=True)
class Raw:
    """A cell as XML; `{}` stands for its address."""

    xml: str


# Nothing but a style.
STYLED = Raw('<c r="{}" s="1"/>')


def error(word: str) -> Raw:
    return Raw(f'<c r="{{}}" t="e"><v>{word}</v></c>')


@dataclass
class Sheet:
    rows: Sequence[Sequence[Any]]
    name: str = "填报"
    state: str = ""
    # What stands before and behind the rows.
    before: str = ""
    behind: str = ""
    # Attributes of rows, by number.
    marked: Mapping[int, str] = field(default_factory=dict)
    first_row: int = 1
    relations: str = ""


def book(
    *sheets: Sheet,
    shared: bool = True,
    date1904: bool = False,
    extra: Mapping[str, bytes] | None = None,
) -> bytes:
    """Sheets with shared texts as Excel saves them, or with texts in their cells as servers do."""
    texts: dict[str, int] = {}
    entries = {"[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>'}
    names = ""
    relations = _relation("s", "sharedStrings") + _relation("t", "styles")
    for number, sheet in enumerate(sheets, start=1):
        entries[f"xl/worksheets/sheet{number}.xml"] = _sheet(sheet, texts if shared else None)
        if sheet.relations:
            entries[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = _relations(sheet.relations)
        state = f' state="{sheet.state}"' if sheet.state else ""
        names += f'<sheet name={quoteattr(sheet.name)} sheetId="{number}"{state} r:id="r{number}"/>'
        relations += _relation(f"r{number}", "worksheet", f"worksheets/sheet{number}.xml")
    entries["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr date1904="{int(date1904)}"/>'
        f"<sheets>{names}</sheets></workbook>"
    )
    entries["xl/_rels/workbook.xml.rels"] = _relations(relations)
    entries["_rels/.rels"] = _relations(_relation("b", "officeDocument", "xl/workbook.xml"))
    items = "".join(f"<si>{_text(text)}</si>" for text in texts)
    entries["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{items}</sst>'
    entries["xl/styles.xml"] = _styles()
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return archive(
        {name: (head + xml).encode() for name, xml in entries.items()} | {**(extra or {})}
    )


def rows(*cells: Sequence[Any], **options: Any) -> bytes:
    """A workbook of one sheet."""
    return book(Sheet(cells, **options))


def _sheet(sheet: Sheet, texts: dict[str, int] | None) -> str:
    body = ""
    for number, row in enumerate(sheet.rows, start=sheet.first_row):
        marks = sheet.marked.get(number, "")
        cells = "".join(
            _cell(f"{_letters(column)}{number}", value, texts) for column, value in enumerate(row)
        )
        body += f'<row r="{number}"{" " if marks else ""}{marks}>{cells}</row>'
    return (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{sheet.before}'
        f"<sheetData>{body}</sheetData>{sheet.behind}</worksheet>"
    )


def _cell(address: str, value: Any, texts: dict[str, int] | None) -> str:
    if value is None:
        return ""
    if isinstance(value, Raw):
        return value.xml.format(address)
    if isinstance(value, Number):
        return f'<c r="{address}" s="{value.style}"><v>{value.written}</v></c>'
    if isinstance(value, Formula):
        kind = f' t="{value.kind}"' if value.kind else ""
        cached = "" if value.cached is None else f"<v>{escape(value.cached)}</v>"
        formula = f"<f>{escape(value.formula)}</f>"
        return f'<c r="{address}" s="{value.style}"{kind}>{formula}{cached}</c>'
    if isinstance(value, str):
        if texts is None:
            return f'<c r="{address}" t="inlineStr"><is>{_text(value)}</is></c>'
        return f'<c r="{address}" t="s"><v>{texts.setdefault(value, len(texts))}</v></c>'
    return f'<c r="{address}"><v>{value}</v></c>'


def _text(text: str) -> str:
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f"<t{space}>{escape(text)}</t>" if text else "<t/>"


def _letters(column: int) -> str:
    return chr(65 + column) if column < 26 else chr(64 + column // 26) + chr(65 + column % 26)


def _styles() -> str:
    codes = "".join(
        f'<numFmt numFmtId="{164 + number}" formatCode={quoteattr(code)}/>'
        for number, code in enumerate(FORMATS)
    )
    styles = "".join(f'<xf numFmtId="{164 + number}"/>' for number in range(len(FORMATS)))
    return f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>'


def _relation(key: str, kind: str, target: str = "") -> str:
    target = target or f"{kind}.xml"
    return f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def _relations(relations: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>'


relation, relations_part = _relation, _relations
