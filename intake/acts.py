"""What acts on documents and drafts are called in the audit trail, and what they are about."""

from django.utils.translation import pgettext_lazy

ACTS = {
    "document.uploaded": pgettext_lazy("act", "uploaded the document"),
    "document.retried": pgettext_lazy("act", "had the document read once more"),
    "document.read": pgettext_lazy("act", "read the document"),
    "document.read_again": pgettext_lazy("act", "had the document read anew"),
    "document.published": pgettext_lazy("act", "published the draft as a plan"),
    "draft.head_corrected": pgettext_lazy("act", "corrected the head of the draft"),
    "draft.item_corrected": pgettext_lazy("act", "corrected an entry of the draft"),
    "draft.item_added": pgettext_lazy("act", "added an entry to the draft"),
    "draft.item_removed": pgettext_lazy("act", "took an entry out of the draft"),
    "draft.item_restored": pgettext_lazy("act", "brought an entry of the draft back"),
    "draft.units_named": pgettext_lazy("act", "named the units of an entry"),
    "draft.units_chosen": pgettext_lazy("act", "said whom unknown names mean"),
    "draft.confirmed": pgettext_lazy("act", "confirmed entries of the draft"),
    "draft.lost_settled": pgettext_lazy("act", "settled a passage that was not read"),
    "draft.superior_chosen": pgettext_lazy("act", "chose the superior plans of the draft"),
    "office_rule.proposed": pgettext_lazy("act", "proposed a word for the reader"),
    "office_rule.accepted": pgettext_lazy("act", "accepted a word for the reader"),
    "office_rule.declined": pgettext_lazy("act", "declined a word for the reader"),
    "office_rule.withdrawn": pgettext_lazy("act", "withdrew a word of the reader"),
}
THINGS = {
    "intake.document": pgettext_lazy("thing", "document"),
    "intake.draft": pgettext_lazy("thing", "draft"),
    "intake.officerule": pgettext_lazy("thing", "word for the reader"),
}
JOBS = {
    "intake.read_documents": pgettext_lazy("job", "reads documents"),
}
