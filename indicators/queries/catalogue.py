"""What the catalogue of indicators says."""

from datetime import date

from indicators.models import Indicator


def definition_on(indicator: Indicator, *, day: date) -> str:
    """How the indicator was counted on a day; empty where nobody wrote it down."""
    valid = indicator.definitions.filter(valid_from__lte=day)
    text = valid.values_list("text", flat=True).order_by("-valid_from").first()
    return indicator.definition if text is None else text
