"""How cells look, and the part of a workbook that says so."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from core.workbooks.text import attribute

# With its character set Excel takes another Chinese face where this one is missing.
GB2312 = 134
# Excel knows these two fills by their places and shows nothing else there.
_FILLS = [
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
]
_NO_BORDER = "<border><left/><right/><top/><bottom/><diagonal/></border>"
# The first number that a format of one's own may have.
_FIRST_FORMAT = 164
GENERAL = "General"
QUOTED = ' quotePrefix="1"'

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Style:
    """How a cell looks; colours are six hexadecimal digits, empty for none."""

    font: str = "仿宋"
    size: int = 11
    bold: bool = False
    colour: str = ""
    fill: str = ""
    border: str = ""
    horizontal: str = ""
    vertical: str = "top"
    wrap: bool = True
    form: str = GENERAL
    locked: bool = True
    # Excel then keeps a text a text when somebody edits it, whatever it starts with.
    quoted: bool = False


class Styles:
    """The styles of one workbook, each by its place."""

    def __init__(self) -> None:
        self._styles: list[Style] = []
        self._differences: list[str] = []
        # The first one is everybody's who asks for none.
        self.place(Style())

    def __len__(self) -> int:
        return len(self._styles)

    def __iter__(self) -> Iterator[Style]:
        """In the order of their places."""
        return iter(self._styles)

    def place(self, style: Style) -> int:
        return _place(self._styles, style)

    def quoted(self, place: int) -> int:
        """Where the same style stands for a text that looks like a formula."""
        return self.place(replace(self._styles[place], quoted=True))

    def difference(self, *, fill: str, colour: str = "") -> int:
        """What a highlight changes of a cell's style, by its place among such changes."""
        font = f'<font><color rgb="FF{colour}"/></font>' if colour else ""
        paint = f'<fill><patternFill><bgColor rgb="FF{fill}"/></patternFill></fill>'
        return _place(self._differences, f"<dxf>{font}{paint}</dxf>")

    def xml(self) -> str:
        fonts: list[str] = []
        fills = list(_FILLS)
        borders = [_NO_BORDER]
        forms: list[str] = []
        cells = [_cell(style, fonts, fills, borders, forms) for style in self._styles]
        formats = [
            f'<numFmt numFmtId="{_FIRST_FORMAT + number}" formatCode="{attribute(form)}"/>'
            for number, form in enumerate(forms)
        ]
        return (
            '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f"{_counted('numFmts', formats) if formats else ''}{_counted('fonts', fonts)}"
            f"{_counted('fills', fills)}{_counted('borders', borders)}"
            '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
            f"</cellStyleXfs>{_counted('cellXfs', cells)}"
            '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
            f"{_counted('dxfs', self._differences)}</styleSheet>"
        )


def _cell(
    style: Style, fonts: list[str], fills: list[str], borders: list[str], forms: list[str]
) -> str:
    form = 0 if style.form == GENERAL else _FIRST_FORMAT + _place(forms, style.form)
    horizontal = f' horizontal="{style.horizontal}"' if style.horizontal else ""
    wrap = ' wrapText="1"' if style.wrap else ""
    locked = "" if style.locked else '<protection locked="0"/>'
    return (
        f'<xf numFmtId="{form}" fontId="{_place(fonts, _font(style))}"'
        f' fillId="{_place(fills, _fill(style)) if style.fill else 0}"'
        f' borderId="{_place(borders, _border(style)) if style.border else 0}" xfId="0"'
        f"{QUOTED if style.quoted else ''}"
        ' applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
        f' applyProtection="1"><alignment{horizontal} vertical="{style.vertical}"{wrap}/>'
        f"{locked}</xf>"
    )


def _font(style: Style) -> str:
    bold = "<b/>" if style.bold else ""
    colour = f'<color rgb="FF{style.colour}"/>' if style.colour else ""
    return (
        f'<font>{bold}<sz val="{style.size}"/>{colour}<name val="{attribute(style.font)}"/>'
        f'<charset val="{GB2312}"/></font>'
    )


def _fill(style: Style) -> str:
    return (
        f'<fill><patternFill patternType="solid"><fgColor rgb="FF{style.fill}"/>'
        '<bgColor indexed="64"/></patternFill></fill>'
    )


def _border(style: Style) -> str:
    sides = "".join(
        f'<{side} style="thin"><color rgb="FF{style.border}"/></{side}>'
        for side in ("left", "right", "top", "bottom")
    )
    return f"<border>{sides}<diagonal/></border>"


def _counted(name: str, parts: list[str]) -> str:
    return f'<{name} count="{len(parts)}">{"".join(parts)}</{name}>'


def _place(things: list[Thing], thing: Thing) -> int:
    """Where it stands, at the end if it is new."""
    if thing not in things:
        things.append(thing)
    return things.index(thing)
