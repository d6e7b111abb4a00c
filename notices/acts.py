"""What acts on notices are called in the audit trail, and what they are about."""

from django.utils.translation import pgettext_lazy

ACTS = {
    "delivery.repeated": pgettext_lazy("act", "had the notice delivered once more"),
}
THINGS = {
    "notices.delivery": pgettext_lazy("thing", "delivery of a notice"),
}
