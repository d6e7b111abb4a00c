"""What acts on reports are called in the audit trail, and what they are about."""

from django.utils.translation import pgettext_lazy

ACTS = {
    "plan.period_opened": pgettext_lazy("act", "opened a period of the plan"),
    "period.closed": pgettext_lazy("act", "closed the period"),
    "period.reopened": pgettext_lazy("act", "opened the period again"),
    "rhythm.set": pgettext_lazy("act", "set the rhythm of reporting"),
    "rhythm.ended": pgettext_lazy("act", "ended a rhythm of its own"),
    "rhythm.review_set": pgettext_lazy("act", "set who reviews"),
    "waiver.given": pgettext_lazy("act", "waived reports"),
    "waiver.ended": pgettext_lazy("act", "ended the waiver"),
    "report.drafted": pgettext_lazy("act", "saved a draft of the report"),
    "report.submitted": pgettext_lazy("act", "sent the report"),
    "report.forwarded": pgettext_lazy("act", "passed the report on"),
    "report.approved": pgettext_lazy("act", "approved the report"),
    "report.returned": pgettext_lazy("act", "returned the report"),
    "report.corrected": pgettext_lazy("act", "corrected the report"),
    "report.waived": pgettext_lazy("act", "excused the report"),
    "report.withdrawn": pgettext_lazy("act", "no longer expected the report"),
    "report.restored": pgettext_lazy("act", "expected the report again"),
    "report.handed_on": pgettext_lazy("act", "handed the report on to the new lead unit"),
}
THINGS = {
    "reports.report": pgettext_lazy("thing", "report"),
    "reports.period": pgettext_lazy("thing", "period"),
    "reports.waiver": pgettext_lazy("thing", "waiver"),
}
JOBS = {
    "reports.open_periods": pgettext_lazy("job", "opens periods and expects reports"),
}
