"""What acts on the portal itself are called in the audit trail, and what they are about."""

from django.utils.translation import pgettext_lazy

ACTS = {
    "calendar.filled": pgettext_lazy("act", "filled the working calendar from the library"),
}
THINGS = {
    "core.specialday": pgettext_lazy("thing", "day of the calendar"),
}
JOBS = {
    "core.sweep": pgettext_lazy("job", "gives up on work whose workers died"),
    "core.sweep_files": pgettext_lazy("job", "deletes files that nothing names"),
    "core.forget_answers": pgettext_lazy("job", "forgets answers to requests that came twice"),
    "core.fill_calendar": pgettext_lazy("job", "fills the working calendar from the library"),
    "core.fold_tallies": pgettext_lazy("job", "puts kept counts together"),
    "core.check_tallies": pgettext_lazy("job", "holds kept counts against the rows"),
    "core.verify_audit": pgettext_lazy("job", "walks the chain of the audit trail"),
}
