"""Why a file or a cell is not taken, in the reader's language.

Only codes and facts are stored; who opens the page later may read another language.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reports import wording as report_wording
from reports.rules import Fault
from sheets.columns import BY_KEY
from sheets.wording import cells

# Why a workbook as a whole is refused, and what to do next.
WORKBOOK: dict[str, Promise] = {
    "empty": _("The file is empty. Save the workbook again and upload it."),
    "text": _(
        "This is a text without columns, not a table. Upload the workbook itself, saved as .xlsx."
    ),
    "html": _(
        "This is a web page with the name of a workbook. Open it in Excel or WPS, and save it"
        " as .xlsx."
    ),
    "xml": _(
        "This workbook has the format “XML spreadsheet 2003”. Open it in Excel or WPS, choose “Save"
        " as” .xlsx and upload that file."
    ),
    "pdf": _("This is a PDF document. Upload the workbook itself, saved as .xlsx."),
    "ofd": _("This is an OFD document. Upload the workbook itself, saved as .xlsx."),
    "picture": _("This is a picture of a table. Upload the workbook itself, saved as .xlsx."),
    "doc": _("This is a Word document. Upload the workbook that was downloaded here."),
    "docx": _("This is a Word document. Upload the workbook that was downloaded here."),
    "pptx": _("This is a presentation. Upload the workbook that was downloaded here."),
    "xls": _(
        "This workbook was saved by a program older than Excel 97. Open it in Excel or WPS, choose"
        " “Save as” .xlsx and upload that file."
    ),
    "xlsb": _(
        "This workbook has the binary format .xlsb. Open it in Excel, choose “Save as” .xlsx and"
        " upload that file."
    ),
    "ods": _("This is an OpenDocument file. Open it, choose “Save as” .xlsx and upload that file."),
    "zip": _("This is an archive, not a workbook. Unpack it and upload the .xlsx file in it."),
    "unknown": _("This is no workbook. Upload the workbook that was downloaded here, as .xlsx."),
    "protected": _(
        "This workbook is protected by a password. Remove the password in Excel or WPS, save it"
        " and upload it again."
    ),
    "damaged": _(
        "This workbook is damaged or incomplete. Open it in Excel or WPS, save it anew and upload"
        " it again."
    ),
    "too_big": _(
        "There is much more in this workbook than a unit has to report. Copy your entries into"
        " the workbook downloaded here and upload that."
    ),
    "dtd": _(
        "This workbook contains instructions that Excel and WPS never write, so it was not read."
        " Copy your entries into the workbook downloaded here."
    ),
    "active": _(
        "This workbook contains controls or macro sheets, which the portal does not accept. Copy"
        " the table into a new workbook, save it as .xlsx and upload that file."
    ),
    "external_links": _(
        "This workbook takes values from other files, which the portal cannot check. Replace the"
        " links by their values, save it and upload it again."
    ),
    "embedded": _(
        "This workbook contains embedded files. Remove them, save it and upload it again."
    ),
    "too_many_lines": _(
        "This table has more than %(found)s lines. Divide it, and upload the parts one after"
        " another."
    ),
    "stray_cell": _(
        "There is something in cell %(cell)s, far away from the table. Delete that cell's row and"
        " column, save the workbook and upload it again."
    ),
    "long_text": _(
        "The text in cell %(cell)s is longer than Excel allows. Shorten it and upload the"
        " workbook again."
    ),
    "bad_address": _(
        "The workbook names a cell %(cell)s, which no worksheet has. Open it in Excel or WPS,"
        " save it anew and upload it again."
    ),
    "disorder": _(
        "The workbook tells cell %(cell)s twice or out of order. Open it in Excel or WPS, save it"
        " anew and upload it again."
    ),
    "miscounted": _(
        "Not every cell of this workbook could be read, so none was taken. Open it in Excel or"
        " WPS, save it anew and upload it again."
    ),
    "unreadable": _(
        "Reading this workbook failed. Open it in Excel or WPS, save it anew and upload it again."
    ),
    "too_slow": _(
        "Reading this workbook took too long, so it was stopped. Copy your entries into the"
        " workbook downloaded here and upload that."
    ),
    "tampered": _(
        "The hidden mark of this workbook was changed, so the portal cannot trust it. Download"
        " the workbook again, copy your entries into it and upload that."
    ),
    "old_template": _(
        "This workbook comes from an older version of the portal. Download it again, copy your"
        " entries into it and upload that."
    ),
    "other_unit": _(
        "This workbook belongs to %(unit)s. Upload the workbook that was made for your unit."
    ),
    "whole_city": _("This workbook has the lines of all units. The supervision office uploads it."),
    "other_period": _(
        "This workbook is about %(day)s, for which your unit has nothing to report. Download the"
        " workbook of an open closing date."
    ),
    "no_header": _(
        "The heading of the table was not found. Do not delete the heading row or the hidden"
        " first column; copy your entries into a newly downloaded workbook."
    ),
    "columns_missing": _(
        "The table lacks %(columns)s. Copy your entries into a newly downloaded workbook and"
        " upload that."
    ),
    "column_twice": _(
        "The heading “%(found)s” stands in the table twice, the second time in cell %(cell)s."
        " Delete the column that is not needed and upload the workbook again."
    ),
    "no_table": _(
        "No table of tasks or targets was found in this file. It needs a heading with the names"
        " of its columns; the workbook downloaded here has one."
    ),
    "overtaken": _(
        "While the lines were to be saved, somebody else was faster: %(sentence)s Nothing was"
        " saved; every line was compared anew. Look through the lines and confirm them again."
    ),
    "no_known_columns": _(
        "No table was found in this file whose headings the portal knows. Copy your lines into the"
        " blank template and upload that."
    ),
    "nothing_filled_in": _(
        "There is no line below the heading of this table. Fill in the template line by line and"
        " upload it again."
    ),
    "no_lines": _(
        "There is no line of the portal in this workbook. Download it again, copy your entries"
        " into it and upload that."
    ),
}

# Why a line is refused. What is wrong with a cell is worded by `cells`, what is wrong with the
# content itself by reports.
LINE: dict[str, Promise] = {
    "no_token": _(
        "This line was not made by the portal, so nobody knows what it is about. Move the entries"
        " to the right line, or empty the line."
    ),
    "tampered_line": _(
        "The hidden mark of this line was changed. Move the entries into a newly downloaded"
        " workbook."
    ),
    "twice": _(
        "The same task or target stands in the lines %(found)s. Keep one of them and delete the"
        " others."
    ),
    "value_twice": _(
        "The lines %(found)s have a value of the same target for the same day. Keep one of them and"
        " delete the others."
    ),
    "unit_twice": _(
        "The lines %(found)s are about the same unit. Write all its names into one line and delete"
        " the others."
    ),
    "login_twice": _(
        "The lines %(found)s have the same login name. Give each person one of their own."
    ),
    "unknown": _(
        "Nothing that your unit has to report looks like “%(found)s”. Write the number or the"
        " title as the portal knows it, or empty the line."
    ),
    "match_several": _(
        "“%(found)s” may be “%(wanted)s”, or something else that is called alike. Choose which one"
        " is meant."
    ),
    "match_only_similar": _(
        "“%(found)s” is only similar to “%(wanted)s”. Choose that, if it is meant, or something"
        " else."
    ),
    "match_title_differs": _(
        "Number %(there)s is called “%(wanted)s”; this line calls it “%(found)s”. Choose which one"
        " is meant."
    ),
    "match_number_differs": _(
        "This line has the number %(here)s, but “%(wanted)s” has the number %(there)s. Choose which"
        " one is meant."
    ),
    "match_unit_differs": _(
        "This line names %(here)s, but %(there)s has to report “%(wanted)s”. Choose that if it is"
        " meant, or delete the line."
    ),
    "match_plan_differs": _(
        "This line names the plan “%(here)s”, but “%(wanted)s” stands in “%(there)s”. Choose that,"
        " if it is meant, or something else."
    ),
    "match_measure_differs": _(
        "This line counts in %(here)s, but “%(wanted)s” counts in %(there)s. Choose that if it is"
        " meant, or something else."
    ),
    "match_twice": _(
        "This line says that it is about “%(wanted)s”, and so does line %(here)s. Choose for one of"
        " them what is meant, or delete it."
    ),
    "gone": _("This report is no longer asked for. Delete the line."),
    "other_unit_line": _("This line belongs to another unit. Delete it."),
    "other_period_line": _("This line belongs to another closing date. Delete it."),
    "closed_submitted": _(
        "This report waits for review and cannot be changed. Ask the reviewer to return it, or"
        " put back what the portal knows."
    ),
    "closed_approved": _(
        "This report is approved and closed. Put back what the portal knows, or delete the line."
    ),
    "closed_excused": _("This report is no longer expected. Delete the line."),
    "period_closed": _(
        "This period is closed: its figures are published. Delete the line; an approved report can"
        " be corrected on its page."
    ),
    "plan_closed": _("The plan of this line is closed. Delete the line."),
}


def refusal(facts: Mapping[str, Any]) -> str:
    """Why the workbook as a whole was refused; empty when it was not."""
    if not facts:
        return ""
    text = str(WORKBOOK.get(facts["code"], WORKBOOK["unreadable"]))
    return text % _told(facts) if "%(" in text else text


def _told(facts: Mapping[str, Any]) -> dict[str, Any]:
    told = dict(facts)
    if "day" in facts:
        told["day"] = date_format(date.fromisoformat(facts["day"]))
    if "keys" in facts:
        titles = (str(BY_KEY[key].title) for key in facts["keys"])
        told["columns"] = gettext(", ").join(f"“{title}”" for title in titles)
    return told


def error(facts: Mapping[str, str]) -> str:
    """What is wrong in one cell, and what to write instead."""
    if told := cells.sentence(facts):
        return told
    code = facts["code"]
    return str(LINE[code]) % facts if code in LINE else report_wording.fault(Fault(code))
