"""What is said about a sheet as a whole."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.work import WorkState
from reports import wording as report_wording
from reports.rules import Fault
from reports.wording import moment
from sheets.columns import KINDS
from sheets.models import Sheet
from sheets.rules import Stage, Verb
from sheets.rules.cells import Cell, as_seen
from sheets.rules.matching import IGNORE
from sheets.rules.matching.assigning import SHARED
from sheets.rules.matching.mapping import CONTENT

# What was read though nobody sees it in Excel, or was left out.
NOTES: dict[str, Promise] = {
    "hidden_sheet": gettext_lazy("The hidden worksheet “%(page)s” was read as well."),
    "hidden_rows": gettext_lazy(
        "%(found)s hidden rows of the worksheet “%(page)s” were read as well."
    ),
    "filtered_rows": gettext_lazy(
        "A filter hides %(found)s rows of the worksheet “%(page)s”. They were read as well."
    ),
    "hidden_columns": gettext_lazy(
        "The hidden columns %(found)s of the worksheet “%(page)s” were read as well."
    ),
    "other_unit_above": gettext_lazy(
        "“%(found)s” stands above the table of the worksheet “%(page)s”, but the sheet was uploaded"
        " for %(wanted)s. Look whether it is the right file."
    ),
    "table_unread": gettext_lazy(
        "Another table begins in cell %(found)s of the worksheet “%(page)s”. Its heading does not"
        " say what its columns are, so it was not read. Copy it to a worksheet of its own."
    ),
    "table_skipped": gettext_lazy(
        "The table that begins in cell %(found)s of the worksheet “%(page)s” was passed over,"
        " because somebody said that it is none to read."
    ),
    "page_without_table": gettext_lazy(
        "There is no table to read on the worksheet “%(page)s”; it was passed over."
    ),
    "page_of_other_month": gettext_lazy(
        "The worksheet “%(page)s” is about another month and was passed over."
    ),
    "decisions_dropped": gettext_lazy(
        "What was decided or explained about the lines %(found)s was dropped: they are now read"
        " otherwise, or the portal knows something else by now. Look at them once more."
    ),
    "macros_ignored": gettext_lazy("The workbook has macros. None of them was run."),
    "picture_no_line": gettext_lazy(
        "Pictures on the worksheet “%(page)s” that lie on no line of the table: %(found)s"
        " (%(cells)s). They are not kept as evidence; move them onto their lines."
    ),
    "pictures_unused": gettext_lazy(
        "The pictures in this file (%(found)s) are not kept: only reports have evidence."
    ),
    "pictures_more": gettext_lazy(
        "There are so many pictures in this file that %(found)s of them were passed over. Divide"
        " the file, or attach them on the pages of their reports."
    ),
}


# What somebody has to look at; the others are only told.
WARNINGS = frozenset({"other_unit_above", "table_unread", "decisions_dropped"})


def note(sheet: Sheet, facts: Mapping[str, Any]) -> str:
    """A text file has one worksheet without a name; it goes by the name of the file."""
    return str(NOTES[facts["code"]]) % {**facts, "page": facts.get("page") or sheet.name}


def forbidden(sheet: Sheet, verb: Verb) -> str:
    """Why the sheet's stage does not allow this act."""
    if sheet.stage in (Stage.SAVING, Stage.SAVED) and verb is not Verb.WITHDRAW:
        return _("%(who)s has already confirmed this sheet on %(when)s. Nothing was changed.") % {
            "who": sheet.confirmed_by,
            "when": moment(sheet.confirmed_at) if sheet.confirmed_at else "",
        }
    texts = {
        Stage.READING: _("This sheet is being read. Wait until that has ended."),
        Stage.ASKING: _("The portal does not know yet what the columns of this sheet are."),
        Stage.WITHDRAWN: _("This sheet was withdrawn. Let it be read again, or upload a new one."),
        Stage.CANCELLED: _("This sheet was given up. Let it be read again, or upload a new one."),
    }
    return texts.get(
        Stage(sheet.stage), _("This sheet has not been read, so there is nothing to save.")
    )


def came_before(sheet: Sheet) -> str:
    """That the same file is here already, since when and by whom, and what to do about it."""
    who = _("%(who)s uploaded this same file on %(when)s.") % {
        "who": sheet.uploaded_by,
        "when": moment(sheet.uploaded_at),
    }
    return f"{who} {_so_far(sheet)}"


def _so_far(sheet: Sheet) -> str:
    """What became of a sheet, for somebody who sends it again."""
    if sheet.work_state == WorkState.FAILED:
        return _("Reading it was broken off. Let it be read again, or save it anew and upload it.")
    texts = {
        Stage.READING: _("It is still being read."),
        Stage.ASKING: _("It waits until somebody says what its columns are."),
        Stage.REFUSED: _("It was not taken; why is said here. A mended file is another one."),
        Stage.CHECKED: _("It waits to be confirmed. Nothing has been saved yet."),
        Stage.SAVING: _("It is being saved."),
        Stage.SAVED: _("It has been saved, and is not saved twice."),
        Stage.WITHDRAWN: _(
            "What it had saved was taken back. Let it be read again if it shall count after all."
        ),
        Stage.CANCELLED: _("It was given up. Let it be read again if it shall count after all."),
    }
    return texts[Stage(sheet.stage)]


def no_closing_date() -> str:
    return _("Choose the closing date that this sheet is about. Only open ones can be chosen.")


def wrong_columns(keys: Collection[str], *, kind: str = "reports") -> str:
    """Why the columns cannot be used as they were said to be; empty where they can."""
    used = [key for key in keys if key and key != IGNORE]
    if len(set(used) - SHARED) < len([key for key in used if key not in SHARED]):
        return column_fault({"code": "twice"})
    if kind != "reports":
        needed = [column.key for column in KINDS[kind].values() if column.required]
        missing = next((key for key in needed if key not in used), None)
        return column_fault({"code": "column_needed", "key": missing}, kind=kind) if missing else ""
    if not {"subject", "number"} & set(used):
        return column_fault({"code": "no_subject"})
    if not CONTENT & set(used):
        return column_fault({"code": "nothing_to_save"})
    return ""


def column(key: str, *, kind: str = "reports") -> str:
    """What a column is called."""
    return str(KINDS[kind][key].title)


def column_fault(fault: Mapping[str, str], *, kind: str = "reports") -> str:
    """Why lines cannot be read with these columns."""
    if fault["code"] == "column_needed":
        return _("Say which column has this: %(column)s.") % {
            "column": column(fault["key"], kind=kind)
        }
    texts = {
        "twice": _("Two columns have the same meaning. Each meaning can be chosen once."),
        "no_subject": _("Say which column names the task or the target, or has its number."),
        "nothing_to_save": _("Say which column has the progress, or the value that was reached."),
    }
    return texts.get(fault["code"], _("One of the columns is not understood."))


def explanation_fault(fault: Fault) -> str:
    return report_wording.fault(fault)


def cell(value: Cell) -> str:
    """A cell as people see it."""
    return as_seen(value)
