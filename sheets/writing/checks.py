"""What Excel says and refuses while somebody types; the portal checks everything again."""

from collections.abc import Sequence
from itertools import zip_longest

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.workbooks import Check as BookCheck
from core.workbooks import Column as BookColumn
from core.workbooks import Page, Row, Visibility, letter_of
from reports.rules import TEXT_LIMIT, VALUE_BOUND
from sheets.columns import Check, Column
from sheets.columns.writers import TICK


def checks_of(columns: Sequence[Column]) -> dict[int, BookCheck]:
    """By the number of the column, for those that are open."""
    cells = _cells_of_words(columns)
    found = {
        number: _check(column, cells.get(column.key, ""))
        for number, column in enumerate(columns)
        if column.open
    }
    return {number: check for number, check in found.items() if check is not None}


def words_page(columns: Sequence[Column]) -> Page:
    """The hidden sheet with what can be chosen: longer lists inside a check break the file."""
    lists = [words for _key, words in _lists(columns)]
    rows = [Row(words, (0,) * len(lists)) for words in zip_longest(*lists)]
    widths = [BookColumn(18)] * max(len(lists), 1)
    return Page(_words_title(), widths, rows, head=0, visibility=Visibility.HIDDEN)


def _words_title() -> str:
    return pgettext("sheet title", "Dictionary")


def _lists(columns: Sequence[Column]) -> list[tuple[str, list[str]]]:
    """The words of each column in which something is chosen, by its key."""
    return [
        (column.key, [TICK] if column.check is Check.TICK else words_of(column))
        for column in columns
        if column.open and column.check in (Check.TICK, Check.CHOICE)
    ]


def words_of(column: Column) -> list[str]:
    return [str(label) for _value, label in column.choices]


def hint(column: Column) -> str:
    """What to write into a column; empty where its title says it."""
    if column.hint:
        return str(column.hint)
    if column.key == "explanation":
        return _("Why a figure is right although it looks doubtful, such as one that fell.")
    hints = {
        Check.PERCENT: _(
            "How much of the task is done, from 0 to 100. Write 62.5 for 62.5 %. Lines about"
            " targets have none."
        ),
        Check.NUMBER: _(
            "What had been reached on the closing date, in the unit of measure of this line."
        ),
        Check.TEXT: _("At most %(limit)d characters.") % {"limit": TEXT_LIMIT},
        Check.DATE: _("A day, such as 2026-09-30."),
        Check.TICK: _(
            "Choose √ when nothing has changed since the last report: what was reported last is"
            " sent again."
        ),
    }
    return hints.get(column.check, "")


def _cells_of_words(columns: Sequence[Column]) -> dict[str, str]:
    """Where the hidden sheet has the words of a column."""
    title = _words_title().replace("'", "''")
    return {
        key: f"'{title}'!${letter_of(place)}$1:${letter_of(place)}${len(words)}"
        for place, (key, words) in enumerate(_lists(columns))
    }


def _check(column: Column, words: str) -> BookCheck | None:
    kind, first, second = ("list", words, "") if words else _limits(column.check)
    if not kind:
        return None
    title = str(column.title)
    return BookCheck(kind, first, second, title=title, prompt=hint(column), error=_error(column))


def _limits(check: Check) -> tuple[str, str, str]:
    """The kind of a check with its two formulas."""
    if check is Check.PERCENT:
        return "decimal", "0", "100"
    if check is Check.NUMBER:
        return "decimal", f"{-VALUE_BOUND:f}", f"{VALUE_BOUND:f}"
    if check is Check.TEXT:
        return "textLength", "0", str(TEXT_LIMIT)
    if check is Check.DATE:
        # Of this century: anything else is a slip.
        return "date", "36526", "73050"
    return "", "", ""


def _error(column: Column) -> str:
    errors = {
        Check.PERCENT: _("The percentage must be a number from 0 to 100."),
        Check.NUMBER: _(
            "This must be a number, without words. The unit of measure has its own column."
        ),
        Check.TEXT: _("This text is too long. Shorten it to %(limit)d characters.")
        % {"limit": TEXT_LIMIT},
        Check.DATE: _("This must be a day, such as 2026-09-30."),
        Check.TICK: _("Choose √ from the list, or leave the cell empty."),
        Check.CHOICE: _("Choose one of the words in the list."),
    }
    return errors.get(column.check, "")
