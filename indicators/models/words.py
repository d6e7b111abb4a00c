"""The words that people read for `indicators.rules`."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from indicators import rules

# Units of measure between whose values lie percentage points, not percent.
PERCENT = frozenset({"%", "％", "百分点", "个百分点"})


class Kind(models.TextChoices):
    STOCK = rules.Kind.STOCK.value, _("stock at the end")
    PER_CAPITA = rules.Kind.PER_CAPITA.value, _("stock per head")
    FLOW = rules.Kind.FLOW.value, _("flow within the year")
    CUMULATIVE = rules.Kind.CUMULATIVE.value, _("sum over the plan")
    RATIO = rules.Kind.RATIO.value, _("ratio")
    GROWTH_RATE = rules.Kind.GROWTH_RATE.value, _("growth rate")
    RECURRING = rules.Kind.RECURRING.value, _("recurring count")
    CEILING = rules.Kind.CEILING.value, _("ceiling")
    MILESTONE = rules.Kind.MILESTONE.value, _("milestone")
    RELATIVE = rules.Kind.RELATIVE.value, _("relative to others")


class Family(models.TextChoices):
    ECONOMIC = rules.Family.ECONOMIC.value, _("main economic indicators")
    COUNTED = rules.Family.COUNTED.value, _("counted targets")


class Comparator(models.TextChoices):
    AT_LEAST = rules.Comparator.AT_LEAST.value, _("at least")
    AT_MOST = rules.Comparator.AT_MOST.value, _("at most")
    ABOUT = rules.Comparator.ABOUT.value, _("about")
    RANGE = rules.Comparator.RANGE.value, _("between")


class Recurrence(models.TextChoices):
    YEAR = rules.Recurrence.YEAR.value, _("every year")
    HALF_YEAR = rules.Recurrence.HALF_YEAR.value, _("every half-year")
    QUARTER = rules.Recurrence.QUARTER.value, _("every quarter")
    MONTH = rules.Recurrence.MONTH.value, _("every month")


class Nature(models.TextChoices):
    BINDING = rules.Nature.BINDING.value, _("binding")
    EXPECTED = rules.Nature.EXPECTED.value, _("expected")


class PaceRule(models.TextChoices):
    """Which arithmetic says what should have been reached by a date."""

    LINEAR_MONTH = rules.PaceRule.LINEAR_MONTH.value, _("months elapsed")
    LINEAR_DAY = rules.PaceRule.LINEAR_DAY.value, _("days elapsed")
    PLANNED_VALUES = rules.PaceRule.PLANNED_VALUES.value, _("planned values")
    STEPS = rules.PaceRule.STEPS.value, _("planned values, in steps")
    VALUE = rules.PaceRule.VALUE.value, _("value against target")
    NONE = rules.PaceRule.NONE.value, _("judged only when due")


class Lamp(models.TextChoices):
    """The colours, in the order of `rules.LAMPS` backwards."""

    BLUE = rules.Lamp.BLUE.value, _("blue")
    GREEN = rules.Lamp.GREEN.value, _("green")
    YELLOW = rules.Lamp.YELLOW.value, _("yellow")
    ORANGE = rules.Lamp.ORANGE.value, _("orange")
    RED = rules.Lamp.RED.value, _("red")
    GREY = rules.Lamp.GREY.value, _("grey")


class Standing(models.TextChoices):
    DONE = rules.Standing.DONE.value, pgettext_lazy("standing of a target", "done")
    DUE_SOON = rules.Standing.DUE_SOON.value, pgettext_lazy("standing of a target", "due soon")
    AHEAD = rules.Standing.AHEAD.value, pgettext_lazy("standing of a target", "ahead of pace")
    ON_PACE = rules.Standing.ON_PACE.value, pgettext_lazy("standing of a target", "on pace")
    BEHIND = rules.Standing.BEHIND.value, pgettext_lazy("standing of a target", "behind pace")
    MISSED = rules.Standing.MISSED.value, pgettext_lazy("standing of a target", "overdue")
    NOT_JUDGED = (
        rules.Standing.NOT_JUDGED.value,
        pgettext_lazy("standing of a target", "not judged"),
    )


class Distance(models.TextChoices):
    POINTS = rules.Distance.POINTS.value, _("percentage points below pace")
    SHARE = rules.Distance.SHARE.value, _("percent of what should be reached")


class AmendmentState(models.TextChoices):
    """`rules.AmendmentState` without what is not stored."""

    REQUESTED = rules.AmendmentState.REQUESTED.value, _("waits for a decision")
    APPLIED = rules.AmendmentState.APPLIED.value, _("approved and in force")
    REFUSED = rules.AmendmentState.REFUSED.value, pgettext_lazy("amendment", "refused")
    WITHDRAWN = rules.AmendmentState.WITHDRAWN.value, pgettext_lazy("amendment", "withdrawn")
