"""Verbs on the catalogue of indicators."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.errors import RuleBroken
from indicators.models import Indicator, IndicatorDefinition
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
