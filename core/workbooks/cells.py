"""One row as XML. These few lines run for every cell of every file that goes out."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from core.workbooks.styles import Styles
from core.workbooks.text import escaped

Value = str | Decimal | int | date | datetime | None

# Excel counts days from here and believes that 1900 had a 29 February: earlier days are texts.
DAY_ZERO, FIRST_DAY = date(1899, 12, 30), date(1900, 3, 1)
SECONDS = 24 * 60 * 60
# What a spreadsheet takes for the beginning of a formula.
FORMULA_STARTS = "=+-@"
# Excel keeps 15 digits of a number; longer ones travel as text.
EXACT_DIGITS = 15
LARGEST = Decimal(10) ** EXACT_DIGITS


class CellWriter:
    """Writes rows of one worksheet; remembers how the cells of each column and style begin."""

    def __init__(self, letters: Sequence[str], styles: Styles) -> None:
        self._letters = letters
        self._styles = styles
        self._beginnings: dict[tuple[int, ...], list[tuple[str, str]]] = {}
        self._quoted: dict[str, str] = {}

    def cells(self, number: int, values: Sequence[Value], places: tuple[int, ...]) -> str:
        """The cells of row `number`, each in the style that stands at its place."""
        beginnings = self._beginnings.get(places) or self._begin(places)
        cells: list[str] = []
        for value, (letter, style) in zip(values, beginnings, strict=True):
            if value is None or value == "":
                cells.append(f"{letter}{number}{style}/>")
            elif isinstance(value, str):
                if value[0] in FORMULA_STARTS:
                    style = self._quoted.get(style) or self._quote(style)
                cells.append(
                    f'{letter}{number}{style} t="inlineStr"><is><t xml:space="preserve">'
                    f"{escaped(value)}</t></is></c>"
                )
            else:
                cells.append(f"{letter}{number}{style}{_number(value)}</c>")
        return "".join(cells)

    def _begin(self, places: tuple[int, ...]) -> list[tuple[str, str]]:
        pairs = zip(self._letters, places, strict=True)
        begun = [(f'<c r="{letter}', _style(place)) for letter, place in pairs]
        self._beginnings[places] = begun
        return begun

    def _quote(self, style: str) -> str:
        """The same style where somebody who edits the cell must not make a formula of it."""
        place = int(style.split('"')[-2])
        self._quoted[style] = _style(self._styles.quoted(place))
        return self._quoted[style]


def _style(place: int) -> str:
    return f'" s="{place}"'


def _number(value: Decimal | int | date) -> str:
    """The rest of a cell that Excel can reckon with; of a text where it cannot."""
    if isinstance(value, date):
        return f"><v>{days}</v>" if (days := _days(value)) else _as_text(value.isoformat())
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    # Whatever is that short has few digits, unless it is no number at all.
    short = len(text) <= EXACT_DIGITS and text[-1] in "0123456789"
    return f"><v>{text}</v>" if short or is_exact(value) else _as_text(text)


def _as_text(text: str) -> str:
    return f' t="inlineStr"><is><t>{text}</t></is>'


def _days(value: date) -> str:
    """As Excel counts them, with the time of a moment behind the point; empty for too early."""
    day = value.date() if isinstance(value, datetime) else value
    if day < FIRST_DAY:
        return ""
    whole = (day - DAY_ZERO).days
    if not isinstance(value, datetime):
        return str(whole)
    seconds = value.hour * 3600 + value.minute * 60 + value.second
    return f"{Decimal(whole) + Decimal(seconds) / SECONDS:.10f}"


def is_exact(number: Decimal | int) -> bool:
    """Whether Excel keeps every digit of it."""
    number = Decimal(number)
    if not number.is_finite() or abs(number) >= LARGEST:
        return False
    digits = number.normalize().as_tuple().digits
    return len(digits) <= EXACT_DIGITS
