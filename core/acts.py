"""What acts on the portal itself are called in the audit trail, and what they are about."""

from django.utils.translation import pgettext_lazy

ACTS = {
    "calendar.filled": pgettext_lazy("act", "filled the working calendar from the library"),
}
THINGS = {
    "core.specialday": pgettext_lazy("thing", "day of the calendar"),
}
