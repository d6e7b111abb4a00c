"""What acts on targets and lamps are called in the audit trail, and what they are about."""

from django.utils.translation import pgettext_lazy

ACTS = {
    "plan.targets_added": pgettext_lazy("act", "added targets to the plan"),
    "plan.lamps_chosen": pgettext_lazy("act", "chose the lamps of the plan"),
    "indicator.defined": pgettext_lazy("act", "defined the indicator"),
    "indicator.classified": pgettext_lazy("act", "moved the indicator to another family"),
    "target.measured": pgettext_lazy("act", "recorded a value"),
    "target.measurement_recalled": pgettext_lazy("act", "took back values of the target"),
    "target.comparator_entered": pgettext_lazy("act", "entered a comparison value"),
    "target.amendment_requested": pgettext_lazy("act", "asked to amend the target"),
    "target.amendment_applied": pgettext_lazy("act", "approved the amendment of the target"),
    "target.amendment_refused": pgettext_lazy("act", "refused the amendment of the target"),
    "target.amendment_withdrawn": pgettext_lazy("act", "withdrew the amendment of the target"),
    "target.verdict_overridden": pgettext_lazy("act", "decided another lamp for the target"),
    "target.override_withdrawn": pgettext_lazy("act", "took back the other lamp of the target"),
}
THINGS = {
    "indicators.target": pgettext_lazy("thing", "target"),
    "indicators.indicator": pgettext_lazy("thing", "indicator"),
}
JOBS = {
    "indicators.forecast_targets": pgettext_lazy("job", "forecasts targets whose figures changed"),
    "indicators.record_verdicts": pgettext_lazy("job", "keeps the lamps of targets"),
}
