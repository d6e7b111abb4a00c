"""The sheet that says how to fill the others in."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.workbooks import Column as BookColumn
from core.workbooks import Page, Protection, Row, Styles, Value
from sheets.columns import BY_KEY, Column
from sheets.writing import looks
from sheets.writing.checks import hint, words_of

WIDTHS = (24, 80, 26)


def instructions_page(
    styles: Styles,
    *,
    title: str,
    made_at: datetime,
    columns: Sequence[Column],
    steps: Sequence[str],
) -> Page:
    """Numbered steps, then what belongs into each of the open columns."""
    texts = [title, _("Downloaded on %(moment)s") % {"moment": _moment(made_at)}]
    return Page(
        title=pgettext("sheet title", "Instructions"),
        columns=[BookColumn(width) for width in WIDTHS],
        rows=_rows(styles, texts=texts, columns=columns, steps=steps),
        head=0,
        protection=Protection(),
    )


def _rows(
    styles: Styles, *, texts: Sequence[str], columns: Sequence[Column], steps: Sequence[str]
) -> Iterator[Row]:
    title, heading, text, number = (
        styles.place(look) for look in (looks.TITLE, looks.HEADING, looks.TEXT, looks.COUNT)
    )
    yield from (Row([words, None, None], (title, text, text)) for words in texts)
    yield Row([None] * 3, (text,) * 3)
    for place, step in enumerate(steps, start=1):
        yield Row([place, step, None], (number, text, text))
    yield Row([None] * 3, (text,) * 3)
    yield Row(_head(), (heading,) * 3)
    for column in columns:
        if column.open:
            yield Row([_named(column), _told(column), _example(column)], (text,) * 3)


def _head() -> tuple[str, str, str]:
    return (
        pgettext("sheet column", "Column"),
        pgettext("sheet column", "What to write"),
        pgettext("sheet column", "Example"),
    )


def _named(column: Column) -> str:
    if not column.required:
        return str(column.title)
    return _("%(column)s (required)") % {"column": column.title}


def _told(column: Column) -> str:
    words = pgettext("between words", ", ").join(words_of(column))
    return " ".join(filter(None, (hint(column), words)))


def _example(column: Column) -> Value:
    """As it would stand in the column."""
    example = column.example
    if example is None:
        return None
    return column.write(str(example) if isinstance(example, Promise) else example)


def _moment(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def steps_of_template(*, many_units: bool = False) -> tuple[str, ...]:
    whose = (
        _(
            "Each line is saved for the unit that stands in it; to hand it to another unit, use"
            " the page of the task or target."
        ),
    )
    return (
        _("Fill in the white cells only; grey cells show what the portal knows."),
        *(whose if many_units else ()),
        _("Tasks are reported in percent, targets by their value in the unit of measure."),
        _("A line that you leave empty changes nothing."),
        _(
            "You may filter, hide columns, insert lines of your own, and copy whole lines from one"
            " workbook into another."
        ),
        _(
            "Before you sort, take the protection off (Review, Unprotect Sheet): it has no"
            " password, and the portal does without it."
        ),
        _("Do not delete the hidden first column: it tells which report a line belongs to."),
        _(
            "A figure on yellow is lower than the last one. If it is right, say why under"
            " “%(title)s”."
        )
        % {"title": BY_KEY["explanation"].title},
        _("Formulas are welcome if the workbook was saved in Excel or WPS after the last change."),
        _("Save as .xlsx without a password and upload the file where you downloaded it.")
        if many_units
        else _("Save as .xlsx without a password and upload the file on the page “Excel”."),
        _("Nothing is saved before you have seen and confirmed what the portal has read."),
    )


def steps_of_blank() -> tuple[str, ...]:
    return (
        _("Write one line for each thing. Columns that you do not need stay empty."),
        _("Keep the titles of the columns: the portal finds its way by them, in any order."),
        _("Formulas are welcome if the workbook was saved in Excel or WPS after the last change."),
        _("Save as .xlsx without a password and upload the file on the page “Excel”."),
        _("Nothing is saved before you have seen and confirmed what the portal has read."),
    )
