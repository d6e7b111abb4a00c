"""What the buttons that move a whole plan say."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from plans.rules import PlanVerb

TITLES: dict[PlanVerb, str | Promise] = {
    PlanVerb.CLOSE: pgettext_lazy("plan", "Close the plan"),
    PlanVerb.REOPEN: pgettext_lazy("plan", "Reopen the plan"),
    PlanVerb.ARCHIVE: pgettext_lazy("plan", "Archive the plan"),
}
