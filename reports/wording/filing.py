"""Why a content that a program sent is not taken as a whole."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OBSTACLES: dict[str, Promise] = {
    "unknown": _("You report on nothing with this number. Ask for your reports anew."),
    "twice": _("This report stands in the list more than once. Only its first content counts."),
    "stale": _(
        "Somebody has changed this report meanwhile. Ask for it anew, and send its revision with"
        " the content."
    ),
    "closed": _("This report was sent or closed already, so it takes nothing now."),
    "period_closed": _("This period is closed: its figures are published."),
    "plan_closed": _("The plan of this report is closed."),
}


def obstacle(code: str) -> str:
    return str(OBSTACLES[code])
