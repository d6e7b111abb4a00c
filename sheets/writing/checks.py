"""What Excel says and refuses while somebody types; the portal checks everything again."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.workbooks import Check as BookCheck
from core.workbooks import Column as BookColumn
from core.workbooks import Page, Row, Visibility
from reports.rules import TEXT_LIMIT, VALUE_BOUND
from sheets.columns import Check, Column
from sheets.columns.writers import TICK


def checks_of(columns: Sequence[Column]) -> dict[int, BookCheck]:
    """By the number of the column, for those that are open."""
    found = {number: _check(column) for number, column in enumerate(columns) if column.open}
    return {number: check for number, check in found.items() if check is not None}


def words_page() -> Page:
    """The hidden sheet with what can be chosen: longer lists inside a check break the file."""
    rows = [Row([TICK], (0,))]
    title = pgettext("sheet title", "Dictionary")
    return Page(title, [BookColumn(12)], rows, head=0, visibility=Visibility.HIDDEN)


def hint(column: Column) -> str:
    """What to write into a column; empty where its title says it."""
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
    if column.key == "explanation":
        return _("Why a figure is right although it looks doubtful, such as one that fell.")
    return hints.get(column.check, "")


def _check(column: Column) -> BookCheck | None:
    kind, first, second = _limits(column.check)
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
    if check is Check.TICK:
        words = pgettext("sheet title", "Dictionary").replace("'", "''")
        return "list", f"'{words}'!$A$1:$A$1", ""
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
    }
    return errors.get(column.check, "")
