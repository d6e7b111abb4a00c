"""What the catalogue of indicators says."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce, TruncDate

from core.calendar import OFFICE_TIME
from indicators.models import Indicator, IndicatorDefinition, TargetQuerySet


def definition_on(indicator: Indicator, *, day: date) -> str:
    """How the indicator was counted on a day; empty where nobody wrote it down."""
    valid = indicator.definitions.filter(valid_from__lte=day)
    text = valid.values_list("text", flat=True).order_by("-valid_from").first()
    return indicator.definition if text is None else text


def definitions_of(keys: Collection[int], *, until: datetime) -> list[IndicatorDefinition]:
    """Every version that was written down before that moment, newest first; one query."""
    known = IndicatorDefinition.objects.filter(indicator__in=keys, recorded_at__lt=until)
    return list(known.order_by("indicator", "-valid_from"))


def with_definition(targets: TargetQuerySet, *, until: datetime) -> TargetQuerySet:
    """Adds `definition_key`: the version that held when the plan was issued, and `promised_on`.

    None where the plan is older than the first version, or nobody wrote one. A number was
    promised in the words of its day: what is redefined later is another number.
    """
    targets = targets.annotate(
        promised_on=Coalesce(
            F("plan__issued_on"),
            F("plan__starts_on"),
            TruncDate("plan__published_at", tzinfo=OFFICE_TIME),
        )
    )
    valid = IndicatorDefinition.objects.filter(
        indicator=OuterRef("indicator"),
        recorded_at__lt=until,
        valid_from__lte=OuterRef("promised_on"),
    )
    return targets.annotate(
        definition_key=Subquery(valid.order_by("-valid_from").values("pk")[:1]),
        defined_from=Subquery(valid.order_by("-valid_from").values("valid_from")[:1]),
    )
