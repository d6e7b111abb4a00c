"""What acts on workbooks are called in the audit trail, and what they are about."""

from django.utils.translation import pgettext_lazy

ACTS = {
    "sheet.received": pgettext_lazy("act", "uploaded the workbook"),
    "sheet.read": pgettext_lazy("act", "read the workbook"),
    "sheet.queued_again": pgettext_lazy("act", "had the workbook read once more"),
    "sheet.confirmed": pgettext_lazy("act", "took over the workbook"),
}
THINGS = {
    "sheets.sheet": pgettext_lazy("thing", "workbook"),
}
