"""What acts on plans are called in the audit trail, and what they are about."""

from django.utils.translation import pgettext_lazy

ACTS = {
    "plan.published": pgettext_lazy("act", "published the plan"),
    "plan.closed": pgettext_lazy("act", "closed the plan"),
    "plan.reopened": pgettext_lazy("act", "reopened the plan"),
    "plan.archived": pgettext_lazy("act", "archived the plan"),
    "plan.superior_linked": pgettext_lazy("act", "linked the superior plan"),
    "plan.superior_unlinked": pgettext_lazy("act", "unlinked the superior plan"),
}
THINGS = {
    "plans.plan": pgettext_lazy("thing", "plan"),
}
