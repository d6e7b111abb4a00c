"""What acts on circulars are called in the audit trail, and what they are about."""

from django.utils.translation import pgettext_lazy

ACTS = {
    "circular.drafted": pgettext_lazy("act", "drafted the circular"),
    "circular.saved": pgettext_lazy("act", "changed the draft of the circular"),
    "circular.submitted": pgettext_lazy("act", "laid the circular before the office head"),
    "circular.returned": pgettext_lazy("act", "returned the circular for changes"),
    "circular.approved": pgettext_lazy("act", "approved the circular"),
    "circular.issued": pgettext_lazy("act", "issued the circular"),
    "circular.corrected": pgettext_lazy("act", "corrected the circular by a notice"),
    "circular.withdrawn": pgettext_lazy("act", "withdrew the circular"),
    "circular_template.set": pgettext_lazy("act", "set the template of circulars"),
}
THINGS = {
    "briefs.circular": pgettext_lazy("thing", "circular"),
    "briefs.circulartemplate": pgettext_lazy("thing", "template of circulars"),
}
JOBS = {
    "briefs.find_outdated": pgettext_lazy("job", "finds circulars that corrections made wrong"),
}
