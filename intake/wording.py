"""The sentences behind the codes: what cannot be read, what is doubtful, what is missing."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.work import WORKER_DIED
from intake.rules import Why

UNREADABLE: dict[str, str | Promise] = {
    "no_file": _("The stored file is gone. Hand it in again and tell the system administrator."),
    "empty": _("This file contains no text. Check that you chose the right file."),
    "too_large": _(
        "This file is too large to be read. Remove pictures and annexes, or hand in the text alone."
    ),
    "too_long": _(
        "The text of this file is far longer than any plan. Hand in only the part that holds the "
        "plan."
    ),
    "old_word": _(
        "This is an old .doc or .wps file. Open it in Word or WPS, save it as .docx, and hand that "
        "in."
    ),
    "other_format": _(
        "This file was saved in a format (.rtf, .odt, .uof or the like) that cannot be read here. "
        "Open it in Word or WPS, save it as .docx, and hand that in."
    ),
    "ofd": _(
        "This is an .ofd file. Open it in an OFD reader or in WPS, export it as .docx or as a PDF "
        "with text, and hand that in."
    ),
    "workbook": _(
        "This is a workbook and no document. Copy its table into a Word document, save that as "
        ".docx, and hand it in. Sheets with progress go in on the page for sheets."
    ),
    "slides": _(
        "These are slides and no document. Hand in the plan itself, as .docx or as a PDF with text."
    ),
    "picture": _(
        "This is a picture. Have a text recognition program read it, or hand in the file that it "
        "was made from."
    ),
    "archive": _("This is an archive of files. Unpack it and hand in the plan that is in it."),
    "program": _("This is a program, whatever its name says, and was refused. Hand in a document."),
    "scanned_pdf": _(
        "This PDF contains pictures of pages and no text. Have a text recognition program read it, "
        "or hand in the Word file that it was made from."
    ),
    "locked": _(
        "This file is protected by a password. Remove the protection and hand it in again."
    ),
    "damaged": _(
        "This file is damaged and cannot be opened. Open it in the program that it was made with, "
        "save it again, and hand that copy in."
    ),
    "bomb": _(
        "This file unpacks to far more than a document needs and was refused. Save the document "
        "again without embedded objects."
    ),
    "unsafe": _(
        "This file contains instructions that no document needs and that may do harm; it was "
        "refused. Open it in Word or WPS, save it as a new .docx, and hand that in."
    ),
    "too_many_pages": _("This file has too many pages. Hand in only the part that holds the plan."),
    "not_text": _(
        "This file is not text in any encoding that is known here. Save it as .docx or as UTF-8 "
        "text."
    ),
    "unknown_kind": _(
        "This kind of file cannot be read. Hand in a .docx, .pdf, .html, .txt or .md file."
    ),
    "timed_out": _(
        "Reading this document took longer than 30 seconds and was stopped. Hand in the text of "
        "the plan alone, without attachments, or save it as .docx again."
    ),
    "out_of_memory": _(
        "Reading this document needed more memory than it may use and was stopped. Hand in the "
        "text of the plan alone, without pictures and attachments."
    ),
    "crashed": _(
        "The reader broke down on this document. Open the file in Word or WPS, save it as .docx, "
        "and hand that in; or copy its text into a .txt file."
    ),
    WORKER_DIED: _(
        "The work on this document was interrupted several times. Try again; if it happens once "
        "more, tell the system administrator."
    ),
}

DOUBTS: dict[str, str | Promise] = {
    "no_units": _(
        "No unit is named for this task although its neighbours name some. Add the units that "
        "answer for it."
    ),
    "no_lead": _("No unit leads this task. Choose the one that leads."),
    "name_restored": _(
        "Letters of a unit's name are lost in the copy; it was completed from another place in "
        "the document. Check the name."
    ),
    "lost_digits": _("Digits of this number are lost in the copy. Look the value up and enter it."),
    "no_value": _(
        "The document names this target without a number. Enter the number if it is known."
    ),
    "no_title": _("No title was found. Enter the plan's title."),
    "no_tasks": _(
        "No task was found in this text. Check that it is the plan itself and that it is complete."
    ),
    "two_values": _(
        "The document gives this indicator two different values for the same date. Check which "
        "one holds."
    ),
    "uncertain": _("The reader is not sure of this. Compare it with the source."),
}

CONTRADICTIONS: dict[str, str | Promise] = {
    "due_after_end": _("It is due after the plan's end. Check the date."),
    "due_after_task": _(
        "The target is due after the deadline of the task in which it stands. Check both dates."
    ),
    "both_roles": _("One unit both leads and assists this task. Leave it in one of the two."),
}

FAULTS: dict[str, str | Promise] = {
    "title_missing": _("The plan has no title. Enter one."),
    "end_before_start": _("The plan ends before it starts. Correct its dates."),
    "empty_plan": _(
        "The plan has neither targets nor tasks. Add one, or hand in another document."
    ),
    "indicator_missing": _("A target does not say what is counted. Enter its indicator."),
    "no_number": _("A target's value is not a number. Correct it."),
    "number_too_large": _("A target's value is too large. Use a larger unit of measure."),
    "range_without_end": _(
        "A target between two values needs an upper value that is not below the lower one."
    ),
    "task_title_missing": _("A task has no title. Enter one."),
}

SENTENCES = UNREADABLE | FAULTS | DOUBTS | CONTRADICTIONS

FIELDS: dict[str, str | Promise] = {
    "title": _("Title"),
    "issuer": _("Issuer as printed"),
    "doc_number": _("Document number"),
    "issued_on": _("Issued on"),
    "period": _("Plan period"),
    "ends_on": _("Ends on"),
    "based_on": _("Superior plans"),
    "number": _("Number"),
    "lead_units": _("Lead units"),
    "assist_units": _("Assisting units"),
    "due": _("Due on"),
    "indicator": _("Indicator"),
    "op": _("Comparator"),
    "value": _("Value"),
    "value_high": _("Upper value"),
    "unit": _("Unit of measure"),
    "every": _("Recurrence"),
}

WHY: dict[Why, str | Promise] = {
    Why.PLATE: _("one of the two names that the document prints"),
    Why.NO_LEVEL: _("the same name, with its level or without"),
    Why.FORM: _("a long and a short form, or the name before a reform"),
    Why.ENDING: _("the same field, under another kind of body"),
    Why.LETTERS: _("may be the short form"),
    Why.SIMILAR: _("similar letters"),
}


def field(name: str) -> str:
    """What people call a field of an entry; empty where a doubt is about none."""
    return str(FIELDS.get(name, ""))


def why(reason: Why) -> str:
    """Why a name may mean a known unit."""
    return str(WHY[reason])


def sentence(code: str) -> str:
    """What happened and what to do next, in the reader's language."""
    found = SENTENCES.get(code)
    if found is None:
        return gettext("Something unexpected happened here (%(code)s). Check this entry.") % {
            "code": code
        }
    return str(found)
