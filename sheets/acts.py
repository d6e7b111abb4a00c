"""What acts on workbooks are called in the audit trail, and what they are about."""

from django.utils.translation import pgettext_lazy

ACTS = {
    "sheet.received": pgettext_lazy("act", "uploaded the sheet"),
    "sheet.read": pgettext_lazy("act", "read the sheet"),
    "sheet.refused": pgettext_lazy("act", "did not take the sheet"),
    "sheet.asked": pgettext_lazy("act", "asked what the columns of the sheet are"),
    "sheet.answered": pgettext_lazy("act", "said what the columns of the sheet are"),
    "sheet.queued_again": pgettext_lazy("act", "had the sheet read once more"),
    "sheet.decided": pgettext_lazy("act", "decided about lines of the sheet"),
    "sheet.confirmed": pgettext_lazy("act", "confirmed the sheet"),
    "sheet.overtaken": pgettext_lazy("act", "compared the sheet anew, because others were faster"),
    "sheet.saved": pgettext_lazy("act", "saved the sheet"),
    "sheet.cancelled": pgettext_lazy("act", "gave up the sheet"),
    "sheet.withdrawn": pgettext_lazy("act", "took back what the sheet had saved"),
}
THINGS = {
    "sheets.sheet": pgettext_lazy("thing", "sheet"),
    "sheets.sheetcopy": pgettext_lazy("thing", "marked copy of a sheet"),
}
JOBS = {
    "sheets.read_sheets": pgettext_lazy("job", "reads and saves sheets"),
    "sheets.make_copies": pgettext_lazy("job", "makes marked copies of sheets"),
}
