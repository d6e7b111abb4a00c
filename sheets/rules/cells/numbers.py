"""Numbers and percentages of cells, in the measure of their line."""

import re
from decimal import Decimal

from sheets.rules.cells.amounts import Amount, amount_in, is_percent
from sheets.rules.cells.around import ALONE, Around
from sheets.rules.cells.found import Cell, Doubt, Nothing, Reading, Unreadable, as_seen, plain
from sheets.rules.cells.measures import factor, turned, without_scale
from sheets.rules.cells.plainly import is_dash, nothing_in
from sheets.rules.cells.sentences import proposals_in
from sheets.rules.words import file

# What most cells hold; everything else takes the long way.
_SIMPLE = re.compile(
    r"(?P<number>-?(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.[0-9]{1,6})?) ?(?P<measure>\D*)"
)
_WORDS = re.compile("[\u4e00-\u9fff]|[A-Za-z]{3}")
# 12航班, where nobody counts in 航班.
_OTHER_MEASURE = re.compile("[0-9][0-9.,]{0,20} ?[\u4e00-\u9fff]{1,6}")
_SHOWN = 100
_HUNDRED = Decimal(100)
# 961.7 % was published; more than that is no fraction.
_LARGEST_FRACTION = Decimal(10)
_PERCENT = Around(measure="%")


def read_number(cell: Cell, around: Around = ALONE) -> Reading:
    """A figure in the line's unit of measure."""
    if isinstance(cell, str):
        simple = _SIMPLE.fullmatch(cell)
        if simple is None or (simple["measure"] and simple["measure"] != around.measure):
            return _read_typed(cell, around)
        value = Decimal(simple["number"].replace(",", ""))
        if simple["measure"]:
            return Reading(value, cell)
    elif cell is None:
        return Reading(None, None, (), Nothing.EMPTY)
    elif isinstance(cell, Decimal):
        value = cell
    else:
        return _read_odd(cell, around)
    if around.measure and is_percent(around.measure):
        return _bare(value, cell, around)
    return Reading(value, cell)


def read_percent(cell: Cell, around: Around = ALONE) -> Reading:
    """A percentage: 95, 95%, and 0.95 shown as 95 %.

    A bare 0.95 may be either. It is taken as it stands where the header says percent, and refused
    where nothing does.
    """
    reading = read_number(cell, _PERCENT if around is ALONE else around._replace(measure="%"))
    if around.percent or around.fractions or reading.value is None or has_percent_sign(cell):
        return reading
    if any(doubt.code == "small_percent" for doubt in reading.doubts):
        raise Unreadable("fraction", reading.raw[:_SHOWN])
    if reading.value == 1 and not reading.doubts:
        return reading._replace(doubts=(Doubt("one_percent", "1", "1%"),))
    return reading


def has_percent_sign(cell: Cell) -> bool:
    """Whether people see a percent sign in the cell."""
    if isinstance(cell, dict):
        return cell["is"] == "percent"
    return isinstance(cell, str) and cell.rstrip().endswith(("%", "％"))


def read_amount(cell: Cell, around: Around = ALONE) -> Reading:
    """What was promised: a number with its comparator, or a range. The value is an Amount."""
    if isinstance(cell, str):
        if nothing := nothing_in(cell):
            return Reading(None, cell, (), nothing)
        return Reading(_amount(cell, around), cell)
    reading = read_number(cell, around)
    return reading._replace(value=None if reading.value is None else Amount(reading.value))


def _bare(value: Decimal, cell: Cell, around: Around) -> Reading:
    """A number without sign where percentages are wanted."""
    if around.fractions:
        if abs(value) > _LARGEST_FRACTION:
            raise Unreadable("fraction", plain(value))  # 65 among fractions
        return Reading(value * _HUNDRED, cell)
    if value.is_finite() and 0 < abs(value) < 1:
        shown = plain(value)
        return Reading(value, cell, (Doubt("small_percent", shown, f"{shown}%"),))
    return Reading(value, cell)


def _read_odd(cell: dict[str, object], around: Around) -> Reading:
    """What is neither a text nor a plain number."""
    if cell["is"] != "percent":
        raise Unreadable(str(cell["is"]), as_seen(cell)[:_SHOWN], around.measure)
    number = Decimal(str(cell["found"])) * _HUNDRED
    if not around.measure or is_percent(around.measure):
        return Reading(number, cell)
    return _taken(Amount(number, measure="%"), cell, around)


def _read_typed(text: str, around: Around) -> Reading:
    if nothing := nothing_in(text):
        return _read_nothing(nothing, text)
    return _taken(_amount(text, around), text, around)


def _read_nothing(nothing: Nothing, text: str) -> Reading:
    if nothing is Nothing.SAME_AS_ABOVE:
        # Words may be repeated from above, but nobody reports a figure by not writing it.
        raise Unreadable("same_as_above", text[:_SHOWN])
    doubtful = nothing is Nothing.NONE and not is_dash(text)
    doubts = (Doubt("no_figure", text.strip()),) if doubtful else ()
    return Reading(None, text, doubts, nothing)


def _amount(text: str, around: Around) -> Amount:
    amount = amount_in(text, around.measure)
    if amount is not None:
        return amount
    if around.measure and _OTHER_MEASURE.fullmatch(text):
        raise Unreadable("wrong_measure", text, around.measure)
    # 12,34 and 3² are no sentences.
    proposals = proposals_in(text, around) if _WORDS.search(text) else ()
    code = {0: "not_a_number", 1: "in_words"}.get(len(proposals), "several_numbers")
    told = " / ".join(f"{plain(each.value)}{each.measure}" for each in proposals)
    raise Unreadable(code, text[:_SHOWN], told, proposals=proposals)


def _taken(amount: Amount, cell: Cell, around: Around) -> Reading:
    """An amount as the one figure that the line wants."""
    found = as_seen(cell).strip()[:_SHOWN]
    if amount.high is not None:
        raise Unreadable("range", found, around.measure)
    if not amount.measure and is_percent(around.measure) and not amount.op and not amount.told:
        return _bare(amount.value, cell, around)
    value = _converted(amount, found, around)
    shown = f"{plain(value)}{around.measure or amount.measure}"
    doubts = []
    if value != amount.value:
        doubts.append(Doubt("converted", found, shown))
    if amount.op:
        doubts.append(Doubt("about" if amount.op == "≈" else "bound", found, shown))
    elif amount.told:
        doubts.append(Doubt("from_words", found, shown))
    return Reading(value, cell, tuple(doubts))


def _converted(amount: Amount, found: str, around: Around) -> Decimal:
    if not amount.measure:
        return amount.value
    if not around.measure and amount.measure in file("conversions")["counting"]["calendar"]:
        raise Unreadable("not_a_number", found)
    # Where nobody knows the measure, 万 and 亿 still mean what they mean.
    wanted = around.measure or without_scale(amount.measure)
    by = factor(amount.measure, wanted)
    value = turned(amount.value, by) if by is not None else None
    if value is None:
        raise Unreadable("wrong_measure", found, wanted)
    return value
