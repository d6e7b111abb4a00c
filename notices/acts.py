"""What acts on notices are called in the audit trail, and what they are about."""

from django.utils.translation import pgettext_lazy

ACTS = {
    "message.repeated": pgettext_lazy("act", "had the message sent once more"),
}
THINGS = {
    "notices.message": pgettext_lazy("thing", "message"),
}
