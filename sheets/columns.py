"""The columns of the unit's workbook. Each has one definition, which converts both ways."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from typing import Any

from django.conf import settings
from django.core import signing
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from reports.rules import parse_number
from units.rules import name_key

# A cell as sheets.reader tells it; None where it is empty.
Cell = str | Decimal | dict[str, Any] | None
# What goes into a cell. Text stays text whatever it starts with.
Written = str | Decimal | None

LINE_SALT = "luoshi.sheets.line"
# Excel keeps 15 digits of a number; longer ones travel as text.
EXACT_DIGITS = 15


class Unreadable(Exception):
    """A cell cannot be taken; `code` is worded by sheets.wording, `found` is what stood there."""

    def __init__(self, code: str, found: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.found = found


class Check(Enum):
    """What Excel itself refuses while somebody types."""

    NONE = auto()
    PERCENT = auto()
    NUMBER = auto()
    TEXT = auto()


@dataclass(frozen=True)
class Column:
    """`key` names the field of a line; `read(write(x)) == x` for every value of the field."""

    key: str
    title: Promise
    width: int
    read: Callable[[Cell], Any]
    write: Callable[[Any], Written]
    check: Check = Check.NONE
    # Open cells are written by people; the others are locked and grey.
    open: bool = False

    def titles(self) -> set[str]:
        """Its title in every language of the portal, in the form in which titles are compared."""
        found = set()
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                found.add(name_key(str(self.title)))
        return found


# Direction marks reorder what a reader sees; the rest has no shape or no place in XML.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060]")
# Excel writes control characters as _x000B_; a text that looks like one must be escaped.
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def clean(text: str) -> str:
    """A text as it is stored: composed characters, plain line ends, nothing unprintable."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return _UNPRINTABLE.sub("", lines).strip()


def plain(number: Decimal) -> str:
    """A number as people write it: 62.5 for 62.500000."""
    return f"{number.normalize():f}" if number else "0"


def read_text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, Decimal):
        return plain(cell)
    if cell["is"] == "percent":
        return f"{plain(cell['found'] * 100)}%"
    if cell["is"] == "date":
        return str(cell["found"])
    raise Unreadable(cell["is"], str(cell["found"]))


def write_text(text: str) -> Written:
    return _LOOKS_ESCAPED.sub("_x005F_", clean(text)) or None


def read_number(cell: Cell) -> Decimal | None:
    if cell is None or isinstance(cell, Decimal):
        return cell
    if isinstance(cell, str):
        return _typed_number(cell)
    if cell["is"] == "percent":
        return Decimal(cell["found"]) * 100
    raise Unreadable(cell["is"], str(cell["found"]))


def _typed_number(text: str) -> Decimal | None:
    try:
        return parse_number(_INVISIBLE.sub("", clean(text)))
    except ValueError as error:
        raise Unreadable("not_a_number", text[:100]) from error


def write_number(number: Decimal | None) -> Written:
    if number is None:
        return None
    exact = len(number.normalize().as_tuple().digits) <= EXACT_DIGITS
    return number if exact and abs(number) < Decimal(10) ** EXACT_DIGITS else plain(number)


def read_percent(cell: Cell) -> Decimal | None:
    """95, 95%, 95 ％, and 0.95 shown as 95 %; a bare 0.95 could be either and is refused."""
    number = read_number(cell)
    if number is not None and 0 < abs(number) < 1 and not has_percent_sign(cell):
        raise Unreadable("fraction", plain(number))
    return number


def write_percent(number: Decimal | None) -> Written:
    if number is not None and 0 < abs(number) < 1:
        return f"{plain(number)}%"
    return write_number(number)


def has_percent_sign(cell: Cell) -> bool:
    """Whether people see a percent sign in the cell."""
    if isinstance(cell, dict):
        return cell["is"] == "percent"
    return isinstance(cell, str) and cell.rstrip().endswith(("%", "％"))


def read_token(cell: Cell) -> int:
    """The report that a line is about; nobody but the portal can have written it."""
    if not isinstance(cell, str):
        raise Unreadable("no_token" if cell is None else "tampered_line")
    try:
        return int(signing.Signer(salt=LINE_SALT).unsign(cell.strip()))
    except signing.BadSignature as error:
        raise Unreadable("tampered_line") from error


def write_token(report_id: int) -> Written:
    return signing.Signer(salt=LINE_SALT).sign(str(report_id))


# The context keeps these short words apart from those of pages.
TOKEN = Column(
    "report_id", pgettext_lazy("sheet column", "Line mark (keep)"), 4, read_token, write_token
)
OPEN = (
    Column(
        "percent",
        pgettext_lazy("sheet column", "Done (%)"),
        11,
        read_percent,
        write_percent,
        Check.PERCENT,
        open=True,
    ),
    Column(
        "value",
        pgettext_lazy("sheet column", "Value reached"),
        13,
        read_number,
        write_number,
        Check.NUMBER,
        open=True,
    ),
    Column(
        "progress",
        pgettext_lazy("sheet column", "Progress"),
        42,
        read_text,
        write_text,
        Check.TEXT,
        open=True,
    ),
    Column(
        "problems",
        pgettext_lazy("sheet column", "Problems"),
        28,
        read_text,
        write_text,
        Check.TEXT,
        open=True,
    ),
    Column(
        "next_steps",
        pgettext_lazy("sheet column", "Next steps"),
        28,
        read_text,
        write_text,
        Check.TEXT,
        open=True,
    ),
)
COLUMNS = (
    TOKEN,
    Column("plan", pgettext_lazy("sheet column", "Plan"), 22, read_text, write_text),
    Column("number", pgettext_lazy("sheet column", "Number"), 7, read_text, write_text),
    Column("subject", pgettext_lazy("sheet column", "Task or target"), 26, read_text, write_text),
    Column("quote", pgettext_lazy("sheet column", "Promised words"), 36, read_text, write_text),
    Column(
        "unit_of_measure",
        pgettext_lazy("sheet column", "Unit of measure"),
        9,
        read_text,
        write_text,
    ),
    Column(
        "last_figure", pgettext_lazy("sheet column", "Last figure"), 11, read_number, write_number
    ),
    Column("last_text", pgettext_lazy("sheet column", "Last progress"), 32, read_text, write_text),
    *OPEN,
)
BY_KEY = {column.key: column for column in COLUMNS}
