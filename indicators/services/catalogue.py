"""Verbs on the catalogue of indicators."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.errors import RuleBroken
from indicators.models import Family, Indicator, IndicatorDefinition, Target
from indicators.services.standing import keep_family
from units.models import User

TEXT_LIMIT = 4000


@transaction.atomic
def define_indicator(
    *, indicator_id: int, valid_from: date, text: str, document: str, by: User, now: datetime
) -> IndicatorDefinition:
    """How an indicator is counted from a day on; what was written before stays readable."""
    # The lock keeps two versions of one day apart, so that the second gets its sentence.
    indicator = Indicator.objects.select_for_update().get(pk=indicator_id)
    if not text.strip():
        raise RuleBroken(_("The definition is empty. Write down how the indicator is counted."))
    if len(text) > TEXT_LIMIT:
        raise RuleBroken(_("The definition is longer than %(n)d characters.") % {"n": TEXT_LIMIT})
    if indicator.definitions.filter(valid_from=valid_from).exists():
        raise RuleBroken(
            _("Another definition begins on this day already. Choose a later day for this one.")
        )
    made = IndicatorDefinition.objects.create(
        indicator=indicator,
        valid_from=valid_from,
        text=text.strip(),
        document=document.strip(),
        recorded_at=now,
        recorded_by=by,
    )
    details = {"valid_from": valid_from.isoformat(), "document": document}
    audit.record("indicator.defined", indicator, by=by, now=now, details=details)
    return made


@transaction.atomic
def classify_indicator(*, indicator_id: int, family: str, by: User, now: datetime) -> Indicator:
    """Count an indicator among the others of its family from now on, on every day that is shown."""
    # Whoever promises a number with it at this moment waits for this lock, and who judges one for
    # the other: the family is then read anew, so that none is kept under the old one.
    indicator = Indicator.objects.select_for_update().get(pk=indicator_id)
    if family not in Family.values:
        raise RuleBroken(_("There is no such family. Choose one of those that are offered."))
    if indicator.family == family:
        return indicator
    targets = Target.objects.select_for_update(no_key=True).filter(indicator=indicator)
    list(targets.order_by("pk").values_list("pk", flat=True))
    was, indicator.family = indicator.family, family
    indicator.save(update_fields=["family"])
    keep_family(indicator)
    details = {"from": was, "to": family}
    audit.record("indicator.classified", indicator, by=by, now=now, details=details)
    return indicator
