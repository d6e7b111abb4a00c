"""What acts on slips are called in the audit trail, and what they are about."""

from django.utils.translation import pgettext_lazy

ACTS = {
    "slip.drafted": pgettext_lazy("act", "drafted the slip"),
    "slip.saved": pgettext_lazy("act", "changed the draft of the slip"),
    "slip.submitted": pgettext_lazy("act", "laid the slip before the office head"),
    "slip.returned": pgettext_lazy("act", "returned the slip for changes"),
    "slip.approved": pgettext_lazy("act", "approved the slip"),
    "slip.sent": pgettext_lazy("act", "sent the slip"),
    "slip.acknowledged": pgettext_lazy("act", "confirmed the receipt of the slip"),
    "slip.answered": pgettext_lazy("act", "answered the slip"),
    "slip.answer_refused": pgettext_lazy("act", "did not accept the answer to the slip"),
    "slip.closed": pgettext_lazy("act", "closed the slip"),
    "slip.raised": pgettext_lazy("act", "let the next slip follow"),
    "slip.withdrawn": pgettext_lazy("act", "withdrew the slip"),
    "letterhead.set": pgettext_lazy("act", "set what is printed on slips"),
}
THINGS = {
    "slips.slip": pgettext_lazy("thing", "slip"),
    "slips.letterhead": pgettext_lazy("thing", "letterhead of slips"),
}
